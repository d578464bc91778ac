/// Reads conditions: logic, operators, scope, labels.
final class ConditionParser {
  private static let maximumDepth = 20

  private let sink: DiagnosticSink
  private let verb: RuleVerb
  private let lists: WordListCatalog
  private let folding: TextFolding
  private let expressions: ExpressionTable
  private let scriptLexicon: ScriptLexicon
  private var leafCount = 0
  /// The labelled conditions, by name.
  private(set) var labels: [String: ConditionNode] = [:]
  /// Where conditions name their anchors, by what they name and the place of the condition.
  private var anchorPlaces: [SourceLocation: SourceLocation] = [:]
  private var depth = 0
  /// Whether `given` hangs on messages, and not on the conversation as `field` and `count` do.
  var isGivenAMessage = true

  init(
    verb: RuleVerb, lists: WordListCatalog, folding: TextFolding, expressions: ExpressionTable,
    scriptLexicon: ScriptLexicon, sink: DiagnosticSink
  ) {
    self.verb = verb
    self.lists = lists
    self.folding = folding
    self.expressions = expressions
    self.scriptLexicon = scriptLexicon
    self.sink = sink
  }

  /// The condition at `node`; nil after a diagnostic. `parent` is the scope to inherit from.
  func parse(_ node: YAMLNode, inheriting parent: Scope) -> ConditionNode? {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.maximumDepth else {
      sink.error("too-deep", at: node.location, LocalizedText(zh: "条件嵌套太深", en: "conditions nest too deeply"))
      return nil
    }
    guard let mapping = YAMLMapping(node, sink: sink, what: LocalizedText(zh: "条件", en: "a condition")) else {
      return nil
    }
    return parse(mapping, inheriting: parent)
  }

  private func parse(_ mapping: YAMLMapping, inheriting parent: Scope) -> ConditionNode? {
    let own = ScopeParser(mapping)
    let scope = own.parse().inheriting(parent)
    own.checkPositions(scope, isGivenAMessage: isGivenAMessage)
    let windows = mapping.choice("same", SubWindows.self)
    let label = mapping.text("label")
    let heads = mapping.keys.filter { ConditionKeys.logicNames.contains($0) || ConditionOperators.byName[$0] != nil }
    // Asking for all of them first makes a misspelt operator suggest the right one.
    for key in ConditionKeys.logicNames + ConditionOperators.all.map({ $0.definition.name }) { _ = mapping.value(key) }
    guard heads.count <= 1 else {
      sink.error(
        "two-conditions", at: mapping.location(of: heads[1]),
        LocalizedText(
          zh: "一个条件里只能写一个算子，这里有 \(heads.joined(separator: "、"))",
          en: "a condition holds one operator, here are \(heads.joined(separator: ", "))"),
        hint: LocalizedText(zh: "用 all: 或 any: 把它们组合起来", en: "combine them with all: or any:"))
      // Read all the same, for the other faults in them.
      for head in heads {
        guard let value = mapping.value(head) else { continue }
        _ =
          ConditionKeys.logicNames.contains(head)
          ? parseLogic(head, value, mapping, scope: scope) : parseOperator(head, value, mapping, scope: scope)
      }
      mapping.finish()
      return nil
    }
    guard let head = heads.first, let value = mapping.value(head) else {
      mapping.finish()
      sink.error(
        "no-condition", at: mapping.location,
        LocalizedText(zh: "这里没有条件（算子或 all、any、not）", en: "there is no condition here (an operator, or all, any, not)"))
      return nil
    }
    let logic =
      ConditionKeys.logicNames.contains(head)
      ? parseLogic(head, value, mapping, scope: scope) : parseOperator(head, value, mapping, scope: scope)
    mapping.finish()
    guard let logic else { return nil }
    let node = ConditionNode(
      logic: logic, scope: scope, windows: windows, label: label, location: mapping.location(of: head))
    if let side = Scope.Side.allCases.first(where: { mapping.keys.contains($0.rawValue) }),
      let place = mapping.value(side.rawValue)?.location
    {
      anchorPlaces[node.location] = place
    }
    if let label { register(node, as: label, at: mapping.location(of: "label")) }
    return node
  }

  private func register(_ node: ConditionNode, as label: String, at location: SourceLocation) {
    if label == "given" {
      sink.error(
        "invalid-value", at: location, LocalizedText(zh: "label 不能叫 given", en: "a label cannot be called given"))
    } else if labels[label] != nil {
      sink.error(
        "duplicate-label", at: location,
        LocalizedText(zh: "label “\(label)”重复", en: "the label '\(label)' is used twice"))
    } else {
      labels[label] = node
    }
  }

  // MARK: Logic

  private func parseLogic(_ key: String, _ value: YAMLNode, _ mapping: YAMLMapping, scope: Scope) -> ConditionNode
    .Logic?
  {
    switch key {
    case "not": return parse(value, inheriting: scope).map(ConditionNode.Logic.not)
    case "at_least": return parseAtLeast(value, scope: scope)
    case "sequence": return parseSequence(value, scope: scope)
    default:
      guard let operands = operands(value, key: key, scope: scope) else { return nil }
      return key == "all" ? .all(operands) : .any(operands)
    }
  }

  private func operands(_ value: YAMLNode, key: String, scope: Scope) -> [ConditionNode]? {
    guard case .sequence(let items) = value.content, !items.isEmpty else {
      sink.error(
        "wrong-type", at: value.location,
        LocalizedText(zh: "“\(key)”下面应当是条件的列表", en: "'\(key)' must hold a list of conditions"))
      return nil
    }
    let nodes = items.map { parse($0, inheriting: scope) }
    guard nodes.allSatisfy({ $0 != nil }) else { return nil }
    return nodes.compactMap { $0 }
  }

  private func parseAtLeast(_ value: YAMLNode, scope: Scope) -> ConditionNode.Logic? {
    guard let inner = YAMLMapping(value, sink: sink, what: LocalizedText(zh: "at_least", en: "at_least")) else {
      return nil
    }
    let needed = inner.integer("n", in: ConditionKeys.operands)
    let operands = inner.value("of").flatMap { self.operands($0, key: "of", scope: scope) }
    inner.finish()
    guard let needed, let operands else {
      if !inner.keys.contains("n") || !inner.keys.contains("of") {
        sink.error(
          "missing-key", at: value.location, LocalizedText(zh: "at_least 需要 n 和 of", en: "at_least needs n and of"))
      }
      return nil
    }
    guard needed <= operands.count else {
      sink.error(
        "unreachable", at: inner.location(of: "n"),
        LocalizedText(zh: "n 大于条件个数，永远不会成立", en: "n is larger than the number of conditions and can never hold"))
      return nil
    }
    return .atLeast(needed, operands)
  }

  private func parseSequence(_ value: YAMLNode, scope: Scope) -> ConditionNode.Logic? {
    guard case .sequence(let items) = value.content, ConditionKeys.steps.contains(items.count) else {
      sink.error(
        "wrong-type", at: value.location,
        LocalizedText(zh: "“sequence”下面应当是步骤的列表（至多 32 步）", en: "'sequence' must hold a list of at most 32 steps"))
      return nil
    }
    var steps: [SequenceStep] = []
    for (offset, item) in items.enumerated() {
      guard let mapping = YAMLMapping(item, sink: sink, what: LocalizedText(zh: "步骤", en: "a step")) else { continue }
      let isOptional = mapping.boolean("optional") ?? false
      var lines: Int?
      var milliseconds: Int64?
      if let within = mapping.value("step_within"),
        let inner = YAMLMapping(within, sink: sink, what: LocalizedText(zh: "step_within", en: "step_within"))
      {
        lines = inner.integer("lines", in: ConditionKeys.stepLines)
        milliseconds = inner.integer("seconds", in: ConditionKeys.stepSeconds).map { Int64($0) * 1000 }
        if inner.keys.isEmpty {
          sink.error(
            "missing-key", at: within.location,
            LocalizedText(zh: "step_within 需要 lines 或 seconds", en: "step_within needs lines or seconds"))
        }
        inner.finish()
      }
      depth += 1
      let node = parse(mapping, inheriting: scope)
      depth -= 1
      guard let node else { continue }
      steps.append(
        SequenceStep(
          node: node, name: node.label ?? String(offset + 1), isOptional: isOptional, withinLines: lines,
          withinMilliseconds: milliseconds))
    }
    return steps.count == items.count ? .sequence(steps) : nil
  }

  // MARK: Operators

  private func parseOperator(_ name: String, _ value: YAMLNode, _ mapping: YAMLMapping, scope: Scope) -> ConditionNode
    .Logic?
  {
    guard let type = ConditionOperators.byName[name] else { return nil }
    let context = OperatorContext(
      sink: sink, verb: verb, lists: lists, folding: folding, expressions: expressions,
      scriptLexicon: scriptLexicon, condition: { [unowned self] node in self.parse(node, inheriting: scope) })
    guard let leaf = type.init(value: value, options: mapping, context: context) else { return nil }
    let id = LeafID(index: leafCount)
    leafCount += 1
    return .leaf(leaf, id)
  }

  // MARK: Labels

  /// Reports a precondition that hangs on itself, straight or by way of labels.
  func checkGiven(_ given: ConditionNode) {
    if hangsOnGiven(given, visited: []) {
      sink.error(
        "label-cycle", at: given.location,
        LocalizedText(zh: "given 不能用自己定位", en: "given cannot hang on itself"))
    }
  }

  private func hangsOnGiven(_ node: ConditionNode, visited: Set<String>) -> Bool {
    switch node.scope.anchor?.name {
    case .given?: return true
    case .label(let name)? where !visited.contains(name):
      if let next = labels[name], hangsOnGiven(next, visited: visited.union([name])) { return true }
    default: break
    }
    return node.children.contains { hangsOnGiven($0, visited: visited) }
  }

  /// Reports anchors that name no label, and labels that hang on each other in a circle.
  func checkLabels(_ roots: [ConditionNode]) {
    for root in roots { checkReferences(root) }
    for name in labels.keys.sorted() {
      guard let node = labels[name], reaches(name, from: node, visited: []) else { continue }
      sink.error(
        "label-cycle", at: node.location,
        LocalizedText(zh: "label “\(name)”绕回了自己", en: "the label '\(name)' depends on itself"))
    }
  }

  /// Reports what hangs on `given` in a rule that has none, each place once.
  func checkGivenReferences(_ node: ConditionNode) {
    if node.scope.anchor?.name == .given, let place = anchorPlaces[node.location] {
      sink.error(
        "unknown-label", at: place,
        LocalizedText(zh: "规则没有 given，不能用它定位", en: "the rule has no given to hang on"))
    }
    for child in node.children { checkGivenReferences(child) }
  }

  private func checkReferences(_ node: ConditionNode) {
    if case .label(let name)? = node.scope.anchor?.name, labels[name] == nil, let place = anchorPlaces[node.location] {
      let closest = SpellingSuggestion.closest(to: name, among: labels.keys.sorted())
      sink.error(
        "unknown-label", at: place, LocalizedText(zh: "没有 label “\(name)”", en: "there is no label '\(name)'"),
        hint: closest.map { LocalizedText(zh: "是不是想写“\($0)”？", en: "did you mean '\($0)'?") })
    }
    for child in node.children { checkReferences(child) }
  }

  private func reaches(_ target: String, from node: ConditionNode, visited: Set<String>) -> Bool {
    if case .label(let name)? = node.scope.anchor?.name {
      if name == target { return true }
      if !visited.contains(name), let next = labels[name], reaches(target, from: next, visited: visited.union([name])) {
        return true
      }
    }
    return node.children.contains { reaches(target, from: $0, visited: visited) }
  }
}
