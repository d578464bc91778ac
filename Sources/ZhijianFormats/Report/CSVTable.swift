internal import Zhijian

/// What stands in one cell of a CSV file.
enum CSVCell {
  case text(String)
  case integer(Int)
  /// A number in units of its last place.
  case decimal(Int, places: Int)
  case empty

  /// Empty for nil.
  static func optional(_ text: String?) -> CSVCell { text.map { .text($0) } ?? .empty }

  static func optional(_ value: Int?) -> CSVCell { value.map { .integer($0) } ?? .empty }

  static func optional(_ value: Int64?) -> CSVCell { value.map { .integer(Int($0)) } ?? .empty }

  static func hundredths(_ value: Int?) -> CSVCell { value.map { .decimal($0, places: 2) } ?? .empty }

  /// A number with at most `places` decimals; empty for nil.
  static func decimal(_ value: Double?, places: Int) -> CSVCell {
    value.flatMap { DecimalText.units($0, places: places) }.map { .decimal($0, places: places) } ?? .empty
  }

  /// The number that `units` of the last of `places` decimals are.
  static func value(_ units: Int, places: Int) -> Double {
    var divisor = 1.0
    for _ in 0..<places { divisor *= 10 }
    return Double(units) / divisor
  }

  /// 1 or 0, so that a column can be added up.
  static func flag(_ value: Bool) -> CSVCell { .integer(value ? 1 : 0) }
}

/// One table of a report, a file of the CSV report: each column with its name and what it takes from a row, so that head and body
/// cannot disagree.
struct CSVTable<Row> {
  struct Column {
    /// The name in English output, stable.
    let key: String
    let title: String
    /// What the values count, where the rows differ in that; nil where the key says it.
    let unit: ((Row) -> MetricDefinition.Unit?)?
    let cell: (Row) -> CSVCell

    init(
      _ key: String, _ title: String, unit: ((Row) -> MetricDefinition.Unit?)? = nil,
      _ cell: @escaping (Row) -> CSVCell
    ) {
      self.key = key
      self.title = title
      self.unit = unit
      self.cell = cell
    }
  }

  let file: String
  let columns: [Column]

  /// The same table under another name.
  func prefixed(_ prefix: String) -> CSVTable { CSVTable(file: prefix + file, columns: columns) }

  /// The name of the table: that of its file without the ending.
  var name: String { file.hasSuffix(".csv") ? String(file.dropLast(4)) : file }

  func head(language: Language, byteOrderMark: Bool) -> [UInt8] {
    var csv = CSVWriter(byteOrderMark: byteOrderMark)
    for column in columns { csv.text(language == .chinese ? column.title : column.key) }
    csv.endRow()
    return csv.bytes
  }

  func body(_ rows: some Sequence<Row>) -> [UInt8] {
    var csv = CSVWriter()
    for row in rows {
      for column in columns { Self.write(column.cell(row), to: &csv) }
      csv.endRow()
    }
    return csv.bytes
  }

  private static func write(_ cell: CSVCell, to csv: inout CSVWriter) {
    switch cell {
    case .text(let text): csv.text(text)
    case .integer(let value): csv.integer(value)
    case .decimal(let units, let places): csv.number(CSVCell.value(units, places: places))
    case .empty: csv.empty()
    }
  }
}
