internal import Zhijian

/// The comparison with human inspection for a browser: one file in the dress of the quality report.
struct InspectionHTMLPage {
  let document: InspectionDocument
  private let context: HTMLReportContext
  private let words: InspectionWords
  private var comparison: InspectionComparison { document.comparison }

  init(document: InspectionDocument) {
    self.document = document
    context = HTMLReportContext(options: document.options, limits: HTMLReportLimits())
    words = InspectionWords(options: document.options, redactor: context.redactor)
  }

  func markup() -> HTMLReportMarkup {
    let frame = HTMLReportFrame(
      context: context, title: context.say("人工质检与程序的一致性", "Human inspection and the program"))
    var sections = [("overview", context.say("总览", "Overview")), ("items", context.say("检查项", "Items"))]
    if comparison.scores != nil { sections.append(("scores", context.say("总分", "Scores"))) }
    sections.append(("reviewers", context.say("审核人", "Reviewers")))
    if comparison.months.count > 1 { sections.append(("months", context.say("按月", "By month"))) }
    sections.append(("differences", context.say("不一致", "Disagreements")))
    return frame.document { html in
      frame.header(subtitle, sections: sections, into: &html)
      html.element("main") { html in
        for (id, title) in sections {
          html.section(id, title) { html in
            switch id {
            case "overview": overview(into: &html)
            case "items": items(into: &html)
            case "scores": scores(into: &html)
            case "reviewers": reviewers(into: &html)
            case "months": months(into: &html)
            default: disagreements(into: &html)
            }
          }
        }
        frame.problems(document.problems, into: &html)
      }
      html.element("footer") { $0.element("p", .class("quiet"), text: words.basis) }
    }
  }

  private var subtitle: String {
    let names = document.readings.map { context.masked(FilePath.name(of: $0.path)) }
    let found = context.say(
      "会话对上 \(comparison.matched) 个，对不上 \(comparison.unmatched.count) 个",
      "\(comparison.matched) conversations found, \(comparison.unmatched.count) not")
    return [names.joined(separator: context.say("、", ", ")), found, context.privacyNote].joined(separator: " · ")
  }

  private func overview(into html: inout HTMLReportMarkup) {
    let figures = comparison.overall
    html.element("div", .class("kpis")) { html in
      html.card(
        context.say("一致率", "Same"), words.share(figures.observed, withInterval: false),
        context.say("\(figures.table.count) 项次", "\(figures.table.count) compared"))
      html.card("κ", words.number(figures.kappa?.value, 2), words.estimate(figures.kappa))
      html.card("PABAK", words.number(figures.prevalenceAdjusted?.value, 2), words.estimate(figures.prevalenceAdjusted))
      html.card("Krippendorff α", words.number(figures.alpha?.value, 2), words.estimate(figures.alpha))
      html.card(
        context.say("精确率", "Precision"), words.share(figures.precision, withInterval: false),
        words.share(figures.precision))
      html.card(
        context.say("召回率", "Recall"), words.share(figures.recall, withInterval: false), words.share(figures.recall))
    }
    let columns = [
      HTMLReportColumn(""), HTMLReportColumn(context.say("程序报了", "Program reports it"), isNumber: true),
      HTMLReportColumn(context.say("程序没报", "Program does not"), isNumber: true),
    ]
    html.table(columns: columns) { html, columns in
      for (title, cells) in [
        (context.say("人判有问题", "People report it"), [figures.table.both, figures.table.peopleOnly]),
        (context.say("人判没问题", "People do not"), [figures.table.programOnly, figures.table.neither]),
      ] {
        html.element("tr") { html in
          html.cell(columns[0], text: title)
          for (place, cell) in cells.enumerated() { html.cell(columns[place + 1], text: "\(cell)") }
        }
        html.newline()
      }
    }
    if document.isGuessed {
      html.element(
        "p", .class("warn"),
        text: context.say(
          "检查项对应哪条规则是按名字猜的，请用 --preview 核对。", "Which item is which rule was guessed by name: check with --preview."))
    }
    if !comparison.unmatched.isEmpty {
      let shown = comparison.unmatched.prefix(50).map(context.masked).joined(separator: context.say("、", ", "))
      let more = comparison.unmatched.count > 50 ? " …" : ""
      html.element("p", .class("warn"), text: context.say("聊天记录里没有：", "Without a conversation: ") + shown + more)
    }
  }

  private func number(_ zh: String, _ en: String) -> HTMLReportColumn {
    HTMLReportColumn(context.say(zh, en), isNumber: true, isSortable: true)
  }

  private func items(into html: inout HTMLReportMarkup) {
    let columns = [
      HTMLReportColumn(context.say("检查项", "Item"), isSortable: true), number("比较", "n"), number("都报", "Both"),
      number("只有人", "People only"), number("只有程序", "Program only"), number("都没报", "Neither"), number("一致率", "Same"),
      number("κ", "κ"), number("PABAK", "PABAK"), number("α", "α"), number("精确率", "Precision"), number("召回率", "Recall"),
    ]
    html.table(columns: columns, style: "cards", list: "") { html, columns in
      for item in comparison.items {
        let (figures, table) = (item.figures, item.figures.table)
        html.element("tr") { html in
          html.cell(columns[0]) { html in
            html.element("bdi", text: context.masked(item.item.name))
            html.element("small", .class("cid"), text: words.target(item.item.target))
          }
          for (place, count) in [table.count, table.both, table.peopleOnly, table.programOnly, table.neither]
            .enumerated()
          {
            html.cell(columns[place + 1], sortedBy: Double(count), text: "\(count)")
          }
          share(columns[6], figures.observed, into: &html)
          for (place, figure) in [figures.kappa, figures.prevalenceAdjusted, figures.alpha].enumerated() {
            estimate(columns[place + 7], figure, into: &html)
          }
          share(columns[10], figures.precision, into: &html)
          share(columns[11], figures.recall, into: &html)
        }
        html.newline()
      }
    }
    let cautioned = comparison.items.filter { $0.figures.table.count > 0 && !$0.figures.cautions.isEmpty }
    guard !cautioned.isEmpty else { return }
    html.element("ul", .class("lines panel")) { html in
      for item in cautioned {
        html.element("li") { html in
          html.element("bdi", text: context.masked(item.item.name))
          for caution in item.figures.cautions { html.element("small", text: words.sentence(caution, item.figures)) }
        }
        html.newline()
      }
    }
  }

  /// A figure with its interval below it.
  private func estimate(
    _ column: HTMLReportColumn, _ figure: AgreementEstimate?, places: Int = 2, into html: inout HTMLReportMarkup
  ) {
    html.cell(column, sortedBy: figure?.value) { html in
      html.text(words.number(figure?.value, places))
      guard let interval = figure?.interval else { return }
      html.element(
        "small", text: "\(words.number(interval.low, places))…\(words.number(interval.high, places))")
    }
  }

  private func share(_ column: HTMLReportColumn, _ figure: AgreementEstimate?, into html: inout HTMLReportMarkup) {
    html.cell(column, sortedBy: figure?.value) { html in
      html.text(HTMLReportNumber.percent(figure?.value))
      guard let interval = figure?.interval else { return }
      html.element(
        "small", text: "\(words.number(100 * interval.low, 1))–\(words.number(100 * interval.high, 1))")
    }
  }

  private func scores(into html: inout HTMLReportMarkup) {
    guard let scores = comparison.scores else { return }
    let limits = scores.limits.map { "\(words.number($0.low, 1))…\(words.number($0.high, 1))" } ?? HTMLReportNumber.none
    html.element("div", .class("kpis")) { html in
      html.card(
        context.say("平均相差", "Mean distance"), words.number(scores.meanError, 1),
        context.say(
          "人 \(words.number(scores.meanPeople, 1))，程序 \(words.number(scores.meanProgram, 1))",
          "people \(words.number(scores.meanPeople, 1)), program \(words.number(scores.meanProgram, 1))"))
      html.card(
        context.say("偏差（程序−人）", "Bias (program − people)"), HTMLReportNumber.signed(scores.bias.value, 1),
        context.say("95% 的差在 ", "95% within ") + limits)
      html.card(
        context.say("相差 10 分以内", "Within 10 points"), words.share(scores.withinTolerance, withInterval: false),
        words.share(scores.withinTolerance))
      html.card("Spearman", words.number(scores.spearman, 2), context.say("名次的相关", "of ranks"))
      html.card("Krippendorff α", words.number(scores.alpha?.value, 2), words.alpha(scores.alpha))
      html.card(
        context.say("等级相同", "Same grade"), words.share(scores.sameGrade, withInterval: false),
        "α " + words.alpha(scores.gradeAlpha))
    }
    let names = scores.grades.map { $0 ?? context.say("无", "none") }
    let columns =
      [HTMLReportColumn(context.say("人＼程序", "People \\ program"))] + names.map { HTMLReportColumn($0, isNumber: true) }
    html.table(columns: columns) { html, columns in
      for (name, row) in zip(names, scores.gradeTable) {
        html.element("tr") { html in
          html.cell(columns[0], text: name)
          for (place, count) in row.enumerated() { html.cell(columns[place + 1], text: "\(count)") }
        }
        html.newline()
      }
    }
  }

  private func reviewers(into html: inout HTMLReportMarkup) {
    let columns = [
      HTMLReportColumn(context.say("审核人", "Reviewer"), isSortable: true), number("比较", "n"),
      number("人判有问题", "Reports"), number("程序报了", "Program"), number("一致率", "Same"), number("κ", "κ"),
      HTMLReportColumn(context.say("尺度", "Tendency"), isSortable: true), number("比同事严", "Stricter than peers"),
      number("比同事松", "Laxer than peers"), number("总分偏差", "Score bias"),
    ]
    html.table(columns: columns, style: "cards", list: "") { html, columns in
      for reviewer in comparison.reviewers {
        let (figures, table) = (reviewer.figures, reviewer.figures.table)
        html.element("tr") { html in
          html.cell(columns[0]) { $0.element("bdi", text: words.reviewer(reviewer.name)) }
          for (place, count) in [table.count, table.people, table.program].enumerated() {
            html.cell(columns[place + 1], sortedBy: Double(count), text: "\(count)")
          }
          share(columns[4], figures.observed, into: &html)
          estimate(columns[5], figures.kappa, into: &html)
          html.cell(columns[6], text: words.tendency(reviewer.tendency))
          html.cell(columns[7], sortedBy: Double(reviewer.peers.stricter), text: "\(reviewer.peers.stricter)")
          html.cell(columns[8], sortedBy: Double(reviewer.peers.laxer), text: "\(reviewer.peers.laxer)")
          estimate(columns[9], reviewer.scoreBias, places: 1, into: &html)
        }
        html.newline()
      }
    }
    if comparison.peopleAlpha != nil {
      html.element(
        "p",
        text: context.say("审核人之间的 Krippendorff α：", "Krippendorff's α among reviewers: ")
          + words.alpha(comparison.peopleAlpha))
    }
  }

  private func months(into html: inout HTMLReportMarkup) {
    let columns = [
      HTMLReportColumn(context.say("月份", "Month")), number("比较", "n"), number("一致率", "Same"),
      HTMLReportColumn(context.say("控制限", "Limits")), number("只有人", "People only"), number("只有程序", "Program only"),
      HTMLReportColumn(context.say("信号", "Signal")),
    ]
    html.table(columns: columns) { html, columns in
      for month in comparison.months {
        let share = Double(month.table.agreements) / Double(max(1, month.table.count))
        html.element("tr") { html in
          html.cell(columns[0], text: month.month.description)
          html.cell(columns[1], sortedBy: Double(month.table.count), text: "\(month.table.count)")
          html.cell(columns[2], sortedBy: share, text: HTMLReportNumber.percent(share))
          html.cell(
            columns[3],
            text: month.point.map { HTMLReportNumber.percent($0.low) + "–" + HTMLReportNumber.percent($0.high) }
              ?? HTMLReportNumber.none)
          html.cell(columns[4], sortedBy: Double(month.table.peopleOnly), text: "\(month.table.peopleOnly)")
          html.cell(columns[5], sortedBy: Double(month.table.programOnly), text: "\(month.table.programOnly)")
          html.cell(columns[6], text: words.signal(month, in: comparison.months) ?? "")
        }
        html.newline()
      }
    }
  }

  private func disagreements(into html: inout HTMLReportMarkup) {
    let all = comparison.disagreements
    guard !all.isEmpty else {
      html.element("p", .class("quiet"), text: context.say("没有不一致的地方。", "There are none."))
      return
    }
    html.element("ul", .class("lines panel")) { html in
      for entry in all.prefix(document.quotes) {
        html.element("li") { html in
          if let severity = entry.severity {
            html.element("span", .class("sev " + severity.rawValue), text: words.say.severity(severity))
          }
          html.element("bdi", text: context.masked(comparison.items[entry.item].item.name))
          html.text(" ")
          html.element("bdi", .class("cid"), text: words.subject(entry.subject))
          html.element("small", text: words.sentence(entry))
          if let title = words.title(entry.rule) { html.element("small", text: title) }
          for quote in words.quotes(entry) { html.element("small", text: quote) }
          if let remark = words.remark(entry) {
            html.element("small", text: context.say("备注：", "Remark: ") + remark)
          }
        }
        html.newline()
      }
    }
    if all.count > document.quotes {
      html.element(
        "p", .class("quiet"),
        text: context.say(
          "另有 \(all.count - document.quotes) 处未列出。", "\(all.count - document.quotes) more are not listed."))
    }
  }
}
