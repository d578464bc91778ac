import Zhijian

/// The metrics of an agent beside those of everybody and the targets: those of chats, and with tables those of all four
/// dimensions.
struct HTMLReportAgentMetrics {
  let context: HTMLReportContext
  let report: BatchReport
  let agent: BatchReport.AgentSummary
  let period: PeriodDocument?

  private var say: ReportWording { ReportWording(language: context.options.language) }

  private struct Row {
    let metric: PeriodMetric
    let figure: MetricFigure
    let all: MetricFigure
    let target: Double?
    let basis: ResolutionBasis
  }

  func markup() -> HTMLReportMarkup {
    var html = HTMLReportMarkup()
    let rows = rows()
    html.element("h3", text: context.say("指标与目标", "Metrics and targets"))
    let aimed = rows.filter { $0.target != nil }
    if aimed.isEmpty {
      html.element(
        "p", .class("quiet"),
        text: context.say("有数据的指标都没有目标；目标写在评分表的 metrics 或绩效评分表里。", "No metric with data has a target."))
    } else {
      table(aimed, into: &html)
    }
    if let period, let scorecard = period.scorecard,
      let entry = period.ranking?.entries.first(where: { $0.agent == agent.id })
    {
      html.append(HTMLReportPeriod(context: context, period: period).account(of: entry, scorecard))
    }
    html.element("details", .class("allmetrics")) { html in
      html.element("summary", text: context.say("全部指标（\(rows.count)）", "All metrics (\(rows.count))"))
      for dimension in PeriodMetric.Dimension.allCases {
        let own = rows.filter { $0.metric.dimension == dimension }
        guard !own.isEmpty else { continue }
        html.element("h4", text: context.say(dimension.title))
        table(own, into: &html)
      }
    }
    return html
  }

  /// Metrics that have a value which is not the count of nothing.
  private func rows() -> [Row] {
    let (own, all) = totals()
    let sources = period?.report.sources ?? [.chats]
    let targets = targets()
    return PeriodMetric.all.compactMap { metric in
      guard sources.contains(metric.source) else { return nil }
      let figure = metric.figure(of: own)
      guard let value = figure.value, !(metric.unit == .count && value == 0) else { return nil }
      return Row(
        metric: metric, figure: figure, all: metric.figure(of: all), target: targets[metric.name],
        basis: metric.basis(of: own))
    }
  }

  private func totals() -> (own: PeriodTotals, all: PeriodTotals) {
    if let period {
      return (period.report.agents[agent.id]?.totals ?? PeriodTotals(), period.report.total)
    }
    var (own, all) = (PeriodTotals(), PeriodTotals())
    own.service = agent.metrics
    all.service = report.metrics.total
    return (own, all)
  }

  /// Those of the scorecard of performance, else those of the scorecard. One of a ratio to everybody's figure is no
  /// target of the figure.
  private func targets() -> [String: Double] {
    var targets = Dictionary(
      context.options.policy.targets.map { ($0.metric, $0.value) }, uniquingKeysWith: { first, _ in first })
    for item in period?.scorecard?.items ?? [] where !item.isRelative {
      if let target = item.target { targets[item.metric.name] = target }
    }
    return targets
  }

  private func table(_ rows: [Row], into html: inout HTMLReportMarkup) {
    func number(_ zh: String, _ en: String) -> HTMLReportColumn {
      HTMLReportColumn(context.say(zh, en), isNumber: true)
    }
    let columns = [
      HTMLReportColumn(context.say("指标", "Metric")), number("本人", "Agent"), number("样本", "n"),
      HTMLReportColumn(context.say("95% 区间", "95% interval")), number("全体", "All"), number("目标", "Target"),
      HTMLReportColumn(context.say("达标", "Met")),
    ]
    html.table(columns: columns, style: "metrics cards") { html, columns in
      for row in rows {
        let metric = row.metric
        html.element("tr", HTMLReportAttribute("data-metric", metric.name)) { html in
          html.cell(columns[0]) { html in
            html.text(context.say(metric.title))
            if let basis = say.text(of: row.basis) { html.element("small", text: basis) }
          }
          html.cell(columns[1], text: metric.shown(row.figure.value, context))
          html.cell(columns[2], text: metric.sampleText(row.figure))
          html.cell(columns[3], text: metric.shown(row.figure.interval, context))
          html.cell(columns[4], text: metric.shown(row.all.value, context))
          html.cell(columns[5], text: metric.shown(row.target, context))
          html.cell(columns[6]) { verdict(row, into: &$0) }
        }
        html.newline()
      }
    }
  }

  /// A few cases carry no verdict.
  private func verdict(_ row: Row, into html: inout HTMLReportMarkup) {
    guard let target = row.target, let value = row.figure.value else { return html.text(HTMLReportNumber.none) }
    if row.metric.minimumCount > 0, (row.figure.count ?? .max) < row.metric.minimumCount {
      html.element("span", .class("chip"), text: context.say("样本不足", "too few"))
      return
    }
    html.met(row.metric.meets(value, target: target), context)
  }
}

extension HTMLReportMarkup {
  /// Whether a target is met.
  mutating func met(_ isMet: Bool, _ context: HTMLReportContext) {
    if isMet {
      element("span", .class("sev good"), text: context.say("达标", "met"))
    } else {
      element("span", .class("sev major"), text: context.say("未达标", "missed"))
    }
  }
}
