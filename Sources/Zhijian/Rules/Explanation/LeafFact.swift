/// Something that an operator measured or compared, and what it made of it.
public struct LeafFact: Sendable, Hashable {
  public enum Value: Sendable, Hashable {
    case number(Double)
    case milliseconds(Int64)
    case text(String)
    /// It is not there, such as a time that the export lacks.
    case missing
  }

  /// What it is, such as `characters`; stable.
  public let name: String
  /// The index of the message it is about; nil for the window as a whole.
  public let message: Int?
  public let value: Value
  /// Whether it makes the condition hold; nil where that cannot be said of it alone.
  public let isHit: Bool?
  /// The same for people.
  public let text: LocalizedText
}

extension LeafFact {
  /// A figure of a message.
  static func figure(
    _ name: String, _ value: Double?, of message: Int?, isHit: Bool?, _ label: LocalizedText
  ) -> LeafFact {
    let shown = value.map { FigureText.number($0) }
    return LeafFact(
      name: name, message: message, value: value.map { .number($0) } ?? .missing, isHit: isHit,
      text: LocalizedText(
        zh: "\(label.chinese) \(shown ?? "没有")", en: "\(label.english) \(shown ?? "none")"))
  }

  /// A time that passed.
  static func time(
    _ name: String, _ milliseconds: Int64?, of message: Int?, isHit: Bool?, _ label: LocalizedText
  ) -> LeafFact {
    let shown = milliseconds.map { FigureText.duration($0) }
    return LeafFact(
      name: name, message: message, value: milliseconds.map { .milliseconds($0) } ?? .missing, isHit: isHit,
      text: LocalizedText(
        zh: "\(label.chinese) \(shown?.chinese ?? "不知道（缺时间）")",
        en: "\(label.english) \(shown?.english ?? "not known (times are missing)")"))
  }

  /// A word or sentence.
  static func text(
    _ name: String, _ value: String?, of message: Int?, isHit: Bool?, _ label: LocalizedText
  ) -> LeafFact {
    LeafFact(name: name, message: message, value: value.map { .text($0) } ?? .missing, isHit: isHit, text: label)
  }
}

/// Figures as explanations write them.
enum FigureText {
  /// With at most three decimals.
  static func number(_ value: Double) -> String {
    guard value.isFinite, abs(value) < 1e12 else { return "\(value)" }
    let thousandths = Int64((value * 1000).rounded())
    let (whole, rest) = (abs(thousandths) / 1000, abs(thousandths) % 1000)
    let sign = thousandths < 0 ? "-" : ""
    guard rest > 0 else { return "\(sign)\(whole)" }
    var decimals = String(1000 + rest).dropFirst()
    while decimals.hasSuffix("0") { decimals.removeLast() }
    return "\(sign)\(whole).\(decimals)"
  }

  static func duration(_ milliseconds: Int64) -> LocalizedText {
    let seconds = Double(milliseconds) / 1000
    guard milliseconds >= 60_000, milliseconds % 1000 == 0 else {
      return LocalizedText(zh: "\(number(seconds)) 秒", en: "\(number(seconds)) s")
    }
    let whole = milliseconds / 1000
    let parts = [(whole / 3600, "小时", "h"), (whole / 60 % 60, "分", "min"), (whole % 60, "秒", "s")].filter { $0.0 > 0 }
    return LocalizedText(
      zh: parts.map { "\($0.0) \($0.1)" }.joined(separator: " "),
      en: parts.map { "\($0.0) \($0.2)" }.joined(separator: " "))
  }
}
