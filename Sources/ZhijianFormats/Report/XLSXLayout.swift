#if Workbooks
  internal import Zhijian
  internal import ZhijianWorkbooks

  /// What the sheets and columns of the workbook look like.
  enum XLSXLayout {
    /// The name of a table's sheet.
    static func sheetName(_ table: String, language: Language) -> String {
      let say = ReportWording(language: language)
      switch table {
      case "overview": return say("概览", "Overview")
      case "agents": return say("客服", "Agents")
      case "rules": return say("规则", "Rules")
      case "findings": return say("质检结果", "Findings")
      case "conversations": return say("会话", "Conversations")
      case "ledger": return say("计分明细", "Ledger")
      case "metrics": return say("指标", "Metrics")
      case "charts": return say("图表", "Charts")
      case "agent_sections": return say("得分构成", "Score parts")
      case "agent_rules": return say("客服的规则", "Agents' rules")
      case "trend": return say("走势", "Trend")
      case "period_metrics": return say("业务指标", "Period metrics")
      case "period_agents": return say("绩效", "Performance")
      case "period_ledger": return say("绩效明细", "Performance ledger")
      case "period_tables": return say("接入的表", "Joined tables")
      case "period_unmatched": return say("对不上的键", "Unmatched keys")
      case "period_charts": return say("控制图", "Control charts")
      default: return table
      }
    }

    /// How many columns stay in sight on the left.
    static func frozenColumns(_ table: String) -> Int { table == "agents" ? 3 : 1 }

    static func cell(_ cell: CSVCell) -> XLSXCell {
      switch cell {
      case .text(let text): .text(text)
      case .integer(let value): .number(Double(value))
      case .decimal(let units, let places): .number(CSVCell.value(units, places: places))
      case .empty: .empty
      }
    }

    /// The keys of columns say what their numbers count; where the rows of a column differ, `unit` does.
    static func style(of key: String, _ cell: CSVCell, unit: MetricDefinition.Unit?) -> XLSXStyle {
      switch cell {
      case .text: return isLong(key) ? .wrapped : .text
      case .empty: return .text
      case .integer: return .integer
      case .decimal: break
      }
      switch unit {
      case .seconds: return .seconds
      case .ratio: return .percent
      case .points: return .points
      case .count: return .decimal
      case nil: break
      }
      if key.hasSuffix("_seconds") { return .seconds }
      if key.hasSuffix("_ratio") || key.hasSuffix("_coverage") { return .percent }
      return ["score", "low", "high", "effect", "points"].contains(key) ? .points : .decimal
    }

    private static func isLong(_ key: String) -> Bool { ["text", "evidence", "why"].contains(key) }

    /// In characters.
    static func width(of key: String) -> Double {
      if isLong(key) { return 48 }
      if key.hasSuffix("_title") || key == "figure" || key == "metric" { return 26 }
      if key.hasSuffix("_id") || ["at", "started_at", "rule", "agent_name", "agents", "value"].contains(key) {
        return 20
      }
      if ["fingerprint", "transcript_hash"].contains(key) { return 18 }
      return 12
    }
  }

  /// The sheet of charts: each with the table it is drawn from beside it.
  struct XLSXCharts {
    let options: ReportOptions
    let report: BatchReport

    private static let maximumAgents = 30
    private static let maximumRules = 15
    /// How many rows a chart covers.
    private static let chartRows = 17

    private var say: ReportWording { ReportWording(language: options.language) }

    func add(to workbook: XLSXWorkbook) throws(XLSXFault) {
      let sheet = try workbook.addSheet(XLSXLayout.sheetName("charts", language: options.language))
      try sheet.setWidths([28, 12, 4])
      let tables = CSVTables(options: options)
      try add(
        say("等级分布（会话数）", "Grades (conversations)"), .columns,
        tables.grades(of: report).map { ($0.grade ?? say("无", "none"), Double($0.count)) }, .integer, to: sheet)
      let ranked = report.agents.filter(report.isRanked).prefix(Self.maximumAgents)
      try add(
        say("参与排名的客服：平均分", "Ranked agents: mean score"), .bars,
        ranked.compactMap { agent in
          let name = tables.redactor.show(agent.name ?? agent.id)
          return agent.score.flatMap { DecimalText.units($0, places: 2) }.map {
            (name, CSVCell.value($0, places: 2))
          }
        }, .points, range: 0...100, to: sheet)
      let rules = report.rules.filter { id, summary in
        let verb = tables.byID[id]?.verb
        return summary.findings > 0 && (verb == .forbid || verb == .require)
      }.sorted { ($1.value.findings, $0.key) < ($0.value.findings, $1.key) }.prefix(Self.maximumRules)
      try add(
        say("问题最多的规则（质检结果数）", "Rules with the most findings"), .bars,
        rules.map { (tables.byID[$0.key]?.title ?? $0.key, Double($0.value.findings)) }, .integer, to: sheet)
    }

    private func add(
      _ title: String, _ shape: XLSXSheet.Chart.Shape, _ rows: [(name: String, value: Double)], _ style: XLSXStyle,
      range: ClosedRange<Double>? = nil, to sheet: XLSXSheet
    ) throws(XLSXFault) {
      guard !rows.isEmpty else { return }
      let top = sheet.rowCount
      try sheet.append([(.text(title), .head), (.empty, .head)])
      for row in rows { try sheet.append([(.text(row.name), .text), (.number(row.value), style)]) }
      try sheet.insert(
        .init(
          shape: shape, title: title, rows: (top + 1)...(top + rows.count), categoryColumn: 0, valueColumn: 1, row: top,
          column: 3, range: range))
      while sheet.rowCount < top + Self.chartRows { try sheet.append([]) }
    }
  }
#endif
