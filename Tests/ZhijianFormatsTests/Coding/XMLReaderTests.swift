import Testing

@testable import ZhijianFormats

@Suite struct XMLReaderTests {
  /// The events of a document that comes in pieces of `size` bytes.
  private func events(_ xml: String, size: Int = 1 << 16) throws -> [String] {
    let bytes = Array(xml.utf8)
    var offset = 0
    let source = ByteSource(pieceSize: 16) { buffer in
      let count = min(size, buffer.count, bytes.count - offset)
      for step in 0..<count { buffer[step] = bytes[offset + step] }
      offset += count
      return .success(count)
    }
    let reader = XMLReader(source: source)
    var result: [String] = []
    while true {
      switch try reader.next() {
      case .start(let isEmpty):
        let known = ["row", "c", "t"].first { name in
          switch name {
          case "row": reader.isNamed("row")
          case "c": reader.isNamed("c")
          default: reader.isNamed("t")
          }
        }
        result.append("<\(known ?? "?")\(reader.attribute("r").map { " r=" + $0 } ?? "")\(isEmpty ? "/" : "")>")
      case .end: result.append("</>")
      case .text:
        let text = String(decoding: reader.text, as: UTF8.self)
        if let last = result.last, last.hasPrefix("'") {
          result[result.count - 1] = last + text
        } else {
          result.append("'" + text)
        }
      case .finished: return result
      }
    }
  }

  @Test(arguments: [1, 2, 3, 7, 1000]) func piecesMakeNoDifference(_ size: Int) throws {
    let xml =
      "\u{FEFF}<?xml version=\"1.0\"?><!-- <row> --><x:row r='1&quot;'><c q=\">\" r=\"A1\"/><t>你&amp;好&#x4E03;&#65;&bad;</t><![CDATA[<b>&amp;]]></x:row>"
    #expect(
      try events(xml, size: size) == ["<row r=1\">", "<c r=A1/>", "<t>", "'你&好七A&bad;", "</>", "'<b>&amp;", "</>"])
  }

  @Test func whatItRefuses() {
    #expect(throws: XMLFault.documentType) { try events("<!DOCTYPE a [<!ENTITY b \"c\">]><a/>") }
    #expect(throws: XMLFault.truncated) { try events("<a b=\"c") }
    #expect(throws: XMLFault.truncated) { try events("<a><![CDATA[b") }
    #expect(throws: XMLFault.malformed) { try events("<>") }
    #expect(throws: XMLFault.malformed) {
      try events("<a " + String(repeating: "b", count: XMLReader.maximumTagBytes + 10))
    }
  }

  @Test func randomBytesNeverTrap() {
    var random = SeededGenerator(seed: 5)
    let pieces = [
      "<", ">", "/", "!", "?", "--", "[", "]]>", "CDATA", "&", "&amp;", ";", "\"", "'", "=", " ", "r", "row", "你", "\0",
    ]
    for _ in 0..<5000 {
      let text = (0..<Int.random(in: 0...20, using: &random)).map { _ in pieces.randomElement(using: &random) ?? "" }
        .joined()
      _ = try? events(text, size: Int.random(in: 1...9, using: &random))
    }
  }
}

@Suite struct SpreadsheetTests {
  @Test(arguments: [
    ("yyyy/m/d h:mm", CellStyles.Shape.dateTime), ("yyyy\"年\"m\"月\"d\"日\"", .date), ("[$-804]yyyy-mm-dd;@", .date),
    ("h:mm:ss", .time), ("[h]:mm:ss", .time), ("0.00", .number), ("#,##0", .number), ("0.00E+00", .number),
    ("General", .number),
    ("[Red]0;[Blue]-0", .number), ("\"date\" 0", .number), ("mmm-yy", .date), ("yyyy-mm-dd hh:mm:ss.000", .dateTime),
    ("@", .number),
    ("¥#,##0.00", .number), ("\\d0", .number),
  ])
  func formats(_ code: String, _ shape: CellStyles.Shape) { #expect(CellStyles.shape(ofFormat: code) == shape) }

  @Test(arguments: [
    (46240.0, CellStyles.Shape.date, false, "2026-08-06"),
    (46240.376504629628, .dateTime, false, "2026-08-06 09:02:10"),
    (44778.376504629628, .dateTime, true, "2026-08-06 09:02:10"), (0.376504629628, .time, false, "09:02:10"),
    (46240.9999999999, .dateTime, false, "2026-08-07 00:00:00"), (46240.5, .date, false, "2026-08-06 12:00:00"),
    (46240.37650520833, .dateTime, false, "2026-08-06 09:02:10.050"),
  ])
  func serials(_ serial: Double, _ shape: CellStyles.Shape, _ since1904: Bool, _ text: String) {
    #expect(SerialDate.text(serial, shape: shape, startsIn1904: since1904) == text)
  }

  @Test func serialsOutsideOfTheCalendarAreNone() {
    for serial in [-1, .infinity, .nan, 1e300, 3_000_000] as [Double] {
      #expect(SerialDate.text(serial, shape: .date, startsIn1904: false) == nil)
    }
  }

  private func rows(_ sheet: String, strings: String = "<sst/>") throws -> [[String]] {
    let book = WorksheetReader.Workbook(
      strings: try SharedStrings(XMLReader(source: ByteSource(bytes: Array(strings.utf8)))))
    let reader = WorksheetReader(XMLReader(source: ByteSource(bytes: Array(sheet.utf8))), workbook: book)
    var row = TableRow()
    var result: [[String]] = []
    while reader.next(&row) { result.append(["\(row.line)"] + (0..<row.count).map { row.text($0) }) }
    return result
  }

  @Test func cells() throws {
    let sheet = """
      <worksheet><sheetData><row r="2"><c r="B2" t="s"><v>1</v></c><c r="AA2"><v>1.8E+18</v></c></row>
      <row><c t="b"><v>1</v></c><c t="e"><v>#N/A</v></c><c t="str"><f>A1</f><v>甲</v></c><c t="s"><v>9</v></c></row>
      <row r="1"/><row r="9"><c r="A9" t="inlineStr"><is><r><t>a_x000A_</t></r><r><t>b</t></r></is></c></row></sheetData><c r="Z1"/></worksheet>
      """
    let strings = "<sst><si/><si><r><t>富</t></r><rPh><t>fu</t></rPh><r><t>文本</t></r></si></sst>"
    let found = try rows(sheet, strings: strings)
    #expect(found.map { $0[0] } == ["2", "3", "4", "9"])
    #expect(found[0].count == 28)
    #expect(found[0][2] == "富文本")
    #expect(found[0][27] == "1800000000000000000")
    #expect(found[1] == ["3", "1", "", "甲", ""])
    #expect(found[3] == ["9", "a\nb"])
  }

  @Test func columnsGoNoFurtherThanTheyMay() throws {
    #expect(
      try rows("<sheetData><row><c r=\"ZZZZ1\"><v>1</v></c><c r=\"A1\"><v>2</v></c></row></sheetData>") == [["1", "2"]])
    #expect(
      try rows("<sheetData><row r=\"999999999\"/><row r=\"99999999999\"/></sheetData>").map(\.[0]) == [
        "999999999", "1000000000",
      ])
  }
}

@Suite struct MarkupTests {
  @Test(arguments: [
    ("<p>你好<br>再见</p><p>&lt;b&gt; &amp;&nbsp;x</p>", "你好\n再见\n<b> & x"), ("a<script>x<y</script>b<!-- c -->d", "abd"),
    ("1 < 2 & 3 > 2", "1 < 2 & 3 > 2"), ("<img src='a>b'>", "[图片]b'>"), ("&#x4E03;&#0;&unknown;", "七&#0;&unknown;"),
    ("<", "<"), ("", ""),
  ])
  func plain(_ html: String, _ text: String) { #expect(MarkupText.plain(html) == text) }

  private func rows(_ html: String) -> [[String]] {
    let bytes = Array(html.utf8)
    return bytes.withUnsafeBufferPointer { buffer in
      var table = MarkupTable(buffer)
      var row = TableRow()
      var result: [[String]] = []
      while table.next(&row) { result.append((0..<row.count).map { row.text($0) }) }
      return result
    }
  }

  @Test func spansKeepColumnsInLine() {
    #expect(
      rows(
        "<table><tr><td rowspan=2>a<td colspan='2'>b<td>c</tr><tr><td>d</td><td>e</td><td>f</td></tr><TR><TD>g</TABLE>")
        == [["a", "b", "", "c"], ["", "d", "e", "f"], ["g"]])
    #expect(rows("<Row><Cell ss:Index=\"3\"><Data>x</Data></Cell><Cell/></Row>") == [["", "", "x", ""]])
  }

  @Test func brokenMarkupNeverTraps() {
    var random = SeededGenerator(seed: 6)
    let pieces = [
      "<tr", "<td", ">", "</td>", "</tr>", "<table>", " rowspan=99", " colspan=\"", "2\"", "<!--", "-->", "<script>",
      "</scr", "&#", "x4E;", "你", "<",
    ]
    for _ in 0..<5000 {
      let text = (0..<Int.random(in: 0...24, using: &random)).map { _ in pieces.randomElement(using: &random) ?? "" }
        .joined()
      #expect(rows(text).count < 30)
      _ = MarkupText.plain(text)
    }
  }
}
