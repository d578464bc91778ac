import Zhijian

/// The list of conversations of a report of many pages: the worst ones, and the parts that hold all.
struct HTMLReportParts {
  /// What is said of a part.
  struct Part {
    let first: Int
    let last: Int
    let start: Timestamp?
    let end: Timestamp?
    let lowest: Int?
    /// Scoring findings that speak against somebody.
    let findings: Int

    init(_ entries: [HTMLReportEntry]) {
      first = entries.first?.number ?? 0
      last = entries.last?.number ?? 0
      start = entries.compactMap(\.line.start).min()
      end = entries.compactMap(\.line.start).max()
      lowest = entries.compactMap(\.score).min()
      findings = entries.reduce(0) { $0 + $1.line.findings.values.reduce(0, +) }
    }
  }

  let context: HTMLReportContext
  let report: BatchReport
  let parts: [Part]
  /// From the worst.
  let worst: [HTMLReportConversationLine]

  func markup() -> HTMLReportMarkup {
    var html = HTMLReportMarkup()
    html.element(
      "p", .class("quiet"),
      text: context.say(
        "全部 \(report.conversations) 个会话分成 \(parts.count) 页，按输入顺序。",
        "All \(report.conversations) conversations are on \(parts.count) pages, in the order of the input."))
    html.element("details") { html in
      html.element("summary", text: context.say("逐页查看", "Page by page"))
      pages(into: &html)
    }
    let isCut = worst.count < report.conversations
    html.element(
      "h3",
      text: isCut
        ? context.say("得分最低的 \(worst.count) 个会话", "The \(worst.count) conversations with the lowest scores")
        : context.say("按得分", "By score"))
    controls(into: &html)
    table(into: &html)
    return html
  }

  private func pages(into html: inout HTMLReportMarkup) {
    let columns: [HTMLReportColumn] = [
      .init(context.say("会话", "Conversations")), .init(context.say("时间", "Time")),
      .init(context.say("最低分", "Lowest score"), isNumber: true, isSortable: true),
      .init(context.say("问题", "Findings"), isNumber: true, isSortable: true),
    ]
    html.table(columns: columns, style: "cards", list: "") { html, columns in
      for part in parts {
        html.element("tr") { html in
          html.cell(columns[0]) { $0.element("a", .link("c\(part.first)"), text: "\(part.first)–\(part.last)") }
          let days = [part.start, part.end].compactMap { $0.map(context.day) }
          html.cell(
            columns[1], text: days.isEmpty ? HTMLReportNumber.none : Set(days).sorted().joined(separator: " – "))
          html.cell(columns[2], sortedBy: part.lowest.map(Double.init), text: HTMLReportNumber.points(part.lowest))
          html.cell(columns[3], sortedBy: Double(part.findings), text: "\(part.findings)")
        }
        html.newline()
      }
    }
  }

  private func controls(into html: inout HTMLReportMarkup) {
    let people = Set(worst.flatMap(\.agents))
    html.element("form", .class("js filter"), HTMLReportAttribute("data-for", "list")) { html in
      html.choice(
        "a", context.say("全部客服", "All agents"),
        report.agents.map(\.id).filter(people.contains).map { ("\(context.agentNumber($0))", context.agentName($0)) })
      html.choice(
        "g", context.say("全部等级", "All grades"), context.options.policy.bands.map { ($0.grade, $0.grade) })
      html.search(context.say("搜索客服、会话编号", "Search agents and ids"))
      html.element("output", .class("count"), HTMLReportAttribute("data-unit", context.say(" 个会话", " conversations"))) {
        _ in
      }
    }
  }

  private func table(into html: inout HTMLReportMarkup) {
    let columns: [HTMLReportColumn] = [
      .init(context.say("得分", "Score"), isNumber: true, isSortable: true), .init(context.say("等级", "Grade")),
      .init(context.say("客服", "Agent"), isSortable: true), .init(context.say("时间", "Time"), isSortable: true),
      .init(context.say("问题", "Findings"), isNumber: true, isSortable: true),
      .init(context.say("会话", "Conversation")),
    ]
    html.table(columns: columns, style: "cards", list: "list") { html, columns in
      for line in worst { row(line, columns, into: &html) }
    }
  }

  private func row(
    _ line: HTMLReportConversationLine, _ columns: [HTMLReportColumn], into html: inout HTMLReportMarkup
  ) {
    html.element(
      "tr", HTMLReportAttribute("data-a", line.agents.map { "\(context.agentNumber($0))" }.joined(separator: " ")),
      HTMLReportAttribute("data-g", line.grade ?? "")
    ) { html in
      html.cell(columns[0], sortedBy: line.score.map(Double.init), text: HTMLReportNumber.points(line.score))
      html.cell(columns[1]) { $0.badge(grade: line.grade, isAutoFailed: line.isAutoFailed, context) }
      html.cell(columns[2]) { html in
        for agent in line.agents {
          html.element("a", .link(context.agentAnchor(agent))) { $0.element("bdi", text: context.agentName(agent)) }
          html.text(" ")
        }
      }
      html.cell(columns[3], text: line.start.map(context.dayAndClock) ?? HTMLReportNumber.none)
      let count = line.findings.values.reduce(0, +)
      html.cell(columns[4], sortedBy: Double(count)) { html in
        html.text("\(count)")
        for severity in [RuleSeverity.critical, .major] {
          guard let number = line.findings[severity] else { continue }
          html.element("span", .class("sev " + severity.rawValue), text: "\(context.word(severity)) \(number)")
        }
        if line.hasMoodDrop { html.element("span", .class("sev mooddrop"), text: context.say("情绪下滑", "mood drop")) }
      }
      html.cell(columns[5]) { $0.element("a", .class("cid"), .link("c\(line.number)"), text: line.id) }
    }
    html.newline()
  }
}

/// A page with a part of the conversations.
struct HTMLReportPartPage {
  let context: HTMLReportContext
  /// The first conversation of the part before; nil for the first part.
  let previous: Int?
  let entries: [HTMLReportEntry]
  let isLast: Bool

  func markup() -> HTMLReportMarkup {
    let (first, last) = (entries.first?.number ?? 0, entries.last?.number ?? 0)
    let title = context.say("会话 \(first)–\(last)", "Conversations \(first)–\(last)")
    let frame = HTMLReportFrame(context: context, title: title)
    return frame.document { html in
      frame.header(
        context.privacyNote, sections: HTMLReportPage.sections(context), current: "conversations", into: &html)
      html.element("main") { html in
        html.element("section") { html in
          steps(last, into: &html)
          let agents = Set(entries.flatMap(\.line.agents))
          HTMLReportPage.controls(
            context, agents: agents.sorted { context.agentNumber($0) < context.agentNumber($1) }, isByScore: false,
            into: &html)
          html.element("div", .class("convs"), HTMLReportAttribute("data-list", "convs")) { html in
            for entry in entries { html.append(entry.markup) }
          }
          steps(last, into: &html)
        }
      }
    }
  }

  private func steps(_ last: Int, into html: inout HTMLReportMarkup) {
    html.element("p", .class("steps")) { html in
      if let previous { html.element("a", .link("c\(previous)"), text: context.say("← 上一页", "← previous")) }
      html.element("a", .link("conversations"), text: context.say("全部会话", "all conversations"))
      if !isLast { html.element("a", .link("c\(last + 1)"), text: context.say("下一页 →", "next →")) }
    }
  }
}
