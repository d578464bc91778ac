import Testing

@testable import Zhijian

/// The drawing of samples for people to judge.
@Suite struct ReviewSamplerTests {
  private let analyzer: Analyzer
  private let evaluations: [Evaluation]

  init() throws {
    let rules = [
      try RuleBench.rule(
        "id: bad\nscore: {deduct: 1}\nforbid: {role: agent, keyword: [坏话], unless: [不说坏话], boundary: any}"),
      try RuleBench.rule("id: closing\nrequire: {role: agent, keyword: [祝您生活愉快], boundary: any}"),
      try RuleBench.rule("id: elsewhere\nfor: {platform: other}\nforbid: {role: agent, keyword: [坏话], boundary: any}"),
      try RuleBench.rule("id: gone\nstatus: retired\nforbid: {role: agent, keyword: [坏话], boundary: any}"),
    ]
    analyzer = try RuleBench.analyzer(rules)
    let lines = ["坏话", "我们不说坏话", "好的", "祝您生活，愉快", "坏话，不说坏话"]
    let worker = try analyzer.makeWorker()
    evaluations = try (0..<200).map { number in
      var transcript = try Dialogue("客户: 在吗\n客服(小李): \(lines[number % lines.count])").transcript
      transcript.id = "c\(number)"
      return worker.evaluate(transcript)
    }
  }

  private func sampler(seed: UInt64 = 1, perRule: Int = 12, _ evaluations: [Evaluation]) throws -> ReviewSampler {
    let rules = try [
      "id: bad\nforbid: {role: agent, keyword: [坏话], unless: [不说坏话], boundary: any}",
      "id: closing\nrequire: {role: agent, keyword: [祝您生活愉快], boundary: any}",
      "id: elsewhere\nfor: {platform: other}\nforbid: {role: agent, keyword: [坏话], boundary: any}",
      "id: gone\nstatus: retired\nforbid: {role: agent, keyword: [坏话], boundary: any}",
    ].map { try RuleBench.rule($0) }
    var sampler = ReviewSampler(rules: rules, calendar: .always, perRule: perRule, seed: seed)
    for evaluation in evaluations { sampler.add(evaluation) }
    return sampler
  }

  private func keys(_ sampler: ReviewSampler) -> [String] { sampler.drawn().map(\.sample.key.text) }

  @Test func strataAreCountedAndShared() throws {
    let drawn = try sampler(evaluations).drawn()
    func sizes(_ rule: String) -> [String: [Int]] {
      Dictionary(
        drawn.filter { $0.sample.rule == rule }.map { ($0.sample.stratum.rawValue, [$0.population, $0.sampled]) },
        uniquingKeysWith: { first, _ in first })
    }
    // 80 conversations with a finding; 40 with nothing but an excuse; the last kind has both in one message.
    #expect(sizes("bad") == ["finding": [80, 5], "near_miss": [40, 4], "clean": [80, 3]])
    #expect(sizes("closing")["clean"] == nil)
    #expect(sizes("closing").values.reduce(0) { $0 + $1[0] } == 200)
    #expect(sizes("closing")["finding_near"]?[0] == 40)
    #expect(drawn.allSatisfy { ["bad", "closing"].contains($0.sample.rule) })
    #expect(drawn.filter { $0.sample.rule == "bad" }.count == 12)
  }

  @Test func theSeedAloneDecides() throws {
    let expected = try sampler(evaluations)
    var generator = SeededGenerator(seed: 3)
    let shuffled = try sampler(evaluations.shuffled(using: &generator))
    #expect(keys(expected) == keys(shuffled) && expected.batch == shuffled.batch)
    let other = try sampler(seed: 2, evaluations)
    #expect(keys(expected) != keys(other) && expected.batch != other.batch)
    #expect(Set(keys(expected)).count == keys(expected).count)
  }

  /// Over many seeds every conversation is drawn about as often as any other.
  @Test func everythingIsAsLikely() throws {
    var counts: [String: Int] = [:]
    let rounds = 30
    for seed in 0..<UInt64(rounds) {
      for drawn in try sampler(seed: seed, perRule: 40, evaluations).drawn() where drawn.sample.rule == "bad" {
        guard drawn.sample.stratum == .clean else { continue }
        counts[drawn.sample.conversation, default: 0] += 1
      }
    }
    let total = counts.values.reduce(0, +)
    let mean = Double(total) / 80
    #expect(counts.count == 80)
    // Five standard deviations of a binomial count.
    let spread = 5 * (mean * (1 - mean / Double(rounds))).squareRoot()
    #expect(counts.values.allSatisfy { abs(Double($0) - mean) < spread }, "\(mean) \(counts.values.sorted())")
  }

  @Test(arguments: [
    ([100, 100, 100, 100], 20, [7, 3, 5, 5]), ([3, 0, 100, 100], 20, [3, 0, 9, 8]), ([1, 1, 1, 1], 20, [1, 1, 1, 1]),
    ([100, 100, 100, 100], 4, [1, 1, 1, 1]), ([0, 0, 0, 50], 8, [0, 0, 0, 8]), ([0, 0, 0, 0], 8, [0, 0, 0, 0]),
  ])
  func sharesUseWhatThereIs(_ available: [Int], _ total: Int, _ expected: [Int]) {
    let shares = ReviewSampler.shares(of: available, in: total)
    #expect(shares.reduce(0, +) == min(total, available.reduce(0, +)))
    #expect(shares == expected, "\(shares)")
  }
}
