/// What the program says of one item of a conversation.
public enum ProgramVerdict: String, Sendable, CaseIterable {
  case finding
  /// It looked and has nothing to report.
  case silent
  /// No rule of the item applies: it reports nothing, either.
  case notApplicable = "not_applicable"
  /// It could not tell.
  case unknown

  init(_ results: [RuleResult]) {
    if results.contains(.hit) {
      self = .finding
    } else if results.contains(.noHit) {
      self = .silent
    } else if results.contains(where: { $0 == .unknown || $0 == .error || $0 == .pending }) || results.isEmpty {
      self = .unknown
    } else {
      self = .notApplicable
    }
  }
}

/// What an evaluation says of items.
struct ProgramReader {
  private let evaluation: Evaluation
  private let policy: ScoringPolicy
  private let rules: [String: Rule]
  private let results: [String: RuleResult]

  init(_ evaluation: Evaluation, policy: ScoringPolicy, rules: [String: Rule]) {
    self.evaluation = evaluation
    self.policy = policy
    self.rules = rules
    results = Dictionary(
      zip(evaluation.outcomes.ids, evaluation.outcomes.results), uniquingKeysWith: { first, _ in first })
  }

  /// The places of the findings that an item is about, of one agent where a subject names one, and what they come to.
  func verdict(on item: AgreementItem, agent: String?) -> (verdict: ProgramVerdict, findings: [Int]) {
    switch item.target {
    case .rules(let ids):
      return verdict(of: Set(ids), agent: agent) { _ in true }
    case .section(let id):
      if let loss = figureLoss(section: id, agent: agent) { return (loss ? .finding : .silent, []) }
      let own = rules.values.filter {
        $0.category == id && $0.status == .stable && ($0.verb == .forbid || $0.verb == .require)
      }
      return verdict(of: Set(own.map(\.id)), agent: agent) { $0.scores && ($0.verb == .forbid || $0.verb == .require) }
    }
  }

  private func verdict(
    of ids: Set<String>, agent: String?, counts: (Finding) -> Bool
  ) -> (verdict: ProgramVerdict, findings: [Int]) {
    let found = evaluation.findings.indices.filter { place in
      let finding = evaluation.findings[place]
      guard ids.contains(finding.rule), counts(finding) else { return false }
      return agent == nil || finding.agent == nil || finding.agent == agent
    }
    guard found.isEmpty else { return (.finding, found) }
    // What was found is another agent's, or does not count.
    let known = ids.compactMap { results[$0] }.map { $0 == .hit ? RuleResult.noHit : $0 }
    return (ProgramVerdict(known), [])
  }

  /// Whether a section that scores a figure lost points; nil for a section of rules, or one that does not apply.
  private func figureLoss(section id: String, agent: String?) -> Bool? {
    let lines = scorecard(of: agent).lines.filter {
      $0.category == id && ($0.kind == .metric || $0.kind == .sentiment)
    }
    return lines.isEmpty ? nil : lines.contains { $0.points < 0 }
  }

  func scorecard(of agent: String?) -> Scorecard {
    guard let agent, let own = evaluation.agents.first(where: { $0.id == agent }) else { return evaluation.scorecard }
    return own.scorecard
  }

  /// Where rules of an item saw what they look for and did not count it.
  func nearMisses(of item: AgreementItem) -> [SuppressedHit] {
    let ids: Set<String> =
      switch item.target {
      case .rules(let ids): Set(ids)
      case .section(let id): Set(rules.values.filter { $0.category == id }.map(\.id))
      }
    return evaluation.suppressedHits.filter { ids.contains($0.rule) }
  }
}
