import Zhijian

/// The page of one agent.
struct CoachingSheet {
  /// Lines shown of the first point, and of each of the others: a sheet is one page.
  private static let maximumQuotes = (first: 2, others: 1)

  let context: HTMLReportContext
  let report: BatchReport
  let agent: BatchReport.AgentSummary
  /// The name of its file.
  let file: String
  let strengths: [CoachingPoint]
  let faults: [CoachingPoint]
  private let choice: CoachingChoice

  init(
    context: HTMLReportContext, report: BatchReport, agent: BatchReport.AgentSummary, record: CoachingRecord,
    file: String
  ) {
    self.context = context
    self.report = report
    self.agent = agent
    self.file = file
    choice = CoachingChoice(
      context: context, record: record, agent: record.agents[agent.id] ?? CoachingRecord.AgentRecord(),
      isComparable: report.isRanked(agent))
    strengths = choice.strengths()
    faults = choice.faults()
  }

  var name: String { context.agentName(agent.id) }

  func markup() -> HTMLReportMarkup {
    let frame = HTMLReportFrame(
      context: context, title: context.say("辅导单：\(name)", "Coaching sheet: \(name)"))
    return frame.document { html in
      frame.header(subtitle, sections: [], into: &html)
      html.element("main", .class("sheet")) { html in
        if !choice.isComparable { caution(into: &html) }
        html.section("figures", context.say("数字", "Figures")) { figures(into: &$0) }
        html.section("strengths", context.say("做得好的", "What goes well")) { html in
          points(
            strengths, none: context.say("这些会话还看不出突出的长处。", "These conversations show no clear strength yet."),
            into: &html)
        }
        html.section("faults", context.say("要改进的", "What to mend")) { html in
          points(faults, none: context.say("没有计分的问题。", "No scoring findings."), into: &html)
        }
        agreement(into: &html)
      }
      html.element("footer") { footer(into: &$0) }
    }
  }

  private var subtitle: String {
    var parts: [String] = []
    if let first = report.metrics.firstDay, let last = report.metrics.lastDay {
      parts.append(first == last ? first.description : context.say("\(first) 至 \(last)", "\(first) to \(last)"))
    }
    parts.append(context.say("\(agent.conversations) 个会话", "\(agent.conversations) conversations"))
    parts.append(context.privacyNote)
    return parts.joined(separator: " · ")
  }

  private func caution(into html: inout HTMLReportMarkup) {
    html.element(
      "p", .class("warn"),
      text: context.say(
        "计分会话只有 \(agent.n) 个（不足 \(report.minimumSample) 个）：下面的例子都是真的，但还说明不了习惯，因此不打等级，也不与别人比较。",
        "Only \(agent.n) scored conversations (fewer than \(report.minimumSample)): the examples below are real, but they do not show a habit yet; so there is no grade and no comparison."
      ))
  }

  private func figures(into html: inout HTMLReportMarkup) {
    let compares = choice.isComparable
    var columns = [
      HTMLReportColumn(""), HTMLReportColumn(context.say("您", "You"), isNumber: true),
      HTMLReportColumn(context.say("会话", "Conversations"), isNumber: true),
    ]
    if compares {
      columns.append(HTMLReportColumn(context.say("其他同事", "The others"), isNumber: true))
      columns.append(HTMLReportColumn(context.say("比较", "Comparison")))
    }
    html.table(columns: columns) { html, columns in
      for figure in CoachingFigure.allCases {
        let sample = choice.agent.figures[figure] ?? RatioSample()
        html.element("tr") { html in
          html.cell(columns[0], text: figure.title(context))
          html.cell(columns[1]) { html in
            html.text(figure.text(sample.value, context))
            if figure == .score, let interval = agent.interval {
              html.element(
                "small",
                text: context.say("95% 区间 ", "95% interval ") + HTMLReportNumber.decimal(interval.low, 1) + "–"
                  + HTMLReportNumber.decimal(interval.high, 1))
            }
          }
          html.cell(columns[2], text: "\(sample.count)")
          guard compares, columns.count > 4 else { return }
          html.cell(columns[3], text: figure.text(choice.others(figure).value, context))
          html.cell(columns[4]) { verdict(choice.verdict(figure), into: &$0) }
        }
      }
    }
  }

  private func verdict(_ verdict: ResultsComparison.Verdict?, into html: inout HTMLReportMarkup) {
    switch verdict {
    case .better: html.element("span", .class("sev good"), text: context.say("更好", "better"))
    case .worse: html.element("span", .class("sev major"), text: context.say("较差", "behind"))
    case .noise, .changed: html.text(context.say("差不多", "about the same"))
    case .tooFew, nil: html.text(HTMLReportNumber.none)
    }
  }

  private func points(_ points: [CoachingPoint], none: String, into html: inout HTMLReportMarkup) {
    guard !points.isEmpty else {
      html.element("p", .class("quiet"), text: none)
      return
    }
    html.element("ol", .class("points")) { html in
      for (place, point) in points.enumerated() {
        let quotes = place == 0 ? Self.maximumQuotes.first : Self.maximumQuotes.others
        html.element("li") { html in
          html.element("b", text: point.title)
          html.element("p", text: point.fact)
          for quote in point.quotes.prefix(quotes) { self.quote(quote, into: &html) }
          if let why = point.why, !why.isEmpty {
            html.element("p", .class("why"), text: context.say("为什么：", "Why: ") + why)
          }
          if let advice = point.advice { html.element("p", .class("won"), text: advice) }
        }
        html.newline()
      }
    }
  }

  private func quote(_ quote: CoachingRecord.Quote, into html: inout HTMLReportMarkup) {
    html.element("blockquote") { html in
      html.append(quote.markup)
      html.element("small") { html in
        html.text((quote.time.map(context.dayAndClock).map { $0 + " · " } ?? ""))
        html.element("span", .class("cid"), text: quote.conversation + (quote.row.map { " f\($0.number)" } ?? ""))
      }
    }
  }

  /// Room for what is agreed on, to be filled in by hand.
  private func agreement(into html: inout HTMLReportMarkup) {
    html.element("table", .class("agreed")) { html in
      html.element("tbody") { html in
        for title in [
          context.say("下一步约定", "What we agree on"), context.say("下次看哪个数字、到多少", "Which figure next time, and how much"),
          context.say("日期 / 签名", "Date / names"),
        ] {
          html.element("tr") { html in
            html.element("th", HTMLReportAttribute("scope", "row"), text: title)
            html.element("td") { _ in }
          }
        }
      }
    }
  }

  private func footer(into html: inout HTMLReportMarkup) {
    let withdrawn = choice.agent.withdrawn.values.reduce(0, +)
    if withdrawn > 0 {
      html.element(
        "p", .class("quiet"),
        text: context.say(
          "另有 \(withdrawn) 条结果已撤销或暂不计分，没有列入。",
          "\(withdrawn) more findings were overturned or do not count, and are left out."))
    }
    html.element(
      "p", .class("quiet"),
      text: context.say(
        "对某一条有异议：把会话编号和结果编号（例如 f2）告诉组长，复核后撤销的不再计分。比较只在差别超出偶然时才写“更好”或“较差”。",
        "You disagree with a point: name its conversation and finding (such as f2) to your lead; what is overturned counts no more. “Better” and “behind” are written only where chance cannot explain the difference."
      ))
  }
}

/// The list of sheets, for the team lead.
struct CoachingIndex {
  let context: HTMLReportContext
  let report: BatchReport
  let sheets: [CoachingSheet]
  let problems: [Diagnostic]

  func markup() -> HTMLReportMarkup {
    let frame = HTMLReportFrame(context: context, title: context.say("辅导单", "Coaching sheets"))
    return frame.document { html in
      frame.header(
        context.say("\(sheets.count) 位客服，每人一页，可直接打印。", "\(sheets.count) agents, a page each, ready to print.") + " "
          + context.privacyNote, sections: [], into: &html)
      html.element("main") { html in
        let columns = [
          HTMLReportColumn(context.say("客服", "Agent"), isSortable: true),
          HTMLReportColumn(context.say("计分会话", "Scored"), isNumber: true, isSortable: true),
          HTMLReportColumn(context.say("得分", "Score"), isNumber: true, isSortable: true),
          HTMLReportColumn(context.say("做得好的", "What goes well")),
          HTMLReportColumn(context.say("要改进的", "What to mend")),
        ]
        html.table(columns: columns, style: "cards", list: "") { html, columns in
          for sheet in sheets { row(sheet, columns, into: &html) }
        }
        frame.problems(problems, into: &html)
      }
    }
  }

  private func row(_ sheet: CoachingSheet, _ columns: [HTMLReportColumn], into html: inout HTMLReportMarkup) {
    html.element("tr") { html in
      html.cell(columns[0]) { html in
        html.element("a", .file(sheet.file)) { $0.element("bdi", text: sheet.name) }
        if !report.isRanked(sheet.agent) {
          html.element("span", .class("chip"), text: context.say("样本不足", "few conversations"))
        }
      }
      html.cell(columns[1], sortedBy: Double(sheet.agent.n), text: "\(sheet.agent.n)")
      html.cell(columns[2], sortedBy: sheet.agent.score, text: HTMLReportNumber.decimal(sheet.agent.score, 2))
      for (column, points) in [(columns[3], sheet.strengths), (columns[4], sheet.faults)] {
        let titles = points.map(\.title).joined(separator: context.say("；", "; "))
        html.cell(column, text: titles.isEmpty ? HTMLReportNumber.none : titles)
      }
    }
    html.newline()
  }
}
