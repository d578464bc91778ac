internal import Zhijian

/// Reads CSV, TSV, JSONL and, where archives can be read, Excel workbooks into rows of known fields.
struct BusinessSheetReader {
  static let maximumBytes = 64 << 20
  /// Rows beyond this are not read, with a diagnostic.
  static let maximumRows = 1_000_000

  let columns: BusinessColumns
  let path: String
  let sink: DiagnosticSink

  /// The rows of the file; nil where it cannot be read as a table.
  func read() -> BusinessSheet? {
    FileText.bytes(path, sink: sink, limit: Self.maximumBytes).flatMap(read)
  }

  /// The rows of a file with these bytes; nil where they are no table.
  func read(_ bytes: [UInt8]) -> BusinessSheet? {
    guard let sheet = sheet(of: bytes) else { return nil }
    let missing = columns.needed.filter { sheet.headers[$0] == nil }
    let lost = columns.mapped.filter { sheet.headers[$0.key] == nil }.map(\.value).sorted()
    guard missing.isEmpty, lost.isEmpty else {
      reportMissing(missing, lost, sheet)
      return nil
    }
    return sheet
  }

  private func sheet(of bytes: [UInt8]) -> BusinessSheet? {
    #if Archives
      if bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) { return readWorkbook(bytes) }
    #endif
    if let foreign = FileSignature.diagnostic(of: bytes.prefix(4096), file: path) {
      sink.report(foreign)
      return nil
    }
    var options = ImportOptions()
    options.maximumFileBytes = Self.maximumBytes
    let input = ImportInput(bytes: bytes, file: path, options: options)
    let text: [UInt8]
    do throws(DiagnosticsError) {
      text = try input.text()
    } catch {
      sink.report(error.diagnostics)
      return nil
    }
    sink.report(input.encodingDiagnostics().filter { $0.severity != .note })
    return text.first { $0 > 0x20 } == 0x7B ? readLines(text) : readTable(text)
  }

  private func reportMissing(_ missing: [BusinessField], _ lost: [String], _ sheet: BusinessSheet) {
    let location = SourceLocation(file: path, line: sheet.headerLine)
    let shown = sheet.allHeaders.prefix(30).map { ShortQuote.of($0, 20) }.joined(separator: " | ")
    for header in lost {
      sink.error(
        "missing-column", at: location,
        LocalizedText(zh: "表中没有映射文件所说的列“\(header)”", en: "the table has no column '\(header)', as the mapping says"),
        hint: LocalizedText(zh: "表头：\(shown)", en: "headers: \(shown)"))
    }
    for field in missing where columns.mapped[field] == nil {
      let names = columns.names(field).prefix(4).joined(separator: "、")
      sink.error(
        "missing-column", at: location,
        LocalizedText(
          zh: "\(columns.table) 表缺少列 \(field.rawValue)（可叫 \(names)）",
          en: "the table of \(columns.table) has no column \(field.rawValue)"),
        hint: LocalizedText(
          zh: "表头：\(shown)；或在映射文件的 columns 里写明", en: "headers: \(shown); or name it under 'columns' of the mapping"))
    }
  }

  // MARK: Delimited

  private func readTable(_ text: [UInt8]) -> BusinessSheet? {
    // Safe: the text outlives the readers, which end with this closure.
    text.withUnsafeBufferPointer { buffer in
      let delimiters: [UInt8] = [0x2C, 0x09, 0x3B]
      let found = delimiters.compactMap { delimiter in
        var reader = DelimitedReader(buffer, delimiter: delimiter)
        return findHeader(&reader).map { (delimiter: delimiter, header: $0) }
      }
      // Equal ones in the order of the delimiters.
      var best = found.first
      for other in found where best.map({ other.header.isBetter(than: $0.header) }) ?? true { best = other }
      guard let best else { return noHeader() }
      var reader = DelimitedReader(buffer, delimiter: best.delimiter)
      return sheet(&reader, headerLine: best.header.line)
    }
  }

  /// A row that may name the columns.
  struct Header {
    let line: Int
    /// How many columns it names, and how many cells it has.
    let known: Int
    let cells: Int

    func isBetter(than other: Header) -> Bool {
      known == 0 && other.known == 0 ? cells > other.cells : known > other.known
    }
  }

  /// The row among the first that names the most columns; where none names any, the widest. Nil without rows.
  func findHeader(_ reader: inout some TableRows) -> Header? {
    var best: Header?
    var row = TableRow()
    for _ in 0..<TableLayout.searchedRows {
      guard reader.next(&row) else { break }
      guard !row.isBlank else { continue }
      let known = columns.places(in: (0..<row.count).map { row.text($0) }).count
      let header = Header(line: row.line, known: known, cells: row.count)
      if best.map({ header.isBetter(than: $0) }) ?? true { best = header }
    }
    return best
  }

  /// The rows below the header.
  func sheet(_ reader: inout some TableRows, headerLine: Int) -> BusinessSheet {
    var sheet = BusinessSheet()
    var row = TableRow()
    var places: [BusinessField: Int] = [:]
    while reader.next(&row) {
      if row.line < headerLine || row.isBlank { continue }
      if row.line == headerLine {
        sheet.headerLine = headerLine
        sheet.allHeaders = (0..<row.count).map { row.text($0) }
        places = columns.places(in: sheet.allHeaders)
        sheet.headers = places.compactMapValues { sheet.allHeaders.indices.contains($0) ? sheet.allHeaders[$0] : nil }
        continue
      }
      guard sheet.rows.count < Self.maximumRows else {
        reportTooMany(line: row.line)
        break
      }
      sheet.rows.append(self.row((0..<row.count).map { row.text($0) }, sheet.allHeaders, places, line: row.line))
    }
    return sheet
  }

  func noHeader() -> BusinessSheet? {
    sink.error(
      "no-header", at: SourceLocation(file: path, line: 1),
      LocalizedText(zh: "没有找到表头", en: "no row looks like a header"),
      hint: LocalizedText(
        zh: "前 \(TableLayout.searchedRows) 行里要有一行写着列名", en: "one of the first rows must name the columns"))
    return nil
  }

  private func row(
    _ texts: [String], _ headers: [String], _ places: [BusinessField: Int], line: Int
  ) -> BusinessRow {
    var cells: [BusinessField: String] = [:]
    for (field, place) in places where texts.indices.contains(place) && !texts[place].isEmpty {
      cells[field] = texts[place]
    }
    let named = Set(places.values)
    let others = zip(headers, texts).enumerated().filter { !named.contains($0.offset) && !$0.element.1.isEmpty }
    return BusinessRow(
      line: line, cells: cells, others: others.map { ($0.element.0, $0.element.1) }, labels: Array(texts.prefix(4)),
      whole: texts)
  }

  private func reportTooMany(line: Int) {
    sink.error(
      "too-many-rows", at: SourceLocation(file: path, line: line),
      LocalizedText(
        zh: "超过 \(Self.maximumRows) 行，其余未读", en: "more than \(Self.maximumRows) rows; the rest was not read"))
  }

  // MARK: JSON Lines

  private func readLines(_ text: [UInt8]) -> BusinessSheet? {
    var sheet = BusinessSheet()
    let lines = LineReader(source: ByteSource(bytes: text), maximumBytes: 1 << 20)
    var faults = 0
    while let line = lines.next() {
      guard case .bytes(let range) = line else {
        faults += 1
        report(line: lines.number, LocalizedText(zh: "行太长", en: "the line is too long"), faults)
        continue
      }
      let bytes = Array(lines.source.buffer[range])
      guard bytes.contains(where: { $0 > 0x20 }) else { continue }
      guard sheet.rows.count < Self.maximumRows else {
        reportTooMany(line: lines.number)
        break
      }
      do throws(JSONFault) {
        let members = try members(bytes)
        let headers = members.map(\.key)
        let places = columns.places(in: headers)
        for (field, place) in places where sheet.headers[field] == nil { sheet.headers[field] = headers[place] }
        if sheet.allHeaders.isEmpty { sheet.allHeaders = headers }
        sheet.rows.append(row(members.map { Self.text($0.value) }, headers, places, line: lines.number))
      } catch {
        faults += 1
        report(line: lines.number, error.message, faults)
      }
    }
    return sheet
  }

  private func report(line: Int, _ message: LocalizedText, _ number: Int) {
    guard number <= BusinessRecordReader.shownFaults else { return }
    sink.error("invalid-json", at: SourceLocation(file: path, line: line), message)
  }

  private func members(_ bytes: [UInt8]) throws(JSONFault) -> [JSONValue.Member] {
    // Safe: the scanner reads below the count of the bytes, which it does not outlive.
    let result: Result<JSONValue, JSONFault> = bytes.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return .success(.null) }
      var scanner = JSONScanner(base: base, end: buffer.count)
      do throws(JSONFault) { return .success(try scanner.value()) } catch { return .failure(error) }
    }
    guard case .object(let members) = try result.get() else {
      throw JSONFault(offset: 0, problem: .unexpected(byte: bytes.first ?? 0))
    }
    return members
  }

  private static func text(_ value: JSONValue) -> String {
    switch value {
    case .null, .array, .object: ""
    case .bool(let flag): flag ? "true" : "false"
    case .integer(let number): String(number)
    case .number(let number): number.description
    case .string(let text): text
    }
  }
}
