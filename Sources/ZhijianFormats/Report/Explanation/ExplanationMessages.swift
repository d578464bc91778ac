internal import Zhijian

/// The messages of a conversation as an explanation quotes them.
struct ExplanationMessages {
  let transcript: Transcript
  let redactor: Redactor
  let say: ReportWording
  private var texts: ShownTexts

  private static let quoteWidth = 60

  init(_ transcript: Transcript, redactor: Redactor, language: Language) {
    self.transcript = transcript
    self.redactor = redactor
    say = ReportWording(language: language)
    texts = ShownTexts(transcript, redactor: redactor)
  }

  mutating func span(_ span: EvidenceSpan) -> ShownText.Span { texts.span(span) }

  /// `#5 客服(小李)`.
  func head(_ index: Int) -> String {
    guard transcript.messages.indices.contains(index) else { return "#\(index)" }
    let message = transcript.messages[index]
    let sender = message.role == .customer ? nil : message.sender.map { "(\(redactor.show($0)))" }
    return TerminalText.safe("#\(index) \(say.role(message.role.rawValue))\(sender ?? "")")
  }

  /// The text of a message with `ranges` between 【 and 】, cut to a line.
  mutating func quote(_ index: Int, marking ranges: [TextRange] = []) -> String {
    let shown = texts.text(index)
    guard !shown.scalars.isEmpty else {
      return transcript.messages.indices.contains(index) ? say.kind(transcript.messages[index].kind) : ""
    }
    let marks = ranges.map { shown.range(of: $0) }
    let text = TextPage.marked(shown.scalars, marks)
    return ranges.isEmpty ? TerminalText.cut(text, to: Self.quoteWidth) : text
  }

  /// The messages of an occurrence with what was found marked, one a line.
  mutating func quotes(_ spans: [EvidenceSpan]) -> [String] {
    var seen: [Int] = []
    for span in spans where !seen.contains(span.message) { seen.append(span.message) }
    return seen.map { index in
      let ranges = spans.filter { $0.message == index }.map(\.range)
      return head(index) + say("：", ": ") + quote(index, marking: ranges)
    }
  }

  /// Words of a message, unless something in it is hidden.
  mutating func words(_ words: [String], of spans: [EvidenceSpan]) -> [String] {
    guard redactor.policy != .none else { return words }
    for span in spans where transcript.messages.indices.contains(span.message) {
      if texts.text(span.message).text != transcript.messages[span.message].text { return [] }
    }
    return words
  }
}
