internal import Zhijian

/// How a rule came to its result, as JSON: docs/schema/rules-explain.schema.json describes it.
struct ExplanationEncoder {
  static let schema = 1

  private let explained: ExplainedEvaluation
  private let language: Language
  private let redactor: Redactor
  private var messages: ExplanationMessages
  private var json = JSONWriter()

  private var explanation: RuleExplanation { explained.explanation }

  init(_ explained: ExplainedEvaluation, options: ReportOptions) {
    self.explained = explained
    language = options.language
    redactor = options.redactor(default: .none)
    messages = ExplanationMessages(explained.evaluation.transcript, redactor: redactor, language: options.language)
  }

  mutating func encoded() -> [UInt8] {
    let (rule, outcome) = (explanation.rule, explanation.outcome)
    let transcript = explained.evaluation.transcript
    json.beginObject()
    json.key("schema")
    json.integer(Self.schema)
    json.key("command")
    json.string("rules explain")
    json.key("rule")
    json.beginObject()
    text("id", rule.id)
    text("title", rule.title)
    text("verb", rule.verb.rawValue)
    text("severity", rule.severity.rawValue)
    text("status", rule.status.rawValue)
    text("category", rule.category)
    json.endObject()
    json.key("conversation")
    json.beginObject()
    shown("id", transcript.id)
    shown("platform", transcript.platform)
    shown("shop", transcript.shop)
    number("messages", transcript.messages.count)
    json.endObject()
    text("result", outcome.result.rawValue)
    text("problem", outcome.problem?.text(in: language))
    list("filters", explanation.filters) { filter, encoder in
      encoder.text("key", filter.key)
      encoder.text("wanted", filter.wanted.text(in: encoder.language))
      encoder.shown("actual", filter.actual)
      encoder.text("state", filter.state.rawValue)
    }
    json.key("given")
    if let given = explanation.given { add(given) } else { json.null() }
    list("anchors", explanation.anchors) { anchor, encoder in
      encoder.number("message", anchor.message)
      encoder.json.key("judged")
      encoder.json.bool(anchor.isChosen)
    }
    let ids = explained.findingPlaces.map { $0.map { "f\($0 + 1)" } ?? "" }
    list("windows", explanation.windows) { window, encoder in
      encoder.number("anchor", window.anchor)
      encoder.number("from", window.from)
      encoder.number("to", window.to)
      encoder.json.key("findings")
      encoder.json.strings(window.findings.map { ids[$0] })
      encoder.json.key("condition")
      encoder.add(window.condition)
    }
    addFindings(ids)
    addLeftOver()
    addScore()
    json.endObject()
    return json.bytes
  }

  // MARK: Members

  private mutating func text(_ key: StaticString, _ value: String?) {
    json.key(key)
    json.optional(value)
  }

  /// The same of what may have to be hidden.
  private mutating func shown(_ key: StaticString, _ value: String?) {
    text(key, redactor.show(value))
  }

  private mutating func number(_ key: StaticString, _ value: Int?) {
    json.key(key)
    json.optional(value)
  }

  private mutating func list<Element>(
    _ key: StaticString, _ elements: [Element], _ members: (Element, inout ExplanationEncoder) -> Void
  ) {
    json.key(key)
    json.beginArray()
    for element in elements {
      json.beginObject()
      members(element, &self)
      json.endObject()
    }
    json.endArray()
  }

  private mutating func spans(_ spans: [EvidenceSpan]) {
    list("spans", spans) { span, encoder in encoder.members(of: span) }
  }

  private mutating func members(of span: EvidenceSpan, text hasText: Bool = true) {
    let shown = messages.span(span)
    number("message", span.message)
    number("start", shown.range.lowerBound)
    number("end", shown.range.upperBound)
    if hasText { text("text", shown.text) }
  }

  private mutating func add(_ parts: [PartState]) {
    list("parts", parts) { part, encoder in
      encoder.text("name", part.name)
      encoder.text("state", part.state.rawValue)
    }
  }

  private mutating func add(_ miss: NearestMiss?) {
    json.key("nearest_miss")
    guard let miss else { return json.null() }
    json.beginObject()
    spans([miss.span])
    text("phrase", miss.phrase)
    text("lacks", miss.lacks)
    json.endObject()
  }

  // MARK: Conditions

  private mutating func add(_ condition: ConditionExplanation) {
    json.beginObject()
    text("operation", condition.operation)
    text("wanted", condition.wanted.text(in: language))
    text("scope", condition.scope.text(in: language))
    text("relation", condition.relation.rawValue)
    text("name", condition.name)
    number("line", condition.location.line)
    number("column", condition.location.column)
    number("message", condition.message)
    json.key("clause")
    if let message = condition.message, let clause = condition.clause {
      json.beginObject()
      members(of: EvidenceSpan(message: message, range: clause))
      json.endObject()
    } else {
      json.null()
    }
    text("state", condition.state.rawValue)
    text("problem", condition.problem?.text(in: language))
    list("looks", condition.looks) { look, encoder in encoder.members(of: look) }
    add(condition.parts)
    number("plain_parts", condition.plainParts)
    json.key("children")
    json.beginArray()
    for child in condition.children { add(child) }
    json.endArray()
    json.endObject()
  }

  private mutating func members(of look: ConditionExplanation.Look) {
    number("anchor", look.anchor)
    number("from", look.from)
    number("to", look.to)
    number("messages", look.messages)
    text("role", look.role)
    text("empty", look.emptiness?.rawValue)
    text("state", look.state?.rawValue)
    list("hits", look.hits) { found, encoder in encoder.members(of: found) }
    list("left_out", look.leftOut) { found, encoder in encoder.members(of: found) }
    list("outside", look.outside) { found, encoder in encoder.members(of: found) }
    list("facts", look.facts) { fact, encoder in encoder.members(of: fact) }
    number("facts_left", look.factsLeft)
    add(look.nearestMiss)
  }

  private mutating func members(of found: ConditionExplanation.Occurrence) {
    spans(found.spans)
    text("phrase", found.phrase)
    json.key("folds")
    json.strings(found.folds.map(\.rawValue))
    json.key("confidence")
    json.decimal(found.confidence, places: 3)
    text("why", found.why?.rawValue)
    text("excuse", found.excuse)
    json.key("words")
    json.strings(messages.words(found.words, of: found.spans))
  }

  private mutating func members(of fact: LeafFact) {
    text("name", fact.name)
    number("message", fact.message)
    json.key("value")
    switch fact.value {
    case .number(let value): json.decimal(value, places: 3)
    case .milliseconds(let value): json.decimal(Double(value) / 1000, places: 3)
    case .text(let value): json.string(redactor.show(value))
    case .missing: json.null()
    }
    json.key("holds")
    if let isHit = fact.isHit { json.bool(isHit) } else { json.null() }
    text("text", redactor.show(fact.text.text(in: language)))
  }

  // MARK: What came of it

  private mutating func addFindings(_ ids: [String]) {
    list("findings", Array(explanation.outcome.findings.enumerated())) { item, encoder in
      let (place, finding) = item
      encoder.text("id", ids[place])
      encoder.shown("agent", finding.agent)
      encoder.json.key("owner")
      encoder.json.beginObject()
      let owners = encoder.explanation.owners
      let owner = owners.indices.contains(place) ? owners[place] : nil
      encoder.text("reason", owner?.reason.rawValue)
      encoder.number("message", owner?.message)
      encoder.json.endObject()
      encoder.spans(finding.hits.flatMap(\.spans))
      encoder.add(finding.parts)
      encoder.add(finding.nearestMiss)
      encoder.text("fingerprint", finding.fingerprint)
    }
  }

  private mutating func addLeftOver() {
    list("dropped", explanation.dropped) { dropped, encoder in
      encoder.number("window", dropped.window)
      encoder.spans(dropped.spans)
      encoder.text("why", dropped.why.rawValue)
    }
    // The same hits as in evaluations with full detail.
    let id = explanation.rule.id
    list("suppressed_hits", explained.evaluation.suppressedHits.filter { $0.rule == id }) { hit, encoder in
      encoder.text("rule", hit.rule)
      encoder.members(of: hit.span, text: false)
      encoder.text("why", hit.why.rawValue)
    }
  }

  private mutating func addScore() {
    let evaluation = explained.evaluation
    json.key("score")
    json.hundredths(evaluation.scorecard.score)
    text("grade", evaluation.scorecard.grade)
    let id = explanation.rule.id
    let cards = [evaluation.scorecard] + evaluation.agents.map(\.scorecard)
    list("ledger", cards.flatMap(\.lines).filter { $0.rule == id }) { line, encoder in
      encoder.shown("agent", line.agent)
      encoder.text("kind", line.kind.rawValue)
      encoder.json.key("points")
      encoder.json.hundredths(line.points)
      encoder.json.key("effect")
      encoder.json.hundredths(line.effect)
      encoder.json.key("findings")
      encoder.json.strings(line.findings.map { "f\($0 + 1)" })
    }
  }
}
