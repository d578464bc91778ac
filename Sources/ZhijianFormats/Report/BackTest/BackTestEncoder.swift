internal import Zhijian

/// A back-test as JSON: the form that other programs rely on, described by docs/schema/rules-diff.schema.json.
struct BackTestEncoder {
  static let schema = 1

  private let report: BackTestReport
  private let document: BackTestDocument
  private let redactor: Redactor

  init(document: BackTestDocument) {
    self.document = document
    report = document.report
    redactor = document.options.redactor(default: .none)
  }

  var bytes: [UInt8] {
    var json = JSONWriter()
    json.beginObject()
    json.key("schema")
    json.integer(Self.schema)
    for (isAfter, side) in [(false, report.before), (true, report.after)] {
      if isAfter { json.key("new") } else { json.key("old") }
      json.beginObject()
      json.key("name")
      json.string(redactor.show(side.name))
      json.key("rules")
      json.integer(side.rules.count)
      json.key("versions")
      EvaluationEncoder.encode(side.versions, transcript: nil, to: &json)
      json.endObject()
    }
    encodeTotals(to: &json)
    encodeRules(to: &json)
    encodeConversations(to: &json)
    encodeAgents(to: &json)
    encodeBars(to: &json)
    SummaryEncoder(options: document.options, redactor: redactor).encode(document.problems, to: &json)
    json.endObject()
    json.newline()
    return json.bytes
  }

  private func encodeTotals(to json: inout JSONWriter) {
    json.key("totals")
    json.beginObject()
    for (isAfter, totals) in [(false, report.totalsBefore), (true, report.totalsAfter)] {
      if isAfter { json.key("after") } else { json.key("before") }
      json.beginObject()
      json.key("score")
      json.decimal(totals.scores.mean, places: 4)
      json.key("scored")
      json.integer(totals.scores.count)
      json.key("findings")
      json.integer(totals.findings)
      json.key("auto_fails")
      json.integer(totals.autoFails)
      json.key("grades")
      json.beginObject()
      for (grade, count) in totals.grades.sorted(by: { $0.key < $1.key }) {
        json.key(escaping: grade)
        json.integer(count)
      }
      json.endObject()
      json.endObject()
    }
    for (name, count) in [
      ("conversations", report.conversations), ("messages", report.messages),
      ("conversations_changed", report.conversationsChanged), ("scores_changed", report.scoresChanged),
      ("findings_gained", report.gained), ("findings_lost", report.lost), ("findings_changed", report.changed),
      ("grade_flips", report.gradeFlipCount), ("new_auto_fails", report.newAutoFails),
      ("ended_auto_fails", report.endedAutoFails),
    ] {
      json.key(escaping: name)
      json.integer(count)
    }
    json.key("also_different")
    json.strings(report.otherDifferences)
    json.endObject()
    json.key("grade_flips")
    json.array(report.gradeFlips) { flip, json in
      json.key("before")
      json.optional(flip.before)
      json.key("after")
      json.optional(flip.after)
      json.key("count")
      json.integer(flip.count)
      json.key("examples")
      json.strings(flip.examples.map { redactor.show($0) })
    }
  }

  private func encodeRules(to json: inout JSONWriter) {
    json.key("rules")
    json.array(report.rulesOfInterest) { rule, json in
      json.key("rule")
      json.string(rule.id)
      json.key("title")
      json.optional(rule.rule?.title)
      json.key("change")
      json.string(rule.kind.rawValue)
      for (isAfter, side) in [(false, rule.before), (true, rule.after)] {
        if isAfter { json.key("after") } else { json.key("before") }
        guard let side else {
          json.null()
          continue
        }
        json.beginObject()
        json.key("content")
        json.string(String(side.contentHash.prefix(16)))
        json.key("verb")
        json.string(side.verb.rawValue)
        json.key("severity")
        json.string(side.severity.rawValue)
        json.key("rule_status")
        json.string(side.status.rawValue)
        json.endObject()
      }
      for (name, count) in [
        ("findings_before", rule.findingsBefore), ("findings_after", rule.findingsAfter), ("gained", rule.gained),
        ("lost", rule.lost), ("changed", rule.changed),
      ] {
        json.key(escaping: name)
        json.integer(count)
      }
      json.key("changed_by")
      json.beginObject()
      for aspect in FindingComparison.Aspect.allCases {
        guard let count = rule.changedBy[aspect] else { continue }
        json.key(escaping: aspect.rawValue)
        json.integer(count)
      }
      json.endObject()
      json.key("samples")
      json.beginObject()
      for kind in ConversationComparison.Change.Kind.allCases {
        json.key(escaping: kind.rawValue)
        json.array(rule.samples(kind)) { encode($0, to: &$1) }
      }
      json.endObject()
    }
  }

  private func encode(_ sample: FindingSample, to json: inout JSONWriter) {
    json.key("conversation")
    json.string(redactor.show(sample.conversation))
    json.key("fingerprint")
    json.string(sample.fingerprint)
    json.key("agent")
    json.optional(redactor.show(sample.agent))
    json.key("severity")
    json.string(sample.severity.rawValue)
    json.key("messages")
    json.array(sample.lines) { line, json in
      let text = ShownText(line.surrounded, redactor: redactor)
      json.key("message")
      json.integer(line.index)
      json.key("role")
      json.string(line.role.rawValue)
      json.key("agent")
      json.optional(redactor.show(line.agent))
      json.key("why")
      json.optional(line.reason?.rawValue)
      json.key("text")
      json.string(text.text)
      json.key("spans")
      json.array(line.marks) { mark, json in
        let range = text.range(of: mark)
        json.key("start")
        json.integer(range.lowerBound)
        json.key("end")
        json.integer(range.upperBound)
      }
    }
  }

  private func encodeConversations(to json: inout JSONWriter) {
    json.key("conversations")
    json.array(report.flips) { flip, json in
      json.key("id")
      json.string(redactor.show(flip.id))
      json.key("score")
      pair(&json) {
        $0.hundredths(flip.before.score)
      } after: {
        $0.hundredths(flip.after.score)
      }
      json.key("grade")
      pair(&json) {
        $0.optional(flip.before.grade)
      } after: {
        $0.optional(flip.after.grade)
      }
      json.key("auto_fail")
      pair(&json) {
        $0.bool(flip.before.isAutoFailed)
      } after: {
        $0.bool(flip.after.isAutoFailed)
      }
      json.key("agents")
      json.strings(flip.agents.map { redactor.show($0) })
      json.key("ledger")
      json.array(flip.ledger) { line, json in
        json.key("rule")
        json.optional(line.rule)
        json.key("category")
        json.optional(line.category)
        json.key("kind")
        json.optional(line.kind)
        json.key("before")
        json.hundredths(line.before)
        json.key("after")
        json.hundredths(line.after)
      }
    }
  }

  private func encodeAgents(to json: inout JSONWriter) {
    let before = report.ranks(\.before, policy: report.before.policy)
    let after = report.ranks(\.after, policy: report.after.policy)
    json.key("agents")
    json.array(report.agentsMoved) { agent, json in
      json.key("id")
      json.string(redactor.show(agent.id))
      json.key("name")
      json.optional(redactor.show(agent.name))
      json.key("n")
      pair(&json) {
        $0.integer(agent.before.count)
      } after: {
        $0.integer(agent.after.count)
      }
      json.key("score")
      pair(&json) {
        $0.decimal(agent.before.mean, places: 4)
      } after: {
        $0.decimal(agent.after.mean, places: 4)
      }
      json.key("rank")
      pair(&json) {
        $0.optional(before[agent.id])
      } after: {
        $0.optional(after[agent.id])
      }
      json.key("gained")
      json.integer(agent.gained)
      json.key("lost")
      json.integer(agent.lost)
    }
  }

  private func encodeBars(to json: inout JSONWriter) {
    json.key("bars")
    json.array(document.bars) { outcome, json in
      json.key("expression")
      json.string(outcome.bar.expression)
      json.key("value")
      // Of nothing, any share is infinite, which JSON cannot say.
      json.decimal(outcome.value.flatMap { $0.isFinite ? $0 : nil }, places: 4)
      json.key("broken")
      json.bool(outcome.isBroken)
    }
  }

  private func pair(
    _ json: inout JSONWriter, before: (inout JSONWriter) -> Void, after: (inout JSONWriter) -> Void
  ) {
    json.beginObject()
    json.key("before")
    before(&json)
    json.key("after")
    after(&json)
    json.endObject()
  }
}
