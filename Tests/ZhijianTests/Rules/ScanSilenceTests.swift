import Testing

@testable import Zhijian

/// Rules for which nothing was found are settled together, without being looked at: they come out as each would alone.
@Suite struct ScanSilenceTests {
  /// More leaves than a word has bits, so that they lie on both sides of its end.
  private static let count = 48

  private static func body(_ number: Int) -> String {
    func phrase(_ letter: String) -> String { "{keyword: [暗号\(letter)\(number)号], boundary: any}" }
    let condition =
      switch number % 6 {
      case 0: "forbid: {role: agent, any: [\(phrase("a")), \(phrase("b")), {regex: '口令\(number)号'}]}"
      case 1: "given: {role: customer, any: [\(phrase("a")), \(phrase("b"))]}\nrequire: {role: agent, keyword: [好的]}"
      case 2: "observe: {role: bot, all: [\(phrase("a")), \(phrase("b"))]}"
      case 3: "forbid: {all: [{role: agent, keyword: [暗号a\(number)号]}, {role: customer, keyword: [暗号b\(number)号]}]}"
      case 4: "require: {role: agent, any: [\(phrase("a")), \(phrase("b"))]}"
      default: "forbid: {role: agent, same: message, all: [\(phrase("a")), {not: \(phrase("b"))}]}"
      }
    return "id: rule-\(number < 10 ? "0" : "")\(number)\n\(condition)"
  }

  private static let dialogues = [
    "客户: 在吗\n客服: 好的", "客户: 在吗", "客服: 暗号a0号，暗号b42号\n客户: 暗号b3号\n客服: 暗号a3号 暗号a5号 暗号b5号",
    "客户: 暗号a1号\n客户: 暗号b43号\n客服: 口令30号\n客服: 口令6号 暗号a11号", "机器人: 暗号a44号暗号b44号\n客服: 暗号b4号暗号a46号",
    (0..<count).map { "客服: 暗号a\($0)号\n客户: 暗号b\($0)号" }.joined(separator: "\n"),
  ]

  @Test(arguments: dialogues, [true, false])
  func manyRulesComeOutAsEachAlone(_ dialogue: String, isFinal: Bool) throws {
    let rules = try (0..<Self.count).map { try RuleBench.rule(Self.body($0)) }
    let transcript = try Dialogue(dialogue).transcript
    func outcomes(_ rules: [Rule]) throws -> [String] {
      let analysis = try RuleBench.analyzer(rules).makeWorker().start(transcript)
      for message in transcript.messages { analysis.append(message) }
      return analysis.evaluation(isFinal: isFinal).outcomes.map {
        "\($0.rule) \(RuleBench.describe($0, transcript)) \($0.windows)"
      }
    }
    #expect(try outcomes(rules) == rules.flatMap { try outcomes([$0]) })
  }

  @Test func aRuleMayHaveMoreLeavesThanAWordHasBits() throws {
    let phrases = (0..<70).map { "{keyword: [暗号\($0)号], boundary: any}" }.joined(separator: ", ")
    let rule = "forbid: {role: agent, any: [\(phrases)]}"
    try RuleBench.check(RuleRow("the last", rule, "客服: 暗号69号", "hit 客服(暗号69号)"))
    try RuleBench.check(RuleRow("none", rule, "客服: 暗号70号", "no_hit"))
    try RuleBench.check(RuleRow("nobody", rule, "客户: 暗号69号", "not_applicable"))
  }

  /// A rule that asks for a shop is always judged, so it says what settling has to say.
  @Test(
    arguments: [
      "forbid: {role: agent, count: {of: {keyword: [暗号]}, over: 1}}",
      "forbid: {role: agent, count: {of: {keyword: [暗号]}, under: 2}}",
      "forbid: {role: agent, count: {over: 0}}",
      "observe: {role: agent, count: {of: {role: customer, keyword: [暗号]}, min: 1}}",
      "observe: {role: agent, count: {of: {any: [{keyword: [暗号]}, {regex: '口.令'}]}, min: 1}}",
      "observe: {role: agent, segment: each, count: {of: {keyword: [暗号]}, min: 1}}",
      "observe: {role: agent, seconds: 0..20, count: {of: {keyword: [暗号]}, min: 1}}",
      "observe: {role: agent, messages: 1..2, count: {of: {regex: '口.令'}, over: 0}}",
      "observe: {role: agent, count: {of: {count: {of: {keyword: [暗号]}, over: 0}}, over: 0}}",
      "forbid: {role: agent, seconds: 0..20, keyword: [暗号]}",
      "forbid: {role: agent, seconds: 0..20, keyword: [暗号], match: none}",
      "forbid: {role: agent, seconds: 0..20, every: true, keyword: [暗号]}",
      "require: {role: agent, seconds: 0..20, keyword: [暗号]}",
      "given: {role: customer, seconds: 0..20, keyword: [口令]}\nrequire: {role: agent, keyword: [暗号]}",
      "given: {role: customer, count: {of: {keyword: [口令]}, over: 0}}\nrequire: {role: agent, keyword: [暗号]}",
    ])
  func settledRulesSayWhatJudgingSays(_ rule: String) throws {
    let dialogues = [
      "客户: 在吗", "客服: 您好", "客户: 口令\n客服: 好的", "[+0:00] 客户: 在吗\n[+0:05] 客服: 您好", "[+0:00] 客服: 您好\n客服: 在的",
      "[+0:00] 客服: 您好\n[+0:30] 客服: 暗号", "[+0:00] 客服: 暗号\n[+0:10] 客服: 暗号", "[+0:00] 客服: 您好\n[+0:30] 客户: 口令",
      "客服(小李): 您好\n系统 <transfer 小李→小王>\n客服(小王): 暗号", "客服(小李): 您好\n系统 <transfer 小李→小王>\n客服(小王): 在的",
    ]
    let plain = try RuleBench.analyzer([try RuleBench.rule("id: one\n\(rule)")])
    let judged = try RuleBench.analyzer([try RuleBench.rule("id: one\nfor: {shop: [甲店]}\n\(rule)")])
    for dialogue in dialogues {
      for isOpen in [false, true] {
        var transcript = try Dialogue(dialogue).transcript
        (transcript.shop, transcript.isOpen) = ("甲店", isOpen)
        let outcomes = try [plain, judged].map { try #require(try $0.evaluate(transcript).outcomes.first) }
        let told = outcomes.map { "\(RuleBench.describe($0, transcript)) \($0.windows)" }
        #expect(told[0] == told[1], "\(dialogue) \(isOpen)")
      }
    }
  }

  /// A worker hands the storage of what its scans found from one conversation to the next.
  @Test func aWorkerForgetsTheConversationBefore() throws {
    let rules = try (0..<Self.count).map { try RuleBench.rule(Self.body($0)) }
    let analyzer = try RuleBench.analyzer(rules)
    let transcripts = try Self.dialogues.map { try Dialogue($0).transcript }
    func lines(_ evaluation: Evaluation) -> [String] {
      evaluation.outcomes.map { RuleBench.describe($0, evaluation.transcript) }
        + evaluation.suppressedHits.map { "\($0)" }
    }
    let worker = try analyzer.makeWorker()
    for transcript in transcripts + transcripts.reversed() {
      #expect(lines(worker.evaluate(transcript)) == lines(try analyzer.evaluate(transcript)))
    }
  }
}
