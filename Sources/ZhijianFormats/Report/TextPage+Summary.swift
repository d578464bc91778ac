internal import Zhijian

extension TextPage {
  mutating func addHeader(_ report: BatchReport, problems: [Diagnostic]) {
    var head = say("质检报告", "Quality report")
    if let first = report.metrics.firstDay, let last = report.metrics.lastDay {
      head += first == last ? " · \(first)" : say(" · \(first) 至 \(last)", " · \(first) to \(last)")
    }
    line(head, style: .bold)
    line(
      say(
        "\(report.conversations) 个会话 · \(report.messages) 条消息",
        say.count(report.conversations, "conversation") + " · " + say.count(report.messages, "message"))
        + say(" · 响应口径 ", " · response preset ") + report.metrics.preset
        + say(" · 规则 ", " · rules ") + options.versions.rules.prefix(8)
        + say("（\(options.rules.rules.count) 条）", " (\(options.rules.rules.count))"))
    let errors = problems.count { $0.severity == .error }
    let warnings = problems.count { $0.severity == .warning }
    if errors + warnings > 0 {
      line(
        say(
          "读取时有 \(errors) 个错误、\(warnings) 个警告，见文末",
          "\(say.count(errors, "error")) and \(say.count(warnings, "warning")) while reading, see the end"),
        style: errors > 0 ? .red : .yellow)
    }
  }

  mutating func addTotals(_ report: BatchReport) {
    heading(say("总体", "Totals"))
    total(say("平均分", "Mean score"), scoreText(report))
    total(say("等级", "Grades"), gradeText(report))
    total(say("一票否决", "Auto-fails"), say("\(report.autoFails) 个会话", say.count(report.autoFails, "conversation")))
    let coverage = report.coverage
    total(
      say("话术覆盖", "Key scripts"),
      coverage.applicable == 0
        ? ReportWording.unknown : "\(say.percent(coverage.share)) (\(coverage.covered)/\(coverage.applicable))")
    total(
      say("情绪下滑", "Mood drops"),
      say(
        "\(report.moodDrops) 次，其中挽回 \(report.moodDropsRecovered) 次",
        "\(report.moodDrops), of which \(report.moodDropsRecovered) recovered"))
    let metrics = report.metrics.total
    total(say("首次响应", "First response"), durations("first_response", of: metrics))
    total(say("平均响应", "Response"), durations("response", of: metrics))
    total(say("客户评价", "Ratings"), ratingText(metrics))
  }

  mutating func addAgents(_ report: BatchReport) {
    let agents = report.agents
    guard !agents.isEmpty else { return }
    heading(say("客服", "Agents"))
    var table = TextTable(columns: [
      .init(title: say("客服", "Agent"), isNumber: false), .init(title: say("会话", "Chats")),
      .init(title: say("得分 (区间)", "Score (95% CI)"), isNumber: false),
      .init(title: say("等级", "Grade"), isNumber: false),
      .init(title: say("一票否决", "Fails")), .init(title: say("话术覆盖", "Scripts")),
      .init(title: say("违规", "Forbid")), .init(title: say("情绪下滑", "Drops")),
      .init(title: say("首响", "First")), .init(title: say("均响", "Mean")),
    ])
    table.rows = agents.map { agent in
      [
        label(of: agent, among: agents), "\(agent.conversations)", scoreText(agent),
        report.isRanked(agent) ? report.grade(agent.score) ?? ReportWording.unknown : ReportWording.unknown,
        "\(agent.autoFails)", say.percent(agent.coverage.share),
        "\(agent.forbiddenFindings)", "\(agent.moodDrops)",
        say.duration(value("first_response_mean_seconds", of: agent.metrics)),
        say.duration(value("response_mean_seconds", of: agent.metrics)),
      ]
    }
    let lines = table.lines(width: TextReport.width)
    line(lines[0], style: .dim)
    var isBelowLine = false
    for (agent, row) in zip(agents, lines.dropFirst()) {
      if !isBelowLine, !report.isRanked(agent) {
        isBelowLine = true
        line(
          say(
            "---- 样本不足，不排名（至少需要 \(report.minimumSample) 个有分会话）----",
            "---- too few to rank (at least \(report.minimumSample) scored conversations needed) ----"), style: .dim)
      }
      line(row)
    }
  }

  /// How the moods of each agent's customers ended: as they did, and had the customers come in the same mood.
  mutating func addMoods(_ report: BatchReport) {
    let moods = report.agents.compactMap { agent in report.mood(of: agent).map { (agent, $0) } }
    guard moods.contains(where: { $0.1.adjusted != nil }) else { return }
    heading(say("客户情绪（−1 到 1；校正：假定客户来时心情相同）", "Customers' moods (−1 to 1; adjusted: had all come in the same mood)"))
    var table = TextTable(columns: [
      .init(title: say("客服", "Agent"), isNumber: false), .init(title: say("会话", "Chats")),
      .init(title: say("来时", "Came in")), .init(title: say("走时", "Left in")),
      .init(title: say("校正后 (区间)", "Adjusted (95% CI)"), isNumber: false),
      .init(title: say("只看消息长度", "By length alone")),
    ])
    table.rows = moods.map { agent, mood in
      let interval = mood.adjustedInterval.map { " (\(signed($0.low)) … \(signed($0.high)))" } ?? ""
      return [
        label(of: agent, among: report.agents), "\(mood.count)", signed(mood.begin), signed(mood.raw),
        mood.adjusted.map { signed($0) + interval } ?? ReportWording.unknown,
        mood.byLength.map(signed) ?? ReportWording.unknown,
      ]
    }
    let lines = table.lines(width: TextReport.width)
    line(lines[0], style: .dim)
    for row in lines.dropFirst() { line(row) }
  }

  private func signed(_ value: Double) -> String {
    let units = DecimalText.units(value, places: 2) ?? 0
    return (units > 0 ? "+" : "") + DecimalText.fixed(units, places: 2)
  }

  /// The agent's name alone where nobody else has it, so that it fits the column.
  private func label(of agent: BatchReport.AgentSummary, among agents: [BatchReport.AgentSummary]) -> String {
    guard let name = agent.name, agents.count(where: { $0.name == name }) == 1, agents.allSatisfy({ $0.id != name })
    else {
      return self.agent(agent.id, name: agent.name)
    }
    return self.agent(name, name: nil)
  }

  mutating func addRules(_ report: BatchReport) {
    let spoken = report.rules.filter { $0.value.findings > 0 }.sorted { left, right in
      left.value.findings == right.value.findings ? left.key < right.key : left.value.findings > right.value.findings
    }.prefix(10)
    guard !spoken.isEmpty else { return }
    heading(say("命中最多的规则（前 10 条）", "Most frequent rules (top 10)"))
    var table = TextTable(columns: [
      .init(title: say("规则", "Rule"), isNumber: false), .init(title: say("结果数", "Findings")),
      .init(title: say("命中会话", "Hit")), .init(title: say("已判定", "Decided")),
      .init(title: say("命中率", "Share")), .init(title: say("不适用", "N/A")), .init(title: say("未知", "Unknown")),
    ])
    table.rows = spoken.map { id, summary in
      let hits = summary.results[.hit] ?? 0
      return [
        rules[id].map { "\(TerminalText.safe($0.title)) (\(id))" } ?? id, "\(summary.findings)", "\(hits)",
        "\(summary.decided)", say.percent(summary.decided == 0 ? nil : Double(hits) / Double(summary.decided)),
        "\(summary.results[.notApplicable] ?? 0)", "\(summary.results[.unknown] ?? 0)",
      ]
    }
    let lines = table.lines(width: TextReport.width)
    line(lines[0], style: .dim)
    for row in lines.dropFirst() { line(row) }
  }

  private mutating func total(_ label: String, _ figure: String) {
    line("  " + TerminalText.padded(label, to: 16) + figure)
  }

  private func scoreText(_ report: BatchReport) -> String {
    guard let score = report.score else { return say("— （没有会话可以打分）", "— (no conversation could be scored)") }
    var text = say.score(score)
    if let interval = report.scores.interval {
      let range = "\(say.score(interval.low))–\(say.score(interval.high))"
      text += say("（95% 区间 \(range)）", " (95% interval \(range))")
    }
    let unscored = report.conversations - report.scores.count
    if unscored > 0 { text += say("，另有 \(unscored) 个会话无法打分", ", \(unscored) conversations without a score") }
    return text
  }

  private func scoreText(_ agent: BatchReport.AgentSummary) -> String {
    guard let score = agent.score else { return ReportWording.unknown }
    guard let interval = agent.interval else { return say.score(score, places: 1) }
    return
      "\(say.score(score, places: 1)) (\(say.score(interval.low, places: 1))–\(say.score(interval.high, places: 1)))"
  }

  private func gradeText(_ report: BatchReport) -> String {
    var parts = options.policy.bands.compactMap { band in
      report.grades[band.grade].map { "\(band.grade) \($0)" }
    }
    let ungraded = report.scores.count - report.grades.values.reduce(0, +)
    if ungraded > 0 { parts.append(say("无等级 \(ungraded)", "none \(ungraded)")) }
    return parts.isEmpty ? ReportWording.unknown : parts.joined(separator: " · ")
  }

  private func durations(_ name: String, of metrics: ServiceMetrics) -> String {
    guard let mean = MetricDefinition.named(name + "_mean_seconds")?.figure(of: metrics), let count = mean.count,
      count > 0
    else { return ReportWording.unknown }
    return say("均值 ", "mean ") + say.duration(mean.value)
      + say(" · 中位数 ", " · median ") + say.duration(value(name + "_median_seconds", of: metrics))
      + " · P90 " + say.duration(value(name + "_p90_seconds", of: metrics)) + say("（\(count) 次）", " (n = \(count))")
  }

  private func ratingText(_ metrics: ServiceMetrics) -> String {
    guard let share = MetricDefinition.named("satisfied_ratio")?.figure(of: metrics), let good = share.sum,
      let count = share.count, count > 0
    else { return ReportWording.unknown }
    return say("均分 ", "mean ") + say.score(value("rating_mean_points", of: metrics))
      + say(" · 满意 ", " · satisfied ") + "\(say.percent(share.value)) (\(good)/\(count))"
  }

  private func value(_ name: String, of metrics: ServiceMetrics) -> Double? {
    MetricDefinition.named(name)?.figure(of: metrics).value
  }
}
