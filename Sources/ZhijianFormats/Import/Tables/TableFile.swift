internal import Zhijian

/// What the delimited formats share.
enum TableFile {
  static func confidence(
    of sniff: FileSniff, format: String, options: ImportOptions, delimiters: [UInt8], extensions: [String]
  ) -> Double {
    let isNamed = extensions.contains(sniff.fileExtension)
    let context = TableContext(format: format, options: options)
    let layout = sniff.utf8.withUnsafeBufferPointer {
      TableLayout.find(in: $0, delimiters: delimiters, context: context)
    }
    if let layout, layout.hasText { return min(1, layout.confidence + (isNamed ? 0.05 : 0)) }
    // Named so, but without a column of texts: the reader says what is missing.
    return isNamed ? ImportFormats.minimumConfidence : 0
  }

  /// A text of more bytes is gone through once beforehand, so that its conversations need not be kept until the end.
  private static let surveyedBytes = 1 << 20

  static func read(
    _ input: ImportInput, options: ImportOptions, delimiters: [UInt8], yield: (ImportedRecord) -> Bool
  ) {
    let text: [UInt8]
    do throws(DiagnosticsError) {
      text = try input.text()
    } catch {
      for diagnostic in error.diagnostics { guard yield(.failure(line: nil, diagnostic)) else { return } }
      return
    }
    let context = TableContext(format: input.formatName, options: options)
    // Safe: the text outlives the readers, which end with this closure.
    text.withUnsafeBufferPointer { buffer in
      let found = TableLayout.find(in: buffer, delimiters: delimiters, context: context)
      guard var layout = found, layout.hasText else {
        let (rows, delimiter) = firstRows(buffer, delimiters)
        refuse(rows, delimiter: delimiter, mapping: context.mapping, input: input, yield: yield)
        return
      }
      var reader = DelimitedReader(buffer, delimiter: layout.delimiter)
      settle(
        &layout,
        rows: {
          var peek = reader
          return TableLayout.firstRows(&peek, count: 40)
        }(), input: input)
      var counts: [Int] = []
      if buffer.count > surveyedBytes {
        var survey = reader
        counts = TableRowGroups.rowCounts(&survey, layout: layout)
      }
      var table = TableReader(file: input.file, layout: layout, options: options)
      _ = table.read(&reader, input: input, rowCounts: counts, yield: yield)
      TableNotes.report(reader, to: input)
    }
  }

  /// What can be said of a layout once the first rows are known: whether cells hold whole chats, whether anything
  /// tells who speaks.
  static func settle(_ layout: inout TableLayout, rows: [TableRow], input: ImportInput) {
    if layout.mapping == nil, layout.has(.text), !layout.has(.role), !layout.has(.sender) {
      let index = layout.index(.text)
      let cells = rows.filter { $0.line > layout.headerLine && !$0.isEmpty(index) }.map { $0.text(index) }
      let chats = cells.count { LabelledChat.isChat($0) }
      if chats > 0, chats * 2 >= cells.count {
        input.report(
          Diagnostic(
            .note, code: "chat-in-cell",
            message: LocalizedText(
              zh: "“\(layout.headers[index])”一格是一整段聊天", en: "each cell of “\(layout.headers[index])” holds a whole chat"
            ),
            location: SourceLocation(file: input.file, line: layout.headerLine)))
        layout.readChats()
      }
    }
    guard !layout.tellsRoles else { return }
    input.report(
      Diagnostic(
        .warning, code: "no-role-column",
        message: LocalizedText(
          zh: "表中没有“发送方”或“角色”列，无法区分客户和客服", en: "no column tells who speaks, so the sides are unknown"),
        location: SourceLocation(file: input.file, line: max(1, layout.headerLine)),
        hint: LocalizedText(zh: "表头：" + shown(layout.headers), en: "headers: " + shown(layout.headers))))
  }

  /// The first rows by the delimiter that makes most cells of the first.
  private static func firstRows(_ text: UnsafeBufferPointer<UInt8>, _ delimiters: [UInt8]) -> ([TableRow], UInt8) {
    var widest: ([TableRow], UInt8) = ([], 0)
    for delimiter in delimiters {
      var reader = DelimitedReader(text, delimiter: delimiter)
      let rows = TableLayout.firstRows(&reader, count: 0)
      if rows.first?.count ?? 0 > widest.0.first?.count ?? 0 { widest = (rows, delimiter) }
    }
    return widest
  }

  /// Says that no column holds texts, and describes what there is for a mapping to be written and mended.
  static func refuse(
    _ rows: [TableRow], delimiter: UInt8, mapping: ImportMapping?, input: ImportInput, yield: (ImportedRecord) -> Bool
  ) {
    let headers = rows.first.map { row in (0..<min(row.count, 30)).map { row.text($0) } } ?? []
    if mapping == nil, let first = rows.first {
      let layout = TableLayout(first, delimiter: delimiter)
      var draft = layout.written(as: FilePath.stem(of: input.file), format: input.formatName)
      let rest = rows.dropFirst()
      // What people say has more letters than names and times.
      func letters(_ index: Int) -> Int {
        rest.reduce(0) { $0 + $1.cell(index).count { $0 >= 0x80 || 0x61...0x7A ~= $0 | 0x20 } }
      }
      let longest = headers.indices.filter { layout.columns[$0] == nil && !headers[$0].isEmpty && letters($0) > 0 }
        .max { letters($0) < letters($1) }
      if let longest { draft.columns[.text] = [headers[longest]] }
      var description = ImportDescription(
        format: input.formatName, basis: .guess, mapping: draft, headerRow: layout.headerLine)
      description.columns = headers.indices.map { index in
        ImportDescription.Column(
          header: headers[index], meaning: index == longest ? "text ?" : layout.columns[index]?.key,
          sample: rest.lazy.map { $0.text(index) }.first { !$0.isEmpty }.map { String($0.prefix(200)) } ?? "")
      }
      input.describe(description)
    }
    _ = yield(.failure(line: nil, noText(headers: headers, file: input.file, mapping: mapping)))
  }

  /// The diagnostic of a table in which no column holds texts.
  static func noText(headers: [String], file: String, mapping: ImportMapping?) -> Diagnostic {
    let names = shown(headers)
    if let mapping {
      let wanted = (mapping.columns[.text] ?? mapping.columns[.chat] ?? mapping.columns[.agentText] ?? [])
        .joined(separator: "、")
      return Diagnostic(
        .error, code: "mapping-misfit",
        message: LocalizedText(
          zh: "映射“\(mapping.name)”对不上：表中没有“\(wanted)”列",
          en: "the mapping '\(mapping.name)' does not fit: there is no column '\(wanted)'"),
        location: SourceLocation(file: file, line: 1),
        hint: LocalizedText(zh: "第一行：\(names)", en: "first row: \(names)"))
    }
    return Diagnostic(
      .error, code: "no-text-column",
      message: LocalizedText(zh: "表中没有“消息内容”列", en: "the table has no column of texts"),
      location: SourceLocation(file: file, line: 1),
      hint: LocalizedText(
        zh: "第一行：\(names)。表头可用“消息内容”“内容”等；或用 zhijian import --write-mapping 写出映射文件，改好后用 --mapping 指定",
        en: "first row: \(names). Call it 消息内容, content or text; or write a mapping by zhijian import --write-mapping"))
  }

  private static func shown(_ headers: [String]) -> String {
    headers.map { ShortQuote.of($0, 20) }.joined(separator: " | ")
  }
}
