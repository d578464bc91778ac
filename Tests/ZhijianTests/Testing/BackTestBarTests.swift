import Testing

@testable import Zhijian

@Suite struct BackTestBarTests {
  @Test func readsExpressions() throws {
    let bar = try BackTestBar(" score-change > 0.5% ")
    #expect(bar.expression == "score-change>0.5%")
    #expect(bar.measure == .scoreChange && bar.limit == 0.5 && bar.isPercent && !bar.includesLimit && bar.rule == nil)
    let ofRule = try BackTestBar("findings-lost(no-promise)>=10")
    #expect(ofRule.measure == .findingsLost && ofRule.rule == "no-promise" && ofRule.includesLimit && !ofRule.isPercent)
    for measure in BackTestBar.Measure.allCases { #expect(try BackTestBar("\(measure.rawValue)>1").measure == measure) }
  }

  @Test(
    arguments: [
      ("", .syntax), ("score-change", .syntax), ("score-change<1", .syntax), ("score-change>", .syntax),
      ("score-change>x", .syntax), ("score-change>-1", .syntax), ("score-change>1e3", .syntax),
      ("score-change>.5", .syntax), ("score-change>5.", .syntax), ("score-change>1.2.3", .syntax),
      ("score-change>1%%", .syntax), ("score-change>%", .syntax), ("findings-lost()>1", .syntax),
      ("score-change>1234567890123456", .syntax), ("score>1", .measure("score")), (">1", .measure("")),
      ("score-change(r)>1", .notOfRules("score-change")), ("findings-lost(r>1", .measure("findings-lost(r")),
    ] as [(String, BackTestBar.Fault)])
  func refuses(_ text: String, _ fault: BackTestBar.Fault) {
    #expect(throws: fault) { try BackTestBar(text) }
  }

  @Test func knowsTheRules() throws {
    let bar = try BackTestBar("findings-lost(r)>1")
    try bar.check(rules: ["r"])
    #expect(throws: BackTestBar.Fault.rule("r")) { try bar.check(rules: ["q"]) }
  }

  /// Four conversations: one loses 20 points and its grade, one fails, two stay.
  private func report() throws -> BackTestReport {
    let old = "id: a\nstatus: stable\nscore: {deduct: 4}\nforbid: {role: agent, keyword: [不行]}\n"
    let new = [
      "id: a\nstatus: stable\nscore: {deduct: 24}\nforbid: {role: agent, keyword: [不行]}\n",
      "id: b\nstatus: stable\nscore: {auto_fail: true}\nforbid: {role: agent, keyword: [加微信]}\n",
    ]
    return try BackTestBench([old], new).report([
      "客服(小李): 不行", "客服(小李): 加微信", "客服(小王): 好的", "客服(小王): 嗯",
    ])
  }

  @Test(arguments: [
    ("conversations-changed>1", 2.0, true), ("conversations-changed>2", 2, false),
    ("conversations-changed>=2", 2, true), ("conversations-changed>50%", 50, false),
    ("conversations-changed>=50%", 50, true), ("conversations-changed>49.9%", 50, true),
    ("findings-gained>0", 1, true), ("findings-gained>99%", 100, true), ("findings-lost>0", 0, false),
    ("findings-gained(b)>0", 1, true), ("findings-gained(a)>0", 0, false),
    ("findings-gained(b)>1000%", Double.infinity, true), ("findings-lost(b)>0%", 0, false),
    ("grade-flips>1", 2, true), ("grade-flips>50%", 50, false), ("auto-fail-flips>0", 1, true),
    // From (96 + 100 + 100 + 100) / 4 to (76 + 0 + 100 + 100) / 4.
    ("score-change>29.9", 30, true), ("score-change>30", 30, false), ("score-change>30%", 30.303, true),
    // 小李 from 98 to 38.
    ("agent-change>59.9", 60, true), ("agent-change>60", 60, false), ("agent-change>61.3%", 61.224, false),
  ])
  func measures(_ text: String, _ value: Double, _ isBroken: Bool) throws {
    let outcome = try BackTestBar(text).outcome(of: try report())
    let found = try #require(outcome.value)
    #expect(found == value || abs(found - value) < 0.001, "\(text): \(found)")
    #expect(outcome.isBroken == isBroken, "\(text)")
  }

  /// Decimals as people write them: 0.3 points are not more than 0.3.
  @Test func comparesAsWritten() throws {
    let bench = try BackTestBench(
      [], ["id: a\nstatus: stable\nscore: {deduct: 0.3}\nforbid: {role: agent, keyword: [不行]}\n"],
      policy: BackTestBench.policy)
    // Without rules there is no score before.
    let none = try BackTestBar("score-change>0").outcome(of: try bench.report(["客服: 不行"]))
    #expect(none.value == nil && !none.isBroken)
    let mild = "id: a\nstatus: stable\nscore: {deduct: 0}\nforbid: {role: agent, keyword: [不行]}\n"
    let report = try BackTestBench(
      [mild], ["id: a\nstatus: stable\nscore: {deduct: 0.3}\nforbid: {role: agent, keyword: [不行]}\n"]
    ).report(["客服: 不行"])
    #expect(try !BackTestBar("score-change>0.3").outcome(of: report).isBroken)
    #expect(try BackTestBar("score-change>0.29").outcome(of: report).isBroken)
  }
}
