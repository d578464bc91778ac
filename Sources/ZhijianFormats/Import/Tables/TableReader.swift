internal import Zhijian

/// Reads a table of messages, one a row, into conversations.
struct TableReader {
  let file: String
  let options: ImportOptions
  let layout: TableLayout
  private let times: TimeReader
  private var groups: TableRowGroups
  /// The conversations that were not let go yet; the first is number `letGo` of the table.
  private var sessions: [TableSession] = []
  private var letGo = 0
  /// How many conversations were handed out.
  private var handedOut = 0
  /// By conversation, how many of its rows are still to come; empty where that is not known.
  private var rowsLeft: [Int] = []
  private var notes = TableNotes()
  private let words = TableWordCaches()
  private let vocabulary: TableVocabulary
  private var finisher: TableFinisher
  /// What stands first in each column.
  private var samples: [String]

  init(file: String, layout: TableLayout, options: ImportOptions) {
    self.file = file
    self.layout = layout
    self.options = options
    groups = TableRowGroups(layout: layout)
    finisher = TableFinisher(file: file, options: options, layout: layout)
    vocabulary = TableVocabulary(mapping: layout.mapping)
    times = options.timeReader.following(layout.mapping)
    samples = [String](repeating: "", count: layout.headers.count)
  }

  /// Reads all rows and hands the conversations out in the order in which they first appear: each at the end, or, where
  /// it is known how many rows each has, as soon as all were read.
  mutating func read(
    _ reader: inout some TableRows, input: ImportInput, place: String? = nil, rowCounts: [Int] = [],
    yield: (ImportedRecord) -> Bool
  ) -> Bool {
    rowsLeft = rowCounts
    var row = TableRow()
    while reader.next(&row) {
      guard layout.isData(row) else { continue }
      take(&row)
      while handedOut < rowsLeft.count, rowsLeft[handedOut] == 0 { guard handOut(yield) else { return false } }
    }
    return finish(input: input, place: place, yield: yield)
  }

  /// Hands out what the rows have come to; false where no more is wanted.
  mutating func finish(input: ImportInput, place: String? = nil, yield: (ImportedRecord) -> Bool) -> Bool {
    notes.report(to: input, file: file)
    input.describe(description(format: input.formatName, place: place))
    while handedOut < groups.count { guard handOut(yield) else { return false } }
    finisher.report(to: input)
    return true
  }

  /// Hands out the next conversation; false where no more is wanted.
  private mutating func handOut(_ yield: (ImportedRecord) -> Bool) -> Bool {
    let index = handedOut - letGo
    var session = TableSession(id: "", line: 0)
    // What is handed out need not be kept twice.
    swap(&session, &sessions[index])
    handedOut += 1
    // Moving the rest is worth its time when it is no more than what is let go.
    if index >= 255, 2 * (index + 1) >= sessions.count {
      sessions.removeFirst(index + 1)
      letGo = handedOut
    }
    for imported in finisher.finish(&session, isKeyed: !session.transcript.id.isEmpty) {
      guard yield(.transcript(imported)) else { return false }
    }
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
    result.roleWords = words.role.words.map {
      .init(text: $0.text, meaning: $0.value?.role.rawValue, count: $0.count)
    }
    if !tells {
      result.roleWords += words.sender.words.enumerated().map { number, word in
        let role = word.value?.role ?? words.senderRoles[number]
        return .init(text: word.text, meaning: role?.rawValue, count: word.count)
      }
    }
    result.kindWords = words.kind.words.map {
      .init(text: $0.text, meaning: $0.value.map { $0.isSkipped ? "skip" : $0.kind.rawValue }, count: $0.count)
    }
    return result
  }

  /// Takes a row in; `extras` are values that no column holds.
  mutating func take(_ row: inout TableRow, extras others: [JSONValue.Member] = []) {
    let found = groups.place(&row)
    if groups.isJoined { notes.joined.append(row.line) }
    guard let place = found else {
      notes.summaries.append(row.line)
      return
    }
    for index in samples.indices where samples[index].isEmpty && !row.isEmpty(index) {
      samples[index] = String(row.text(index).prefix(200))
    }
    if rowsLeft.indices.contains(place.number) { rowsLeft[place.number] -= 1 }
    let index = place.number - letGo
    if index == sessions.count { sessions.append(TableSession(id: groups.sessionID, line: row.line)) }
    let cells = groups.cells
    if place.isNews {
      if TableNotes.isSpoiled(id: groups.sessionID) { notes.spoiled.append(row.line) }
      fillSession(index, cells, from: row)
    }
    let maker = TableMessageMaker(layout: layout, times: times, cells: cells, words: words, vocabulary: vocabulary)
    let made = maker.messages(row, warn: { warn($0, in: index, line: row.line) })
    guard let made else {
      notes.skipped.append(row.line)
      return
    }
    if made.isEmpty { notes.empty.append(row.line) }
    let extras = others + unknownCells(row)
    for message in made {
      if message.role == .agent, let sender = message.sender, sender != cells.agentID {
        sessions[index].add(agent: sender, name: nil)
      }
      sessions[index].append(message, extras: extras)
    }
  }

  private mutating func warn(_ warning: TableWarning, in index: Int, line: Int) {
    sessions[index].warnings.add(warning.diagnostic(location: SourceLocation(file: file, line: line)))
  }

  private mutating func fillSession(_ index: Int, _ cells: SessionCells, from row: TableRow) {
    if sessions[index].transcript.customer == nil, !cells.customerID.isEmpty {
      let name = cells.customerName
      sessions[index].transcript.customer = Transcript.Party(
        id: cells.customerID, name: name.isEmpty || name == cells.customerID ? nil : name)
    }
    if !cells.agentID.isEmpty, !cells.agentIsBot {
      sessions[index].add(agent: cells.agentID, name: cells.agentName.isEmpty ? nil : cells.agentName)
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
