internal import Zhijian

/// Says to which conversation each row of a table belongs, by its cells and those above.
struct TableRowGroups {
  /// The conversation of a row, by its number in the order in which they first appear, from 0.
  struct Place {
    let number: Int
    /// Whether the row says something else about its conversation than the row before.
    let isNews: Bool
  }

  /// What the columns of a conversation said last, for rows that leave them out.
  private(set) var cells = SessionCells()
  /// How many conversations there are so far.
  private(set) var count = 0
  /// Whether cells of the row last seen were joined, as there were more than headers.
  private(set) var isJoined = false
  private let layout: TableLayout
  /// Whether an empty cell of a conversation's column means the one above.
  private let fillsDown: Bool
  private var byKey: [String: Int] = [:]
  /// The cells of the row before that belong to its conversation, and that conversation.
  private var signature: [UInt8] = []
  private var scratch: [UInt8] = []
  private var last = -1

  private static let columns: [TableColumn] = [
    .session, .agentID, .agentName, .customerID, .customerName, .shop, .platform, .date, .group, .queueAt, .startedAt,
    .endedAt, .rating, .order, .closeReason,
  ]

  init(layout: TableLayout) {
    self.layout = layout
    fillsDown = layout.mapping?.fillsDown ?? true
  }

  /// The id of the conversation last placed; empty where it has none.
  var sessionID: String { layout.has(.session) ? cells.session : "" }

  /// Where the next row belongs; nil where it is a summary and no message.
  mutating func place(_ row: inout TableRow) -> Place? {
    isJoined = false
    if layout.delimiter != 0, row.count > layout.headers.count, layout.has(.text) {
      // Empty cells at the end are what spreadsheets leave; others were cut off by an unquoted delimiter.
      if (layout.headers.count..<row.count).contains(where: { !row.isEmpty($0) }) {
        row.join(at: layout.index(.text), delimiter: layout.delimiter, count: layout.headers.count)
        isJoined = true
      }
    }
    for index in 0..<min(4, row.count) where isSummary(row, index) {
      if layout.columns.indices.contains(index), layout.columns[index] == .text { continue }
      return nil
    }
    guard isNews(row) else { return Place(number: last, isNews: false) }
    cells.update(from: row, layout: layout, fillsDown: fillsDown)
    last = number()
    return Place(number: last, isNews: true)
  }

  /// Whether a cell holds a word of summaries; asked of every row, so that strings would be the most of the work.
  private func isSummary(_ row: TableRow, _ index: Int) -> Bool {
    let cell = row.cell(index)
    guard Self.summaryLabels.indices.contains(cell.count) else { return false }
    return Self.summaryLabels[cell.count].contains { cell.elementsEqual($0) }
  }

  /// The words of summaries as UTF-8, by their length.
  private static let summaryLabels: [[[UInt8]]] = {
    let labels = TableWords.summaryLabels.map { Array($0.utf8) }
    return (0...(labels.map(\.count).max() ?? 0)).map { count in labels.filter { $0.count == count } }
  }()

  private mutating func isNews(_ row: TableRow) -> Bool {
    scratch.removeAll(keepingCapacity: true)
    for column in Self.columns {
      let index = layout.index(column)
      guard index >= 0 else { continue }
      scratch.append(contentsOf: row.cell(index))
      scratch.append(0x1F)
    }
    guard last >= 0, scratch == signature, !layout.has(.chat) else {
      swap(&scratch, &signature)
      return true
    }
    return false
  }

  private mutating func number() -> Int {
    defer { count = max(count, byKey.count) }
    if layout.has(.chat), !layout.has(.session) {
      // Each cell is a conversation.
      count += 1
      return count - 1
    }
    let key = sessionID.isEmpty ? "\u{1F}" + cells.groupKey : sessionID
    if let number = byKey[key] { return number }
    byKey[key] = byKey.count
    return byKey.count - 1
  }
}

extension TableRowGroups {
  /// How many rows each conversation of a table has, in the order in which they first appear. With that known each can
  /// be handed out with its last row, and need not be kept until the end of the file.
  static func rowCounts(_ reader: inout some TableRows, layout: TableLayout) -> [Int] {
    var groups = TableRowGroups(layout: layout)
    var counts: [Int] = []
    var row = TableRow()
    while reader.next(&row) {
      guard layout.isData(row), let place = groups.place(&row) else { continue }
      if place.number == counts.count { counts.append(0) }
      counts[place.number] += 1
    }
    return counts
  }
}

extension TableLayout {
  /// Whether a row stands below the header and is not empty.
  func isData(_ row: TableRow) -> Bool { row.line > headerLine && !row.isBlank }
}
