public import Zhijian

/// The tests of rules as people, CI systems and other programs read them.
public struct RuleTestReport: Sendable {
  public enum Format: String, Sendable, CaseIterable {
    case text, json, junit, sarif, github
  }

  let run: RuleTestRun
  let language: Language
  let folder: String

  /// Whether the text names known gaps one by one.
  let showsGaps: Bool
  /// Whether the text names what is not covered, and not only how much is.
  let listsCoverage: Bool

  /// `folder` is what names of files are relative to, besides text.
  public init(
    run: RuleTestRun, language: Language, folder: String, showsGaps: Bool = true, listsCoverage: Bool = true
  ) {
    self.run = run
    self.language = language
    self.folder = folder
    self.showsGaps = showsGaps
    self.listsCoverage = listsCoverage
  }

  /// The whole report.
  public func bytes(_ format: Format) -> [UInt8] {
    switch format {
    case .text:
      Self.bytes(
        lines: RuleTestText(
          run: run, language: language, showsGaps: showsGaps, listsCoverage: listsCoverage
        ).lines())
    case .json: json() + [0x0A]
    case .junit: junit()
    case .sarif: diagnostics(run.faults + findings).sarif() + [0x0A]
    case .github: Self.bytes(lines: diagnostics(run.faults + findings).githubLines())
    }
  }

  private static func bytes(lines: [String]) -> [UInt8] {
    var bytes: [UInt8] = []
    for line in lines {
      bytes += line.utf8
      bytes.append(0x0A)
    }
    return bytes
  }

  func diagnostics(_ diagnostics: [Diagnostic]) -> DiagnosticReport {
    DiagnosticReport(
      command: "rules test", language: language, diagnostics: diagnostics, kinds: Self.kinds, folder: folder)
  }

  /// What is to be said of tests, as faults of the files they stand in.
  private var findings: [Diagnostic] {
    run.results.compactMap { result in
      guard let kind = Self.kind(of: result.verdict) else { return nil }
      func text(_ language: Language) -> String {
        let reasons = (result.test.reason.map { [$0] } ?? []) + result.differences.map { $0.text(in: language) }
        let end = reasons.isEmpty ? kind.summary.text(in: language) : reasons.joined(separator: "; ")
        return "\(result.test.rule) · \(result.test.name): \(end)"
      }
      return Diagnostic(
        kind.severity, code: kind.code, message: LocalizedText(zh: text(.chinese), en: text(.english)),
        location: result.test.location)
    }
  }

  private static func kind(of verdict: RuleTestResult.Verdict) -> DiagnosticReport.Kind? {
    switch verdict {
    case .passed: nil
    case .failed: kinds[0]
    case .error: kinds[1]
    case .knownGap: kinds[2]
    case .closedGap: kinds[3]
    }
  }

  private static let kinds = [
    DiagnosticReport.Kind(
      code: "test-failed", severity: .error,
      summary: LocalizedText(zh: "测试没有通过", en: "a test fails"),
      reason: LocalizedText(zh: "规则报告的与测试期望的不同。", en: "The rule reports other findings than the test expects."),
      remedy: LocalizedText(zh: "改规则，或改期望。", en: "Mend the rule, or what is expected.")),
    DiagnosticReport.Kind(
      code: "test-error", severity: .error,
      summary: LocalizedText(zh: "测试无法判定", en: "a test cannot be judged"),
      reason: LocalizedText(zh: "规则在这段对话上出错。", en: "The rule comes to an error on the dialogue."),
      remedy: LocalizedText(zh: "看说明里的原因，改规则。", en: "Mend the rule; the message says why.")),
    DiagnosticReport.Kind(
      code: "known-gap", severity: .note,
      summary: LocalizedText(zh: "已知缺口", en: "a known gap"),
      reason: LocalizedText(zh: "作者知道规则还做不到。", en: "The author knows that the rule does not do this yet."),
      remedy: LocalizedText(zh: "做到之后去掉 known_gap。", en: "Remove known_gap once it does.")),
    DiagnosticReport.Kind(
      code: "gap-closed", severity: .warning,
      summary: LocalizedText(
        zh: "缺口已补上，可以去掉 known_gap", en: "the gap is closed: known_gap can go"),
      reason: LocalizedText(zh: "规则现在做得到了，去掉标记才能防止退步。", en: "The rule does it now; only without the mark is it kept."),
      remedy: LocalizedText(
        zh: "例子里改成 finding，测试里去掉 known_gap 和 reason。",
        en: "Make the example a finding; remove known_gap and reason from a test.")),
  ]
}
