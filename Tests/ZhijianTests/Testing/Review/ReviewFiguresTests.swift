import Testing

@testable import Zhijian

/// Shares of stratified samples and agreement of people, against vectors worked out by hand or published.
@Suite struct ReviewFiguresTests {
  private typealias Stratum = StratifiedEstimate.Stratum

  private func isNear(_ value: Double?, _ expected: Double, _ tolerance: Double = 5e-5) -> Bool {
    value.map { abs($0 - expected) < tolerance } ?? false
  }

  // MARK: Agreement

  @Test func kappaOfKnownTables() throws {
    let plain = try #require(ReviewAgreement(table: [[20, 5], [10, 15]]))
    #expect(isNear(plain.observed, 0.7) && isNear(plain.expected, 0.5) && isNear(plain.kappa, 0.4))
    #expect(isNear(plain.prevalenceAdjusted, 0.4))
    // Where one category is rare κ falls although nearly all is the same.
    let rare = try #require(ReviewAgreement(table: [[90, 5], [4, 1]]))
    #expect(isNear(rare.observed, 0.91) && isNear(rare.expected, 0.896) && isNear(rare.kappa, 0.135, 5e-4))
    #expect(isNear(rare.prevalenceAdjusted, 0.82))
    let same = try #require(ReviewAgreement(table: [[7, 0], [0, 0]]))
    #expect(same.kappa == nil && same.observed == 1)
    #expect(ReviewAgreement(table: [[0, 0], [0, 0]]) == nil)
  }

  // MARK: Shares

  @Test func oneStratumIsWilson() throws {
    let estimate = try #require(StratifiedEstimate.share([Stratum(population: 500, judged: 20, positive: 17)]))
    let wilson = try #require(SampleStatistics.wilsonInterval(successes: 17, of: 20))
    #expect(isNear(estimate.value, 0.85) && isNear(estimate.interval.low, wilson.low, 1e-12))
    #expect(isNear(estimate.interval.high, wilson.high, 1e-12))
    #expect(isNear(estimate.interval.low, 0.6396) && isNear(estimate.interval.high, 0.9476))
  }

  @Test func strataWeighByTheirSize() throws {
    let strata = [
      Stratum(population: 90, judged: 10, positive: 9), Stratum(population: 10, judged: 10, positive: 1),
    ]
    let estimate = try #require(StratifiedEstimate.share(strata))
    #expect(isNear(estimate.value, 0.82))
    // Wilson at 95 %: 9 of 10 is .5958 to .9821, 1 of 10 is .0179 to .4042.
    #expect(isNear(estimate.interval.low, 0.82 - (0.81 * 0.3042 * 0.3042 + 0.01 * 0.0821 * 0.0821).squareRoot(), 2e-4))
    #expect(isNear(estimate.interval.high, 0.82 + (0.81 * 0.0821 * 0.0821 + 0.01 * 0.3042 * 0.3042).squareRoot(), 2e-4))
    #expect(StratifiedEstimate.share([Stratum(population: 5, judged: 0, positive: 0)]) == nil)
    #expect(StratifiedEstimate.share([]) == nil)
  }

  @Test func nothingMissedInASampleIsNotNothingMissed() throws {
    let found = [Stratum(population: 50, judged: 50, positive: 50)]
    let estimate = try #require(
      StratifiedEstimate.foundShare(found: found, missed: [Stratum(population: 10_000, judged: 20, positive: 0)]))
    #expect(estimate.value == 1 && estimate.interval.high == 1)
    // Up to a sixth of ten thousand could still hide there.
    #expect(estimate.interval.low < 0.05)
    let certain = try #require(
      StratifiedEstimate.foundShare(found: found, missed: [Stratum(population: 0, judged: 0, positive: 0)]))
    #expect(certain.value == 1 && certain.interval.low == 1)
    #expect(
      StratifiedEstimate.foundShare(found: found, missed: [Stratum(population: 3, judged: 0, positive: 0)]) == nil)
    let none = try #require(
      StratifiedEstimate.foundShare(
        found: [Stratum(population: 20, judged: 10, positive: 0)],
        missed: [Stratum(population: 20, judged: 10, positive: 5)]))
    #expect(none.value == 0 && none.interval.low == 0 && none.interval.high > 0 && none.interval.high < 0.7)
  }

  /// Drawn again and again from known populations, the intervals hold the true figures about as often as they say.
  @Test func intervalsHoldWhatIsTrue() throws {
    var generator = SeededGenerator(seed: 7)
    func draw(_ population: Int, _ positive: Int, _ sample: Int) -> Stratum {
      let chosen = (0..<population).shuffled(using: &generator).prefix(sample)
      return Stratum(population: population, judged: sample, positive: chosen.count { $0 < positive })
    }
    var (precision, recall) = (0, 0)
    let rounds = 600
    for _ in 0..<rounds {
      let found = [draw(120, 100, 20), draw(40, 22, 10)]
      let missed = [draw(60, 12, 15), draw(400, 20, 30)]
      let shares = try #require(StratifiedEstimate.share(found))
      if shares.interval.low <= 122.0 / 160, 122.0 / 160 <= shares.interval.high { precision += 1 }
      let both = try #require(StratifiedEstimate.foundShare(found: found, missed: missed))
      #expect(both.interval.low <= both.value && both.value <= both.interval.high)
      if both.interval.low <= 122.0 / 154, 122.0 / 154 <= both.interval.high { recall += 1 }
    }
    #expect(Double(precision) / Double(rounds) > 0.93)
    #expect(Double(recall) / Double(rounds) > 0.93)
  }

  // MARK: Rows

  private func row(
    _ number: Int, _ stratum: ReviewStratum, _ verdict: ReviewVerdict?, _ reviewer: String, population: Int,
    batch: String = "B-1"
  ) throws -> ReviewRow {
    let key = try #require(ReviewKey(parsing: "\(stratum.letter)-000000000000000\(number).0000000a"))
    return ReviewRow(
      key: key, rule: "r", stratum: stratum, batch: batch, population: population, verdict: verdict,
      reason: verdict == .wrong ? "因为\(reviewer)" : nil, reviewer: reviewer)
  }

  @Test func rowsComeToFigures() throws {
    let rows = [
      try row(1, .finding, .right, "甲", population: 30), try row(1, .finding, .wrong, "乙", population: 30),
      try row(2, .finding, .wrong, "甲", population: 30), try row(2, .finding, .wrong, "乙", population: 30),
      try row(2, .finding, .right, "丙", population: 30), try row(3, .finding, .right, "甲", population: 30),
      try row(4, .finding, nil, "甲", population: 30), try row(5, .nearMiss, .right, "甲", population: 8),
      try row(6, .clean, .wrong, "甲", population: 100), try row(7, .clean, .right, "甲", population: 100),
      try row(8, .clean, .unsure, "甲", population: 100),
    ]
    let statistics = ReviewStatistics(rows)
    #expect(statistics.reviewers == ["丙", "乙", "甲"].sorted())
    #expect(statistics.unjudged == 1)
    let rule = try #require(statistics.rules.first)
    #expect(rule.strata.map(\.stratum) == [.finding, .nearMiss, .clean])
    #expect(rule.strata.map(\.right) == [1, 1, 1] && rule.strata.map(\.wrong) == [1, 0, 1])
    #expect(rule.strata.map(\.unsure) == [0, 0, 1] && rule.strata.map(\.disputed) == [1, 0, 0])
    #expect(isNear(rule.precision?.value, 0.5))
    // 15 of 30 found rightly; 0 of 8 and 50 of 100 missed.
    #expect(isNear(rule.recall?.value, 15.0 / 65))
    let pair = try #require(statistics.pairs.first { Set([$0.first, $0.second]) == ["甲", "乙"] })
    #expect(pair.agreement?.count == 2 && isNear(pair.agreement?.observed, 0.5))
    let wrong = try #require(statistics.items.first { $0.consensus == .wrong && $0.row.stratum == .finding })
    let voices = try #require(wrong.voices(of: .wrong))
    #expect(voices.by == "乙、甲" && voices.reason == "因为乙；因为甲")
  }

  @Test(arguments: [
    ("F-0123456789abcdef.9f3e21aa", true), ("F-0123456789abcdef-2.9f3e21aa", true),
    ("C-0123456789abcdef.9f3e21aa", true),
    ("X-0123456789abcdef.9f3e21aa", false), ("F-0123456789abcde.9f3e21aa", false), ("F-0123456789abcdef", false),
    ("F-0123456789abcdef.9f3e21a", false), ("F0123456789abcdef.9f3e21aa", false), ("", false),
    ("1.23E+15", false),
  ])
  func keysAreTold(_ text: String, _ isKey: Bool) { #expect((ReviewKey(parsing: text) != nil) == isKey) }
}
