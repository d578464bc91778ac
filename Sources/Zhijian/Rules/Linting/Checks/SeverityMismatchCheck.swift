/// Severities that contradict the score.
enum SeverityMismatchCheck: LintCheck {
  static let definition = LintCheckDefinition(
    id: "severity-mismatch", severity: .warning,
    summary: LocalizedText(zh: "级别和分数矛盾", en: "the severity contradicts the score"),
    reason: LocalizedText(
      zh: "一票否决的规则却是 info 或 minor，扣分的规则却是 info：按级别筛选的人看不到它。",
      en: "auto_fail with info or minor, a deduction with info: whoever filters by severity does not see it."),
    remedy: LocalizedText(
      zh: "一票否决写 critical 或 major；扣分的规则至少写 minor。",
      en: "Use critical or major with auto_fail, and at least minor with a deduction."))

  static func check(_ rule: LintedRule, _ input: LintInput, _ report: LintReport) {
    let severity = rule.rule.severity
    let location = rule.entry("severity")?.value.location ?? rule.root.location
    switch rule.rule.score.effect {
    case .autoFail where severity == .info || severity == .minor:
      report.add(
        rule, at: location,
        LocalizedText(
          zh: "一票否决的规则级别是 \(severity.rawValue)", en: "a rule with auto_fail has the severity \(severity.rawValue)"))
    case .deduct(let points) where severity == .info && points > 0:
      report.add(
        rule, at: location, LocalizedText(zh: "扣分的规则级别是 info", en: "a rule that deducts has the severity info"))
    default: break
    }
  }
}
