import Testing

@testable import Zhijian

@Suite struct ResultsComparisonTests {
  private func sample(_ values: [Double]) -> RatioSample {
    var sample = RatioSample()
    for value in values { sample.add(value) }
    return sample
  }

  private func share(_ hits: Int, of count: Int) -> RatioSample {
    var sample = RatioSample()
    for place in 0..<count { sample.add(place < hits ? 1 : 0) }
    return sample
  }

  /// Newcombe 1998, table II: 56/70 against 48/80, method 10; and 9/10 against 3/10, 10/10 against 0/10.
  @Test(arguments: [
    (56, 70, 48, 80, 0.0524, 0.3339), (9, 10, 3, 10, 0.1705, 0.8090), (6, 7, 2, 7, 0.0582, 0.8062),
    (5, 56, 0, 29, -0.0381, 0.1926), (0, 10, 0, 20, -0.1611, 0.2775), (10, 10, 0, 20, 0.6791, 1.0),
  ])
  func newcombesIntervals(_ hits: Int, _ count: Int, _ others: Int, _ otherCount: Int, _ low: Double, _ high: Double)
    throws
  {
    let test = try #require(DifferenceTest(before: share(others, of: otherCount), after: share(hits, of: count)))
    #expect(abs(test.interval.low - low) < 0.00006)
    #expect(abs(test.interval.high - high) < 0.00006)
  }

  /// Fisher's tea: 3 of 4 against 1 of 4 is 34/70; the table of R's fisher.test(matrix(c(3, 1, 9, 7), 2)) is 0.6027.
  @Test func fishersTest() {
    #expect(abs(DifferenceTest.fisher(3, of: 4, 1, of: 4) - 34.0 / 70) < 1e-12)
    #expect(abs(DifferenceTest.fisher(4, of: 4, 0, of: 4) - 2.0 / 70) < 1e-12)
    #expect(DifferenceTest.fisher(0, of: 5, 0, of: 9) == 1)
    #expect(DifferenceTest.fisher(5, of: 5, 9, of: 9) == 1)
  }

  /// Against all tables with the same margins, counted with whole numbers.
  @Test func fishersTestEqualsTheCount() {
    func choose(_ n: Int, _ k: Int) -> Double {
      guard k >= 0, k <= n else { return 0 }
      return (0..<k).reduce(1.0) { $0 * Double(n - $1) / Double($1 + 1) }
    }
    for n in 1...9 {
      for m in 1...8 {
        for left in 0...n {
          for right in 0...m {
            let hits = left + right
            let tables = (0...n).map { choose(n, $0) * choose(m, hits - $0) }
            let observed = tables[left]
            let expected = tables.filter { $0 <= observed * (1 + 1e-9) }.reduce(0, +) / tables.reduce(0, +)
            #expect(abs(DifferenceTest.fisher(left, of: n, right, of: m) - expected) < 1e-9)
          }
        }
      }
    }
  }

  /// Of large samples neither the sum nor the steps run away.
  @Test func fishersTestOfManyConversations() {
    #expect(DifferenceTest.fisher(50_000, of: 100_000, 50_000, of: 100_000) == 1)
    #expect(DifferenceTest.fisher(60_000, of: 100_000, 50_000, of: 100_000) < 1e-100)
    #expect(abs(DifferenceTest.fisher(1_040, of: 10_000, 1_000, of: 10_000) - 0.362) < 0.005)
  }

  /// Welch's test of 1…5 against 4…10 by hand: means 3 and 7, squared errors 2.5/5 and 4.6667/7.
  @Test func welchsTest() throws {
    let test = try #require(DifferenceTest(before: sample([1, 2, 3, 4, 5]), after: sample([4, 5, 6, 7, 8, 9, 10])))
    #expect(test.difference == 4)
    // (7/6)² / (0.5²/4 + 0.6667²/6) = 9.97, rounded down to 9.
    let error = (7.0 / 6).squareRoot()
    let quantile = try #require(SampleStatistics.studentQuantile(0.975, degreesOfFreedom: 9))
    #expect(abs(test.interval.low - (4 - quantile * error)) < 1e-12)
    #expect(abs(test.interval.high - (4 + quantile * error)) < 1e-12)
    #expect(abs(test.probability - 2 * SampleStatistics.studentTail(4 / error, 9)) < 1e-12)
  }

  /// A ratio of sums: one long conversation must not pass for many.
  @Test func ratiosVaryByConversation() throws {
    var single = RatioSample()
    var many = RatioSample()
    for place in 0..<40 { many.add(Double(place % 2 == 0 ? 20 : 40), of: 1) }
    for place in 0..<4 { single.add(Double(place % 2 == 0 ? 200 : 400), of: 10) }
    #expect(single.value == 30 && many.value == 30)
    let (wide, narrow) = (try #require(single.variance), try #require(many.variance))
    #expect(wide > 10 * narrow)
    #expect(abs(wide - 4.0 / 3 * (4 * 100 * 100) / 1600) < 1e-9)
  }

  @Test func removingGivesTheRest() throws {
    var (all, part, rest) = (RatioSample(), RatioSample(), RatioSample())
    for place in 0..<30 {
      all.add(Double(place * place), of: Double(place % 3))
      if place < 10 { part.add(Double(place * place), of: Double(place % 3)) }
      if place >= 10 { rest.add(Double(place * place), of: Double(place % 3)) }
    }
    let left = all.removing(part)
    #expect(left.count == rest.count && left.value == rest.value)
    #expect(abs(try #require(left.variance) - (try #require(rest.variance))) < 1e-9)
  }

  @Test func adjustsAsBenjaminiAndHochberg() {
    let adjusted = DifferenceTest.adjusted([0.01, 0.04, 0.03, 0.005])
    for (value, expected) in zip(adjusted, [0.02, 0.04, 0.04, 0.02]) { #expect(abs(value - expected) < 1e-12) }
    #expect(DifferenceTest.adjusted([]) == [])
    #expect(DifferenceTest.adjusted([0.9, 1]) == [1, 1])
  }

  // MARK: Periods

  private func record(
    score: Int, rules: [(String, RuleVerb)] = [], wait: Double = 10_000, agent: String = "a"
  ) -> ResultRecord {
    var record = ResultRecord()
    record.versions = ["rules": "r"]
    record.score = score
    record.agents = [.init(id: agent, score: score, isAutoFailed: false)]
    record.findings = rules.map { .init(rule: $0.0, verb: $0.1, agent: agent, scores: true) }
    record.metrics = ["response_mean_seconds": .init(sum: wait, count: 1)]
    return record
  }

  private func period(_ records: [ResultRecord]) -> PeriodResults {
    var period = PeriodResults()
    for record in records { period.add(record) }
    return period
  }

  @Test func tellsChangeFromNoise() throws {
    let before = period(
      (0..<60).map { record(score: 9_000 + $0 % 7 * 100, rules: $0 % 2 == 0 ? [("rude", .forbid)] : []) })
    let after = period(
      (0..<60).map {
        record(score: 9_500 + $0 % 7 * 50, rules: $0 % 10 == 0 ? [("rude", .forbid)] : [], wait: 40_000 + Double($0))
      })
    let rows = ResultsComparison(before: before, after: after, minimumSample: 30).rows
    func row(_ kind: ResultsComparison.Kind, _ id: String) throws -> ResultsComparison.Row {
      try #require(rows.first { $0.kind == kind && $0.id == id })
    }
    #expect(try row(.total, "score").verdict == .better)
    let rude = try row(.rule, "rude")
    #expect(rude.before == 0.5 && rude.after == 0.1 && rude.verdict == .better)
    #expect(try row(.metric, "response_mean_seconds").verdict == .worse)
    #expect(try row(.total, "mood_drop_ratio").verdict == .noise)
    let same = ResultsComparison(before: before, after: before, minimumSample: 30)
    #expect(same.rows.allSatisfy { $0.verdict == .noise || $0.test == nil })
  }

  @Test func fewConversationsAreNotJudged() {
    let before = period((0..<29).map { _ in record(score: 5_000) })
    let after = period((0..<200).map { record(score: 9_900 + $0 % 2) })
    let rows = ResultsComparison(before: before, after: after, minimumSample: 30).rows
    #expect(!rows.isEmpty && rows.allSatisfy { $0.verdict == .tooFew && $0.test == nil })
  }

  /// Where nothing changed, whole periods come out without a verdict nearly always.
  @Test func chanceIsSeldomTakenForChange() {
    var generator = PeriodChance(state: 7)
    var wrong = 0
    for _ in 0..<60 {
      func records() -> [ResultRecord] {
        (0..<80).map { _ in
          record(
            score: 8_000 + Int(generator.next() % 2_000),
            rules: (0..<12).filter { _ in generator.next() % 8 == 0 }.map { ("r\($0)", .forbid) },
            wait: Double(generator.next() % 60_000), agent: "a\(generator.next() % 3)")
        }
      }
      let rows = ResultsComparison(before: period(records()), after: period(records()), minimumSample: 20).rows
      if rows.contains(where: { $0.kind == .rule && $0.verdict != .noise && $0.verdict != .tooFew }) { wrong += 1 }
    }
    // 5 % of 60 are 3; 9 and more would be a chance of less than one in 400.
    #expect(wrong < 9)
  }

  @Test func resultsOfRulesAreTheDenominator() throws {
    func records(_ hits: Int) -> [ResultRecord] {
      (0..<100).map { place in
        var one = record(score: 9_000, rules: place < hits ? [("ask", .require)] : [])
        one.results = ["ask": place < hits ? .hit : place < 50 ? .noHit : .notApplicable]
        return one
      }
    }
    let comparison = ResultsComparison(before: period(records(10)), after: period(records(40)), minimumSample: 30)
    let row = try #require(comparison.rows.first { $0.kind == .rule })
    #expect(row.countBefore == 50 && row.before == 0.2 && row.after == 0.8 && row.verdict == .worse)
  }

  @Test func differingVersionsAreNamed() {
    var other = record(score: 9_000)
    other.versions = ["rules": "s", "transcript": "x", "reviews": "y"]
    let comparison = ResultsComparison(before: period([record(score: 1)]), after: period([other]), minimumSample: 2)
    #expect(comparison.differingVersions == ["rules"])
  }
}

/// Numbers that are the same on every run.
private struct PeriodChance {
  var state: UInt64

  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state >> 33
  }
}
