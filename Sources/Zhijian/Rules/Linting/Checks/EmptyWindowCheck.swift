/// Time windows that hold no moment.
enum EmptyWindowCheck: LintCheck {
  static let definition = LintCheckDefinition(
    id: "empty-window", severity: .warning,
    summary: LocalizedText(zh: "seconds 的时间窗口是空的", en: "the time window of 'seconds' is empty"),
    reason: LocalizedText(
      zh: "会话开始之前、锚点之后的负数秒里没有消息，条件总是看到一个空窗口。",
      en: "Nothing is said before the start, nor in negative seconds after an anchor: the window is always empty."),
    remedy: LocalizedText(
      zh: "往后数写 0..120；往前数请配 before。", en: "Write 0..120 to count forward; use 'before' to count back."))

  static func check(_ rule: LintedRule, _ input: LintInput, _ report: LintReport) {
    for node in rule.nodes {
      // Only where it is written, and not where it is inherited.
      guard let seconds = node.scope.seconds, let own = rule.place(of: node)?.sibling("seconds") else { continue }
      let side = node.scope.anchor?.side
      guard seconds.from > seconds.to || seconds.to < 0 && (side == nil || side == .after) else { continue }
      report.add(
        rule, at: own.value.location, LocalizedText(zh: "这个时间窗口里不会有消息", en: "no message can be in this time window"))
    }
  }
}
