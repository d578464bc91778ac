/// One round of a conversation (对话轮次): a burst of customer messages and the first valid reply to it.
///
/// Every customer message that counts is in exactly one turn. Message positions are indices into
/// `Transcript.messages`; times are whole milliseconds.
public struct Turn: Sendable, Hashable {
  /// Why no agent answered a turn before it ended.
  public enum UnrepliedReason: String, Sendable, CaseIterable {
    case conversationEnd = "conversation_end"
    case transfer
    case dayEnd = "day_end"
  }

  /// Why a turn leaves both sides of every ratio.
  public enum Exclusion: String, Sendable, CaseIterable {
    /// A bot alone served it.
    case bot
    /// The preset does not count the hours it was asked in.
    case outsideWindow = "outside_window"
    /// It was left as a message while nobody was on duty (留言).
    case leftMessage = "left_message"
    /// It holds only thanks, stickers or an order number after the agent's last message.
    case closingPhrase = "closing_phrase"
  }

  /// How a turn ended.
  public enum Outcome: Sendable, Hashable {
    case replied
    case unreplied(UnrepliedReason)
    case excluded(Exclusion)
    /// Still waiting in a conversation that goes on.
    case pending
  }

  /// The message that started the clock: a customer message, or the event that handed a waiting customer over.
  public var opening: Int
  /// The customer messages of the burst in time order; may be empty where a transfer opened the turn.
  public var customerMessages: [Int]
  /// Who replied, or who was in charge when it was left unreplied; nil for a bot or where nobody is known.
  public var agent: String?
  /// The first valid reply of an agent; nil if there is none. An excluded turn may have one.
  public var reply: Int?
  /// From the opening to the reply on the wall clock; nil without a reply or without times.
  public var waitMilliseconds: Int64?
  /// The part of the wait that lies inside the work calendar; nil without a reply or without times.
  public var calendarWaitMilliseconds: Int64?
  /// The time of the opening.
  public var startsAt: Timestamp?
  /// Whether the work calendar is open at `startsAt`; nil without a time.
  public var isInServiceHours: Bool?
  public var outcome: Outcome
  /// Agent messages after the opening and before the next turn that are not its reply.
  public var volume: [Int]

  public init(
    opening: Int, customerMessages: [Int], agent: String? = nil, reply: Int? = nil, waitMilliseconds: Int64? = nil,
    calendarWaitMilliseconds: Int64? = nil, startsAt: Timestamp? = nil, isInServiceHours: Bool? = nil,
    outcome: Outcome = .pending, volume: [Int] = []
  ) {
    self.opening = opening
    self.customerMessages = customerMessages
    self.agent = agent
    self.reply = reply
    self.waitMilliseconds = waitMilliseconds
    self.calendarWaitMilliseconds = calendarWaitMilliseconds
    self.startsAt = startsAt
    self.isInServiceHours = isInServiceHours
    self.outcome = outcome
    self.volume = volume
  }
}

extension Turn {
  /// Whether it is in the denominators: an agent replied, or should have.
  public var isCounted: Bool {
    switch outcome {
    case .replied, .unreplied: true
    case .excluded, .pending: false
    }
  }

  /// Whether it ended without a reply that should have come.
  public var isUnreplied: Bool {
    if case .unreplied = outcome { true } else { false }
  }
}
