import Testing

@testable import Zhijian

@Suite struct ScoreChangesTests {
  private let now: Evaluation
  private let earlier: EarlierEvaluation

  init() throws {
    let rule = try RuleBench.rule(
      "id: a\nstatus: stable\nscore: {deduct: 4}\nforbid: {role: agent, keyword: [不行]}\n")
    var transcript = try Dialogue("客户: 在吗\n客服(小李): 不行").transcript
    transcript.id = "c"
    now = try RuleBench.analyzer([rule], policy: BackTestBench.policy).evaluate(transcript)
    earlier = EarlierEvaluation(now)
  }

  /// The earlier evaluation with other hashes, and with lines of a section that is worth `effect` instead of base.
  private func comparison(
    differing: [String], kind: LedgerLine.Kind = .deduct, rule: String? = "a", effect: Int = -1000
  ) -> ScoreChanges? {
    let others = Dictionary(uniqueKeysWithValues: differing.map { ($0, "other") })
    let lines = [nil, "小李"].flatMap { agent in
      earlier.lines.filter { $0.agent == agent && $0.rule == nil }
        + [.init(agent: agent, rule: rule, category: "attitude", kind: kind.rawValue, effect: effect)]
    }
    return ScoreChanges(
      from: EarlierEvaluation(
        id: "c", versions: earlier.versions.merging(others) { $1 }, score: 10_000 + effect,
        agents: ["小李": 10_000 + effect], lines: lines), to: now)
  }

  @Test func saysNothingOfScoresThatStayed() {
    #expect(ScoreChanges(from: earlier, to: now) == nil)
    #expect(comparison(differing: ["rules", "transcript"], effect: -400) == nil)
  }

  @Test func namesLinesAndAgents() throws {
    let changes = try #require(comparison(differing: ["rules"]))
    #expect(changes.before == 9000 && changes.after == 9600)
    #expect(
      changes.ledger.map { "\($0.agent ?? "-") \($0.rule ?? "-") \($0.before ?? 0) \($0.after ?? 0)" } == [
        "- a -1000 -400", "小李 a -1000 -400",
      ])
    #expect(changes.agents.map { "\($0.id) \($0.before ?? 0) \($0.after ?? 0)" } == ["小李 9000 9600"])
    #expect(changes.causes == [.rules])
  }

  @Test(
    arguments: [
      ([], LedgerLine.Kind.deduct, []),
      (["rules", "lexicons", "program"], .deduct, [.rules, .lexicons, .program]),
      (["transcript"], .deduct, [.transcript]),
      (["icu", "tokenizer"], .deduct, [.tokenizer, .program]),
    ] as [([String], LedgerLine.Kind, [ScoreChanges.Cause])])
  func namesWhatDiffersAndExplains(_ differing: [String], _ kind: LedgerLine.Kind, _ causes: [ScoreChanges.Cause])
    throws
  {
    #expect(try #require(comparison(differing: differing, kind: kind)).causes == causes)
  }

  /// Where only a figure's line differs, rules have nothing to do with it.
  @Test(
    arguments: [
      (LedgerLine.Kind.metric, [.scorecard, .config]), (.sentiment, [.lexicons, .scorecard, .tokenizer]),
      (.base, [.scorecard]),
    ] as [(LedgerLine.Kind, [ScoreChanges.Cause])])
  func causesHaveToExplainALine(_ kind: LedgerLine.Kind, _ causes: [ScoreChanges.Cause]) throws {
    // The weight of a section that applied then and now, or a figure that is not looked at any more.
    let own = earlier.lines.filter { $0.agent == nil && (kind != .base || $0.kind != "base") }
    let (category, effect) = kind == .base ? ("attitude", 9700) : ("figure", -300)
    let old = own + [.init(agent: nil, rule: nil, category: category, kind: kind.rawValue, effect: effect)]
    let others = ["rules", "lexicons", "scorecard", "config", "tokenizer"].map { ($0, "other") }
    let changes = try #require(
      ScoreChanges(
        from: EarlierEvaluation(
          id: "c", versions: earlier.versions.merging(others) { $1 }, score: 9300, agents: earlier.agents,
          lines: old + earlier.lines.filter { $0.agent != nil }), to: now))
    #expect(changes.causes == causes)
    #expect(changes.ledger.map(\.kind) == [kind.rawValue])
    #expect(changes.agents.isEmpty)
  }

  @Test func agentsComeAndGo() throws {
    let other = EarlierEvaluation(
      id: "c", versions: earlier.versions, score: earlier.score, agents: ["小王": 9000, "无分": Int?.none],
      lines: [.init(agent: "小王", rule: "a", category: "attitude", kind: "deduct", effect: -1000)])
    let changes = try #require(ScoreChanges(from: other, to: now))
    #expect(changes.agents.map { "\($0.id) \($0.before ?? -1) \($0.after ?? -1)" } == ["小李 -1 9600", "小王 9000 -1"])
    // The conversation's own score stayed: its lines are not named.
    #expect(changes.ledger.allSatisfy { $0.agent != nil })
    #expect(changes.causes.isEmpty)
  }
}
