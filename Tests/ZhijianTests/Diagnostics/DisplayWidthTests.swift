import Testing
import Zhijian

@Suite struct DisplayWidthTests {
  @Test(arguments: [
    ("", 0), ("abc", 3), ("中文", 4), ("，。！", 6), ("ＡＢ", 4), ("ｱ", 1), ("한글", 4), ("한", 2), ("かな", 4), ("が", 2),
    ("e\u{301}", 1), ("😀", 2), ("👨‍👩‍👧", 2), ("👍🏽", 2), ("🇨🇳", 2), ("🇨", 1), ("❤️", 2), ("❤", 1), ("1️⃣", 2),
    ("—…·–", 4), ("𠮷", 2), ("\u{200B}", 0), ("㈱", 2), ("①", 1), ("【】", 4),
  ])
  func countsCells(_ text: String, _ width: Int) {
    #expect(DisplayWidth.of(text) == width, "\(text)")
  }

  @Test func cutsAndFillsToCells() {
    #expect(TerminalText.cut("中文字", to: 6) == "中文字")
    #expect(TerminalText.cut("中文字", to: 5) == "中文…")
    #expect(TerminalText.cut("中文字", to: 4) == "中…")
    #expect(TerminalText.cut("中", to: 0) == "")
    #expect(TerminalText.padded("中", to: 4) == "中  ")
    #expect(TerminalText.padded("中", to: 4, toTheRight: true) == "  中")
    #expect(TerminalText.wrapped("中文字符", to: 5) == ["中文", "字符"])
    #expect(TerminalText.wrapped("one two three", to: 8) == ["one two", "three"])
    #expect(TerminalText.wrapped("", to: 5) == [""])
  }
}
