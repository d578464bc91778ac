/// Titles and reasons that say nothing.
enum UnexplainedRuleCheck: LintCheck {
  static let definition = LintCheckDefinition(
    id: "unexplained-rule", severity: .warning,
    summary: LocalizedText(
      zh: "title 或 why 是空的，或者 why 只是重复 title", en: "title or why is blank, or why repeats the title"),
    reason: LocalizedText(
      zh: "why 印在每条结果下面：被扣分的人要看得懂为什么。", en: "'why' is printed with every finding: whoever loses points has to see why."),
    remedy: LocalizedText(zh: "写一句为什么有这条规则。", en: "Say in a sentence why the rule exists."))

  static func check(_ rule: LintedRule, _ input: LintInput, _ report: LintReport) {
    let title = rule.rule.title.trimmingBlanks()
    let why = rule.rule.why.trimmingBlanks()
    if title.isEmpty {
      report.add(rule, at: rule.location("title"), LocalizedText(zh: "title 是空的", en: "the title is blank"))
    }
    if why.isEmpty {
      report.add(rule, at: rule.location("why"), LocalizedText(zh: "why 是空的", en: "'why' is blank"))
    } else if why == title {
      report.add(
        rule, at: rule.location("why"), LocalizedText(zh: "why 只是重复 title", en: "'why' repeats the title"))
    }
  }
}
