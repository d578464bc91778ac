internal import Zhijian

/// The CSV files of a period: `metrics.csv`, `agents.csv`, `ledger.csv`, `tables.csv`, `unmatched.csv`, `charts.csv`.
extension PeriodDocument {
  /// What the names of the tables begin with among those of a report on conversations.
  static let tablePrefix = "period_"

  /// Whether a file in the folder of such a report is one of these tables.
  static func isTable(_ name: String, ending: String) -> Bool {
    ["metrics", "agents", "ledger", "tables", "unmatched", "charts"].contains { name == tablePrefix + $0 + ending }
  }

  /// Writes all files; one without rows has its head alone.
  public func writeCSV(to output: any ReportOutput) throws {
    try write(to: CSVFiles(language: language, byteOrderMark: true, output: output), prefix: "")
  }

  /// Hands all tables with their rows to `sink`, their names beginning with `prefix`.
  func write(to sink: any TableSink, prefix: String) throws {
    func add<Row>(_ table: CSVTable<Row>, _ rows: [Row]) throws {
      let table = table.prefixed(prefix)
      try sink.begin(table)
      try sink.append(rows, to: table)
    }
    try add(metricTable, metricRows)
    try add(agentTable, ranking?.entries ?? [])
    try add(ledgerTable, (ranking?.entries ?? []).flatMap { entry in entry.score.lines.map { (entry, $0) } })
    try add(readingTable, readings)
    try add(unmatchedTable, accounts.flatMap { account in account.unmatched.map { (account, $0) } })
    try add(
      chartTable, charts.flatMap { daily in zip(daily.days, daily.chart?.points ?? []).map { (daily, $0, $1) } })
  }

  private var metricRows: [(agent: String?, metric: PeriodMetric, figure: MetricFigure)] {
    ([nil] + agentIDs.map { Optional($0) }).flatMap { agent in
      metrics.map { (agent, $0, report.figure($0, of: agent)) }
    }
  }

  var metricTable: CSVTable<(agent: String?, metric: PeriodMetric, figure: MetricFigure)> {
    let (redactor, language, preset, report) = (redactor, language, report.preset, report)
    return CSVTable(
      file: "metrics.csv",
      columns: [
        .init("agent", "客服") { .optional(redactor.show($0.agent)) },
        .init("metric", "指标") { .text($0.metric.name) },
        .init("title", "名称") { .text($0.metric.title.text(in: language)) },
        .init("dimension", "维度") { .text($0.metric.dimension.title.text(in: language)) },
        .init("unit", "单位") { .text($0.metric.unit.rawValue) },
        .init("direction", "方向") { .text($0.metric.direction.rawValue) },
        .init("value", "数值") { .decimal($0.figure.value, places: 6) },
        .init("sum", "分子") { .optional($0.figure.sum) },
        .init("count", "分母") { .optional($0.figure.count) },
        .init("low", "区间下限") { .decimal($0.figure.interval?.low, places: 6) },
        .init("high", "区间上限") { .decimal($0.figure.interval?.high, places: 6) },
        .init("peer_excellent", "同行优秀") { .decimal(self.benchmark($0.metric, .excellent), places: 6) },
        .init("peer_mean", "同行均值") { .decimal(self.benchmark($0.metric, .mean), places: 6) },
        .init("preset", "口径") { _ in .text(preset) },
        .init("basis", "“已解决”的来源") { row in
          .text(
            report.basis(row.metric, of: row.agent).sorted.map { "\($0.source.rawValue) \($0.count)" }
              .joined(separator: "; "))
        },
      ])
  }

  var agentTable: CSVTable<PerformanceRanking.Entry> {
    let redactor = redactor
    return CSVTable(
      file: "agents.csv",
      columns: [
        .init("rank", "名次") { .optional($0.rank) },
        .init("agent", "客服") { .text(redactor.show($0.agent)) },
        .init("name", "姓名") { .optional(redactor.show($0.name)) },
        .init("conversations", "会话数") { .integer($0.conversations) },
        .init("score", "得分") { .hundredths($0.score.score) },
        .init("grade", "等级") { .optional($0.grade) },
        .init("not_ranked", "不排名的原因") { .text($0.obstacles.map(self.text(of:)).joined(separator: "; ")) },
      ])
  }

  var ledgerTable: CSVTable<(PerformanceRanking.Entry, PerformanceScore.Line)> {
    let (redactor, items, sections, language) = (redactor, scorecard?.items ?? [], scorecard?.sections ?? [], language)
    func item(_ line: PerformanceScore.Line) -> PerformanceScorecard.Item? {
      items.indices.contains(line.item) ? items[line.item] : nil
    }
    return CSVTable(
      file: "ledger.csv",
      columns: [
        .init("agent", "客服") { .text(redactor.show($0.0.agent)) },
        .init("section", "评分项") { row in .optional(item(row.1).map { sections[$0.section].title }) },
        .init("metric", "指标") { .optional(item($0.1)?.metric.name) },
        .init("title", "名称") { .optional(item($0.1)?.metric.title.text(in: language)) },
        .init("value", "数值") { .decimal($0.1.value, places: 6) },
        .init("count", "分母") { .optional($0.1.figure.count) },
        .init("target", "目标") { .decimal(item($0.1)?.target, places: 6) },
        .init("meets_target", "达标") { row in row.1.meetsTarget.map { .flag($0) } ?? .empty },
        .init("weight", "权重") { .hundredths(item($0.1)?.weight) },
        .init("points", "单项得分") { .hundredths($0.1.points) },
        .init("effect", "计入总分") { .hundredths($0.1.effect) },
        .init("renormalised", "其中来自缺项") { .hundredths($0.1.renormalised) },
        .init("rounding", "该客服的舍入差") { .hundredths($0.0.score.rounding) },
      ])
  }

  var readingTable: CSVTable<TableReading> {
    CSVTable(
      file: "tables.csv",
      columns: [
        .init("kind", "表") { .text($0.kind.rawValue) },
        .init("file", "文件") { .text(FilePath.name(of: $0.path)) },
        .init("rows", "行数") { .integer($0.rows) },
        .init("taken", "采用") { .integer($0.taken) },
        .init("duplicates", "重复") { .integer($0.duplicates) },
        .init("summaries", "汇总行") { .integer($0.summaries) },
        .init("empty", "空行") { .integer($0.empty) },
        .init("invalid", "无法读取") { .integer($0.invalid) },
      ])
  }

  var unmatchedTable: CSVTable<(JoinAccount, JoinAccount.Unmatched)> {
    let redactor = redactor
    return CSVTable(
      file: "unmatched.csv",
      columns: [
        .init("kind", "表") { .text($0.0.source.rawValue) },
        .init("key", "键") { .text($0.1.key.rawValue) },
        .init("value", "值") { .text(redactor.show($0.1.value)) },
        .init("rows", "行数") { .integer($0.1.rows) },
      ])
  }

  var chartTable: CSVTable<(DailyChart, CalendarDate, ControlChart.Point)> {
    CSVTable(
      file: "charts.csv",
      columns: [
        .init("metric", "指标") { .text($0.0.metric.name) },
        .init("chart", "图") { .optional($0.0.chart?.kind.rawValue) },
        .init("day", "日期") { .text($0.1.description) },
        .init("value", "数值") { .decimal($0.2.value, places: 6) },
        .init("centre", "中心线") { .decimal($0.0.chart?.centre, places: 6) },
        .init("low", "下控制限") { .decimal($0.2.low, places: 6) },
        .init("high", "上控制限") { .decimal($0.2.high, places: 6) },
        .init("signals", "信号") { .text($0.2.signals.map(\.rawValue).joined(separator: " ")) },
      ])
  }
}
