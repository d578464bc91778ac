/// A conversation as far as tables are joined to it.
public struct PeriodContact: Sendable, Hashable {
  /// Messages of one agent with none of another agent's between them.
  public struct Run: Sendable, Hashable {
    public var agent: String
    public var first: Timestamp
    public var last: Timestamp

    public init(agent: String, first: Timestamp, last: Timestamp) {
      self.agent = agent
      self.first = first
      self.last = last
    }
  }

  public var id: String
  public var customer: String?
  /// When the customer first wrote; nil where the customer did not, or without times.
  public var askedAt: Timestamp?
  /// The first and last time of any message.
  public var startsAt: Timestamp?
  public var endsAt: Timestamp?
  /// In time order.
  public var runs: [Run]
  /// Agents who wrote, with or without times, in the order in which they first did.
  public var agents: [String]
  /// Whether the customer asked with an intent to buy; true unless a rule says otherwise.
  public var isInquiry: Bool

  public init(
    id: String, customer: String?, askedAt: Timestamp? = nil, startsAt: Timestamp? = nil, endsAt: Timestamp? = nil,
    runs: [Run] = [], agents: [String] = [], isInquiry: Bool = true
  ) {
    self.id = id
    self.customer = customer
    self.askedAt = askedAt
    self.startsAt = startsAt
    self.endsAt = endsAt
    self.runs = runs
    self.agents = agents
    self.isInquiry = isInquiry
  }

  /// The contact of an evaluation; with `inquiryRule`, only conversations in which that rule hit are inquiries.
  public init(_ evaluation: Evaluation, inquiryRule: String? = nil) {
    let transcript = evaluation.transcript
    self.init(id: transcript.id, customer: transcript.customer?.id)
    for index in evaluation.order where transcript.messages.indices.contains(index) {
      let message = transcript.messages[index]
      guard ServiceMetricsCollector.isSpoken(message) else { continue }
      if let at = message.at {
        startsAt = min(startsAt ?? at, at)
        endsAt = max(endsAt ?? at, at)
      }
      if message.role == .customer { askedAt = askedAt ?? message.at }
      guard message.role == .agent, !message.isAutoReply else { continue }
      let agent = transcript.agentID(of: message)
      guard agent != Transcript.unknownAgent else { continue }
      if !agents.contains(agent) { agents.append(agent) }
      guard let at = message.at else { continue }
      if let last = runs.indices.last, runs[last].agent == agent {
        runs[last].last = max(runs[last].last, at)
      } else {
        runs.append(Run(agent: agent, first: at, last: at))
      }
    }
    if let inquiryRule {
      isInquiry = evaluation.outcomes.contains { $0.rule == inquiryRule && $0.result == .hit }
    }
  }

  /// Who was in charge at the end.
  var lastAgent: String? { runs.last?.agent ?? agents.last }
}
