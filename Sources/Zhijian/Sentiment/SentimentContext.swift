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
    private var said: Set<[UInt16]> = []
    private var unanswered = 0

    public init() {}

    /// The context of the next message, which is then taken in. `units` are its UTF-16 units.
    public mutating func next(_ units: [UInt16], role: Role, kind: MessageKind) -> SentimentContext {
      switch role {
      case .customer:
        // Short answers (好的, 黑色) come again and mean nothing by it.
        let isNew = units.count < 4 || said.insert(units).inserted
        let context = SentimentContext(isRepeated: !isNew, unansweredMessages: unanswered)
        unanswered += 1
        return context
      case .agent:
        if kind != .autoReply, kind != .note { unanswered = 0 }
        return .none
      case .bot, .system, .unknown: return .none
      }
    }
  }
}
