internal import Zhijian

/// What makes up the score of an agent, and how it went.
extension CSVTables {
  struct AgentSectionRow {
    let agent: String
    /// The section of the scorecard; empty for what belongs to none.
    let section: String
    let sample: SectionSample
    /// The conversations that have a score.
    let n: Int
  }

  struct AgentRuleRow {
    let agent: BatchReport.AgentSummary
    let rule: String
    let findings: Int
  }

  struct TrendRow {
    /// Nil for everybody.
    let agent: String?
    let span: DayTrend.Span
    let scoreCentre: Double?
    let findingCentre: Double?
    let point: DayTrend.Point
  }

  var agentSections: CSVTable<AgentSectionRow> {
    let redactor = redactor
    let titles = Dictionary(options.policy.sections.map { ($0.id, $0.title) }, uniquingKeysWith: { first, _ in first })
    return CSVTable(
      file: "agent_sections.csv",
      columns: [
        .init("agent_id", "客服ID") { .text(redactor.show($0.agent)) },
        .init("category", "评分项") { .text($0.section) },
        .init("category_title", "评分项名称") { .optional(titles[$0.section]) },
        .init("n", "计分会话数") { .integer($0.n) },
        .init("points", "平均得到") { .decimal(Self.mean($0.sample.points, $0.n), places: 4) },
        .init("possible", "平均可得") { .decimal(Self.mean($0.sample.possible, $0.n), places: 4) },
      ])
  }

  var agentRules: CSVTable<AgentRuleRow> {
    let (redactor, rules) = (redactor, byID)
    return CSVTable(
      file: "agent_rules.csv",
      columns: [
        .init("agent_id", "客服ID") { .text(redactor.show($0.agent.id)) },
        .init("rule", "规则ID") { .text($0.rule) },
        .init("rule_title", "规则") { .optional(rules[$0.rule]?.title) },
        .init("verb", "动词") { .optional(rules[$0.rule]?.verb.rawValue) },
        .init("severity", "严重程度") { .optional(rules[$0.rule]?.severity.rawValue) },
        .init("findings", "质检结果数") { .integer($0.findings) },
        .init("conversations", "会话数") { .integer($0.agent.conversationsByRule[$0.rule] ?? 0) },
        .init("conversation_ratio", "会话占比") { row in
          guard row.agent.conversations > 0 else { return .empty }
          let share = Double(row.agent.conversationsByRule[row.rule] ?? 0) / Double(row.agent.conversations)
          return .decimal(share, places: 6)
        },
      ])
  }

  var trend: CSVTable<TrendRow> {
    let redactor = redactor
    func signals(_ point: ControlChart.Point?) -> CSVCell {
      .text((point?.signals ?? []).map(\.rawValue).joined(separator: " "))
    }
    return CSVTable(
      file: "trend.csv",
      columns: [
        .init("agent_id", "客服ID") { .optional(redactor.show($0.agent)) },
        .init("span", "按") { .text($0.span.rawValue) },
        .init("start", "从") { .text($0.point.start.description) },
        .init("conversations", "会话数") { .integer($0.point.sample.conversations) },
        .init("n", "计分会话数") { .integer($0.point.sample.scores.count) },
        .init("score", "平均分") { .decimal($0.point.sample.scores.mean, places: 4) },
        .init("score_centre", "平均分中心线") { .decimal($0.scoreCentre, places: 4) },
        .init("score_low", "平均分下控制限") { .decimal($0.point.score?.low, places: 4) },
        .init("score_high", "平均分上控制限") { .decimal($0.point.score?.high, places: 4) },
        .init("score_signals", "平均分信号") { signals($0.point.score) },
        .init("finding_conversations", "有问题的会话") { .integer($0.point.sample.withFindings) },
        .init("finding_ratio", "有问题的占比") { .decimal($0.point.sample.findingShare, places: 6) },
        .init("finding_centre_ratio", "占比中心线") { .decimal($0.findingCentre, places: 6) },
        .init("finding_low_ratio", "占比下控制限") { .decimal($0.point.findings?.low, places: 6) },
        .init("finding_high_ratio", "占比上控制限") { .decimal($0.point.findings?.high, places: 6) },
        .init("finding_signals", "占比信号") { signals($0.point.findings) },
        .init("auto_fails", "一票否决") { .integer($0.point.sample.autoFails) },
        .init("response_mean_seconds", "平均响应均值秒") { .decimal($0.point.sample.responseSeconds, places: 4) },
      ])
  }

  private static func mean(_ hundredths: Int, _ n: Int) -> Double? {
    n == 0 ? nil : Double(hundredths) / Double(n) / 100
  }

  func agentSectionRows(of report: BatchReport) -> [AgentSectionRow] {
    report.agents.flatMap { agent in
      options.policy.order(of: agent.sections.keys).map { section in
        AgentSectionRow(
          agent: agent.id, section: section, sample: agent.sections[section] ?? SectionSample(), n: agent.n)
      }
    }
  }

  func agentRuleRows(of report: BatchReport) -> [AgentRuleRow] {
    report.agents.flatMap { agent in
      agent.findingsByRule.sorted { $0.key < $1.key }.map {
        AgentRuleRow(agent: agent, rule: $0.key, findings: $0.value)
      }
    }
  }

  func trendRows(of report: BatchReport) -> [TrendRow] {
    let span = DayTrend.span(of: report.days.keys)
    func rows(_ agent: String?, _ days: [CalendarDate: DaySample]) -> [TrendRow] {
      let trend = DayTrend(days, span: span)
      return trend.points.map {
        TrendRow(
          agent: agent, span: span, scoreCentre: trend.scoreCentre, findingCentre: trend.findingCentre, point: $0)
      }
    }
    return rows(nil, report.days) + report.agents.flatMap { rows($0.id, $0.days) }
  }
}

extension ScoringPolicy {
  /// Sections in the order of the policy, others by name, and what belongs to none last.
  func order(of names: some Sequence<String>) -> [String] {
    let names = Set(names)
    let known = sections.map(\.id).filter(names.contains)
    return known + names.subtracting(known).subtracting([""]).sorted() + (names.contains("") ? [""] : [])
  }
}
