/// Hashes of everything a result depends on besides the transcript.
public struct AnalysisVersions: Sendable, Hashable {
  public let program: String
  public let icu: String
  public let rules: String
  public let lexicons: String
  public let scorecard: String
  public let tokenizer: String
  public let config: String
  /// What people judged wrong; nil where nobody's judgement was given, as with the two below.
  public var reviews: String?
  public var suppressions: String?
  public var baseline: String?

  public init(
    program: String, icu: String, rules: String, lexicons: String, scorecard: String, tokenizer: String, config: String
  ) {
    self.program = program
    self.icu = icu
    self.rules = rules
    self.lexicons = lexicons
    self.scorecard = scorecard
    self.tokenizer = tokenizer
    self.config = config
  }

  /// The same, with the hashes of what was decided of findings before.
  public func with(_ decisions: FindingDecisions?) -> AnalysisVersions {
    guard let decisions else { return self }
    var versions = self
    versions.reviews = decisions.reviewsVersion
    versions.suppressions = decisions.suppressionsVersion
    versions.baseline = decisions.baselineVersion
    return versions
  }
}

/// What one agent's part in a conversation came to.
public struct AgentEvaluation: Sendable {
  public let id: String
  public let scorecard: Scorecard
  /// Messages the agent sent, auto-replies aside.
  public let messages: Int
  public let coverage: ScriptCoverage
}

/// Everything the analyzer says of one conversation.
public struct Evaluation: Sendable {
  public let transcript: Transcript
  public let versions: AnalysisVersions
  public let transcriptHash: String
  public let scorecard: Scorecard
  /// In the order of their ids.
  public let agents: [AgentEvaluation]
  /// In the order of the conversation; ids are `f1`, `f2` … in this order.
  public let findings: [Finding]
  /// In the order of rule ids.
  public let outcomes: RuleOutcomes
  /// Indices refer to messages in file order.
  public let swings: [EmotionSwing]
  /// By message index.
  public let sentiments: [MessageSentiment?]
  /// By message index: the customer's mood after that message.
  public let mood: [Double?]
  public let courses: [Role: SentimentTimeline.Course]
  public let metrics: ServiceMetricsReport
  public let turns: [Turn]
  /// Message indices in time order.
  public let order: [Int]
  /// By message index: whose line it is, or who was in charge.
  public let agentOfMessage: [String?]
  public let suppressedHits: [SuppressedHit]
  public let diagnostics: [Diagnostic]
  /// Why its scores are not what an earlier run said; nil where they are, or where none was compared.
  public var changes: ScoreChanges?

  /// Whether a rule could not be judged.
  public var hasRuleErrors: Bool { outcomes.results.contains(.error) }
}

/// An evaluation with how one of its rules came to its result.
public struct ExplainedEvaluation: Sendable {
  public let evaluation: Evaluation
  public let explanation: RuleExplanation

  /// By finding of the explanation, its place among all findings of the evaluation, from 0; nil where it is not there.
  public var findingPlaces: [Int?] {
    var places: [[FindingHit]: [Int]] = [:]
    for place in evaluation.findings.indices.reversed()
    where evaluation.findings[place].rule == explanation.rule.id {
      places[evaluation.findings[place].hits, default: []].append(place)
    }
    return explanation.outcome.findings.map { finding in
      guard let known = places[finding.hits] else { return nil }
      // Those without hits differ by what led to them.
      let number = known.lastIndex { place in
        let other = evaluation.findings[place]
        return other.related == finding.related && other.agent == finding.agent && other.searched == finding.searched
      }
      return number.flatMap { places[finding.hits]?.remove(at: $0) }
    }
  }
}
