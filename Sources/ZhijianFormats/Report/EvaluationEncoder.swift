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
  /// Whether ids and texts are shown as they are.
  let showsPlainText: Bool
  private let versions: AnalysisVersions
  /// `versions` as JSON up to the transcript's hash: the same on nearly every line.
  private let versionsHead: [UInt8]
  private let tails = LedgerTails()

  init(options: ReportOptions, redactor: Redactor) {
    showsPlainText = redactor.policy == .none
    versions = options.versions
    var json = JSONWriter()
    Self.encodeHead(options.versions, to: &json)
    versionsHead = json.bytes
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
    show(evaluation.transcript.id, to: &json)
    json.key("versions")
    if evaluation.versions == versions {
      json.raw(versionsHead)
      Self.encodeTail(transcript: evaluation.transcriptHash, to: &json)
    } else {
      Self.encode(evaluation.versions, transcript: evaluation.transcriptHash, to: &json)
    }
    encode(evaluation.scorecard, to: &json)
    json.verbatim(#","agents":["#)
    for agent in evaluation.agents {
      json.verbatim(#"{"id":"#)
      show(agent.id, to: &json)
      encode(agent.scorecard, to: &json)
      json.key("messages")
      json.integer(agent.messages)
      json.endObject()
    }
    json.verbatim(#"],"ledger":["#)
    encode(evaluation.scorecard.lines, to: &json)
    for agent in evaluation.agents { encode(agent.scorecard.lines, to: &json) }
    json.endArray()
    encodeFindings(evaluation, texts: &texts, to: &json)
    encodeMood(evaluation, to: &json)
    json.key("metrics")
    json.metrics(evaluation.metrics.total, preset: evaluation.metrics.preset)
    json.key("diagnostics")
    json.array(evaluation.diagnostics) { diagnostic, json in
      json.key("severity")
      json.string(diagnostic.severity.rawValue)
      json.key("code")
      json.string(diagnostic.code)
      json.key("message")
      json.string(redactor.show(diagnostic.message.text(in: language)))
    }
    if let changes = evaluation.changes { encode(changes, to: &json) }
    if detail != .findings { encodeResults(evaluation, to: &json) }
    if detail == .full { encodeMessages(evaluation, texts: &texts, to: &json) }
    json.endObject()
  }

  /// Writes the hashes as an object; `transcript` is nil for many conversations together.
  static func encode(_ versions: AnalysisVersions, transcript: String?, to json: inout JSONWriter) {
    encodeHead(versions, to: &json)
    encodeTail(transcript: transcript, to: &json)
  }

  private static func encodeHead(_ versions: AnalysisVersions, to json: inout JSONWriter) {
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
    json.optional(versions.reviews)
    if let suppressions = versions.suppressions {
      json.key("suppressions")
      json.string(suppressions)
    }
    if let baseline = versions.baseline {
      json.key("baseline")
      json.string(baseline)
    }
  }

  private static func encodeTail(transcript: String?, to json: inout JSONWriter) {
    if let transcript {
      json.key("transcript")
      json.plain(transcript)
    }
    json.endObject()
  }

  private func encode(_ scorecard: Scorecard, to json: inout JSONWriter) {
    json.verbatim(#","score":"#)
    json.hundredths(scorecard.score)
    json.verbatim(#","grade":"#)
    json.optional(scorecard.grade)
    json.verbatim(scorecard.isAutoFailed ? #","auto_fail":true"# : #","auto_fail":false"#)
  }

  private func encode(_ lines: [LedgerLine], to json: inout JSONWriter) {
    for place in lines.indices {
      json.verbatim(#"{"agent":"#)
      show(lines[place].agent, to: &json)
      if let tail = tails.json(of: lines[place]) {
        tail.withUnsafeBufferPointer { json.end(with: $0) }
      } else {
        let start = json.count
        encodeTail(lines[place], to: &json)
        tails.keep(json.bytes(from: start), of: lines[place])
      }
    }
  }

  private func encodeTail(_ line: LedgerLine, to json: inout JSONWriter) {
    json.verbatim(#","rule":"#)
    json.optional(line.rule)
    json.verbatim(#","category":"#)
    json.optional(line.category)
    json.verbatim(#","kind":"#)
    json.plain(line.kind.rawValue)
    json.verbatim(#","points":"#)
    json.hundredths(line.points)
    json.verbatim(#","effect":"#)
    json.hundredths(line.effect)
    json.verbatim(#","findings":["#)
    for finding in line.findings { json.label(0x66, finding + 1) }
    json.verbatim("]}")
  }

  /// Writes an id or a name as it may be shown.
  func show(_ text: String, to json: inout JSONWriter) {
    json.string(showsPlainText ? text : redactor.show(text))
  }

  func show(_ text: String?, to json: inout JSONWriter) {
    if let text { show(text, to: &json) } else { json.null() }
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
      json.verbatim(#""begin":"#)
      json.decimal(course.begin, places: 3)
      json.verbatim(#","end":"#)
      json.decimal(course.end, places: 3)
      json.verbatim(#","shift":"#)
      json.decimal(course.shift, places: 3)
      json.verbatim(#","mean":"#)
      json.decimal(course.mean, places: 3)
      json.verbatim(#","lowest":"#)
      json.decimal(course.lowest, places: 3)
      json.verbatim(#","overall":"#)
      json.decimal(course.overall, places: 3)
      json.verbatim(#","contact_lens":{"begin":"#)
      json.decimal(course.begin * SentimentTimeline.Course.contactLensScale, places: 2)
      json.verbatim(#","end":"#)
      json.decimal(course.end * SentimentTimeline.Course.contactLensScale, places: 2)
      json.verbatim(#","shift":"#)
      json.decimal(course.shift * SentimentTimeline.Course.contactLensScale, places: 2)
      json.verbatim(#","overall":"#)
      json.decimal(course.mean * SentimentTimeline.Course.contactLensScale, places: 2)
      json.verbatim("}")
      json.endObject()
    }
    json.endObject()
  }
}

extension JSONWriter {
  /// Writes an array of objects; `members` writes those of one element.
  mutating func array<Elements: Sequence>(
    _ elements: Elements, members: (Elements.Element, inout JSONWriter) -> Void
  ) {
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
}
