/// Steps of a sequence that can never come in order.
enum UnreachableStepCheck: LintCheck {
  static let definition = LintCheckDefinition(
    id: "unreachable-step", severity: .warning,
    summary: LocalizedText(zh: "sequence 里有不可能按次序出现的步骤", en: "a step of a sequence can never come in order"),
    reason: LocalizedText(zh: "整个 sequence 永远不成立。", en: "The whole sequence can never hold."),
    remedy: LocalizedText(
      zh: "调整步骤的次序或位置，或写 optional: true。", en: "Change the order or the positions, or write optional: true."))

  static func check(_ rule: LintedRule, _ input: LintInput, _ report: LintReport) {
    for node in rule.nodes {
      guard case .sequence(let steps) = node.logic else { continue }
      for (number, step) in steps.enumerated() where !step.isOptional {
        if ConditionLimits.isImpossible(step.node) {
          report.add(
            rule, at: step.node.location,
            LocalizedText(zh: "步骤“\(step.name)”永远不会出现", en: "the step '\(step.name)' can never be there"))
        } else if let earlier = steps[..<number].first(where: { !$0.isOptional && isAfter($0.node, step.node) }) {
          report.add(
            rule, at: step.node.location,
            LocalizedText(
              zh: "步骤“\(step.name)”的位置总在步骤“\(earlier.name)”之前",
              en: "the step '\(step.name)' is always before the step '\(earlier.name)'"))
        }
      }
    }
  }

  /// Whether every place of `first` comes after every place of `second`.
  private static func isAfter(_ first: ConditionNode, _ second: ConditionNode) -> Bool {
    guard first.scope.anchor == second.scope.anchor, first.scope.role == second.scope.role,
      first.scope.segment == second.scope.segment
    else { return false }
    let ranges: (PositionRange, PositionRange)
    switch (first.scope.positions, second.scope.positions) {
    case (.messages(let one)?, .messages(let two)?), (.turns(let one)?, .turns(let two)?),
      (.lines(let one)?, .lines(let two)?):
      ranges = (one, two)
    default: return false
    }
    let isSameEnd = (ranges.0.from > 0) == (ranges.1.to > 0) && (ranges.0.to > 0) == (ranges.1.from > 0)
    return isSameEnd && ranges.0.from > ranges.1.to
  }
}
