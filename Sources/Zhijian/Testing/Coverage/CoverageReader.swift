/// From what was counted to what is covered: the parts of a rule, each with its gap.
struct CoverageReader {
  private let rule: Rule
  private let outline: RuleOutline
  private let lists: WordListCatalog
  private let tally: ConditionTally

  init(rule: Rule, source: RuleSource, lists: WordListCatalog, tally: ConditionTally) {
    self.rule = rule
    outline = RuleOutline(root: source.root)
    self.lists = lists
    self.tally = tally
  }

  func coverage() -> RuleCoverage {
    var parts: [RuleCoverage.Part] = []
    if rule.filter != nil, let entry = outline.entry("for") {
      parts.append(part(.filter, "for", entry.keyLocation, tally.filter))
    }
    if let given = rule.given { add(given, leadsTo: .finding, to: &parts) }
    add(rule.condition, leadsTo: rule.verb == .require ? .clean : .finding, to: &parts)
    return RuleCoverage(rule: rule.id, parts: parts.sorted { ($0.location, $0.text) < ($1.location, $1.text) })
  }

  private func part(
    _ kind: RuleCoverage.Part.Kind, _ text: String, _ location: SourceLocation, _ count: ConditionTally.Count
  ) -> RuleCoverage.Part {
    let gap: RuleCoverage.Part.Gap? =
      if count.held == 0, count.failed == 0 {
        // What is never decided was never evaluated to anything.
        .neverEvaluated
      } else if count.held == 0 {
        .neverTrue
      } else if count.failed == 0 {
        .neverFalse
      } else {
        nil
      }
    return RuleCoverage.Part(
      kind: kind, text: text, location: location, owner: location, gap: gap, witness: .any)
  }

  /// Adds `node` and all below it. `witness` are the tests in which it is to hold.
  private func add(
    _ node: ConditionNode, leadsTo witness: RuleCoverage.Part.Witness, to parts: inout [RuleCoverage.Part]
  ) {
    let head = outline.head(of: node)
    parts.append(
      part(.condition, head?.key ?? "", node.location, tally.conditions[node.location] ?? ConditionTally.Count()))
    switch node.logic {
    case .leaf(let leaf, _): addPhrases(of: node, leaf, witness, to: &parts)
    case .not(let operand): return add(operand, leadsTo: witness.opposite, to: &parts)
    case .all, .any, .atLeast, .sequence: break
    }
    for child in node.children {
      add(child, leadsTo: isBounded(node) ? .any : witness, to: &parts)
    }
  }

  /// Whether more of what is below may make it fail, such as of `count: {max: 2}`.
  private func isBounded(_ node: ConditionNode) -> Bool {
    guard case .leaf(let leaf, _) = node.logic, let count = leaf as? CountOperator else { return false }
    return !count.bounds.holdsWhenGrowing
  }

  // MARK: Phrases

  private func addPhrases(
    of node: ConditionNode, _ leaf: any ConditionOperator, _ witness: RuleCoverage.Part.Witness,
    to parts: inout [RuleCoverage.Part]
  ) {
    let use = tally.phrases[node.location] ?? ConditionTally.PhraseUse()
    // A condition that others hang on does not lead to anything by itself.
    var witness = node.label == nil ? witness : .any
    if let keyword = leaf as? KeywordOperator, keyword.match == KeywordOperator.Match.none {
      witness = witness.opposite
    }
    let seen =
      switch witness {
      case .finding: use.withFinding
      case .clean: use.withoutFinding
      case .any: use.withFinding.union(use.withoutFinding)
      }
    if leaf is KeywordOperator || leaf is SimilarOperator {
      addItems(outline.head(of: node), seen: seen, witness, to: &parts)
    } else if leaf is ScriptOperator, case .mapping(let slots)? = outline.entry("slots", of: node)?.value.content {
      for (number, slot) in slots.enumerated() {
        add(slot.key, slot.keyLocation, of: node.location, isSeen: seen.contains(number), witness, to: &parts)
      }
    }
    guard let unless = outline.entry("unless", of: node), leaf.takesExcuses else { return }
    parts.append(
      part(.excuse, "unless", unless.keyLocation, tally.excuses[node.location] ?? ConditionTally.Count()))
    if !(leaf is RegexOperator) { addItems(unless, seen: use.excuses, .any, to: &parts) }
  }

  /// Adds the items of a list of phrases; `seen` are the numbers of the phrases that count as seen.
  private func addItems(
    _ list: YAMLNode.Entry?, seen: Set<Int>, _ witness: RuleCoverage.Part.Witness,
    to parts: inout [RuleCoverage.Part]
  ) {
    guard let list else { return }
    var numbers: [String: Int] = [:]
    for item in PhraseList.items(list.value, lists: lists) {
      for phrase in item.phrases where numbers[phrase] == nil { numbers[phrase] = numbers.count }
      let isSeen = item.phrases.contains { numbers[$0].map(seen.contains) ?? false }
      add(item.text, item.node.location, of: list.keyLocation, isSeen: isSeen, witness, to: &parts)
    }
  }

  private func add(
    _ text: String, _ location: SourceLocation, of owner: SourceLocation, isSeen: Bool,
    _ witness: RuleCoverage.Part.Witness, to parts: inout [RuleCoverage.Part]
  ) {
    parts.append(
      RuleCoverage.Part(
        kind: .phrase, text: text, location: location, owner: owner, gap: isSeen ? nil : .neverMatched,
        witness: witness))
  }
}

extension RuleCoverage.Part.Witness {
  /// The tests for what must not be there.
  fileprivate var opposite: Self {
    switch self {
    case .finding: .clean
    case .clean: .finding
    case .any: .any
    }
  }
}

extension ConditionOperator {
  /// Whether `unless` speaks of occurrences.
  fileprivate var takesExcuses: Bool {
    self is KeywordOperator || self is RegexOperator || self is SimilarOperator || self is ScriptOperator
  }
}
