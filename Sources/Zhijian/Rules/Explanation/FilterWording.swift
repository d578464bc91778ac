extension ConversationFilter {
  /// The parts that are asked for, each as a filter by itself.
  var parts: [ConversationFilter] {
    var parts: [ConversationFilter] = []
    func add(_ isThere: Bool, _ fill: (inout ConversationFilter) -> Void) {
      guard isThere else { return }
      var part = ConversationFilter()
      fill(&part)
      parts.append(part)
    }
    add(platforms != nil) { $0.platforms = platforms }
    add(shops != nil) { $0.shops = shops }
    add(groups != nil) { $0.groups = groups }
    add(field != nil) { $0.field = field }
    add(dates != nil) { $0.dates = dates }
    add(weekdays != nil) { $0.weekdays = weekdays }
    add(hours != nil) { $0.hours = hours }
    return parts
  }

  /// What a filter of one part asks for, and what the conversation has.
  func explained(
    _ transcript: Transcript, start: Timestamp?, calendar: WorkCalendar, state: RuleResult
  ) -> RuleExplanation.Filter {
    func made(_ key: String, _ wanted: LocalizedText, _ actual: String?) -> RuleExplanation.Filter {
      RuleExplanation.Filter(key: key, wanted: wanted, actual: actual, state: state)
    }
    func words(_ values: [String]) -> LocalizedText {
      LocalizedText(zh: values.joined(separator: "、"), en: values.joined(separator: ", "))
    }
    if let platforms { return made("platform", words(platforms), transcript.platform) }
    if let shops { return made("shop", words(shops), transcript.shop) }
    if let groups { return made("group", words(groups), transcript.group) }
    if let field { return made("field", field.wanted, transcript.field(at: field.path)?.plainText) }
    let local = start.map { calendar.localTime(at: $0) }
    if let dates {
      return made("date", words([dates.lowerBound + ".." + dates.upperBound]), local?.date.description)
    }
    if let weekdays {
      return made(
        "weekday", words(weekdays.sorted().map(Self.name(ofWeekday:))),
        local.map { Self.name(ofWeekday: $0.weekday.rawValue) })
    }
    return made(
      "hours", words(hours.map { [Self.clock($0.from) + "-" + Self.clock($0.to)] } ?? []),
      local.map { Self.clock($0.minuteOfDay) })
  }

  private static func name(ofWeekday number: Int) -> String {
    // The first seven are those from Monday, which is 1.
    weekdays.indices.contains(number - 1) ? weekdays[number - 1].name : "\(number)"
  }

  private static func clock(_ minute: Int) -> String {
    func padded(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
    return padded(minute / 60) + ":" + padded(minute % 60)
  }
}

extension FieldTest {
  /// What the field has to be.
  var wanted: LocalizedText {
    var parts = [LocalizedText(zh: path, en: path)]
    if let values {
      parts.append(
        values.count == 1
          ? LocalizedText(zh: "是 \(values[0])", en: "is \(values[0])")
          : LocalizedText(
            zh: "是 \(values.joined(separator: "、")) 之一", en: "is one of \(values.joined(separator: ", "))"))
    }
    if !bounds.isEmpty { parts.append(bounds.wording) }
    if values == nil, bounds.isEmpty { parts.append(LocalizedText(zh: "有值", en: "is there")) }
    return LocalizedText(
      zh: parts.map(\.chinese).joined(separator: " "), en: parts.map(\.english).joined(separator: " "))
  }
}

extension NumberBounds {
  /// The bounds in words: `大于 3`.
  var wording: LocalizedText {
    let parts = [
      over.map { LocalizedText(zh: "大于 \(FigureText.number($0))", en: "over \(FigureText.number($0))") },
      under.map { LocalizedText(zh: "小于 \(FigureText.number($0))", en: "under \(FigureText.number($0))") },
      minimum.map { LocalizedText(zh: "至少 \(FigureText.number($0))", en: "at least \(FigureText.number($0))") },
      maximum.map { LocalizedText(zh: "至多 \(FigureText.number($0))", en: "at most \(FigureText.number($0))") },
    ].compactMap { $0 }
    return LocalizedText(
      zh: parts.map(\.chinese).joined(separator: "、"), en: parts.map(\.english).joined(separator: ", "))
  }
}
