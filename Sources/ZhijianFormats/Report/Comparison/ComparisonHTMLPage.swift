import Zhijian

/// A comparison for a browser: one file in the dress of the quality report.
struct ComparisonHTMLPage {
  let document: ComparisonDocument
  private let context: HTMLReportContext
  private let words: ComparisonWords
  private var comparison: ResultsComparison { document.comparison }

  init(document: ComparisonDocument) {
    self.document = document
    context = HTMLReportContext(options: document.options, limits: HTMLReportLimits())
    words = ComparisonWords(options: document.options, redactor: context.redactor)
  }

  func markup() -> HTMLReportMarkup {
    let frame = HTMLReportFrame(context: context, title: context.say("两个时期的比较", "Two periods compared"))
    let kinds = ResultsComparison.Kind.allCases.filter { !document.rows($0).isEmpty }
    return frame.document { html in
      frame.header(
        subtitle, sections: [("overview", context.say("总览", "Overview"))] + kinds.map { (anchor($0), title($0)) },
        into: &html)
      html.element("main") { html in
        html.section("overview", context.say("总览", "Overview")) { overview(into: &$0) }
        for kind in kinds {
          html.section(anchor(kind), words.heading(kind)) { table(kind, into: &$0) }
        }
        frame.problems(document.problems, into: &html)
      }
      html.element("footer") { html in
        html.element("p", .class("quiet"), text: words.basis(comparison))
      }
    }
  }

  private func anchor(_ kind: ResultsComparison.Kind) -> String {
    switch kind {
    case .total: "totals"
    case .agent: "agents"
    case .rule: "rules"
    case .metric: "metrics"
    }
  }

  private func title(_ kind: ResultsComparison.Kind) -> String {
    switch kind {
    case .total: context.say("总体", "Totals")
    case .agent: context.say("客服", "Agents")
    case .rule: context.say("规则", "Rules")
    case .metric: context.say("服务指标", "Service metrics")
    }
  }

  private var subtitle: String {
    let names = "\(context.masked(document.names.before)) → \(context.masked(document.names.after))"
    let counts = context.say(
      "会话 \(comparison.before.conversations) → \(comparison.after.conversations) 个",
      "\(comparison.before.conversations) → \(comparison.after.conversations) conversations")
    return [names, counts, context.privacyNote].joined(separator: " · ")
  }

  private func overview(into html: inout HTMLReportMarkup) {
    if let caution = words.caution(comparison) { html.element("p", .class("warn"), text: caution) }
    html.element("div", .class("kpis")) { html in
      for row in document.rows(.total) {
        html.card(
          words.title(row), words.value(row.after, row),
          context.say("之前 ", "before ") + words.value(row.before, row) + " · " + words.word(row.verdict),
          isAlert: row.verdict == .worse)
      }
    }
    let telling = [ResultsComparison.Kind.agent, .rule, .metric].flatMap(document.rows).filter {
      $0.verdict == .worse || $0.verdict == .better
    }
    html.element("h3", text: context.say("确有变化的", "What did change"))
    if telling.isEmpty {
      html.element(
        "p", .class("quiet"),
        text: context.say(
          "客服、规则和指标都没有超出偶然范围的变化。", "No agent, rule or metric changed by more than chance could explain."))
      return
    }
    html.element("ul", .class("lines panel")) { html in
      for row in telling.filter({ $0.verdict == .worse }) + telling.filter({ $0.verdict == .better }) {
        html.element("li") { html in
          verdict(row.verdict, into: &html)
          html.element("a", .link(anchor(row.kind))) { $0.element("bdi", text: name(row)) }
          html.text(
            " " + words.value(row.before, row) + " → " + words.value(row.after, row)
              + context.say("（", " (") + words.difference(row.test?.difference, row) + context.say("）", ")"))
        }
        html.newline()
      }
    }
  }

  private func name(_ row: ResultsComparison.Row) -> String {
    let figure = words.figure(row)
    return words.title(row) + (figure.isEmpty ? "" : context.say("：", ": ") + figure)
  }

  private func verdict(_ verdict: ResultsComparison.Verdict, into html: inout HTMLReportMarkup) {
    let tone: HTMLReportTone =
      switch verdict {
      case .better: .good
      case .worse: .critical
      case .changed: .minor
      case .noise, .tooFew: .info
      }
    html.element("span", .class("sev " + tone.rawValue), text: words.word(verdict))
  }

  private func table(_ kind: ResultsComparison.Kind, into html: inout HTMLReportMarkup) {
    let rows = document.rows(kind)
    func number(_ zh: String, _ en: String) -> HTMLReportColumn {
      HTMLReportColumn(context.say(zh, en), isNumber: true, isSortable: true)
    }
    let columns = [
      HTMLReportColumn(title(kind), isSortable: true), number("之前", "Before"), number("之后", "After"),
      number("差值", "Difference"), HTMLReportColumn(context.say("95% 区间", "95% interval")),
      HTMLReportColumn(context.say("会话", "Conversations"), isNumber: true), number("校正后 p", "Adjusted p"),
      HTMLReportColumn(context.say("结论", "Verdict"), isSortable: true),
    ]
    let reach = Dictionary(grouping: rows, by: \.unitKey).mapValues { rows in
      rows.compactMap(\.test?.interval).map { max(abs($0.low), abs($0.high)) }.max() ?? 0
    }
    html.table(columns: columns, style: "cards", list: "") { html, columns in
      for row in rows { self.row(row, columns, reach: reach[row.unitKey] ?? 0, into: &html) }
    }
  }

  private func row(
    _ row: ResultsComparison.Row, _ columns: [HTMLReportColumn], reach: Double, into html: inout HTMLReportMarkup
  ) {
    html.element("tr") { html in
      html.cell(columns[0]) { html in
        html.element("bdi", text: name(row))
        if row.kind == .rule, words.title(row) != row.id { html.element("small", .class("cid"), text: row.id) }
      }
      html.cell(columns[1], sortedBy: row.before, text: words.value(row.before, row))
      html.cell(columns[2], sortedBy: row.after, text: words.value(row.after, row))
      html.cell(columns[3], sortedBy: row.test?.difference, text: words.difference(row.test?.difference, row))
      html.cell(columns[4]) { html in
        guard let test = row.test else { return html.text(HTMLReportNumber.none) }
        let text = words.interval(row)
        html.append(
          HTMLReportCharts.difference(test.difference, test.interval, reach: reach, label: text))
        html.element("small", text: text)
      }
      html.cell(columns[5], text: "\(row.countBefore) → \(row.countAfter)")
      html.cell(
        columns[6], sortedBy: row.adjusted,
        text: row.adjusted.map { $0 < 0.0001 ? "<0.0001" : HTMLReportNumber.decimal($0, 4) } ?? HTMLReportNumber.none)
      html.cell(columns[7]) { verdict(row.verdict, into: &$0) }
    }
    html.newline()
  }
}

extension ResultsComparison.Row {
  /// What rows have in common that are drawn on one scale.
  fileprivate var unitKey: String { kind == .metric || kind == .total ? id : figure }
}

extension HTMLReportCharts {
  /// A difference with its interval on a scale from −`reach` to `reach`, nothing in the middle.
  static func difference(
    _ value: Double, _ interval: ConfidenceInterval, reach: Double, label: String
  ) -> HTMLReportMarkup {
    var html = HTMLReportMarkup()
    func x(_ value: Double) -> String {
      HTMLReportNumber.plain(60 + (reach > 0 ? max(-1, min(1, value / reach)) * 55 : 0), 1)
    }
    html.svg("0 0 120 18", label: label, style: "whisker") { html in
      html.line("5", "9", "115", "9", style: "grid")
      html.line("60", "3", "60", "15", style: "zero")
      html.line(x(interval.low), "9", x(interval.high), "9", style: "range")
      html.line(x(interval.low), "5", x(interval.low), "13", style: "range")
      html.line(x(interval.high), "5", x(interval.high), "13", style: "range")
      html.circle(x(value), "9", "3.5", style: "mean")
    }
    return html
  }
}
