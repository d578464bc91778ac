#if Workbooks
  public import Zhijian
  internal import ZhijianWorkbooks

  /// One workbook for spreadsheets: the tables of the CSV report as sheets, and charts. Numbers are numbers, text is
  /// never a formula, and the same results give the same bytes. What is personal is masked unless asked for otherwise.
  ///
  /// Rows leave memory at once. A table that is longer than a sheet goes on in a further one.
  public struct XLSXReport: ReportFormat {
    public let name = "xlsx"
    public let title = LocalizedText(zh: "一个 Excel 工作簿", en: "an Excel workbook")
    public let isFolder = false
    let maximumRows: Int

    public init() { maximumRows = XLSXWorkbook.maximumRows }

    /// Sheets of at most `maximumRows` rows, at least 2, for tests.
    init(maximumRows: Int) { self.maximumRows = max(2, maximumRows) }

    public func makeWriter(options: ReportOptions, output: any ReportOutput) throws -> any ReportWriter {
      try TableReportWriter(
        options: options, sink: try XLSXTables(options: options, maximumRows: maximumRows, output: output))
    }
  }

  /// The sheets of the workbook.
  private final class XLSXTables: TableSink {
    private let options: ReportOptions
    private let maximumRows: Int
    private let output: any ReportOutput
    private let workbook: XLSXWorkbook
    /// The sheets of each table; the last one is being written.
    private var sheets: [String: [XLSXSheet]] = [:]
    private var columnCounts: [(sheet: XLSXSheet, count: Int)] = []

    init(options: ReportOptions, maximumRows: Int, output: any ReportOutput) throws {
      self.options = options
      self.maximumRows = maximumRows
      self.output = output
      workbook = try ReportFault.translating {
        try XLSXWorkbook(title: ReportWording(language: options.language)("质检报告", "Quality inspection report"))
      }
    }

    func begin<Row>(_ table: CSVTable<Row>) throws { try ReportFault.translating { _ = try addSheet(table) } }

    private func addSheet<Row>(_ table: CSVTable<Row>) throws -> XLSXSheet {
      let number = sheets[table.name, default: []].count + 1
      let title = XLSXLayout.sheetName(table.name, language: options.language)
      let sheet = try workbook.addSheet(number == 1 ? title : "\(title) \(number)")
      sheets[table.name, default: []].append(sheet)
      columnCounts.append((sheet, table.columns.count))
      try sheet.setWidths(table.columns.map { XLSXLayout.width(of: $0.key) })
      sheet.freezeHead(columns: XLSXLayout.frozenColumns(table.name))
      try sheet.setPrinting(isLandscape: table.columns.count > 6)
      try sheet.append(
        table.columns.map { (.text(options.language == .chinese ? $0.title : $0.key), .head) })
      return sheet
    }

    func append<Row>(_ rows: some Sequence<Row>, to table: CSVTable<Row>) throws {
      try ReportFault.translating {
        for row in rows {
          guard var sheet = sheets[table.name]?.last else { return }
          if sheet.rowCount >= maximumRows { sheet = try addSheet(table) }
          try sheet.append(
            table.columns.map { column in
              let cell = column.cell(row)
              return (XLSXLayout.cell(cell), XLSXLayout.style(of: column.key, cell, unit: column.unit?(row)))
            })
        }
      }
    }

    func finish(_ report: BatchReport) throws {
      try ReportFault.translating {
        for (sheet, count) in columnCounts { try sheet.addFilter(columns: count) }
        try XLSXCharts(options: options, report: report).add(to: workbook)
        try workbook.finish { try output.write($0, to: nil) }
      }
    }
  }

  extension ReportFault {
    fileprivate static func translating<Result>(_ body: () throws -> Result) throws -> Result {
      do { return try body() } catch let fault as XLSXFault {
        switch fault {
        case .temporaryFile(let number): throw ReportFault.temporaryFile(number)
        case .library(let text): throw ReportFault.workbook(text)
        }
      }
    }
  }
#endif
