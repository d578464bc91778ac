/// How one example of a rule came out.
public struct RuleExampleResult: Sendable {
  public enum Verdict: String, Sendable, CaseIterable {
    case passed, failed
    /// The rule could not be judged.
    case error
    /// A known gap that is still one.
    case knownGap = "known_gap"
    /// A known gap that the rule now sees: it can become a finding.
    case closedGap = "closed_gap"
  }

  public let rule: String
  public let example: RuleExample
  public let verdict: Verdict
  public let result: RuleResult
  public let findings: [Finding]
  /// What was expected and what came, where they differ.
  public let explanation: LocalizedText?
}

/// Runs the examples of rules through the analyzer that scores conversations.
public struct RuleTestRunner: Sendable {
  public let analyzer: Analyzer

  public init(analyzer: Analyzer) {
    self.analyzer = analyzer
  }

  /// The results of a rule's examples, in their order.
  public func run(_ rule: Rule) throws(DiagnosticsError) -> [RuleExampleResult] {
    try run(rule.examples, of: rule.id)
  }

  /// The results of `examples` as judged by one rule alone.
  public func run(_ examples: [RuleExample], of rule: String) throws(DiagnosticsError) -> [RuleExampleResult] {
    let worker = try alone(rule).makeWorker()
    var results: [RuleExampleResult] = []
    for example in examples { results.append(result(of: example, rule: rule, worker: worker)) }
    return results
  }

  private func alone(_ rule: String) -> Analyzer {
    Analyzer(
      rules: RuleSet(analyzer.rules.rules.filter { $0.id == rule }, folding: analyzer.folding),
      tokenizer: analyzer.tokenizer, folding: analyzer.folding, sentiment: analyzer.sentiment, policy: analyzer.policy,
      turnBuilder: analyzer.turnBuilder, versions: analyzer.versions)
  }

  private func result(of example: RuleExample, rule: String, worker: AnalyzerWorker) -> RuleExampleResult {
    let evaluation = worker.evaluate(example.transcript)
    guard let outcome = evaluation.outcomes.first else {
      return RuleExampleResult(
        rule: rule, example: example, verdict: .error, result: .notApplicable, findings: [],
        explanation: LocalizedText(zh: "规则没有载入（已停用？）", en: "the rule is not loaded (retired?)"))
    }
    let (verdict, explanation) = verdict(example, outcome)
    return RuleExampleResult(
      rule: rule, example: example, verdict: verdict, result: outcome.result, findings: outcome.findings,
      explanation: explanation)
  }

  private func verdict(_ example: RuleExample, _ outcome: RuleOutcome) -> (RuleExampleResult.Verdict, LocalizedText?) {
    if outcome.result == .error {
      return (.error, outcome.problem ?? LocalizedText(zh: "规则无法判定", en: "the rule could not be judged"))
    }
    let came = "\(outcome.result.rawValue), \(outcome.findings.count)"
    func differs(_ wanted: String) -> (RuleExampleResult.Verdict, LocalizedText?) {
      (.failed, LocalizedText(zh: "期望 \(wanted)，实际 \(came) 条质检结果", en: "expected \(wanted), got \(came) findings"))
    }
    switch example.expectation {
    case .knownGap: return outcome.result == .hit ? (.closedGap, nil) : (.knownGap, nil)
    case .clean: return outcome.result == .noHit ? (.passed, nil) : differs("no_hit")
    case .notApplicable: return outcome.result == .notApplicable ? (.passed, nil) : differs("not_applicable")
    case .unknown: return outcome.result == .unknown ? (.passed, nil) : differs("unknown")
    case .finding:
      guard outcome.result == .hit else { return differs("hit") }
      let spans = Set(outcome.findings.flatMap(\.hits).flatMap(\.spans))
      let missed = example.expectedSpans.filter { !spans.contains($0) }
      guard let first = missed.first else { return (.passed, nil) }
      return (
        .failed,
        LocalizedText(
          zh:
            "命中的位置不同：没有 ⟦\(text(first, example))⟧，命中了 \(spans.sorted().map { "⟦\(text($0, example))⟧" }.joined(separator: " "))",
          en:
            "other spans: no ⟦\(text(first, example))⟧, but \(spans.sorted().map { "⟦\(text($0, example))⟧" }.joined(separator: " "))"
        )
      )
    }
  }

  private func text(_ span: EvidenceSpan, _ example: RuleExample) -> String {
    guard example.transcript.messages.indices.contains(span.message) else { return "" }
    let units = Array(example.transcript.messages[span.message].text.utf16)
    let lower = min(span.range.lower, units.count)
    return String(decoding: units[lower..<min(max(lower, span.range.upper), units.count)], as: UTF16.self)
  }
}
