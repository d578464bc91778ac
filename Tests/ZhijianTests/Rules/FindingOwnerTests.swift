import Testing

@testable import Zhijian

/// Whose a finding is, and what it tells.
@Suite struct FindingOwnerTests {
  private static let transfer = "系统 <transfer 小李→小王>"

  static let owners: [RuleRow] = [
    RuleRow(
      "an agent's hit is its sender's", "forbid: {role: agent, keyword: [加微信]}",
      "客服(小李): 好\n客服(小王): 加微信\n客服(小李): 好", "hit 小王(加微信)"),
    RuleRow(
      "a customer's hit before anyone", "observe: {role: customer, keyword: [发票]}",
      "客户: 发票\n客服 <auto_reply>: 稍等\n客服(小李): 好\n客服(小王): 好", "hit 小李(发票)"),
    RuleRow(
      "a customer's hit behind a transfer", "observe: {role: customer, keyword: [发票]}",
      "客服(小李): 好\n\(transfer)\n客户: 发票\n客服(小王): 好", "hit 小王(发票)"),
    RuleRow(
      "a customer's hit before the transfer", "observe: {role: customer, keyword: [发票]}",
      "客服(小李): 好\n客户: 发票\n\(transfer)\n客服(小王): 好", "hit 小李(发票)"),
    RuleRow(
      "a join takes charge", "observe: {role: customer, keyword: [发票]}",
      "客服(小李): 好\n系统 <join 小王>\n客户: 发票\n客服(小李): 好", "hit 小王(发票)"),
    RuleRow(
      "a gap is the late replier's", "forbid: {gap: {over: 60s}}",
      "[+0:00] 客服(小李): 好\n[+0:10] 客户: 在\n[+5:00] 客服(小王): 来了", "hit 小王(来了)"),
    RuleRow(
      "an absence is whoever was in charge at the end", "require: {role: agent, keyword: [再见]}",
      "客服(小李): 好\n\(transfer)\n客服(小王): 嗯", "hit 小王()"),
    RuleRow(
      "of a full scope, at its last message", "require: {role: agent, messages: 1..2, keyword: [您好]}",
      "客服(小李): 嗯\n客服(小李): 说\n\(transfer)\n客服(小王): 嗯", "hit 小李()"),
    RuleRow(
      "of a scope that was never filled, at the end", "require: {role: agent, messages: 1..3, keyword: [您好]}",
      "客服(小李): 嗯\n\(transfer)\n客户: 在", "hit 小王()"),
    RuleRow(
      "of a time window, when it had passed",
      "given: {role: customer, keyword: [急]}\nrequire: {role: agent, seconds: 0..60, keyword: [在]}",
      "[+0:00] 客服(小李): 好\n[+0:10] 客户: 急\n[+5:00] \(transfer)\n[+5:10] 客服(小王): 在", "hit 小李()"),
    RuleRow(
      "silence, when the time ran out",
      "given: {role: agent, keyword: [稍等]}\nforbid: {role: agent, silent: {over: 15m}}",
      "[+0:00] 客服(小李): 稍等\n[+20:00] \(transfer)\n[+21:00] 客服(小王): 在", "hit 小李()"),
    RuleRow(
      "silence, handed over in time", "given: {role: agent, keyword: [稍等]}\nforbid: {role: agent, silent: {over: 15m}}",
      "[+0:00] 客服(小李): 稍等\n[+5:00] \(transfer)\n[+21:00] 客服(小王): 在", "hit 小王()"),
    RuleRow(
      "unanswered at the end", "forbid: {unanswered: {}}", "[+0:00] 客服(小李): 好\n[+0:10] 客户: 在\n[+0:20] 客户: 喂",
      "hit 小李(在+喂)"),
    RuleRow(
      "unanswered by both agents is one finding, of the last", "forbid: {unanswered: {}}",
      "[+0:00] 客服(小李): 好\n[+0:10] 客户: 在\n[+1:00] \(transfer)\n[+2:00] 客户: 喂", "hit 小王(在+喂)"),
    RuleRow(
      "answered by the next agent", "forbid: {unanswered: {}}",
      "[+0:00] 客服(小李): 好\n[+0:10] 客户: 在\n[+1:00] \(transfer)\n[+1:10] 客服(小王): 在", "no_hit"),
    RuleRow(
      "handed over too late", "forbid: {unanswered: {over: 15m}}",
      "[+0:00] 客服(小李): 好\n[+0:10] 客户: 在\n[+30:00] \(transfer)\n[+30:10] 客服(小王): 在", "hit 小李(在)"),
    RuleRow(
      "several hits are the last one's", "forbid: {role: agent, all: [{keyword: [保证]}, {keyword: [退款]}]}",
      "客服(小李): 保证\n客服(小王): 退款", "hit 小王(保证+退款)"),
    RuleRow("an event is who did it", "forbid: {event: closed}", "客服(小李): 好\n系统 <close>", "hit 小李(#1)"),
  ]

  @Test(arguments: owners) func belongsTo(_ row: RuleRow) throws { try RuleBench.check(row) }

  static let merging: [RuleRow] = [
    RuleRow("the longest stays", "forbid: {role: agent, boundary: any, keyword: [加微信, 微信]}", "客服: 加微信", "hit 客服(加微信)"),
    RuleRow(
      "of two leaves too", "forbid: {role: agent, any: [{keyword: [加微信]}, {regex: '加微信\\w+'}]}", "客服: 加微信abc",
      "hit 客服(加微信abc)"),
    RuleRow(
      "neighbours stay apart", "forbid: {role: agent, boundary: any, keyword: [加, 微信]}", "客服: 加微信", "hit 客服(加) 客服(微信)"),
    RuleRow(
      "in different messages too", "forbid: {role: agent, keyword: [加微信]}", "客服: 加微信\n客服: 加微信", "hit 客服(加微信) 客服(加微信)"),
  ]

  @Test(arguments: merging) func merge(_ row: RuleRow) throws { try RuleBench.check(row) }

  @Test func aMissingScriptNamesWhereItLookedAndWhatCameNear() throws {
    let rule = "given: {role: customer, keyword: [投诉]}\nrequire: {role: agent, messages: 1..3, keyword: [非常抱歉]}"
    let finding = try #require(
      try RuleBench.outcome(RuleRow("", rule, "客户: 投诉\n客服: 抱歉\n客户: 嗯\n客服: 好", "")).outcome.findings.first)
    #expect(finding.related.map(\.message) == [0])
    #expect(finding.searched == SearchedWindow(from: 1, to: 3, role: "agent", messages: 2))
    #expect(finding.nearestMiss?.span == EvidenceSpan(message: 1, range: TextRange(0, 2)))
    #expect(finding.nearestMiss?.lacks == "非常")
  }

  @Test func fingerprintsTellFindingsApartAndStay() throws {
    func prints(_ rule: String, _ dialogue: String) throws -> [String] {
      try RuleBench.outcome(RuleRow("", rule, dialogue, "")).outcome.findings.map(\.fingerprint)
    }
    let forbid = "forbid: {role: agent, keyword: [加微信]}"
    let one = try prints(forbid, "客服: 加微信\n客服: 加微信")
    #expect(Set(one).count == 2)
    #expect(try prints(forbid, "客服: 加微信\n客服: 加微信\n客户: 好") == one)
    #expect(try prints("severity: major\n" + forbid, "客服: 加微信\n客服: 加微信") == one)
    let segments = try prints(
      "require: {role: agent, segment: each, keyword: [您好]}", "客服(小李): 嗯\n系统 <transfer 小李→小王>\n客服(小王): 嗯")
    #expect(Set(segments).count == 2)
  }
}
