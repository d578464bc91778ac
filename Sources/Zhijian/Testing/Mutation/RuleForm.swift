/// What a rule does, without the words it is written in: rules of one form report the same of every conversation.
struct RuleForm: Equatable {
  private indirect enum Form: Equatable {
    case leaf(operator: String, scope: Scope, options: [String: [UInt8]], nested: [Condition])
    case logic(String, [Condition])
  }

  private struct Condition: Equatable {
    let form: Form
    let scope: Scope
    let windows: SubWindows?
    let label: String?
    /// Of a step in a sequence.
    var isOptional = false
    var withinLines: Int?
    var withinMilliseconds: Int64?
  }

  private let verb: RuleVerb
  private let score: RuleScore
  private let which: AnchorChoice
  private let filter: [UInt8]
  private let given: Condition?
  private let condition: Condition

  /// `root` is the file that `rule` was read from.
  init(_ rule: Rule, root: YAMLNode, lists: WordListCatalog) {
    let reader = Reader(outline: RuleOutline(root: root), yaml: CanonicalYAML(lists: lists))
    verb = rule.verb
    score = rule.score
    which = rule.which
    filter = root.value("for").map(reader.yaml.bytes) ?? []
    given = rule.given.map(reader.condition)
    condition = reader.condition(rule.condition)
  }

  private struct Reader {
    let outline: RuleOutline
    let yaml: CanonicalYAML

    func condition(_ node: ConditionNode) -> Condition {
      let scope: Scope =
        if case .leaf(let leaf, _) = node.logic { leaf.looksAtMessages ? node.leafScope : Scope() } else { node.scope }
      return Condition(form: form(node, scope), scope: scope, windows: node.windows, label: node.label)
    }

    private func form(_ node: ConditionNode, _ scope: Scope) -> Form {
      switch node.logic {
      case .leaf(let leaf, _):
        return .leaf(
          operator: type(of: leaf).definition.name, scope: scope, options: options(of: node, leaf),
          nested: leaf.nested.map(condition))
      case .all(let operands): return .logic("all", operands.map(condition))
      case .any(let operands): return .logic("any", operands.map(condition))
      case .not(let operand): return .logic("not", [condition(operand)])
      case .atLeast(let needed, let operands): return .logic("at_least \(needed)", operands.map(condition))
      case .sequence(let steps):
        return .logic(
          "sequence",
          steps.map { step in
            var form = condition(step.node)
            form.isOptional = step.isOptional
            form.withinLines = step.withinLines
            form.withinMilliseconds = step.withinMilliseconds
            return form
          })
      }
    }

    /// What is written of an operator besides its scope and its conditions, without what is the default anyway.
    private func options(of node: ConditionNode, _ leaf: any ConditionOperator) -> [String: [UInt8]] {
      let definition = type(of: leaf).definition
      let defaults = Dictionary(
        definition.parameters.compactMap { parameter in parameter.defaultValue.map { (parameter.name, $0.english) } },
        uniquingKeysWith: { first, _ in first })
      let beside = Set(ConditionKeys.beside.map(\.name))
      var options: [String: [UInt8]] = [:]
      func add(_ entry: YAMLNode.Entry) {
        if let text = entry.value.scalar, defaults[entry.key] == text { return }
        options[entry.key] = yaml.bytes(of: entry.value)
      }
      for entry in outline.entries(beside: node) where !beside.contains(entry.key) {
        guard entry.keyLocation == node.location, case .mapping(let inner) = entry.value.content else {
          add(entry)
          continue
        }
        for option in inner {
          // The conditions inside are compared as such.
          if case .mapping = option.value.content, !leaf.nested.isEmpty { continue }
          add(option)
        }
      }
      return options
    }
  }
}
