import Testing

@testable import Zhijian

@Suite struct BatchReportTests {
  private static let promise = """
    id: promise
    score: { deduct: 5, per: finding, cap: 8 }
    forbid: { role: agent, keyword: [保证] }
    """
  private static let closing = """
    id: closing
    score: { deduct: 4 }
    require: { role: agent, keyword: [再见] }
    """

  private func analyzer() throws -> Analyzer {
    let policy = ScoringPolicy(
      sections: [.init(id: "attitude", title: "态度", kind: .rules, weight: 1)],
      bands: [.init(grade: "A", lowerBound: 9000), .init(grade: "B", lowerBound: 0)], minimumSample: 2)
    return try RuleBench.analyzer([try RuleBench.rule(Self.promise), try RuleBench.rule(Self.closing)], policy: policy)
  }

  private func evaluate(_ dialogue: String, id: String, by analyzer: Analyzer) throws -> Evaluation {
    var transcript = try Dialogue(dialogue).transcript
    transcript.id = id
    return try analyzer.evaluate(transcript)
  }

  private func report(_ evaluations: [Evaluation], _ analyzer: Analyzer) -> BatchReport {
    var report = BatchReport(policy: analyzer.policy, preset: "generic")
    for evaluation in evaluations { report.add(evaluation) }
    return report
  }

  private func figures(_ metrics: ServiceMetrics) -> [String] {
    MetricDefinition.all.map { "\($0.figure(of: metrics))" }
  }

  /// Everything a report says, as text.
  private func description(_ report: BatchReport) -> [String] {
    [
      "\(report.conversations) \(report.messages) \(report.scores) \(report.autoFails) \(report.coverage)",
      "\(report.moodDrops) \(report.moodDropsRecovered) \(report.grades.sorted { $0.key < $1.key })",
    ] + report.rules.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value.findings) \($0.value.decided)" }
      + report.agents.map {
        "\($0.id) \($0.name ?? "-") \($0.conversations) \($0.scores) \($0.coverage) \($0.forbiddenFindings) \($0.moodDrops)"
          + " \($0.findingsByRule.sorted { $0.key < $1.key }) \(figures($0.metrics))"
          + " \($0.conversationsByRule.sorted { $0.key < $1.key }) \($0.sections.sorted { $0.key < $1.key })"
          + " \($0.days.sorted { $0.key < $1.key })"
      } + report.highlights.map { "\($0.conversation) \($0.number) \($0.effect) \($0.finding.fingerprint)" }
  }

  /// Reports of parts, merged in any order, are the report of the whole.
  @Test func mergedIsSequential() throws {
    let analyzer = try analyzer()
    var generator = SeededGenerator(seed: 5)
    let texts = ["保证", "再见", "好的", "保证，保证，保证", "您好"]
    var evaluations: [Evaluation] = []
    for number in 0..<60 {
      let lines = (0..<Int.random(in: 1...5, using: &generator)).map { line -> String in
        let text = texts.randomElement(using: &generator) ?? ""
        let who =
          line == 0 || Bool.random(using: &generator) ? "客服(小\(Int.random(in: 1...4, using: &generator)))" : "客户"
        return "[+\(line):00] \(who): \(text)"
      }
      evaluations.append(try evaluate(lines.joined(separator: "\n"), id: "c\(number)", by: analyzer))
    }
    let whole = description(report(evaluations, analyzer))
    #expect(description(report(evaluations.shuffled(using: &generator), analyzer)) == whole)
    for _ in 0..<10 {
      let first = Int.random(in: 0...60, using: &generator)
      let second = Int.random(in: first...60, using: &generator)
      var parts = [evaluations[..<first], evaluations[first..<second], evaluations[second...]]
      parts.shuffle(using: &generator)
      var merged = BatchReport(policy: analyzer.policy, preset: "generic")
      for part in parts { merged += report(Array(part), analyzer) }
      #expect(description(merged) == whole)
    }
  }

  /// What the sections brought is the sum of the scores, and the days of all agents and of the whole are all there.
  @Test func sectionsAndDaysAddUp() throws {
    var random = RandomConversations(seed: 11)
    let analyzer = try RuleBench.analyzer(
      try (0..<6).map { try RuleBench.rule(random.rule($0)) }, policy: random.policy())
    let evaluations = try (0..<80).map { _ in try analyzer.evaluate(random.transcript()) }
    let report = report(evaluations, analyzer)
    let dated = evaluations.filter { $0.metrics.firstDay != nil }
    #expect(dated.count > 40 && report.days.values.reduce(0) { $0 + $1.conversations } == dated.count)
    #expect(
      report.days.values.reduce(0) { $0 + $1.scores.sum } == dated.reduce(0) { $0 + ($1.scorecard.score ?? 0) })
    #expect(report.agents.count >= 2)
    for agent in report.agents {
      #expect(agent.sections.values.reduce(0) { $0 + $1.points } == agent.scores.sum, "\(agent.id)")
      let own = dated.flatMap(\.agents).filter { $0.id == agent.id }
      #expect(agent.days.values.reduce(0) { $0 + $1.conversations } == own.count, "\(agent.id)")
      #expect(
        agent.days.values.reduce(0) { $0 + $1.scores.sum } == own.reduce(0) { $0 + ($1.scorecard.score ?? 0) },
        "\(agent.id)")
      for (rule, count) in agent.conversationsByRule {
        #expect(count <= agent.findingsByRule[rule] ?? 0 && count <= agent.conversations, "\(rule)")
      }
      #expect(agent.conversationsByRule.keys.sorted() == agent.findingsByRule.keys.sorted())
    }
  }

  /// What the highlights of a rule take is what its lines in the ledger take, caps and all.
  @Test func effectsTakeCapsIntoAccount() throws {
    let analyzer = try analyzer()
    let evaluation = try evaluate("客服(甲): 保证，保证，保证。再见", id: "c", by: analyzer)
    let highlights = report([evaluation], analyzer).highlights.sorted { $0.number < $1.number }
    #expect(highlights.map(\.effect) == [-500, -300, 0])
    let ledger = evaluation.scorecard.lines.filter { $0.rule == "promise" }.reduce(0) { $0 + $1.effect }
    #expect(highlights.reduce(0) { $0 + $1.effect } == ledger)
  }

  /// Where a script is missing and nothing comes near it, the last message looked at says when.
  @Test func aMissingScriptHasAPlace() throws {
    let analyzer = try analyzer()
    let evaluation = try evaluate("客服(甲): 您好\n客户: 嗯\n客服(甲): 好的\n客户: 哦", id: "c", by: analyzer)
    let highlight = try #require(report([evaluation], analyzer).highlights.first)
    #expect(highlight.finding.rule == "closing")
    #expect(highlight.finding.nearestMiss == nil)
    #expect(highlight.messages.map(\.index) == [2])
  }

  @Test func equalEvidenceHasFingerprintsOfItsOwn() throws {
    let analyzer = try analyzer()
    let two = try evaluate("客服(甲): 保证，保证。再见", id: "c", by: analyzer).findings.map(\.fingerprint)
    let one = try evaluate("客服(甲): 保证。再见", id: "c", by: analyzer).findings.map(\.fingerprint)
    try #require(two.count == 2 && one.count == 1)
    #expect(two == [one[0], one[0] + "-2"])
  }
}
