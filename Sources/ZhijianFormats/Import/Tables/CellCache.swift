/// Remembers what the few different words of a column mean, by their bytes: comparing Chinese strings is slow. Counts
/// how often each stood there.
final class CellCache<Value> {
  private static var maximum: Int { 24 }
  private var entries: [(bytes: [UInt8], value: Value, count: Int)] = []
  /// The number of the word last asked for; nil where it is not remembered.
  private(set) var lastPlace: Int?

  /// The value of a cell, made from its text when it is new.
  func value(_ row: TableRow, _ index: Int, _ make: (String) -> Value) -> Value {
    for place in entries.indices where row.equals(index, entries[place].bytes) {
      entries[place].count += 1
      lastPlace = place
      return entries[place].value
    }
    let value = make(row.text(index))
    lastPlace = nil
    if entries.count < Self.maximum {
      lastPlace = entries.count
      entries.append((Array(row.cell(index)), value, 1))
    }
    return value
  }

  /// The words that are remembered, in the order in which they came.
  var words: [(text: String, value: Value, count: Int)] {
    entries.map { (String(decoding: $0.bytes, as: UTF8.self), $0.value, $0.count) }
  }
}
