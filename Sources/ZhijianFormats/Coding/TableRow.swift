/// Gives the rows of a table from front to back, whatever the file it stands in.
protocol TableRows {
  /// Reads the next row into `row`; false at the end.
  mutating func next(_ row: inout TableRow) -> Bool
}

/// One row of a table: its cells as UTF-8, unescaped.
struct TableRow: Sendable {
  /// The line on which it starts, from 1.
  private(set) var line = 1
  private(set) var bytes: [UInt8] = []
  /// Where each cell ends in `bytes`.
  private(set) var ends: [Int] = []

  var count: Int { ends.count }

  init() {}

  /// Starts anew on `line`.
  mutating func reset(line: Int) {
    self.line = line
    bytes.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
  }

  /// Adds to the cell that is being filled.
  mutating func append(_ more: some Sequence<UInt8>) { bytes.append(contentsOf: more) }

  /// Ends the cell that is being filled.
  mutating func close() { ends.append(bytes.count) }

  /// Takes back what was added since the last cell ended.
  mutating func dropOpen() { bytes.removeLast(bytes.count - (ends.last ?? 0)) }

  /// Adds a whole cell.
  mutating func append(cell text: String) {
    bytes.append(contentsOf: text.utf8)
    close()
  }

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
