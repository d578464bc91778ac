import Zhijian

extension RuleTestReport {
  /// The member `coverage`.
  func write(_ coverage: [RuleCoverage], to writer: inout JSONWriter) {
    writer.key("coverage")
    writer.beginObject()
    write(coverage.reduce(0) { $0 + $1.reached }, of: coverage.reduce(0) { $0 + $1.goals }, to: &writer)
    writer.key("rules")
    writer.beginArray()
    for rule in coverage {
      writer.beginObject()
      writer.key("rule")
      writer.string(rule.rule)
      write(rule.reached, of: rule.goals, to: &writer)
      writer.key("gaps")
      writer.beginArray()
      for part in rule.gaps { write(part, to: &writer) }
      writer.endArray()
      writer.endObject()
    }
    writer.endArray()
    writer.endObject()
  }

  private func write(_ reached: Int, of goals: Int, to writer: inout JSONWriter) {
    writer.key("reached")
    writer.integer(reached)
    writer.key("goals")
    writer.integer(goals)
    writer.key("percent")
    writer.decimal(units: goals == 0 ? 1000 : reached * 1000 / goals, places: 1)
  }

  private func write(_ part: RuleCoverage.Part, to writer: inout JSONWriter) {
    writer.beginObject()
    writer.key("kind")
    writer.string(part.kind.rawValue)
    writer.key("text")
    writer.string(part.text)
    diagnostics([]).writePlace(part.location, to: &writer)
    writer.key("gap")
    writer.string(part.gap?.rawValue ?? "")
    if part.kind == .phrase {
      writer.key("tests")
      writer.string(part.witness.rawValue)
    }
    writer.endObject()
  }
}
