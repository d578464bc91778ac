import Zhijian

extension RuleTestReport {
  /// docs/schema/rules-test.schema.json describes it.
  func json() -> [UInt8] {
    diagnostics(run.faults).json { writer in
      writer.key("counts")
      writer.beginObject()
      writer.key("rules")
      writer.integer(run.rules)
      writer.key("tests")
      writer.integer(run.results.count)
      for verdict in RuleTestResult.Verdict.allCases {
        writer.key(escaping: verdict.rawValue)
        writer.integer(run.count(verdict))
      }
      writer.endObject()
      writer.key("tests")
      writer.beginArray()
      for result in run.results { write(result, to: &writer) }
      writer.endArray()
      if let coverage = run.coverage { write(coverage, to: &writer) }
    }
  }

  private func write(_ result: RuleTestResult, to writer: inout JSONWriter) {
    let test = result.test
    writer.beginObject()
    writer.key("rule")
    writer.string(test.rule)
    writer.key("name")
    writer.string(test.name)
    writer.key("kind")
    writer.string(test.isExample ? "example" : "test")
    writer.key("verdict")
    writer.string(result.verdict.rawValue)
    diagnostics([]).writePlace(test.location, to: &writer)
    if let reason = test.reason {
      writer.key("reason")
      writer.string(reason)
    }
    if let result = result.result {
      writer.key("result")
      writer.string(result.rawValue)
    }
    if !result.differences.isEmpty {
      writer.key("differences")
      writer.beginArray()
      for difference in result.differences { writer.string(difference.text(in: language)) }
      writer.endArray()
    }
    writer.key("findings")
    writer.beginArray()
    for found in result.findings { write(found, of: test.transcript, to: &writer) }
    writer.endArray()
    if !result.suppressed.isEmpty { write(result.suppressed, of: test.transcript, to: &writer) }
    writer.endObject()
  }

  private func write(_ found: ScoredFinding, of transcript: Transcript, to writer: inout JSONWriter) {
    writer.beginObject()
    writer.key("messages")
    writer.beginArray()
    for message in found.messages { writer.integer(message + 1) }
    writer.endArray()
    writer.key("spans")
    writer.beginArray()
    for span in found.finding.hits.flatMap(\.spans) {
      writer.beginObject()
      write(span, of: transcript, to: &writer)
      writer.endObject()
    }
    writer.endArray()
    writer.key("owner")
    if let agent = found.finding.agent { writer.string(agent) } else { writer.null() }
    writer.key("score")
    switch found.score {
    case .points(let points): writer.number(Double(points) / 100)
    case .autoFail: writer.string("auto_fail")
    }
    writer.endObject()
  }

  private func write(_ hits: [SuppressedHit], of transcript: Transcript, to writer: inout JSONWriter) {
    writer.key("suppressed")
    writer.beginArray()
    for hit in hits {
      writer.beginObject()
      write(hit.span, of: transcript, to: &writer)
      writer.key("why")
      writer.string(hit.why.rawValue)
      writer.endObject()
    }
    writer.endArray()
  }

  private func write(_ span: EvidenceSpan, of transcript: Transcript, to writer: inout JSONWriter) {
    writer.key("message")
    writer.integer(span.message + 1)
    writer.key("start")
    writer.integer(span.range.lower)
    writer.key("end")
    writer.integer(span.range.upper)
    writer.key("text")
    writer.string(transcript.text(at: span))
  }
}
