/// Reads the members of one mapping, each at most once; what nobody asked for is an unknown key.
package final class YAMLMapping {
  package let location: SourceLocation
  package let sink: DiagnosticSink
  private let entries: [YAMLNode.Entry]
  private var asked: [String] = []

  /// Nil, with a diagnostic, where `node` is no mapping.
  package init?(_ node: YAMLNode, sink: DiagnosticSink, what: LocalizedText) {
    guard case .mapping(let entries) = node.content else {
      sink.error(
        "wrong-type", at: node.location,
        LocalizedText(zh: "\(what.chinese)应当是“键: 值”的形式", en: "\(what.english) must be a mapping of keys to values"))
      return nil
    }
    self.entries = entries
    self.location = node.location
    self.sink = sink
  }

  package var keys: [String] { entries.map(\.key) }

  /// The value under `key`, or nil where the key is absent.
  package func value(_ key: String) -> YAMLNode? {
    if !asked.contains(key) { asked.append(key) }
    return entries.first { $0.key == key }?.value
  }

  package func location(of key: String) -> SourceLocation {
    entries.first { $0.key == key }?.keyLocation ?? location
  }

  /// The text under `key`; reports a list, a mapping or nothing there, or its absence where `required`.
  package func text(_ key: String, required: Bool = false) -> String? {
    guard let node = value(key) else {
      if required {
        sink.error("missing-key", at: location, LocalizedText(zh: "缺少“\(key)”", en: "'\(key)' is missing"))
      }
      return nil
    }
    guard let text = node.text else {
      sink.error("wrong-type", at: node.location, LocalizedText(zh: "“\(key)”应当是一段文字", en: "'\(key)' must be text"))
      return nil
    }
    return text
  }

  /// The texts under `key`, one or a list of at least one; nil where the key is absent.
  package func texts(_ key: String) -> [String]? {
    guard let node = value(key) else { return nil }
    let items = if case .sequence(let items) = node.content { items } else { [node] }
    if items.isEmpty { emptyList(key, node) }
    return items.compactMap { item in
      if item.text == nil {
        sink.error(
          "wrong-type", at: item.location,
          LocalizedText(zh: "“\(key)”应当是一个值或值的列表", en: "'\(key)' must be a value or a list of values"))
      }
      return item.text
    }
  }

  private func emptyList(_ key: String, _ node: YAMLNode) {
    sink.error(
      "empty-list", at: node.location, LocalizedText(zh: "“\(key)”的列表是空的", en: "the list of '\(key)' is empty"))
  }

  /// One of the cases of `type`, named by its raw value.
  package func choice<Choice: CaseIterable & RawRepresentable>(_ key: String, _ type: Choice.Type = Choice.self)
    -> Choice?
  where Choice.RawValue == String {
    guard let node = value(key) else { return nil }
    if let choice = node.scalar.flatMap(Choice.init(rawValue:)) { return choice }
    notAmong(Choice.allCases.map(\.rawValue), key, node)
    return nil
  }

  /// One or several of the cases of `type`, in the order written; nil where the key is absent.
  func choices<Choice: ExplainedChoice>(_ key: String, _ type: Choice.Type, mayBeEmpty: Bool) -> [Choice]? {
    words(key, among: Choice.allCases.map(\.rawValue), mayBeEmpty: mayBeEmpty)?.compactMap(Choice.init(rawValue:))
  }

  /// One or several of `names`, in the order written; nil where the key is absent.
  func words(_ key: String, among names: [String], mayBeEmpty: Bool) -> [String]? {
    guard let node = value(key) else { return nil }
    let items = if case .sequence(let items) = node.content { items } else { [node] }
    if items.isEmpty, !mayBeEmpty { emptyList(key, node) }
    return items.compactMap { item in
      if let text = item.scalar, names.contains(text) { return text }
      notAmong(names, key, item)
      return nil
    }
  }

  private func notAmong(_ names: [String], _ key: String, _ node: YAMLNode) {
    let closest = node.scalar.flatMap { SpellingSuggestion.closest(to: $0, among: names) }
    sink.error(
      "invalid-value", at: node.location,
      LocalizedText(
        zh: "“\(key)”只能是 \(names.joined(separator: "、"))",
        en: "'\(key)' must be one of \(names.joined(separator: ", "))"),
      hint: closest.map { LocalizedText(zh: "是不是想写“\($0)”？", en: "did you mean '\($0)'?") })
  }

  package func boolean(_ key: String) -> Bool? {
    guard let node = value(key) else { return nil }
    switch node.plainScalar {
    case "true": return true
    case "false": return false
    default:
      sink.error(
        "invalid-value", at: node.location,
        LocalizedText(zh: "“\(key)”只能是 true 或 false", en: "'\(key)' must be true or false"),
        hint: node.scalar == "true" || node.scalar == "false" ? Self.withoutQuotes : nil)
      return nil
    }
  }

  private static let withoutQuotes = LocalizedText(zh: "去掉引号", en: "take the quotes away")

  package func number(_ key: String) -> Double? {
    guard let node = value(key) else { return nil }
    guard let number = node.plainScalar.flatMap(DecimalNumber.parse) else {
      sink.error(
        "invalid-value", at: node.location, LocalizedText(zh: "“\(key)”应当是一个数", en: "'\(key)' must be a number"),
        hint: node.scalar.flatMap(DecimalNumber.parse) == nil ? nil : Self.withoutQuotes)
      return nil
    }
    return number
  }

  /// A number within `range`.
  package func number(_ key: String, in range: ClosedRange<Double>) -> Double? {
    guard let number = number(key) else { return nil }
    guard range.contains(number) else {
      let (low, high) = (DecimalNumber.text(range.lowerBound), DecimalNumber.text(range.upperBound))
      sink.error(
        "invalid-value", at: value(key)?.location ?? location,
        LocalizedText(zh: "“\(key)”应当在 \(low) 到 \(high) 之间", en: "'\(key)' must be from \(low) to \(high)"))
      return nil
    }
    return number
  }

  package func integer(_ key: String, in range: ClosedRange<Int>) -> Int? {
    guard let node = value(key) else { return nil }
    guard let number = node.wholeNumber, range.contains(number) else {
      sink.error(
        "invalid-value", at: node.location,
        LocalizedText(
          zh: "“\(key)”应当是 \(range.lowerBound) 到 \(range.upperBound) 的整数",
          en: "'\(key)' must be a whole number from \(range.lowerBound) to \(range.upperBound)"),
        hint: node.wholeNumber == nil && node.scalar.flatMap { Int($0) } != nil ? Self.withoutQuotes : nil)
      return nil
    }
    return number
  }

  /// A duration in milliseconds, such as `180s`, `15m` or `24h`.
  package func duration(_ key: String) -> Int64? {
    guard let node = value(key) else { return nil }
    guard let text = node.scalar, let duration = DurationText.milliseconds(text) else {
      sink.error(
        "invalid-value", at: node.location,
        LocalizedText(zh: "“\(key)”应当是时长，如 180s、15m、24h", en: "'\(key)' must be a duration such as 180s, 15m or 24h"))
      return nil
    }
    return duration
  }

  /// The most unknown keys of a mapping that are named; thousands of them are one fault.
  private static let mostUnknownKeys = 50

  /// Reports every key that was never asked for, with the closest one that could have been meant.
  package func finish() {
    let unknown = entries.filter { !asked.contains($0.key) }
    for entry in unknown.prefix(Self.mostUnknownKeys) {
      let closest = SpellingSuggestion.closest(to: entry.key, among: asked)
      sink.error(
        "unknown-key", at: entry.keyLocation,
        LocalizedText(zh: "未知的键“\(entry.key)”", en: "unknown key '\(entry.key)'"),
        hint: fullWidthColon(entry.key) ?? closest.map {
          LocalizedText(zh: "是不是想写“\($0)”？", en: "did you mean '\($0)'?")
        }
          ?? LocalizedText(
            zh: "这里可以写：\(asked.joined(separator: "、"))", en: "possible here: \(asked.joined(separator: ", "))"))
    }
    let rest = unknown.count - Self.mostUnknownKeys
    guard rest > 0 else { return }
    sink.error(
      "unknown-key", at: unknown[Self.mostUnknownKeys].keyLocation,
      LocalizedText(zh: "还有 \(rest) 个未知的键", en: "\(rest) more unknown keys"))
  }
}

/// What to say of a key that holds a full-width colon: YAML has read the value as part of the key.
private func fullWidthColon(_ key: String) -> LocalizedText? {
  guard key.contains("：") else { return nil }
  return LocalizedText(
    zh: "冒号要用半角，后面加空格：\(key.replacing("：", with: ": "))",
    en: "use an ASCII colon and a blank: \(key.replacing("：", with: ": "))")
}

/// Numbers as authors write them: an optional sign, digits, an optional fraction. No exponent, no
/// `inf`, no `nan`, no locale.
enum DecimalNumber {
  /// The shortest way to write a number, without a fraction where it has none.
  static func text(_ number: Double) -> String {
    number == number.rounded() && abs(number) < 1e15 ? String(Int64(number)) : String(number)
  }

  /// A number of so many digits at most, with one on both sides of a decimal point.
  static func parse(_ text: String, wholeDigits: Int, fractionDigits: Int) -> Double? {
    let unsigned = text.utf8.drop { $0 == 0x2B || $0 == 0x2D }
    let parts = unsigned.split(separator: 0x2E, omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), (1...wholeDigits).contains(parts[0].count),
      parts.count == 1 || (1...fractionDigits).contains(parts[1].count)
    else { return nil }
    return parse(text)
  }

  static func parse(_ text: String) -> Double? {
    var digits = 0
    var points = 0
    for (offset, byte) in text.utf8.enumerated() {
      switch byte {
      case 0x30...0x39: digits += 1
      case 0x2E: points += 1
      case 0x2B where offset == 0, 0x2D where offset == 0: break
      default: return nil
      }
    }
    guard digits > 0, digits <= 15, points <= 1 else { return nil }
    return Double(text.first == "+" ? String(text.dropFirst()) : text)
  }
}

/// Durations as authors write them.
enum DurationText {
  /// What a duration matches.
  static let pattern = #"^[0-9]{1,5}(\.[0-9]{1,3})?(ms|s|m|h|d)$"#

  /// Milliseconds of a text such as `500ms`, `180s`, `15m`, `24h`, `2d`; nil for anything else.
  static func milliseconds(_ text: String) -> Int64? {
    let units: [(suffix: String, milliseconds: Double)] = [
      ("ms", 1), ("s", 1000), ("m", 60_000), ("h", 3_600_000), ("d", 86_400_000),
    ]
    for unit in units where text.hasSuffix(unit.suffix) {
      let number = String(text.dropLast(unit.suffix.count))
      if number.utf8.first.map({ (0x30...0x39).contains($0) }) == true,
        let number = DecimalNumber.parse(number, wholeDigits: 5, fractionDigits: 3)
      {
        return Int64((number * unit.milliseconds).rounded())
      }
    }
    return nil
  }
}
