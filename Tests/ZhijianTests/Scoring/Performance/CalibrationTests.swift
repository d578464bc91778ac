import Testing

@testable import Zhijian

/// Targets and weights from the best fifth of the agents.
@Suite struct CalibrationTests {
  private static let text = """
    title: t
    minimum_sample: 2
    sections:
      - id: service
        title: 服务质量
        items:
          - {metric: response_mean_seconds, weight: 40, minimum: 2, linear: {worst: 100, best: 10}}
          - {metric: person_reply_ratio, weight: 35, minimum: 2, linear: {worst: 0, best: 1}}
          - {metric: transfers_out, weight: 25, linear: {worst: 10, best: 0}}
    """

  /// Agents a00, a01 … with waits in seconds and replies out of ten persons.
  private func report(_ agents: [(wait: Double, replies: Int, transfers: Int)]) -> PeriodReport {
    var report = PeriodReport(preset: "generic")
    for (number, agent) in agents.enumerated() {
      var totals = PeriodTotals()
      totals.service.conversations = 10
      for _ in 0..<10 { totals.service.response.add(Int64((agent.wait * 1000).rounded())) }
      for person in 0..<10 {
        totals.service.add(
          PersonRounds(
            firstAskedMilliseconds: 0, isFirstInTime: true, areAllInTime: true, isReplied: person < agent.replies,
            isSlow: false, rounds: 1),
          of: PersonDay(shop: nil, customer: "\(number)-\(person)", dayNumber: 0))
      }
      totals.service.transfersOut = agent.transfers
      let id = "a" + (number < 10 ? "0" : "") + "\(number)"
      report.agents[id, default: .init()].totals = totals
      report.total += totals
    }
    return report
  }

  private let ten = (1...10).map { (wait: Double($0 * 5), replies: $0, transfers: 10 - $0) }

  @Test func theTargetIsTheEightiethPercentileTowardsTheBetter() throws {
    let scorecard = try PerformanceScorecardTests.parse(Self.text)
    let calibration = try #require(Calibration(report(ten), scorecard: scorecard))
    #expect(calibration.proposals.map(\.target) == [15, 0.8, 2])
    #expect(calibration.proposals.map(\.laggard) == [45, 0.2, 8])
    #expect(calibration.proposals.map(\.agents) == [10, 10, 10])
    #expect(calibration.after.items.map(\.scorer).first == .linear(worst: 45, best: 15))
  }

  @Test func nineAgentsAreTooFew() throws {
    let scorecard = try PerformanceScorecardTests.parse(Self.text)
    #expect(Calibration(report(Array(ten.dropLast())), scorecard: scorecard) == nil)
    let strict = try PerformanceScorecardTests.parse(
      Self.text.replacing("minimum_sample: 2", with: "minimum_sample: 11"))
    #expect(Calibration(report(ten), scorecard: strict) == nil)
  }

  /// 40 % becomes 50 %, and the others give 0.5/0.6 of theirs.
  @Test func theWeightsAreThoseOfThePaper() throws {
    let scorecard = try PerformanceScorecardTests.parse(Self.text)
    let calibration = try #require(
      Calibration(report(ten), scorecard: scorecard, raising: "response_mean_seconds"))
    #expect(calibration.after.items.map(\.weight) == [5000, 2917, 2083])
    #expect(calibration.after.items.map(\.baseWeight) == [4000, 3500, 2500])
    #expect(calibration.before.items.map(\.weight) == [4000, 3500, 2500], "nothing is edited")
  }

  @Test func weightsAlwaysAddUpToTheWhole() {
    var random = SeededGenerator(seed: 7)
    for _ in 0..<500 {
      let bases = (0..<Int.random(in: 1...12, using: &random)).map { _ in Int.random(in: 1...5000, using: &random) }
      let place = Int.random(in: 0..<bases.count, using: &random)
      let weights = Calibration.weights(bases, raising: place)
      #expect(abs(Double(weights.reduce(0, +)) / 10_000 - 1) < 1e-9)
      #expect(weights.allSatisfy { $0 >= 0 })
      let share = Double(bases[place]) / Double(bases.reduce(0, +))
      #expect(Double(weights[place]) / 10_000 >= min(share, 1) - 1e-4)
    }
  }

  @Test func aProposalCalibratedAgainIsTheSameProposal() throws {
    var random = SeededGenerator(seed: 11)
    let scorecard = try PerformanceScorecardTests.parse(Self.text)
    for _ in 0..<40 {
      let agents = (0..<Int.random(in: 10...25, using: &random)).map { _ in
        (
          wait: Double(Int.random(in: 1...90, using: &random)), replies: Int.random(in: 0...10, using: &random),
          transfers: Int.random(in: 0...9, using: &random)
        )
      }
      let report = report(agents)
      let first = try #require(Calibration(report, scorecard: scorecard))
      let second = try #require(Calibration(report, scorecard: first.after))
      #expect(first.after.items.map(\.weight) == second.after.items.map(\.weight))
      #expect(first.after.items.map(\.scorer) == second.after.items.map(\.scorer))
      #expect(first.after.items.map(\.target) == second.after.items.map(\.target))
      #expect(first.ranksAfter.entries.map(\.agent) == second.ranksAfter.entries.map(\.agent))
    }
  }

  @Test func ranksStayWhereAllShiftEqually() throws {
    var random = SeededGenerator(seed: 13)
    let scorecard = try PerformanceScorecardTests.parse(Self.text)
    for _ in 0..<40 {
      let agents = (0..<12).map { _ in
        (
          wait: Double(Int.random(in: 1...60, using: &random)), replies: Int.random(in: 0...5, using: &random),
          transfers: Int.random(in: 0...9, using: &random)
        )
      }
      let shifted = agents.map { (wait: $0.wait + 32, replies: $0.replies + 3, transfers: $0.transfers + 4) }
      let before = try #require(Calibration(report(agents), scorecard: scorecard)).ranksAfter
      let after = try #require(Calibration(report(shifted), scorecard: scorecard)).ranksAfter
      #expect(before.entries.map(\.rank) == after.entries.map(\.rank))
      #expect(before.entries.map(\.agent) == after.entries.map(\.agent))
    }
  }

  // MARK: Ranking

  @Test func whoHasTooFewCasesIsNotRanked() throws {
    var report = report(ten)
    report.agents["a00"]?.totals.service.conversations = 1
    let scorecard = try PerformanceScorecardTests.parse(
      Self.text.replacing("minimum: 2, linear: {worst: 0, best: 1}", with: "minimum: 10, linear: {worst: 0, best: 1}"))
    report.agents["a01"]?.totals.service.persons.removeValue(
      forKey: PersonDay(shop: nil, customer: "1-9", dayNumber: 0))
    let ranking = PerformanceRanking(report, scorecard: scorecard)
    let others = ranking.entries.filter { $0.rank == nil }
    #expect(others.map(\.agent) == ["a00", "a01"])
    #expect(others[0].obstacles == [.fewConversations(1, of: 2)])
    #expect(others[1].obstacles == [.thinMetric("person_reply_ratio", 9, of: 10)])
    #expect(others.allSatisfy { $0.score.score != nil }, "figures are shown all the same")
    #expect(ranking.entries.compactMap(\.rank) == Array(1...8))
  }

  @Test func equalScoresShareAPlace() throws {
    let scorecard = try PerformanceScorecardTests.parse(Self.text)
    let same = report([(10, 5, 1), (10, 5, 1), (90, 1, 9)])
    #expect(PerformanceRanking(same, scorecard: scorecard).entries.map(\.rank) == [1, 1, 3])
  }

  // MARK: Warnings

  @Test func oneMetricThatDecidesAloneIsNamed() throws {
    let scorecard = try PerformanceScorecardTests.parse(Self.text)
    let agents = (0..<10).map { (number: Int) -> (wait: Double, replies: Int, transfers: Int) in
      (Double(10 + 9 * number), 5 + number % 2, 3)
    }
    let ranking = PerformanceRanking(report(agents), scorecard: scorecard)
    let shares = try #require(ranking.varianceShares)
    #expect(abs(shares.reduce(0, +) - 1) < 1e-9)
    let warnings = PeriodWarnings.dominance(ranking, scorecard: scorecard)
    #expect(warnings.map(\.code) == ["one-metric-decides"])
    #expect(warnings.first?.message.chinese.contains("response_mean_seconds") == true)
    let balanced = (0..<10).map { (number: Int) -> (wait: Double, replies: Int, transfers: Int) in
      (Double(10 + 9 * number), number * 7 % 10, number * 3 % 10)
    }
    #expect(
      PeriodWarnings.dominance(PerformanceRanking(report(balanced), scorecard: scorecard), scorecard: scorecard).isEmpty
    )
  }

  @Test func speedAtTheCostOfResolutionIsNamed() {
    let before = ["response_mean_seconds": 40.0, "issue_resolution_ratio": 0.9, "csat_ratio": 0.92]
    func codes(_ after: [String: Double]) -> [String] {
      PeriodWarnings.speedAtTheCost(before: before, after: after).map(\.code)
    }
    #expect(
      codes(["response_mean_seconds": 30, "issue_resolution_ratio": 0.8, "csat_ratio": 0.9])
        == ["speed-at-a-cost", "speed-at-a-cost"])
    #expect(codes(["response_mean_seconds": 30, "issue_resolution_ratio": 0.9, "csat_ratio": 0.93]).isEmpty)
    #expect(codes(["response_mean_seconds": 45, "issue_resolution_ratio": 0.5]).isEmpty)
    #expect(codes([:]).isEmpty)
  }
}
