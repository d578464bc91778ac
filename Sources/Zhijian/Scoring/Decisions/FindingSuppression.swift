/// Findings that are put up with for a time, and why.
public struct FindingSuppression: Sendable, Hashable {
  public enum Target: Sendable, Hashable {
    case fingerprint(String)
    /// The findings of a rule in a conversation, or those that point at one message of it, by index.
    case place(rule: String, conversation: String, message: Int?)
  }

  public let target: Target
  public let reason: String
  /// The last day on which it holds.
  public let until: CalendarDate
  public let by: String?
  public let location: SourceLocation

  public init(
    target: Target, reason: String, until: CalendarDate, by: String? = nil,
    location: SourceLocation = SourceLocation(file: "")
  ) {
    self.target = target
    self.reason = reason
    self.until = until
    self.by = by
    self.location = location
  }

  public func isInForce(on today: CalendarDate) -> Bool { today <= until }

  /// Everything it says, as one text.
  var canonicalText: String {
    [target.text, until.description, by ?? "", reason].joined(separator: "\u{0}")
  }
}

extension FindingSuppression.Target {
  /// What it names, for a reader.
  public var text: String {
    switch self {
    case .fingerprint(let fingerprint): fingerprint
    case .place(let rule, let conversation, let message):
      "\(rule) @ \(conversation)" + (message.map { "#\($0)" } ?? "")
    }
  }
}

/// A file of suppressions:
///
///     suppressions:
///       - fingerprint: 8d2c1f0a9b7e4d35
///         reason: 客户当面确认过
///         until: 2027-03-01
///       - rule: slow-reply
///         conversation: c-123
///         message: 4
///         reason: 当天系统故障
///         until: 2026-12-31
///         by: 王主管
public enum SuppressionFile {
  /// The suppressions in `text`, in their order; nil where there are errors. Every fault goes to `sink`.
  public static func read(_ text: String, file: String, sink: DiagnosticSink) -> [FindingSuppression]? {
    let own = DiagnosticSink()
    defer { sink.report(own.diagnostics) }
    guard let root = YAMLDocument.read(text, file: file, sink: own),
      let mapping = YAMLMapping(root, sink: own, what: LocalizedText(zh: "豁免文件", en: "a file of suppressions"))
    else { return nil }
    var entries: [FindingSuppression] = []
    var seen: [FindingSuppression.Target: Int] = [:]
    for node in items(mapping) {
      guard let entry = SuppressionParser(node, sink: own)?.suppression() else { continue }
      if let line = seen[entry.target] {
        own.error(
          "duplicate-suppression", at: entry.location,
          LocalizedText(zh: "与第 \(line) 行豁免的是同一个结果", en: "line \(line) suppresses the same finding"))
      } else {
        seen[entry.target] = entry.location.line ?? 0
      }
      entries.append(entry)
    }
    mapping.finish()
    return own.hasErrors ? nil : entries
  }

  private static func items(_ mapping: YAMLMapping) -> [YAMLNode] {
    guard let node = mapping.value("suppressions") else {
      mapping.sink.error(
        "missing-key", at: mapping.location, LocalizedText(zh: "缺少“suppressions”", en: "'suppressions' is missing"))
      return []
    }
    guard case .sequence(let items) = node.content else {
      mapping.sink.error(
        "wrong-type", at: node.location,
        LocalizedText(
          zh: "“suppressions”应当是列表（没有就写 []）", en: "'suppressions' must be a list ([] for none)"))
      return []
    }
    return items
  }
}

/// Reads one suppression.
private struct SuppressionParser {
  let mapping: YAMLMapping
  let location: SourceLocation

  init?(_ node: YAMLNode, sink: DiagnosticSink) {
    guard let mapping = YAMLMapping(node, sink: sink, what: LocalizedText(zh: "豁免", en: "a suppression")) else {
      return nil
    }
    self.mapping = mapping
    location = node.location
  }

  func suppression() -> FindingSuppression? {
    let target = target()
    let reason = text("reason", zh: "豁免要写理由（reason）", en: "a suppression needs its 'reason'")
    let until = until()
    let by = mapping.text("by")
    mapping.finish()
    guard let target, let reason, let until else { return nil }
    return FindingSuppression(target: target, reason: reason, until: until, by: by, location: location)
  }

  /// A text that has to be there and say something.
  private func text(_ key: String, zh chinese: String, en english: String) -> String? {
    guard let node = mapping.value(key) else {
      mapping.sink.error("missing-key", at: mapping.location, LocalizedText(zh: chinese, en: english))
      return nil
    }
    guard let text = node.text?.trimmingBlanks(), !text.isEmpty else {
      mapping.sink.error("invalid-value", at: node.location, LocalizedText(zh: chinese, en: english))
      return nil
    }
    return text
  }

  private func until() -> CalendarDate? {
    let written = text(
      "until", zh: "豁免要写到哪一天为止（until: 2026-12-31）", en: "a suppression needs its last day ('until: 2026-12-31')")
    guard let written else { return nil }
    guard let date = CalendarDate(parsing: written) else {
      mapping.sink.error(
        "invalid-value", at: mapping.value("until")?.location,
        LocalizedText(zh: "“until”应当是日期，如 2026-12-31", en: "'until' must be a date such as 2026-12-31"))
      return nil
    }
    return date
  }

  private func target() -> FindingSuppression.Target? {
    let fingerprint = mapping.text("fingerprint")
    let rule = mapping.text("rule")
    let conversation = mapping.text("conversation")
    let message = mapping.integer("message", in: 0...(Transcript.maximumMessages - 1))
    let namesPlace = ["rule", "conversation", "message"].contains { mapping.keys.contains($0) }
    if mapping.keys.contains("fingerprint") {
      if namesPlace {
        mapping.sink.error(
          "idle-key", at: mapping.location,
          LocalizedText(
            zh: "fingerprint 和 rule、conversation、message 只写一种", en: "write 'fingerprint', or 'rule' and 'conversation'")
        )
      }
      guard let fingerprint else { return nil }
      guard Finding.isFingerprint(fingerprint) else {
        mapping.sink.error(
          "invalid-value", at: mapping.value("fingerprint")?.location,
          LocalizedText(
            zh: "“fingerprint”应当是 16 位十六进制，照抄结果里的指纹",
            en: "'fingerprint' must be the 16 hexadecimal digits of a finding"))
        return nil
      }
      return .fingerprint(fingerprint)
    }
    guard let rule, let conversation else {
      if !mapping.keys.contains("rule") || !mapping.keys.contains("conversation") {
        mapping.sink.error(
          "missing-key", at: mapping.location,
          LocalizedText(
            zh: "要写 fingerprint，或者 rule 加 conversation", en: "write 'fingerprint', or both 'rule' and 'conversation'"))
      }
      return nil
    }
    return .place(rule: rule, conversation: conversation, message: message)
  }
}

extension Finding {
  /// Whether `text` has the form of a fingerprint: 16 hexadecimal digits, and `-2` and so on behind them.
  public static func isFingerprint(_ text: String) -> Bool {
    let parts = text.utf8.split(separator: 0x2D, maxSplits: 1, omittingEmptySubsequences: false)
    guard let digits = parts.first, digits.count == 16,
      digits.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) })
    else { return false }
    guard parts.count == 2 else { return true }
    return (1...6).contains(parts[1].count) && parts[1].allSatisfy { (0x30...0x39).contains($0) }
  }
}
