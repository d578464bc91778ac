/// Puts findings, mood and figures together into the evaluation of one conversation.
struct EvaluationBuilder {
  private let basis: ScoringBasis
  private let leaves: [CompiledLeaf]
  private let view: ConversationView
  private let timeline: TurnTimeline
  private var outcomes: RuleOutcomes
  private let suppressedInJudging: Set<SuppressedHit>
  private let decisions: FindingDecisions?

  init(
    analyzer: Analyzer, view: ConversationView, timeline: TurnTimeline, outcomes: RuleOutcomes,
    suppressed: Set<SuppressedHit>, decisions: FindingDecisions? = nil
  ) {
    suppressedInJudging = suppressed
    self.decisions = decisions
    basis = analyzer.scoring
    leaves = analyzer.rules.leaves
    self.view = view
    self.timeline = timeline
    self.outcomes = outcomes
  }

  mutating func evaluation() -> Evaluation {
    let metrics = ServiceMetricsReport(view.transcript, timeline: timeline, builder: basis.turnBuilder)
    let (findings, ruleNumbers) = decidedFindings()
    let items = scoringItems(findings, ruleNumbers)
    let applies = applicableSections()
    let mood = view.sentiment.course(of: .customer)
    let basis = basis
    func scorecard(_ agent: String?) -> Scorecard {
      let own = agent == nil ? items : items.filter { findings[$0.place].agent == agent }
      return basis.scorecard(
        ScoringInput(items: own, findings: findings, applies: applies, mood: mood, agent: agent), metrics: metrics)
    }
    let agents = agentIDs(findings).map { id, messages in
      AgentEvaluation(id: id, scorecard: scorecard(id), messages: messages, coverage: coverage(of: id))
    }
    return Evaluation(
      transcript: view.transcript, versions: basis.versions.with(decisions),
      transcriptHash: ConversationIdentity.contentHash(of: view.transcript),
      scorecard: scorecard(nil), agents: agents, findings: findings, outcomes: outcomes, swings: swings(),
      sentiments: byIndex(view.sentiment.messages), mood: byIndex(view.sentiment.mood), courses: courses(),
      metrics: metrics, turns: timeline.turns, order: view.order, agentOfMessage: agentOfMessage(),
      suppressedHits: suppressedHits(), diagnostics: diagnostics())
  }

  /// Where a finding of an outcome belongs among all.
  private struct FindingPlace {
    let position: Int
    let offset: Int
    /// The place of its rule among the outcomes that tell more; those come in the order of the rules, which is that of
    /// their ids.
    let told: Int
    let number: Int

    static func < (left: FindingPlace, right: FindingPlace) -> Bool {
      if left.position != right.position { return left.position < right.position }
      if left.offset != right.offset { return left.offset < right.offset }
      return left.told != right.told ? left.told < right.told : left.number < right.number
    }
  }

  /// The findings with what was decided of them before, and the numbers of their rules. A missing script that people
  /// found counts as said.
  private mutating func decidedFindings() -> ([Finding], [Int]) {
    var (findings, ruleNumbers) = orderedFindings()
    guard let decisions else { return (findings, ruleNumbers) }
    for index in findings.indices {
      guard let decision = decisions.decision(on: findings[index], in: view.transcript.id) else { continue }
      findings[index].decision = decision
      guard decision.state == .overturned, findings[index].verb == .require, findings[index].status == .stable,
        let agent = findings[index].agent,
        let told = outcomes.told.firstIndex(where: { $0.rule == ruleNumbers[index] })
      else { continue }
      outcomes.cover(told, by: agent)
    }
    return (findings, ruleNumbers)
  }

  /// Findings in the order of the conversation, then of rule ids, with the numbers of their rules.
  private func orderedFindings() -> ([Finding], [Int]) {
    var places: [FindingPlace] = []
    for told in outcomes.told.indices {
      for number in outcomes.told[told].outcome.findings.indices {
        places.append(place(told, number))
      }
    }
    places.sort { $0 < $1 }
    var findings: [Finding] = []
    findings.reserveCapacity(places.count)
    for place in places { findings.append(outcomes.told[place.told].outcome.findings[place.number]) }
    distinguish(&findings)
    return (findings, places.map { outcomes.told[$0.told].rule })
  }

  private func place(_ told: Int, _ number: Int) -> FindingPlace {
    let finding = outcomes.told[told].outcome.findings[number]
    guard let message = finding.firstMessage, view.positions.indices.contains(message) else {
      return FindingPlace(position: Int.max, offset: 0, told: told, number: number)
    }
    let offset = finding.hits.first?.spans.first?.range.lower ?? 0
    return FindingPlace(position: view.positions[message], offset: offset, told: told, number: number)
  }

  /// Puts a number behind every fingerprint that an earlier finding has too.
  private func distinguish(_ findings: inout [Finding]) {
    var fingerprints = IdentifierList()
    var counts: [Int] = []
    for index in findings.indices {
      let place = fingerprints.place(of: findings[index].fingerprint)
      if place == counts.count { counts.append(0) }
      counts[place] += 1
      if counts[place] > 1 { findings[index].fingerprint += "-\(counts[place])" }
    }
  }

  /// What takes part in scores, in the order of rules.
  private func scoringItems(_ findings: [Finding], _ ruleNumbers: [Int]) -> [ScoringInput.Item] {
    var items: [ScoringInput.Item] = []
    for place in findings.indices where findings[place].scores {
      items.append(ScoringInput.Item(rule: ruleNumbers[place], place: place))
    }
    items.sort { ($0.rule, $0.place) < ($1.rule, $1.place) }
    return items
  }

  /// By section, whether a scored stable rule of it was decided.
  private func applicableSections() -> [Bool] {
    var applies = [Bool](repeating: false, count: basis.policy.sections.count)
    for (rule, result) in outcomes.results.enumerated() where result == .hit || result == .noHit {
      let section = basis.appliedSection[rule]
      if section >= 0 { applies[section] = true }
    }
    return basis.firstSection.map { applies[$0] }
  }

  /// Agents who sent something of their own, or own a finding, with the number of their messages.
  private func agentIDs(_ findings: [Finding]) -> [(String, Int)] {
    var ids = IdentifierList()
    var counts: [Int] = []
    func count(_ agent: String, _ messages: Int) {
      let place = ids.place(of: agent)
      if place == counts.count { counts.append(0) }
      counts[place] += messages
    }
    let messages = view.transcript.messages
    for index in messages.indices where messages[index].role == .agent && isOwnMessage(messages[index]) {
      count(view.transcript.agentID(of: messages[index]), 1)
    }
    for index in findings.indices { if let agent = findings[index].agent { count(agent, 0) } }
    return counts.indices.map { (ids[$0], counts[$0]) }.sorted { $0.0 < $1.0 }
  }

  private func isOwnMessage(_ message: Message) -> Bool {
    !message.isAutoReply && !message.isRecalled && !message.isEvent && message.kind != .note
  }

  private func coverage(of agent: String) -> ScriptCoverage {
    var sum = ScriptCoverage()
    for told in outcomes.told.indices where !outcomes.told[told].outcome.coverage.isEmpty {
      if let own = outcomes.told[told].outcome.coverage[agent] { sum += own }
    }
    return sum
  }

  private func courses() -> [Role: SentimentTimeline.Course] {
    var courses: [Role: SentimentTimeline.Course] = [:]
    for role in Role.allCases { if let course = view.sentiment.course(of: role) { courses[role] = course } }
    return courses
  }

  private func byIndex<Value>(_ values: [Value?]) -> [Value?] {
    if values.count == view.count, zip(view.order, 0...).allSatisfy({ $0 == $1 }) { return values }
    var result = [Value?](repeating: nil, count: view.count)
    for (position, value) in values.enumerated() where position < view.count { result[view.order[position]] = value }
    return result
  }

  private func swings() -> [EmotionSwing] {
    view.sentiment.swings().map { swing in
      EmotionSwing(
        kind: swing.kind, from: view.order[swing.from], to: view.order[swing.to], size: swing.size,
        recovered: swing.recovered, afterAgentMessage: swing.afterAgentMessage.map { view.order[$0] })
    }
  }

  private func agentOfMessage() -> [String?] {
    var result = [String?](repeating: nil, count: view.count)
    for position in 0..<view.count { result[view.order[position]] = view.owner(at: position) }
    return result
  }

  private func suppressedHits() -> [SuppressedHit] {
    var result: [SuppressedHit] = []
    for leaf in view.scannedLeaves {
      for hit in view.scans[leaf].hits {
        guard let why = hit.suppression else { continue }
        let rule = basis.rules[leaves[leaf].rule].id
        result.append(SuppressedHit(rule: rule, span: EvidenceSpan(message: hit.message, range: hit.range), why: why))
      }
    }
    if !suppressedInJudging.isEmpty { result.append(contentsOf: suppressedInJudging.subtracting(result)) }
    return result.count > 1
      ? result.sorted { ($0.span, $0.rule, $0.why.rawValue) < ($1.span, $1.rule, $1.why.rawValue) } : result
  }

  private func diagnostics() -> [Diagnostic] {
    var result: [Diagnostic] = []
    for (_, outcome) in outcomes.told {
      guard let problem = outcome.problem else { continue }
      result.append(
        Diagnostic(
          .error, code: "rule-error",
          message: LocalizedText(
            zh: "规则 \(outcome.rule) 无法判定：\(problem.chinese)",
            en: "rule \(outcome.rule) could not be judged: \(problem.english)")))
    }
    if timeline.clockSkewCount > 0 {
      result.append(
        Diagnostic(
          .warning, code: "clock-skew",
          message: LocalizedText(
            zh: "有 \(timeline.clockSkewCount) 条消息的时间早于它前面的消息",
            en: "\(timeline.clockSkewCount) messages are older than the line before them")))
    }
    return result
  }
}
