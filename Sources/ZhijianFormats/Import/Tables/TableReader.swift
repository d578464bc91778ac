internal import Zhijian

/// Reads a table of messages, one a row, into conversations.
struct TableReader {
  let file: String
  let options: ImportOptions
  let layout: TableLayout
  private let times: TimeReader
  private var sessions: [TableSession] = []
  private var bySession: [String: Int] = [:]
  /// What the columns of a conversation said last, for rows that leave them out.
  private var last = SessionCells()
  private var notes = TableNotes()
  /// The cells of the row before that belong to its conversation, and that conversation.
  private var signature: [UInt8] = []
  private var scratch: [UInt8] = []
  private var lastIndex = -1
  private let words = TableWordCaches()
  private let vocabulary: TableVocabulary
  /// Whether an empty cell of a conversation's column means the one above.
  private let fillsDown: Bool
  /// What stands first in each column.
  private var samples: [String]

  private static let sessionColumns: [TableColumn] = [
    .session, .agentID, .agentName, .customerID, .customerName, .shop, .platform, .date, .group, .queueAt, .startedAt,
    .endedAt, .rating, .order, .closeReason,
  ]

  init(file: String, layout: TableLayout, options: ImportOptions) {
    self.file = file
    self.layout = layout
    self.options = options
    vocabulary = TableVocabulary(mapping: layout.mapping)
    fillsDown = layout.mapping?.fillsDown ?? true
    times = options.timeReader.following(layout.mapping)
    samples = [String](repeating: "", count: layout.headers.count)
  }

  /// Reads all rows and hands the conversations out in the order in which they first appear.
  mutating func read(
    _ reader: inout some TableRows, input: ImportInput, place: String? = nil, yield: (ImportedRecord) -> Bool
  ) -> Bool {
    var row = TableRow()
    while reader.next(&row) {
      guard row.line > layout.headerLine, !row.isBlank else { continue }
      take(&row)
    }
    return finish(input: input, place: place, yield: yield)
  }

  /// Hands out what the rows have come to; false where no more is wanted.
  mutating func finish(input: ImportInput, place: String? = nil, yield: (ImportedRecord) -> Bool) -> Bool {
    notes.report(to: input, file: file)
    input.describe(description(format: input.formatName, place: place))
    var finisher = TableFinisher(file: file, options: options, layout: layout)
    for index in sessions.indices {
      for imported in finisher.finish(&sessions[index], isKeyed: !sessions[index].transcript.id.isEmpty) {
        guard yield(.transcript(imported)) else { return false }
      }
      // What was handed out need not be kept twice.
      sessions[index] = TableSession(id: "", line: 0)
    }
    finisher.report(to: input)
    return true
  }

  private func description(format: String, place: String?) -> ImportDescription {
    let name = layout.mapping?.name ?? FilePath.stem(of: file)
    var result = ImportDescription(
      place: place, format: format, basis: layout.basis, mapping: layout.written(as: name, format: format),
      headerRow: layout.headerLine > 0 ? layout.headerLine : nil)
    result.columns = layout.headers.indices.map { index in
      ImportDescription.Column(
        header: layout.headers[index], meaning: layout.columns[index]?.key,
        sample: samples.indices.contains(index) ? samples[index] : "", competes: layout.competing[index]?.key)
    }
    // Where a column tells roles, senders are but names.
    let tells = words.role.words.contains { $0.value != nil }
    for cache in tells ? [words.role] : [words.role, words.sender] {
      result.roleWords += cache.words.map { .init(text: $0.text, meaning: $0.value?.role.rawValue, count: $0.count) }
    }
    result.kindWords = words.kind.words.map {
      .init(text: $0.text, meaning: $0.value.map { $0.isSkipped ? "skip" : $0.kind.rawValue }, count: $0.count)
    }
    return result
  }

  /// Takes a row in; `extras` are values that no column holds.
  mutating func take(_ row: inout TableRow, extras others: [JSONValue.Member] = []) {
    if layout.delimiter != 0, row.count > layout.headers.count, layout.has(.text) {
      // Empty cells at the end are what spreadsheets leave; others were cut off by an unquoted delimiter.
      if (layout.headers.count..<row.count).contains(where: { !row.isEmpty($0) }) {
        row.join(at: layout.index(.text), delimiter: layout.delimiter, count: layout.headers.count)
        notes.joined.append(row.line)
      }
    }
    for index in 0..<min(4, row.count) where isSummary(row, index) {
      if layout.columns.indices.contains(index), layout.columns[index] == .text { continue }
      notes.summaries.append(row.line)
      return
    }
    for index in samples.indices where samples[index].isEmpty && !row.isEmpty(index) {
      samples[index] = String(row.text(index).prefix(200))
    }
    if isNewSignature(row) {
      last.update(from: row, layout: layout, fillsDown: fillsDown)
      lastIndex = session(of: row)
      fillSession(lastIndex, from: row)
    }
    let index = lastIndex
    let maker = TableMessageMaker(layout: layout, times: times, cells: last, words: words, vocabulary: vocabulary)
    let made = maker.messages(row, warn: { warn($0, in: index, line: row.line) })
    guard let made else {
      notes.skipped.append(row.line)
      return
    }
    if made.isEmpty { notes.empty.append(row.line) }
    let extras = others + unknownCells(row)
    for message in made {
      if message.role == .agent, let sender = message.sender, sender != last.agentID {
        sessions[index].add(agent: sender, name: nil)
      }
      sessions[index].append(message, extras: extras)
    }
  }

  private func isSummary(_ row: TableRow, _ index: Int) -> Bool {
    let count = row.range(index).count
    return count > 2 && count <= 18 && words.summary.value(row, index) { TableWords.summaryLabels.contains($0) }
  }

  /// Whether the row says something else about its conversation than the row before.
  private mutating func isNewSignature(_ row: TableRow) -> Bool {
    scratch.removeAll(keepingCapacity: true)
    for column in Self.sessionColumns {
      let index = layout.index(column)
      guard index >= 0 else { continue }
      scratch.append(contentsOf: row.cell(index))
      scratch.append(0x1F)
    }
    guard lastIndex >= 0, scratch == signature, !layout.has(.chat) else {
      swap(&scratch, &signature)
      return true
    }
    return false
  }

  private mutating func warn(_ warning: TableWarning, in index: Int, line: Int) {
    sessions[index].warnings.add(warning.diagnostic(location: SourceLocation(file: file, line: line)))
  }

  private mutating func session(of row: TableRow) -> Int {
    if layout.has(.chat), !layout.has(.session) {
      // Each cell is a conversation.
      sessions.append(TableSession(id: "", line: row.line))
      return sessions.count - 1
    }
    let id = layout.has(.session) ? last.session : ""
    let key = id.isEmpty ? "\u{1F}" + last.groupKey : id
    if let index = bySession[key] { return index }
    bySession[key] = sessions.count
    sessions.append(TableSession(id: id, line: row.line))
    return sessions.count - 1
  }

  private mutating func fillSession(_ index: Int, from row: TableRow) {
    if sessions[index].transcript.customer == nil, !last.customerID.isEmpty {
      let name = last.customerName
      sessions[index].transcript.customer = Transcript.Party(
        id: last.customerID, name: name.isEmpty || name == last.customerID ? nil : name)
    }
    if !last.agentID.isEmpty, !last.agentIsBot {
      sessions[index].add(agent: last.agentID, name: last.agentName.isEmpty ? nil : last.agentName)
    }
    func set(_ path: WritableKeyPath<Transcript, String?>, _ column: TableColumn) {
      let text = row.text(layout.index(column))
      if !text.isEmpty { sessions[index].transcript[keyPath: path] = text }
    }
    sessions[index].transcript.platform = sessions[index].transcript.platform ?? layout.mapping?.platform
    sessions[index].transcript.shop = sessions[index].transcript.shop ?? layout.mapping?.shop
    set(\.platform, .platform)
    set(\.shop, .shop)
    set(\.group, .group)
    set(\.closeReason, .closeReason)
    setTime(\.queueAt, .queueAt, index, row)
    setTime(\.startedAt, .startedAt, index, row)
    setTime(\.endedAt, .endedAt, index, row)
    setRating(index, row)
    sessions[index].add(order: row.text(layout.index(.order)))
  }

  private mutating func setTime(
    _ path: WritableKeyPath<Transcript, Timestamp?>, _ column: TableColumn, _ index: Int, _ row: TableRow
  ) {
    let cell = layout.index(column)
    guard cell >= 0, !row.isEmpty(cell), sessions[index].transcript[keyPath: path] == nil else { return }
    switch times.read(row.text(cell)) {
    case .instant(let instant): sessions[index].transcript[keyPath: path] = instant
    case .absent: break
    default: warn(.time(row.text(cell)), in: index, line: row.line)
    }
  }

  private mutating func setRating(_ index: Int, _ row: TableRow) {
    let cell = layout.index(.rating)
    guard cell >= 0, !row.isEmpty(cell) else { return }
    switch vocabulary.rating(row.text(cell)) {
    case .rating(let rating):
      if let known = sessions[index].transcript.rating, known != rating {
        warn(.ratingChanged(row.text(cell)), in: index, line: row.line)
      }
      sessions[index].transcript.rating = rating
    case .absent: break
    case .invalid: warn(.rating(row.text(cell)), in: index, line: row.line)
    }
  }

  private func unknownCells(_ row: TableRow) -> [JSONValue.Member] {
    var result: [JSONValue.Member] = []
    for (index, column) in layout.columns.enumerated() where column == nil && !row.isEmpty(index) {
      let header = layout.headers[index]
      result.append(
        JSONValue.Member(key: header.isEmpty ? "column_\(index + 1)" : header, value: .string(row.text(index))))
    }
    return result
  }
}

/// The words that one table has used so far.
final class TableWordCaches {
  let summary = CellCache<Bool>()
  let role = CellCache<(role: Role, name: String?)?>()
  let sender = CellCache<(role: Role, name: String?)?>()
  let kind = CellCache<TableWords.Kind?>()
  let replyMode = CellCache<ReplyMode?>()
}

/// The cells that say to whom a row belongs. Where an export merges them over the rows of a conversation, the
/// value above counts.
struct SessionCells {
  var session = ""
  var agentID = ""
  var agentName = ""
  var customerID = ""
  var customerName = ""
  var shop = ""
  var platform = ""
  var date = ""
  /// Whether the export lists a bot as the agent.
  var agentIsBot = false

  mutating func update(from row: TableRow, layout: TableLayout, fillsDown: Bool) {
    let id = row.text(layout.index(.session))
    let customer = (id: row.text(layout.index(.customerID)), name: row.text(layout.index(.customerName)))
    let agent = (id: row.text(layout.index(.agentID)), name: row.text(layout.index(.agentName)))
    let continues: Bool
    if !fillsDown {
      continues = false
      session = id
      date = ""
    } else if layout.has(.session) {
      continues = id.isEmpty
      if !id.isEmpty { session = id }
    } else {
      continues = customer.id.isEmpty && customer.name.isEmpty
    }
    if !continues || !customer.id.isEmpty || !customer.name.isEmpty {
      customerID = customer.id.isEmpty ? customer.name : customer.id
      customerName = customer.name
    }
    if !continues || !agent.id.isEmpty || !agent.name.isEmpty {
      agentID = agent.id.isEmpty ? agent.name : agent.id
      agentName = agent.name
      agentIsBot = TableWords.role(agentID)?.role == .bot || TableWords.role(agentName)?.role == .bot
    }
    let newShop = row.text(layout.index(.shop))
    if !continues || !newShop.isEmpty { shop = newShop }
    let newPlatform = row.text(layout.index(.platform))
    if !continues || !newPlatform.isEmpty { platform = newPlatform }
    let newDate = row.text(layout.index(.date))
    if !newDate.isEmpty { date = newDate }
  }

  /// What groups rows without session ids: customer, platform, and shop or the shop's part of the agent.
  var groupKey: String {
    var channel = shop
    if channel.isEmpty, let colon = agentID.firstRange(of: ":") ?? agentID.firstRange(of: "：") {
      channel = String(agentID[..<colon.lowerBound])
    }
    return "\(customerID)\u{1F}\(platform)\u{1F}\(channel)"
  }
}
