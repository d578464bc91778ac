internal import Zhijian

/// The files of the CSV report and their columns.
struct CSVTables {
  struct FindingRow {
    let evaluation: Evaluation
    let place: Int
    let finding: Finding
    /// What it does to the conversation's score, in hundredths of a point.
    let effect: Int
    /// Its evidence, or the nearest miss, as shown.
    let spans: [ShownText.Span]
    /// The first message it points at, as shown.
    let line: String?
    let message: Int?
  }

  struct AgentRow {
    let agent: BatchReport.AgentSummary
    let grade: String?
    /// From 1; nil for an agent who is not ranked.
    let rank: Int?
    let mood: MoodStanding?
  }

  struct MetricRow {
    let agent: String?
    let preset: String
    let definition: MetricDefinition
    let figure: MetricFigure
  }

  let options: ReportOptions
  let redactor: Redactor
  let byID: [String: Rule]

  init(options: ReportOptions) {
    self.options = options
    redactor = options.redactor(default: .mask)
    byID = options.rulesByID
  }

  var conversations: CSVTable<Evaluation> {
    let (redactor, zone) = (redactor, options.zone)
    return CSVTable(
      file: "conversations.csv",
      columns: [
        .init("conversation_id", "会话ID") { .text(redactor.show($0.transcript.id)) },
        .init("platform", "平台") { .optional(redactor.show($0.transcript.platform)) },
        .init("shop", "店铺") { .optional(redactor.show($0.transcript.shop)) },
        .init("agents", "客服") { .text($0.agents.map { redactor.show($0.id) }.joined(separator: "; ")) },
        .init("started_at", "开始时间") { .optional(Self.start(of: $0.transcript).map { zone.text($0) }) },
        .init("messages", "消息数") { .integer($0.transcript.messages.count) },
        .init("score", "得分") { .hundredths($0.scorecard.score) },
        .init("grade", "等级") { .optional($0.scorecard.grade) },
        .init("auto_fail", "一票否决") { .flag($0.scorecard.isAutoFailed) },
        .init("forbidden_findings", "违规数") { .integer($0.findings.count { $0.scores && $0.verb == .forbid }) },
        .init("scripts_covered", "话术已覆盖") { .integer(Self.coverage(of: $0).covered) },
        .init("scripts_applicable", "话术应覆盖") { .integer(Self.coverage(of: $0).applicable) },
        .init("mood_drops", "情绪下滑") { .integer($0.swings.count { $0.kind == .drop }) },
        .init("mood_drops_recovered", "情绪挽回") { .integer($0.swings.count { $0.kind == .drop && $0.recovered }) },
        .init("mood_mean", "客户情绪均值") { .decimal($0.courses[.customer]?.mean, places: 3) },
        .init("mood_end", "客户情绪结尾") { .decimal($0.courses[.customer]?.end, places: 3) },
        .init("first_response_seconds", "首次响应秒") { Self.metric("first_response_mean_seconds", $0.metrics.total) },
        .init("response_mean_seconds", "平均响应秒") { Self.metric("response_mean_seconds", $0.metrics.total) },
        .init("rating", "客户评价") { .decimal($0.transcript.rating?.value, places: 3) },
        .init("rating_max", "评价满分") { .decimal($0.transcript.rating?.maximum, places: 3) },
        .init("transcript_hash", "内容哈希") { .text($0.transcriptHash) },
      ])
  }

  var ledger: CSVTable<(conversation: String, line: LedgerLine)> {
    let (redactor, rules) = (redactor, byID)
    return CSVTable(
      file: "ledger.csv",
      columns: [
        .init("conversation_id", "会话ID") { .text(redactor.show($0.conversation)) },
        .init("agent_id", "客服ID") { .optional(redactor.show($0.line.agent)) },
        .init("rule", "规则ID") { .optional($0.line.rule) },
        .init("rule_title", "规则") { .optional($0.line.rule.flatMap { rules[$0]?.title }) },
        .init("category", "评分项") { .optional($0.line.category) },
        .init("kind", "类型") { .text($0.line.kind.rawValue) },
        .init("points", "规则分值") { .hundredths($0.line.points) },
        .init("effect", "对得分的影响") { .hundredths($0.line.effect) },
        .init("findings", "质检结果") { .text($0.line.findings.map { "f\($0 + 1)" }.joined(separator: "; ")) },
      ])
  }

  var agents: CSVTable<AgentRow> {
    let redactor = redactor
    return CSVTable(
      file: "agents.csv",
      columns: [
        .init("rank", "名次") { .optional($0.rank) },
        .init("agent_id", "客服ID") { .text(redactor.show($0.agent.id)) },
        .init("agent_name", "客服") { .optional(redactor.show($0.agent.name)) },
        .init("conversations", "会话数") { .integer($0.agent.conversations) },
        .init("n", "计分会话数") { .integer($0.agent.n) },
        .init("score", "平均分") { .decimal($0.agent.score, places: 2) },
        .init("low", "区间下限") { .decimal($0.agent.interval?.low, places: 4) },
        .init("high", "区间上限") { .decimal($0.agent.interval?.high, places: 4) },
        .init("grade", "等级") { .optional($0.grade) },
        .init("ranked", "参与排名") { .flag($0.rank != nil) },
        .init("auto_fails", "一票否决") { .integer($0.agent.autoFails) },
        .init("scripts_covered", "话术已覆盖") { .integer($0.agent.coverage.covered) },
        .init("scripts_applicable", "话术应覆盖") { .integer($0.agent.coverage.applicable) },
        .init("script_coverage", "话术覆盖率") { .decimal($0.agent.coverage.share, places: 6) },
        .init("forbidden_findings", "违规数") { .integer($0.agent.forbiddenFindings) },
        .init("mood_drops", "情绪下滑") { .integer($0.agent.moodDrops) },
        .init("first_response_mean_seconds", "首次响应均值秒") {
          Self.metric("first_response_mean_seconds", $0.agent.metrics)
        },
        .init("first_response_median_seconds", "首次响应中位数秒") {
          Self.metric("first_response_median_seconds", $0.agent.metrics)
        },
        .init("first_response_p90_seconds", "首次响应P90秒") { Self.metric("first_response_p90_seconds", $0.agent.metrics) },
        .init("response_mean_seconds", "平均响应均值秒") { Self.metric("response_mean_seconds", $0.agent.metrics) },
        .init("response_median_seconds", "平均响应中位数秒") { Self.metric("response_median_seconds", $0.agent.metrics) },
        .init("response_p90_seconds", "平均响应P90秒") { Self.metric("response_p90_seconds", $0.agent.metrics) },
        .init("satisfied_ratio", "满意度") { Self.metric("satisfied_ratio", $0.agent.metrics) },
        .init("mood_n", "情绪会话数") { .integer($0.mood?.count ?? 0) },
        .init("mood_begin", "来时情绪") { .decimal($0.mood?.begin, places: 3) },
        .init("mood_raw", "走时情绪") { .decimal($0.mood?.raw, places: 3) },
        .init("mood_raw_low", "走时情绪下限") { .decimal($0.mood?.rawInterval?.low, places: 3) },
        .init("mood_raw_high", "走时情绪上限") { .decimal($0.mood?.rawInterval?.high, places: 3) },
        .init("mood_adjusted", "校正后情绪") { .decimal($0.mood?.adjusted, places: 3) },
        .init("mood_adjusted_low", "校正后情绪下限") { .decimal($0.mood?.adjustedInterval?.low, places: 3) },
        .init("mood_adjusted_high", "校正后情绪上限") { .decimal($0.mood?.adjustedInterval?.high, places: 3) },
        .init("mood_by_length", "只看长度的情绪") { .decimal($0.mood?.byLength, places: 3) },
      ])
  }

  var rules: CSVTable<(id: String, summary: BatchReport.RuleSummary?)> {
    let rules = byID
    return CSVTable(
      file: "rules.csv",
      columns: [
        .init("rule", "规则ID") { .text($0.id) },
        .init("rule_title", "规则") { .optional(rules[$0.id]?.title) },
        .init("category", "评分项") { .optional(rules[$0.id]?.category) },
        .init("verb", "动词") { .optional(rules[$0.id]?.verb.rawValue) },
        .init("severity", "严重程度") { .optional(rules[$0.id]?.severity.rawValue) },
        .init("rule_status", "规则状态") { .optional(rules[$0.id]?.status.rawValue) },
        .init("findings", "质检结果数") { .integer($0.summary?.findings ?? 0) },
        .init("hit", "命中会话") { .integer($0.summary?.results[.hit] ?? 0) },
        .init("no_hit", "未命中会话") { .integer($0.summary?.results[.noHit] ?? 0) },
        .init("not_applicable", "不适用会话") { .integer($0.summary?.results[.notApplicable] ?? 0) },
        .init("unknown", "未知会话") { .integer($0.summary?.results[.unknown] ?? 0) },
        .init("error", "出错会话") { .integer($0.summary?.results[.error] ?? 0) },
        .init("hit_ratio", "命中率") { row in
          guard let summary = row.summary, summary.decided > 0 else { return .empty }
          return .decimal(Double(summary.results[.hit] ?? 0) / Double(summary.decided), places: 6)
        },
      ])
  }

  var metrics: CSVTable<MetricRow> {
    let (redactor, language) = (redactor, options.language)
    // Ratios are shown as percentages: with four decimals they would be rounded twice.
    func places(_ row: MetricRow) -> Int { row.definition.unit == .ratio ? 6 : 4 }
    return CSVTable(
      file: "metrics.csv",
      columns: [
        .init("agent_id", "客服ID") { .optional(redactor.show($0.agent)) },
        .init("metric", "指标") { .text($0.definition.name) },
        .init("metric_title", "指标名称") { .text($0.definition.title.text(in: language)) },
        .init("unit", "单位") { .text($0.definition.unit.rawValue) },
        .init("direction", "方向") { .text($0.definition.direction.rawValue) },
        .init("preset", "口径") { .text($0.preset) },
        .init("value", "值", unit: \.definition.unit) { .decimal($0.figure.value, places: places($0)) },
        .init("sum", "分子") { .optional($0.figure.sum) },
        .init("count", "分母") { .optional($0.figure.count) },
        .init("low", "区间下限", unit: \.definition.unit) { .decimal($0.figure.interval?.low, places: places($0)) },
        .init("high", "区间上限", unit: \.definition.unit) { .decimal($0.figure.interval?.high, places: places($0)) },
      ])
  }

  private static func metric(_ name: String, _ metrics: ServiceMetrics) -> CSVCell {
    .decimal(MetricDefinition.named(name)?.figure(of: metrics).value, places: 4)
  }

  private static func start(of transcript: Transcript) -> Timestamp? {
    transcript.startedAt ?? transcript.messages.compactMap(\.at).min()
  }

  private static func coverage(of evaluation: Evaluation) -> ScriptCoverage {
    evaluation.outcomes.flatMap(\.coverage.values).reduce(into: ScriptCoverage()) { $0 += $1 }
  }
}
