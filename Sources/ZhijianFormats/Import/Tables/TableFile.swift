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
        let first = firstRow(buffer, delimiters)
        _ = yield(.failure(line: nil, noText(headers: first, file: input.file, mapping: context.mapping)))
        return
      }
      var reader = DelimitedReader(buffer, delimiter: layout.delimiter)
      settle(
        &layout,
        rows: {
          var peek = reader
          return TableLayout.firstRows(&peek, count: 40)
        }(), input: input)
      var table = TableReader(file: input.file, layout: layout, options: options)
      _ = table.read(&reader, input: input, yield: yield)
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

  private static func firstRow(_ text: UnsafeBufferPointer<UInt8>, _ delimiters: [UInt8]) -> [String] {
    var widest = TableRow()
    for delimiter in delimiters {
      var reader = DelimitedReader(text, delimiter: delimiter)
      var row = TableRow()
      if reader.next(&row), row.count > widest.count { widest = row }
    }
    return (0..<min(widest.count, 30)).map { widest.text($0) }
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
        zh: "第一行：\(names)。表头可用“消息内容”“内容”“聊天内容”等，或写映射文件",
        en: "first row: \(names). Call it 消息内容, content or text, or write a mapping"))
  }

  private static func shown(_ headers: [String]) -> String {
    headers.map { ShortQuote.of($0, 20) }.joined(separator: " | ")
  }
}
