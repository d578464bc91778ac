import Zhijian

/// The account of a score as a table: every line with its effect and the sum so far, down to the score.
///
/// Lines are put together by section; what takes the whole score comes last, so that each sum so far can be
/// followed by eye.
struct HTMLReportLedger {
  let conversation: HTMLReportConversation
  let scorecard: Scorecard

  private var context: HTMLReportContext { conversation.context }

  func markup() -> HTMLReportMarkup {
    var html = HTMLReportMarkup()
    if scorecard.lines.isEmpty {
      html.element("p", .class("quiet"), text: context.say("没有适用的评分项，不评分。", "No section applies: no score."))
      return html
    }
    let columns: [HTMLReportColumn] = [
      .init(context.say("项目", "Item")), .init(context.say("分值", "Points"), isNumber: true),
      .init(context.say("影响", "Effect"), isNumber: true), .init(context.say("累计", "So far"), isNumber: true),
    ]
    html.table(columns: columns, style: "ledger") { html, columns in
      var sum = 0
      for (category, lines) in groups() {
        section(category, lines, columns, &sum, into: &html)
      }
      for line in scorecard.lines where isLast(line) { row(line, columns, &sum, into: &html) }
      html.element("tr", .class("total")) { html in
        html.cell(columns[0], text: context.say("得分", "Score"))
        html.cell(columns[1], text: "")
        html.cell(columns[2], text: HTMLReportNumber.points(sum))
        html.cell(columns[3], text: HTMLReportNumber.points(scorecard.score))
      }
    }
    addDecided(into: &html)
    return html
  }

  /// The findings that would be lines if nobody had decided otherwise, and why they are none.
  private func addDecided(into html: inout HTMLReportMarkup) {
    let agent = scorecard.lines.first?.agent
    let evaluation = conversation.evaluation
    for place in 0..<conversation.findingCount {
      let finding = evaluation.findings[place]
      guard let decision = finding.decision, decision.state == .overturned || decision.state == .suppressed,
        agent == nil || finding.agent == agent, let state = context.word(decision.state)
      else { continue }
      html.element("p", .class("quiet")) { html in
        html.element("a", .class("ref"), .link(conversation.anchor(finding: place + 1)), text: "\(place + 1)")
        html.text(" " + context.ruleTitle(finding.rule) + context.say("：", ": ") + state)
        let sentence = context.sentence(decision)
        if !sentence.isEmpty { html.text(context.say("；", "; ") + context.masked(sentence)) }
      }
    }
  }

  private func isLast(_ line: LedgerLine) -> Bool {
    line.kind == .autoFail || line.kind == .rounding || line.category == nil
  }

  /// The other lines by section, in the order of the scorecard.
  private func groups() -> [(String, [LedgerLine])] {
    var order: [String] = []
    var groups: [String: [LedgerLine]] = [:]
    for line in scorecard.lines where !isLast(line) {
      let category = line.category ?? ""
      if groups[category] == nil { order.append(category) }
      groups[category, default: []].append(line)
    }
    return order.map { ($0, groups[$0] ?? []) }
  }

  /// A section's full marks with what it gained from sections that do not apply, then what changed it.
  private func section(
    _ category: String, _ lines: [LedgerLine], _ columns: [HTMLReportColumn], _ sum: inout Int,
    into html: inout HTMLReportMarkup
  ) {
    let start = lines.filter { $0.kind == .base || $0.kind == .renormalise }
    let base = start.filter { $0.kind == .base }.reduce(0) { $0 + $1.effect }
    let moved = start.filter { $0.kind == .renormalise }.reduce(0) { $0 + $1.effect }
    sum += base + moved
    html.element("tr", .class("head")) { html in
      html.cell(columns[0]) { html in
        html.element("b", text: context.sectionTitle(category))
        if moved != 0 {
          html.element(
            "small",
            text: context.say(" 满分 ", " full marks ") + HTMLReportNumber.points(base)
              + context.say("，不适用项让出 ", ", from sections that do not apply ") + HTMLReportNumber.signedPoints(moved))
        }
      }
      html.cell(columns[1], text: "")
      html.cell(columns[2], text: HTMLReportNumber.signedPoints(base + moved))
      html.cell(columns[3], text: HTMLReportNumber.points(sum))
    }
    for line in lines where line.kind != .base && line.kind != .renormalise {
      row(line, columns, &sum, into: &html)
    }
    html.newline()
  }

  private func row(
    _ line: LedgerLine, _ columns: [HTMLReportColumn], _ sum: inout Int, into html: inout HTMLReportMarkup
  ) {
    sum += line.effect
    let style = line.kind == .autoFail ? "minus fail" : line.effect < 0 ? "minus" : line.effect > 0 ? "plus" : ""
    html.element("tr", .class(style)) { html in
      html.cell(columns[0]) { html in
        html.text(context.word(line.kind))
        if let rule = line.rule {
          html.text(context.say("：", ": ") + context.ruleTitle(rule))
        }
        for place in line.findings.prefix(12) {
          if place < conversation.findingCount {
            html.element("a", .class("ref"), .link(conversation.anchor(finding: place + 1)), text: "\(place + 1)")
          }
        }
      }
      html.cell(columns[1], text: line.points == 0 ? "" : HTMLReportNumber.signedPoints(line.points))
      html.cell(columns[2], text: HTMLReportNumber.signedPoints(line.effect))
      html.cell(columns[3], text: HTMLReportNumber.points(sum))
    }
  }
}
