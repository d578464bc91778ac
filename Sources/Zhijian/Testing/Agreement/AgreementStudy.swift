/// Compares what people said of conversations with what the program says of them, one conversation at a time.
public struct AgreementStudy: Sendable {
  public let items: [AgreementItem]
  public let policy: ScoringPolicy
  let entries: [InspectionEntry]
  private let rules: [String: Rule]
  private let zone: TimeZoneRule
  private let redactor = Redactor(policy: .mask)
  /// By the id as the table has it, the places of its entries.
  let entriesByConversation: [String: [Int]]
  private(set) var records: [String: ProgramRecord] = [:]
  /// Conversations whose id came up before; the first counts.
  public private(set) var repeatedIDs = 0
  /// How many conversations came.
  public private(set) var conversations = 0

  /// What the program says of one conversation of the table.
  struct ProgramRecord {
    /// By agent; nil for the conversation as a whole.
    var views: [String?: View] = [:]
    /// By the name in the table, of those whose part is judged apart.
    var agents: [String: String] = [:]
    /// Names in the table that no agent of the conversation has.
    var strangers: Set<String> = []
    let startedOn: CalendarDate?

    struct View {
      /// By item.
      var verdicts: [ProgramVerdict] = []
      /// 0…100.
      var score: Double?
      /// By item, of those in which somebody disagrees.
      var evidence: [Int: Evidence] = [:]
    }

    struct Evidence {
      var rule: String?
      var severity: RuleSeverity?
      var sample: FindingSample?
      var nearMisses: [AgreementDisagreement.NearMiss] = []
    }
  }

  /// `rules` are all that may judge; the items of `entries` are places in `items`.
  public init(
    items: [AgreementItem], entries: [InspectionEntry], rules: RuleSet, policy: ScoringPolicy,
    zone: TimeZoneRule = .china
  ) {
    self.items = items
    self.entries = entries
    self.policy = policy
    self.zone = zone
    self.rules = Dictionary(rules.rules.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    entriesByConversation = Dictionary(grouping: entries.indices, by: { entries[$0].subject.conversation })
  }

  /// Takes in a conversation. Tables made of masked reports have masked ids, which are known, too.
  public mutating func add(_ evaluation: Evaluation) {
    conversations += 1
    let id = evaluation.transcript.id
    var name = id
    if entriesByConversation[id] == nil {
      name = redactor.redact(id).text
      guard entriesByConversation[name] != nil else { return }
    }
    guard records[name] == nil else {
      repeatedIDs += 1
      return
    }
    let reader = ProgramReader(evaluation, policy: policy, rules: rules)
    let transcript = evaluation.transcript
    let start = transcript.startedAt ?? transcript.messages.lazy.compactMap(\.at).min()
    var record = ProgramRecord(startedOn: start.map { zone.localTime(at: $0).date })
    let own = (entriesByConversation[name] ?? []).map { entries[$0] }
    for named in Set(own.compactMap(\.subject.agent)) {
      guard let agent = Self.agent(named, in: evaluation) else {
        record.strangers.insert(named)
        continue
      }
      // Where there is only one, the conversation is the agent's.
      if evaluation.agents.count > 1 { record.agents[named] = agent }
    }
    for agent in Set(record.agents.values.map { Optional($0) } + [nil]) {
      var view = ProgramRecord.View()
      view.score = reader.scorecard(of: agent).score.map { Double($0) / 100 }
      for (place, item) in items.enumerated() {
        let (verdict, findings) = reader.verdict(on: item, agent: agent)
        view.verdicts.append(verdict)
        let isDisputed = own.contains { entry in
          guard case .verdict(place, let said) = entry.content, said != .notApplicable else { return false }
          return (said == .finding) != (verdict == .finding)
        }
        if isDisputed { view.evidence[place] = evidence(findings, item, reader, evaluation) }
      }
      record.views[agent] = view
    }
    records[name] = record
  }

  /// The agent that a table calls by id or by name.
  private static func agent(_ name: String, in evaluation: Evaluation) -> String? {
    if evaluation.agents.contains(where: { $0.id == name }) { return name }
    let named = evaluation.transcript.agents.filter { $0.name == name }.map(\.id)
    return named.count == 1 ? named[0] : nil
  }

  private func evidence(
    _ findings: [Int], _ item: AgreementItem, _ reader: ProgramReader, _ evaluation: Evaluation
  ) -> ProgramRecord.Evidence {
    var evidence = ProgramRecord.Evidence()
    // The gravest one, the first of equals.
    let shown = findings.map { evaluation.findings[$0] }.reduce(nil as Finding?) { best, next in
      best.map { $0.severity < next.severity } ?? true ? next : best
    }
    if let shown {
      evidence.rule = shown.rule
      evidence.severity = shown.severity
      evidence.sample = FindingSample(shown, of: evaluation.transcript)
      return evidence
    }
    if case .rules(let ids) = item.target {
      evidence.rule = ids.first
      evidence.severity = ids.compactMap { rules[$0]?.severity }.max()
    }
    let messages = evaluation.transcript.messages
    evidence.nearMisses = reader.nearMisses(of: item).prefix(AgreementDisagreement.maximumNearMisses).compactMap {
      hit in
      guard messages.indices.contains(hit.span.message) else { return nil }
      let text = SurroundedText(hit.span.message, of: messages, limit: FindingSample.maximumUnits)
      return AgreementDisagreement.NearMiss(rule: hit.rule, message: hit.span.message, text: text, why: hit.why)
    }
    return evidence
  }
}
