import Testing

@testable import Zhijian

/// Tests of rules, run: verdicts, findings compared with those listed, scores, repetitions.
@Suite struct RuleTestRunnerTests {
  private static let promise = """
    status: stable
    score: {deduct: 10, per: finding}
    forbid: {role: agent, keyword: [保证], unless: [保证金]}
    """

  private func results(_ rule: String, _ tests: String) throws -> [RuleTestResult] {
    let sink = DiagnosticSink()
    let rule = try RuleBench.rule(rule)
    let file = RuleTestFile.read("rule: \(rule.id)\ntests:\n" + tests, file: "r.test.yaml", sink: sink)
    #expect(sink.diagnostics.isEmpty, "\(sink.diagnostics.map(\.message.english))")
    let runner = RuleTestRunner(analyzer: try RuleBench.analyzer([rule]))
    return try runner.run(RuleTest.examples(of: rule) + (file?.tests ?? []), of: rule.id)
  }

  /// One test of `expect` over a dialogue.
  private func result(_ rule: String, _ dialogue: String, _ expect: String, more: String = "") throws -> RuleTestResult
  {
    let lines = dialogue.split(separator: "\n").map { "      \($0)\n" }.joined()
    let all = try results(rule, "  - name: a\n    dialogue: |\n\(lines)    expect: \(expect)\n\(more)")
    return try #require(all.last)
  }

  private static let two = """
    [+0:00] 客服(小李): 保证到
    [+0:05] 客服(小王): 我也保证
    """

  @Test(arguments: [
    ("[{}, {}]", true), ("[{message: 2}, {message: 1}]", true), ("[{owner: 小王}, {}]", true),
    // The only assignment that works gives the second finding to the first line.
    ("[{}, {message: 1, score: -10}]", true), ("[{span: 保证}, {span: 保证, message: 2, owner: 小王}]", true),
    ("[{}]", false), ("[{}, {}, {}]", false), ("[]", false), ("[{message: 1}, {message: 1}]", false),
    ("[{owner: 小李}, {owner: 小李}]", false), ("[{score: -9.99}, {}]", false), ("[{span: 保证到}, {}]", false),
    ("[{owner: ~}, {}]", false), ("not_applicable", false), ("unknown", false),
  ])
  func theListIsTheWholeSet(_ expect: String, _ isRight: Bool) throws {
    let result = try result(Self.promise, Self.two, expect)
    #expect(result.verdict == (isRight ? .passed : .failed), "\(result.differences.map(\.english))")
    #expect(result.differences.isEmpty == isRight)
  }

  @Test func differencesNameKeysAndLines() throws {
    let wrong = try result(Self.promise, Self.two, "[{message: 1, owner: 小王, score: -10}]")
    #expect(
      wrong.differences.map(\.english) == [
        "the finding of line 7 differs: owner expected 小王, got 小李", "unexpected: #2 〖保证〗 owner 小王 score -10",
      ])
    let missing = try result(Self.promise, "客服: 保证金", "[{message: 1, span: 保证金}]")
    #expect(
      missing.differences.map(\.english) == [
        "expected hit, got no_hit, 0 findings", "missing: the finding of line 6 #1 ⟦保证金⟧",
      ])
    #expect(missing.suppressed.map(\.why) == [.excused] && missing.words.map { $0.words.joined() } == ["保证金"])
  }

  @Test func marksHaveToBeHit() throws {
    #expect(try result(Self.promise, "客服: ⟦保证⟧到", "[{}]").verdict == .passed)
    let wrong = try result(Self.promise, "客服: 保⟦证到⟧", "[{}]")
    #expect(wrong.verdict == .failed)
    #expect(wrong.explanation?.english == "other spans: no ⟦证到⟧, but 〖保证〗")
  }

  @Test func silenceIsDecided() throws {
    // What does not apply or is not known is not silence.
    #expect(try result(Self.promise, "客服: 好", "[]").verdict == .passed)
    #expect(try result(Self.promise, "客户: 保证", "[]").verdict == .failed)
    let late = "given: {gap: {over: 180s, turn: each}}\nrequire: {role: agent, keyword: [抱歉]}\n"
    #expect(try result(late, "客户: 在吗\n客服: 在", "[]").verdict == .failed)
    #expect(try result(late, "客户: 在吗\n客服: 在", "unknown").verdict == .passed)
  }

  @Test func scoresAreAsAuthored() throws {
    let shared = Self.promise.replacing(", per: finding", with: "")
    #expect(try result(shared, Self.two, "[{message: 1, score: -10}, {message: 2, score: 0}]").verdict == .passed)
    let veto = Self.promise.replacing("{deduct: 10, per: finding}", with: "{auto_fail: true}")
    #expect(try result(veto, Self.two, "[{score: auto_fail}, {score: auto_fail}]").verdict == .passed)
    let draft = Self.promise.replacing("stable", with: "draft")
    #expect(try result(draft, Self.two, "[{score: 0}, {score: 0}]").verdict == .passed)
    // A section that is full already gives nothing more for an award; the points are the author's all the same.
    let award = Self.promise.replacing("deduct", with: "award").replacing("forbid", with: "credit")
    #expect(try result(award, Self.two, "[{score: 10}, {score: 10}]").verdict == .passed)
  }

  @Test func absenceIsPlacedByWhatLedToIt() throws {
    let rule = """
      given: {role: customer, keyword: [投诉]}
      require: {role: agent, messages: 1..2, keyword: [$sorry]}
      """
    let dialogue = "[+0:00] 客户: 在吗\n[+0:05] 客户: 我要投诉\n[+0:10] 客服(小李): 久等"
    let found = try result(rule, dialogue.replacing("久等", with: "久候"), "[{message: 2, owner: 小李}]")
    #expect(found.verdict == .passed, "\(found.differences.map(\.english))")
    #expect(try result(rule, dialogue, "[]").verdict == .passed)
    let failed = try result(rule, dialogue.replacing("久等", with: "久候"), "[]")
    #expect(failed.findings.first?.finding.searched?.messages == 1 && failed.windows.hit == 1)
  }

  @Test func gapsAreTold() throws {
    let gap = "    known_gap: true\n    reason: later\n"
    #expect(try result(Self.promise, "客服: 宝证", "[{}]", more: gap).verdict == .knownGap)
    let closed = try result(Self.promise, "客服: 保证", "[{}]", more: gap)
    #expect(closed.verdict == .closedGap && closed.test.reason == "later")
    // It is closed by what is expected, not by any finding.
    #expect(try result(Self.promise, "客服: 保证", "[{owner: 小王}]", more: gap).verdict == .knownGap)
    let silent = try result(Self.promise, "客服: 保证", "[]", more: gap)
    #expect(silent.verdict == .knownGap)
  }

  @Test func repetitionsFailAndNameBothPlaces() throws {
    let rule = Self.promise + "\nexamples:\n  - finding: '客服: ⟦保证⟧'\n"
    let tests = """
        - {name: again, dialogue: "客服: 保证\\n", expect: [{}]}
        - {name: in a shop, dialogue: '客服: 保证', conversation: {shop: 木里}, expect: [{}]}
        - {name: in the shop, dialogue: '客服: 保证', conversation: {shop: 木里}, expect: []}
      """
    let all = try results(rule, tests)
    #expect(all.map(\.verdict) == [.passed, .failed, .passed, .failed])
    #expect(
      all[1].test.location.line == 3
        && all[1].explanation?.english.hasSuffix("of rule:5 again: a second copy tests nothing") == true,
      "\(all[1].explanation?.english ?? "")")
    #expect(all[3].explanation?.english.contains("of r.test.yaml:4 again") == true)
    #expect(all[3].result == nil)
  }

  @Test func errorsAreNoFailures() throws {
    let field = "observe: {field: fields.price, over: 5}"
    let more = "    conversation: {fields: {price: much}}\n"
    #expect(try result(field, "客户: 在吗", "[]", more: more).verdict == .error)
    #expect(try result(field, "客户: 在吗", "[{}]", more: more + "    known_gap: true\n    reason: a\n").verdict == .error)
  }

  /// Thousands of findings against a list: told shortly, and soon.
  @Test func longDialoguesAreBounded() throws {
    let dialogue = [String](repeating: "客服: 保证", count: 3000).joined(separator: "\n")
    let list = "[" + [String](repeating: "{owner: 小王}", count: RuleTestFile.mostFindings).joined(separator: ", ") + "]"
    let result = try result(Self.promise, dialogue, list)
    #expect(result.verdict == .failed && result.differences.count == FindingMatch.mostDifferences + 1)
    #expect(result.words.count == 8)
  }
}
