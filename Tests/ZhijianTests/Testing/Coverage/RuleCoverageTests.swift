import Testing

@testable import Zhijian

/// What tests cover of a rule: conditions that hold and do not, phrases that occur, and where the others stand.
@Suite struct RuleCoverageTests {
  /// Of a rule and its tests; each gap as `kind text gap line`.
  private func coverage(_ body: String, _ tests: String) throws -> RuleCoverage {
    let text = body + "\nid: r\ntitle: t\nwhy: w\ncategory: attitude\nseverity: minor\n"
    let sink = DiagnosticSink()
    let parser = RuleParser(
      lists: RuleBench.lists, folding: ShippedFolding.folding, scriptLexicon: RuleBench.scriptLexicon)
    let rule = try #require(
      parser.parse(text, file: "r.yaml", sink: sink), "\(sink.diagnostics.map(\.message.english))")
    let file = tests.isEmpty ? nil : RuleTestFile.read("rule: r\ntests:\n" + tests, file: "r.test.yaml", sink: sink)
    #expect(sink.diagnostics.isEmpty, "\(sink.diagnostics.map(\.message.english))")
    let runner = RuleTestRunner(analyzer: try RuleBench.analyzer([rule]))
    return try runner.runCovering(
      file?.tests ?? [], of: rule, source: RuleSource(text, file: "r.yaml"), lists: RuleBench.lists
    ).coverage
  }

  private func gaps(_ body: String, _ tests: (dialogue: String, expect: String)...) throws -> [String] {
    let tests = tests.enumerated().map { number, test in
      let lines = test.dialogue.split(separator: "\n").map { "      \($0)\n" }.joined()
      return "  - name: t\(number)\n    dialogue: |\n\(lines)    expect: \(test.expect)\n"
    }
    return try coverage(body, tests.joined()).gaps.map {
      let place = "\($0.location.line ?? 0):\($0.location.column ?? 0)"
      return "\($0.kind.rawValue) \($0.text) \($0.gap?.rawValue ?? "") \(place)"
    }
  }

  private static let promise = """
    forbid:
      role: agent
      any:
        - keyword: [保证, 包赔]
          unless: [保证金]
        - regex: '一定(?:到|退)'
    """

  @Test func whatNoTestReachesIsNamed() throws {
    #expect(
      try gaps(Self.promise) == [
        "condition any never_evaluated 3:3", "condition keyword never_evaluated 4:7",
        "phrase 保证 never_matched 4:17", "phrase 包赔 never_matched 4:21", "unless unless never_evaluated 5:7",
        "phrase 保证金 never_matched 5:16", "condition regex never_evaluated 6:7",
      ])
    #expect(
      try gaps(Self.promise, ("客服: 保证到", "[{}]")) == [
        "condition any never_false 3:3", "condition keyword never_false 4:7", "phrase 包赔 never_matched 4:21",
        "unless unless never_true 5:7", "phrase 保证金 never_matched 5:16", "condition regex never_true 6:7",
      ])
    #expect(
      try gaps(
        Self.promise, ("客服: 保证到", "[{}]"), ("客服: 包赔的，一定退", "[{}, {}]"), ("客服: 保证金退您", "[]")
      ).isEmpty)
  }

  /// A phrase counts where it leads to a finding, not where the rule stays silent all the same.
  @Test func phrasesCountInTheirTests() throws {
    let both = "forbid:\n  all:\n    - {role: agent, keyword: [保证, 包赔]}\n    - {role: customer, keyword: [能到吗]}"
    #expect(
      try gaps(
        both, ("客服: 包赔\n客户: 好", "[]"), ("客服: 保证\n客户: 能到吗", "[{}]"), ("客服: 好\n客户: 能到吗", "[]"))
        == ["phrase 包赔 never_matched 3:35"])
    // What is required is seen where the rule is silent; a word list is one item.
    let required = "require: {role: agent, any: [{keyword: [$hello, 在的]}, {similar: [免费退回, 申请退款]}]}"
    #expect(
      try gaps(required, ("客服: 你好", "[]"), ("客服: 在吗", "[{}]"), ("客服: 给您提交退款", "[]")) == [
        "phrase 在的 never_matched 1:49", "phrase 免费退回 never_matched 1:66",
      ])
    let absent = "forbid: {role: agent, keyword: [抱歉, 久等], match: none}"
    #expect(
      try gaps(absent, ("客服: 在", "[{}]"), ("客服: 抱歉", "[]")) == ["phrase 久等 never_matched 1:37"])
    let not = "forbid: {all: [{role: agent, keyword: [退]}, {not: {role: agent, keyword: [抱歉, 久等]}}]}"
    #expect(
      try gaps(not, ("客服: 退", "[{}]"), ("客服: 抱歉，退", "[]"), ("客服: 久等", "[]"), ("客服: 在", "[]")).isEmpty)
  }

  @Test func givenAndForAreConditions() throws {
    let rule = """
      for: {platform: jd}
      given: {role: customer, keyword: [投诉]}
      require: {role: agent, messages: 1..2, keyword: [抱歉]}
      """
    #expect(
      try gaps(rule, ("客户: 投诉\n客服: 好的", "not_applicable")) == [
        "for for never_true 1:1", "condition keyword never_evaluated 2:25", "phrase 投诉 never_matched 2:35",
        "condition keyword never_evaluated 3:40", "phrase 抱歉 never_matched 3:50",
      ])
  }

  @Test func scriptsJoinsAndExpressionsAreSeen() throws {
    let script = """
      require:
        role: agent
        script: 退货
        slots: {申请: [申请退款], 运费: [免费寄回]}
        join: true
      """
    #expect(
      try gaps(script, ("客服: 在这里提交退款", "[{}]"), ("客服: 提交退款\n客服: 在", "[{}]")) == [
        "condition script never_true 3:3", "phrase 申请 never_matched 4:11", "phrase 运费 never_matched 4:23",
      ])
    #expect(try gaps(script, ("客服: 提交退款\n客服: 邮费不收费，寄回", "[]"), ("客服: 在", "[{}]")).isEmpty)
    let joined = "forbid: {role: agent, keyword: [保证, 明天到], unless: [不保证], join: true}"
    #expect(
      try gaps(joined, ("客服: 明天\n客服: 到", "[{}]"), ("客服: 不\n客服: 保证", "[]")) == ["phrase 保证 never_matched 1:33"])
    let expression = "forbid: {role: agent, regex: '退\\d+', unless: '最多退\\d+'}"
    #expect(try gaps(expression, ("客服: 退5", "[{}]"), ("客服: 好", "[]")) == ["unless unless never_true 1:38"])
    #expect(try gaps(expression, ("客服: 退5", "[{}]"), ("客服: 最多退5", "[]")).isEmpty)
  }

  /// What others hang on counts by itself, and what is asked message by message once a message.
  @Test func nestedConditionsAreSeen() throws {
    let rule = """
      forbid:
        all:
          - {role: customer, keyword: [在吗], label: ask}
          - role: agent
            after: ask
            count: {of: {keyword: [亲]}, over: 1}
      """
    #expect(
      try gaps(rule, ("客户: 在吗\n客服: 亲\n客服: 亲", "[{}]")) == [
        "condition all never_false 2:3", "condition keyword never_false 3:24", "condition count never_false 6:7",
        "condition keyword never_false 6:20",
      ])
  }

  @Test func knownGapsAskForNothing() throws {
    let test = "  - name: a\n    dialogue: '客服: 保证'\n    expect: [{}]\n    known_gap: true\n    reason: x\n"
    let coverage = try coverage("forbid: {role: agent, keyword: [保证]}", test)
    #expect(coverage.reached == 0 && coverage.goals == 3)
  }

  /// The account must not change what comes out.
  @Test(
    arguments: RuleOperatorTests.keywords + RuleOperatorTests.others + RuleResultTests.verbs
      + RuleResultTests.missing + RuleResultTests.open + ScopeTests.positions + ScopeTests.anchors
      + KleeneLogicTests.nodes + KleeneLogicTests.sequences + FindingOwnerTests.owners + FindingOwnerTests.merging
      + ScriptOperatorTests.rows)
  func countingChangesNothing(_ row: RuleRow) throws {
    guard row.isFinal else { return }
    var transcript = try Dialogue(row.dialogue).transcript
    transcript.isOpen = row.isOpen
    let worker = try RuleBench.analyzer([try RuleBench.rule(row.rule)]).makeWorker()
    let (plain, counted) = (worker.evaluate(transcript), worker.evaluate(transcript, tally: ConditionTally()))
    #expect(plain.outcomes.map(\.result) == counted.outcomes.map(\.result))
    #expect(plain.findings.map(\.fingerprint) == counted.findings.map(\.fingerprint))
    #expect(
      plain.outcomes.map { RuleBench.describe($0, transcript) }
        == counted.outcomes.map { RuleBench.describe($0, transcript) })
  }
}
