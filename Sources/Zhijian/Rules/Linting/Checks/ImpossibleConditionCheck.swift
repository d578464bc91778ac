/// Conditions that can never hold.
enum ImpossibleConditionCheck: LintCheck {
  static let definition = LintCheckDefinition(
    id: "impossible-condition", severity: .error,
    summary: LocalizedText(zh: "条件永远不会成立", en: "a condition can never hold"),
    reason: LocalizedText(
      zh: "forbid 永远不报告，require 报告每一个会话。", en: "forbid never reports, require reports every conversation."),
    remedy: LocalizedText(zh: "改正界限或个数。", en: "Mend the bounds or the number."))

  static func check(_ rule: LintedRule, _ input: LintInput, _ report: LintReport) {
    for node in rule.nodes {
      guard case .leaf(let leaf, _) = node.logic, let why = ConditionLimits.impossibility(of: leaf) else { continue }
      report.add(rule, at: node.location, why)
    }
  }
}
