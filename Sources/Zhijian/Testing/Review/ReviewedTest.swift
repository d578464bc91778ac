/// A test that a judgement of people asks for: a dialogue in which a rule reports something that is nothing, or does not
/// report something that is there.
public struct ReviewedTest: Sendable {
  public enum Problem: String, Sendable {
    /// With personal data masked the rule no longer reports it, although it still does in the conversation.
    case notReproduced = "not_reproduced"
    /// The conversation is too long for a test.
    case tooLong = "too_long"
  }

  /// The same on every run, and different for everything judged.
  public let name: String
  /// The entry of `tests:`, without indentation; begins with `- `.
  public let lines: [String]
  /// The key of its dialogue; see `RuleTest.dialogueKey`.
  package let dialogueKey: String
}

/// Makes tests of what was judged about one rule in one conversation.
public struct ReviewedTestMaker {
  /// The most messages of a test.
  static let maximumMessages = 200
  /// How many messages before and behind are tried, from the fewest: people judge by what stands around.
  private static let margins = [2, 5, 10, maximumMessages]

  private let runner: RuleTestRunner
  private let rule: String
  private let hasFilter: Bool
  private let evaluation: Evaluation
  /// The places of messages in time order, by index.
  private let positions: [Int: Int]
  /// The findings that are wrong, by fingerprint.
  private let overturned: Set<String>

  /// `items` are all those of the rule and conversation that `evaluation` is of.
  public init(_ items: [ReviewItem], of rule: String, in evaluation: Evaluation, analyzer: Analyzer) {
    runner = RuleTestRunner(analyzer: analyzer)
    self.rule = rule
    hasFilter = analyzer.rules.rules.first { $0.id == rule }?.filter != nil
    self.evaluation = evaluation
    positions = Dictionary(
      evaluation.order.enumerated().map { ($0.element, $0.offset) }, uniquingKeysWith: { first, _ in first })
    overturned = Set(
      items.filter { $0.row.stratum.isFinding && $0.consensus == .wrong }.map(\.row.key.fingerprint))
  }

  /// The test that an item asks for.
  public func test(of item: ReviewItem) throws(DiagnosticsError) -> Result<ReviewedTest, MakingProblem> {
    item.row.stratum.isFinding ? try clean(item) : try gap(item)
  }

  public struct MakingProblem: Error, Sendable {
    public let problem: ReviewedTest.Problem
  }

  private func failure(_ problem: ReviewedTest.Problem) -> Result<ReviewedTest, MakingProblem> {
    .failure(MakingProblem(problem: problem))
  }

  // MARK: A finding that is none

  private func clean(_ item: ReviewItem) throws(DiagnosticsError) -> Result<ReviewedTest, MakingProblem> {
    let fingerprint = item.row.key.fingerprint
    let finding = evaluation.findings.first { $0.rule == rule && $0.fingerprint == fingerprint }
    let about = finding.map(messages(of:)) ?? [item.row.message].compactMap { $0 }
    guard !about.isEmpty || evaluation.order.count <= Self.maximumMessages else { return failure(.tooLong) }
    // Where something was missed, what is there instead says more than one message.
    let least = finding.map { $0.hits.isEmpty } ?? false ? 10 : 0
    for window in windows(around: about, least: least) {
      for hasFields in hasFilter ? [false, true] : [false] {
        let draft = Draft(
          name: "复核 \(item.row.key.text) 不应命中", comment: comment(item, .wrong),
          dialogue: DialogueText(evaluation.transcript).text(of: window),
          fields: hasFields ? fields() : [], gap: nil)
        guard let result = try run(draft, expect: ["[]"]) else { continue }
        // Mended already: it has to stay so.
        if finding == nil {
          if result.verdict == .passed { return .success(made(draft, ["[]"], result)) }
          continue
        }
        let place = about.compactMap { window.firstIndex(of: $0) }
        let isReproduced = result.findings.contains { found in
          place.isEmpty || !Set(found.messages).isDisjoint(with: place)
            || found.finding.firstMessage.map(place.contains) ?? false
        }
        guard isReproduced else { continue }
        let expected = others(window)
        return .success(made(draft, expected.isEmpty ? ["[]"] : expected, result))
      }
    }
    return failure(.notReproduced)
  }

  /// What else the rule rightly reports in some messages.
  private func others(_ window: [Int]) -> [String] {
    evaluation.findings.filter { $0.rule == rule && !overturned.contains($0.fingerprint) }.compactMap { finding in
      let places = messages(of: finding).map { window.firstIndex(of: $0) }
      guard let first = places.first, let first, !places.contains(nil) else { return nil }
      return "- {message: \(first + 1)}"
    }
  }

  // MARK: Something missed

  private func gap(_ item: ReviewItem) throws(DiagnosticsError) -> Result<ReviewedTest, MakingProblem> {
    let about = [item.row.message].compactMap { $0 }.filter { positions[$0] != nil }
    if about.isEmpty, evaluation.order.count > Self.maximumMessages { return failure(.tooLong) }
    let window = around(about, margin: about.isEmpty ? Self.maximumMessages : 5)
    let reason = item.voices(of: .wrong)
    let expected = about.first.flatMap { window.firstIndex(of: $0) }.map { "- {message: \($0 + 1)}" } ?? "- {}"
    let draft = Draft(
      name: "复核 \(item.row.key.text) 应命中", comment: [],
      dialogue: DialogueText(evaluation.transcript).text(of: window), fields: hasFilter ? fields() : [],
      gap: Self.line([reason?.reason ?? "人工复核认为应当命中", reason.map { "（\($0.by)）" } ?? ""].joined()))
    guard let result = try run(draft, expect: [expected]) else { return failure(.notReproduced) }
    return .success(made(draft, [expected], result))
  }

  // MARK: Windows

  private func messages(of finding: Finding) -> [Int] {
    var indices = finding.hits.flatMap(\.spans).map(\.message) + finding.related.map(\.message)
    if finding.hits.isEmpty {
      let searched = [finding.searched?.from, finding.searched?.to, finding.nearestMiss?.span.message]
      indices += searched.compactMap { $0 }
    }
    return Array(Set(indices.filter { positions[$0] != nil })).sorted()
  }

  private func windows(around about: [Int], least: Int) -> [[Int]] {
    var windows: [[Int]] = []
    for margin in Self.margins where margin >= least {
      let window = around(about, margin: margin)
      if window.count <= Self.maximumMessages, window != windows.last { windows.append(window) }
    }
    return windows
  }

  /// The messages of `about` with some around them, in time order; all where there are none of them.
  private func around(_ about: [Int], margin: Int) -> [Int] {
    let places = about.compactMap { positions[$0] }
    guard let first = places.min(), let last = places.max() else { return evaluation.order }
    return Array(evaluation.order[max(0, first - margin)..<min(evaluation.order.count, last + margin + 1)])
  }

  // MARK: YAML

  private struct Draft {
    let name: String
    let comment: [String]
    let dialogue: String
    let fields: [String]
    /// Why it is a known gap; nil where it is none.
    let gap: String?
  }

  /// What filters of rules ask about, as members of `conversation:`.
  private func fields() -> [String] {
    let transcript = evaluation.transcript
    let texts = [
      ("platform", transcript.platform), ("shop", transcript.shop), ("group", transcript.group),
      ("close_reason", transcript.closeReason),
    ].compactMap { name, value in value.map { "\(name): \(YAMLText.quoted($0))" } }
    return texts + (transcript.isOpen ? ["open: true"] : [])
  }

  private func comment(_ item: ReviewItem, _ verdict: ReviewVerdict) -> [String] {
    guard let voices = item.voices(of: verdict) else { return [] }
    return ["# " + Self.line(voices.by + (voices.reason.map { "：" + $0 } ?? ""))]
  }

  /// A text that people typed, on one line and with personal data masked.
  private static func line(_ text: String) -> String {
    let line = String(
      String.UnicodeScalarView(
        text.unicodeScalars.map { $0.value < 0x20 || (0x7F...0x9F).contains($0.value) ? " " : $0 }))
    return Redactor(policy: .mask).redact(line).text.replacing("\u{2028}", with: " ").replacing("\u{2029}", with: " ")
  }

  private func yaml(_ draft: Draft, expect: [String]) -> [String] {
    var lines = ["- name: \(YAMLText.quoted(draft.name))"] + draft.comment.map { "  " + $0 }
    if draft.gap != nil { lines.append("  known_gap: true") }
    if let gap = draft.gap { lines.append("  reason: \(YAMLText.quoted(gap))") }
    if !draft.fields.isEmpty {
      lines.append("  conversation:")
      lines += draft.fields.map { "    " + $0 }
    }
    lines.append("  dialogue: |")
    lines += draft.dialogue.utf8.split(separator: 0x0A).map { "    " + String(decoding: $0, as: UTF8.self) }
    if expect == ["[]"] { return lines + ["  expect: []"] }
    return lines + ["  expect:"] + expect.map { "    " + $0 }
  }

  /// The result of a draft; nil where it cannot even be read.
  private func run(_ draft: Draft, expect: [String]) throws(DiagnosticsError) -> RuleTestResult? {
    let text =
      "rule: \(rule)\ntests:\n" + yaml(draft, expect: expect).map { "  \($0)\n" }.joined()
    let sink = DiagnosticSink()
    guard let file = RuleTestFile.read(text, file: "", sink: sink), !sink.hasErrors, file.tests.count == 1 else {
      return nil
    }
    return try runner.run(file.tests, of: rule).first
  }

  private func made(_ draft: Draft, _ expect: [String], _ result: RuleTestResult) -> ReviewedTest {
    ReviewedTest(name: draft.name, lines: yaml(draft, expect: expect), dialogueKey: result.test.dialogueKey)
  }
}
