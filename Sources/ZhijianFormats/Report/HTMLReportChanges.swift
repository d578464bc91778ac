import Zhijian

/// Why the scores of a conversation are not what an earlier run said.
struct HTMLReportChanges {
  let conversation: HTMLReportConversation
  let changes: ScoreChanges

  private static let maximumLines = 40
  private var context: HTMLReportContext { conversation.context }
  private var say: ReportWording { ReportWording(language: context.options.language) }

  func markup() -> HTMLReportMarkup {
    var html = HTMLReportMarkup()
    html.element("h4", text: context.say("与以前相比", "Against the earlier result"))
    html.element("p") { html in
      step(changes.before, changes.after, into: &html)
      html.element("span", .class("quiet"), text: context.say(" 原因：", " because of: ") + say.causes(changes))
    }
    for agent in changes.agents {
      html.element("p", .class("nt")) { html in
        html.element("bdi", text: context.agentName(agent.id) + " ")
        step(agent.before, agent.after, into: &html)
      }
    }
    table(changes.ledger.filter { $0.agent == nil }, into: &html)
    return html
  }

  private func table(_ lines: [ScoreChanges.Line], into html: inout HTMLReportMarkup) {
    guard !lines.isEmpty else { return }
    let columns = [
      HTMLReportColumn(context.say("明细", "Line")), HTMLReportColumn(context.say("以前", "Before"), isNumber: true),
      HTMLReportColumn(context.say("现在", "Now"), isNumber: true),
    ]
    html.table(columns: columns) { html, columns in
      for line in lines.prefix(Self.maximumLines) {
        html.element("tr") { html in
          html.cell(columns[0], text: label(of: line))
          html.cell(columns[1], text: line.before.map(HTMLReportNumber.signedPoints) ?? HTMLReportNumber.none)
          html.cell(columns[2], text: line.after.map(HTMLReportNumber.signedPoints) ?? HTMLReportNumber.none)
        }
      }
    }
    if lines.count > Self.maximumLines {
      let rest = lines.count - Self.maximumLines
      html.element("p", .class("quiet"), text: context.say("另有 \(rest) 行未列出。", "\(rest) more lines."))
    }
  }

  private func label(of line: ScoreChanges.Line) -> String {
    if let rule = line.rule { return context.ruleTitle(rule) }
    let section = line.category.map { context.sectionTitle($0) + " " } ?? ""
    return section + say.word(ledger: line.kind)
  }

  private func step(_ before: Int?, _ after: Int?, into html: inout HTMLReportMarkup) {
    html.text(say.step(HTMLReportNumber.points(before), HTMLReportNumber.points(after)))
    guard let before, let after, before != after else { return }
    html.text(" ")
    html.difference(Double(after - before) / 100)
  }
}
