internal import Zhijian

/// Where the header of a table stands and what its columns hold.
struct TableLayout {
  /// The header is looked for in this many rows; titles of exports may stand above it.
  static let searchedRows = 10

  var delimiter: UInt8
  /// The line of the header, from 1.
  var headerLine: Int
  /// The headers as they were written.
  var headers: [String]
  /// What each column holds; nil for those that only their header names.
  var columns: [TableColumn?]
  private var indices = [Int](repeating: -1, count: TableColumn.allCases.count)

  /// The index of the column that holds `column`; −1 where there is none.
  func index(_ column: TableColumn) -> Int { indices[column.rawValue] }

  func has(_ column: TableColumn) -> Bool { index(column) >= 0 }

  var hasText: Bool { has(.text) || has(.customerText) || has(.agentText) }

  /// Whether rows tell who speaks.
  var tellsRoles: Bool {
    has(.role) || has(.sender) || has(.isFromAgent) || has(.customerText) || has(.agentText)
  }

  /// The number of columns whose meaning is known.
  var known: Int { columns.count { $0 != nil } }

  /// How sure it is that this is a table of chats.
  var confidence: Double {
    guard hasText, known > 1 else { return 0 }
    if tellsRoles { return 0.95 }
    return has(.session) || has(.customerID) || has(.customerName) ? 0.6 : 0.4
  }

  /// The likeliest layout with one of `delimiters`; nil where no row looks like a header.
  static func find(in text: UnsafeBufferPointer<UInt8>, delimiters: [UInt8]) -> TableLayout? {
    var best: TableLayout?
    for delimiter in delimiters {
      var reader = DelimitedReader(text, delimiter: delimiter)
      var row = DelimitedRow()
      for _ in 0..<searchedRows {
        guard reader.next(&row) else { break }
        let layout = TableLayout(row, delimiter: delimiter)
        let score = (layout.hasText ? 1 : 0, layout.known)
        let bestScore = best.map { ($0.hasText ? 1 : 0, $0.known) } ?? (0, 1)
        if score > bestScore { best = layout }
      }
    }
    return best
  }

  init(_ row: DelimitedRow, delimiter: UInt8) {
    self.delimiter = delimiter
    headerLine = row.line
    headers = (0..<row.count).map { row.text($0) }
    columns = []
    // The first column of a kind counts; a second one is kept under its header.
    for (index, header) in headers.enumerated() {
      let column = TableColumn(header: header).flatMap { indices[$0.rawValue] < 0 ? $0 : nil }
      if let column { indices[column.rawValue] = index }
      columns.append(column)
    }
  }
}
