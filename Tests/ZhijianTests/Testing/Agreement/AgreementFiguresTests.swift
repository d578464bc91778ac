import Testing

@testable import Zhijian

/// Figures of agreement against published vectors, vectors worked out by hand, and what has to hold of any table.
@Suite struct AgreementFiguresTests {
  private func isNear(_ value: Double?, _ expected: Double, _ tolerance: Double = 5e-5) -> Bool {
    value.map { abs($0 - expected) < tolerance } ?? false
  }

  // MARK: κ

  /// The intervals were checked against the delta method on numeric derivatives.
  @Test func kappaHasItsInterval() throws {
    let plain = AgreementFigures(AgreementTable(both: 20, peopleOnly: 5, programOnly: 10, neither: 15))
    #expect(isNear(plain.observed?.value, 0.7) && isNear(plain.kappa?.value, 0.4))
    #expect(isNear(plain.kappa?.interval?.low, 0.151092) && isNear(plain.kappa?.interval?.high, 0.648908))
    let rare = AgreementFigures(AgreementTable(both: 90, peopleOnly: 5, programOnly: 4, neither: 1))
    #expect(isNear(rare.observed?.value, 0.91) && isNear(rare.table.agreement?.expected, 0.896))
    #expect(isNear(rare.kappa?.value, 0.134615) && isNear(rare.prevalenceAdjusted?.value, 0.82))
    #expect(isNear(rare.kappa?.interval?.low, -0.183097) && isNear(rare.kappa?.interval?.high, 0.452327))
    #expect(rare.cautions == [.prevalence])
    #expect(plain.cautions == [])
  }

  @Test func cautionsSayWhatIsWrong() {
    func cautions(_ both: Int, _ people: Int, _ program: Int, _ neither: Int) -> [AgreementFigures.Caution] {
      AgreementFigures(AgreementTable(both: both, peopleOnly: people, programOnly: program, neither: neither)).cautions
    }
    #expect(cautions(5, 2, 2, 5) == [.fewCases])
    #expect(cautions(4, 0, 1, 30) == [.fewFindings])
    #expect(cautions(10, 0, 20, 40) == [.bias] && cautions(10, 20, 0, 40) == [.bias])
    #expect(cautions(2, 1, 1, 96) == [.fewFindings, .prevalence])
  }

  // MARK: α

  /// Four observers, twelve units with missing values (Krippendorff 2011; "C" data of R's irr).
  private static let observers: [[Int?]] = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, nil, nil, nil], [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, nil, 3],
    [nil, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, nil], [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, nil],
  ]
  private static let units = (0..<12).map { unit in observers.compactMap { $0[unit] } }

  @Test func alphaOfKnownData() throws {
    let nominal = try #require(KrippendorffAlpha.nominal(Self.units))
    #expect(isNear(nominal.value, 0.7434))
    #expect(isNear(KrippendorffAlpha.ordinal(Self.units)?.value, 0.8154))
    #expect(isNear(KrippendorffAlpha.interval(Self.units.map { $0.map(Double.init) })?.value, 0.8491))
    #expect(nominal.units == 11 && nominal.ratings == 40)
    let interval = try #require(nominal.interval)
    #expect(interval.low < nominal.value && nominal.value < interval.high && interval.high <= 1)
    #expect(KrippendorffAlpha.nominal([[1], [2], []]) == nil && KrippendorffAlpha.interval([]) == nil)
    #expect(KrippendorffAlpha.nominal([[1, 1], [1, 1]]) == nil && KrippendorffAlpha.interval([[2, 2], [2]]) == nil)
    #expect(KrippendorffAlpha.nominal([[1, 1], [2, 2]])?.value == 1)
    #expect(KrippendorffAlpha.ordinal([[1, 1], [2, 2]])?.value == 1)
    #expect(KrippendorffAlpha.interval([[1, 1], [2, 2]])?.value == 1)
  }

  /// Moving and stretching the scale changes nothing, far from zero neither.
  @Test func alphaOfNumbersDoesNotDependOnTheScale() throws {
    let plain = try #require(KrippendorffAlpha.interval(Self.units.map { $0.map(Double.init) }))
    let moved = try #require(KrippendorffAlpha.interval(Self.units.map { $0.map { 1e6 + 20 * Double($0) } }))
    #expect(isNear(moved.value, plain.value, 1e-7))
    #expect(isNear(moved.interval?.low, try #require(plain.interval?.low), 1e-5))
  }

  @Test func alphaOfATableIsThatOfItsUnits() throws {
    var generator = SeededGenerator(seed: 11)
    for _ in 0..<60 {
      let counts = (0..<4).map { _ in Int.random(in: 0...12, using: &generator) }
      let table = AgreementTable(both: counts[0], peopleOnly: counts[1], programOnly: counts[2], neither: counts[3])
      let answers = [[1, 1], [1, 0], [0, 1], [0, 0]]
      let units = zip(counts, answers).flatMap { count, pair in [[Int]](repeating: pair, count: count) }
      let expected = KrippendorffAlpha.nominal(units)
      let figures = AgreementFigures(table)
      #expect((figures.alpha == nil) == (expected == nil), "\(counts)")
      guard let expected, let alpha = figures.alpha else { continue }
      #expect(isNear(alpha.value, expected.value, 1e-9), "\(counts)")
      #expect((alpha.interval == nil) == (expected.interval == nil), "\(counts)")
      if let interval = expected.interval { #expect(isNear(alpha.interval?.low, interval.low, 1e-7), "\(counts)") }
    }
  }

  // MARK: Properties

  @Test func swappingTheRatersKeepsWhatTheyShare() {
    var generator = SeededGenerator(seed: 5)
    for _ in 0..<200 {
      let counts = (0..<4).map { _ in Int.random(in: 0...40, using: &generator) }
      let one = AgreementFigures(
        AgreementTable(both: counts[0], peopleOnly: counts[1], programOnly: counts[2], neither: counts[3]))
      let other = AgreementFigures(
        AgreementTable(both: counts[0], peopleOnly: counts[2], programOnly: counts[1], neither: counts[3]))
      #expect(one.table.count == counts.reduce(0, +))
      for (left, right) in [
        (one.observed, other.observed), (one.kappa, other.kappa), (one.prevalenceAdjusted, other.prevalenceAdjusted),
        (one.alpha, other.alpha), (one.precision, other.recall), (one.recall, other.precision),
      ] {
        #expect((left == nil) == (right == nil), "\(counts)")
        guard let left, let right else { continue }
        #expect(isNear(left.value, right.value, 1e-12), "\(counts)")
        #expect(left.value <= 1 && left.value >= -1)
        guard let interval = left.interval else { continue }
        #expect(isNear(right.interval?.low, interval.low, 1e-9), "\(counts)")
        #expect(interval.low <= left.value + 1e-12 && left.value <= interval.high + 1e-12, "\(counts)")
      }
    }
  }

  @Test func fullAgreementIsOne() {
    for (both, neither) in [(1, 1), (3, 40), (25, 2)] {
      let figures = AgreementFigures(AgreementTable(both: both, neither: neither))
      #expect(figures.kappa?.value == 1 && figures.prevalenceAdjusted?.value == 1 && figures.alpha?.value == 1)
      #expect(figures.observed?.value == 1 && figures.precision?.value == 1 && figures.recall?.value == 1)
      // That nothing ever differed says nothing of how certain it is; the share's interval does.
      #expect(figures.kappa?.interval == nil && figures.alpha?.interval == nil)
      #expect((figures.observed?.interval?.low ?? 1) < 1)
    }
    #expect(AgreementFigures(AgreementTable(neither: 9)).kappa == nil)
    #expect(AgreementFigures(AgreementTable()).observed == nil)
  }

  /// Drawn from a known population, intervals hold the true figures about as often as they say, groups or not.
  @Test func intervalsHoldWhatIsTrue() throws {
    var generator = SeededGenerator(seed: 23)
    let chances = [0.25, 0.10, 0.05, 0.60]
    // Po .85, pe .35 × .30 + .65 × .70 = .56.
    let kappa = (0.85 - 0.56) / (1 - 0.56)
    let expectedAlpha = 1 - 0.15 / (2 * 0.325 * 0.675)
    var held = [0, 0, 0]
    let rounds = 60
    for _ in 0..<rounds {
      var groups: [AgreementTable] = []
      var whole = AgreementTable()
      for _ in 0..<100 {
        // Three items of a conversation that come out alike half of the time.
        var group = AgreementTable()
        var last = 0
        for place in 0..<3 {
          if place == 0 || Bool.random(using: &generator) {
            let drawn = Double.random(in: 0..<1, using: &generator)
            last = drawn < chances[0] ? 0 : drawn < 0.35 ? 1 : drawn < 0.40 ? 2 : 3
          }
          group.add(people: last == 0 || last == 1, program: last == 0 || last == 2)
        }
        groups.append(group)
        var single = AgreementTable()
        single.add(people: last == 0 || last == 1, program: last == 0 || last == 2)
        whole = whole.adding(single)
      }
      let grouped = AgreementFigures(groups: groups)
      #expect(grouped.table.count == 300)
      if let interval = grouped.kappa?.interval, interval.low <= kappa, kappa <= interval.high { held[0] += 1 }
      let plain = AgreementFigures(whole)
      if let interval = plain.kappa?.interval, interval.low <= kappa, kappa <= interval.high { held[1] += 1 }
      if let interval = plain.alpha?.interval, interval.low <= expectedAlpha, expectedAlpha <= interval.high {
        held[2] += 1
      }
    }
    for count in held { #expect(Double(count) / Double(rounds) > 0.85, "\(held)") }
  }

  // MARK: Scores

  @Test func scoresByHand() throws {
    let policy = ScoringPolicy(
      sections: [], bands: [.init(grade: "A", lowerBound: 9000), .init(grade: "C", lowerBound: 6000)], minimumSample: 1)
    let pairs = [(90.0, 95.0), (95, 95), (85, 95), (95, 95), (100, 100), (50, 70)].map {
      ScoreAgreement.Pair(people: $0.0, program: $0.1)
    }
    let scores = try #require(ScoreAgreement(Array(pairs.prefix(5)), policy: policy))
    #expect(scores.meanError == 3 && scores.bias.value == 3 && scores.meanPeople == 93 && scores.meanProgram == 96)
    #expect(isNear(scores.limits?.low, 3 - 1.96 * 4.472136, 1e-5) && isNear(scores.limits?.high, 11.765386, 1e-5))
    #expect(isNear(scores.bias.interval?.low, -2.552890, 1e-5))
    #expect(isNear(scores.spearman, 0.725476, 1e-6) && isNear(scores.alpha?.value, 1 - 2250.0 / 3450, 1e-9))
    #expect(scores.grades == ["A", "C"] && scores.gradeTable == [[4, 0], [1, 0]])
    #expect(scores.sameGrade?.value == 0.8 && scores.withinTolerance?.value == 1)
    // What is below every band has no grade.
    let low = try #require(ScoreAgreement(pairs, policy: policy))
    #expect(low.grades == ["A", "C", nil] && low.gradeTable == [[4, 0, 0], [1, 0, 0], [0, 1, 0]])
    #expect(isNear(low.withinTolerance?.value, 5.0 / 6, 1e-9))
    #expect(ScoreAgreement([], policy: policy) == nil)
    let one = try #require(ScoreAgreement(Array(pairs.prefix(1)), policy: policy))
    #expect(one.limits == nil && one.bias.interval == nil && one.spearman == nil)
  }
}
