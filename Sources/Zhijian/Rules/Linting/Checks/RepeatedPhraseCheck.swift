/// Phrases that two scoring rules look for in the same place.
enum RepeatedPhraseCheck: LintCheck {
  static let definition = LintCheckDefinition(
    id: "repeated-phrase", severity: .note,
    summary: LocalizedText(zh: "两条规则禁止同一个短语", en: "two rules forbid the same phrase"),
    reason: LocalizedText(zh: "一句话会按两条规则各扣一次。", en: "One sentence costs points twice."),
    remedy: LocalizedText(
      zh: "把短语留在一条规则里；确实要分别扣分，可以豁免并写明理由。",
      en: "Keep the phrase in one rule; allow it with a reason where both are meant."))

  static func run(_ input: LintInput, _ report: LintReport) {
    struct Place: Hashable {
      let role: ScopeRole
      let phrase: [UInt16]
    }
    var first: [Place: LintedRule] = [:]
    var reported: Set<[String]> = []
    for rule in input.rules where rule.rule.verb == .forbid && rule.rule.given == nil && rule.rule.filter == nil {
      guard rule.rule.status == .stable, rule.rule.score.effect != .none else { continue }
      let leaves = Self.leaves(of: rule)
      var counts: [String: (phrase: PhraseLeaf.Phrase, count: Int)] = [:]
      for leaf in leaves {
        for phrase in leaf.phrases where !phrase.text.isEmpty {
          let place = Place(role: leaf.node.scope.role ?? .any, phrase: input.probe.folded(phrase.text))
          guard let other = first[place] else {
            first[place] = rule
            continue
          }
          guard other !== rule else { continue }
          counts[other.rule.id, default: (phrase, 0)].count += 1
        }
      }
      for (other, found) in counts.sorted(by: { $0.key < $1.key })
      where reported.insert([other, rule.rule.id]).inserted {
        let more = found.count > 1 ? LocalizedText(zh: "等 \(found.count) 个短语", en: " and \(found.count - 1) more") : nil
        report.add(
          rule, at: found.phrase.location,
          LocalizedText(
            zh: "短语“\(found.phrase.text)”\(more?.chinese ?? "")在规则 \(other) 里也禁止",
            en: "the phrase '\(found.phrase.text)'\(more?.english ?? "") is forbidden by rule \(other), too"))
      }
    }
  }

  /// The leaves whose every hit is a finding.
  private static func leaves(of rule: LintedRule) -> [PhraseLeaf] {
    var direct: Set<LeafID> = []
    func collect(_ node: ConditionNode) {
      switch node.logic {
      case .leaf(_, let id):
        if node.scope.positions == nil, node.scope.anchor == nil, node.scope.seconds == nil { direct.insert(id) }
      case .any(let nodes): nodes.forEach(collect)
      default: break
      }
    }
    collect(rule.rule.condition)
    return rule.phraseLeaves.filter { direct.contains($0.id) && $0.keyword.match == .any }
  }
}
