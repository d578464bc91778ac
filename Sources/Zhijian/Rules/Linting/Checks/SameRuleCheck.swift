/// Rules that say the same under two names.
enum SameRuleCheck: LintCheck {
  static let definition = LintCheckDefinition(
    id: "same-rule", severity: .warning,
    summary: LocalizedText(zh: "两条规则的条件完全相同", en: "two rules have the same conditions"),
    reason: LocalizedText(zh: "每次命中都报告两遍、扣两次分。", en: "Every hit is reported twice and costs points twice."),
    remedy: LocalizedText(zh: "删掉一条，或合并。", en: "Remove one of them, or merge them."))

  private static let aside: Set<String> = [
    "id", "title", "why", "category", "severity", "status", "score", "examples", "lint",
  ]

  static func run(_ input: LintInput, _ report: LintReport) {
    var seen: [[UInt8]: LintedRule] = [:]
    let canonical = CanonicalYAML(lists: input.catalog)
    for rule in input.rules {
      guard case .mapping(let entries) = rule.root.content else { continue }
      let rest = entries.filter { !aside.contains($0.key) }
      let key = canonical.bytes(of: YAMLNode(content: .mapping(rest), location: rule.root.location))
      guard let first = seen[key] else {
        seen[key] = rule
        continue
      }
      let place = rest.first { $0.key == rule.rule.verb.rawValue }?.keyLocation ?? rule.root.location
      report.add(
        rule, at: place,
        LocalizedText(
          zh: "和规则 \(first.rule.id) 的条件完全相同", en: "the conditions are those of rule \(first.rule.id)"))
    }
  }
}
