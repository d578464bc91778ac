/// Reads one table line by line, collecting what is wrong with it.
struct FoldingTableReader {
  /// A line that has as many columns as it should; each is a range of the bytes and not empty.
  struct Row {
    let line: Int
    let first: Range<Int>
    let second: Range<Int>

    func column(_ number: Int) -> Range<Int> { number == 0 ? first : second }
  }

  private(set) var diagnostics: [Diagnostic] = []
  private let name: String
  private let bytes: [UInt8]
  private var place = 0
  private var line = 0
  private var seen: Set<String> = []
  private var seenCharacters: Set<UInt32> = []

  init(_ file: FoldingTables.File) {
    name = file.name
    bytes = Array(file.text.utf8)
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { place = 3 }
  }

  /// The next line that is not a comment or blank and has one or two `columns`, whichever is asked for.
  mutating func row(columns wanted: Int) -> Row? {
    while place < bytes.count {
      let start = place
      while place < bytes.count, bytes[place] != 0x0A { place += 1 }
      let end = place > start && bytes[place - 1] == 0x0D ? place - 1 : place
      line += 1
      place += 1
      guard start < end, bytes[start] != 0x23 else { continue }
      var columns = [0..<0, 0..<0]
      var count = 0
      var first = start
      while first < end {
        var last = first
        while last < end, bytes[last] != 0x09 { last += 1 }
        if last > first {
          if count < columns.count { columns[count] = first..<last }
          count += 1
        }
        first = last + 1
      }
      if count == wanted { return Row(line: line, first: columns[0], second: columns[1]) }
      report(
        line, "folding-table-columns", zh: "应有 \(wanted) 列，用制表符分开，实有 \(count) 列",
        en: "expected \(wanted) tab-separated columns, found \(count)")
    }
    return nil
  }

  /// The text of a column.
  func text(_ row: Row, column: Int) -> String { String(decoding: bytes[row.column(column)], as: UTF8.self) }

  /// The UTF-16 units of a column.
  func units(_ row: Row, column: Int) -> [UInt16] { Array(text(row, column: column).utf16) }

  /// The single character of a column.
  mutating func character(_ row: Row, column: Int = 0) -> UInt32? {
    let text = text(row, column: column)
    let scalars = text.unicodeScalars
    if let first = scalars.first, scalars.index(after: scalars.startIndex) == scalars.endIndex { return first.value }
    report(row.line, "folding-table-character", zh: "“\(text)”不是单个字符", en: "'\(text)' is not a single character")
    return nil
  }

  /// The single characters of both columns, the first of which is new.
  mutating func pair(_ row: Row) -> (UInt32, UInt32)? {
    guard let key = character(row), let value = character(row, column: 1), isNew(row) else { return nil }
    return (key, value)
  }

  mutating func digit(_ row: Row) -> UInt16? {
    let units = units(row, column: 1)
    if units.count == 1, (0x30...0x39).contains(units[0]) { return units[0] }
    let text = text(row, column: 1)
    report(row.line, "folding-table-digit", zh: "“\(text)”不是 0 到 9 的数字", en: "'\(text)' is not a digit from 0 to 9")
    return nil
  }

  mutating func isSyllable(_ row: Row) -> Bool {
    if bytes[row.first].allSatisfy({ (0x61...0x7A).contains($0) }) { return true }
    let text = text(row, column: 0)
    report(
      row.line, "folding-table-syllable", zh: "“\(text)”不是小写拼音音节",
      en: "'\(text)' is not a pinyin syllable in lower case")
    return false
  }

  /// Whether the first column has not stood in a line before.
  mutating func isNew(_ row: Row) -> Bool {
    let text = text(row, column: 0)
    let scalars = text.unicodeScalars
    let isNew =
      if let first = scalars.first, scalars.index(after: scalars.startIndex) == scalars.endIndex {
        seenCharacters.insert(first.value).inserted
      } else {
        seen.insert(text).inserted
      }
    if isNew { return true }
    report(row.line, "folding-table-duplicate", zh: "“\(text)”重复出现", en: "'\(text)' is listed twice")
    return false
  }

  /// All lines as sequences and what they stand for.
  mutating func sequences() -> [(key: [UInt16], value: [UInt16])] {
    var entries: [(key: [UInt16], value: [UInt16])] = []
    while let row = row(columns: 2) {
      if isNew(row) { entries.append((units(row, column: 0), units(row, column: 1))) }
    }
    return entries
  }

  mutating func reportUnknownFile() {
    diagnostics.append(
      Diagnostic(
        .warning, code: "folding-table-unknown",
        message: LocalizedText(zh: "没有名为“\(name)”的折叠表", en: "there is no folding table named '\(name)'"),
        location: SourceLocation(file: name)))
  }

  private mutating func report(_ line: Int, _ code: String, zh: String, en: String) {
    diagnostics.append(
      Diagnostic(
        .error, code: code, message: LocalizedText(zh: zh, en: en), location: SourceLocation(file: name, line: line)))
  }
}
