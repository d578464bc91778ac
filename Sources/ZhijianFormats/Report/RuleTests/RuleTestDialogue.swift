import Zhijian

/// The dialogue of a test with what was expected and what was found marked in it.
struct RuleTestDialogue {
  let result: RuleTestResult
  let word: ReportWording
  /// The most messages that are shown.
  private static let mostMessages = 60

  private var transcript: Transcript { result.test.transcript }

  func lines() -> [String] {
    let expected = expectedSpans()
    let found = result.findings.flatMap(\.finding.hits).flatMap(\.spans)
    let start = transcript.messages.compactMap { $0.at?.milliseconds }.min()
    var lines: [String] = []
    for (index, message) in transcript.messages.prefix(Self.mostMessages).enumerated() {
      let head = TerminalText.safe(head(message, number: index + 1, start: start))
      let text = Marked(
        message.text, expected: Set(expected.filter { $0.message == index }.map(\.range)),
        found: Set(found.filter { $0.message == index }.map(\.range)))
      lines.append(text.text.isEmpty ? head : "\(head): \(text.text)")
      guard let carets = text.carets else { continue }
      lines.append("    | " + String(repeating: " ", count: max(0, DisplayWidth.of(head) - 4)) + carets)
    }
    let left = transcript.messages.count - Self.mostMessages
    if left > 0 { lines.append(word("    | …另有 \(left) 条消息", "    | … \(left) more messages")) }
    return lines
  }

  private func head(_ message: Message, number: Int, start: Int64?) -> String {
    var head = "    | #\(number) "
    if let at = message.at, let start { head += "[\(Self.time(at.milliseconds - start))] " }
    head += word.role(message.role.rawValue)
    if let sender = message.sender { head += "(\(sender))" }
    if message.isRecalled {
      head += " <recall>"
    } else if message.kind != .text {
      head += " <\(message.kind.rawValue)>"
    }
    return head
  }

  /// `+m:ss`, with tenths where there are any.
  private static func time(_ milliseconds: Int64) -> String {
    let (seconds, tenths) = (milliseconds / 1000, milliseconds % 1000 / 100)
    let rest = seconds % 60
    return "+\(seconds / 60):\(rest < 10 ? "0" : "")\(rest)" + (tenths == 0 ? "" : ".\(tenths)")
  }

  /// What the dialogue marks, and the texts that the findings of the test name.
  private func expectedSpans() -> [EvidenceSpan] {
    guard case .findings(let findings) = result.test.expectation else { return result.test.marks }
    var spans = result.test.marks
    for finding in findings {
      guard let text = finding.span, !text.isEmpty else { continue }
      let places = finding.message.map { [$0] } ?? Array(transcript.messages.indices)
      for place in places where transcript.messages.indices.contains(place) {
        guard let range = Self.range(of: Array(text.utf16), in: Array(transcript.messages[place].text.utf16)) else {
          continue
        }
        let span = EvidenceSpan(message: place, range: range)
        if !spans.contains(span) { spans.append(span) }
        break
      }
    }
    return spans
  }

  private static func range(of part: [UInt16], in whole: [UInt16]) -> TextRange? {
    guard part.count <= whole.count else { return nil }
    let start = (0...(whole.count - part.count)).first { whole[$0..<($0 + part.count)].elementsEqual(part) }
    return start.map { TextRange($0, $0 + part.count) }
  }
}

/// A text with ⟦⟧ around what was expected and 〖〗 around what was found.
struct Marked {
  let text: String
  /// A line to stand below it, `^` under what was found and `~` under what was only expected; nil where both are the
  /// same.
  let carets: String?

  init(_ text: String, expected: Set<TextRange>, found: Set<TextRange>) {
    let units = Array(text.utf16)
    func fits(_ range: TextRange) -> Bool {
      range.upper <= units.count && (range.lower < range.upper || units.isEmpty)
    }
    let (expected, found) = (expected.filter(fits), found.filter(fits))
    var openings = [Int: String]()
    var closings = [Int: String]()
    for (ranges, open, close) in [(expected, "⟦", "⟧"), (found, "〖", "〗")] {
      for range in ranges {
        openings[range.lower, default: ""] += open
        // What was found is inside where both are the same.
        closings[range.upper, default: ""] = close + closings[range.upper, default: ""]
      }
    }
    guard !units.isEmpty else {
      // A message without text is pointed at as a whole.
      self.text = openings[0, default: ""] + closings[0, default: ""]
      carets = nil
      return
    }
    let places = Set([0, units.count] + openings.keys + closings.keys).sorted()
    var marked = ""
    var carets = ""
    for (number, place) in places.enumerated() {
      let marks = closings[place, default: ""] + openings[place, default: ""]
      marked += marks
      carets += String(repeating: " ", count: DisplayWidth.of(marks))
      guard number + 1 < places.count else { break }
      let piece = TerminalText.safe(String(decoding: units[place..<places[number + 1]], as: UTF16.self))
      func isIn(_ ranges: Set<TextRange>) -> Bool { ranges.contains { $0.lower <= place && place < $0.upper } }
      let caret = isIn(found) ? "^" : isIn(expected) ? "~" : " "
      marked += piece
      carets += String(repeating: caret, count: DisplayWidth.of(piece))
    }
    self.text = marked
    while carets.hasSuffix(" ") { carets.removeLast() }
    self.carets = expected == found ? nil : carets
  }
}
