import Testing

@testable import Zhijian

/// Scores by day and by week, with their limits.
@Suite struct DayTrendTests {
  private let evaluations: [Evaluation]

  init() throws {
    var random = RandomConversations(seed: 21)
    let analyzer = try RuleBench.analyzer(
      try (0..<6).map { try RuleBench.rule(random.rule($0)) }, policy: random.policy())
    evaluations = try (0..<30).map { _ in try analyzer.evaluate(random.transcript()) }
  }

  /// `count` days from a Thursday on, each with some of the conversations.
  private func days(_ count: Int) -> [CalendarDate: DaySample] {
    var days: [CalendarDate: DaySample] = [:]
    for number in 0..<count {
      for evaluation in evaluations.prefix(1 + number % 7) {
        days[CalendarDate(dayNumber: 20_454 + number), default: DaySample()].add(evaluation)
      }
    }
    return days
  }

  @Test func fewDaysAreShownOneByOneAndManyByWeek() {
    #expect(DayTrend.span(of: days(45).keys) == .day && DayTrend.span(of: days(46).keys) == .week)
    let days = days(60)
    let trend = DayTrend(days, span: .week)
    // 2026-01-01 is a Thursday; its week began on 29 December.
    #expect(trend.points.first?.start.description == "2025-12-29")
    #expect(trend.points.allSatisfy { ($0.start.dayNumber - 4) % 7 == 0 })
    #expect(zip(trend.points, trend.points.dropFirst()).allSatisfy { $1.start.dayNumber - $0.start.dayNumber == 7 })
    for (sum, whole) in [
      (trend.points.reduce(0) { $0 + $1.sample.conversations }, days.values.reduce(0) { $0 + $1.conversations }),
      (trend.points.reduce(0) { $0 + $1.sample.scores.sum }, days.values.reduce(0) { $0 + $1.scores.sum }),
      (trend.points.reduce(0) { $0 + $1.sample.withFindings }, days.values.reduce(0) { $0 + $1.withFindings }),
      (trend.points.reduce(0) { $0 + $1.sample.responses }, days.values.reduce(0) { $0 + $1.responses }),
    ] { #expect(sum == whole && whole > 0) }
  }

  @Test func limitsTakeSomeDaysAndStayWithinWhatCanBe() throws {
    #expect(DayTrend(days(7), span: .day).points.allSatisfy { $0.score == nil && $0.findings == nil })
    let trend = DayTrend(days(20), span: .day)
    let centre = try #require(trend.scoreCentre)
    #expect((0...100).contains(centre))
    for point in trend.points {
      let (score, findings) = (try #require(point.score), try #require(point.findings))
      #expect(
        score.value == point.sample.scores.mean && (0...100).contains(score.low) && (0...100).contains(score.high))
      #expect(findings.value == point.sample.findingShare && (0...1).contains(findings.low))
      #expect(score.low <= centre && centre <= score.high)
    }
  }

  /// A day without a score is no point of the chart of scores, and moves no other.
  @Test func aDayWithoutAScoreHasNone() {
    var days = days(12)
    days[CalendarDate(dayNumber: 20_454 + 5)] = DaySample()
    let trend = DayTrend(days, span: .day)
    #expect(trend.points.count == 12 && trend.points[5].score == nil && trend.points[5].sample.responseSeconds == nil)
    #expect(trend.points.enumerated().allSatisfy { $0.offset == 5 || $0.element.score != nil })
    #expect(DayTrend([:], span: .day).points.isEmpty)
  }
}
