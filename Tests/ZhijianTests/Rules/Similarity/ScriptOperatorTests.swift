import Testing

@testable import Zhijian

/// `similar` and `script` as rules: windows, spans, evidence.
@Suite struct ScriptOperatorTests {
  private static let slots = "script: 退货, slots: {申请: [申请退款, 提交申请], 寄回: [寄回], 单号: [登记单号]}"

  static let rows: [RuleRow] = [
    RuleRow(
      "similar hits the whole message", "forbid: {role: agent, similar: [申请退款]}", "客服: 亲，请提交退钱的申请\n客服: 您好",
      "hit 客服(亲，请提交退钱的申请)"),
    RuleRow("any of the samples", "forbid: {role: agent, similar: [申请退款, 寄回]}", "客服: 发回", "hit 客服(发回)"),
    RuleRow("one sample needs no list", "forbid: {role: agent, similar: 申请退款}", "客服: 申请退钱", "hit 客服(申请退钱)"),
    RuleRow("another's message", "forbid: {role: agent, similar: [申请退款]}", "客户: 申请退款\n客服: 好", "no_hit"),
    RuleRow("below the threshold", "forbid: {role: agent, similar: [申请退款], threshold: 0.8}", "客服: 退款", "no_hit"),
    RuleRow("above the threshold", "forbid: {role: agent, similar: [申请退款], threshold: 0.79}", "客服: 退款", "hit 客服(退款)"),
    RuleRow("unless", "forbid: {role: agent, similar: [申请退款], unless: [演示]}", "客服: 演示，申请退款\n客服: 申请退款", "hit 客服(申请退款)"),
    RuleRow(
      "a customer's own voice", "observe: {role: customer, similar: [申请退款]}", "客户: 我的退款申请", "hit -(我的退款申请)"),
    RuleRow("polarity", "forbid: {role: agent, similar: [申请退款], polarity: any}", "客服: 不申请退款", "hit 客服(不申请退款)"),
    RuleRow("gaps", "forbid: {role: agent, similar: [申请退款]}", "客服: 申-请-退-款", "no_hit"),
    RuleRow("gaps seen through", "forbid: {role: agent, similar: [申请退款], fold: gap}", "客服: 申-请-退-款", "hit 客服(申-请-退-款)"),
    RuleRow(
      "by the clause", "forbid: {role: agent, same: clause, all: [{similar: [申请退款]}]}", "客服: 您好，申请退款，运费",
      "hit 客服(申请退款，)"),
    RuleRow(
      "messages by themselves", "forbid: {role: agent, similar: [48小时寄回], threshold: 0.9}", "客服: 48小时\n客服: 寄回", "no_hit"
    ),
    RuleRow(
      "joined", "forbid: {role: agent, similar: [48小时寄回], threshold: 1, join: true}", "客服: 48小时\n客户: 好\n客服: 寄回",
      "hit 客服(48小时+寄回)"),
    RuleRow(
      "joined by no more than four", "forbid: {role: agent, similar: [48小时寄回], threshold: 0.85, join: true}",
      "客服: 48小时\n客服: 嗯\n客服: 嗯\n客服: 嗯\n客服: 寄回", "no_hit"),
    RuleRow(
      "every", "forbid: {role: agent, similar: [申请退款], every: true}", "客服: 申请退款\n客服: 提交退款", "hit 客服(申请退款) 客服(提交退款)"),
    RuleRow("not every", "forbid: {role: agent, similar: [申请退款], every: true}", "客服: 申请退款\n客服: 嗯", "no_hit"),
    RuleRow("required and said", "require: {role: agent, similar: [申请退款]}", "客服: 提交退款", "no_hit"),
    RuleRow("required and missing", "require: {role: agent, similar: [申请退款]}", "客服: 您好", "hit 客服()"),
    RuleRow("required of nobody", "require: {role: agent, similar: [申请退款]}", "客户: 在吗", "not_applicable"),
    RuleRow(
      "an empty window", "given: {role: customer, keyword: [在吗]}\nrequire: {role: agent, similar: [申请退款]}",
      "客服: 申请退款\n客户: 在吗",
      "hit 客服()"),
    RuleRow(
      "an empty window of every",
      "given: {role: customer, keyword: [在吗]}\nrequire: {role: agent, similar: [申请退款], every: true}",
      "客服: 申请退款\n客户: 在吗", "not_applicable"),
    RuleRow(
      "an open conversation", "require: {role: agent, seconds: 0..600, similar: [申请退款]}", "[+0:00] 客服: 您好", "unknown",
      isOpen: true),
    RuleRow("before the end", "require: {role: agent, similar: [申请退款]}", "客服: 您好", "pending", isFinal: false),
    RuleRow(
      "said before the end", "forbid: {role: agent, similar: [申请退款]}", "客服: 申请退款", "hit 客服(申请退款)", isFinal: false),
    RuleRow(
      "script in one message", "observe: {role: agent, \(slots)}", "客服: 先申请退钱，再把它发回，记录单号哦", "hit 客服(申请退钱+发回+记录单号)"),
    RuleRow("in any order", "observe: {role: agent, \(slots)}", "客服: 登记单号，寄回，申请退款", "hit 客服(登记单号+寄回+申请退款)"),
    RuleRow("a slot short", "observe: {role: agent, \(slots)}", "客服: 申请退款，寄回", "no_hit"),
    RuleRow("two of three", "observe: {role: agent, threshold: 0.6, \(slots)}", "客服: 申请退款，寄回", "hit 客服(申请退款+寄回)"),
    RuleRow("in several messages", "observe: {role: agent, \(slots)}", "客服: 申请退款\n客服: 寄回，登记单号", "no_hit"),
    RuleRow(
      "in several, joined", "observe: {role: agent, join: true, \(slots)}", "客服: 申请退款\n客户: 好\n客服: 寄回，登记单号",
      "hit 客服(申请退款+寄回+登记单号)"),
    RuleRow("a negated slot", "observe: {role: agent, \(slots)}", "客服: 申请退款，不用寄回，登记单号", "no_hit"),
    RuleRow("an asked slot", "observe: {role: agent, \(slots)}", "客服: 申请退款，寄回了吗，登记单号", "no_hit"),
    RuleRow(
      "negation as such", "observe: {role: agent, polarity: any, \(slots)}", "客服: 申请退款，不用寄回，登记单号",
      "hit 客服(申请退款+寄回+登记单号)"),
    RuleRow(
      "every message a script", "observe: {role: agent, every: true, script: 甲, slots: {退: [退款]}}", "客服: 退款\n客服: 寄回",
      "no_hit"),
    RuleRow(
      "a slot of politeness is looked for as written", "observe: {role: agent, script: 甲, slots: {好: [您好], 退: [退款]}}",
      "客服: 您好，退款", "hit 客服(您好+退款)"),
    RuleRow(
      "a script before its end", "require: {role: agent, \(slots)}", "客服: 申请退款", "pending", isFinal: false),
    RuleRow(
      "an empty window of a script", "given: {role: customer, keyword: [在吗]}\nrequire: {role: agent, \(slots)}",
      "客服: 申请退款，寄回，登记单号\n客户: 在吗", "hit 客服()"),
    RuleRow(
      "a list of prohibitions reads on", "observe: {role: agent, script: 甲, slots: {勿: [不要登记], 款: [寄回]}}",
      "客服: 请勿登记，也不要寄回",
      "hit 客服(登记+寄回)"),
  ]

  @Test(arguments: rows) func windowsAndSpans(_ row: RuleRow) throws { try RuleBench.check(row) }

  private func finding(_ rule: String, _ dialogue: String) throws -> Finding {
    try #require(try RuleBench.outcome(RuleRow("", rule, dialogue, "")).outcome.findings.first)
  }

  private func parts(_ finding: Finding) -> String {
    finding.parts.map { "\($0.name) \($0.state.rawValue)" }.joined(separator: ", ")
  }

  @Test func aHitOfSimilarNamesWhatWasSaidAndWhatWasNot() throws {
    let finding = try finding("forbid: {role: agent, threshold: 0.7, similar: [申请退款48小时]}", "客服: 退钱48小时哦")
    #expect(parts(finding) == "申请 missing, 退款 found, 48小时 found")
    #expect(finding.nearestMiss == nil)
  }

  @Test func eachHitHasItsOwnParts() throws {
    let outcome = try RuleBench.outcome(
      RuleRow("", "forbid: {role: agent, threshold: 0.7, similar: [申请退款]}", "客服: 申请\n客服: 退款", "")
    ).outcome
    #expect(outcome.findings.map(parts) == ["申请 found, 退款 missing", "申请 missing, 退款 found"])
  }

  @Test func aMissingSampleNamesTheClosestMessageAndWhatItLacks() throws {
    let finding = try finding(
      "require: {role: agent, similar: [申请退款48小时]}", "客服: 您好\n客服: 申请吧\n客服: 申请退款72小时")
    let miss = try #require(finding.nearestMiss)
    #expect(miss.span == EvidenceSpan(message: 2, range: TextRange(0, 8)))
    #expect(miss.phrase == "申请退款48小时")
    #expect(miss.lacks == "48小时")
    #expect(finding.searched?.messages == 3)
  }

  @Test func aMissingScriptNamesItsSlotsAndTheMessageWithMost() throws {
    let finding = try finding("require: {role: agent, \(Self.slots)}", "客服: 您好\n客服: 寄回\n客服: 申请退款，寄回")
    #expect(parts(finding) == "申请 found, 寄回 found, 单号 missing")
    let miss = try #require(finding.nearestMiss)
    #expect(miss.span.message == 2)
    #expect(miss.phrase == "退货")
    #expect(miss.lacks == "单号")
  }

  @Test func aJoinedScriptCountsWhatTheWindowSays() throws {
    let finding = try finding("require: {role: agent, join: true, \(Self.slots)}", "客服: 申请退款\n客服: 登记单号")
    #expect(parts(finding) == "申请 found, 寄回 missing, 单号 found")
  }

  @Test func aMessageThatSaysNothingOfItIsNoNearMiss() throws {
    #expect(try finding("require: {role: agent, similar: [申请退款]}", "客服: 您好").nearestMiss == nil)
    #expect(try finding("require: {role: agent, \(Self.slots)}", "客服: 您好").nearestMiss == nil)
  }

  static let faults: [(String, String)] = [
    ("forbid: {similar: []}", "empty-list"), ("forbid: {similar: [您好]}", "no-content"),
    ("forbid: {similar: [退款], threshold: 0}", "invalid-value"),
    ("forbid: {similar: [退款], threshold: 1.5}", "invalid-value"),
    ("forbid: {similar: [退款], treshold: 1}", "unknown-key"), ("forbid: {similar: {退款: 1}}", "wrong-type"),
    ("forbid: {script: 甲}", "missing-key"), ("forbid: {script: 甲, slots: [退款]}", "wrong-type"),
    ("forbid: {script: 甲, slots: {}}", "wrong-type"), ("forbid: {script: [甲], slots: {退: [退款]}}", "wrong-type"),
    ("forbid: {script: 甲, slots: {退: []}}", "empty-list"),
    ("forbid: {script: 甲, slots: {退: [退款]}, threshold: x}", "invalid-value"),
  ]

  @Test(arguments: faults) func faultsAreNamed(_ rule: String, _ code: String) {
    let (parsed, diagnostics) = RuleBench.parse(rule)
    #expect(parsed == nil)
    #expect(diagnostics.map(\.code) == [code], "\(diagnostics.map(\.message.english))")
  }
}
