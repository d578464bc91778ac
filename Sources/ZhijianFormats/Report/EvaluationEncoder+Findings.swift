internal import Zhijian

extension EvaluationEncoder {
  /// Writes `findings` and `hits`; ids count from 1 in the order of the conversation.
  func encodeFindings(_ evaluation: Evaluation, texts: inout ShownTexts, to json: inout JSONWriter) {
    var hitCount = 0
    json.verbatim(#","findings":["#)
    for place in evaluation.findings.indices {
      encode(evaluation.findings[place], number: place + 1, firstHit: hitCount + 1, texts: &texts, to: &json)
      hitCount += evaluation.findings[place].hits.count
    }
    hitCount = 0
    json.verbatim(#"],"hits":["#)
    for finding in evaluation.findings {
      for hit in finding.hits {
        hitCount += 1
        json.verbatim(#"{"id":"#)
        json.label(0x68, hitCount)
        json.verbatim(#","spans":["#)
        for span in hit.spans { encode(span, texts: &texts, to: &json) }
        json.verbatim(#"],"folds":["#)
        for fold in hit.folds { json.plain(fold.rawValue) }
        json.verbatim(#"],"confidence":"#)
        json.decimal(hit.confidence, places: 3)
        json.endObject()
      }
    }
    json.endArray()
  }

  private func encode(
    _ finding: Finding, number: Int, firstHit: Int, texts: inout ShownTexts, to json: inout JSONWriter
  ) {
    json.verbatim(#"{"id":"#)
    json.label(0x66, number)
    json.verbatim(#","rule":"#)
    json.string(finding.rule)
    json.verbatim(#","verb":"#)
    json.plain(finding.verb.rawValue)
    json.verbatim(#","severity":"#)
    json.plain(finding.severity.rawValue)
    json.verbatim(#","rule_status":"#)
    json.plain(finding.status.rawValue)
    json.verbatim(#","state":"#)
    json.plain(finding.state.rawValue)
    if let decision = finding.decision {
      json.verbatim(#","by":"#)
      show(decision.by, to: &json)
      json.verbatim(#","reason":"#)
      show(decision.reason, to: &json)
      json.verbatim(#","until":"#)
      json.optional(decision.until?.description)
      json.verbatim(#","agent":"#)
    } else {
      json.verbatim(#","by":null,"reason":null,"until":null,"agent":"#)
    }
    show(finding.agent, to: &json)
    json.verbatim(#","hits":["#)
    for place in finding.hits.indices { json.label(0x68, firstHit + place) }
    json.verbatim(#"],"related":["#)
    for related in finding.related {
      json.verbatim(#"{"message":"#)
      json.integer(related.message)
      json.verbatim(#","why":"#)
      json.plain(related.why.rawValue)
      json.endObject()
    }
    json.verbatim(#"],"searched":"#)
    if let searched = finding.searched { encode(searched, to: &json) } else { json.null() }
    json.verbatim(#","nearest_miss":"#)
    if let miss = finding.nearestMiss { encode(miss, texts: &texts, to: &json) } else { json.null() }
    json.verbatim(#","parts":["#)
    for part in finding.parts {
      json.verbatim(#"{"name":"#)
      json.string(part.name)
      json.verbatim(#","state":"#)
      json.plain(part.state.rawValue)
      json.endObject()
    }
    json.verbatim(#"],"confidence":"#)
    json.decimal(finding.confidence, places: 3)
    json.verbatim(#","fingerprint":"#)
    json.string(finding.fingerprint)
    json.endObject()
  }

  private func encode(_ searched: SearchedWindow, to json: inout JSONWriter) {
    json.verbatim(#"{"from":"#)
    json.optional(searched.from)
    json.verbatim(#","to":"#)
    json.optional(searched.to)
    json.verbatim(#","role":"#)
    json.string(searched.role)
    json.verbatim(#","messages":"#)
    json.integer(searched.messages)
    json.endObject()
  }

  private func encode(_ miss: NearestMiss, texts: inout ShownTexts, to json: inout JSONWriter) {
    json.verbatim(#"{"message":"#)
    json.integer(miss.span.message)
    json.verbatim(#","spans":["#)
    encode(miss.span, texts: &texts, to: &json)
    json.verbatim(#"],"lacks":"#)
    json.string(miss.lacks)
    json.endObject()
  }

  private func encode(_ span: EvidenceSpan, texts: inout ShownTexts, to json: inout JSONWriter) {
    let shown = texts.span(span)
    json.verbatim(#"{"message":"#)
    json.integer(shown.message)
    encode(shown, to: &json)
    json.verbatim(#","text":"#)
    json.string(shown.text)
    json.endObject()
  }

  /// Writes the members that say where a span stands.
  func encode(_ shown: ShownText.Span, to json: inout JSONWriter) {
    json.verbatim(#","start":"#)
    json.integer(shown.range.lowerBound)
    json.verbatim(#","end":"#)
    json.integer(shown.range.upperBound)
    guard hasOriginalOffsets else { return }
    json.verbatim(#","original_start":"#)
    json.integer(shown.original.lowerBound)
    json.verbatim(#","original_end":"#)
    json.integer(shown.original.upperBound)
  }
}
