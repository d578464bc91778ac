import Zhijian

/// The report of many conversations: the main page, pages for agents, findings, rules and the list of conversations,
/// and the conversations themselves in parts. Parts are written as they fill, so that memory stays flat; every
/// conversation is there.
final class HTMLReportFolder {
  private let context: HTMLReportContext
  private let output: any ReportOutput
  private var site: HTMLReportSite
  private var worst: HTMLReportWorst
  /// The conversations of the part being filled.
  private var part: [HTMLReportEntry] = []
  private var partBytes = 0
  private var parts: [HTMLReportParts.Part] = []

  init(context: HTMLReportContext, output: any ReportOutput, pages: ReportPages) {
    self.context = context
    self.output = output
    site = HTMLReportSite(pages: pages, agentPages: context.limits.agentPages)
    worst = HTMLReportWorst(limits: context.limits)
  }

  func add(_ entry: HTMLReportEntry) throws {
    let limits = context.limits
    let isFull = part.count >= limits.partConversations || partBytes + entry.byteCount > limits.partBytes
    if part.isEmpty || isFull { site.partStarts.append(entry.number) }
    // The part has to know where the next one begins.
    if isFull, !part.isEmpty { try writePart(isLast: false) }
    part.append(entry)
    partBytes += entry.byteCount
    worst.add(entry)
  }

  func finish(
    _ report: BatchReport, record: CoachingRecord, problems: [Diagnostic], period: PeriodDocument?
  ) throws {
    if !part.isEmpty { try writePart(isLast: true) }
    worst.settle()
    let rows = worst.rows
    let agentRows = worst.agentRows
    let agentPages = HTMLReportAgentPages(
      context: context, report: report, record: record, period: period, rows: agentRows, isShown: { _ in true })
    let agents = HTMLReportAgents(context: context, report: report, rows: agentRows, pages: agentPages)
    let page = HTMLReportPage(
      context: context, report: report, problems: problems, period: period, rows: rows, agents: agents,
      shown: report.conversations, given: report.conversations)
    try write(.main, page.title, page.subtitle) { html in
      html.section("overview", page.sectionTitle("overview")) { html in
        page.notes(into: &html)
        html.append(HTMLReportOverview(context: context, report: report, rows: rows).markup())
      }
      HTMLReportFrame(context: context, title: page.title).problems(problems, into: &html)
      html.element("footer") { page.footer(into: &$0) }
    }
    var sections: [(HTMLReportSite.Page, () -> HTMLReportMarkup)] = [
      (
        .agents,
        {
          var html = agents.markup()
          html.append(agents.cards(isWithPages: false))
          return html
        }
      ),
      (.rules, { HTMLReportRules(context: self.context, report: report).markup() }),
      (.findings, { self.findings(rows, of: report) }),
      (
        .conversations,
        {
          HTMLReportParts(
            context: self.context, report: report, parts: self.parts, worst: self.worst.conversations
          ).markup()
        }
      ),
    ]
    if let period {
      sections.append((.performance, { HTMLReportPeriod(context: self.context, period: period).markup() }))
    }
    for (target, markup) in sections {
      try write(target, page.title, page.subtitle) { html in
        html.section(target.section, page.sectionTitle(target.section)) { $0.append(markup()) }
      }
    }
    for agent in report.agents where agentPages.hasPage(agent.id) {
      try write(.agent(context.agentNumber(agent.id)), page.title, page.subtitle) { html in
        html.append(agentPages.section(of: agent))
      }
    }
  }

  private func findings(_ rows: [HTMLReportFindingRow], of report: BatchReport) -> HTMLReportMarkup {
    var html = HTMLReportMarkup()
    if worst.findingCount > rows.count {
      html.element(
        "p", .class("warn"), HTMLReportAttribute("data-note", "left-out"),
        text: context.say(
          "共 \(worst.findingCount) 条，这里列出 \(rows.count) 条：最严重的 \(context.limits.findingRows) 条，以及每条规则最严重的 \(context.limits.linesOfRule) 条；其余见各会话。",
          "Of \(worst.findingCount) these are \(rows.count): the \(context.limits.findingRows) most severe, and the \(context.limits.linesOfRule) most severe of each rule. See the conversations for the others."
        ))
    }
    html.append(
      HTMLReportFindings(context: context, rows: rows, agents: report.agents.map(\.id), isCut: true).markup())
    return html
  }

  private func writePart(isLast: Bool) throws {
    let number = parts.count + 1
    let page = HTMLReportPartPage(
      context: context, previous: parts.last?.first, entries: part, isLast: isLast)
    try output.write(site.linked(page.markup().bytes, on: .part(number)), to: site.file(.part(number)))
    parts.append(HTMLReportParts.Part(part))
    part = []
    partBytes = 0
  }

  private func write(
    _ page: HTMLReportSite.Page, _ title: String, _ subtitle: String, content: (inout HTMLReportMarkup) -> Void
  ) throws {
    let frame = HTMLReportFrame(context: context, title: title)
    let html = frame.document { html in
      frame.header(subtitle, sections: HTMLReportPage.sections(context), current: page.section, into: &html)
      html.element("main") { content(&$0) }
    }
    try output.write(site.linked(html.bytes, on: page), to: site.file(page))
  }
}

extension HTMLReportSite.Page {
  /// The section that the page is.
  fileprivate var section: String {
    switch self {
    case .main: "overview"
    case .agents, .agent: "agents"
    case .performance: "performance"
    case .findings: "findings"
    case .rules: "rules"
    case .conversations, .part: "conversations"
    }
  }
}

extension HTMLReportMarkup {
  /// A part of the page with its heading.
  mutating func section(_ id: String, _ title: String, content: (inout HTMLReportMarkup) -> Void) {
    element("section", .id(id)) { html in
      html.element("h2", text: title)
      html.newline()
      content(&html)
    }
    newline()
  }
}
