/// A lasting change of the customer's mood, from one customer message to a later one.
public struct EmotionSwing: Sendable, Hashable {
  /// Which way the mood went.
  public enum Kind: String, Sendable, CaseIterable {
    case drop, rise
  }

  /// The change from phase to phase that counts where nobody says otherwise.
  public static let defaultThreshold = 0.26
  /// No change is larger, as no message counts for more than `MoodPhases.loudest`.
  static let maximumSize = Double(2 * MoodPhases.loudest) / 1000
  /// With fewer scored customer messages there is no swing.
  public static let minimumMessages = 3

  public var kind: Kind
  /// The last customer message before the mood leaves; an index into the messages. Of several steps the same way it is
  /// the one before the largest.
  public var from: Int
  /// The customer message where the mood line is farthest, in the phase that the change leads to.
  public var to: Int
  /// How far apart the means of the two phases are, above 0; one message counts for 0.5 at most, so at most 1.
  public var size: Double
  /// Whether a drop was made good: the last mood of the conversation is back by at least half of
  /// it. Always false of a rise.
  public var recovered: Bool
  /// The last agent message before the largest step of the change; nil where no agent had written.
  public var afterAgentMessage: Int?

  public init(kind: Kind, from: Int, to: Int, size: Double, recovered: Bool, afterAgentMessage: Int? = nil) {
    self.kind = kind
    self.from = from
    self.to = to
    self.size = size
    self.recovered = recovered
    self.afterAgentMessage = afterAgentMessage
  }
}
