/// What a scorer may know of the conversation before a message. It enters the score only as parts
/// of kind `context`.
public struct SentimentContext: Sendable, Hashable {
  /// Whether the customer already sent the same words.
  public var isRepeated: Bool
  /// How many messages the same customer sent before this one since anybody answered.
  public var unansweredMessages: Int

  public init(isRepeated: Bool = false, unansweredMessages: Int = 0) {
    self.isRepeated = isRepeated
    self.unansweredMessages = unansweredMessages
  }

  /// A message by itself.
  public static let none = SentimentContext()
}

extension SentimentContext {
  /// Makes the context of each message of one conversation from those before it.
  public struct Tracker: Sendable {
    /// What the customer sent, in `recent` as long as nothing looks like anything before.
    private var said: Set<[UInt16]> = []
    private var recent: [[UInt16]] = []
    /// A bit for each of their fingerprints.
    private var fingerprints: UInt64 = 0
    private var unanswered = 0

    public init() {}

    /// The context of the next message, which is then taken in. `units` are its UTF-16 units.
    public mutating func next(_ units: [UInt16], role: Role, kind: MessageKind) -> SentimentContext {
      switch role {
      case .customer:
        // Short answers (好的, 黑色) come again and mean nothing by it.
        let isNew = units.count < 4 || isNew(units)
        let context = SentimentContext(isRepeated: !isNew, unansweredMessages: unanswered)
        unanswered += 1
        return context
      case .agent:
        if kind != .autoReply, kind != .note { unanswered = 0 }
        return .none
      case .bot, .system, .unknown: return .none
      }
    }

    /// Whether the customer has not sent `units` before; notes that they are sent.
    private mutating func isNew(_ units: [UInt16]) -> Bool {
      var hash: UInt32 = 0
      for unit in units { hash = (hash &+ UInt32(unit)) &* 0x9E37_79B1 }
      let bit = UInt64(1) << UInt64(hash >> 26)
      guard fingerprints & bit != 0 else {
        fingerprints |= bit
        recent.append(units)
        return true
      }
      for text in recent { said.insert(text) }
      recent.removeAll()
      return said.insert(units).inserted
    }
  }
}
