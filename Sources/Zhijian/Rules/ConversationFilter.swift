/// `for:` what a conversation must be for a rule to look at it at all.
struct ConversationFilter: Sendable {
  var platforms: [String]?
  var shops: [String]?
  var groups: [String]?
  var field: FieldTest?
  /// First and last day, both included, as `yyyy-mm-dd`.
  var dates: ClosedRange<String>?
  /// 1 = Monday … 7 = Sunday.
  var weekdays: Set<Int>?
  /// Minutes of the day, half-open; may run over midnight.
  var hours: Hours?

  struct Hours: Sendable, Hashable {
    let from: Int
    let to: Int

    func contains(_ minute: Int) -> Bool {
      from <= to ? from <= minute && minute < to : minute >= from || minute < to
    }
  }

  enum Outcome: Sendable {
    case applies, excluded, unknown
    case error(LocalizedText)
  }

  /// Whether a rule looks at the conversation; local time is that of `calendar`.
  func judge(_ transcript: Transcript, start: Timestamp?, calendar: WorkCalendar) -> Outcome {
    accepts(platform: transcript.platform, shop: transcript.shop, group: transcript.group)
      ? judgeFurther(transcript, start: start, calendar: calendar) : .excluded
  }

  /// The same of a conversation that is judged, which is copied only where more than its origin counts.
  func judge(_ view: ConversationView) -> Outcome {
    guard accepts(platform: view.transcript.platform, shop: view.transcript.shop, group: view.transcript.group) else {
      return .excluded
    }
    guard field != nil || dates != nil || weekdays != nil || hours != nil else { return .applies }
    return judgeFurther(view.transcript, start: view.firstTime, calendar: view.calendar)
  }

  private func accepts(platform: String?, shop: String?, group: String?) -> Bool {
    func isIn(_ value: String?, _ allowed: [String]?) -> Bool {
      guard let allowed else { return true }
      return value.map(allowed.contains) ?? false
    }
    return isIn(platform, platforms) && isIn(shop, shops) && isIn(group, groups)
  }

  private func judgeFurther(_ transcript: Transcript, start: Timestamp?, calendar: WorkCalendar) -> Outcome {
    if let field {
      switch field.judge(transcript) {
      case .absent, .holds(false): return .excluded
      case .holds(true): break
      case .wrongType(let path):
        return .error(LocalizedText(zh: "字段 \(path) 不是数", en: "the field \(path) is not a number"))
      }
    }
    guard dates != nil || weekdays != nil || hours != nil else { return .applies }
    guard let start else { return .unknown }
    let local = calendar.localTime(at: start)
    if let dates, !dates.contains(local.date.description) { return .excluded }
    if let weekdays, !weekdays.contains(local.weekday.rawValue) { return .excluded }
    if let hours, !hours.contains(local.minuteOfDay) { return .excluded }
    return .applies
  }
}

/// Reads `for:`.
enum ConversationFilterParser {
  static func parse(_ node: YAMLNode, sink: DiagnosticSink) -> ConversationFilter? {
    guard let mapping = YAMLMapping(node, sink: sink, what: LocalizedText(zh: "for", en: "for")) else { return nil }
    var filter = ConversationFilter()
    filter.platforms = mapping.texts("platform")
    filter.shops = mapping.texts("shop")
    filter.groups = mapping.texts("group")
    if let fieldNode = mapping.value("field") {
      if case .mapping = fieldNode.content,
        let inner = YAMLMapping(fieldNode, sink: sink, what: LocalizedText(zh: "field", en: "field"))
      {
        if let path = inner.value("path") {
          filter.field = FieldTest(path: path, options: inner)
        } else {
          sink.error(
            "missing-key", at: inner.location, LocalizedText(zh: "field 缺少“path”", en: "'path' is missing in field"))
        }
        inner.finish()
      } else {
        filter.field = FieldTest(path: fieldNode, options: mapping)
      }
    }
    filter.dates = dates(mapping)
    filter.weekdays = weekdays(mapping)
    filter.hours = hours(mapping)
    mapping.finish()
    return filter
  }

  private static func dates(_ mapping: YAMLMapping) -> ClosedRange<String>? {
    guard let node = mapping.value("date") else { return nil }
    if let text = node.scalar {
      let (from, to) = RangeText.ends(of: text) ?? (text, text)
      if CalendarDate(parsing: from) != nil, CalendarDate(parsing: to) != nil, from <= to { return from...to }
    }
    mapping.sink.error(
      "invalid-value", at: node.location,
      LocalizedText(
        zh: "“date”应当是 2026-11-01 或 2026-11-01..2026-11-11", en: "'date' must be 2026-11-01 or 2026-11-01..2026-11-11"))
    return nil
  }

  private static func weekdays(_ mapping: YAMLMapping) -> Set<Int>? {
    let names = ConversationFilter.weekdays.map(\.name)
    return mapping.words("weekday", among: names, mayBeEmpty: false).map { days in
      Set(days.compactMap(names.firstIndex).map { $0 % 7 + 1 })
    }
  }

  private static func hours(_ mapping: YAMLMapping) -> ConversationFilter.Hours? {
    guard let node = mapping.value("hours") else { return nil }
    func digits(_ text: Substring) -> Int? {
      (1...2).contains(text.utf8.count) && text.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(text) : nil
    }
    func minutes(_ text: Substring) -> Int? {
      let parts = text.split(separator: ":", omittingEmptySubsequences: false)
      guard parts.count == 2, let hour = digits(parts[0]), let minute = digits(parts[1]), (0...24).contains(hour),
        (0...59).contains(minute), hour * 60 + minute <= 1440
      else { return nil }
      return hour * 60 + minute
    }
    if let text = node.scalar {
      let parts = text.split(separator: "-", omittingEmptySubsequences: false)
      if parts.count == 2, let from = minutes(parts[0]), let to = minutes(parts[1]) { return .init(from: from, to: to) }
    }
    mapping.sink.error(
      "invalid-value", at: node.location,
      LocalizedText(zh: "“hours”应当是 '09:00-23:00'", en: "'hours' must be like '09:00-23:00'"))
    return nil
  }
}
