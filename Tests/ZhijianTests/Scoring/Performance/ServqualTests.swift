import Testing

@testable import Zhijian

/// Perception less expectation in five dimensions.
@Suite struct ServqualTests {
  private func record(
    _ answers: [(ServqualDimension, Int64, Int64)], weights: [ServqualDimension: Int64] = [:], maximum: Double = 7
  ) -> ServqualRecord {
    ServqualRecord(
      keys: RecordKeys(), scale: RatingScale(minimum: 1, maximum: maximum),
      answers: answers.map { ServqualAnswer(dimension: $0.0, expectation: $0.1, perception: $0.2) }, weights: weights)
  }

  private func figure(_ name: String, _ servqual: ServqualTotals) throws -> MetricFigure {
    var totals = PeriodTotals()
    totals.business.servqual = servqual
    return try #require(PeriodMetric.named(name)).figure(of: totals)
  }

  private let one: [(ServqualDimension, Int64, Int64)] = [
    (.tangibles, 5000, 6000), (.reliability, 6500, 5000), (.responsiveness, 6000, 5500), (.assurance, 6000, 6000),
    (.empathy, 5000, 4000),
  ]

  @Test func theItemsAreThoseOfTheQuestionnaire() {
    let sizes = Dictionary(grouping: (1...22).compactMap { ServqualDimension(item: $0) }, by: { $0 }).mapValues(\.count)
    #expect(sizes == [.tangibles: 4, .reliability: 5, .responsiveness: 4, .assurance: 4, .empathy: 5])
    #expect(ServqualDimension(item: 0) == nil && ServqualDimension(item: 23) == nil)
  }

  @Test func gapsAreMeansOfDifferences() throws {
    var totals = ServqualTotals()
    totals.add(record(one))
    totals.add(record([(.reliability, 6000, 6500)]))
    let perception = try figure("servqual_reliability_perception_points", totals)
    #expect(perception.value == 5.75 && perception.count == 2 && perception.sum == 11_500)
    #expect(try figure("servqual_reliability_expectation_points", totals).value == 6.25)
    #expect(try figure("servqual_reliability_gap_points", totals).value == -0.5)
    // (1 − 0.5 − 0.5 + 0 − 1) / 5
    #expect(try figure("servqual_gap_points", totals).value == -0.2)
    #expect(try figure("servqual_weighted_gap_points", totals).value == -0.2)
  }

  @Test func weightsAreThoseOfTheAnswers() throws {
    var totals = ServqualTotals()
    let weights: [ServqualDimension: Int64] = [
      .tangibles: 1000, .reliability: 3000, .responsiveness: 2000, .assurance: 2000, .empathy: 2000,
    ]
    totals.add(record(one, weights: weights))
    // (10·1 − 30·1.5 − 20·0.5 + 0 − 20·1) / 100
    let value = try #require(try figure("servqual_weighted_gap_points", totals).value)
    #expect(abs(value - -0.65) < 1e-12)
    #expect(try figure("servqual_gap_points", totals).value == -0.4)
    var none = ServqualTotals()
    none.add(record(one, weights: weights.mapValues { _ in 0 }))
    #expect(try figure("servqual_weighted_gap_points", none).value == nil)
  }

  @Test func whatIsMissingOrMixedHasNoFigure() throws {
    var totals = ServqualTotals()
    totals.add(record(Array(one.dropLast())))
    #expect(try figure("servqual_empathy_gap_points", totals).value == nil)
    #expect(try figure("servqual_gap_points", totals).value == nil)
    totals.add(record(one, maximum: 5))
    #expect(try figure("servqual_reliability_gap_points", totals).value == nil)
  }

  @Test func partsAddUpInAnyOrder() throws {
    var (left, right, whole) = (ServqualTotals(), ServqualTotals(), ServqualTotals())
    left.add(record(one))
    right.add(record([(.empathy, 1000, 7000)], weights: [.empathy: 5]))
    whole.add(record(one))
    whole.add(record([(.empathy, 1000, 7000)], weights: [.empathy: 5]))
    var (first, second) = (left, right)
    first += right
    second += left
    #expect(first == whole && second == whole)
  }
}
