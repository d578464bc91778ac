/// One row of a delimited table, unescaped.
struct DelimitedRow {
  /// The line on which it starts, from 1.
  fileprivate(set) var line = 1
  fileprivate(set) var bytes: [UInt8] = []
  /// Where each cell ends in `bytes`.
  fileprivate(set) var ends: [Int] = []

  var count: Int { ends.count }

  /// The range of a cell in `bytes`, without white space at both ends; empty where there is no such cell.
  func range(_ index: Int) -> Range<Int> {
    guard index >= 0, index < ends.count else { return 0..<0 }
    var lower = index == 0 ? 0 : ends[index - 1]
    var upper = ends[index]
    while lower < upper, bytes[lower] <= 0x20 { lower += 1 }
    while upper > lower, bytes[upper - 1] <= 0x20 { upper -= 1 }
    return lower..<upper
  }

  func text(_ index: Int) -> String {
    let range = range(index)
    guard !range.isEmpty else { return "" }
    return bytes.withUnsafeBufferPointer { String(decoding: UnsafeBufferPointer(rebasing: $0[range]), as: UTF8.self) }
  }

  /// Whether a cell holds exactly `wanted`.
  func equals(_ index: Int, _ wanted: [UInt8]) -> Bool {
    let range = range(index)
    guard range.count == wanted.count else { return false }
    for offset in 0..<wanted.count where bytes[range.lowerBound + offset] != wanted[offset] { return false }
    return true
  }

  /// The bytes of a cell.
  func cell(_ index: Int) -> ArraySlice<UInt8> { bytes[range(index)] }

  func isEmpty(_ index: Int) -> Bool { range(index).isEmpty }

  /// Whether every cell is empty.
  var isBlank: Bool { bytes.allSatisfy { $0 <= 0x20 } }

  /// Joins the cells from `index` that an unquoted delimiter cut apart, so that `count` cells remain.
  mutating func join(at index: Int, delimiter: UInt8, count: Int) {
    let surplus = ends.count - count
    guard surplus > 0, index >= 0, index < count else { return }
    let last = index + surplus
    var joined: [UInt8] = []
    joined.reserveCapacity(bytes.count + surplus)
    joined.append(contentsOf: bytes[..<ends[index]])
    for cell in index + 1...last {
      joined.append(delimiter)
      joined.append(contentsOf: bytes[ends[cell - 1]..<ends[cell]])
    }
    joined.append(contentsOf: bytes[ends[last]...])
    bytes = joined
    ends.removeSubrange(index..<last)
    for cell in index..<ends.count { ends[cell] += surplus }
  }
}

/// Reads rows after RFC 4180 from UTF-8: quoted cells with delimiters, doubled quotes and line ends in them,
/// lines ended by LF, CRLF or CR. A quote that is never closed is text, so that it cannot swallow what follows.
struct DelimitedReader {
  /// The most bytes of a quoted cell.
  static let maximumCellBytes = 1 << 20
  /// The most cells of a row; what follows them on the line is dropped and counted.
  static let maximumCells = 10_000

  private let text: UnsafeBufferPointer<UInt8>
  private let delimiter: UInt8
  private var index = 0
  private var line = 1
  /// Lines with a quote that was taken as text.
  private(set) var strayQuotes: [Int] = []
  /// Lines with more cells than `maximumCells`.
  private(set) var longRows: [Int] = []

  /// `text` must stay valid while the reader is used.
  init(_ text: UnsafeBufferPointer<UInt8>, delimiter: UInt8, line: Int = 1) {
    self.text = text
    self.delimiter = delimiter
    self.line = line
  }

  /// Reads the next row into `row`; false at the end.
  mutating func next(_ row: inout DelimitedRow) -> Bool {
    guard index < text.count else { return false }
    row.line = line
    row.bytes.removeAll(keepingCapacity: true)
    row.ends.removeAll(keepingCapacity: true)
    while true {
      if index < text.count, text[index] == 0x22, let end = quotedEnd() {
        appendQuoted(before: end, to: &row)
        index = end + 1
      } else {
        appendPlain(to: &row)
      }
      close(&row)
      guard index < text.count else { return true }
      let byte = text[index]
      index += 1
      if byte == delimiter {
        // A delimiter at the very end opens an empty cell.
        if index >= text.count {
          close(&row)
          return true
        }
        continue
      }
      if byte == 0x0D, index < text.count, text[index] == 0x0A { index += 1 }
      line += 1
      return true
    }
  }

  private mutating func close(_ row: inout DelimitedRow) {
    if row.ends.count < Self.maximumCells {
      row.ends.append(row.bytes.count)
    } else {
      row.bytes.removeLast(row.bytes.count - (row.ends.last ?? 0))
      if longRows.last != row.line { longRows.append(row.line) }
    }
  }

  /// The index of the quote that closes the cell at `index`; nil where none does within the limit or where
  /// what follows it is no end of a cell.
  private mutating func quotedEnd() -> Int? {
    var position = index + 1
    let stop = min(text.count, index + Self.maximumCellBytes)
    while position < stop {
      guard text[position] == 0x22 else {
        position += 1
        continue
      }
      guard position + 1 < text.count else { return position }
      let next = text[position + 1]
      if next == 0x22 {
        position += 2
      } else if next == delimiter || next == 0x0A || next == 0x0D {
        return position
      } else {
        break
      }
    }
    if strayQuotes.last != line { strayQuotes.append(line) }
    return nil
  }

  private mutating func appendQuoted(before end: Int, to row: inout DelimitedRow) {
    var position = index + 1
    var start = position
    while position < end {
      let byte = text[position]
      if byte == 0x22 {
        row.bytes.append(contentsOf: text[start...position])
        position += 2
        start = position
        continue
      }
      if byte == 0x0A || (byte == 0x0D && position + 1 < text.count && text[position + 1] != 0x0A) { line += 1 }
      position += 1
    }
    if start < end { row.bytes.append(contentsOf: text[start..<end]) }
  }

  private mutating func appendPlain(to row: inout DelimitedRow) {
    let start = index
    while index < text.count {
      let byte = text[index]
      if byte == delimiter || byte == 0x0A || byte == 0x0D { break }
      index += 1
    }
    if start < index { row.bytes.append(contentsOf: text[start..<index]) }
  }
}
