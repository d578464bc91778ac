/// Something drawn for people to judge, with as much of its conversation as it takes.
public struct ReviewSample: Sendable {
  /// A message as it is kept for the reviewer.
  public struct Line: Sendable {
    /// Its index in the conversation, from 0.
    public let index: Int
    public let message: Message
    /// Its text with what its personal data may need of the messages around it.
    public let surrounded: SurroundedText
    /// The agent, of an agent's line.
    public let agent: String?
    /// UTF-16 units of its text that are in question.
    public let marks: [TextRange]
  }

  /// How many messages are kept of a conversation without a place to look at.
  static let maximumLines = 80
  /// How many messages are kept before and behind those in question.
  static let surroundings = 6

  public let key: ReviewKey
  public let rule: String
  public let stratum: ReviewStratum
  public let conversation: String
  public let agent: String?
  /// The index of the message it is about, from 0; nil for a conversation as a whole.
  public let message: Int?
  /// Why an occurrence did not count; nil for anything else.
  public let suppression: Suppression?
  public let nearestMiss: NearestMiss?
  /// In time order.
  public let lines: [Line]
  /// How many messages the conversation has.
  public let messages: Int

  init(_ finding: Finding, in evaluation: Evaluation) {
    let spans = finding.hits.flatMap(\.spans) + [finding.nearestMiss?.span].compactMap { $0 }
    self.init(
      key: ReviewKey(finding, conversation: evaluation.transcript.id), rule: finding.rule,
      stratum: Self.stratum(of: finding), agent: finding.agent, message: finding.firstMessage, spans: spans,
      about: Set(spans.map(\.message) + finding.related.map(\.message) + [finding.firstMessage].compactMap { $0 }),
      nearestMiss: finding.nearestMiss, in: evaluation)
  }

  init(_ hit: SuppressedHit, key: ReviewKey, in evaluation: Evaluation) {
    let agents = evaluation.agentOfMessage
    let message = hit.span.message
    self.init(
      key: key, rule: hit.rule, stratum: .nearMiss, agent: agents.indices.contains(message) ? agents[message] : nil,
      message: message, spans: [hit.span], about: [message], suppression: hit.why, in: evaluation)
  }

  /// A conversation of which a rule has nothing to say.
  init(clean rule: String, key: ReviewKey, in evaluation: Evaluation) {
    self.init(
      key: key, rule: rule, stratum: .clean, agent: nil, message: nil, spans: [], about: nil, in: evaluation)
  }

  private init(
    key: ReviewKey, rule: String, stratum: ReviewStratum, agent: String?, message: Int?, spans: [EvidenceSpan],
    about: Set<Int>?, suppression: Suppression? = nil, nearestMiss: NearestMiss? = nil, in evaluation: Evaluation
  ) {
    self.key = key
    self.rule = rule
    self.stratum = stratum
    self.agent = agent
    self.message = message
    self.suppression = suppression
    self.nearestMiss = nearestMiss
    let transcript = evaluation.transcript
    conversation = transcript.id
    messages = transcript.messages.count
    let order = evaluation.order.filter(transcript.messages.indices.contains)
    lines = Self.kept(order, about: about).map { index in
      let message = transcript.messages[index]
      return Line(
        index: index, message: message, surrounded: SurroundedText(index, of: transcript.messages),
        agent: message.role == .agent ? transcript.agentID(of: message) : nil,
        marks: spans.filter { $0.message == index }.map(\.range))
    }
  }

  static func stratum(of finding: Finding) -> ReviewStratum { finding.nearestMiss == nil ? .finding : .findingNear }

  /// Those of `order` that are kept: around the ones in question, or else from the beginning.
  private static func kept(_ order: [Int], about: Set<Int>?) -> [Int] {
    guard let about else { return Array(order.prefix(maximumLines)) }
    var places: Set<Int> = []
    for (place, index) in order.enumerated() where about.contains(index) {
      places.formUnion(max(0, place - surroundings)..<min(order.count, place + surroundings + 1))
      if places.count > maximumLines { break }
    }
    return places.sorted().prefix(maximumLines).map { order[$0] }
  }
}
