internal import Zhijian

extension EvaluationEncoder {
  /// Writes the member `changes`.
  func encode(_ changes: ScoreChanges, to json: inout JSONWriter) {
    json.key("changes")
    json.beginObject()
    json.key("causes")
    json.strings(changes.causes.map(\.rawValue))
    json.key("score")
    json.beginObject()
    step(changes.before, changes.after, to: &json)
    json.endObject()
    json.key("ledger")
    json.array(changes.ledger) { line, json in
      json.key("agent")
      show(line.agent, to: &json)
      json.key("rule")
      json.optional(line.rule)
      json.key("category")
      json.optional(line.category)
      json.key("kind")
      json.optional(line.kind)
      step(line.before, line.after, to: &json)
    }
    json.key("agents")
    json.array(changes.agents) { agent, json in
      json.key("id")
      show(agent.id, to: &json)
      step(agent.before, agent.after, to: &json)
    }
    json.endObject()
  }

  private func step(_ before: Int?, _ after: Int?, to json: inout JSONWriter) {
    json.key("before")
    json.hundredths(before)
    json.key("after")
    json.hundredths(after)
  }
}
