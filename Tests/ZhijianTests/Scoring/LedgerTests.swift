import Testing

@testable import Zhijian

/// The account of a score.
@Suite struct LedgerTests {
  private static func section(_ id: String, _ weight: Int, floor: Int = 0) -> ScoringPolicy.Section {
    .init(id: id, title: id, kind: .rules, weight: weight * 100, floor: floor * 100)
  }

  static func policy(_ sections: [ScoringPolicy.Section]) -> ScoringPolicy {
    ScoringPolicy(
      sections: sections, bands: [.init(grade: "A", lowerBound: 9000), .init(grade: "B", lowerBound: 6000)],
      minimumSample: 1)
  }

  private func score(_ rules: [String], _ dialogue: String, _ sections: [ScoringPolicy.Section]) throws -> Evaluation {
    let parsed = try rules.enumerated().map { try RuleBench.rule("id: r\($0.offset)\n" + $0.element) }
    return try RuleBench.analyzer(parsed, policy: Self.policy(sections)).evaluate(try Dialogue(dialogue).transcript)
  }

  private func account(_ card: Scorecard) -> [String] {
    card.lines.map { "\($0.kind.rawValue) \($0.rule ?? $0.category ?? "") \($0.points) \($0.effect)" }
  }

  private func bad(_ score: String) -> String { "score: \(score)\nforbid: {role: agent, keyword: [坏话]}" }
  private let attitude = [section("attitude", 1)]

  @Test func aDeductionAConversation() throws {
    let card = try score([bad("{deduct: 5}")], "客服: 坏话\n客服: 坏话", attitude).scorecard
    #expect(card.score == 9500)
    #expect(card.grade == "A")
    #expect(account(card) == ["base attitude 10000 10000", "deduct r0 -500 -500"])
    #expect(card.lines.last?.findings == [0, 1])
  }

  @Test(arguments: [
    ("{deduct: 5, per: finding}", 8000), ("{deduct: 5, per: finding, cap: 12}", 8800),
    ("{deduct: 5, per: message}", 8500),
    ("{deduct: 5, per: agent}", 9000), ("{deduct: 5, per: conversation}", 9500), ("{deduct: 60, per: finding}", 0),
    ("{deduct: 0.01}", 9999),
  ])
  func unitsAndCaps(_ rule: String, _ expected: Int) throws {
    let dialogue = "客服(小李): 坏话，坏话\n客服(小李): 坏话\n客服(小王): 坏话"
    #expect(try score([bad(rule)], dialogue, attitude).scorecard.score == expected)
  }

  @Test func aFloorGivesBack() throws {
    let card = try score([bad("{deduct: 80}")], "客服: 坏话", [Self.section("attitude", 1, floor: 60)]).scorecard
    #expect(account(card) == ["base attitude 10000 10000", "deduct r0 -8000 -8000", "floor attitude 4000 4000"])
    #expect(card.score == 6000 && card.grade == "B")
  }

  @Test func awardsEndAtAHundredAndMakeGood() throws {
    let award = "score: {award: 3}\ncredit: {role: agent, keyword: [好话]}"
    let full = try score([award], "客服: 好话", attitude).scorecard
    #expect(account(full) == ["base attitude 10000 10000", "award r0 300 300", "cap attitude -300 -300"])
    #expect(try score([award, bad("{deduct: 5}")], "客服: 好话坏话", attitude).scorecard.score == 9800)
  }

  @Test func autoFailTakesAll() throws {
    let card = try score([bad("{auto_fail: true}"), bad("{deduct: 5}")], "客服: 坏话", attitude).scorecard
    #expect(card.score == 0 && card.isAutoFailed && card.grade == nil)
    #expect(account(card).last == "auto_fail r0 0 -9500")
  }

  @Test func sectionsThatDoNotApplyLeaveTheirWeight() throws {
    let sections = [Self.section("attitude", 1), Self.section("compliance", 2)]
    let card = try score([bad("{deduct: 10}")], "客服: 坏话", sections).scorecard
    #expect(card.score == 9000)
    #expect(
      account(card) == [
        "base attitude 10000 3333", "renormalise attitude 0 6667", "deduct r0 -1000 -1000",
      ])
  }

  @Test func whatDividesBadlyIsRounded() throws {
    let sections = ["attitude", "compliance", "promises"].map { Self.section($0, 1) }
    let rules = ["attitude", "compliance", "promises"].map { "category: \($0)\n" + bad("{deduct: 5}") }
    let card = try score(rules, "客服: 好", sections).scorecard
    #expect(card.score == 10_000)
    #expect(account(card).map { $0.split(separator: " ").last ?? "" } == ["3333", "3333", "3333", "1"])
    #expect(card.lines.last?.kind == .rounding)
  }

  @Test func nothingApplicableIsNoScore() throws {
    let evaluation = try score([bad("{deduct: 5}")], "客户: 在吗", attitude)
    #expect(evaluation.scorecard.score == nil && evaluation.scorecard.grade == nil)
    #expect(evaluation.scorecard.lines.isEmpty)
    let unscored = try score(["forbid: {role: agent, keyword: [坏话]}"], "客服: 坏话", attitude)
    #expect(unscored.scorecard.score == nil)
    let draft = try score(["status: draft\n" + bad("{deduct: 5}")], "客服: 坏话", attitude)
    #expect(draft.scorecard.score == nil && draft.findings.count == 1)
  }

  @Test func anAgentAnswersForItsOwnFindings() throws {
    let evaluation = try score([bad("{deduct: 5, per: finding}")], "客服(小李): 坏话\n客服(小王): 坏话坏话\n客服(小张): 好", attitude)
    #expect(evaluation.scorecard.score == 8500)
    #expect(evaluation.agents.map { "\($0.id) \($0.scorecard.score ?? -1)" } == ["小张 10000", "小李 9500", "小王 9000"])
  }
}
