internal import Zhijian

extension EvaluationEncoder {
  /// Writes the result of every rule.
  func encodeResults(_ evaluation: Evaluation, to json: inout JSONWriter) {
    var findings: [String: [String]] = [:]
    for (place, finding) in evaluation.findings.enumerated() {
      findings[finding.rule, default: []].append("f\(place + 1)")
    }
    json.key("results")
    json.array(evaluation.outcomes) { outcome, json in
      json.key("rule")
      json.string(outcome.rule)
      json.key("result")
      json.string(outcome.result.rawValue)
      json.key("windows")
      json.beginObject()
      json.key("hit")
      json.integer(outcome.windows.hit)
      json.key("no_hit")
      json.integer(outcome.windows.noHit)
      json.key("unknown")
      json.integer(outcome.windows.unknown)
      json.key("not_applicable")
      json.integer(outcome.windows.notApplicable)
      json.endObject()
      json.key("findings")
      json.strings(findings[outcome.rule] ?? [])
    }
  }

  /// Writes every message with its mood, and the occurrences that were no hits.
  func encodeMessages(_ evaluation: Evaluation, texts: inout ShownTexts, to json: inout JSONWriter) {
    json.key("messages")
    json.beginArray()
    for (index, message) in evaluation.transcript.messages.enumerated() {
      let sentiment = evaluation.sentiments.indices.contains(index) ? evaluation.sentiments[index] : nil
      let agent = evaluation.agentOfMessage.indices.contains(index) ? evaluation.agentOfMessage[index] : nil
      json.beginObject()
      json.key("index")
      json.integer(index)
      json.key("role")
      json.string(message.role.rawValue)
      json.key("agent")
      json.optional(redactor.show(agent))
      json.key("sentiment")
      json.decimal(sentiment?.score, places: 3)
      json.key("mood")
      json.decimal(evaluation.mood.indices.contains(index) ? evaluation.mood[index] : nil, places: 3)
      json.key("emotion")
      json.optional(sentiment?.emotion?.rawValue)
      json.key("parts")
      json.beginArray()
      for part in sentiment?.parts ?? [] { encode(part, message: index, texts: &texts, to: &json) }
      json.endArray()
      json.endObject()
    }
    json.endArray()
    json.key("suppressed_hits")
    json.beginArray()
    for hit in evaluation.suppressedHits {
      json.beginObject()
      json.key("rule")
      json.string(hit.rule)
      json.key("message")
      json.integer(hit.span.message)
      encode(texts.span(hit.span), to: &json)
      json.key("why")
      json.string(hit.why.rawValue)
      json.endObject()
    }
    json.endArray()
  }

  private func encode(
    _ part: SentimentPart, message: Int, texts: inout ShownTexts, to json: inout JSONWriter
  ) {
    json.beginObject()
    json.key("kind")
    json.string(part.kind.rawValue)
    json.key("name")
    json.string(part.name)
    json.key("contribution")
    json.decimal(part.contribution, places: 3)
    if let range = part.range {
      encode(texts.span(EvidenceSpan(message: message, range: range)), to: &json)
    } else {
      json.key("start")
      json.null()
      json.key("end")
      json.null()
    }
    json.endObject()
  }
}
