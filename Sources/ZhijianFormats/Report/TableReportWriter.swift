import Zhijian

/// Where the rows of a report's tables go.
protocol TableSink: AnyObject {
  /// Starts a table; called once for each, in the order in which readers should meet them.
  func begin<Row>(_ table: CSVTable<Row>) throws
  func append<Row>(_ rows: some Sequence<Row>, to table: CSVTable<Row>) throws
  func finish(_ report: BatchReport) throws
}

/// Turns evaluations into the rows of the tables; what the rows become is up to the sink.
final class TableReportWriter: ReportWriter {
  private let options: ReportOptions
  private let tables: CSVTables
  private let sink: any TableSink
  private let conversations: CSVTable<Evaluation>
  private let findings: CSVTable<CSVTables.FindingRow>
  private let ledger: CSVTable<(conversation: String, line: LedgerLine)>

  init(options: ReportOptions, sink: any TableSink) throws {
    self.options = options
    self.sink = sink
    tables = CSVTables(options: options)
    conversations = tables.conversations
    findings = tables.findings
    ledger = tables.ledger
    try sink.begin(tables.overview)
    try sink.begin(tables.agents)
    try sink.begin(tables.rules)
    try sink.begin(findings)
    try sink.begin(conversations)
    try sink.begin(ledger)
    try sink.begin(tables.metrics)
    try sink.begin(tables.agentSections)
    try sink.begin(tables.agentRules)
    try sink.begin(tables.trend)
  }

  func write(_ evaluation: Evaluation) throws {
    try sink.append([evaluation], to: conversations)
    try sink.append(tables.findingRows(of: evaluation), to: findings)
    let id = evaluation.transcript.id
    try sink.append(
      (evaluation.scorecard.lines + evaluation.agents.flatMap(\.scorecard.lines)).map { (conversation: id, line: $0) },
      to: ledger)
  }

  func finish(_ report: BatchReport, problems: [Diagnostic], period: PeriodDocument?) throws {
    try sink.append(tables.overviewRows(of: report, problems: problems), to: tables.overview)
    try sink.append(tables.agentRows(of: report), to: tables.agents)
    try sink.append(tables.ruleRows(of: report), to: tables.rules)
    try sink.append(tables.metricRows(of: report), to: tables.metrics)
    try sink.append(tables.agentSectionRows(of: report), to: tables.agentSections)
    try sink.append(tables.agentRuleRows(of: report), to: tables.agentRules)
    try sink.append(tables.trendRows(of: report), to: tables.trend)
    if var period {
      period.redactor = tables.redactor
      try period.write(to: sink, prefix: PeriodDocument.tablePrefix)
    }
    try sink.finish(report)
  }
}

extension CSVTables {
  func agentRows(of report: BatchReport) -> [AgentRow] {
    var rank = 0
    return report.agents.map { agent in
      if report.isRanked(agent) { rank += 1 }
      return AgentRow(
        agent: agent, grade: report.grade(agent.score), rank: report.isRanked(agent) ? rank : nil,
        mood: report.mood(of: agent))
    }
  }

  func ruleRows(of report: BatchReport) -> [(id: String, summary: BatchReport.RuleSummary?)] {
    let ids = Set(options.rules.rules.map(\.id)).union(report.rules.keys)
    return ids.sorted().map { (id: $0, summary: report.rules[$0]) }
  }

  func metricRows(of report: BatchReport) -> [MetricRow] {
    let preset = report.metrics.preset
    func rows(_ agent: String?, _ metrics: ServiceMetrics) -> [MetricRow] {
      MetricDefinition.all.map {
        MetricRow(agent: agent, preset: preset, definition: $0, figure: $0.figure(of: metrics))
      }
    }
    return rows(nil, report.metrics.total) + report.agents.flatMap { rows($0.id, $0.metrics) }
  }
}
