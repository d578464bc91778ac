import Zhijian

/// What the page of an agent is made from, and which agents have one.
struct HTMLReportAgentPages {
  let context: HTMLReportContext
  let report: BatchReport
  let record: CoachingRecord
  /// Nil without tables and scorecard of performance.
  let period: PeriodDocument?
  /// By agent, the findings to show, from the worst.
  private let rows: [String: [HTMLReportFindingRow]]
  private let ranks: [String: Int]
  private let span: DayTrend.Span
  /// Whether a conversation, by its number, is somewhere in the report.
  private let isShown: (Int) -> Bool

  init(
    context: HTMLReportContext, report: BatchReport, record: CoachingRecord, period: PeriodDocument?,
    rows: [HTMLReportFindingRow], isShown: @escaping (Int) -> Bool
  ) {
    self.context = context
    self.report = report
    self.record = record
    self.period = period
    self.isShown = isShown
    self.rows = Dictionary(grouping: rows.filter { $0.finding.agent != nil && $0.isViolation }) {
      $0.finding.agent ?? ""
    }
    var ranks: [String: Int] = [:]
    for agent in report.agents where report.isRanked(agent) { ranks[agent.id] = ranks.count + 1 }
    self.ranks = ranks
    span = DayTrend.span(of: report.days.keys)
  }

  /// Whether an agent has more than the list of broken rules.
  func hasPage(_ agent: String) -> Bool { context.agentNumber(agent) <= context.limits.agentPages }

  /// The page of an agent, with its heading.
  func section(of agent: BatchReport.AgentSummary) -> HTMLReportMarkup {
    var html = HTMLReportMarkup()
    html.element("section", .class("agentpage"), .id(context.agentAnchor(agent.id))) { html in
      html.element("h2") { html in
        html.element("bdi", text: context.agentName(agent.id))
        html.element("small", .class("cid"), text: " " + context.masked(agent.id))
      }
      html.newline()
      content(of: agent, into: &html)
    }
    return html
  }

  /// A line with the agent's name that opens to the same.
  func card(of agent: BatchReport.AgentSummary) -> HTMLReportMarkup {
    var html = HTMLReportMarkup()
    let count = HTMLReportAgentRules.counts(of: agent, context).reduce(0) { $0 + $1.value }
    html.element("details", .class("person"), .id(context.agentAnchor(agent.id))) { html in
      html.element("summary") { html in
        html.element("bdi", text: context.agentName(agent.id))
        html.element(
          "span", .class("quiet"),
          text: context.say(
            " \(agent.conversations) 个会话，\(count) 个问题", " \(agent.conversations) conversations, \(count) findings"))
        html.element("small", .class("cid"), text: context.masked(agent.id))
      }
      if hasPage(agent.id) {
        content(of: agent, into: &html)
      } else {
        html.append(HTMLReportAgentRules(context: context, agent: agent, rows: rows[agent.id] ?? []).markup())
      }
    }
    html.newline()
    return html
  }

  private func content(of agent: BatchReport.AgentSummary, into html: inout HTMLReportMarkup) {
    let figures = HTMLReportAgentFigures(
      context: context, report: report, agent: agent, rank: ranks[agent.id], rankedCount: ranks.count)
    html.append(figures.cards())
    points(of: agent, into: &html)
    html.element("h3", text: context.say("违反最多的规则", "Rules most often broken"))
    html.append(HTMLReportAgentRules(context: context, agent: agent, rows: rows[agent.id] ?? []).markup())
    lowest(of: agent, into: &html)
    html.append(figures.parts())
    html.append(HTMLReportAgentMetrics(context: context, report: report, agent: agent, period: period).markup())
    let trend = HTMLReportTrend(context: context, trend: DayTrend(agent.days, span: span))
    html.element("h3", text: trend.title)
    html.append(trend.markup())
    html.append(figures.mood())
  }

  // MARK: Strengths and faults

  private func points(of agent: BatchReport.AgentSummary, into html: inout HTMLReportMarkup) {
    var choice = CoachingChoice(
      context: context, record: record, agent: record.agents[agent.id] ?? CoachingRecord.AgentRecord(),
      isComparable: report.isRanked(agent))
    choice.isAddressed = false
    let sides = [
      (
        context.say("做得好的", "What goes well"), choice.strengths(),
        context.say("这些会话还看不出突出的长处。", "These conversations show no clear strength yet.")
      ),
      (
        context.say("要改进的", "What to mend"), choice.faults(), context.say("没有计分的问题。", "No scoring findings.")
      ),
    ]
    html.element("div", .class("two even")) { html in
      for (title, points, none) in sides {
        html.element("div", .class("panel")) { html in
          html.element("h3", text: title)
          if points.isEmpty { html.element("p", .class("quiet"), text: none) }
          html.element("ol", .class("points")) { html in
            for point in points { self.point(point, into: &html) }
          }
        }
      }
    }
  }

  private func point(_ point: CoachingPoint, into html: inout HTMLReportMarkup) {
    html.element("li") { html in
      html.element("b", text: point.title)
      html.element("p", text: point.fact)
      for quote in point.quotes.prefix(2) {
        html.element("blockquote") { html in
          if isShown(quote.number) {
            html.element("a", .class("q"), .link(quote.target)) { $0.append(quote.markup) }
          } else {
            html.append(quote.markup)
          }
          html.element("small") { html in
            html.text((quote.time.map(context.dayAndClock).map { $0 + " · " } ?? ""))
            html.element("span", .class("cid"), text: quote.conversation)
          }
        }
      }
      if let advice = point.advice { html.element("p", .class("won"), text: advice) }
    }
    html.newline()
  }

  /// The conversations in which the agent scored lowest, unless all scores are full.
  private func lowest(of agent: BatchReport.AgentSummary, into html: inout HTMLReportMarkup) {
    let lowest = CoachingRecord.lowest(of: record.agents[agent.id] ?? CoachingRecord.AgentRecord())
      .filter { $0.score < 10_000 }
    guard !lowest.isEmpty else { return }
    html.element("h3", text: context.say("得分最低的会话", "Conversations with the lowest scores"))
    html.element("ul", .class("lines lowest")) { html in
      for conversation in lowest {
        html.element("li") { html in
          html.element("b", text: HTMLReportNumber.points(conversation.score) + " ")
          if conversation.isAutoFailed {
            html.element("span", .class("sev critical"), text: context.say("一票否决", "auto-fail"))
          }
          if isShown(conversation.number) {
            html.element("a", .link("c\(conversation.number)"), text: conversation.id)
          } else {
            html.text(conversation.id)
          }
          if let start = conversation.start { html.element("small", text: " " + context.dayAndClock(start)) }
        }
        html.newline()
      }
    }
  }
}
