/// Options that change nothing where they stand.
enum IdleOptionCheck: LintCheck {
  static let definition = LintCheckDefinition(
    id: "idle-option", severity: .warning,
    summary: LocalizedText(zh: "选项在这里不起作用", en: "an option does nothing here"),
    reason: LocalizedText(zh: "作者以为它起作用。", en: "Its author thinks that it does."),
    remedy: LocalizedText(zh: "删掉它，或补上它需要的东西。", en: "Remove it, or add what it needs."))

  static func check(_ rule: LintedRule, _ input: LintInput, _ report: LintReport) {
    if rule.rule.given == nil, let which = rule.entry("which") {
      report.add(
        rule, at: which.keyLocation,
        LocalizedText(zh: "没有 given，which 不起作用", en: "'which' does nothing without 'given'"))
    }
    if rule.rule.score.effect == .none, rule.entry("score") != nil {
      report.add(
        rule, at: rule.location("score"),
        LocalizedText(
          zh: "score 里没有 deduct、award 或 auto_fail，不影响分数",
          en: "'score' has no deduct, award or auto_fail and changes nothing"))
    }
    for node in rule.nodes { check(node, rule, report) }
  }

  private static func check(_ node: ConditionNode, _ rule: LintedRule, _ report: LintReport) {
    guard let place = rule.place(of: node) else { return }
    if node.scope.anchor == nil, let which = place.sibling("which"), node !== rule.rule.given {
      report.add(
        rule, at: which.keyLocation,
        LocalizedText(zh: "没有锚点，which 不起作用", en: "'which' does nothing without an anchor"))
    }
    guard case .leaf(let leaf, _) = node.logic else { return }
    if let keyword = leaf as? KeywordOperator, keyword.match == .all, keyword.phrases.count == 1,
      let match = place.sibling("match")
    {
      report.add(
        rule, at: match.keyLocation,
        LocalizedText(zh: "只有一个短语，match: all 不起作用", en: "'match: all' does nothing with one phrase"))
    }
    if !leaf.looksAtRoles, let role = place.sibling("role") {
      report.add(
        rule, at: role.keyLocation,
        LocalizedText(
          zh: "这个算子不看角色，role 不起作用", en: "this operator does not look at roles: 'role' does nothing"))
    }
  }
}
