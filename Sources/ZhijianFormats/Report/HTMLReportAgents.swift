import Zhijian

/// The agents: a table to compare them, and what there is to say of each.
struct HTMLReportAgents {
  let context: HTMLReportContext
  let report: BatchReport
  /// The findings on the page, from the worst.
  let rows: [HTMLReportFindingRow]
  let pages: HTMLReportAgentPages

  /// Where the scale of the intervals begins: one for all agents, so that they can be compared.
  private var scaleStart: Double {
    let lowest = report.agents.compactMap { $0.interval?.low ?? $0.score }.min() ?? 0
    return [90, 80, 60, 40].first { $0 <= lowest } ?? 0
  }

  func markup() -> HTMLReportMarkup {
    var html = HTMLReportMarkup()
    let agents = report.agents
    let ranked = agents.filter(report.isRanked)
    let small = agents.filter { !report.isRanked($0) }
    // Nobody in particular comes last.
    let others = small.filter { $0.id != Transcript.unknownAgent } + small.filter { $0.id == Transcript.unknownAgent }
    if agents.isEmpty {
      html.element("p", .class("quiet"), text: context.say("没有人工客服的消息。", "No agent wrote anything."))
    }
    if !ranked.isEmpty { table(ranked, isRanked: true, into: &html) }
    if !others.isEmpty {
      html.element("h3", text: context.say("样本不足，不参与排名", "Too few conversations to rank"))
      html.element(
        "p", .class("quiet"),
        text: context.say(
          "计分会话少于 \(report.minimumSample) 个，或不知道是谁：数字仅供查看，不宜比较。",
          "Fewer than \(report.minimumSample) scored conversations, or nobody knows who: figures to look at, not to compare."
        ))
      table(others, isRanked: false, into: &html)
    }
    if !agents.isEmpty {
      let start = HTMLReportNumber.decimal(scaleStart, 0)
      html.element(
        "p", .class("quiet"),
        text: context.say(
          "区间图的刻度为 \(start)–100；点是平均得分，横线是 95% 区间。",
          "Intervals are drawn from \(start) to 100: the dot is the mean, the line its 95% interval."))
    }
    moods(into: &html)
    return html
  }

  /// A line for each agent that opens to everything about them; of agents with a page of their own none where
  /// `isWithPages` is false.
  func cards(isWithPages: Bool = true) -> HTMLReportMarkup {
    var html = HTMLReportMarkup()
    let shown = report.agents.filter { isWithPages || !pages.hasPage($0.id) }
    guard !shown.isEmpty else { return html }
    html.element("h3", text: context.say("每位客服", "Agent by agent"))
    for agent in shown { html.append(pages.card(of: agent)) }
    return html
  }

  private func table(_ agents: [BatchReport.AgentSummary], isRanked: Bool, into html: inout HTMLReportMarkup) {
    func number(_ zh: String, _ en: String) -> HTMLReportColumn {
      HTMLReportColumn(context.say(zh, en), isNumber: true, isSortable: true)
    }
    let columns = [
      HTMLReportColumn(context.say("客服", "Agent"), isSortable: true), number("会话", "Conv."),
      number("得分", "Score"), HTMLReportColumn(context.say("95% 区间", "95% interval")),
      HTMLReportColumn(context.say("等级", "Grade"), isSortable: true), number("一票否决", "Auto-fails"),
      number("话术覆盖", "Script coverage"), number("违规", "Forbidden"), number("情绪下滑", "Mood drops"),
      number("首次响应", "First response"), number("平均响应", "Response"),
    ]
    html.table(columns: columns, style: "agents cards", list: "") { html, columns in
      for agent in agents { row(agent, isRanked: isRanked, columns, into: &html) }
    }
  }

  /// How the moods of each agent's customers ended: as they did, and had the customers come in the same mood.
  private func moods(into html: inout HTMLReportMarkup) {
    let moods = report.agents.compactMap { agent in report.mood(of: agent).map { (agent, $0) } }
    guard moods.contains(where: { $0.1.adjusted != nil }) else { return }
    html.element("h3", text: context.say("客户带着什么心情离开", "In what mood customers left"))
    func number(_ zh: String, _ en: String) -> HTMLReportColumn {
      HTMLReportColumn(context.say(zh, en), isNumber: true, isSortable: true)
    }
    let columns = [
      HTMLReportColumn(context.say("客服", "Agent"), isSortable: true), number("会话", "Conv."), number("来时", "Came in"),
      number("走时", "Left in"), number("校正后", "Adjusted"), HTMLReportColumn(context.say("95% 区间", "95% interval")),
      number("只看消息长度", "By length alone"),
    ]
    html.table(columns: columns, style: "cards", list: "") { html, columns in
      for (agent, mood) in moods {
        html.element("tr") { html in
          html.cell(columns[0]) { html in
            html.element("a", .link(context.agentAnchor(agent.id))) { html in
              html.element("bdi", text: context.agentName(agent.id))
            }
          }
          html.cell(columns[1], sortedBy: Double(mood.count), text: "\(mood.count)")
          let interval =
            mood.adjustedInterval.map {
              HTMLReportNumber.signed($0.low, 2) + " … " + HTMLReportNumber.signed($0.high, 2)
            } ?? HTMLReportNumber.none
          html.cell(columns[2], sortedBy: mood.begin, text: HTMLReportNumber.signed(mood.begin, 2))
          html.cell(columns[3], sortedBy: mood.raw, text: HTMLReportNumber.signed(mood.raw, 2))
          html.cell(
            columns[4], sortedBy: mood.adjusted,
            text: mood.adjusted.map { HTMLReportNumber.signed($0, 2) } ?? HTMLReportNumber.none)
          html.cell(columns[5], text: interval)
          html.cell(
            columns[6], sortedBy: mood.byLength,
            text: mood.byLength.map { HTMLReportNumber.signed($0, 2) } ?? HTMLReportNumber.none)
        }
        html.newline()
      }
    }
    html.element(
      "p", .class("quiet"),
      text: context.say(
        "分数从 −1 到 1。接到生气客户的客服，走时的分数天然偏低；校正后的分数假定所有客户来时心情相同。"
          + "只看消息长度得出的数若与它相近，差别多半来自客户写了多少字，不宜归给客服。",
        "Scores from −1 to 1. Who gets angry customers ends lower; adjusted scores suppose that all customers came in the "
          + "same mood. Where the length of messages alone says the same, do not credit the agent."))
  }

  private func row(
    _ agent: BatchReport.AgentSummary, isRanked: Bool, _ columns: [HTMLReportColumn], into html: inout HTMLReportMarkup
  ) {
    let (first, response) = (agent.metrics.firstResponse, agent.metrics.response)
    html.element("tr") { html in
      html.cell(columns[0]) { html in
        html.element("a", .link(context.agentAnchor(agent.id))) { $0.element("bdi", text: context.agentName(agent.id)) }
      }
      html.cell(columns[1], sortedBy: Double(agent.conversations), text: "\(agent.conversations)")
      html.cell(columns[2], sortedBy: agent.score, text: HTMLReportNumber.decimal(agent.score, 2))
      html.cell(columns[3]) { html in
        guard let score = agent.score else { return html.text(HTMLReportNumber.none) }
        let text =
          agent.interval.map { HTMLReportNumber.decimal($0.low, 1) + "–" + HTMLReportNumber.decimal($0.high, 1) }
          ?? HTMLReportNumber.none
        html.append(HTMLReportCharts.whisker(score, agent.interval, from: scaleStart, label: text))
        html.element("small", text: text)
      }
      html.cell(columns[4]) { html in
        // A grade is a verdict; a small sample does not carry one.
        if isRanked {
          html.badge(grade: report.grade(agent.score), isAutoFailed: false, context)
        } else {
          html.text(HTMLReportNumber.none)
        }
      }
      html.cell(columns[5], sortedBy: Double(agent.autoFails)) { html in
        if agent.autoFails == 0 { return html.text("0") }
        html.element("b", .class("lost"), text: "\(agent.autoFails)")
      }
      html.cell(columns[6], sortedBy: agent.coverage.share) { html in
        html.text(HTMLReportNumber.percent(agent.coverage.share))
        html.element("small", text: " \(agent.coverage.covered)/\(agent.coverage.applicable)")
      }
      html.cell(columns[7], sortedBy: Double(agent.forbiddenFindings)) { html in
        html.element(
          "a", .link("findings"), HTMLReportAttribute("data-set", "a:\(context.agentAnchor(agent.id)) k:forbid"),
          text: "\(agent.forbiddenFindings)")
      }
      html.cell(columns[8], sortedBy: Double(agent.moodDrops), text: "\(agent.moodDrops)")
      for (column, sample) in [(columns[9], first), (columns[10], response)] {
        html.cell(column, sortedBy: sample.meanMilliseconds) { html in
          html.text(context.duration(seconds: sample.meanMilliseconds.map { $0 / 1000 }))
          guard let median = sample.medianMilliseconds else { return }
          html.element("small", text: context.say(" 中位 ", " median ") + context.duration(seconds: median / 1000))
        }
      }
    }
    html.newline()
  }
}
