import Zhijian

/// The figures of an agent: score and rank, what makes up the score, and in what mood customers left.
struct HTMLReportAgentFigures {
  let context: HTMLReportContext
  let report: BatchReport
  let agent: BatchReport.AgentSummary
  /// From 1; nil for an agent who is not ranked.
  let rank: Int?
  let rankedCount: Int

  func cards() -> HTMLReportMarkup {
    var html = HTMLReportMarkup()
    if rank == nil {
      html.element(
        "p", .class("warn"),
        text: context.say(
          "计分会话只有 \(agent.n) 个（不足 \(report.minimumSample) 个），或不知道是谁：不排名，不打等级，不与别人比较。",
          "Only \(agent.n) scored conversations (fewer than \(report.minimumSample)), or nobody knows who: no rank, no grade, no comparison."
        ))
    }
    let interval = agent.interval.map {
      context.say("95% 区间 ", "95% interval ") + HTMLReportNumber.decimal($0.low, 1) + "–"
        + HTMLReportNumber.decimal($0.high, 1)
    }
    html.element("div", .class("kpis")) { html in
      html.card(
        context.say("平均得分", "Mean score"), HTMLReportNumber.decimal(agent.score, 2),
        interval ?? context.say("\(agent.n) 个计分会话", "\(agent.n) scored"))
      html.card(
        context.say("名次", "Rank"), rank.map { "\($0) / \(rankedCount)" } ?? HTMLReportNumber.none,
        rank == nil
          ? context.say("样本不足", "too few conversations")
          : context.say("等级 ", "grade ") + (report.grade(agent.score) ?? HTMLReportNumber.none))
      html.card(
        context.say("会话", "Conversations"), "\(agent.conversations)",
        context.say("其中计分 \(agent.n)", "\(agent.n) scored"))
      html.card(
        context.say("一票否决", "Auto-fails"), "\(agent.autoFails)",
        context.say("情绪下滑 \(agent.moodDrops)", "\(agent.moodDrops) mood drops"), isAlert: agent.autoFails > 0)
      html.card(
        context.say("关键话术覆盖", "Script coverage"), HTMLReportNumber.percent(agent.coverage.share),
        "\(agent.coverage.covered) / \(agent.coverage.applicable)")
    }
    return html
  }

  /// What the sections of the scorecard brought on average; they add up to the mean score.
  func parts() -> HTMLReportMarkup {
    var html = HTMLReportMarkup()
    guard agent.n > 0 else { return html }
    html.element("h3", text: context.say("得分构成", "What makes up the score"))
    let others = others()
    func number(_ zh: String, _ en: String) -> HTMLReportColumn {
      HTMLReportColumn(context.say(zh, en), isNumber: true)
    }
    let columns = [
      HTMLReportColumn(context.say("评分项", "Section")), number("平均得到", "Mean"), number("平均可得", "Possible"),
      number("得到", "Share"), number("其他同事", "The others"),
    ]
    html.table(columns: columns, style: "parts cards") { html, columns in
      for section in context.options.policy.order(of: agent.sections.keys) {
        let sample = agent.sections[section] ?? SectionSample()
        // Rounding is told only where it can be seen.
        if section.isEmpty, abs(sample.points) * 2 < agent.n { continue }
        html.element("tr") { html in
          html.cell(columns[0], text: section.isEmpty ? context.say("舍入", "rounding") : context.sectionTitle(section))
          html.cell(columns[1], text: mean(sample.points))
          html.cell(columns[2], text: sample.possible == 0 ? HTMLReportNumber.none : mean(sample.possible))
          html.cell(columns[3], text: HTMLReportNumber.percent(share(sample)))
          html.cell(columns[4], text: HTMLReportNumber.percent(others[section].flatMap(share)))
        }
        html.newline()
      }
      html.element("tr", .class("total")) { html in
        html.cell(columns[0], text: context.say("合计", "Total"))
        html.cell(columns[1], text: HTMLReportNumber.decimal(agent.score, 2))
        for column in columns[2...] { html.cell(column, text: "") }
      }
    }
    return html
  }

  private func mean(_ hundredths: Int) -> String {
    HTMLReportNumber.decimal(Double(hundredths) / Double(agent.n) / 100, 2)
  }

  private func share(_ sample: SectionSample) -> Double? {
    sample.possible > 0 ? Double(sample.points) / Double(sample.possible) : nil
  }

  /// The sections of everybody else together; empty where nobody is compared.
  private func others() -> [String: SectionSample] {
    guard rank != nil else { return [:] }
    var sum: [String: SectionSample] = [:]
    for other in report.agents where other.id != agent.id {
      for (section, sample) in other.sections { sum[section, default: SectionSample()] += sample }
    }
    return sum
  }

  /// How customers came and left: as it was, and had they come in the same mood as everybody's.
  func mood() -> HTMLReportMarkup {
    var html = HTMLReportMarkup()
    html.element("h3", text: context.say("客户带着什么心情来去", "In what mood customers came and left"))
    guard let mood = report.mood(of: agent) else {
      html.element(
        "p", .class("quiet"),
        text: context.say("没有可判断情绪的会话（客户至少要有两条有情绪分的消息）。", "No conversation with two customer messages to judge."))
      return html
    }
    let columns = [
      HTMLReportColumn(context.say("情绪", "Mood")), HTMLReportColumn(context.say("分数", "Score"), isNumber: true),
      HTMLReportColumn(context.say("95% 区间", "95% interval")),
    ]
    let rows: [(String, Double?, ConfidenceInterval?)] = [
      (context.say("来时", "Came in"), mood.begin, nil),
      (context.say("走时（原始）", "Left in, raw"), mood.raw, mood.rawInterval),
      (context.say("走时（校正后）", "Left in, adjusted"), mood.adjusted, mood.adjustedInterval),
      (context.say("只看消息长度", "By length alone"), mood.byLength, nil),
    ]
    html.table(columns: columns, style: "mood cards") { html, columns in
      for (title, value, interval) in rows {
        html.element("tr") { html in
          html.cell(columns[0], text: title)
          html.cell(columns[1], text: value.map { HTMLReportNumber.signed($0, 2) } ?? HTMLReportNumber.none)
          html.cell(
            columns[2],
            text: interval.map { HTMLReportNumber.signed($0.low, 2) + " … " + HTMLReportNumber.signed($0.high, 2) }
              ?? HTMLReportNumber.none)
        }
      }
    }
    html.element(
      "p", .class("quiet"),
      text: context.say(
        "\(mood.count) 个会话，分数从 −1 到 1；校正后的分数假定客户来时的心情与全体相同。会话不足 20 个的总体没有校正。",
        "\(mood.count) conversations, scores from −1 to 1; adjusted scores suppose customers came in the mood of all. Below 20 conversations in all there is no adjustment."
      ))
    return html
  }
}
