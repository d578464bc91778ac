/// The turns of a conversation, with what only their whole sequence tells.
public struct TurnTimeline: Sendable, Hashable {
  /// The first answer of a person to a customer who wrote first.
  public struct FirstResponse: Sendable, Hashable {
    /// Position in `turns` of the turn it closed.
    public var turn: Int
    /// From the first customer message of the visit, bot and earlier agents included, to the reply.
    public var endToEndMilliseconds: Int64?
  }

  /// In time order.
  public var turns: [Turn]
  /// Nil where an agent opened the conversation or none answered.
  public var firstResponse: FirstResponse?
  /// From the first customer message of the conversation to the first answer of anybody, bots and auto-replies
  /// included; nil without one, without times, or where an agent opened the conversation.
  public var anyResponseMilliseconds: Int64?
  /// Whether an agent wrote before the customer did.
  public var isProactive: Bool
  /// How often a message came with a time before that of the message it follows; such waits count as 0.
  public var clockSkewCount: Int
  /// Who was in charge, where the builder followed it.
  var agents: AgentsInCharge?

  public init(
    turns: [Turn] = [], firstResponse: FirstResponse? = nil, anyResponseMilliseconds: Int64? = nil,
    isProactive: Bool = false, clockSkewCount: Int = 0
  ) {
    self.turns = turns
    self.firstResponse = firstResponse
    self.anyResponseMilliseconds = anyResponseMilliseconds
    self.isProactive = isProactive
    self.clockSkewCount = clockSkewCount
  }
}
