/// `for:` that no conversation passes.
enum EmptyFilterCheck: LintCheck {
  static let definition = LintCheckDefinition(
    id: "empty-filter", severity: .warning,
    summary: LocalizedText(zh: "for 排除了所有会话", en: "'for' excludes every conversation"),
    reason: LocalizedText(zh: "规则永远不适用。", en: "The rule never applies."),
    remedy: LocalizedText(zh: "改正 for 的时段、日期或取值。", en: "Mend the hours, dates or values of 'for'."))

  static func check(_ rule: LintedRule, _ input: LintInput, _ report: LintReport) {
    guard let filter = rule.rule.filter else { return }
    if let hours = filter.hours, hours.from == hours.to {
      report.add(
        rule, at: rule.location("for", "hours"),
        LocalizedText(
          zh: "hours 的起止相同，右端不含，时段是空的", en: "the hours begin and end at once: the end is not in, so they are empty"),
        hint: LocalizedText(zh: "全天请不写 hours", en: "leave hours out for the whole day"))
    }
    if let days = filter.weekdays, let dates = filter.dates, !has(days, in: dates) {
      report.add(
        rule, at: rule.location("for", "weekday"),
        LocalizedText(zh: "这些日期里没有这样的星期几", en: "none of these dates is on such a day of the week"))
    }
  }

  private static func has(_ days: Set<Int>, in dates: ClosedRange<String>) -> Bool {
    guard let first = CalendarDate(parsing: dates.lowerBound), let last = CalendarDate(parsing: dates.upperBound) else {
      return true
    }
    guard last.dayNumber - first.dayNumber < 6 else { return true }
    return (first.dayNumber...max(first.dayNumber, last.dayNumber)).contains { day in
      days.contains(Weekday(dayNumber: day).rawValue)
    }
  }
}
