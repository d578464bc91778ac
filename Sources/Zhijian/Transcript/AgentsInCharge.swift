/// Who of the agents is in charge of a conversation, followed message by message in time order.
///
/// In charge is who last joined (by a join or a transfer) or wrote. Auto-replies, bots, notes and recalled
/// lines put nobody in charge.
public struct AgentsInCharge: Sendable, Hashable {
  /// A stretch of a conversation that one agent is responsible for.
  public struct Segment: Sendable, Hashable {
    /// Nil where nobody is known.
    public var agent: String?
    /// Indices of its messages, all kinds, in time order.
    public var messages: [Int]
  }

  /// Agents listed in the conversation's head.
  private let listed: [String]
  private let customer: String?
  private var bots: Set<String> = []
  private var seen: Set<String> = []
  /// Whether the last segment began with a hand-over to nobody named, so that the next agent owns it.
  private var awaitsAgent = false
  private var firstToAnswer: String?
  private var firstAutoReply: String?
  /// By message index; nil for a message that was not taken, or before anyone was in charge.
  private var inChargeByMessage: [String?] = []
  /// By message index; −1 for a message that was not taken.
  private var segmentByMessage: [Int] = []
  private var storedSegments: [Segment] = []

  /// Who is in charge now; nil before anyone is.
  public private(set) var current: String?

  /// Starts before the first message of a conversation; its messages are not read.
  public init(head transcript: Transcript) {
    listed = transcript.agents.map(\.id)
    customer = transcript.customer?.id
  }

  /// Follows a whole conversation.
  public init(_ transcript: Transcript) {
    self.init(head: transcript)
    inChargeByMessage.reserveCapacity(transcript.messages.count)
    segmentByMessage.reserveCapacity(transcript.messages.count)
    for index in MessageOrder.timeOrder(of: transcript) { append(transcript.messages[index], index: index) }
  }

  /// Takes the next message in time order.
  public mutating func append(_ message: Message, index: Int) {
    var startsSegment = false
    if !message.isRecalled {
      switch message.kind {
      case .join where isJoinOfAgent(message):
        let agent = joined(message)
        startsSegment = current != nil && (agent == nil || agent != current)
        enters(agent, startsSegment)
      case .transfer:
        let agent = message.transfer?.to
        startsSegment = current != nil && (agent == nil || agent != current)
        enters(agent, startsSegment)
      default:
        startsSegment = speaks(message)
      }
    }
    place(index, startsSegment: startsSegment)
  }

  /// Who is in charge at a message: after a message of an agent, that agent; before anyone has joined or written,
  /// the first to answer, else the only agent listed, else who first sent an auto-reply.
  public func agentInCharge(at index: Int) -> String? {
    (inChargeByMessage.indices.contains(index) ? inChargeByMessage[index] : nil) ?? fallback
  }

  /// Who was in charge at the end; the same fallbacks as `agentInCharge(at:)`.
  public var agentInChargeAtEnd: String? { current ?? fallback }

  /// Who stands in where nobody had joined or written yet.
  var fallback: String? { firstToAnswer ?? (listed.count == 1 ? listed.first : nil) ?? firstAutoReply }

  /// The segments in time order. One starts at a transfer or join, or where another agent sends the first
  /// message; what comes before the first agent belongs to the first segment.
  public var segments: [Segment] {
    guard storedSegments.count == 1, storedSegments[0].agent == nil else { return storedSegments }
    return [Segment(agent: fallback, messages: storedSegments[0].messages)]
  }

  /// The position in `segments` of the segment a message is in; nil for a message that was not appended.
  public func segment(of index: Int) -> Int? {
    segmentByMessage.indices.contains(index) && segmentByMessage[index] >= 0 ? segmentByMessage[index] : nil
  }

  /// The agent who sent a message: its sender, else the only agent listed; nil if neither is known.
  public func sender(of message: Message) -> String? {
    message.sender ?? (listed.count == 1 ? listed.first : nil)
  }

  /// Whether an id is that of a bot: one that has written, or one that is named so.
  func isBot(_ id: String) -> Bool {
    bots.contains(id) || id.contains("机器人") || id.contains("機器人") || ["bot", "robot"].contains(id.lowercased())
  }

  /// Whether a join is that of an agent, named or not, and not of the customer or a bot.
  func isJoinOfAgent(_ message: Message) -> Bool {
    if message.transfer?.to != nil { return true }
    if message.role == .customer || message.role == .bot { return false }
    return message.sender == nil || message.sender != customer
  }

  private func joined(_ message: Message) -> String? {
    if let agent = message.transfer?.to { return agent }
    guard let sender = message.sender, message.role != .bot else { return nil }
    return message.role == .agent || listed.contains(sender) || seen.contains(sender) ? sender : nil
  }

  private mutating func enters(_ agent: String?, _ startsSegment: Bool) {
    if let agent {
      seen.insert(agent)
      current = agent
      awaitsAgent = false
    } else if startsSegment {
      awaitsAgent = true
    }
  }

  /// Notes who speaks; true where the message is the first of another agent.
  private mutating func speaks(_ message: Message) -> Bool {
    if message.role == .bot, let sender = message.sender { bots.insert(sender) }
    guard message.role == .agent, !message.isEvent, message.kind != .note, let sender = sender(of: message)
    else { return false }
    if message.isAutoReply {
      firstAutoReply = firstAutoReply ?? sender
      return false
    }
    firstToAnswer = firstToAnswer ?? sender
    // Who is in charge has been seen.
    if current != sender { seen.insert(sender) }
    let isAnother = storedSegments.last?.agent.map { $0 != sender } ?? false
    current = sender
    awaitsAgent = false
    return isAnother
  }

  private mutating func place(_ index: Int, startsSegment: Bool) {
    if startsSegment || storedSegments.isEmpty { storedSegments.append(Segment(agent: nil, messages: [])) }
    let last = storedSegments.count - 1
    storedSegments[last].messages.append(index)
    if storedSegments[last].agent == nil, !awaitsAgent { storedSegments[last].agent = current }
    guard index >= 0 else { return }
    while segmentByMessage.count <= index {
      segmentByMessage.append(-1)
      inChargeByMessage.append(nil)
    }
    segmentByMessage[index] = last
    inChargeByMessage[index] = current ?? inChargeByMessage[index]
  }
}
