import Testing

@testable import ZhijianFormats

@Suite struct CSVWriterTests {
  private func cell(_ text: String) -> String {
    var writer = CSVWriter()
    writer.text(text)
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  @Test func writesRows() {
    var writer = CSVWriter(byteOrderMark: true)
    writer.text("客服")
    writer.integer(-3)
    writer.number(-0.5)
    writer.number(4)
    writer.number(.nan)
    writer.empty()
    writer.text("a,\"b\"\nc")
    writer.endRow()
    writer.text("x")
    writer.endRow()
    #expect(writer.bytes.starts(with: [0xEF, 0xBB, 0xBF]))
    #expect(
      String(decoding: writer.bytes.dropFirst(3), as: UTF8.self) == "客服,-3,-0.5,4,,,\"a,\"\"b\"\"\nc\"\r\nx\r\n")
  }

  @Test(arguments: [
    "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1", "＋1", "－1", "＠x", " =1", "\u{3000}=1", "\u{A0}=1",
    "\u{0}=1",
    "\u{FEFF}=1", "\u{200B}=1", "=HYPERLINK(\"http://x.example\",\"点我\")", "-2+3+cmd|' /C calc'!A0", "=1;2",
  ])
  func formulasBecomeText(_ payload: String) {
    #expect(cell(payload).hasPrefix("\"'"))
  }

  @Test(arguments: ["亲", "1-2", "a=b", "", "3", "（=）", "*a", "x@y.example", "￥5"])
  func textStays(_ text: String) {
    #expect(cell(text) == text)
  }

  @Test func readsBack() {
    var random = SeededGenerator(seed: 9)
    let pieces = ["亲", ",", "\"", "\n", "\r\n", "a", "😀", ";", " x"]
    for _ in 0..<2000 {
      let cells = (0..<4).map { _ in
        "字"
          + (0..<Int.random(in: 0...6, using: &random)).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
          + "."
      }
      var writer = CSVWriter()
      for cell in cells { writer.text(cell) }
      writer.endRow()
      writer.bytes.withUnsafeBufferPointer { buffer in
        var reader = DelimitedReader(buffer, delimiter: 0x2C)
        var row = TableRow()
        let hasRow = reader.next(&row)
        #expect(hasRow)
        #expect((0..<row.count).map { row.text($0) } == cells)
        let hasMore = reader.next(&row)
        #expect(!hasMore)
      }
    }
  }
}
