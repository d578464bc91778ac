/// Anchors that never hit.
enum UnreachableAnchorCheck: LintCheck {
  static let definition = LintCheckDefinition(
    id: "unreachable-anchor", severity: .warning,
    summary: LocalizedText(zh: "锚点永远不会命中消息", en: "an anchor can never hit a message"),
    reason: LocalizedText(
      zh: "given 不会命中，规则就永远不适用；label 指的条件没有命中的消息（如 silent、count、field、not），挂在它上面的条件就永远不成立。",
      en:
        "If 'given' never hits, the rule never applies. A label on something that hits no message (silent, count, field, "
        + "not) is never there, and what hangs on it never holds."),
    remedy: LocalizedText(
      zh: "改正锚点的条件，或把 label 写在会命中消息的条件上。", en: "Mend the anchor, or put the label on a condition that hits messages."))

  static func check(_ rule: LintedRule, _ input: LintInput, _ report: LintReport) {
    if let given = rule.rule.given, ConditionLimits.isImpossible(given) {
      report.add(
        rule, at: rule.location("given"),
        LocalizedText(zh: "given 永远不会命中，规则永远不适用", en: "'given' can never hit: the rule never applies"))
    }
    for node in rule.nodes {
      guard case .label(let name)? = node.scope.anchor?.name, let target = rule.rule.labels[name],
        !target.mayHitMessages || ConditionLimits.isImpossible(target), let place = own(node, rule)
      else { continue }
      report.add(
        rule, at: place,
        LocalizedText(
          zh: "label “\(name)”永远不会命中消息，挂在它上面的条件永远不成立",
          en: "the label '\(name)' can never hit a message: what hangs on it never holds"))
    }
  }

  /// Where a condition names its anchor; nil where it inherits it.
  private static func own(_ node: ConditionNode, _ rule: LintedRule) -> SourceLocation? {
    guard let side = node.scope.anchor?.side else { return nil }
    return rule.place(of: node)?.sibling(side.rawValue)?.value.location
  }
}
