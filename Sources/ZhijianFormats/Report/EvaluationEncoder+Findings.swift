internal import Zhijian

extension EvaluationEncoder {
  /// Writes `findings` and `hits`; ids count from 1 in the order of the conversation.
  func encodeFindings(_ evaluation: Evaluation, texts: inout ShownTexts, to json: inout JSONWriter) {
    var hitCount = 0
    json.key("findings")
    json.beginArray()
    for (place, finding) in evaluation.findings.enumerated() {
      json.beginObject()
      json.key("id")
      json.string("f\(place + 1)")
      encode(finding, firstHit: hitCount + 1, texts: &texts, to: &json)
      json.endObject()
      hitCount += finding.hits.count
    }
    json.endArray()
    hitCount = 0
    json.key("hits")
    json.beginArray()
    for hit in evaluation.findings.flatMap(\.hits) {
      hitCount += 1
      json.beginObject()
      json.key("id")
      json.string("h\(hitCount)")
      json.key("spans")
      encode(hit.spans, texts: &texts, to: &json)
      json.key("folds")
      json.strings(hit.folds.map(\.rawValue))
      json.key("confidence")
      json.decimal(hit.confidence, places: 3)
      json.endObject()
    }
    json.endArray()
  }

  private func encode(_ finding: Finding, firstHit: Int, texts: inout ShownTexts, to json: inout JSONWriter) {
    json.key("rule")
    json.string(finding.rule)
    json.key("verb")
    json.string(finding.verb.rawValue)
    json.key("severity")
    json.string(finding.severity.rawValue)
    json.key("rule_status")
    json.string(finding.status.rawValue)
    json.key("state")
    json.string(finding.state.rawValue)
    json.key("by")
    json.null()
    json.key("reason")
    json.null()
    json.key("until")
    json.null()
    json.key("agent")
    json.optional(redactor.show(finding.agent))
    json.key("hits")
    json.strings(finding.hits.indices.map { "h\(firstHit + $0)" })
    json.key("related")
    json.array(finding.related) { related, json in
      json.key("message")
      json.integer(related.message)
      json.key("why")
      json.string(related.why.rawValue)
    }
    json.key("searched")
    if let searched = finding.searched { encode(searched, to: &json) } else { json.null() }
    json.key("nearest_miss")
    if let miss = finding.nearestMiss { encode(miss, texts: &texts, to: &json) } else { json.null() }
    json.key("parts")
    json.array(finding.parts) { part, json in
      json.key("name")
      json.string(part.name)
      json.key("state")
      json.string(part.state.rawValue)
    }
    json.key("confidence")
    json.decimal(finding.confidence, places: 3)
    json.key("fingerprint")
    json.string(finding.fingerprint)
  }

  private func encode(_ searched: SearchedWindow, to json: inout JSONWriter) {
    json.beginObject()
    json.key("from")
    json.optional(searched.from)
    json.key("to")
    json.optional(searched.to)
    json.key("role")
    json.string(searched.role)
    json.key("messages")
    json.integer(searched.messages)
    json.endObject()
  }

  private func encode(_ miss: NearestMiss, texts: inout ShownTexts, to json: inout JSONWriter) {
    json.beginObject()
    json.key("message")
    json.integer(miss.span.message)
    json.key("spans")
    encode([miss.span], texts: &texts, to: &json)
    json.key("lacks")
    json.string(miss.lacks)
    json.endObject()
  }

  func encode(_ spans: [EvidenceSpan], texts: inout ShownTexts, to json: inout JSONWriter) {
    json.beginArray()
    for span in spans {
      json.beginObject()
      let shown = texts.span(span)
      json.key("message")
      json.integer(shown.message)
      encode(shown, to: &json)
      json.key("text")
      json.string(shown.text)
      json.endObject()
    }
    json.endArray()
  }

  /// Writes the members that say where a span stands.
  func encode(_ shown: ShownText.Span, to json: inout JSONWriter) {
    json.key("start")
    json.integer(shown.range.lowerBound)
    json.key("end")
    json.integer(shown.range.upperBound)
    guard hasOriginalOffsets else { return }
    json.key("original_start")
    json.integer(shown.original.lowerBound)
    json.key("original_end")
    json.integer(shown.original.upperBound)
  }
}
