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

  init(_ text: String, redactor: Redactor) { self.init(redactor.redact(text)) }

  init(_ text: SurroundedText, redactor: Redactor) { self.init(text.redacted(by: redactor)) }

  /// The message at `index`, read with the messages around it.
  init(_ index: Int, of messages: [Message], redactor: Redactor) {
    self.init(redactor.redact(message: index, of: messages))
  }

  private init(_ redacted: RedactedText) {
    self.redacted = redacted
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

extension ShownText.Span {
  /// Evidence in a text that is shown as it is: the scalars any part of which lies in `range`, UTF-16 units; cut to
  /// the text.
  init(message: Int, range: TextRange, of utf8: UnsafeBufferPointer<UInt8>) {
    var (start, end) = (0, 0)
    var (startByte, endByte) = (0, 0)
    var (unit, byte) = (0, 0)
    // Safe: `byte` is compared with the count before a byte is read and cut to it in the end.
    while byte < utf8.count, unit < range.upper {
      let lead = utf8[byte]
      // A text of Swift is valid UTF-8: the first byte tells the length.
      byte += lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
      unit += lead < 0xF0 ? 1 : 2
      end += 1
      endByte = byte
      if unit <= range.lower { (start, startByte) = (end, endByte) }
    }
    let isEmpty = range.upper <= range.lower
    self.message = message
    self.range = start..<(isEmpty ? start : end)
    original = self.range
    text = isEmpty ? "" : String(decoding: utf8[startByte..<min(endByte, utf8.count)], as: UTF8.self)
  }
}

/// The texts of one conversation as a report shows them; each is looked at once.
struct ShownTexts {
  private let messages: [Message]
  private let redactor: Redactor
  private let showsPlainText: Bool
  private var shown: [Int: ShownText] = [:]

  init(_ transcript: Transcript, redactor: Redactor) {
    messages = transcript.messages
    self.redactor = redactor
    showsPlainText = redactor.policy == .none
  }

  /// The text of a message; an empty one for an index that the conversation does not have.
  mutating func text(_ index: Int) -> ShownText {
    if let known = shown[index] { return known }
    let text = ShownText(index, of: messages, redactor: redactor)
    shown[index] = text
    return text
  }

  mutating func span(_ span: EvidenceSpan) -> ShownText.Span {
    if showsPlainText, messages.indices.contains(span.message),
      let shown = messages[span.message].text.utf8.withContiguousStorageIfAvailable({
        ShownText.Span(message: span.message, range: span.range, of: $0)
      })
    {
      return shown
    }
    return text(span.message).span(span)
  }
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
