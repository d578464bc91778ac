import Zhijian

/// What `--fail-on` and `--fail-under` ask for.
struct ScoreBar {
  /// Findings of this severity or above; nil for none.
  let severity: RuleSeverity?
  /// Ranked agents below this score, 0…100; nil for none.
  let score: Double?

  /// Whether a finding of the conversation is at the bar. Only what scores and is not known from the baseline, of a rule
  /// that forbids or requires.
  func isMissed(by evaluation: Evaluation) -> Bool {
    guard let severity else { return false }
    return evaluation.findings.contains {
      $0.scores && $0.state == .open && $0.severity >= severity && ($0.verb == .forbid || $0.verb == .require)
    }
  }

  /// Whether a ranked agent is below the bar.
  func isMissed(by report: BatchReport) -> Bool {
    guard let score else { return false }
    return report.agents.contains { agent in report.isRanked(agent) && (agent.score.map { $0 < score } ?? false) }
  }
}
