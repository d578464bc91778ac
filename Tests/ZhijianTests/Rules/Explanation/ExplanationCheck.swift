import Testing

@testable import Zhijian

/// Holds explanations to what they explain: judging that is looked at comes out as judging that is not.
enum ExplanationCheck {
  /// Compares the outcome of a rule with that of its explanation, and the explanation with itself.
  static func expectSame(
    _ outcome: RuleOutcome, explainedBy worker: AnalyzerWorker, _ transcript: Transcript,
    _ location: Testing.SourceLocation = #_sourceLocation
  ) throws {
    let explained = try #require(worker.explain(transcript, rule: outcome.rule), sourceLocation: location)
    let differences = differences(outcome, explained.explanation)
    #expect(differences == [], sourceLocation: location)
    #expect(explained.findingPlaces.allSatisfy { $0 != nil }, sourceLocation: location)
  }

  static func differences(_ outcome: RuleOutcome, _ explanation: RuleExplanation) -> [String] {
    let other = explanation.outcome
    var differences: [String] = []
    func compare<Value: Equatable>(_ name: String, _ left: Value, _ right: Value) {
      if left != right { differences.append("\(outcome.rule): \(name): judged \(left), explained \(right)") }
    }
    compare("result", outcome.result, other.result)
    compare("findings", outcome.findings, other.findings)
    compare("coverage", outcome.coverage, other.coverage)
    compare("problem", outcome.problem, other.problem)
    // What is settled without a look counts one window for all.
    if explanation.windows.count == 1 || !outcome.findings.isEmpty {
      compare("windows", outcome.windows, other.windows)
    }
    compare("owners", other.findings.count, explanation.owners.count)
    compare("findings of windows", Array(other.findings.indices), explanation.windows.flatMap(\.findings).sorted())
    return differences
  }
}
