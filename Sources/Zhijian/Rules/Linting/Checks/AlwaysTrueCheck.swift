/// Conditions that hold whatever is said.
enum AlwaysTrueCheck: LintCheck {
  static let definition = LintCheckDefinition(
    id: "always-true", severity: .warning,
    summary: LocalizedText(zh: "条件总是成立", en: "a condition always holds"),
    reason: LocalizedText(
      zh: "forbid 会报告每一个会话，require 永远不报告。", en: "forbid reports every conversation, require none."),
    remedy: LocalizedText(zh: "检查界限是不是写反了。", en: "Look whether the bounds are the wrong way round."))

  static func check(_ rule: LintedRule, _ input: LintInput, _ report: LintReport) {
    for node in rule.nodes {
      guard case .leaf(let leaf, _) = node.logic, ConditionLimits.isCertain(leaf) else { continue }
      report.add(
        rule, at: node.location, LocalizedText(zh: "这个条件总是成立", en: "this condition always holds"))
    }
  }
}
