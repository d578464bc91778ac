public import Zhijian

/// A folder of CSV files for spreadsheets: conversations, agents, findings, ledger, rules, metrics. One head row,
/// Chinese or, in English output, stable keys. What is personal is masked unless asked for otherwise.
public struct CSVReport: ReportFormat {
  public let name = "csv"
  public let title = LocalizedText(zh: "一个文件夹的 CSV 表", en: "a folder of CSV files")
  public let isFolder = true
  private let byteOrderMark: Bool

  /// With a byte order mark, spreadsheet programs in China read the files as UTF-8.
  public init(byteOrderMark: Bool = true) {
    self.byteOrderMark = byteOrderMark
  }

  public func makeWriter(options: ReportOptions, output: any ReportOutput) throws -> any ReportWriter {
    let writer = CSVReportWriter(options: options, output: output, byteOrderMark: byteOrderMark)
    try writer.begin()
    return writer
  }
}

private final class CSVReportWriter: ReportWriter {
  private let options: ReportOptions
  private let tables: CSVTables
  private let output: any ReportOutput
  private let byteOrderMark: Bool
  private let conversations: CSVTable<Evaluation>
  private let findings: CSVTable<CSVTables.FindingRow>
  private let ledger: CSVTable<(conversation: String, line: LedgerLine)>

  init(options: ReportOptions, output: any ReportOutput, byteOrderMark: Bool) {
    self.options = options
    self.output = output
    self.byteOrderMark = byteOrderMark
    tables = CSVTables(options: options)
    conversations = tables.conversations
    findings = tables.findings
    ledger = tables.ledger
  }

  func begin() throws {
    try head(conversations)
    try head(findings)
    try head(ledger)
    try head(tables.agents)
    try head(tables.rules)
    try head(tables.metrics)
  }

  func write(_ evaluation: Evaluation) throws {
    try body(conversations, [evaluation])
    try body(findings, tables.findingRows(of: evaluation))
    let id = evaluation.transcript.id
    try body(
      ledger,
      (evaluation.scorecard.lines + evaluation.agents.flatMap(\.scorecard.lines)).map { (conversation: id, line: $0) })
  }

  func finish(_ report: BatchReport, problems: [Diagnostic]) throws {
    let agents = report.agents
    var rank = 0
    try body(
      tables.agents,
      agents.map { agent in
        if report.isRanked(agent) { rank += 1 }
        return CSVTables.AgentRow(
          agent: agent, grade: report.grade(agent.score), rank: report.isRanked(agent) ? rank : nil)
      })
    let ids = Set(options.rules.rules.map(\.id)).union(report.rules.keys)
    try body(tables.rules, ids.sorted().map { (id: $0, summary: report.rules[$0]) })
    let preset = report.metrics.preset
    var rows = MetricDefinition.all.map {
      CSVTables.MetricRow(agent: nil, preset: preset, definition: $0, figure: $0.figure(of: report.metrics.total))
    }
    for agent in agents {
      rows += MetricDefinition.all.map {
        CSVTables.MetricRow(agent: agent.id, preset: preset, definition: $0, figure: $0.figure(of: agent.metrics))
      }
    }
    try body(tables.metrics, rows)
  }

  private func head<Row>(_ table: CSVTable<Row>) throws {
    try output.write(table.head(language: options.language, byteOrderMark: byteOrderMark), to: table.file)
  }

  private func body<Row>(_ table: CSVTable<Row>, _ rows: some Sequence<Row>) throws {
    let bytes = table.body(rows)
    if !bytes.isEmpty { try output.write(bytes, to: table.file) }
  }
}
