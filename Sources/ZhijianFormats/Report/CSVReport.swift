public import Zhijian

/// A folder of CSV files for spreadsheets: overview, conversations, agents, findings, ledger, rules, metrics, what
/// makes up the scores of agents, trends, and those of the period where tables were joined. One head row, Chinese or, in English output, stable keys. What is personal is masked unless asked for otherwise.
public struct CSVReport: ReportFormat {
  public let name = "csv"
  public let title = LocalizedText(zh: "一个文件夹的 CSV 表", en: "a folder of CSV files")
  public let isFolder = true
  private let byteOrderMark: Bool

  /// With a byte order mark, spreadsheet programs in China read the files as UTF-8.
  public init(byteOrderMark: Bool = true) {
    self.byteOrderMark = byteOrderMark
  }

  public func isOwnFile(_ name: String) -> Bool { PeriodDocument.isTable(name, ending: ".csv") }

  public func makeWriter(options: ReportOptions, output: any ReportOutput) throws -> any ReportWriter {
    try TableReportWriter(
      options: options, sink: CSVFiles(language: options.language, byteOrderMark: byteOrderMark, output: output))
  }
}

/// The files of the CSV report.
final class CSVFiles: TableSink {
  private let language: Language
  private let byteOrderMark: Bool
  private let output: any ReportOutput

  init(language: Language, byteOrderMark: Bool, output: any ReportOutput) {
    self.language = language
    self.byteOrderMark = byteOrderMark
    self.output = output
  }

  func begin<Row>(_ table: CSVTable<Row>) throws {
    try output.write(table.head(language: language, byteOrderMark: byteOrderMark), to: table.file)
  }

  func append<Row>(_ rows: some Sequence<Row>, to table: CSVTable<Row>) throws {
    let bytes = table.body(rows)
    if !bytes.isEmpty { try output.write(bytes, to: table.file) }
  }

  func finish(_ report: BatchReport) {}
}
