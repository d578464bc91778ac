import Testing

@testable import ZhijianFormats

@Suite struct ShortQuoteTests {
  @Test(arguments: 0..<45) func aNumberIsWholeOrMasked(_ place: Int) {
    let text = String(repeating: "字", count: place) + "13812345678" + String(repeating: "字", count: 60)
    let quote = ShortQuote.of(text, 40)
    #expect(quote.count == 40 && !quote.contains("1381"))
    #expect(quote == String(text.replacing("13812345678", with: "138****5678").prefix(40)))
  }

  @Test func whatIsShortStaysAsItIs() {
    for text in ["", "13812345678", String(repeating: "字", count: 40)] { #expect(ShortQuote.of(text, 40) == text) }
    #expect(ShortQuote.of(String(repeating: "1", count: 1_000_000), 40).count == 40)
  }
}
