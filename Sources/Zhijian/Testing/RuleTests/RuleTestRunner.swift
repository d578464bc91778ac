/// Runs tests of rules through the analyzer that scores conversations, each rule alone.
public struct RuleTestRunner: Sendable {
  public let analyzer: Analyzer

  /// The most messages whose words are kept of one test.
  private static let mostWords = 8

  public init(analyzer: Analyzer) {
    self.analyzer = analyzer
  }

  /// The results of a rule's examples, in their order.
  public func run(_ rule: Rule) throws(DiagnosticsError) -> [RuleTestResult] {
    try run(RuleTest.examples(of: rule), of: rule.id)
  }

  /// The results of `tests` as judged by one rule alone. A dialogue that an earlier one repeats fails.
  public func run(_ tests: [RuleTest], of rule: String) throws(DiagnosticsError) -> [RuleTestResult] {
    try run(tests, of: analyzer.rules.rule(rule), tally: nil)
  }

  /// The same for a rule that the analyzer need not have. `tokenizer` is one of the analyzer's.
  public func run(
    _ tests: [RuleTest], of rule: Rule, tokenizer: TokenizerWorker
  ) throws(DiagnosticsError) -> [RuleTestResult] {
    try run(tests, of: rule, tokenizer: tokenizer, tally: nil)
  }

  /// The same, with what every condition of the rule says told to `tally`; known gaps ask for nothing, so they do not
  /// count.
  func run(
    _ tests: [RuleTest], of rule: Rule?, tokenizer shared: TokenizerWorker? = nil, tally: ConditionTally?
  ) throws(DiagnosticsError) -> [RuleTestResult] {
    let tokenizer = if let shared { shared } else { try analyzer.tokenizer.makeWorker() }
    let worker = AnalyzerWorker(analyzer: alone(rule), tokenizer: tokenizer)
    var seen: [String: SourceLocation] = [:]
    var results: [RuleTestResult] = []
    for test in tests {
      if let first = seen[test.dialogueKey] {
        let place = "\(first.file):\(first.line ?? 1)"
        results.append(
          RuleTestResult(
            test, notRun: .failed,
            LocalizedText(
              zh: "对话和会话字段与 \(place) 的相同，重复的测试不多测什么",
              en: "the dialogue and conversation of \(place) again: a second copy tests nothing")))
        continue
      }
      seen[test.dialogueKey] = test.location
      tally?.expectsFinding = test.expectsFinding
      results.append(
        result(of: test, worker: worker, tokenizer: tokenizer, tally: test.isKnownGap ? nil : tally))
    }
    return results
  }

  /// The rule by itself, with a scorecard of nothing but its section, so that tests do not depend on the user's.
  func alone(_ rule: Rule?) -> Analyzer {
    let rules = rule.map { [$0] } ?? []
    let sections = rules.map { ScoringPolicy.Section(id: $0.category, title: $0.category, kind: .rules, weight: 1) }
    return Analyzer(
      rules: RuleSet(rules, folding: analyzer.folding), tokenizer: analyzer.tokenizer, folding: analyzer.folding,
      sentiment: analyzer.sentiment, policy: ScoringPolicy(sections: sections, bands: [], minimumSample: 1),
      turnBuilder: analyzer.turnBuilder, versions: analyzer.versions)
  }

  private func result(
    of test: RuleTest, worker: AnalyzerWorker, tokenizer: TokenizerWorker, tally: ConditionTally?
  ) -> RuleTestResult {
    let evaluation = worker.evaluate(test.transcript, tally: tally)
    guard let outcome = evaluation.outcomes.first else {
      return RuleTestResult(
        test, notRun: .error, LocalizedText(zh: "规则没有载入（已停用？）", en: "the rule is not loaded (retired?)"))
    }
    let findings = scored(evaluation)
    let (verdict, differences) = verdict(test, outcome, findings)
    let isOfInterest = verdict != .passed && verdict != .closedGap
    return RuleTestResult(
      test: test, verdict: verdict, result: outcome.result, findings: findings, differences: differences,
      windows: outcome.windows, suppressed: isOfInterest ? evaluation.suppressedHits : [],
      words: isOfInterest ? words(of: test, findings, evaluation.suppressedHits, tokenizer) : [])
  }

  /// Whether a test fails, and nothing else about it.
  func fails(_ test: RuleTest, worker: AnalyzerWorker) -> Bool {
    let evaluation = worker.evaluate(test.transcript)
    guard let outcome = evaluation.outcomes.first else { return true }
    let (verdict, _) = verdict(test, outcome, scored(evaluation))
    return verdict == .failed || verdict == .error
  }

  private func scored(_ evaluation: Evaluation) -> [ScoredFinding] {
    var scores = [ExpectedFinding.Score](repeating: .points(0), count: evaluation.findings.count)
    for line in evaluation.scorecard.lines where line.rule != nil && line.agent == nil {
      switch line.kind {
      case .autoFail: for place in line.findings { scores[place] = .autoFail }
      // Findings that are counted together are counted with the first of them.
      case .deduct, .award: if let first = line.findings.first { scores[first] = .points(line.points) }
      default: break
      }
    }
    return zip(evaluation.findings, scores).map { ScoredFinding(finding: $0, score: $1) }
  }

  private func verdict(
    _ test: RuleTest, _ outcome: RuleOutcome, _ findings: [ScoredFinding]
  ) -> (RuleTestResult.Verdict, [LocalizedText]) {
    if outcome.result == .error {
      return (.error, [outcome.problem ?? LocalizedText(zh: "规则无法判定", en: "the rule could not be judged")])
    }
    let differences = differences(test, outcome.result, findings)
    if test.isKnownGap { return (differences.isEmpty ? .closedGap : .knownGap, differences) }
    return (differences.isEmpty ? .passed : .failed, differences)
  }

  private func differences(_ test: RuleTest, _ result: RuleResult, _ findings: [ScoredFinding]) -> [LocalizedText] {
    func differs(_ wanted: String) -> [LocalizedText] {
      let count = findings.count
      return [
        LocalizedText(
          zh: "期望 \(wanted)，实际 \(result.rawValue)，\(count) 条质检结果",
          en: "expected \(wanted), got \(result.rawValue), \(count) finding\(count == 1 ? "" : "s")")
      ]
    }
    switch test.expectation {
    case .result(let wanted): return result == wanted ? [] : differs(wanted.rawValue)
    case .anyFinding: return result == .hit ? missedMarks(test, findings) : differs("hit")
    case .findings(let wanted):
      let expected: RuleResult = wanted.isEmpty ? .noHit : .hit
      let head = result == expected ? [] : differs(expected.rawValue)
      let match = FindingMatch(wanted, findings, in: test.transcript)
      return head + match.differences + (findings.isEmpty ? [] : missedMarks(test, findings))
    }
  }

  private func missedMarks(_ test: RuleTest, _ findings: [ScoredFinding]) -> [LocalizedText] {
    let spans = Set(findings.flatMap(\.finding.hits).flatMap(\.spans))
    guard let first = test.marks.first(where: { !spans.contains($0) }) else { return [] }
    let wanted = "⟦\(test.transcript.text(at: first))⟧"
    let found = spans.sorted().prefix(FindingMatch.mostDifferences).map { "〖\(test.transcript.text(at: $0))〗" }
    guard !found.isEmpty else {
      return [LocalizedText(zh: "没有命中 \(wanted)：结果没有指出文字", en: "no \(wanted): the finding points at no text")]
    }
    let texts = found.joined(separator: " ")
    return [LocalizedText(zh: "命中的位置不同：没有 \(wanted)，命中了 \(texts)", en: "other spans: no \(wanted), but \(texts)")]
  }

  /// The words of the messages that the test is about: those it names and those the rule points at, else those that
  /// were searched, else the first ones.
  private func words(
    of test: RuleTest, _ findings: [ScoredFinding], _ suppressed: [SuppressedHit], _ tokenizer: TokenizerWorker
  ) -> [RuleTestResult.Words] {
    var places = Set(test.marks.map(\.message) + findings.flatMap(\.messages) + suppressed.map(\.span.message))
    if case .findings(let wanted) = test.expectation { places.formUnion(wanted.compactMap(\.message)) }
    for miss in findings.compactMap(\.finding.nearestMiss) { places.insert(miss.span.message) }
    let messages = test.transcript.messages
    let all = places.isEmpty ? Array(messages.indices) : places.sorted()
    return all.filter { messages.indices.contains($0) && !messages[$0].text.isEmpty }.prefix(Self.mostWords).map {
      let text = tokenizer.tokenize(Array(messages[$0].text.utf16))
      let words = text.tokens.filter { $0.kind != .space }.map { token in
        String(decoding: text.units[token.range.lower..<token.range.upper], as: UTF16.self)
      }
      return RuleTestResult.Words(message: $0, words: words)
    }
  }
}
