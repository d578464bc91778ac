/// Caps that cannot be reached or cut the first deduction.
enum PointlessCapCheck: LintCheck {
  static let definition = LintCheckDefinition(
    id: "pointless-cap", severity: .warning,
    summary: LocalizedText(zh: "cap 小于一次扣分，或不起作用", en: "a cap is below one deduction, or does nothing"),
    reason: LocalizedText(
      zh: "cap 小于 deduct 时一次也扣不满；按会话计（默认）或一票否决时 cap 没有意义。",
      en:
        "Below 'deduct' not even one is taken in full; counted by conversation (the default), or with auto_fail, a cap "
        + "means nothing."),
    remedy: LocalizedText(
      zh: "cap 写几次扣分的和，并写 per: finding；或者删掉 cap。",
      en: "Make it the sum of several deductions with per: finding, or remove it."))

  static func check(_ rule: LintedRule, _ input: LintInput, _ report: LintReport) {
    let score = rule.rule.score
    guard let cap = score.cap else { return }
    let location = rule.location("score", "cap")
    switch score.effect {
    case .none, .autoFail:
      report.add(rule, at: location, LocalizedText(zh: "没有扣分或加分，cap 不起作用", en: "without points a cap does nothing"))
    case .deduct(let points), .award(let points):
      if cap < points {
        report.add(rule, at: location, LocalizedText(zh: "cap 小于一次的分数", en: "the cap is below the points of one time"))
      } else if score.unit == .conversation {
        report.add(
          rule, at: location,
          LocalizedText(
            zh: "按会话计只有一次，cap 不起作用", en: "counted by conversation it is one time only: the cap does nothing"))
      }
    }
  }
}
