import Zhijian

/// The first screen: the figures of the batch, what to look at first, and what the figures rest on.
struct HTMLReportOverview {
  let context: HTMLReportContext
  let report: BatchReport
  let rows: [HTMLReportFindingRow]

  func markup() -> HTMLReportMarkup {
    var html = HTMLReportMarkup()
    cards(into: &html)
    html.element("div", .class("two")) { html in
      html.element("div", .class("panel")) { html in
        html.element("h3", text: context.say("等级分布", "Grades"))
        grades(into: &html)
      }
      html.element("div", .class("panel")) { html in
        html.element("h3", text: context.say("响应时间", "Response times"))
        times(into: &html)
      }
    }
    first(into: &html)
    if report.days.count > 1 {
      let trend = HTMLReportTrend(
        context: context, trend: DayTrend(report.days, span: DayTrend.span(of: report.days.keys)))
      html.element("h3", text: trend.title)
      html.append(trend.markup())
    }
    return html
  }

  private func cards(into html: inout HTMLReportMarkup) {
    let coverage = report.coverage
    let interval = report.scores.interval.map {
      context.say("95% 区间 ", "95% interval ") + HTMLReportNumber.decimal($0.low, 1) + "–"
        + HTMLReportNumber.decimal($0.high, 1)
    }
    html.element("div", .class("kpis")) { html in
      html.card(
        context.say("会话", "Conversations"), "\(report.conversations)",
        context.say("\(report.messages) 条消息", "\(report.messages) messages"))
      html.card(
        context.say("平均得分", "Mean score"), HTMLReportNumber.decimal(report.score, 2),
        interval ?? context.say("\(report.scores.count) 个计分会话", "\(report.scores.count) scored"))
      html.card(
        context.say("一票否决", "Auto-fails"), "\(report.autoFails)",
        context.say("占 ", "") + HTMLReportNumber.percent(share(report.autoFails, report.conversations)),
        isAlert: report.autoFails > 0)
      html.card(
        context.say("关键话术覆盖", "Script coverage"), HTMLReportNumber.percent(coverage.share),
        "\(coverage.covered) / \(coverage.applicable)")
      html.card(
        context.say("情绪下滑", "Mood drops"), "\(report.moodDrops)",
        context.say("其中挽回 \(report.moodDropsRecovered)", "\(report.moodDropsRecovered) recovered"))
    }
  }

  private func share(_ part: Int, _ whole: Int) -> Double? { whole == 0 ? nil : Double(part) / Double(whole) }

  private func grades(into html: inout HTMLReportMarkup) {
    // Every band of the scorecard, and what else there is.
    let bands = context.options.policy.bands.map(\.grade)
    let others = report.grades.keys.filter { !bands.contains($0) }.sorted()
    var bars = (bands + others).map { (grade: $0, count: report.grades[$0] ?? 0) }
    let ungraded = report.conversations - report.grades.values.reduce(0, +)
    if ungraded > 0 { bars.append((context.say("无", "none"), ungraded)) }
    let label = bars.map { "\($0.grade) \($0.count)" }.joined(separator: context.say("，", ", "))
    html.append(HTMLReportCharts.grades(bars, label: label))
  }

  private func times(into html: inout HTMLReportMarkup) {
    let total = report.metrics.total
    let columns: [HTMLReportColumn] = [
      .init(""), .init(context.say("均值", "Mean"), isNumber: true), .init(context.say("中位数", "Median"), isNumber: true),
      .init("P90", isNumber: true), .init(context.say("样本", "n"), isNumber: true),
    ]
    html.table(columns: columns) { html, columns in
      for (title, sample) in [
        (context.say("首次响应", "First response"), total.firstResponse),
        (context.say("平均响应", "Response"), total.response),
      ] {
        html.element("tr") { html in
          html.cell(columns[0], text: title)
          html.cell(columns[1], text: context.duration(seconds: sample.meanMilliseconds.map { $0 / 1000 }))
          html.cell(columns[2], text: context.duration(seconds: sample.medianMilliseconds.map { $0 / 1000 }))
          html.cell(
            columns[3], text: context.duration(seconds: sample.percentileMilliseconds(90).map { Double($0) / 1000 }))
          html.cell(columns[4], text: "\(sample.count)")
        }
      }
    }
    let preset = TurnPreset.named(report.metrics.preset)
    html.element(
      "p", .class("quiet"),
      text: context.say("口径：", "Preset: ") + (preset.map { context.say($0.title) + context.say("，", ", ") } ?? "")
        + report.metrics.preset)
  }

  /// The worst findings, so that a reader who has a minute sees what matters.
  private func first(into html: inout HTMLReportMarkup) {
    let worst = rows.prefix { $0.isViolation && $0.finding.severity >= .major }.prefix(8)
    guard !worst.isEmpty else { return }
    html.element("h3", text: context.say("先看这里", "Look here first"))
    html.element("ul", .class("lines panel")) { html in
      for row in worst {
        html.element("li") { html in
          html.tag(of: row.finding, context)
          html.element("b", text: context.ruleTitle(row.finding.rule) + " ")
          html.element("a", .class("q"), .link(row.target)) { $0.append(row.quote) }
          html.element("small") { html in
            if let agent = row.finding.agent {
              html.element("a", .link(context.agentAnchor(agent))) { $0.element("bdi", text: context.agentName(agent)) }
              html.text(" · ")
            }
            html.text((row.time.map(context.dayAndClock).map { $0 + " · " } ?? "") + row.conversationID)
          }
        }
        html.newline()
      }
    }
  }
}
