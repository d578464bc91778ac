internal import Zhijian

/// Turns JSON values into the rows of a table, as a mapping says, and these into conversations.
struct JSONRecords {
  let file: String
  let mapping: ImportMapping
  private let layout: TableLayout
  private let columns: [[ValuePath]]
  /// Members of a record that a path goes through; the others are kept.
  private let used: Set<String>
  private var table: TableReader
  private var row = TableRow()
  private(set) var recordCount = 0

  init(file: String, mapping: ImportMapping, layout: TableLayout, options: ImportOptions) {
    self.file = file
    var mapping = mapping
    // In JSON what is not there is not there.
    mapping.fillsDown = mapping.fillsDown ?? false
    self.mapping = mapping
    self.layout = TableLayout(json: mapping, basis: layout.basis)
    let paths = mapping.orderedColumns.map { $0.names.compactMap { ValuePath($0) } }
    columns = paths
    used = Set(
      paths.joined().compactMap { path in
        guard path.outward == 0, case .member(let name) = path.steps.first else { return nil }
        return name
      })
    table = TableReader(file: file, layout: self.layout, options: options)
  }

  /// Takes in the messages of one value.
  mutating func take(_ value: JSONValue, line: Int) {
    if case .array(let elements) = value {
      for element in elements { take(element, line: line) }
      return
    }
    var found = 0
    for path in mapping.records where !path.steps.isEmpty {
      _ = path.records(in: value) { objects in
        found += 1
        add(objects, line: line)
        return true
      }
    }
    if found == 0, mapping.records.isEmpty || mapping.records.contains(where: { $0.steps.isEmpty }),
      case .object = value
    {
      add([value], line: line)
    }
  }

  private mutating func add(_ objects: [JSONValue], line: Int) {
    recordCount += 1
    row.reset(line: line)
    for paths in columns {
      for path in paths {
        let text = path.text(in: objects)
        guard !text.isEmpty else { continue }
        row.append(text.utf8)
        break
      }
      row.close()
    }
    var extras: [JSONValue.Member] = []
    if case .object(let members) = objects.last {
      extras = members.filter { !used.contains($0.key) && $0.value != .null }
    }
    table.take(&row, extras: extras)
  }

  mutating func finish(input: ImportInput, yield: (ImportedRecord) -> Bool) {
    if recordCount == 0 {
      let wanted = mapping.columns[.text]?.first ?? ""
      _ = yield(
        .failure(
          line: nil,
          Diagnostic(
            .error, code: "mapping-misfit",
            message: LocalizedText(
              zh: "映射“\(mapping.name)”对不上：找不到消息（\(wanted)）",
              en: "the mapping '\(mapping.name)' does not fit: no messages (\(wanted))"),
            location: SourceLocation(file: file))))
      return
    }
    _ = table.finish(input: input, yield: yield)
  }
}
