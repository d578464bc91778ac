/// What a day comes to for an agent or for everybody: sums and counts, so that days add up to weeks.
public struct DaySample: Sendable, Hashable {
  public private(set) var conversations = 0
  public private(set) var scores = ScoreSample()
  public private(set) var autoFails = 0
  /// Conversations with a scoring finding that speaks against the agent, or against anybody.
  public private(set) var withFindings = 0
  /// Rounds that were answered, and how long that took together.
  public private(set) var responses = 0
  public private(set) var responseMilliseconds: Int64 = 0

  public init() {}

  /// The mean wait in seconds; nil without an answered round.
  public var responseSeconds: Double? {
    responses == 0 ? nil : Double(responseMilliseconds) / Double(responses) / 1000
  }

  /// The part of the conversations with a finding, 0…1; nil without a conversation.
  public var findingShare: Double? {
    conversations == 0 ? nil : Double(withFindings) / Double(conversations)
  }

  /// Adds a conversation as it is for one of its agents, or, with nil, as a whole.
  mutating func add(_ evaluation: Evaluation, agent: AgentEvaluation? = nil) {
    let scorecard = agent?.scorecard ?? evaluation.scorecard
    conversations += 1
    if let score = scorecard.score { scores.add(score) }
    if scorecard.isAutoFailed { autoFails += 1 }
    let isAgainst = evaluation.findings.contains { finding in
      finding.scores && (finding.verb == .forbid || finding.verb == .require)
        && (agent == nil || finding.agent == agent?.id)
    }
    if isAgainst { withFindings += 1 }
    let metrics = agent.map { evaluation.metrics.agents[$0.id] ?? ServiceMetrics() } ?? evaluation.metrics.total
    responses += metrics.response.count
    responseMilliseconds = responseMilliseconds.saturatingAdd(metrics.response.sumMilliseconds)
  }

  public static func += (left: inout DaySample, right: DaySample) {
    left.conversations += right.conversations
    left.scores += right.scores
    left.autoFails += right.autoFails
    left.withFindings += right.withFindings
    left.responses += right.responses
    left.responseMilliseconds = left.responseMilliseconds.saturatingAdd(right.responseMilliseconds)
  }
}
