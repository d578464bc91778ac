public import Zhijian

/// What became of one table of human inspection: its cells add up.
public struct InspectionReading: Sendable {
  public let path: String
  /// Whether every row is about one item of a conversation; else every item has a column.
  public internal(set) var isLong = false
  /// All rows below the header, and those that sum the table up or name no conversation.
  public internal(set) var rows = 0
  public internal(set) var summaries = 0
  public internal(set) var withoutConversation = 0
  /// Cells of items and of total scores that were taken.
  public internal(set) var verdicts = 0
  public internal(set) var scores = 0
  /// The same said again, and said otherwise later by the same person, which then counts.
  public internal(set) var duplicates = 0
  public internal(set) var replaced = 0
  /// Cells of items that are left out, and cells that could not be read.
  public internal(set) var leftOut = 0
  public internal(set) var invalid = 0

  init(path: String) { self.path = path }
}

/// The tables of human inspection of one run.
public struct InspectionTables: Sendable {
  /// As it was given, or as it was guessed.
  public let mapping: InspectionMapping
  public let isGuessed: Bool
  /// What of a guess should be looked at.
  public let doubts: [LocalizedText]
  public let entries: [InspectionEntry]
  public let readings: [InspectionReading]
  /// The headers of the first table by what they were taken for.
  let headers: [BusinessField: String]
  /// What was seen of each item.
  let columns: [InspectionProposal.Column]

  /// Reads tables, CSV, TSV, JSONL or workbooks. Without `mapping` the items are guessed from their names. Faults go to
  /// `sink`; nil where a table cannot be read at all.
  public static func read(
    _ paths: [String], mapping: InspectionMapping?, rules: RuleSet, policy: ScoringPolicy, zone: TimeZoneRule,
    sink: DiagnosticSink
  ) -> InspectionTables? {
    let columns = InspectionColumns.columns(mapped: mapping?.columns ?? [:])
    var sheets: [(path: String, sheet: InspectionSheet)] = []
    for path in paths {
      guard let sheet = BusinessSheetReader(columns: columns, path: path, sink: sink).read() else { continue }
      sheets.append((path, InspectionSheet(sheet)))
    }
    guard sheets.count == paths.count, let first = sheets.first else { return nil }
    var seen: [InspectionProposal.Column] = []
    for (_, sheet) in sheets { sheet.count(into: &seen) }
    var used = mapping
    var doubts: [LocalizedText] = []
    if used == nil {
      let scores = sheets.flatMap { $0.sheet.scores }
      let proposal = InspectionProposal(seen, scores: scores, rules: rules, policy: policy)
      used = proposal.mapping
      used?.columns = first.sheet.sheet.headers
      doubts = proposal.doubts
      if seen.count == InspectionSheet.maximumItems {
        doubts.append(
          LocalizedText(
            zh: "检查项多到 \(seen.count) 个，其余的不比较：认错了列？",
            en: "there are \(seen.count) items, and the rest is left out: is the column right?"))
      }
    }
    guard let used else { return nil }
    var reader = InspectionRows(mapping: used, zone: zone, sink: sink)
    for (path, sheet) in sheets { reader.read(sheet, path: path) }
    return InspectionTables(
      mapping: used, isGuessed: mapping == nil, doubts: doubts, entries: reader.entries.compactMap { $0 },
      readings: reader.readings, headers: first.sheet.sheet.headers, columns: seen)
  }
}

/// A table with the way its items are laid out.
struct InspectionSheet {
  /// The most items that are looked at: a column of free text is no list of items.
  static let maximumItems = 1000
  /// The longest name of one, in UTF-8.
  static let maximumNameBytes = 400

  let sheet: BusinessSheet
  /// Whether rows name their item.
  let isLong: Bool
  /// What holds the verdict of a long table.
  private let verdictField: BusinessField

  init(_ sheet: BusinessSheet) {
    self.sheet = sheet
    verdictField = sheet.headers[.verdict] == nil ? .total : .verdict
    isLong = sheet.headers[.item] != nil && sheet.headers[verdictField] != nil
  }

  /// The items of a row and what it says of them, empty cells left out.
  func cells(_ row: BusinessRow) -> [(item: String, text: String)] {
    if isLong {
      guard let item = row.text(.item), let text = row.text(verdictField) else { return [] }
      return [(item, text)]
    }
    var cells = row.others.map { (item: $0.header, text: $0.text) }
    // Without a column of items their usual names are items like others.
    for field in [BusinessField.item, .verdict] {
      if let header = sheet.headers[field], let text = row.text(field) { cells.append((header, text)) }
    }
    return cells.filter { !$0.item.isEmpty }
  }

  func score(_ row: BusinessRow) -> String? { isLong && verdictField == .total ? nil : row.text(.total) }

  /// Whether a row sums the table up.
  static func isSummary(_ row: BusinessRow) -> Bool {
    row.labels.contains { TableWords.summaryLabels.contains(TableColumn.normalised($0)) }
  }

  var scores: [Double] {
    sheet.rows.compactMap { row in Self.isSummary(row) ? nil : score(row).flatMap(BusinessCell.number) }
  }

  /// Adds what is seen of the items, in the order of the headers or of the rows.
  func count(into columns: inout [InspectionProposal.Column]) {
    var places = Dictionary(
      columns.enumerated().map { ($0.element.name, $0.offset) }, uniquingKeysWith: { first, _ in first })
    func place(_ name: String) -> Int? {
      if let place = places[name] { return place }
      guard columns.count < Self.maximumItems, name.utf8.count <= Self.maximumNameBytes else { return nil }
      places[name] = columns.count
      columns.append(InspectionProposal.Column(name: name))
      return columns.count - 1
    }
    if !isLong {
      let known = Set(sheet.headers.filter { $0.key != .item && $0.key != .verdict }.map(\.value))
      for header in sheet.allHeaders where !known.contains(header) && !header.isEmpty { _ = place(header) }
    }
    for row in sheet.rows where !Self.isSummary(row) {
      for cell in cells(row) {
        if let place = place(cell.item) { columns[place].add(cell.text) }
      }
    }
  }
}
