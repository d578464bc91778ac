internal import Zhijian

/// What the delimited formats share.
enum TableFile {
  static func confidence(of sniff: FileSniff, delimiters: [UInt8], extensions: [String]) -> Double {
    let isNamed = extensions.contains(sniff.fileExtension)
    let layout = sniff.utf8.withUnsafeBufferPointer { TableLayout.find(in: $0, delimiters: delimiters) }
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
    // Safe: the text outlives the readers, which end with this closure.
    text.withUnsafeBufferPointer { buffer in
      guard let layout = TableLayout.find(in: buffer, delimiters: delimiters), layout.hasText else {
        _ = yield(.failure(line: nil, noText(buffer, input.file, delimiters)))
        return
      }
      if !layout.tellsRoles {
        input.report(
          Diagnostic(
            .warning, code: "no-role-column",
            message: LocalizedText(
              zh: "表中没有“发送方”或“角色”列，无法区分客户和客服", en: "no column tells who speaks, so the sides are unknown"),
            location: SourceLocation(file: input.file, line: layout.headerLine),
            hint: LocalizedText(zh: "表头：" + shown(layout.headers), en: "headers: " + shown(layout.headers))))
      }
      var reader = TableReader(file: input.file, layout: layout, options: options)
      reader.read(buffer, input: input, yield: yield)
    }
  }

  private static func noText(_ text: UnsafeBufferPointer<UInt8>, _ file: String, _ delimiters: [UInt8]) -> Diagnostic {
    var widest = DelimitedRow()
    for delimiter in delimiters {
      var reader = DelimitedReader(text, delimiter: delimiter)
      var row = DelimitedRow()
      if reader.next(&row), row.count > widest.count { widest = row }
    }
    let headers = shown((0..<min(widest.count, 30)).map { widest.text($0) })
    return Diagnostic(
      .error, code: "no-text-column",
      message: LocalizedText(zh: "表中没有“消息内容”列", en: "the table has no column of texts"),
      location: SourceLocation(file: file, line: 1),
      hint: LocalizedText(
        zh: "第一行：\(headers)。表头可用“消息内容”“内容”“聊天内容”等", en: "first row: \(headers). Call it 消息内容, content or text"))
  }

  private static func shown(_ headers: [String]) -> String {
    headers.map { String($0.prefix(20)) }.joined(separator: " | ")
  }
}
