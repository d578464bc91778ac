import Testing
import Zhijian

@Suite struct DiagnosticRendererTests {
  private func render(_ column: Int, of line: String, usesColor: Bool = false) -> [String] {
    let diagnostic = Diagnostic(
      .error, code: "x", message: LocalizedText(zh: "错", en: "wrong"),
      location: SourceLocation(file: "a.yaml", line: 2, column: column), hint: LocalizedText(zh: "改", en: "mend"))
    return DiagnosticRenderer(language: .chinese, usesColor: usesColor).render(
      diagnostic, source: "first\n\(line)\r\nlast"
    )
    .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  /// The caret stands under the cell of its column: wide characters take two, combining ones none.
  @Test(arguments: [
    (1, "词: x", 0), (2, "词: x", 2), (4, "词: x", 4), (3, "e\u{301}x", 1), (3, "😀😀x", 4), (2, "\tx", 1), (9, "短", 2),
    (3, "a\u{200B}b", 1), (2, "\u{1B}x", 1), (4, "❤\u{FE0F}a", 3),
  ])
  func theCaretStandsUnderItsColumn(_ column: Int, _ line: String, _ cells: Int) {
    let lines = render(column, of: line)
    #expect(lines.count == 5)
    #expect(lines.first == "a.yaml:2:\(column): 错误: 错 [x]")
    #expect(lines[2] == String(repeating: " ", count: 4 + cells) + "^")
    #expect(lines[3] == "    建议: 改")
  }

  @Test func nothingInALineSteersTheTerminal() {
    #expect(render(1, of: "\u{1B}[31mred\u{202E}")[1] == "    ␛[31mred")
    #expect(render(1, of: "x", usesColor: true)[2] == "    \u{1B}[1;31m^\u{1B}[0m")
  }

  @Test func longLinesAreCutAroundTheColumn() {
    let phrases = (1...60).map { "短语\($0)" }.joined(separator: ", ")
    let source = "keyword: [\(phrases)]\n"
    let column = source.unicodeScalars.count - 4
    let diagnostic = Diagnostic(
      .note, code: "x", message: LocalizedText(zh: "说明", en: "text"),
      location: SourceLocation(file: "a.yaml", line: 1, column: column))
    let lines = DiagnosticRenderer(language: .chinese).render(diagnostic, source: source).split(separator: "\n")
    #expect(lines.count == 3)
    let shown = String(lines[1].dropFirst(4))
    #expect(shown.hasPrefix("…") && shown.hasSuffix("60]") && DisplayWidth.of(shown) <= 50)
    // The caret stands under the column's scalar.
    let caret = DisplayWidth.of(String(lines[2].dropFirst(4))) - 1
    let wanted = Array(source.unicodeScalars)[column - 1]
    var cells = 0
    for scalar in shown.unicodeScalars {
      if cells == caret { #expect(scalar == wanted) }
      cells += DisplayWidth.of(String(scalar))
    }
    let start = DiagnosticRenderer(language: .chinese).render(
      Diagnostic(
        .note, code: "x", message: LocalizedText(zh: "说明", en: "text"),
        location: SourceLocation(file: "a.yaml", line: 1, column: 1)), source: source)
    #expect(start.contains("\n    keyword: [短语1, ") && start.contains("…\n    ^\n"))
  }
}
