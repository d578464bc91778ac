import Testing

@testable import Zhijian

/// What an explanation names: windows and why they are empty, hits that do not count, owners, chains.
@Suite struct RuleExplanationTests {
  private func explain(_ rule: String, _ dialogue: String) throws -> RuleExplanation {
    let worker = try RuleBench.analyzer([try RuleBench.rule("id: r\n" + rule)]).makeWorker()
    let transcript = try Dialogue(dialogue).transcript
    let outcome = try #require(worker.evaluate(transcript).outcomes.first)
    try ExplanationCheck.expectSame(outcome, explainedBy: worker, transcript)
    return try #require(worker.explain(transcript, rule: "r")).explanation
  }

  private func leaf(_ explanation: RuleExplanation, _ operation: String) throws -> ConditionExplanation {
    let all = (explanation.given?.all ?? []) + explanation.windows.flatMap { $0.condition.all }
    return try #require(all.first { $0.operation == operation })
  }

  @Test func occurrencesThatDoNotCountSayWhy() throws {
    let rule = "forbid: {role: agent, keyword: [加微信, 刷单], unless: [请勿加微信], polarity: asserted}"
    let explanation = try explain(rule, "客服: 请勿加微信\n客服: 印刷单页\n客服: 不能加微信\n客户: 加微信吧\n客服: 加微信吗")
    let look = try #require(try leaf(explanation, "keyword").looks.first)
    #expect(look.hits.isEmpty && look.messages == 4 && look.from == 0 && look.to == 4)
    #expect(look.leftOut.map(\.why) == [.excused, .boundary, .negated, .asked])
    #expect(look.leftOut[0].excuse == "请勿加微信" && look.leftOut[0].phrase == "加微信")
    // The words show why: the phrase lies across two of them.
    #expect(look.leftOut[1].phrase == "刷单" && look.leftOut[1].words == ["印刷", "单", "页"], "\(look.leftOut[1].words)")
    #expect(explanation.outcome.result == .noHit)
  }

  @Test func hitsElsewhereAndFoldsAreNamed() throws {
    let explanation = try explain(
      "forbid: {role: agent, messages: 1..1, keyword: [加微信]}", "客服: 加-微-信\n客服: 加微信")
    let look = try #require(try leaf(explanation, "keyword").looks.first)
    #expect(look.hits.map(\.folds) == [[.gap]] && look.hits.first?.phrase == "加微信")
    #expect(look.outside.flatMap(\.spans).map(\.message) == [1])
    #expect(explanation.owners == [.init(reason: .sender, message: 0)])
  }

  @Test func whatOthersSayIsNamed() throws {
    let rule = "forbid: {any: [{role: agent, keyword: [加微信]}, {role: agent, regex: '加.信'}]}"
    let explanation = try explain(rule, "客户: 加微信吗\n客服: 不加的\n机器人: 请勿添加微信支付")
    for operation in ["keyword", "regex"] {
      let look = try #require(try leaf(explanation, operation).looks.first)
      #expect(look.hits.isEmpty && look.outside.flatMap(\.spans).map(\.message).first == 0, "\(operation)")
    }
    let said = try explain(rule, "客户: 加微信吗\n客服: 加微信")
    #expect(try leaf(said, "keyword").looks.first?.outside.count == 1)
  }

  @Test(
    arguments: [
      ("require: {role: bot, keyword: [您好]}", "客服: 好", "silent_role"),
      (
        "given: {role: customer, keyword: [退款]}\nrequire: {role: agent, keyword: [您好]}", "客服: 好\n客户: 退款", "silent_there"
      ),
      ("require: {role: agent, messages: 3..4, keyword: [您好]}", "客服: 好", "other_positions"),
      ("require: {role: agent, seconds: 0..5, keyword: [您好]}", "[+0:00] 客户: 在吗\n[+1:00] 客服: 好", "other_times"),
      ("require: {role: agent, seconds: 0..5, keyword: [您好]}", "客户: 在吗\n客服: 好", "missing_times"),
      (
        "forbid: {all: [{label: x, role: customer, keyword: [退款]}, {after: x, role: agent, keyword: [不行]}]}",
        "客户: 在吗\n客服: 不行", "missing_anchor"
      ),
    ])
  func emptyWindowsSayWhy(_ rule: String, _ dialogue: String, _ reason: String) throws {
    let explanation = try explain(rule, dialogue)
    let looks = explanation.windows.flatMap { $0.condition.all }.flatMap(\.looks)
    #expect(looks.compactMap(\.emptiness).map(\.rawValue) == [reason])
  }

  @Test func windowsHangOnTheHitsOfGiven() throws {
    let rule =
      "given: {role: customer, keyword: [退款]}\nwhich: first\nrequire: {role: agent, messages: 1..1, keyword: [抱歉]}"
    let explanation = try explain(rule, "客户: 退款\n客服(小李): 好\n客户: 退款！\n客服(小王): 抱歉")
    #expect(explanation.given?.state == .hit && explanation.given?.looks.first?.hits.count == 2)
    #expect(explanation.anchors == [.init(message: 0, isChosen: true), .init(message: 2, isChosen: false)])
    let window = try #require(explanation.windows.first)
    #expect(explanation.windows.count == 1 && window.anchor == 0 && window.findings == [0])
    let look = try #require(window.condition.looks.first)
    #expect(look.anchor == 0 && look.from == 1 && look.to == 1 && look.messages == 1 && look.state == .noHit)
    // Said too late to count.
    #expect(look.outside.flatMap(\.spans).map(\.message) == [3])
    #expect(explanation.outcome.findings.map(\.agent) == ["小李"])
    #expect(explanation.owners == [.init(reason: .windowClosed, message: 1)])
    let silent = try explain(rule, "客户: 在吗\n客服: 好")
    #expect(silent.outcome.result == .notApplicable && silent.windows.isEmpty && silent.given?.state == .noHit)
  }

  @Test func sequencesNameTheirSteps() throws {
    let rule = """
      require:
        role: agent
        sequence:
          - {label: 问好, keyword: [您好]}
          - {keyword: [稍等], step_within: {lines: 1}}
          - {label: 致谢, keyword: [谢谢], optional: true}
      """
    let explanation = try explain(rule, "客服: 稍等\n客户: 快点\n客服: 您好")
    let sequence = try leaf(explanation, "sequence")
    #expect(sequence.state == .noHit && sequence.children.map(\.name) == ["问好", "2", "致谢"])
    #expect(sequence.children.map(\.state) == [.hit, .hit, .noHit])
    #expect(Set(sequence.parts.map(\.state)) == [.found, .outOfOrder, .missing])
  }

  @Test func logicShowsEveryOperand() throws {
    let rule =
      "observe: {role: agent, at_least: {n: 2, of: [{keyword: [一]}, {not: {keyword: [二]}}, {length: {over: 9}}]}}"
    let explanation = try explain(rule, "客服: 一")
    let node = try leaf(explanation, "at_least")
    #expect(node.state == .hit && node.children.map(\.operation) == ["keyword", "not", "length"])
    #expect(node.children.map(\.state) == [.hit, .hit, .noHit] && node.children[1].children.map(\.state) == [.noHit])
    // All operands are looked at although the first settles it.
    let all = try explain(
      "observe: {role: agent, same: message, all: [{keyword: [一]}, {keyword: [二]}]}", "客服: 二\n客服: 三")
    let parts = try leaf(all, "all").children
    #expect(parts.map(\.relation) == [.part, .part] && parts.map(\.message) == [0, 1])
    #expect(parts.first?.children.map(\.state) == [.noHit, .hit])
  }

  @Test func labelsAndCountsAreShownBelow() throws {
    let rule =
      "forbid: {all: [{label: x, role: customer, keyword: [退款]}, {after: x, role: agent, count: {of: {keyword: [不行]}, over: 1}}]}"
    let explanation = try explain(rule, "客户: 退款\n客服: 不行\n客服: 不行不行")
    let count = try leaf(explanation, "count")
    #expect(
      count.children.map(\.relation) == [.anchor, .counted]
        && count.children.map(\.operation) == ["keyword", "keyword"])
    #expect(count.looks.first?.facts.map(\.value) == [.number(2)] && count.looks.first?.anchor == 0)
  }

  @Test func manyMessagesWithoutAnythingAreCounted() throws {
    let dialogue = (0..<50).map { "客服: 第\($0)句" }.joined(separator: "\n") + "\n客服: 加微信，返现"
    let explanation = try explain(
      "observe: {role: agent, same: message, all: [{keyword: [加微信]}, {keyword: [返现]}]}", dialogue)
    let node = try leaf(explanation, "all")
    #expect(node.children.count + node.plainParts == 51 && node.children.count < 10)
    #expect(node.children.contains { $0.message == 50 && $0.state == .hit })
  }

  @Test func whatComesToNothingOfItsOwnIsNamed() throws {
    let merged = try explain("forbid: {role: agent, keyword: [加微信, 微信], boundary: any}", "客服: 加微信")
    #expect(merged.outcome.findings.count == 1)
    #expect(merged.dropped.map(\.why) == [.merged] && merged.dropped.flatMap(\.spans).map(\.range) == [TextRange(1, 3)])
    let rule = "given: {role: customer, keyword: [退款]}\nforbid: {role: agent, keyword: [不行]}"
    let same = try explain(rule, "客户: 退款\n客户: 退款\n客服: 不行")
    #expect(
      same.outcome.findings.count == 1
        && same.dropped == [.init(window: 1, spans: same.dropped[0].spans, why: .sameSpans)])
  }

  @Test func filtersSayWhatTheConversationHas() throws {
    let rule =
      "for: {platform: [jd, taobao], weekday: [mon], field: {path: fields.level, is: 金牌}}\nforbid: {role: agent, keyword: [好]}"
    let worker = try RuleBench.analyzer([try RuleBench.rule("id: r\n" + rule)]).makeWorker()
    var transcript = try Dialogue("客服: 好").transcript
    transcript.platform = "taobao"
    let explanation = try #require(worker.explain(transcript, rule: "r")).explanation
    #expect(explanation.filters.map(\.key) == ["platform", "field", "weekday"])
    #expect(explanation.filters.map(\.state) == [.hit, .noHit, .unknown])
    #expect(explanation.filters.map(\.actual) == ["taobao", nil, nil])
    #expect(explanation.outcome.result == .notApplicable && explanation.windows.isEmpty)
  }

  @Test func whatCameClosestIsNamed() throws {
    let keyword = try explain("require: {role: agent, keyword: [祝您购物愉快]}", "客服: 祝您购物开心")
    #expect(try leaf(keyword, "keyword").looks.first?.nearestMiss?.lacks == "愉快")
    let similar = try explain("require: {role: agent, similar: [退款原路退回]}", "客服: 退款")
    let look = try #require(try leaf(similar, "similar").looks.first)
    #expect(look.nearestMiss?.phrase == "退款原路退回" && look.facts.first?.isHit == false)
  }

  @Test func errorsNameTheirProblem() throws {
    let rule = #"forbid: {role: agent, regex: '(a+)+(?:\1(?!b)bb|c)'}"#
    let worker = try RuleBench.analyzer([try RuleBench.rule("id: r\n" + rule)]).makeWorker()
    let transcript = try Dialogue("客服: " + String(repeating: "a", count: 60) + "bb").transcript
    let explanation = try #require(worker.explain(transcript, rule: "r")).explanation
    #expect(explanation.outcome.result == .error)
    let leaf = try leaf(explanation, "regex")
    #expect(leaf.state == .error && leaf.problem?.english.contains("work limit") == true)
  }

  @Test func thereIsNothingToExplainOfAnUnknownRule() throws {
    let worker = try RuleBench.analyzer([try RuleBench.rule("id: r\nforbid: {keyword: [好]}")]).makeWorker()
    #expect(worker.explain(try Dialogue("客服: 好").transcript, rule: "s") == nil)
  }
}
