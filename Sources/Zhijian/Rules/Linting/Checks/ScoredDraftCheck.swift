/// Drafts with points.
enum ScoredDraftCheck: LintCheck {
  static let definition = LintCheckDefinition(
    id: "scored-draft", severity: .note,
    summary: LocalizedText(zh: "草稿规则写了分数", en: "a draft has a score"),
    reason: LocalizedText(
      zh: "草稿只报告，不计分；分数要等 status 改成 stable 才起作用。",
      en: "Drafts report and never score; the points wait for status: stable."),
    remedy: LocalizedText(zh: "规则试好了就改成 status: stable。", en: "Make it status: stable once it has been tried."))

  static func run(_ input: LintInput, _ report: LintReport) {
    for rule in input.rules where rule.rule.status == .draft && rule.rule.score.effect != .none {
      report.add(
        rule, at: rule.location("score"),
        LocalizedText(zh: "草稿规则的分数不起作用", en: "the score of a draft does nothing"))
    }
  }
}
