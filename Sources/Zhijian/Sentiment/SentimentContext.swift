/// What a scorer may know of the conversation before a message. It enters the score only as parts
/// of kind `context`.
public struct SentimentContext: Sendable, Hashable {
  /// Whether the customer already sent the same words.
  public var isRepeated: Bool
  /// How many messages the same customer sent before this one since anybody answered.
  public var unansweredMessages: Int
  /// Whether the customer has waited for an answer for `longWaitMilliseconds` or more.
  public var isLongWait: Bool
  /// Whether the agent's last line asked something.
  public var answersAgent: Bool

  /// A wait from here on counts.
  public static let longWaitMilliseconds: Int64 = 180_000

  public init(
    isRepeated: Bool = false, unansweredMessages: Int = 0, isLongWait: Bool = false, answersAgent: Bool = false
  ) {
    self.isRepeated = isRepeated
    self.unansweredMessages = unansweredMessages
    self.isLongWait = isLongWait
    self.answersAgent = answersAgent
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
    private var unansweredSince: Timestamp?
    private var agentAsked = false

    public init() {}

    /// The context of the next message, which is then taken in. `units` are its UTF-16 units, `at` is when it was sent,
    /// where that is known.
    public mutating func next(
      _ units: [UInt16], role: Role, kind: MessageKind, at time: Timestamp? = nil
    ) -> SentimentContext {
      switch role {
      case .customer:
        // Short answers (好的, 黑色) come again and mean nothing by it.
        let isNew = units.count < 4 || isNew(units)
        let waited = time.flatMap { time in unansweredSince.map { time.milliseconds(since: $0) } } ?? 0
        let context = SentimentContext(
          isRepeated: !isNew, unansweredMessages: unanswered,
          isLongWait: waited >= SentimentContext.longWaitMilliseconds, answersAgent: agentAsked && unanswered == 0)
        if unanswered == 0 { unansweredSince = time }
        unanswered += 1
        return context
      case .agent:
        if kind != .autoReply, kind != .note {
          unanswered = 0
          unansweredSince = nil
          agentAsked = Self.asks(units)
        }
        return .none
      case .bot, .system, .unknown: return .none
      }
    }

    /// Whether a line holds a question mark or ends in 吗 or 呢.
    private static func asks(_ units: [UInt16]) -> Bool {
      units.last == 0x5417 || units.last == 0x5462 || units.contains { $0 == 0x3F || $0 == 0xFF1F }
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
