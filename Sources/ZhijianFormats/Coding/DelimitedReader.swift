/// Reads rows after RFC 4180 from UTF-8: quoted cells with delimiters, doubled quotes and line ends in them,
/// lines ended by LF, CRLF or CR. A quote that is never closed is text, so that it cannot swallow what follows.
struct DelimitedReader: TableRows {
  /// The most bytes of a cell; of a longer one the rest is dropped and counted.
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
  /// Lines with a cell of more than `maximumCellBytes`.
  private(set) var longCells: [Int] = []

  /// `text` must stay valid while the reader is used.
  ///
  /// Safe: `index` is compared with the count before each byte is read, and ends of cells are found below the count.
  init(_ text: UnsafeBufferPointer<UInt8>, delimiter: UInt8, line: Int = 1) {
    self.text = text
    self.delimiter = delimiter
    self.line = line
  }

  /// Reads the next row into `row`; false at the end.
  mutating func next(_ row: inout TableRow) -> Bool {
    guard index < text.count else { return false }
    row.reset(line: line)
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

  private mutating func close(_ row: inout TableRow) {
    if row.count < Self.maximumCells {
      row.close()
    } else {
      row.dropOpen()
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

  private mutating func appendQuoted(before end: Int, to row: inout TableRow) {
    var position = index + 1
    var start = position
    while position < end {
      let byte = text[position]
      if byte == 0x22 {
        row.append(text[start...position])
        position += 2
        start = position
        continue
      }
      if byte == 0x0A || (byte == 0x0D && position + 1 < text.count && text[position + 1] != 0x0A) { line += 1 }
      position += 1
    }
    if start < end { row.append(text[start..<end]) }
  }

  private mutating func appendPlain(to row: inout TableRow) {
    let start = index
    while index < text.count {
      let byte = text[index]
      if byte == delimiter || byte == 0x0A || byte == 0x0D { break }
      index += 1
    }
    var stop = index
    if stop - start > Self.maximumCellBytes {
      stop = start + Self.maximumCellBytes
      while stop > start, text[stop] & 0xC0 == 0x80 { stop -= 1 }
      if longCells.last != line { longCells.append(line) }
    }
    if start < stop { row.append(text[start..<stop]) }
  }
}
