import Testing

@testable import Zhijian

/// What holds of every pair of rule sets and every conversation.
@Suite struct BackTestPropertyTests {
  private func benches(_ seeds: ClosedRange<UInt64>, _ body: (BackTestBench, [Transcript], UInt64) throws -> Void)
    throws
  {
    for seed in seeds {
      var random = RandomConversations(seed: seed)
      var texts = (0..<5).map { random.rule($0) }
      let policy = random.policy()
      let before = try RuleBench.analyzer(texts.map(RuleBench.rule), policy: policy)
      // Some rules go, some come, some are written anew.
      texts.remove(at: random.number(0...4))
      texts[0] = random.rule(texts[0].contains("id: r0\n") ? 0 : 1)
      texts.append(random.rule(7))
      let after = try RuleBench.analyzer(texts.map(RuleBench.rule), policy: policy)
      var transcripts: [Transcript] = []
      for number in 0..<6 {
        var transcript = random.transcript()
        transcript.id = "c\(number)"
        transcripts.append(transcript)
      }
      try body(BackTestBench(before: before, after: after), transcripts, seed)
    }
  }

  @Test func aSetDoesNotDifferFromItself() throws {
    try benches(1...8) { bench, transcripts, seed in
      let report = try BackTestBench(before: bench.before, after: bench.before).report(transcripts)
      #expect(report.conversationsChanged == 0 && report.gained + report.lost + report.changed == 0, "seed \(seed)")
      #expect(report.rulesOfInterest.isEmpty && report.flips.isEmpty && report.agentsMoved.isEmpty, "seed \(seed)")
      for measure in BackTestBar.Measure.allCases {
        #expect(try !BackTestBar("\(measure.rawValue)>0").outcome(of: report).isBroken, "seed \(seed)")
      }
    }
  }

  @Test func turningTheSidesRoundTurnsTheReportRound() throws {
    try benches(30...45) { bench, transcripts, seed in
      let report = try bench.report(transcripts)
      let turned = try bench.turned.report(transcripts)
      #expect(report.gained == turned.lost && report.lost == turned.gained, "seed \(seed)")
      #expect(report.changed == turned.changed && report.conversationsChanged == turned.conversationsChanged)
      #expect(report.newAutoFails == turned.endedAutoFails && report.scoresChanged == turned.scoresChanged)
      #expect(report.flips.map(\.id) == turned.flips.map(\.id), "seed \(seed)")
      #expect(report.flips.map(\.ledger) == turned.flips.map { $0.ledger.map(Self.turned) }, "seed \(seed)")
      #expect(report.agentsMoved.map(\.id) == turned.agentsMoved.map(\.id), "seed \(seed)")
      #expect(report.agentsMoved.map(\.before) == turned.agentsMoved.map(\.after))
      #expect(report.rules.map(\.id) == turned.rules.map(\.id))
      for (one, other) in zip(report.rules, turned.rules) {
        #expect(one.gained == other.lost && one.lost == other.gained && one.changed == other.changed, "seed \(seed)")
        #expect(one.changedBy == other.changedBy, "seed \(seed)")
        #expect(one.samples(.gained) == other.samples(.lost), "seed \(seed)")
      }
      // Every finding is in one place only.
      for rule in report.rules {
        #expect(rule.findingsBefore - rule.lost == rule.findingsAfter - rule.gained, "seed \(seed)")
      }
    }
  }

  private static func turned(_ line: ScoreChanges.Line) -> ScoreChanges.Line {
    ScoreChanges.Line(
      agent: line.agent, rule: line.rule, category: line.category, kind: line.kind, before: line.after,
      after: line.before)
  }

  /// The lines that explain a change add up to it.
  @Test func changesOfScoresAddUp() throws {
    try benches(70...85) { bench, transcripts, seed in
      for transcript in transcripts {
        let (old, new) = (try bench.before.evaluate(transcript), try bench.after.evaluate(transcript))
        let earlier = EarlierEvaluation(old)
        #expect(ScoreChanges(from: earlier, to: old) == nil, "seed \(seed)")
        guard let changes = ScoreChanges(from: earlier, to: new) else {
          #expect(old.scorecard.score == new.scorecard.score, "seed \(seed)")
          continue
        }
        var sums: [String?: Int] = [:]
        for line in changes.ledger { sums[line.agent, default: 0] += line.difference }
        #expect(sums[nil] ?? 0 == (new.scorecard.score ?? 0) - (old.scorecard.score ?? 0), "seed \(seed)")
        for agent in changes.agents {
          #expect(sums[agent.id] ?? 0 == (agent.after ?? 0) - (agent.before ?? 0), "seed \(seed)")
        }
      }
    }
  }
}

extension EarlierEvaluation {
  /// What an evaluation file says of an evaluation.
  init(_ evaluation: Evaluation) {
    let versions = evaluation.versions
    let cards = [evaluation.scorecard] + evaluation.agents.map(\.scorecard)
    self.init(
      id: evaluation.transcript.id,
      versions: [
        "program": versions.program, "icu": versions.icu, "rules": versions.rules, "lexicons": versions.lexicons,
        "scorecard": versions.scorecard, "tokenizer": versions.tokenizer, "config": versions.config,
        "transcript": evaluation.transcriptHash,
      ], score: evaluation.scorecard.score,
      agents: Dictionary(uniqueKeysWithValues: evaluation.agents.map { ($0.id, $0.scorecard.score) }),
      lines: cards.flatMap(\.lines).map {
        Line(agent: $0.agent, rule: $0.rule, category: $0.category, kind: $0.kind.rawValue, effect: $0.effect)
      })
  }
}
