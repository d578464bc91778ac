internal import Zhijian

/// One row of a table: the cells that its columns name.
struct BusinessRow {
  /// From 1.
  let line: Int
  /// Without white space at both ends; empty cells are left out.
  let cells: [BusinessField: String]
  /// The cells that no field has, under their headers.
  let others: [(header: String, text: String)]
  /// The first of the row, wherever it stands, for labels of rows that sum a table up.
  let labels: [String]
  /// All cells, for telling whether two rows are the same.
  let whole: [String]

  func text(_ field: BusinessField) -> String? { cells[field] }
}

/// What a table holds, decoded: its header and its rows.
struct BusinessSheet {
  /// The fields that have a column, with the headers as they were written.
  var headers: [BusinessField: String] = [:]
  var headerLine = 1
  var rows: [BusinessRow] = []
  /// Every header as it was written.
  var allHeaders: [String] = []
}

/// Finds the columns of a table by their headers, or by what the mapping file says.
struct BusinessColumns {
  /// What the table is called in diagnostics.
  let table: String
  /// What it cannot do without.
  let needed: [BusinessField]
  let other: [BusinessField]
  /// Headers that the mapping file gives to fields.
  let mapped: [BusinessField: String]
  /// What headers may be called, normalised as those of chat tables.
  let names: @Sendable (BusinessField) -> [String]

  init(
    table: String, needed: [BusinessField], other: [BusinessField], mapped: [BusinessField: String],
    names: @escaping @Sendable (BusinessField) -> [String]
  ) {
    self.table = table
    self.needed = needed
    self.other = other
    self.mapped = mapped
    self.names = names
  }

  init(kind: BusinessTableKind, mapped: [BusinessField: String]) {
    self.init(
      table: kind.rawValue, needed: kind.fields.needed, other: kind.fields.other, mapped: mapped,
      names: { kind.names(of: $0) })
  }

  /// The place of each field among `headers`.
  func places(in headers: [String]) -> [BusinessField: Int] {
    let normalised = headers.map(TableColumn.normalised)
    var result: [BusinessField: Int] = [:]
    var taken: Set<Int> = []
    for (field, header) in mapped {
      let wanted = TableColumn.normalised(header)
      guard let place = normalised.firstIndex(of: wanted) else { continue }
      result[field] = place
      taken.insert(place)
    }
    for field in needed + other where result[field] == nil && mapped[field] == nil {
      for name in names(field) {
        guard let place = normalised.indices.first(where: { normalised[$0] == name && !taken.contains($0) }) else {
          continue
        }
        result[field] = place
        taken.insert(place)
        break
      }
    }
    return result
  }
}
