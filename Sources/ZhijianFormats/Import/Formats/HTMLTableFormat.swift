public import Zhijian

/// A table in HTML, or in the XML of Excel 2003: what many `.xls` exports really are.
public struct HTMLTableFormat: ImportFormat {
  public let name = "html-table"
  public let title = LocalizedText(zh: "网页表格（常见于 .xls）", en: "HTML table, often called .xls")
  public let fileExtensions = ["html", "htm", "xls", "mht"]

  public init() {}

  public func confidence(of sniff: FileSniff, options: ImportOptions) -> Double {
    guard sniff.firstByte == 0x3C else { return 0 }
    guard let layout = layout(sniff.utf8, options: options) else {
      return sniff.contains("<tr") || sniff.contains("<Row") ? ImportFormats.minimumConfidence : 0
    }
    return layout.hasText ? layout.confidence : ImportFormats.minimumConfidence
  }

  private func layout(_ utf8: [UInt8], options: ImportOptions) -> TableLayout? {
    utf8.withUnsafeBufferPointer { buffer in
      var rows = MarkupTable(buffer)
      let head = TableLayout.firstRows(&rows, count: options.mapping?.headerRow ?? 0)
      return TableLayout.find(in: head, delimiter: 0, context: TableContext(format: name, options: options))
    }
  }

  public func read(_ input: ImportInput, options: ImportOptions, yield: (ImportedRecord) -> Bool) {
    do throws(DiagnosticsError) {
      let text = try input.text()
      // Safe: the text outlives the reader, which ends with this closure.
      text.withUnsafeBufferPointer { buffer in
        let context = TableContext(format: name, options: options)
        var rows = MarkupTable(buffer)
        let head = TableLayout.firstRows(&rows, count: max(40, context.mapping?.headerRow ?? 0))
        let found = TableLayout.find(in: head, delimiter: 0, context: context)
        guard var layout = found, layout.hasText else {
          return TableFile.refuse(head, delimiter: 0, mapping: context.mapping, input: input, yield: yield)
        }
        TableFile.settle(&layout, rows: head, input: input)
        var all = MarkupTable(buffer)
        var table = TableReader(file: input.file, layout: layout, options: options)
        _ = table.read(&all, input: input, yield: yield)
        TableNotes.longCells(all.longCells, to: input)
        TableNotes.longRows(all.longRows, to: input)
      }
    } catch {
      for diagnostic in error.diagnostics { guard yield(.failure(line: nil, diagnostic)) else { return } }
    }
  }
}
