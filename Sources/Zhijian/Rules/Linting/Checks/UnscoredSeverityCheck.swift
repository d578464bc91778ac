/// Grave rules that cost nothing.
enum UnscoredSeverityCheck: LintCheck {
  static let definition = LintCheckDefinition(
    id: "unscored-severity", severity: .note,
    summary: LocalizedText(zh: "致命的规则不影响分数", en: "a critical rule does not change the score"),
    reason: LocalizedText(
      zh: "critical 的 forbid、require 没有 score，分数照样是满分。",
      en: "A critical forbid or require without a score leaves the score full."),
    remedy: LocalizedText(
      zh: "写 score: {auto_fail: true} 或扣分；只想提醒就写 info 或用 observe。",
      en: "Write score: {auto_fail: true} or a deduction; use info or observe where it only informs."))

  static func run(_ input: LintInput, _ report: LintReport) {
    for rule in input.rules
    where rule.rule.severity == .critical && rule.rule.score.effect == .none && rule.rule.status == .stable
      && (rule.rule.verb == .forbid || rule.rule.verb == .require)
    {
      report.add(
        rule, at: rule.entry("severity")?.value.location ?? rule.root.location,
        LocalizedText(zh: "级别是 critical，却没有分数", en: "the severity is critical, and there is no score"))
    }
  }
}
