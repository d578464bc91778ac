internal import Zhijian

/// Writes what many evaluations come to together: the members `agents` and `summary` of the JSON report.
struct SummaryEncoder {
  let options: ReportOptions
  let redactor: Redactor

  /// Writes the member `agents`, in the order of the ranking.
  func encodeAgents(_ report: BatchReport, to json: inout JSONWriter) {
    let span = DayTrend.span(of: report.days.keys)
    json.key("agents")
    json.array(report.agents) { agent, json in
      json.key("id")
      json.string(redactor.show(agent.id))
      json.key("name")
      json.optional(redactor.show(agent.name))
      json.key("n")
      json.integer(agent.n)
      encode(score: agent.score, interval: agent.interval, to: &json)
      json.key("grade")
      json.optional(report.grade(agent.score))
      json.key("ranked")
      json.bool(report.isRanked(agent))
      json.key("conversations")
      json.integer(agent.conversations)
      json.key("auto_fails")
      json.integer(agent.autoFails)
      encode(agent.coverage, to: &json)
      json.key("forbidden_findings")
      json.integer(agent.forbiddenFindings)
      json.key("findings_by_rule")
      encode(agent.findingsByRule, to: &json)
      json.key("conversations_by_rule")
      encode(agent.conversationsByRule, to: &json)
      json.key("sections")
      encode(agent.sections, n: agent.n, to: &json)
      json.key("trend")
      encode(DayTrend(agent.days, span: span), to: &json)
      json.key("mood_drops")
      json.integer(agent.moodDrops)
      json.key("mood")
      encode(report.mood(of: agent), to: &json)
      json.key("metrics")
      json.metrics(agent.metrics, preset: nil)
    }
  }

  /// Writes the member `summary`.
  func encodeSummary(_ report: BatchReport, problems: [Diagnostic], to json: inout JSONWriter) {
    json.key("summary")
    json.beginObject()
    json.key("conversations")
    json.integer(report.conversations)
    json.key("messages")
    json.integer(report.messages)
    json.key("first_day")
    json.optional(report.metrics.firstDay?.description)
    json.key("last_day")
    json.optional(report.metrics.lastDay?.description)
    json.key("n")
    json.integer(report.scores.count)
    encode(score: report.score, interval: report.scores.interval, to: &json)
    json.key("minimum_sample")
    json.integer(report.minimumSample)
    json.key("grades")
    encode(report.grades, to: &json)
    json.key("auto_fails")
    json.integer(report.autoFails)
    encode(report.coverage, to: &json)
    json.key("mood_drops")
    json.integer(report.moodDrops)
    json.key("mood_drops_recovered")
    json.integer(report.moodDropsRecovered)
    json.key("mood")
    json.beginObject()
    json.key("n")
    json.integer(report.moods.count)
    json.key("begin")
    json.decimal(report.moods.begin, places: 3)
    json.key("end")
    json.decimal(report.moods.end, places: 3)
    json.key("opening_effect")
    json.decimal(report.moods.openingEffect, places: 3)
    json.endObject()
    json.key("metrics")
    json.metrics(report.metrics.total, preset: report.metrics.preset)
    encodeRules(report, to: &json)
    encode(problems, to: &json)
    json.endObject()
  }

  /// What the sections of the scorecard brought on average, and what they could have; under "" what belongs to none.
  private func encode(_ sections: [String: SectionSample], n: Int, to json: inout JSONWriter) {
    json.beginObject()
    for id in options.policy.order(of: sections.keys) {
      let sample = sections[id] ?? SectionSample()
      json.key(escaping: id)
      json.beginObject()
      json.key("points")
      json.decimal(n == 0 ? nil : Double(sample.points) / Double(n) / 100, places: 4)
      json.key("possible")
      json.decimal(n == 0 ? nil : Double(sample.possible) / Double(n) / 100, places: 4)
      json.endObject()
    }
    json.endObject()
  }

  private func encode(_ trend: DayTrend, to json: inout JSONWriter) {
    json.beginObject()
    json.key("span")
    json.string(trend.span.rawValue)
    json.key("points")
    json.array(trend.points) { point, json in
      let sample = point.sample
      json.key("start")
      json.string(point.start.description)
      json.key("conversations")
      json.integer(sample.conversations)
      json.key("n")
      json.integer(sample.scores.count)
      json.key("score")
      json.decimal(sample.scores.mean, places: 4)
      json.key("auto_fails")
      json.integer(sample.autoFails)
      json.key("finding_conversations")
      json.integer(sample.withFindings)
      json.key("response_mean_seconds")
      json.decimal(sample.responseSeconds, places: 4)
    }
    json.endObject()
  }

  /// How the moods of an agent's customers ended: as it is, as is fair, and as the length of messages has it.
  private func encode(_ mood: MoodStanding?, to json: inout JSONWriter) {
    guard let mood else { return json.null() }
    json.beginObject()
    json.key("n")
    json.integer(mood.count)
    for (key, value) in [
      ("begin", mood.begin), ("raw", mood.raw), ("raw_low", mood.rawInterval?.low),
      ("raw_high", mood.rawInterval?.high), ("adjusted", mood.adjusted), ("adjusted_low", mood.adjustedInterval?.low),
      ("adjusted_high", mood.adjustedInterval?.high), ("by_length", mood.byLength),
    ] as [(String, Double?)] {
      json.key(escaping: key)
      json.decimal(value, places: 3)
    }
    json.endObject()
  }

  private func encodeRules(_ report: BatchReport, to json: inout JSONWriter) {
    let rules = options.rulesByID
    json.key("rules")
    json.array(report.rules.sorted { $0.key < $1.key }) { entry, json in
      let (id, summary) = entry
      json.key("rule")
      json.string(id)
      json.key("title")
      json.optional(rules[id]?.title)
      json.key("findings")
      json.integer(summary.findings)
      for result in RuleResult.allCases {
        json.key(escaping: result.rawValue)
        json.integer(summary.results[result] ?? 0)
      }
    }
  }

  /// Writes the member `problems`.
  func encode(_ problems: [Diagnostic], to json: inout JSONWriter) {
    json.key("problems")
    json.array(problems) { problem, json in
      json.key("severity")
      json.string(problem.severity.rawValue)
      json.key("code")
      json.string(problem.code)
      json.key("message")
      json.string(redactor.show(problem.message.text(in: options.language)))
      json.key("file")
      json.optional(redactor.show(problem.location?.file))
      json.key("line")
      json.optional(problem.location?.line)
      json.key("column")
      json.optional(problem.location?.column)
    }
  }

  private func encode(score: Double?, interval: ConfidenceInterval?, to json: inout JSONWriter) {
    json.key("score")
    json.decimal(score, places: 2)
    json.key("low")
    json.decimal(interval?.low, places: 2)
    json.key("high")
    json.decimal(interval?.high, places: 2)
  }

  private func encode(_ coverage: ScriptCoverage, to json: inout JSONWriter) {
    json.key("script_coverage")
    json.beginObject()
    json.key("value")
    json.decimal(coverage.share, places: 4)
    json.key("sum")
    json.integer(coverage.covered)
    json.key("count")
    json.integer(coverage.applicable)
    json.endObject()
  }

  private func encode(_ counts: [String: Int], to json: inout JSONWriter) {
    json.beginObject()
    for (name, count) in counts.sorted(by: { $0.key < $1.key }) {
      json.key(escaping: name)
      json.integer(count)
    }
    json.endObject()
  }
}
