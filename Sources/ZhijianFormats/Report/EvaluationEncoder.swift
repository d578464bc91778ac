internal import Zhijian

/// Writes one evaluation as a JSON object: the form that other programs rely on, described by
/// docs/schema/evaluation.schema.json.
struct EvaluationEncoder {
  /// The number of this form. Members may be added to it; a changed meaning needs a new number.
  static let schema = 1

  let detail: ReportDetail
  let language: Language
  let redactor: Redactor
  let hasOriginalOffsets: Bool

  init(options: ReportOptions, redactor: Redactor) {
    detail = options.detail
    language = options.language
    self.redactor = redactor
    hasOriginalOffsets = options.showsOriginalOffsets(redactor)
  }

  func encode(_ evaluation: Evaluation, to json: inout JSONWriter) {
    var texts = ShownTexts(evaluation.transcript, redactor: redactor)
    json.beginObject()
    json.key("schema")
    json.integer(Self.schema)
    json.key("id")
    json.string(redactor.show(evaluation.transcript.id))
    json.key("versions")
    Self.encode(evaluation.versions, transcript: evaluation.transcriptHash, to: &json)
    encode(evaluation.scorecard, to: &json)
    json.key("agents")
    json.array(evaluation.agents) { agent, json in
      json.key("id")
      json.string(redactor.show(agent.id))
      encode(agent.scorecard, to: &json)
      json.key("messages")
      json.integer(agent.messages)
    }
    json.key("ledger")
    json.array(evaluation.scorecard.lines + evaluation.agents.flatMap(\.scorecard.lines)) { encode($0, to: &$1) }
    encodeFindings(evaluation, texts: &texts, to: &json)
    encodeMood(evaluation, to: &json)
    json.key("metrics")
    encode(evaluation.metrics, to: &json)
    json.key("diagnostics")
    json.array(evaluation.diagnostics) { diagnostic, json in
      json.key("severity")
      json.string(diagnostic.severity.rawValue)
      json.key("code")
      json.string(diagnostic.code)
      json.key("message")
      json.string(redactor.show(diagnostic.message.text(in: language)))
    }
    if detail != .findings { encodeResults(evaluation, to: &json) }
    if detail == .full { encodeMessages(evaluation, texts: &texts, to: &json) }
    json.endObject()
  }

  /// Writes the hashes as an object; `transcript` is nil for many conversations together.
  static func encode(_ versions: AnalysisVersions, transcript: String?, to json: inout JSONWriter) {
    json.beginObject()
    json.key("program")
    json.string(versions.program)
    json.key("icu")
    json.string(versions.icu)
    json.key("rules")
    json.string(versions.rules)
    json.key("lexicons")
    json.string(versions.lexicons)
    json.key("scorecard")
    json.string(versions.scorecard)
    json.key("tokenizer")
    json.string(versions.tokenizer)
    json.key("config")
    json.string(versions.config)
    json.key("reviews")
    json.null()
    if let transcript {
      json.key("transcript")
      json.string(transcript)
    }
    json.endObject()
  }

  private func encode(_ scorecard: Scorecard, to json: inout JSONWriter) {
    json.key("score")
    json.hundredths(scorecard.score)
    json.key("grade")
    json.optional(scorecard.grade)
    json.key("auto_fail")
    json.bool(scorecard.isAutoFailed)
  }

  private func encode(_ line: LedgerLine, to json: inout JSONWriter) {
    json.key("agent")
    json.optional(redactor.show(line.agent))
    json.key("rule")
    json.optional(line.rule)
    json.key("category")
    json.optional(line.category)
    json.key("kind")
    json.string(line.kind.rawValue)
    json.key("points")
    json.hundredths(line.points)
    json.key("effect")
    json.hundredths(line.effect)
    json.key("findings")
    json.strings(line.findings.map { "f\($0 + 1)" })
  }

  private func encodeMood(_ evaluation: Evaluation, to json: inout JSONWriter) {
    json.key("swings")
    json.array(evaluation.swings) { swing, json in
      json.key("kind")
      json.string(swing.kind.rawValue)
      json.key("from")
      json.integer(swing.from)
      json.key("to")
      json.integer(swing.to)
      json.key("size")
      json.decimal(swing.size, places: 3)
      json.key("recovered")
      json.bool(swing.recovered)
      json.key("after_agent_message")
      json.optional(swing.afterAgentMessage)
    }
    json.key("sentiment")
    json.beginObject()
    for role in Role.allCases {
      guard let course = evaluation.courses[role] else { continue }
      json.key(escaping: role.rawValue)
      json.beginObject()
      json.key("begin")
      json.decimal(course.begin, places: 3)
      json.key("end")
      json.decimal(course.end, places: 3)
      json.key("shift")
      json.decimal(course.shift, places: 3)
      json.key("mean")
      json.decimal(course.mean, places: 3)
      json.key("lowest")
      json.decimal(course.lowest, places: 3)
      json.endObject()
    }
    json.endObject()
  }

  private func encode(_ metrics: ServiceMetricsReport, to json: inout JSONWriter) {
    json.metrics(metrics.total, preset: metrics.preset)
  }
}

extension JSONWriter {
  /// Writes an array of objects; `members` writes those of one element.
  mutating func array<Element>(_ elements: [Element], members: (Element, inout JSONWriter) -> Void) {
    beginArray()
    for element in elements {
      beginObject()
      members(element, &self)
      endObject()
    }
    endArray()
  }

  mutating func strings(_ texts: [String]) {
    beginArray()
    for text in texts { string(text) }
    endArray()
  }

  /// Writes every metric with what it was made of: `sum` and `count` exactly, `value` with at most four decimals.
  mutating func metrics(_ metrics: ServiceMetrics, preset: String?) {
    beginObject()
    if let preset {
      key("preset")
      string(preset)
    }
    for definition in MetricDefinition.all {
      let figure = definition.figure(of: metrics)
      key(escaping: definition.name)
      beginObject()
      key("value")
      decimal(figure.value, places: 4)
      key("sum")
      if let sum = figure.sum { integer(sum) } else { null() }
      key("count")
      if let count = figure.count { integer(count) } else { null() }
      endObject()
    }
    endObject()
  }
}
