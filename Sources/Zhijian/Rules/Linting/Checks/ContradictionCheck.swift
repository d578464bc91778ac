/// Requirements that cannot be met without breaking another rule.
enum ContradictionCheck: LintCheck {
  static let definition = LintCheckDefinition(
    id: "contradiction", severity: .error,
    summary: LocalizedText(zh: "一条规则要求的话，另一条规则全都禁止", en: "one rule requires what another forbids"),
    reason: LocalizedText(
      zh: "客服怎么说都要扣分。", en: "Whatever the agent says costs points."),
    remedy: LocalizedText(
      zh: "去掉其中一条，或者收窄它的范围或短语。", en: "Drop one of the two, or narrow its scope or phrases."))

  static func run(_ input: LintInput, _ report: LintReport) {
    let forbidding = input.rules.filter { $0.rule.verb == .forbid }
    for required in input.rules where required.rule.verb == .require {
      guard let wanted = phrases(of: required.rule.condition, in: required, input),
        let forbidding = forbidding.first(where: { forbids($0, wanted, of: required, input) })
      else { continue }
      let location = required.rule.condition.location
      report.add(
        required, at: location,
        LocalizedText(
          zh: "这里要求的每个短语，规则 \(forbidding.rule.id) 在同样的范围里都禁止",
          en: "rule \(forbidding.rule.id) forbids every phrase that is required here, in the same scope"))
    }
  }

  /// The phrases of which one fulfils a condition; nil for conditions of other kinds.
  private static func phrases(of node: ConditionNode, in rule: LintedRule, _ input: LintInput) -> Set<[UInt16]>? {
    switch node.logic {
    case .leaf(let leaf, _):
      guard let keyword = leaf as? KeywordOperator, keyword.match != KeywordOperator.Match.none else { return nil }
      return Set(keyword.phrases.map(input.probe.folded))
    case .any(let nodes):
      let parts = nodes.map { phrases(of: $0, in: rule, input) }
      guard parts.allSatisfy({ $0 != nil }) else { return nil }
      return parts.reduce(into: Set()) { $0.formUnion($1 ?? []) }
    default: return nil
    }
  }

  private static func forbids(
    _ rule: LintedRule, _ wanted: Set<[UInt16]>, of required: LintedRule, _ input: LintInput
  ) -> Bool {
    let node = rule.rule.condition
    guard let banned = phrases(of: node, in: rule, input), wanted.isSubset(of: banned), isPlain(node) else {
      return false
    }
    func written(_ rule: LintedRule, _ key: String) -> [UInt8]? {
      rule.entry(key).map { CanonicalYAML(lists: input.catalog).bytes(of: $0.value) }
    }
    guard rule.rule.filter == nil || written(rule, "for") == written(required, "for") else { return false }
    let own = required.rule.condition.scope
    guard node.scope.role ?? .any == .any || node.scope.role == own.role else { return false }
    // Everything that its role says, or just what the requirement looks at.
    if rule.rule.given == nil, node.scope.positions == nil, node.scope.anchor == nil, node.scope.seconds == nil {
      return true
    }
    return node.scope == own && written(rule, "given") == written(required, "given")
  }

  /// Whether every phrase is forbidden as it stands, without excuses and conditions.
  private static func isPlain(_ node: ConditionNode) -> Bool {
    switch node.logic {
    case .leaf(let leaf, _):
      guard let keyword = leaf as? KeywordOperator, let scan = keyword.scan else { return false }
      return keyword.match == .any && scan.excuses.isEmpty && !scan.isAsserted && node.scope.every != true
    case .any(let nodes): return nodes.allSatisfy(isPlain)
    default: return false
    }
  }
}
