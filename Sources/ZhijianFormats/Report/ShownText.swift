internal import Zhijian

/// The text of a message as a report shows it, with the way from places in the original.
struct ShownText {
  /// Evidence in a shown text; offsets count Unicode scalars, half-open.
  struct Span {
    let message: Int
    /// Of the shown text.
    let range: Range<Int>
    /// Of the text as it was exported.
    let original: Range<Int>
    let text: String
  }

  let scalars: [Unicode.Scalar]
  private let redacted: RedactedText

  init(_ text: String, redactor: Redactor) {
    redacted = redactor.redact(text)
    scalars = Array(redacted.text.unicodeScalars)
  }

  var text: String { redacted.text }

  /// The scalars that stand for `range`; a range that ends inside a character, or beyond the text, is cut to
  /// whole characters of the text.
  func range(of range: TextRange) -> Range<Int> { redacted.redactedRange(of: range).clamped(to: 0..<scalars.count) }

  func span(_ span: EvidenceSpan) -> Span {
    let range = range(of: span.range)
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars[range])
    return Span(
      message: span.message, range: range, original: redacted.originalRange(of: span.range), text: String(text))
  }
}

/// The texts of one conversation as a report shows them; each is looked at once.
struct ShownTexts {
  private let messages: [Message]
  private let redactor: Redactor
  private var shown: [Int: ShownText] = [:]

  init(_ transcript: Transcript, redactor: Redactor) {
    messages = transcript.messages
    self.redactor = redactor
  }

  /// The text of a message; an empty one for an index that the conversation does not have.
  mutating func text(_ index: Int) -> ShownText {
    if let known = shown[index] { return known }
    let text = ShownText(messages.indices.contains(index) ? messages[index].text : "", redactor: redactor)
    shown[index] = text
    return text
  }

  mutating func span(_ span: EvidenceSpan) -> ShownText.Span { text(span.message).span(span) }
}

extension ReportOptions {
  /// What hides personal data: as asked for, or else as the format does by default.
  func redactor(default policy: Redactor.Policy) -> Redactor { Redactor(policy: privacy ?? policy) }

  /// Whether spans say where they stood in the original text.
  func showsOriginalOffsets(_ redactor: Redactor) -> Bool { redactor.policy != .none }

  /// The rules by their ids.
  var rulesByID: [String: Rule] {
    Dictionary(rules.rules.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
  }
}

extension Redactor {
  /// An id or a name as it may be shown.
  func show(_ text: String) -> String { policy == .none ? text : redact(text).text }

  func show(_ text: String?) -> String? { text.map { show($0) } }
}

extension TimeZoneRule {
  /// `2026-11-01 09:30:02` by the clock of the zone.
  func text(_ time: Timestamp) -> String {
    let local = localTime(at: time)
    let seconds = Int(local.millisecondOfDay / 1000)
    func padded(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
    return "\(local.date) \(padded(seconds / 3600)):\(padded(seconds / 60 % 60)):\(padded(seconds % 60))"
  }
}
