/// Expressions that have to run on every message.
enum UngatedRegexCheck: LintCheck {
  static let definition = LintCheckDefinition(
    id: "ungated-regex", severity: .warning,
    summary: LocalizedText(zh: "正则没有固定的字，要逐条消息去跑", en: "a regular expression has no literal and runs on every message"),
    reason: LocalizedText(
      zh: "有固定文字的正则只在出现这些字的消息上跑。没有的，先用自动机筛（提示）；有反向引用、环视等筛不了的，每条消息都要完整跑一遍（警告）。",
      en:
        "With a literal an expression runs only where the literal occurs. Without one an automaton rules messages out "
        + "first (a note); with what no automaton can express it runs on all of them (a warning)."),
    remedy: LocalizedText(
      zh: "写进一个必有的词，如 (?:微信|qq)[号:：]?…；数字、网址等可以用 entity。",
      en: "Put in a word that is always there, as (?:微信|qq)[号:：]?…; numbers and addresses can be found by 'entity'."))

  static func check(_ rule: LintedRule, _ input: LintInput, _ report: LintReport) {
    for leaf in rule.expressionLeaves {
      let expression = leaf.scan.expression
      guard (expression.requiredLiterals?.first ?? []).isEmpty else { continue }
      let isScreened = expression.screenedPattern.flatMap { ScreenProgram($0) } != nil
      report.add(
        rule, at: leaf.place.value.location,
        isScreened
          ? LocalizedText(zh: "正则没有必有的固定文字", en: "the expression has no literal that is always there")
          : LocalizedText(
            zh: "正则没有必有的固定文字，也无法预先筛选，每条消息都要跑",
            en: "the expression has no literal that is always there and cannot be screened: it runs on every message"),
        severity: isScreened ? .note : .warning)
    }
  }
}
