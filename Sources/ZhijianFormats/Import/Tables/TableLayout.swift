internal import Zhijian

/// What is known about tables before one is seen.
struct TableContext {
  /// The name of the format.
  var format: String
  /// What was asked for.
  var mapping: ImportMapping?
  /// What may be chosen.
  var presets: [ImportMapping] = []

  init(format: String, options: ImportOptions) {
    self.format = format
    mapping = options.mapping.flatMap { $0.fits(format: format) ? $0 : nil }
    presets = options.presets
  }
}

/// Where the header of a table stands and what its columns hold.
struct TableLayout {
  /// The header is looked for in this many rows; titles of exports may stand above it.
  static let searchedRows = 10

  var delimiter: UInt8
  /// The line of the header, from 1; 0 where there is none.
  var headerLine: Int
  /// The headers as they were written, without byte order marks before them.
  var headers: [String]
  /// What each column holds; nil for those that only their header names.
  var columns: [TableColumn?]
  /// The mapping that it follows; nil where it was guessed.
  private(set) var mapping: ImportMapping?
  private(set) var basis = ImportDescription.Basis.guess
  /// Columns that mean the same as one before them.
  private(set) var competing: [Int: TableColumn] = [:]
  private var indices = [Int](repeating: -1, count: TableColumn.allCases.count)

  /// The index of the column that holds `column`; −1 where there is none.
  func index(_ column: TableColumn) -> Int { indices[column.rawValue] }

  func has(_ column: TableColumn) -> Bool { index(column) >= 0 }

  var hasText: Bool { has(.text) || has(.customerText) || has(.agentText) || has(.chat) }

  /// Whether rows tell who speaks.
  var tellsRoles: Bool {
    has(.role) || has(.sender) || has(.isFromAgent) || has(.customerText) || has(.agentText) || has(.chat)
  }

  /// The number of columns whose meaning is known.
  var known: Int { columns.count { $0 != nil } }

  /// How sure it is that this is a table of chats.
  var confidence: Double {
    guard hasText else { return 0 }
    if mapping != nil { return 0.97 }
    guard known > 1 else { return 0 }
    if tellsRoles { return 0.95 }
    return has(.session) || has(.customerID) || has(.customerName) ? 0.6 : 0.4
  }

  /// The likeliest layout with one of `delimiters`; nil where no row looks like a header.
  static func find(
    in text: UnsafeBufferPointer<UInt8>, delimiters: [UInt8], context: TableContext
  ) -> TableLayout? {
    var best: TableLayout?
    for delimiter in context.mapping?.delimiter.map({ [$0] }) ?? delimiters {
      var reader = DelimitedReader(text, delimiter: delimiter)
      let rows = firstRows(&reader, count: context.mapping?.headerRow ?? searchedRows)
      guard let layout = find(in: rows, delimiter: delimiter, context: context) else { continue }
      if best.map({ layout.score > $0.score }) ?? true { best = layout }
    }
    return best
  }

  /// The first rows, up to line `count`.
  static func firstRows(_ reader: inout some TableRows, count: Int) -> [TableRow] {
    var rows: [TableRow] = []
    var row = TableRow()
    while rows.count < max(count, searchedRows), reader.next(&row) { rows.append(row) }
    return rows
  }

  /// The likeliest layout of a table that begins with `rows`; nil where none of them looks like a header.
  static func find(in rows: [TableRow], delimiter: UInt8, context: TableContext) -> TableLayout? {
    if let mapping = context.mapping, let header = mapping.headerRow {
      guard header > 0 else {
        return rows.first { !$0.isBlank }.map { TableLayout($0, delimiter: delimiter, following: mapping) }
      }
      return rows.first { $0.line == header }.map { TableLayout($0, delimiter: delimiter, following: mapping) }
    }
    var best: TableLayout?
    for row in rows.prefix(searchedRows) {
      let layout = TableLayout(row, delimiter: delimiter, context: context)
      if layout.known > 0, best.map({ layout.score > $0.score }) ?? true { best = layout }
    }
    return best
  }

  private var score: (Int, Int, Int) { (hasText ? 1 : 0, mapping == nil ? 0 : 1, known) }

  private init(_ row: TableRow, delimiter: UInt8, context: TableContext) {
    let headers = (0..<row.count).map { Self.header(row.text($0)) }
    if let mapping = context.mapping {
      self.init(row, delimiter: delimiter, following: mapping)
      return
    }
    let names = Set(headers.map(TableColumn.normalised))
    if let preset = ImportMapping.best(of: context.presets, format: context.format, names: names) {
      self.init(row, delimiter: delimiter, following: preset)
      basis = .preset
      if hasText { return }
    }
    self.init(row, delimiter: delimiter)
  }

  /// Programs that put two files together leave the second one's mark behind the first one's.
  private static func header(_ text: String) -> String {
    text.unicodeScalars.first == "\u{FEFF}" ? String(text.unicodeScalars.drop { $0 == "\u{FEFF}" }) : text
  }

  /// By the usual names of headers.
  init(_ row: TableRow, delimiter: UInt8) {
    self.delimiter = delimiter
    headerLine = row.line
    headers = (0..<row.count).map { Self.header(row.text($0)) }
    columns = []
    // The first column of a kind counts; a second one is kept under its header.
    for (index, header) in headers.enumerated() {
      let meaning = TableColumn(header: header)
      let column = meaning.flatMap { indices[$0.rawValue] < 0 ? $0 : nil }
      if let column { indices[column.rawValue] = index } else if let meaning { competing[index] = meaning }
      columns.append(column)
    }
  }

  /// As a mapping says.
  private init(_ row: TableRow, delimiter: UInt8, following mapping: ImportMapping) {
    self.delimiter = delimiter
    self.mapping = mapping
    basis = .mapping
    let isHeadless = mapping.headerRow == 0
    headerLine = isHeadless ? 0 : row.line
    headers = (0..<row.count).map { isHeadless ? "column_\($0 + 1)" : Self.header(row.text($0)) }
    columns = [TableColumn?](repeating: nil, count: headers.count)
    let names = headers.map(TableColumn.normalised)
    for (column, wanted) in mapping.orderedColumns {
      let index = wanted.lazy.compactMap { name in
        isHeadless ? Int(name).map { $0 - 1 } : names.firstIndex(of: TableColumn.normalised(name))
      }.first { headers.indices.contains($0) }
      guard let index else { continue }
      indices[column.rawValue] = index
      if columns[index] == nil { columns[index] = column }
    }
  }

  /// The columns that a mapping of JSON makes.
  init(json mapping: ImportMapping, basis: ImportDescription.Basis) {
    delimiter = 0
    headerLine = 0
    headers = []
    columns = []
    self.mapping = mapping
    self.basis = basis
    for (column, paths) in mapping.orderedColumns {
      indices[column.rawValue] = headers.count
      headers.append(paths.first ?? "")
      columns.append(column)
    }
  }

  /// Takes the column of texts for one of whole chats.
  mutating func readChats() {
    let index = indices[TableColumn.text.rawValue]
    guard columns.indices.contains(index) else { return }
    indices[TableColumn.text.rawValue] = -1
    indices[TableColumn.chat.rawValue] = index
    columns[index] = .chat
  }

  /// The layout as a mapping that can be written to a file.
  func written(as name: String, format: String) -> ImportMapping {
    if let mapping { return mapping }
    var result = ImportMapping(name: name, format: format)
    if format == "csv", delimiter != 0x2C { result.delimiter = delimiter }
    for (index, column) in columns.enumerated() {
      if let column { result.columns[column] = [headers[index]] }
    }
    return result
  }
}
