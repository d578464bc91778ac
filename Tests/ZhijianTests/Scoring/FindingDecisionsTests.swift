import Testing

@testable import Zhijian

/// What was decided of findings before: baselines, suppressions, judgements of people.
@Suite struct FindingDecisionsTests {
  private static let dialogue = """
    [+0:00] 客户: 在吗
    [+0:05] 客服(小李): 坏话
    [+0:10] 客服(小王): 坏话，还是坏话
    """

  private let analyzer: Analyzer
  private let transcript: Transcript

  init() throws {
    let rules = [
      try RuleBench.rule(
        "id: bad\ncategory: attitude\nscore: {deduct: 10, per: finding}\nforbid: {role: agent, keyword: [坏话], boundary: any}"
      ),
      try RuleBench.rule(
        "id: closing\ncategory: attitude\nscore: {deduct: 5}\nrequire: {role: agent, keyword: [再见], boundary: any}"),
    ]
    let policy = ScoringPolicy(
      sections: [.init(id: "attitude", title: "态度", kind: .rules, weight: 1)], bands: [], minimumSample: 1)
    analyzer = try RuleBench.analyzer(rules, policy: policy)
    transcript = try Dialogue(Self.dialogue).transcript
  }

  private func decided(_ decisions: FindingDecisions?) throws -> Evaluation {
    try analyzer.evaluate(transcript, decisions: decisions)
  }

  private func date(_ text: String) throws -> CalendarDate { try #require(CalendarDate(parsing: text)) }

  private func suppression(_ target: FindingSuppression.Target, until: String = "2026-12-31") throws
    -> FindingSuppression
  {
    FindingSuppression(target: target, reason: "系统故障", until: try date(until), by: "王主管")
  }

  @Test func withoutDecisionsEverythingIsOpen() throws {
    let evaluation = try decided(nil)
    #expect(evaluation.findings.map(\.rule) == ["bad", "bad", "closing", "bad"])
    #expect(evaluation.findings.allSatisfy { $0.state == .open })
    #expect(evaluation.scorecard.score == 6_500)
    #expect(evaluation.versions.reviews == nil && evaluation.versions.baseline == nil)
  }

  @Test func theBaselineScoresAndTheOthersDoNot() throws {
    let open = try decided(nil)
    let baseline = Dictionary(uniqueKeysWithValues: open.findings.map { ($0.fingerprint, FindingDecision(.baseline)) })
    let known = try decided(FindingDecisions(baseline: baseline))
    #expect(known.findings.allSatisfy { $0.state == .baseline })
    #expect(known.scorecard.score == 6_500)
    #expect(known.versions.baseline != nil && known.versions.reviews == nil)
    // One of two alike has a number behind its fingerprint and is decided apart.
    let wrong = open.findings[3].fingerprint
    #expect(wrong.hasSuffix("-2"))
    let overturned = try decided(
      FindingDecisions(
        overturned: [wrong: FindingDecision(.overturned, by: "王", reason: "引述")], baseline: baseline))
    #expect(overturned.findings.map(\.state) == [.baseline, .baseline, .baseline, .overturned])
    #expect(overturned.findings[3].decision?.by == "王" && overturned.findings[3].decision?.reason == "引述")
    #expect(overturned.scorecard.score == 7_500)
    #expect(overturned.scorecard.lines.flatMap(\.findings).contains(3) == false)
    #expect(overturned.agents.first { $0.id == "小王" }?.scorecard.score == 8_500)
  }

  @Test func suppressionsNameAFingerprintOrAPlaceAndEnd() throws {
    let open = try decided(nil)
    let first = open.findings[0]
    for (target, states) in [
      (FindingSuppression.Target.fingerprint(first.fingerprint), [Finding.State.suppressed, .open, .open, .open]),
      (.place(rule: "bad", conversation: "example", message: nil), [.suppressed, .suppressed, .open, .suppressed]),
      (.place(rule: "bad", conversation: "example", message: 2), [.open, .suppressed, .open, .suppressed]),
      (.place(rule: "closing", conversation: "example", message: 2), [.open, .open, .suppressed, .open]),
      (.place(rule: "bad", conversation: "another", message: nil), [.open, .open, .open, .open]),
    ] {
      let list = [try suppression(target)]
      func decidedStates(on day: String) throws -> [Finding.State] {
        try decided(FindingDecisions(suppressions: list, today: try date(day))).findings.map(\.state)
      }
      #expect(try decidedStates(on: "2026-12-31") == states, "\(target)")
      #expect(try decidedStates(on: "2027-01-01").allSatisfy { $0 == .open }, "\(target)")
    }
  }

  @Test func peopleGoBeforeSuppressionsAndTheBaseline() throws {
    let print = try decided(nil).findings[0].fingerprint
    let suppressions = [
      try suppression(.fingerprint(print)), try suppression(.place(rule: "bad", conversation: "example", message: nil)),
    ]
    let all = FindingDecisions(
      overturned: [print: FindingDecision(.overturned)], suppressions: suppressions, today: try date("2026-11-01"),
      baseline: [print: FindingDecision(.baseline)])
    #expect(try decided(all).findings[0].state == .overturned)
    let two = FindingDecisions(
      suppressions: suppressions, today: try date("2026-11-01"), baseline: [print: FindingDecision(.baseline)])
    let evaluation = try decided(two)
    #expect(evaluation.findings[0].state == .suppressed)
    // The first of the list that fits decides.
    #expect(evaluation.findings.map { $0.decision?.entry } == [0, 1, nil, 1])
  }

  @Test func versionsTellWhatIsInForce() throws {
    let list = [try suppression(.fingerprint("0123456789abcdef"))]
    func version(on day: String) throws -> String? {
      FindingDecisions(suppressions: list, today: try date(day)).suppressionsVersion
    }
    let (before, last, after) = (
      try version(on: "2026-01-01"), try version(on: "2026-12-31"), try version(on: "2027-01-01")
    )
    #expect(before == last && after != last)
    #expect(after == FindingDecisions(suppressions: []).suppressionsVersion)
    func reviews(_ by: String) -> String? {
      FindingDecisions(overturned: ["0123456789abcdef": FindingDecision(.overturned, by: by)]).reviewsVersion
    }
    #expect(reviews("王") != reviews("李") && reviews("王") == reviews("王"))
  }

  @Test func anOverturnedMissingScriptCountsAsSaid() throws {
    let open = try decided(nil)
    #expect(open.agents.first { $0.id == "小王" }?.coverage == ScriptCoverage(covered: 0, applicable: 1))
    let closing = try #require(open.findings.first { $0.rule == "closing" })
    let decisions = FindingDecisions(overturned: [closing.fingerprint: FindingDecision(.overturned)])
    let evaluation = try decided(decisions)
    #expect(evaluation.agents.first { $0.id == "小王" }?.coverage == ScriptCoverage(covered: 1, applicable: 1))
    var report = BatchReport(policy: analyzer.policy, preset: "generic")
    report.add(evaluation)
    #expect(report.coverage.share == 1)
    #expect(report.rules["closing"]?.findings == 0)
    #expect(report.rules["closing"]?.results == [.noHit: 1])
    #expect(report.rules["bad"]?.findings == 3 && report.rules["bad"]?.results == [.hit: 1])
  }

  @Test func namesReviewsAndSuppressionsAsTheCauseOfAChange() throws {
    let open = try decided(nil)
    func earlier(_ evaluation: Evaluation) -> EarlierEvaluation {
      var versions = ["transcript": evaluation.transcriptHash, "program": "test"]
      for key in ["icu", "rules", "lexicons", "scorecard", "tokenizer", "config"] { versions[key] = "" }
      versions["reviews"] = evaluation.versions.reviews
      return EarlierEvaluation(
        id: "example", versions: versions, score: evaluation.scorecard.score,
        agents: Dictionary(uniqueKeysWithValues: evaluation.agents.map { ($0.id, $0.scorecard.score) }),
        lines: ([evaluation.scorecard] + evaluation.agents.map(\.scorecard)).flatMap(\.lines).map {
          .init(agent: $0.agent, rule: $0.rule, category: $0.category, kind: $0.kind.rawValue, effect: $0.effect)
        })
    }
    let print = open.findings[0].fingerprint
    let reviewed = try decided(FindingDecisions(overturned: [print: FindingDecision(.overturned)]))
    let changes = try #require(ScoreChanges(from: earlier(open), to: reviewed))
    #expect(changes.causes == [.reviews])
    #expect(changes.ledger.filter { $0.agent == nil }.map(\.difference) == [1_000])
    let suppressed = try decided(
      FindingDecisions(suppressions: [try suppression(.fingerprint(print))], today: try date("2026-11-01")))
    #expect(ScoreChanges(from: earlier(open), to: suppressed)?.causes == [.suppressions])
    #expect(ScoreChanges(from: earlier(reviewed), to: suppressed) == nil)
    // What is only known from before moves nothing.
    let known = try decided(FindingDecisions(baseline: [print: FindingDecision(.baseline)]))
    #expect(ScoreChanges(from: earlier(open), to: known) == nil)
  }

  // MARK: Whatever the rules

  private func account(_ card: Scorecard) -> [String] {
    ["\(card.score ?? -1) \(card.isAutoFailed)"]
      + card.lines.map { "\($0.kind) \($0.rule ?? "") \($0.category ?? "") \($0.points) \($0.effect)" }
  }

  /// A rule whose findings are all overturned leaves the account that it leaves where it finds nothing.
  @Test func overturnedIsAsNeverFound() throws {
    var count = 0
    for seed in UInt64(1)...50 {
      var random = RandomConversations(seed: seed)
      let texts = (0..<5).map { random.rule($0) }
      let rules = try texts.map { try RuleBench.rule($0) }
      let (policy, transcript) = (random.policy(), random.transcript())
      let analyzer = try RuleBench.analyzer(rules, policy: policy)
      let open = try analyzer.evaluate(transcript)
      guard let rule = open.findings.randomElement(using: &random.generator)?.rule else { continue }
      count += 1
      let own = open.findings.filter { $0.rule == rule }
      let decisions = FindingDecisions(
        overturned: Dictionary(
          own.map { ($0.fingerprint, FindingDecision(.overturned)) }, uniquingKeysWith: { first, _ in first }))
      let reviewed = try analyzer.evaluate(transcript, decisions: decisions)
      let number = try #require(rules.firstIndex { $0.id == rule })
      // The same rule, looking for what nobody says.
      let head = texts[number].split(separator: "\n").filter {
        $0.hasPrefix("id:") || $0.hasPrefix("category:") || $0.hasPrefix("score:")
      }
      let verb = rules[number].verb == .credit ? "credit" : "forbid"
      var silent = rules
      silent[number] = try RuleBench.rule(
        head.joined(separator: "\n") + "\n\(verb): {lines: 1..100, keyword: [谁也不说的话], boundary: any}")
      let never = try RuleBench.analyzer(silent, policy: policy).evaluate(transcript)
      guard never.outcomes.first(where: { $0.rule == rule })?.result == .noHit else { continue }
      #expect(account(reviewed.scorecard) == account(never.scorecard), "seed \(seed)")
      for agent in never.agents {
        let own = try #require(reviewed.agents.first { $0.id == agent.id })
        #expect(account(own.scorecard) == account(agent.scorecard), "seed \(seed) \(agent.id)")
      }
    }
    #expect(count > 25)
  }

  /// Whatever is decided of whatever finding, accounts add up and hold nothing that does not score.
  @Test func ledgersAddUpWhateverIsDecided() throws {
    for seed in UInt64(300)...350 {
      var random = RandomConversations(seed: seed)
      let rules = try (0..<6).map { try RuleBench.rule(random.rule($0)) }
      let (policy, transcript) = (random.policy(), random.transcript())
      let analyzer = try RuleBench.analyzer(rules, policy: policy)
      let prints = try analyzer.evaluate(transcript).findings.map(\.fingerprint)
      func some(_ state: Finding.State) -> [String: FindingDecision] {
        Dictionary(
          prints.filter { _ in Bool.random(using: &random.generator) }.map { ($0, FindingDecision(state)) },
          uniquingKeysWith: { first, _ in first })
      }
      let suppressions = prints.filter { _ in random.number(0...3) == 0 }.map {
        FindingSuppression(target: .fingerprint($0), reason: "r", until: CalendarDate(dayNumber: 10))
      }
      let decisions = FindingDecisions(
        overturned: some(.overturned), suppressions: suppressions, today: CalendarDate(dayNumber: 9),
        baseline: some(.baseline))
      let evaluation = try analyzer.evaluate(transcript, decisions: decisions)
      #expect(evaluation.findings.map(\.fingerprint) == prints, "seed \(seed)")
      for card in [evaluation.scorecard] + evaluation.agents.map(\.scorecard) {
        #expect(card.lines.reduce(0) { $0 + $1.effect } == card.score ?? 0, "seed \(seed)")
        #expect(
          card.lines.flatMap(\.findings).allSatisfy {
            [.open, .baseline].contains(evaluation.findings[$0].state)
          }, "seed \(seed)")
      }
    }
  }
}
