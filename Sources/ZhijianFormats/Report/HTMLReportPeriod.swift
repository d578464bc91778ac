import Zhijian

/// What tables and a scorecard of performance say of the period: scores, figures by dimension, and what became of the
/// rows of the tables.
struct HTMLReportPeriod {
  let context: HTMLReportContext
  let period: PeriodDocument

  private var say: ReportWording { ReportWording(language: context.options.language) }

  func markup() -> HTMLReportMarkup {
    var html = HTMLReportMarkup()
    if let scorecard = period.scorecard, let ranking = period.ranking {
      html.element("h3", text: scorecard.title)
      table(of: ranking, scorecard, into: &html)
      html.element(
        "p", .class("quiet"),
        text: context.say(
          "各项是“得到 / 可得”，缺数据的指标把权重让给其余各项；点客服看每一分怎么来。样本不足的不排名。",
          "Sections: earned / possible; missing metrics leave their weight. An agent's page shows the account. Who has too few cases is not ranked."
        ))
    }
    for warning in period.warnings {
      html.element("p", .class("warn"), text: context.masked(context.say(warning.message)))
    }
    for dimension in PeriodMetric.Dimension.allCases { figures(of: dimension, into: &html) }
    windows(into: &html)
    tables(into: &html)
    return html
  }

  // MARK: Scores

  private func table(
    of ranking: PerformanceRanking, _ scorecard: PerformanceScorecard, into html: inout HTMLReportMarkup
  ) {
    func number(_ zh: String, _ en: String) -> HTMLReportColumn {
      HTMLReportColumn(context.say(zh, en), isNumber: true, isSortable: true)
    }
    let head = [
      HTMLReportColumn(context.say("客服", "Agent"), isSortable: true), number("名次", "Rank"), number("会话", "Conv."),
      number("绩效得分", "Performance"), HTMLReportColumn(context.say("等级", "Grade")),
    ]
    let sections = scorecard.sections.map { HTMLReportColumn($0.title, isNumber: true, isSortable: true) }
    let last = [HTMLReportColumn(context.say("不排名的原因", "Why not ranked"))]
    html.table(columns: head + sections + last, style: "performance cards", list: "") { html, columns in
      for entry in ranking.entries {
        html.element("tr") { html in
          html.cell(columns[0]) { html in
            html.element("a", .link(context.agentAnchor(entry.agent))) { html in
              html.element("bdi", text: context.agentName(entry.agent))
            }
          }
          html.cell(
            columns[1], sortedBy: entry.rank.map(Double.init),
            text: entry.rank.map(String.init) ?? HTMLReportNumber.none)
          html.cell(columns[2], sortedBy: Double(entry.conversations), text: "\(entry.conversations)")
          html.cell(
            columns[3], sortedBy: entry.score.score.map(Double.init), text: HTMLReportNumber.points(entry.score.score))
          html.cell(columns[4], text: entry.grade ?? HTMLReportNumber.none)
          for section in scorecard.sections.indices {
            let earned = entry.score.section(section, of: scorecard).map { Double($0.earned) }
            html.cell(
              columns[head.count + section], sortedBy: earned,
              text: earned == nil ? HTMLReportNumber.none : period.sectionText(entry.score, section, scorecard))
          }
          html.cell(
            columns[head.count + sections.count],
            text: entry.obstacles.map(period.text(of:)).joined(separator: context.say("；", "; ")))
        }
        html.newline()
      }
    }
  }

  /// Where each point of an agent comes from.
  func account(of entry: PerformanceRanking.Entry, _ scorecard: PerformanceScorecard) -> HTMLReportMarkup {
    var html = HTMLReportMarkup()
    html.element("h3") { html in
      html.text(context.say("绩效得分 ", "Performance ") + HTMLReportNumber.points(entry.score.score))
      html.element("small", text: " " + scorecard.title)
    }
    func number(_ zh: String, _ en: String) -> HTMLReportColumn {
      HTMLReportColumn(context.say(zh, en), isNumber: true)
    }
    let columns = [
      HTMLReportColumn(context.say("评分项", "Section")), HTMLReportColumn(context.say("指标", "Metric")),
      number("数值", "Value"), number("样本", "n"), number("目标", "Target"), HTMLReportColumn(context.say("达标", "Met")),
      number("单项分", "Points"), number("权重", "Weight"), number("计入", "Brings"),
    ]
    html.table(columns: columns, style: "account cards") { html, columns in
      for line in entry.score.lines { row(line, scorecard, columns, into: &html) }
      if entry.score.rounding != 0 {
        html.element("tr") { html in
          html.cell(columns[0], text: context.say("舍入", "rounding"))
          for column in columns[1..<8] { html.cell(column, text: "") }
          html.cell(columns[8], text: HTMLReportNumber.signedPoints(entry.score.rounding))
        }
      }
    }
    return html
  }

  private func row(
    _ line: PerformanceScore.Line, _ scorecard: PerformanceScorecard, _ columns: [HTMLReportColumn],
    into html: inout HTMLReportMarkup
  ) {
    let item = scorecard.items[line.item]
    func shown(_ value: Double?) -> String {
      item.isRelative ? HTMLReportNumber.decimal(value, 2) : item.metric.shown(value, context)
    }
    html.element("tr", HTMLReportAttribute("data-metric", item.metric.name)) { html in
      html.cell(columns[0], text: scorecard.sections[item.section].title)
      html.cell(
        columns[1],
        text: context.say(item.metric.title) + (item.isRelative ? context.say("（对全店之比）", " (to the shop)") : ""))
      html.cell(columns[2], text: shown(line.value))
      html.cell(columns[3], text: item.metric.sampleText(line.figure))
      html.cell(columns[4], text: shown(item.target))
      html.cell(columns[5]) { html in
        if line.isThin {
          html.element("span", .class("chip"), text: context.say("样本不足", "too few"))
        } else if let isMet = line.meetsTarget {
          html.met(isMet, context)
        } else {
          html.text(HTMLReportNumber.none)
        }
      }
      html.cell(columns[6], text: HTMLReportNumber.points(line.points))
      html.cell(columns[7], text: DecimalText.shortest(item.weight, places: 2))
      html.cell(columns[8], text: line.points == nil ? HTMLReportNumber.none : HTMLReportNumber.points(line.effect))
    }
    html.newline()
  }

  // MARK: Figures

  private func figures(of dimension: PeriodMetric.Dimension, into html: inout HTMLReportMarkup) {
    let metrics = period.metrics.filter { metric in
      guard metric.dimension == dimension, let value = period.report.figure(metric).value else { return false }
      return !(metric.unit == .count && value == 0)
    }
    html.element("h3", text: context.say(dimension.title))
    guard !metrics.isEmpty else {
      let missing = Set(PeriodMetric.all.filter { $0.dimension == dimension }.map(\.source))
        .subtracting(period.report.sources).map(\.rawValue).sorted()
      let list = missing.joined(separator: context.say("、", ", "))
      html.element(
        "p", .class("quiet"),
        text: context.say(
          "没有数据。这些指标来自表：\(list)（--tables，见 docs/scorecards.md）。",
          "No data. These metrics come from tables: \(list) (--tables, see docs/scorecards.md)."))
      return
    }
    // Counts, medians and percentiles are there for who asks for them.
    let main = metrics.filter { metric in
      target(metric) != nil
        || !(metric.unit == .count || metric.name.hasSuffix("_median_seconds") || metric.name.hasSuffix("_p90_seconds"))
    }
    let others = metrics.filter { metric in !main.contains { $0.name == metric.name } }
    if !main.isEmpty { table(main, into: &html) }
    guard !others.isEmpty else { return }
    html.element("details") { html in
      html.element(
        "summary",
        text: context.say("其余 \(others.count) 个：中位数、P90、个数", "\(others.count) more: medians, percentiles, counts"))
      table(others, into: &html)
    }
  }

  private func target(_ metric: PeriodMetric) -> Double? {
    period.scorecard?.items.first { $0.metric.name == metric.name && !$0.isRelative }?.target
  }

  private func table(_ metrics: [PeriodMetric], into html: inout HTMLReportMarkup) {
    func number(_ zh: String, _ en: String) -> HTMLReportColumn {
      HTMLReportColumn(context.say(zh, en), isNumber: true)
    }
    var columns = [
      HTMLReportColumn(context.say("指标", "Metric")), number("全体", "All"), number("样本", "n"),
      HTMLReportColumn(context.say("95% 区间", "95% interval")), number("目标", "Target"),
      HTMLReportColumn(context.say("达标", "Met")),
    ]
    if !period.benchmarks.isEmpty { columns.append(number("同行优秀", "Peers")) }
    html.table(columns: columns, style: "metrics cards") { html, columns in
      for metric in metrics { row(metric, columns, into: &html) }
    }
  }

  private func row(_ metric: PeriodMetric, _ columns: [HTMLReportColumn], into html: inout HTMLReportMarkup) {
    let figure = period.report.figure(metric)
    let target = target(metric)
    html.element("tr", HTMLReportAttribute("data-metric", metric.name)) { html in
      html.cell(columns[0]) { html in
        html.element("span", HTMLReportAttribute("title", context.say(metric.formula)), text: context.say(metric.title))
        if let basis = say.text(of: period.report.basis(metric)) { html.element("small", text: basis) }
      }
      html.cell(columns[1], text: metric.shown(figure.value, context))
      html.cell(columns[2], text: metric.sampleText(figure))
      html.cell(columns[3], text: metric.shown(figure.interval, context))
      html.cell(columns[4], text: metric.shown(target, context))
      html.cell(columns[5]) { html in
        guard let target, let value = figure.value else { return html.text(HTMLReportNumber.none) }
        html.met(metric.meets(value, target: target), context)
      }
      if columns.count > 6 {
        html.cell(columns[6], text: metric.shown(period.benchmark(metric, .excellent), context))
      }
    }
    html.newline()
  }

  private func windows(into html: inout HTMLReportMarkup) {
    for line in period.windowLines(say) { html.element("p", .class("quiet"), text: line) }
  }

  // MARK: Tables

  private func tables(into html: inout HTMLReportMarkup) {
    guard !period.readings.isEmpty else { return }
    html.element("h3", text: context.say("接入的表", "Joined tables"))
    func number(_ zh: String, _ en: String) -> HTMLReportColumn {
      HTMLReportColumn(context.say(zh, en), isNumber: true)
    }
    let columns = [
      HTMLReportColumn(context.say("文件", "File")), HTMLReportColumn(context.say("表", "Kind")), number("行", "Rows"),
      number("采用", "Taken"), number("重复", "Twice"), number("汇总行", "Sums"), number("空", "Empty"),
      number("读不了", "Invalid"),
    ]
    html.table(columns: columns, style: "cards") { html, columns in
      for reading in period.readings {
        html.element("tr") { html in
          html.cell(columns[0], text: context.masked(FilePath.name(of: reading.path)))
          html.cell(columns[1], text: reading.kind.rawValue)
          for (column, count) in zip(columns[2...], period.counts(of: reading)) {
            html.cell(column, text: "\(count.count)")
          }
        }
        html.newline()
      }
    }
    html.element("ul", .class("lines panel")) { html in
      for account in period.accounts {
        html.element("li") { html in
          html.text(period.sentence(account, say))
          let unmatched = account.unmatched
          for miss in unmatched.prefix(PeriodDocument.shownUnmatched) {
            html.element(
              "small",
              text: context.say(
                "对不上的\(period.text(of: miss.key))：\(context.masked(miss.value))（\(miss.rows) 行）",
                "unmatched \(miss.key.rawValue): \(context.masked(miss.value)) (\(miss.rows))"))
          }
          let rest = unmatched.count - PeriodDocument.shownUnmatched
          if rest > 0 {
            html.element(
              "small",
              text: context.say("还有 \(rest) 个，见 CSV 报告的 period_unmatched.csv", "\(rest) more in period_unmatched.csv"))
          }
        }
        html.newline()
      }
    }
  }
}
