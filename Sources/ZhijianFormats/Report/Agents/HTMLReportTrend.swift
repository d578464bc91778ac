import Zhijian

/// How scores and findings went: two control charts, and the table they are drawn from.
struct HTMLReportTrend {
  let context: HTMLReportContext
  let trend: DayTrend

  var title: String {
    trend.span == .day ? context.say("走势（按天）", "Trend by day") : context.say("走势（按周，从周一起）", "Trend by week")
  }

  func markup() -> HTMLReportMarkup {
    var html = HTMLReportMarkup()
    guard !trend.points.isEmpty else {
      html.element("p", .class("quiet"), text: context.say("会话没有时间。", "The conversations have no times."))
      return html
    }
    if trend.points.count > 1 {
      html.element("div", .class("two even")) { html in
        panel(
          context.say("平均得分（XmR 图）", "Mean score (XmR chart)"), scores, centre: trend.scoreCentre,
          highest: 100, into: &html
        ) { HTMLReportNumber.decimal($0, 1) }
        panel(
          context.say("有问题的会话占比（p 图）", "Share with a finding (p chart)"), findings, centre: trend.findingCentre,
          highest: 1, isFromZero: true, into: &html
        ) { HTMLReportNumber.percent($0) }
      }
    }
    html.element("p", .class("quiet"), text: legend)
    html.element("details") { html in
      html.element("summary", text: context.say("走势数据", "Figures of the trend"))
      table(into: &html)
    }
    return html
  }

  private var legend: String {
    if trend.points.count < DayTrend.leastForLimits {
      let unit = trend.span == .day ? context.say("天", "days") : context.say("周", "weeks")
      return context.say(
        "有数据的只有 \(trend.points.count) \(unit)，不足 \(DayTrend.leastForLimits) \(unit)，不画控制限。",
        "Data of \(trend.points.count) \(unit) only: below \(DayTrend.leastForLimits) there are no control limits.")
    }
    return context.say(
      "虚线是 3σ 控制限，细线是中心线；红点是失控信号：超出控制限，3 点中 2 点超出 2σ，或连续 8 点在同一侧。",
      "Dashed: 3σ control limits; thin: the centre; red: beyond a limit, 2 of 3 beyond 2σ, or 8 in a row on one side.")
  }

  // MARK: Charts

  private struct Mark {
    let day: Int
    let value: Double
    let limits: ConfidenceInterval?
    let isOut: Bool
    let title: String
  }

  private var scores: [Mark] {
    trend.points.compactMap { point in
      point.sample.scores.mean.map { mark(point, $0, point.score, HTMLReportNumber.decimal($0, 2)) }
    }
  }

  private var findings: [Mark] {
    trend.points.compactMap { point in
      point.sample.findingShare.map { mark(point, $0, point.findings, HTMLReportNumber.percent($0)) }
    }
  }

  private func mark(_ point: DayTrend.Point, _ value: Double, _ chart: ControlChart.Point?, _ text: String) -> Mark {
    let count = context.say("（\(point.sample.conversations) 个会话）", " (\(point.sample.conversations) conversations)")
    return Mark(
      day: point.start.dayNumber, value: value, limits: chart.map { ConfidenceInterval(low: $0.low, high: $0.high) },
      isOut: chart.map { !$0.signals.isEmpty } ?? false, title: "\(point.start) \(text)\(count)")
  }

  private func panel(
    _ title: String, _ marks: [Mark], centre: Double?, highest: Double, isFromZero: Bool = false,
    into html: inout HTMLReportMarkup, shown: (Double) -> String
  ) {
    html.element("div", .class("panel")) { html in
      html.element("h4", text: title)
      guard let first = marks.first, let last = marks.last, marks.count > 1 else {
        html.element("p", .class("quiet"), text: HTMLReportNumber.none)
        return
      }
      let scale = Scale(marks, highest: highest, isFromZero: isFromZero)
      let label =
        title + context.say("：", ": ") + "\(CalendarDate(dayNumber: first.day)) \(shown(first.value)) → "
        + "\(CalendarDate(dayNumber: last.day)) \(shown(last.value))"
      html.svg("0 0 400 150", label: label, style: "trend") { html in
        for value in [scale.bottom, scale.top] {
          html.line("46", scale.y(value), "390", scale.y(value), style: "grid")
          html.label("40", HTMLReportNumber.plain(scale.height(value) + 4, 1), shown(value), anchor: "end")
        }
        html.label("46", "146", "\(CalendarDate(dayNumber: first.day))", anchor: "start")
        html.label("390", "146", "\(CalendarDate(dayNumber: last.day))", anchor: "end")
        if let centre { html.line("46", scale.y(centre), "390", scale.y(centre), style: "zero") }
        for bound in [\ConfidenceInterval.low, \.high] {
          let path = marks.compactMap { mark in mark.limits.map { (mark.day, $0[keyPath: bound]) } }
          line(path, scale, style: "limit", into: &html)
        }
        line(marks.map { ($0.day, $0.value) }, scale, style: "value", into: &html)
        for mark in marks {
          html.circle(
            scale.x(mark.day), scale.y(mark.value), mark.isOut ? "4" : "2.5", style: mark.isOut ? "out" : "at",
            title: mark.title)
        }
      }
    }
  }

  private func line(
    _ path: [(day: Int, value: Double)], _ scale: Scale, style: String, into html: inout HTMLReportMarkup
  ) {
    guard path.count > 1 else { return }
    html.empty(
      "polyline", .class(style),
      HTMLReportAttribute("points", path.map { scale.x($0.day) + "," + scale.y($0.value) }.joined(separator: " ")))
  }

  /// Where days and values lie on a chart.
  private struct Scale {
    let first: Int
    let last: Int
    let bottom: Double
    let top: Double

    init(_ marks: [Mark], highest: Double, isFromZero: Bool) {
      first = marks.first?.day ?? 0
      last = marks.last?.day ?? 0
      let values = marks.flatMap { [$0.value] + ($0.limits.map { [$0.low, $0.high] } ?? []) }
      // In steps of a tenth of the whole.
      let step = highest / 10
      let low = ((values.min() ?? 0) / step).rounded(.down) * step
      let high = ((values.max() ?? highest) / step).rounded(.up) * step
      bottom = isFromZero ? 0 : min(max(0, low), highest - step)
      top = min(highest, max(high, bottom + step))
    }

    func x(_ day: Int) -> String {
      HTMLReportNumber.plain(46 + Double(day - first) / Double(max(1, last - first)) * 344, 1)
    }

    func height(_ value: Double) -> Double {
      124 - (min(top, max(bottom, value)) - bottom) / max(top - bottom, 1e-9) * 112
    }

    func y(_ value: Double) -> String { HTMLReportNumber.plain(height(value), 1) }
  }

  // MARK: Table

  private func table(into html: inout HTMLReportMarkup) {
    func number(_ zh: String, _ en: String) -> HTMLReportColumn {
      HTMLReportColumn(context.say(zh, en), isNumber: true, isSortable: true)
    }
    let columns = [
      HTMLReportColumn(trend.span == .day ? context.say("日期", "Day") : context.say("周一", "Monday"), isSortable: true),
      number("会话", "Conv."), number("平均得分", "Mean score"), HTMLReportColumn(context.say("控制限", "Limits")),
      number("有问题的会话", "With findings"), number("占比", "Share"),
      HTMLReportColumn(context.say("占比控制限", "Limits of the share")), number("平均响应", "Response"),
      HTMLReportColumn(context.say("信号", "Signal")),
    ]
    html.table(columns: columns, style: "trends cards") { html, columns in
      for point in trend.points { row(point, columns, into: &html) }
    }
  }

  private func row(_ point: DayTrend.Point, _ columns: [HTMLReportColumn], into html: inout HTMLReportMarkup) {
    let sample = point.sample
    func limits(_ chart: ControlChart.Point?, _ shown: (Double) -> String) -> String {
      chart.map { shown($0.low) + "–" + shown($0.high) } ?? HTMLReportNumber.none
    }
    let say = ReportWording(language: context.options.language)
    let signals = [
      (context.say("得分", "score"), point.score), (context.say("占比", "share"), point.findings),
    ].flatMap { name, chart in (chart?.signals ?? []).map { "\(name) \(say.text(of: $0))" } }
    html.element("tr") { html in
      html.cell(columns[0], text: "\(point.start)")
      html.cell(columns[1], sortedBy: Double(sample.conversations), text: "\(sample.conversations)")
      html.cell(columns[2], sortedBy: sample.scores.mean, text: HTMLReportNumber.decimal(sample.scores.mean, 2))
      html.cell(columns[3], text: limits(point.score) { HTMLReportNumber.decimal($0, 2) })
      html.cell(columns[4], sortedBy: Double(sample.withFindings), text: "\(sample.withFindings)")
      html.cell(columns[5], sortedBy: sample.findingShare, text: HTMLReportNumber.percent(sample.findingShare))
      html.cell(columns[6], text: limits(point.findings) { HTMLReportNumber.percent($0) })
      html.cell(columns[7], sortedBy: sample.responseSeconds, text: context.duration(seconds: sample.responseSeconds))
      html.cell(
        columns[8],
        text: signals.isEmpty ? HTMLReportNumber.none : signals.joined(separator: context.say("，", ", ")))
    }
    html.newline()
  }
}
