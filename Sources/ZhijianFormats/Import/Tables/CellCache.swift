/// Remembers what the few different words of a column mean, by their bytes: comparing Chinese strings is slow.
final class CellCache<Value> {
  private static var maximum: Int { 24 }
  private var entries: [(bytes: [UInt8], value: Value)] = []

  /// The value of a cell, made from its text when it is new.
  func value(_ row: DelimitedRow, _ index: Int, _ make: (String) -> Value) -> Value {
    for entry in entries where row.equals(index, entry.bytes) { return entry.value }
    let value = make(row.text(index))
    if entries.count < Self.maximum { entries.append((Array(row.cell(index)), value)) }
    return value
  }
}
