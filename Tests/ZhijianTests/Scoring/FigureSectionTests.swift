import Testing

@testable import Zhijian

/// Sections of a conversation's scorecard that score a metric or a figure of the mood.
@Suite struct FigureSectionTests {
  private static let dialogue = """
    [10:00:00] 客户: 在吗
    [10:00:30] 客服: 在的
    [10:01:00] 客户: 太差了，气死我了
    [10:02:00] 客服: 抱歉
    [10:02:10] 客户: 垃圾
    """

  private func section(_ id: String, _ kind: ScoringPolicy.Section.Kind, floor: Int = 0) -> ScoringPolicy.Section {
    .init(id: id, title: id, kind: kind, weight: 100, floor: floor)
  }

  private func score(_ sections: [ScoringPolicy.Section], _ dialogue: String = dialogue) throws -> Evaluation {
    let rule = try RuleBench.rule("id: r\nscore: {deduct: 20}\nforbid: {role: agent, keyword: [抱歉]}")
    return try RuleBench.analyzer([rule], policy: LedgerTests.policy(sections))
      .evaluate(try Dialogue(dialogue).transcript)
  }

  private func account(_ card: Scorecard) -> [String] {
    card.lines.map { "\($0.kind.rawValue) \($0.rule ?? $0.category ?? "") \($0.points) \($0.effect)" }
  }

  /// Waits of 30 and 60 s: 45 s in the middle of 15 and 75.
  @Test func aMetricIsScoredInProportion() throws {
    let card = try score([
      section("attitude", .rules), section("speed", .metric("response_mean_seconds", .linear(worst: 75, best: 15))),
    ]).scorecard
    #expect(
      account(card) == [
        "base attitude 10000 5000", "base speed 10000 5000", "deduct r -2000 -1000", "metric speed -5000 -2500",
      ])
    #expect(card.score == 6500)
  }

  @Test(arguments: [(44.0, 0), (45.0, 8000), (46.0, 8000)])
  func bandsHoldTheirBounds(maximum: Double, points: Int) throws {
    let scorer = FigureScorer.bands([.init(minimum: nil, maximum: maximum, points: 8000)])
    let card = try score([section("speed", .metric("response_mean_seconds", scorer))]).scorecard
    #expect(card.score == points)
  }

  @Test func aMissingMetricLeavesItsWeightInTheLedger() throws {
    let card = try score([
      section("attitude", .rules), section("stars", .metric("rating_mean_points", .linear(worst: 1, best: 5))),
    ]).scorecard
    #expect(
      account(card) == ["base attitude 10000 5000", "renormalise attitude 0 5000", "deduct r -2000 -2000"])
    #expect(card.score == 8000)
  }

  @Test func aFloorHoldsForFigures() throws {
    let card = try score([
      section("speed", .metric("response_mean_seconds", .linear(worst: 20, best: 10)), floor: 3000)
    ]).scorecard
    #expect(
      account(card) == ["base speed 10000 10000", "metric speed -10000 -10000", "floor speed 3000 3000"])
  }

  @Test(arguments: SentimentFigure.allCases)
  func moodIsScoredWhereThereIsOne(figure: SentimentFigure) throws {
    let scored = section("mood", .sentiment(figure, .linear(worst: -1, best: 1)))
    let card = try score([scored]).scorecard
    let points = try #require(card.score)
    #expect((0...10_000).contains(points))
    #expect(card.lines.reduce(0) { $0 + $1.effect } == points)
    #expect(try score([scored], "[10:00:00] 客服: 在的").scorecard.score == nil)
  }

  @Test func anAgentIsScoredByTheAgentsOwnFigure() throws {
    let dialogue = """
      [10:00:00] 客户: 在吗
      [10:00:30] 客服(小李): 在的
      [10:01:00] 客户: 有货吗
      [10:01:10] 客服(小王): 有的
      """
    let scorer = FigureScorer.linear(worst: 110, best: 10)
    let evaluation = try score([section("speed", .metric("response_mean_seconds", scorer))], dialogue)
    #expect(evaluation.scorecard.score == 9000)
    #expect(evaluation.agents.map(\.scorecard.score) == [8000, 10_000])
  }
}
