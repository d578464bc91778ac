internal import Zhijian

extension CSVTables {
  var findings: CSVTable<FindingRow> {
    let (redactor, zone, rules) = (redactor, options.zone, byID)
    let hasOriginals = options.showsOriginalOffsets(redactor)
    var columns: [CSVTable<FindingRow>.Column] = [
      .init("conversation_id", "会话ID") { .text(redactor.show($0.evaluation.transcript.id)) },
      .init("finding_id", "结果ID") { .text("f\($0.place + 1)") },
      .init("rule", "规则ID") { .text($0.finding.rule) },
      .init("rule_title", "规则") { .optional(rules[$0.finding.rule]?.title) },
      .init("why", "原因") { .optional(rules[$0.finding.rule]?.why) },
      .init("category", "评分项") { .optional(rules[$0.finding.rule]?.category) },
      .init("verb", "动词") { .text($0.finding.verb.rawValue) },
      .init("severity", "严重程度") { .text($0.finding.severity.rawValue) },
      .init("rule_status", "规则状态") { .text($0.finding.status.rawValue) },
      .init("state", "状态") { .text($0.finding.state.rawValue) },
      .init("decided_by", "处理人") { .optional(redactor.show($0.finding.decision?.by)) },
      .init("decision_reason", "处理理由") { .optional(redactor.show($0.finding.decision?.reason)) },
      .init("decided_until", "有效至") { .optional($0.finding.decision?.until?.description) },
      .init("agent_id", "客服ID") { .optional(redactor.show($0.finding.agent)) },
      .init("effect", "对得分的影响") { .hundredths($0.effect) },
      .init("message", "消息序号") { .optional($0.message) },
      .init("at", "时间") { row in
        .optional(row.message.flatMap { row.evaluation.transcript.messages[$0].at }.map { zone.text($0) })
      },
      .init("role", "角色") { row in
        .optional(row.message.map { row.evaluation.transcript.messages[$0].role.rawValue })
      },
      .init("text", "原文") { .optional($0.line) },
      .init("evidence", "证据") { .text($0.spans.map(\.text).joined(separator: " / ")) },
      .init("start", "起点") { .optional($0.spans.first?.range.lowerBound) },
      .init("end", "终点") { .optional($0.spans.first?.range.upperBound) },
    ]
    if hasOriginals {
      columns += [
        .init("original_start", "脱敏前起点") { .optional($0.spans.first?.original.lowerBound) },
        .init("original_end", "脱敏前终点") { .optional($0.spans.first?.original.upperBound) },
      ]
    }
    columns += [
      .init("searched_from", "查找起") { .optional($0.finding.searched?.from) },
      .init("searched_to", "查找止") { .optional($0.finding.searched?.to) },
      .init("searched_messages", "查找消息数") { .optional($0.finding.searched?.messages) },
      .init("nearest_miss_lacks", "最接近处所缺") { .optional($0.finding.nearestMiss?.lacks) },
      .init("missing_parts", "缺少步骤") { row in
        .text(row.finding.parts.filter { $0.state != .found }.map(\.name).joined(separator: "; "))
      },
      .init("confidence", "置信度") { .decimal($0.finding.confidence, places: 3) },
      .init("fingerprint", "指纹") { .text($0.finding.fingerprint) },
    ]
    return CSVTable(file: "findings.csv", columns: columns)
  }

  func findingRows(of evaluation: Evaluation) -> [FindingRow] {
    var texts = ShownTexts(evaluation.transcript, redactor: redactor)
    let effects = evaluation.scorecard.findingEffects
    return evaluation.findings.enumerated().map { place, finding in
      var spans = finding.hits.flatMap(\.spans)
      if spans.isEmpty, let miss = finding.nearestMiss { spans = [miss.span] }
      let message = spans.first?.message ?? finding.related.first?.message
      let known = message.flatMap { evaluation.transcript.messages.indices.contains($0) ? $0 : nil }
      return FindingRow(
        evaluation: evaluation, place: place, finding: finding, effect: effects[place] ?? 0,
        spans: spans.map { texts.span($0) }, line: known.map { texts.text($0).text }, message: known)
    }
  }
}
