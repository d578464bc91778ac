import Testing

@testable import Zhijian

/// What holds of every rule, scorecard and conversation.
@Suite struct ScoringPropertyTests {
  private func cases(
    _ seeds: ClosedRange<UInt64>, _ body: (UInt64, inout RandomConversations, [Rule], ScoringPolicy) throws -> Void
  ) throws {
    for seed in seeds {
      var random = RandomConversations(seed: seed)
      let rules = try (0..<6).map { number in try RuleBench.rule(random.rule(number)) }
      let policy = random.policy()
      try body(seed, &random, rules, policy)
    }
  }

  private func fingerprint(_ evaluation: Evaluation) -> [String] {
    evaluation.outcomes.map { "\($0.rule) \($0.result) \($0.windows) \($0.coverage.sorted { $0.key < $1.key })" }
      + evaluation.findings.map { "\($0.rule) \($0.fingerprint) \($0.agent ?? "-")" }
      + ([evaluation.scorecard] + evaluation.agents.map(\.scorecard)).flatMap { card in
        ["\(card.score ?? -1)"]
          + card.lines.map { "\($0.kind) \($0.rule ?? "") \($0.points) \($0.effect) \($0.findings)" }
      }
  }

  @Test func ledgersAddUp() throws {
    try cases(1...60) { seed, random, rules, policy in
      let worker = try RuleBench.analyzer(rules, policy: policy).makeWorker()
      for _ in 0..<5 {
        let evaluation = worker.evaluate(random.transcript())
        for card in [evaluation.scorecard] + evaluation.agents.map(\.scorecard) {
          #expect(card.lines.reduce(0) { $0 + $1.effect } == card.score ?? 0, "seed \(seed)")
          #expect((0...10_000).contains(card.score ?? 0), "seed \(seed)")
          #expect(card.lines.flatMap(\.findings).allSatisfy(evaluation.findings.indices.contains), "seed \(seed)")
        }
        for agent in evaluation.agents {
          #expect(agent.scorecard.lines.allSatisfy { $0.agent == agent.id })
          #expect(agent.scorecard.lines.flatMap(\.findings).allSatisfy { evaluation.findings[$0].agent == agent.id })
        }
      }
    }
  }

  @Test func orderChangesNothing() throws {
    try cases(100...130) { seed, random, rules, policy in
      let transcript = random.transcript()
      let expected = fingerprint(try RuleBench.analyzer(rules, policy: policy).evaluate(transcript))
      let shuffledRules = rules.shuffled(using: &random.generator)
      #expect(
        fingerprint(try RuleBench.analyzer(shuffledRules, policy: policy).evaluate(transcript)) == expected,
        "seed \(seed)")
      var shuffled = transcript
      shuffled.messages.shuffle(using: &random.generator)
      let other = fingerprint(try RuleBench.analyzer(rules, policy: policy).evaluate(shuffled))
      #expect(zip(other, expected).first { $0 != $1 } == nil, "seed \(seed)")
      #expect(other.count == expected.count)
    }
  }

  @Test func anotherDeductionNeverRaisesTheScore() throws {
    try cases(200...230) { seed, random, rules, policy in
      let transcript = random.transcript()
      let before = try RuleBench.analyzer(rules, policy: policy).evaluate(transcript)
      for category in ["attitude", "compliance", "promises"] {
        let isApplicable = before.scorecard.lines.contains { $0.kind == .base && $0.category == category }
        guard isApplicable, let score = before.scorecard.score else { continue }
        let more = try RuleBench.rule(
          "id: more\ncategory: \(category)\nscore: {deduct: 7.77}\nforbid: {lines: 1..100, regex: '.'}")
        let after = try RuleBench.analyzer(rules + [more], policy: policy).evaluate(transcript).scorecard.score
        #expect((after ?? 0) <= score, "seed \(seed)")
      }
    }
  }

  @Test func anotherRuleLeavesTheOthersAlone() throws {
    try cases(600...609) { seed, random, rules, policy in
      let transcript = random.transcript()
      let alone = try RuleBench.analyzer(rules, policy: policy).evaluate(transcript)
      let more = try (10..<13).map { try RuleBench.rule(random.rule($0)) }
      let together = try RuleBench.analyzer(rules + more, policy: policy).evaluate(transcript)
      for (rule, outcome) in zip(rules.map(\.id).sorted(), alone.outcomes) {
        let other = try #require(together.outcomes.first { $0.rule == rule })
        #expect(other.result == outcome.result && other.windows == outcome.windows, "seed \(seed) \(rule)")
        #expect(other.findings == outcome.findings, "seed \(seed) \(rule)")
      }
    }
  }

  @Test func messageByMessageIsBatch() throws {
    try cases(300...330) { seed, random, rules, policy in
      let worker = try RuleBench.analyzer(rules, policy: policy).makeWorker()
      let transcript = random.transcript()
      let analysis = worker.start(transcript)
      for message in transcript.messages {
        analysis.append(message)
        _ = analysis.evaluation(isFinal: false)
      }
      #expect(fingerprint(analysis.evaluation()) == fingerprint(worker.evaluate(transcript)), "seed \(seed)")
    }
  }

  @Test func nothingDecidedIsTakenBack() throws {
    try cases(400...520) { seed, random, rules, policy in
      let worker = try RuleBench.analyzer(rules, policy: policy).makeWorker()
      let transcript = random.transcript()
      let analysis = worker.start(transcript)
      var decided: [String: RuleResult] = [:]
      var shown: [String: [[EvidenceSpan]]] = [:]
      for (count, message) in transcript.messages.enumerated() {
        analysis.append(message)
        let isLast = count == transcript.messages.count - 1
        for isFinal in isLast ? [false, true] : [false] {
          for outcome in analysis.evaluation(isFinal: isFinal).outcomes {
            let place = "seed \(seed), \(count + 1) messages, \(outcome.rule) \(isFinal)"
            if let before = decided[outcome.rule] { #expect(outcome.result == before, "\(place)") }
            if outcome.result != .pending { decided[outcome.rule] = outcome.result }
            #expect(isFinal ? outcome.result != .pending : outcome.result != .unknown, "\(place)")
            // A finding may gain evidence or be merged into a longer one; what it showed stays shown.
            let spans = outcome.findings.map { $0.hits.flatMap(\.spans) }
            for before in shown[outcome.rule, default: []] {
              #expect(
                spans.contains { now in before.allSatisfy { span in now.contains { $0.covers(span) } } }, "\(place)")
            }
            shown[outcome.rule] = spans
          }
        }
      }
    }
  }
}

extension EvidenceSpan {
  fileprivate func covers(_ other: EvidenceSpan) -> Bool { message == other.message && range.contains(other.range) }
}
