/// Puts findings, mood and figures together into the evaluation of one conversation.
struct EvaluationBuilder {
  let analyzer: Analyzer
  let view: ConversationView
  let timeline: TurnTimeline
  let outcomes: [RuleOutcome]

  func evaluation() -> Evaluation {
    let transcript = view.transcript
    let metrics = ServiceMetricsReport(transcript, timeline: timeline, builder: analyzer.turnBuilder)
    let findings = orderedFindings()
    let categories = applicableCategories()
    let placed = findings.enumerated().map { (place: $0.offset, finding: $0.element) }
    let mood = view.sentiment.course(of: .customer)
    func scorecard(_ agent: String?) -> Scorecard {
      analyzer.policy.scorecard(
        ScoringInput(
          findings: agent == nil ? placed : placed.filter { $0.finding.agent == agent },
          applicableCategories: categories,
          metrics: agent.map { metrics.agents[$0] } ?? metrics.total, mood: mood, agent: agent),
        rules: analyzer.rulesByID)
    }
    let agents = agentIDs(findings).map { id, messages in
      AgentEvaluation(id: id, scorecard: scorecard(id), messages: messages, coverage: coverage(of: id))
    }
    return Evaluation(
      transcript: transcript, versions: analyzer.versions,
      transcriptHash: ConversationIdentity.contentHash(of: transcript),
      scorecard: scorecard(nil), agents: agents, findings: findings, outcomes: outcomes, swings: swings(),
      sentiments: byIndex(view.sentiment.messages), mood: byIndex(view.sentiment.mood),
      courses: Dictionary(
        Role.allCases.compactMap { role in view.sentiment.course(of: role).map { (role, $0) } },
        uniquingKeysWith: { first, _ in first }),
      metrics: metrics, turns: timeline.turns, order: view.order, agentOfMessage: agentOfMessage(),
      suppressedHits: suppressedHits(), diagnostics: diagnostics())
  }

  /// Findings in the order of the conversation, then of rule ids.
  private func orderedFindings() -> [Finding] {
    func place(_ finding: Finding) -> (Int, Int) {
      guard let message = finding.firstMessage, view.positions.indices.contains(message) else { return (Int.max, 0) }
      return (view.positions[message], finding.hits.first?.spans.first?.range.lower ?? 0)
    }
    let ordered = outcomes.flatMap(\.findings).enumerated().sorted { left, right in
      let places = (place(left.element), place(right.element))
      if places.0 != places.1 { return places.0 < places.1 }
      if left.element.rule != right.element.rule { return left.element.rule < right.element.rule }
      return left.offset < right.offset
    }
    return distinguished(ordered.map(\.element))
  }

  /// The findings with a number behind every fingerprint that an earlier one has too.
  private func distinguished(_ findings: [Finding]) -> [Finding] {
    var counts: [String: Int] = [:]
    return findings.map { finding in
      let count = (counts[finding.fingerprint] ?? 0) + 1
      counts[finding.fingerprint] = count
      guard count > 1 else { return finding }
      var other = finding
      other.fingerprint += "-\(count)"
      return other
    }
  }

  /// Sections of which a scored stable rule was decided.
  private func applicableCategories() -> Set<String> {
    var categories: Set<String> = []
    // Outcomes come in the order of the rules.
    for (number, outcome) in outcomes.enumerated() where outcome.result == .hit || outcome.result == .noHit {
      if let category = analyzer.scoredCategories[number] { categories.insert(category) }
    }
    return categories
  }

  /// Agents who sent something of their own, or own a finding, with the number of their messages.
  private func agentIDs(_ findings: [Finding]) -> [(String, Int)] {
    var messages: [String: Int] = [:]
    for message in view.transcript.messages
    where message.role == .agent && !message.isAutoReply && !message.isRecalled && !message.isEvent
      && message.kind != .note
    {
      messages[view.transcript.agentID(of: message), default: 0] += 1
    }
    for finding in findings { if let agent = finding.agent { messages[agent, default: 0] += 0 } }
    return messages.sorted { $0.key < $1.key }
  }

  private func coverage(of agent: String) -> ScriptCoverage {
    outcomes.reduce(into: ScriptCoverage()) { sum, outcome in
      if let own = outcome.coverage[agent] { sum += own }
    }
  }

  private func byIndex<Value>(_ values: [Value?]) -> [Value?] {
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
    for (leaf, scan) in view.scans.enumerated() {
      for hit in scan.hits {
        guard let why = hit.suppression else { continue }
        let rule = analyzer.rules.rules[analyzer.rules.leaves[leaf].rule].id
        result.append(SuppressedHit(rule: rule, span: EvidenceSpan(message: hit.message, range: hit.range), why: why))
      }
    }
    return result.sorted { ($0.span, $0.rule) < ($1.span, $1.rule) }
  }

  private func diagnostics() -> [Diagnostic] {
    var result: [Diagnostic] = []
    for outcome in outcomes {
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
