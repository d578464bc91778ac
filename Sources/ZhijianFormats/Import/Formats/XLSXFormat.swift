#if Archives
  public import Zhijian
  internal import ZhijianArchives

  /// An Excel workbook: every visible worksheet that is a table of messages.
  public struct XLSXFormat: ImportFormat {
    public let name = "xlsx"
    public let title = LocalizedText(zh: "Excel 工作簿（XLSX）", en: "Excel workbook (XLSX)")
    public let fileExtensions = ["xlsx", "xlsm"]

    public init() {}

    /// A workbook is an archive, not text: it is known by what the archive holds.
    public func confidence(of sniff: FileSniff, options: ImportOptions) -> Double { 0 }

    public func read(_ input: ImportInput, options: ImportOptions, yield: (ImportedRecord) -> Bool) {
      do throws(ZipFault) {
        guard let bytes = input.source.takeAll(limit: ArchiveReading.maximumInnerBytes) else { throw .tooLarge }
        read(try ZipArchive(bytes: bytes), input: input, options: options, yield: yield)
      } catch {
        _ = yield(.failure(line: nil, error.diagnostic(file: input.file)))
      }
    }

    /// Whether an archive is a workbook.
    static func isWorkbook(_ archive: ZipArchive) -> Bool {
      archive.entries.contains { $0.name.elementsEqual("xl/workbook.xml".utf8) }
        || archive.entries.contains { $0.name.elementsEqual("[Content_Types].xml".utf8) }
          && archive.entries.contains { $0.name.starts(with: "xl/".utf8) }
    }

    func read(_ archive: ZipArchive, input: ImportInput, options: ImportOptions, yield: (ImportedRecord) -> Bool) {
      do throws(WorkbookFault) {
        let workbook = try WorkbookFile(archive)
        try read(workbook, input: input, options: options, yield: yield)
      } catch {
        _ = yield(.failure(line: nil, error.diagnostic(file: input.file)))
      }
    }

    private func read(
      _ workbook: WorkbookFile, input: ImportInput, options: ImportOptions, yield: (ImportedRecord) -> Bool
    ) throws(WorkbookFault) {
      let context = TableContext(format: name, options: options)
      let wanted = try sheets(of: workbook, mapping: context.mapping)
      var read = 0
      var passedOver: [String] = []
      var firstRows: [TableRow] = []
      for sheet in wanted {
        let reader = try workbook.rows(of: sheet)
        var rows = reader
        let head = TableLayout.firstRows(&rows, count: max(40, context.mapping?.headerRow ?? 0))
        if firstRows.isEmpty { firstRows = head }
        guard var layout = TableLayout.find(in: head, delimiter: 0, context: context), layout.hasText else {
          if let fault = reader.fault { throw .xml(fault, part: sheet.name) }
          passedOver.append(sheet.name)
          continue
        }
        TableFile.settle(&layout, rows: head, input: input)
        let file = wanted.count > 1 ? "\(input.file):\(sheet.name)" : input.file
        var table = TableReader(file: file, layout: layout, options: options)
        var all = ReplayedRows(head: head[...], rest: reader)
        read += 1
        let goesOn = table.read(&all, input: input, place: sheet.name, yield: yield)
        TableNotes.report(reader, file: file, to: input)
        guard goesOn else { return }
        if let fault = reader.fault {
          // What was read so far was handed out; that there was more is an error.
          guard yield(.failure(line: nil, WorkbookFault.xml(fault, part: sheet.name).diagnostic(file: input.file)))
          else { return }
        }
      }
      if read == 0 {
        TableFile.refuse(firstRows, delimiter: 0, mapping: context.mapping, input: input, yield: yield)
      } else if !passedOver.isEmpty {
        let names = passedOver.joined(separator: "、")
        input.report(
          Diagnostic(
            .note, code: "skipped-sheet",
            message: LocalizedText(zh: "没有聊天内容的工作表未读：\(names)", en: "worksheets without chats were not read: \(names)"),
            location: SourceLocation(file: input.file)))
      }
    }

    private func sheets(of workbook: WorkbookFile, mapping: ImportMapping?) throws(WorkbookFault) -> [WorkbookFile
      .Sheet]
    {
      guard let wanted = mapping?.sheet else { return workbook.sheets.filter { !$0.isHidden } }
      if let sheet = workbook.sheets.first(where: { $0.name == wanted }) { return [sheet] }
      if let number = Int(wanted), workbook.sheets.indices.contains(number - 1) { return [workbook.sheets[number - 1]] }
      throw .noSheet(wanted, known: workbook.sheets.map(\.name))
    }
  }

  /// Rows that were looked at already, and those behind them.
  private struct ReplayedRows: TableRows {
    var head: ArraySlice<TableRow>
    let rest: WorksheetReader

    mutating func next(_ row: inout TableRow) -> Bool {
      if let first = head.popFirst() {
        row = first
        return true
      }
      return rest.next(&row)
    }
  }
#endif
