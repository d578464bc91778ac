import Testing

@testable import Zhijian

@Suite struct SampleStatisticsTests {
  /// Probability, degrees of freedom, quantile: the values of the usual tables, to more digits.
  static let quantiles: [(Double, Int, Double)] = [
    (0.975, 1, 12.706204736174694), (0.975, 2, 4.302652729749462), (0.975, 3, 3.1824463052837078),
    (0.975, 5, 2.5705818356363146), (0.975, 10, 2.228138851986274), (0.975, 29, 2.045229642132703),
    (0.975, 30, 2.0422724563012378), (0.975, 100, 1.9839715185235518), (0.975, 1000, 1.9623390808264083),
    (0.975, 100_000, 1.9599877075346095), (0.95, 1, 6.313751514675037), (0.95, 10, 1.8124611228116756),
    (0.995, 1, 63.656741162871526), (0.995, 2, 9.924843200918287), (0.995, 29, 2.756385903670605),
    (0.6, 7, 0.2631668613520229), (0.025, 10, -2.228138851986274),
  ]

  @Test(arguments: quantiles.indices)
  func studentQuantilesAreThoseOfTheTables(row: Int) throws {
    let (probability, degrees, expected) = Self.quantiles[row]
    let quantile = try #require(SampleStatistics.studentQuantile(probability, degreesOfFreedom: degrees))
    #expect(abs(quantile / expected - 1) < 1e-9)
  }

  @Test func impossibleQuantilesAreNil() {
    #expect(SampleStatistics.studentQuantile(0.5, degreesOfFreedom: 4) == 0)
    #expect(SampleStatistics.studentQuantile(0.975, degreesOfFreedom: 0) == nil)
    #expect(SampleStatistics.studentQuantile(1, degreesOfFreedom: 3) == nil)
    #expect(SampleStatistics.studentQuantile(.nan, degreesOfFreedom: 3) == nil)
    #expect(SampleStatistics.studentQuantile(1e-300, degreesOfFreedom: 1) != nil)
  }

  @Test func wilsonIntervalsAreThoseOfTheDefinitions() throws {
    let rows: [(Int64, Int64, Double, Double)] = [
      (9, 10, 0.5958499732, 0.9821237869), (92, 100, 0.8500189229, 0.9589065385), (75, 100, 0.6569553645, 0.8245478864),
      (0, 10, 0, 0.2775327998), (10, 10, 0.7224672001, 1),
    ]
    for (successes, count, low, high) in rows {
      let interval = try #require(SampleStatistics.wilsonInterval(successes: successes, of: count))
      #expect(abs(interval.low - low) < 1e-9)
      #expect(abs(interval.high - high) < 1e-9)
    }
    #expect(SampleStatistics.wilsonInterval(successes: 0, of: 0) == nil)
    #expect(SampleStatistics.wilsonInterval(successes: 3, of: 2) == nil)
  }

  @Test func theMeanIntervalIsStudents() throws {
    // Mean 3, deviation √2.5, n 5: 3 ± 2.7764451052 · √0.5.
    let interval = try #require(SampleStatistics.meanInterval([1, 2, 3, 4, 5]))
    #expect(abs(interval.low - (3 - 2.776445105197793 * 0.5.squareRoot())) < 1e-9)
    #expect(abs(interval.high - (3 + 2.776445105197793 * 0.5.squareRoot())) < 1e-9)
    #expect(SampleStatistics.meanInterval([1]) == nil)
    #expect(SampleStatistics.meanInterval([]) == nil)
    #expect(SampleStatistics.meanInterval([4, 4, 4]) == ConfidenceInterval(low: 4, high: 4))
  }

  @Test func nearestRankTakesAValueOfTheSample() {
    #expect(SampleStatistics.nearestRank(90, ofSorted: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]) == 9)
    #expect(SampleStatistics.nearestRank(90, ofSorted: [1, 2, 3]) == 3)
    #expect(SampleStatistics.nearestRank(50, ofSorted: [1, 2, 3, 4]) == 2)
    #expect(SampleStatistics.nearestRank(100, ofSorted: [1, 2]) == 2)
    #expect(SampleStatistics.nearestRank(0, ofSorted: [1, 2]) == 1)
    #expect(SampleStatistics.nearestRank(90, ofSorted: [Int]()) == nil)
    #expect(SampleStatistics.nearestRank(80, ofSorted: Array(1...1005)) == 804)
  }

  @Test func oneLongWaitMovesTheMeanAndNotTheMedian() {
    let seconds: [Int64] = [17, 18, 19, 19, 19, 20, 24, 25, 30, 600]
    let sample = DurationSample(seconds.map { $0 * 1000 })
    #expect(sample.meanMilliseconds == 79_100)
    #expect(sample.medianMilliseconds == 19_500)
    #expect(sample.percentileMilliseconds(90) == 30_000)
    #expect(sample.count(upTo: 19_000) == 5)
    #expect(sample.count(upTo: 600_000) == 10)
  }

  @Test func samplesMergeExactlyHoweverTheyAreSplit() {
    let values = (0..<1000).map { Int64(($0 * 7919) % 1009) }
    var oneByOne = DurationSample()
    for value in values { oneByOne.add(value) }
    let halves = DurationSample(Array(values[..<300])) + DurationSample(Array(values[300...]))
    #expect(oneByOne == DurationSample(values))
    #expect(halves == oneByOne)
    #expect(halves.sumMilliseconds == values.reduce(0, +))
    #expect(halves.values == values.sorted())
    #expect((DurationSample([.max]) + DurationSample([.max])).sumMilliseconds == .max)
    #expect(DurationSample().meanMilliseconds == nil)
    #expect(DurationSample().medianMilliseconds == nil)
  }
}
