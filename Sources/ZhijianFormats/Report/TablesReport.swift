public import Zhijian

/// A folder of JSONL files for warehouses: the tables of the CSV report, a row a line, with the same stable keys in
/// every language. What is personal is masked unless asked for otherwise.
public struct TablesReport: ReportFormat {
  public let name = "tables"
  public let title = LocalizedText(
    zh: "一个文件夹的 JSONL 表，列与 CSV 相同", en: "a folder of JSONL files with the columns of CSV")
  public let isFolder = true

  public init() {}

  public func isOwnFile(_ name: String) -> Bool { PeriodDocument.isTable(name, ending: ".jsonl") }

  public func makeWriter(options: ReportOptions, output: any ReportOutput) throws -> any ReportWriter {
    try TableReportWriter(options: options, sink: JSONLFiles(output: output))
  }
}

private final class JSONLFiles: TableSink {
  private let output: any ReportOutput
  private var json = JSONWriter()

  init(output: any ReportOutput) {
    self.output = output
  }

  /// An empty table is an empty file, not none.
  func begin<Row>(_ table: CSVTable<Row>) throws { try output.write([], to: table.name + ".jsonl") }

  func append<Row>(_ rows: some Sequence<Row>, to table: CSVTable<Row>) throws {
    json.removeAll()
    for row in rows {
      json.beginObject()
      for column in table.columns {
        json.key(escaping: column.key)
        switch column.cell(row) {
        case .text(let text): json.string(text)
        case .integer(let value): json.integer(value)
        case .decimal(let units, let places): json.decimal(units: units, places: places)
        case .empty: json.null()
        }
      }
      json.endObject()
      json.newline()
    }
    if !json.bytes.isEmpty { try output.write(json.bytes, to: table.name + ".jsonl") }
  }

  func finish(_ report: BatchReport) {}
}
