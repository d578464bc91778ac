import Testing
import Zhijian

@testable import ZhijianFormats

@Suite struct ShownSpanTests {
  /// A span of a text that is shown as it is equals the one on the long way, for every range, in and beyond the text.
  @Test(arguments: ["", "a", "您好，在吗", "好😀的a😀😀", "é́x", "\u{FFFD}\u{10FFFF}尾"])
  func theShortWayEqualsTheLong(_ text: String) {
    let redactor = Redactor(policy: .none)
    let transcript = Transcript(id: "t", messages: [Message(role: .agent, text: text)])
    var texts = ShownTexts(transcript, redactor: redactor)
    let long = ShownText(text, redactor: redactor)
    let count = text.utf16.count
    for lower in -1...(count + 2) {
      for upper in lower...(count + 3) {
        let span = EvidenceSpan(message: 0, range: TextRange(lower, upper))
        let (short, other) = (texts.span(span), long.span(span))
        #expect(short.range == other.range && short.original == other.original, "\(text) \(lower) \(upper)")
        #expect(Array(short.text.unicodeScalars) == Array(other.text.unicodeScalars), "\(text) \(lower) \(upper)")
      }
    }
    #expect(texts.span(EvidenceSpan(message: 3, range: TextRange(0, 1))).text.isEmpty)
  }
}
