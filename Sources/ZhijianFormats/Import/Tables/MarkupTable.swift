/// Reads the rows of tables in HTML, and in the XML of Excel 2003 with its `Row` and `Cell`; their lines are their
/// numbers. Cells that span rows are empty below, so that columns stay in line.
struct MarkupTable: TableRows {
  private let text: UnsafeBufferPointer<UInt8>
  private var index = 0
  private var number = 0
  /// How many rows a cell of each column still reaches down.
  private var spans: [Int: Int] = [:]
  /// Lines with a cell that was cut off.
  private(set) var longCells: [Int] = []
  /// Rows with more cells than `maximumCells`.
  private(set) var longRows: [Int] = []

  static let maximumCells = 10_000

  /// `text` must stay valid while the reader is used.
  ///
  /// Safe: `index` is compared with the count before each byte is read.
  init(_ text: UnsafeBufferPointer<UInt8>) { self.text = text }

  private struct Tag {
    var name: String
    var isEnd: Bool
    var isEmpty: Bool
    var attributes: Range<Int>
    /// Where it begins.
    var start: Int
  }

  mutating func next(_ row: inout TableRow) -> Bool {
    while let tag = nextTag() {
      guard !tag.isEnd, tag.name == "tr" || tag.name == "row" else { continue }
      number += 1
      row.reset(line: number)
      if !tag.isEmpty { readCells(&row) }
      return true
    }
    return false
  }

  private mutating func readCells(_ row: inout TableRow) {
    var open: (start: Int, span: Int, rows: Int)?
    func isCell(_ tag: Tag) -> Bool { tag.name == "td" || tag.name == "th" || tag.name == "cell" }
    while true {
      let before = index
      guard let tag = nextTag() else {
        if let open { close(open, at: text.count, &row) }
        return
      }
      let endsRow =
        tag.name == "tr" || tag.name == "row" || tag.isEnd && (tag.name == "table" || tag.name == "worksheet")
      guard endsRow || isCell(tag) else { continue }
      if let cell = open {
        close(cell, at: tag.start, &row)
        open = nil
      }
      if endsRow {
        if !tag.isEnd { index = before }
        fillSpans(&row)
        return
      }
      guard !tag.isEnd else { continue }
      if let place = number("index", tag.attributes), place <= Self.maximumCells {
        while row.count < place - 1 { row.close() }
      }
      fillSpans(&row)
      let wide = number("colspan", tag.attributes) ?? number("mergeacross", tag.attributes).map { $0 + 1 } ?? 1
      let deep = number("rowspan", tag.attributes) ?? number("mergedown", tag.attributes).map { $0 + 1 } ?? 1
      if tag.isEmpty { close((tag.start, wide, deep), at: tag.start, &row) } else { open = (index, wide, deep) }
    }
  }

  private mutating func fillSpans(_ row: inout TableRow) {
    while let rows = spans[row.count], rows > 0, row.count < Self.maximumCells {
      spans[row.count] = rows - 1
      row.close()
    }
  }

  private mutating func close(_ cell: (start: Int, span: Int, rows: Int), at end: Int, _ row: inout TableRow) {
    guard cell.start <= end else { return }
    guard row.count < Self.maximumCells else {
      if longRows.last != row.line { longRows.append(row.line) }
      return
    }
    var stop = end
    if stop - cell.start > DelimitedReader.maximumCellBytes {
      stop = cell.start + DelimitedReader.maximumCellBytes
      if longCells.last != row.line { longCells.append(row.line) }
    }
    let html = String(decoding: UnsafeBufferPointer(rebasing: text[cell.start..<stop]), as: UTF8.self)
    for step in 0..<max(1, min(cell.span, 1000)) {
      if cell.rows > 1, spans.count < Self.maximumCells { spans[row.count] = min(cell.rows, 1_000_000) - 1 }
      if step == 0 { row.append(cell: MarkupText.plain(html)) } else { row.close() }
    }
  }

  // MARK: Tags

  private mutating func nextTag() -> Tag? {
    while index < text.count {
      guard text[index] == 0x3C else {
        index += 1
        continue
      }
      let start = index
      index += 1
      if begins("!--") {
        skip(past: "-->")
        continue
      }
      let isEnd = index < text.count && text[index] == 0x2F
      if isEnd { index += 1 }
      let first = index
      while index < text.count, isNameByte(text[index]) { index += 1 }
      guard index > first else { continue }
      var name = String(decoding: UnsafeBufferPointer(rebasing: text[first..<index]), as: UTF8.self).lowercased()
      if let colon = name.utf8.lastIndex(of: 0x3A) { name = String(name[name.utf8.index(after: colon)...]) }
      let attributes = index
      var quote: UInt8 = 0
      while index < text.count, quote != 0 || text[index] != 0x3E {
        let byte = text[index]
        if quote != 0 {
          if byte == quote || byte == 0x3E && index - attributes > 4096 { quote = 0 }
        } else if byte == 0x22 || byte == 0x27 {
          quote = byte
        }
        index += 1
      }
      let end = index
      if index < text.count { index += 1 }
      if !isEnd, name == "script" || name == "style" {
        skip(past: name == "script" ? "</script" : "</style")
        continue
      }
      return Tag(
        name: name, isEnd: isEnd, isEmpty: end > attributes && text[end - 1] == 0x2F, attributes: attributes..<end,
        start: start)
    }
    return nil
  }

  private func isNameByte(_ byte: UInt8) -> Bool {
    (0x41...0x5A).contains(byte & 0xDF) || (0x30...0x3A).contains(byte) || byte == 0x2D || byte == 0x5F
  }

  private func begins(_ word: StaticString) -> Bool {
    let count = word.utf8CodeUnitCount
    guard text.count - index >= count else { return false }
    return (0..<count).allSatisfy { text[index + $0] | 0x20 == word.utf8Start[$0] | 0x20 }
  }

  private mutating func skip(past word: StaticString) {
    while index < text.count, !begins(word) { index += 1 }
    index = min(text.count, index + word.utf8CodeUnitCount)
  }

  /// The whole number that an attribute has, whatever its prefix.
  private func number(_ name: String, _ range: Range<Int>) -> Int? {
    guard range.count > name.utf8.count, range.count < 4096 else { return nil }
    let attributes = String(decoding: UnsafeBufferPointer(rebasing: text[range]), as: UTF8.self).lowercased()
    guard let found = attributes.firstRange(of: name + "=") else { return nil }
    let digits = attributes[found.upperBound...].drop { $0 == "\"" || $0 == "'" }.prefix { $0.isASCII && $0.isNumber }
    guard let value = Int(digits), value > 0, value <= 1_000_000 else { return nil }
    return value
  }
}
