internal import Zhijian

extension CSVTables {
  /// One figure of the whole, or a fact that the figures rest on.
  struct OverviewRow {
    /// Stable.
    let name: String
    let title: LocalizedText
    /// Nil for a fact.
    let unit: MetricDefinition.Unit?
    let value: CSVCell
  }

  var overview: CSVTable<OverviewRow> {
    let language = options.language
    return CSVTable(
      file: "overview.csv",
      columns: [
        .init("figure_title", "项目") { .text($0.title.text(in: language)) },
        .init("value", "值", unit: \.unit, \.value),
        .init("unit", "单位") { .optional($0.unit?.rawValue) },
        .init("figure", "名字") { .text($0.name) },
      ])
  }

  func overviewRows(of report: BatchReport, problems: [Diagnostic]) -> [OverviewRow] {
    figures(of: report) + gradeRows(of: report) + facts(of: report, problems: problems)
  }

  private func figures(of report: BatchReport) -> [OverviewRow] {
    func count(_ name: String, _ zh: String, _ en: String, _ value: Int) -> OverviewRow {
      OverviewRow(name: name, title: LocalizedText(zh: zh, en: en), unit: .count, value: .integer(value))
    }
    func points(_ name: String, _ zh: String, _ en: String, _ value: Double?) -> OverviewRow {
      OverviewRow(
        name: name, title: LocalizedText(zh: zh, en: en), unit: .points, value: .decimal(value, places: 4))
    }
    func ratio(_ name: String, _ zh: String, _ en: String, _ part: Int, _ whole: Int) -> OverviewRow {
      let value = whole == 0 ? nil : Double(part) / Double(whole)
      return OverviewRow(
        name: name, title: LocalizedText(zh: zh, en: en), unit: .ratio, value: .decimal(value, places: 6))
    }
    let interval = report.scores.interval
    return [
      count("conversations", "会话", "Conversations", report.conversations),
      count("messages", "消息", "Messages", report.messages),
      count("scored_conversations", "计分会话", "Scored conversations", report.scores.count),
      points("score", "平均得分", "Mean score", report.score),
      points("score_low", "平均得分 95% 区间下限", "Mean score, low end of the 95% interval", interval?.low),
      points("score_high", "平均得分 95% 区间上限", "Mean score, high end of the 95% interval", interval?.high),
      count("auto_fails", "一票否决", "Auto-fails", report.autoFails),
      ratio("auto_fail_ratio", "一票否决占比", "Share of auto-fails", report.autoFails, report.conversations),
      count("scripts_covered", "关键话术已覆盖", "Scripts covered", report.coverage.covered),
      count("scripts_applicable", "关键话术应覆盖", "Scripts applicable", report.coverage.applicable),
      ratio(
        "script_coverage", "关键话术覆盖率", "Script coverage", report.coverage.covered, report.coverage.applicable),
      count("mood_drops", "情绪下滑", "Mood drops", report.moodDrops),
      count("mood_drops_recovered", "情绪下滑后挽回", "Mood drops recovered", report.moodDropsRecovered),
      count("agents", "客服", "Agents", report.agents.count),
      count("ranked_agents", "参与排名的客服", "Ranked agents", report.agents.count(where: report.isRanked)),
      count("minimum_sample", "参与排名所需的计分会话", "Scored conversations needed for a rank", report.minimumSample),
    ]
  }

  private func gradeRows(of report: BatchReport) -> [OverviewRow] {
    grades(of: report).map { grade, count in
      OverviewRow(
        name: grade.map { "grade_\($0)" } ?? "grade_none",
        title: grade.map { LocalizedText(zh: "等级 \($0) 的会话", en: "Conversations of grade \($0)") }
          ?? LocalizedText(zh: "没有等级的会话", en: "Conversations without a grade"),
        unit: .count, value: .integer(count))
    }
  }

  /// How many conversations have which grade: the grades of the scorecard in its order, others, and none (nil).
  func grades(of report: BatchReport) -> [(grade: String?, count: Int)] {
    let bands = options.policy.bands.map(\.grade)
    let others = report.grades.keys.filter { !bands.contains($0) }.sorted()
    var rows: [(grade: String?, count: Int)] = (bands + others).map { ($0, report.grades[$0] ?? 0) }
    let ungraded = report.conversations - report.grades.values.reduce(0, +)
    if ungraded > 0 { rows.append((nil, ungraded)) }
    return rows
  }

  private func facts(of report: BatchReport, problems: [Diagnostic]) -> [OverviewRow] {
    let versions = options.versions
    let context = ReportWording(language: options.language)
    let privacy =
      switch redactor.policy {
      case .none: context("未脱敏", "not masked")
      case .mask: context("打码", "masked")
      case .pseudonym: context("假名", "pseudonyms")
      }
    func fact(_ name: String, _ zh: String, _ en: String, _ value: String?) -> OverviewRow {
      OverviewRow(name: name, title: LocalizedText(zh: zh, en: en), unit: nil, value: .optional(value))
    }
    func count(_ name: String, _ zh: String, _ en: String, _ value: Int) -> OverviewRow {
      OverviewRow(name: name, title: LocalizedText(zh: zh, en: en), unit: .count, value: .integer(value))
    }
    return [
      fact("first_day", "第一天", "First day", report.metrics.firstDay?.description),
      fact("last_day", "最后一天", "Last day", report.metrics.lastDay?.description),
      count("reading_errors", "读取时的错误", "Errors while reading", problems.count { $0.severity == .error }),
      count("reading_warnings", "读取时的警告", "Warnings while reading", problems.count { $0.severity == .warning }),
      fact("preset", "响应口径", "Response preset", report.metrics.preset),
      fact("time_zone", "时区", "Time zone", options.zone.identifier),
      fact("privacy", "个人信息", "Personal data", privacy),
      fact("program", "程序", "Program", versions.program),
      fact("rules", "规则版本", "Rules", versions.rules),
      fact("lexicons", "词库版本", "Lexicons", versions.lexicons),
      fact("scorecard", "评分表版本", "Scorecard", versions.scorecard),
      fact("config", "配置版本", "Configuration", versions.config),
    ]
  }
}
