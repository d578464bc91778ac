import Zhijian

/// The tests of rules for people: what did not pass, with what decided it, and the totals.
struct RuleTestText {
  let run: RuleTestRun
  let language: Language
  var showsGaps = true
  var listsCoverage = true
  /// The most suppressed occurrences that are shown.
  private static let mostSuppressed = 10

  private var word: ReportWording { ReportWording(language: language) }

  func lines() -> [String] {
    // Where nothing could be loaded the faults say everything.
    if run.rules == 0, !run.faults.isEmpty { return [] }
    var lines: [String] = []
    for result in run.results where result.verdict != .passed && (showsGaps || result.verdict != .knownGap) {
      lines += self.lines(of: result)
    }
    if run.results.contains(where: { $0.verdict == .failed && $0.result != nil }) {
      lines.append(word("图例：⟦期望的位置⟧ ~，〖命中的位置〗 ^", "legend: ⟦expected⟧ ~, 〖found〗 ^"))
    }
    lines.append(total())
    if let coverage = run.coverage {
      let text = RuleCoverageText(coverage: coverage, word: word)
      lines += listsCoverage ? text.lines() : [text.total()]
    }
    return lines
  }

  private func total() -> String {
    let gaps = run.count(.knownGap)
    let closed = run.count(.closedGap)
    let examples = run.results.count(where: \.test.isExample)
    let tests = run.results.count - examples
    func count(_ count: Int, _ noun: String) -> String { count == 1 ? "1 \(noun)" : "\(count) \(noun)s" }
    return language == .chinese
      ? "\(run.rules) 条规则，\(examples) 个例子\(tests == 0 ? "" : "，\(tests) 个测试")：\(run.count(.passed)) 通过，"
        + "\(run.count(.failed)) 失败，\(run.count(.error)) 错误，\(gaps) 已知缺口\(closed == 0 ? "" : "，\(closed) 缺口已补上")"
      : "\(count(run.rules, "rule")), \(count(examples, "example"))\(tests == 0 ? "" : ", " + count(tests, "test")): "
        + "\(run.count(.passed)) passed, \(run.count(.failed)) failed, \(count(run.count(.error), "error")), "
        + count(gaps, "known gap") + (closed == 0 ? "" : ", \(count(closed, "closed gap"))")
  }

  /// What did not pass, and why.
  func lines(of result: RuleTestResult) -> [String] {
    let test = result.test
    let place = [test.location.line, test.location.column].compactMap { $0.map { ":\($0)" } }.joined()
    var head = "\(test.location.file)\(place): \(title(result.verdict)): \(test.rule) · \(test.name)"
    if let reason = test.reason { head += word("（", " (") + reason + word("）", ")") }
    var lines = [TerminalText.safe(head)]
    guard result.verdict == .failed || result.verdict == .error else { return lines }
    lines += result.differences.map { "    " + TerminalText.safe($0.text(in: language)) }
    lines += RuleTestDialogue(result: result, word: word).lines()
    guard result.result != nil else { return lines }
    return lines + words(result) + decision(result)
  }

  private func title(_ verdict: RuleTestResult.Verdict) -> String {
    switch verdict {
    case .passed: word("通过", "passed")
    case .failed: word("失败", "FAIL")
    case .error: word("错误", "ERROR")
    case .knownGap: word("已知缺口", "known gap")
    case .closedGap: word("缺口已补上，可以去掉 known_gap", "gap closed, known_gap can go")
    }
  }

  // MARK: What decided

  private func words(_ result: RuleTestResult) -> [String] {
    result.words.map { entry in
      TerminalText.safe(word("    词 #", "    words #") + "\(entry.message + 1): " + entry.words.joined(separator: "|"))
    }
  }

  private func decision(_ result: RuleTestResult) -> [String] {
    let windows = result.windows
    var lines = [
      word(
        "    规则结果 \(result.result?.rawValue ?? "-")；窗口：\(windows.hit) 报告，\(windows.noHit) 未命中，"
          + "\(windows.notApplicable) 不适用，\(windows.unknown) 无法判断",
        "    result \(result.result?.rawValue ?? "-"); windows: \(windows.hit) reported, \(windows.noHit) no_hit, "
          + "\(windows.notApplicable) not_applicable, \(windows.unknown) unknown")
    ]
    for (number, found) in result.findings.prefix(FindingWords.most).enumerated() {
      lines += FindingWords(word: word, transcript: result.test.transcript).lines(found, number: number + 1)
    }
    for hit in result.suppressed.prefix(Self.mostSuppressed) {
      let text = "“\(result.test.transcript.text(at: hit.span))” #\(hit.span.message + 1)"
      lines.append(
        TerminalText.safe(word("    不算命中：", "    left out: ") + text + word("，", ", ") + word.suppression(hit.why)))
    }
    let left = result.suppressed.count - Self.mostSuppressed
    if left > 0 { lines.append(word("    …另有 \(left) 处不算命中", "    … \(left) more left out")) }
    return lines
  }
}

/// What led to a finding.
private struct FindingWords {
  /// The most findings that are shown.
  static let most = 20
  let word: ReportWording
  let transcript: Transcript

  func lines(_ found: ScoredFinding, number: Int) -> [String] {
    let finding = found.finding
    let spans = finding.hits.flatMap(\.spans).prefix(Self.most).map {
      "#\($0.message + 1) 〖\(transcript.text(at: $0))〗"
    }
    var parts = spans.isEmpty ? [word("没有可以指出的文字", "no text to point at")] : Array(spans)
    parts.append(word("归 ", "owner ") + (finding.agent ?? "~"))
    parts.append(word("分数 ", "score ") + found.score.text)
    var lines = [word("    结果 \(number)：", "    finding \(number): ") + parts.joined(separator: word("，", ", "))]
    for related in finding.related.prefix(Self.most) {
      lines.append("      \(word.reason(related.why)) #\(related.message + 1)")
    }
    if let searched = finding.searched {
      var range = ""
      if let from = searched.from, let to = searched.to { range = " (#\(from + 1)–#\(to + 1))" }
      lines.append(
        word(
          "      查找范围：\(word.role(searched.role))消息 \(searched.messages) 条\(range)",
          "      searched: \(searched.messages) of \(word.role(searched.role))\(range)"))
    }
    if let miss = finding.nearestMiss {
      let text = transcript.text(at: miss.span)
      lines.append(
        word(
          "      最接近：#\(miss.span.message + 1)“\(text)”，短语“\(miss.phrase)”缺“\(miss.lacks)”",
          "      nearest miss: #\(miss.span.message + 1) '\(text)', of '\(miss.phrase)' it lacks '\(miss.lacks)'"))
    }
    if !finding.parts.isEmpty {
      let states = finding.parts.prefix(Self.most).map { "\($0.name) \($0.state.rawValue)" }
      lines.append(word("      步骤：", "      parts: ") + states.joined(separator: word("，", ", ")))
    }
    return lines.map(TerminalText.safe)
  }
}
