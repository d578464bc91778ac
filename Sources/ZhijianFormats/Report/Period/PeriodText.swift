internal import Zhijian

extension PeriodDocument {
  static let shownUnmatched = 10

  /// The document for a terminal, at most 100 cells wide.
  public var text: String {
    var page = PeriodPage(language: language, usesColor: usesColor)
    addHead(to: &page)
    addRanking(to: &page)
    for id in explained { addAccount(of: id, to: &page) }
    addFigures(to: &page)
    addCharts(to: &page)
    addTables(to: &page)
    if !warnings.isEmpty {
      page.heading(page.say("提醒", "Warnings"))
      for warning in warnings {
        page.line("  ! " + warning.message.text(in: language))
        if let hint = warning.hint { page.line("    " + hint.text(in: language)) }
      }
    }
    return page.text
  }

  private func addHead(to page: inout PeriodPage) {
    var head = page.say("服务指标", "Service metrics")
    if let first = report.firstDay, let last = report.lastDay {
      head += first == last ? " · \(first)" : page.say(" · \(first) 至 \(last)", " · \(first) to \(last)")
    }
    page.line(head, isBold: true)
    let service = report.total.service
    page.line(
      page.say(
        "\(service.conversations) 个会话 · \(report.agents.count) 位客服 · 口径 \(report.preset)",
        page.say.count(service.conversations, "conversation") + " · " + page.say.count(report.agents.count, "agent")
          + " · preset \(report.preset)"))
    let skipped = service.skipped.values.reduce(0, +)
    if skipped > 0 {
      let reasons = service.skipped.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
      page.line(
        page.say(
          "未计入 \(skipped) 个会话：\(reasons.joined(separator: "，"))",
          "\(skipped) left out: \(reasons.joined(separator: ", "))"))
    }
  }

  // MARK: Scores

  private func addRanking(to page: inout PeriodPage) {
    guard let ranking, let scorecard else { return }
    page.heading(page.say("绩效 · ", "Performance · ") + scorecard.title)
    let ranked = ranking.entries.filter { $0.rank != nil }
    var columns: [TextTable.Column] = [
      .init(title: page.say("客服", "Agent"), isNumber: false), .init(title: page.say("名次", "Rank")),
      .init(title: page.say("会话", "Chats")), .init(title: page.say("得分", "Score")),
      .init(title: page.say("等级", "Grade"), isNumber: false),
    ]
    columns += scorecard.sections.map { .init(title: $0.title) }
    var table = TextTable(columns: columns)
    for entry in ranking.entries {
      table.rows.append(
        [
          name(of: entry.agent), entry.rank.map(String.init) ?? ReportWording.unknown, "\(entry.conversations)",
          page.say.score(entry.score.score.map { Double($0) / 100 }), entry.grade ?? ReportWording.unknown,
        ] + scorecard.sections.indices.map { sectionText(entry.score, $0, scorecard) })
    }
    for line in table.lines(width: TextReport.width - 2) { page.line("  " + line) }
    page.line(
      page.say(
        "  各项是“得到 / 可得”，缺数据的指标把权重让给其余各项；每一分怎么来：zhijian metrics --agent 客服",
        "  Sections: earned / possible; missing metrics leave their weight. Accounts: zhijian metrics --agent ID"))
    addMissing(scorecard, to: &page)
    let others = ranking.entries.filter { $0.rank == nil }
    guard !others.isEmpty else { return }
    page.line(
      page.say(
        "  \(ranked.count) 位参与排名，\(others.count) 位样本不足，只看数值与区间，不排名：",
        "  \(ranked.count) ranked, \(others.count) with too few cases have figures and intervals only:"))
    for entry in others.prefix(20) {
      page.line(
        "    \(name(of: entry.agent))  " + entry.obstacles.map(text(of:)).joined(separator: page.say("；", "; ")))
    }
    if others.count > 20 { page.line("    …") }
  }

  /// Names the metrics of the scorecard that nobody has a figure for, and the tables they would come from.
  private func addMissing(_ scorecard: PerformanceScorecard, to page: inout PeriodPage) {
    let missing = scorecard.items.map(\.metric).filter { report.figure($0).value == nil }
    guard !missing.isEmpty else { return }
    let tables = Set(missing.map(\.source)).subtracting(report.sources).map(\.rawValue).sorted()
    page.line(
      page.say(
        "  \(scorecard.items.count) 个指标里 \(missing.count) 个没有数据："
          + missing.map(\.title.chinese).joined(separator: "、"),
        "  \(missing.count) of \(scorecard.items.count) metrics have no data: "
          + missing.map(\.title.english).joined(separator: ", ")))
    if !tables.isEmpty {
      page.line(
        page.say(
          "  要这些表：\(tables.joined(separator: "、"))（--tables，见 docs/scorecards.md）",
          "  tables needed: \(tables.joined(separator: ", ")) (--tables)"))
    }
  }

  /// What a section brought, and what it could have, after missing metrics left their weights.
  func sectionText(_ score: PerformanceScore, _ section: Int, _ scorecard: PerformanceScorecard) -> String {
    guard let (earned, possible) = score.section(section, of: scorecard) else { return ReportWording.unknown }
    return DecimalText.fixed((earned + 5) / 10, places: 1) + "/" + DecimalText.fixed((possible + 5) / 10, places: 1)
  }

  private func addAccount(of id: String, to page: inout PeriodPage) {
    guard let entry = ranking?.entries.first(where: { $0.agent == id }), let scorecard else { return }
    page.heading(page.say("\(name(of: id)) 的账", "The account of \(name(of: id))"))
    var table = TextTable(columns: [
      .init(title: page.say("指标", "Metric"), isNumber: false), .init(title: page.say("数值", "Value")),
      .init(title: "n"), .init(title: page.say("目标", "Target")), .init(title: page.say("单项分", "Points")),
      .init(title: page.say("权重", "Weight")), .init(title: page.say("计入", "Brings")),
      .init(title: page.say("其中缺项让出", "by missing")),
    ])
    for line in entry.score.lines {
      let item = scorecard.items[line.item]
      let missing = ReportWording.unknown
      table.rows.append([
        item.metric.title.text(in: language) + (item.isRelative ? page.say("（对全店之比）", " (to the shop)") : ""),
        item.isRelative ? page.say.score(line.value) : shown(line.value, item.metric, page.say),
        item.metric.countsCases ? line.figure.count.map { String($0) } ?? missing : "",
        item.target.map { (item.isRelative ? page.say.score($0) : shown($0, item.metric, page.say)) } ?? missing,
        page.say.score(line.points.map { Double($0) / 100 }), DecimalText.shortest(item.weight, places: 2),
        line.points == nil ? missing : DecimalText.fixed(line.effect, places: 2),
        line.points == nil ? missing : DecimalText.fixed(line.renormalised, places: 2),
      ])
    }
    for line in table.lines(width: TextReport.width - 2) { page.line("  " + line) }
    let sum = page.say.score(entry.score.score.map { Double($0) / 100 })
    page.line(
      page.say(
        "  合计 \(sum)（含舍入 \(DecimalText.fixed(entry.score.rounding, places: 2))）",
        "  Sum \(sum) (rounding \(DecimalText.fixed(entry.score.rounding, places: 2)))"))
  }

  // MARK: Figures

  /// Medians and 90th percentiles stand beside their means.
  private func addFigures(to page: inout PeriodPage) {
    for dimension in PeriodMetric.Dimension.allCases {
      var columns: [TextTable.Column] = [
        .init(title: page.say("指标", "Metric"), isNumber: false), .init(title: page.say("数值", "Value")),
        .init(title: page.say("中位数", "Median")), .init(title: "P90"), .init(title: "n"),
        .init(title: page.say("95% 区间", "95% CI"), isNumber: false),
      ]
      if !benchmarks.isEmpty { columns.append(.init(title: page.say("同行优秀", "Peers"))) }
      var table = TextTable(columns: columns)
      for metric in metrics where metric.dimension == dimension {
        if let row = row(of: metric, page.say) { table.rows.append(row) }
      }
      guard !table.rows.isEmpty else { continue }
      page.heading(dimension.title.text(in: language))
      for line in table.lines(width: TextReport.width - 2) { page.line("  " + line) }
      addBasis(of: dimension, to: &page)
    }
    addWindows(to: &page)
  }

  /// Who says that something was resolved.
  private func addBasis(of dimension: PeriodMetric.Dimension, to page: inout PeriodPage) {
    for metric in metrics where metric.dimension == dimension {
      guard let text = page.say.text(of: report.basis(metric)) else { continue }
      page.line("  \(metric.title.text(in: language))" + page.say("：", ": ") + text)
    }
  }

  /// Nil for what stands beside its mean, for counts of nothing and for figures that are not there.
  private func row(of metric: PeriodMetric, _ say: ReportWording) -> [String]? {
    let suffixes = (mean: "_mean_seconds", median: "_median_seconds", p90: "_p90_seconds")
    func sibling(_ from: String, _ suffix: String) -> PeriodMetric? {
      metric.name.hasSuffix(from) ? PeriodMetric.named(metric.name.dropLast(from.count) + suffix) : nil
    }
    if sibling(suffixes.median, suffixes.mean) ?? sibling(suffixes.p90, suffixes.mean) != nil { return nil }
    let figure = report.figure(metric)
    guard let value = figure.value, !(metric.unit == .count && value == 0) else { return nil }
    func beside(_ suffix: String) -> String {
      sibling(suffixes.mean, suffix).map { shown(report.figure($0).value, $0, say) } ?? ""
    }
    var title = metric.title.text(in: language)
    for ending in ["（均值）", ", mean"] where title.hasSuffix(ending) { title.removeLast(ending.count) }
    var row = [
      title, shown(value, metric, say), beside(suffixes.median), beside(suffixes.p90),
      metric.countsCases ? figure.count.map { String($0) } ?? "" : "",
      figure.interval.map { interval($0, metric, say) } ?? "",
    ]
    if !benchmarks.isEmpty { row.append(benchmark(metric, .excellent).map { shown($0, metric, say) } ?? "") }
    return row
  }

  private func addWindows(to page: inout PeriodPage) {
    let lines = windowLines(page.say)
    if !lines.isEmpty { page.line() }
    for line in lines { page.line("  " + line) }
  }

  /// The windows that figures wait for, and what is still inside of them.
  func windowLines(_ say: ReportWording) -> [String] {
    let business = report.total.business
    var lines: [String] = []
    if report.sources.contains(.orders) {
      let open = business.inquiries - business.closedInquiries
      lines.append(
        say(
          "转化率的冻结期是 \(options.freezeDays) 天；还有 \(open) 个询单的冻结期未满，不在最终付款率里。",
          "Freeze window \(options.freezeDays) days; \(open) inquiries are still inside theirs and not in the final rate."
        ))
    }
    if business.censoredContacts > 0 {
      lines.append(
        say(
          "一次性解决率的观察期是 \(options.repeatDays) 天；最后 \(business.censoredContacts) 次接触未满，不计。",
          "Window of first contact resolution: \(options.repeatDays) days; \(business.censoredContacts) contacts censored."
        ))
    }
    return lines
  }

  /// What became of the rows of a table.
  func sentence(_ account: JoinAccount, _ say: ReportWording) -> String {
    say(
      "\(account.source.rawValue)：\(account.attributed) 行归到客服，\(account.unattributed) 行只计入合计，\(account.idle) 行暂不计",
      "\(account.source.rawValue): \(account.attributed) of agents, \(account.unattributed) in the total only,"
        + " \(account.idle) not counted")
  }

  // MARK: Charts and tables

  private func addCharts(to page: inout PeriodPage) {
    for daily in charts {
      page.heading(page.say("控制图 · ", "Control chart · ") + daily.metric.title.text(in: language))
      guard let chart = daily.chart else {
        page.line(page.say("  有数据的日子不足两天", "  fewer than two days with data"))
        continue
      }
      page.line(
        page.say("  中心线 ", "  Centre ") + shown(chart.centre, daily.metric, page.say) + " · \(chart.kind.rawValue)")
      var table = TextTable(columns: [
        .init(title: page.say("日期", "Day"), isNumber: false), .init(title: page.say("数值", "Value")),
        .init(title: page.say("控制限", "Limits"), isNumber: false),
        .init(title: page.say("信号", "Signal"), isNumber: false),
      ])
      for (day, point) in zip(daily.days, chart.points) {
        let limits = ConfidenceInterval(low: point.low, high: point.high)
        table.rows.append([
          day.description, shown(point.value, daily.metric, page.say), interval(limits, daily.metric, page.say),
          point.signals.map { text(of: $0) }.joined(separator: page.say("，", ", ")),
        ])
      }
      for line in table.lines(width: TextReport.width - 2) { page.line("  " + line) }
    }
  }

  private func addTables(to page: inout PeriodPage) {
    guard !readings.isEmpty else { return }
    page.heading(page.say("表", "Tables"))
    var table = TextTable(columns: [
      .init(title: page.say("文件", "File"), isNumber: false), .init(title: page.say("表", "Kind"), isNumber: false),
      .init(title: page.say("行", "Rows")), .init(title: page.say("采用", "Taken")),
      .init(title: page.say("重复", "Twice")), .init(title: page.say("汇总行", "Sums")),
      .init(title: page.say("空", "Empty")), .init(title: page.say("读不了", "Invalid")),
    ])
    for reading in readings {
      table.rows.append(
        [FilePath.name(of: reading.path), reading.kind.rawValue] + counts(of: reading).map { String($0.count) })
    }
    for line in table.lines(width: TextReport.width - 2) { page.line("  " + line) }
    for account in accounts {
      page.line("  " + sentence(account, page.say))
      for miss in account.unmatched.prefix(Self.shownUnmatched) {
        page.line(
          page.say(
            "    对不上的\(text(of: miss.key))：\(safe(miss.value))（\(miss.rows) 行）",
            "    unmatched \(miss.key.rawValue): \(safe(miss.value)) (\(miss.rows))"))
      }
      let rest = account.unmatched.count - Self.shownUnmatched
      if rest > 0 { page.line(page.say("    还有 \(rest) 个，见 CSV 的 unmatched.csv", "    \(rest) more in unmatched.csv")) }
    }
  }
}

/// Lines for a terminal in the making.
struct PeriodPage {
  let say: ReportWording
  let usesColor: Bool
  private(set) var text = ""

  init(language: Language, usesColor: Bool) {
    say = ReportWording(language: language)
    self.usesColor = usesColor
  }

  mutating func line(_ line: String = "", isBold: Bool = false) {
    let line = TerminalText.cut(line, to: TextReport.width)
    text += isBold && usesColor ? "\u{1B}[1m\(line)\u{1B}[0m\n" : line + "\n"
  }

  mutating func heading(_ heading: String) {
    line()
    line(heading, isBold: true)
  }
}
