/// Makes the mutants of one rule file: each has one change.
struct MutantGenerator {
  private let rule: String
  private let root: YAMLNode
  private(set) var mutants: [RuleMutant] = []

  /// Puts a changed value back into the whole file.
  private typealias Rebuild = (YAMLNode) -> YAMLNode

  init(rule: String, root: YAMLNode) {
    self.rule = rule
    self.root = root
    addTop()
  }

  private mutating func add(
    _ mutator: RuleMutator, _ location: SourceLocation, _ removed: String, _ added: String?, _ root: YAMLNode
  ) {
    mutants.append(
      RuleMutant(rule: rule, mutator: mutator, location: location, removed: removed, added: added, root: root))
  }

  // MARK: The rule

  private mutating func addTop() {
    for entry in root.entries {
      switch entry.key {
      case "for": add(.dropFor, entry.keyLocation, entry.line(), nil, root.without(["for"]))
      case "given":
        let bare = root.without(["given", "which"])
        add(.dropGiven, entry.keyLocation, entry.line(), nil, bare.with(.mapping(bare.entries.map(Self.unanchored))))
        let root = root
        addCondition(entry.value) { root.replacing(entry, by: $0) }
        negate(entry.value) { root.replacing(entry, by: $0) }
      case "which": addWhich(entry, of: root) { $0 }
      default:
        guard let verb = RuleVerb(rawValue: entry.key) else { continue }
        addVerb(verb, entry)
        let root = root
        addCondition(entry.value) { root.replacing(entry, by: $0) }
      }
    }
  }

  /// A rule reports what holds, or what does not.
  private mutating func addVerb(_ verb: RuleVerb, _ entry: YAMLNode.Entry) {
    let other = verb == .require ? RuleVerb.forbid : .require
    var changed = root.renaming(entry, to: other.rawValue)
    // Points that the other verb cannot give.
    if verb == .credit { changed = changed.without(["score"]) }
    add(.verb, entry.keyLocation, entry.key + ": …", other.rawValue + ": …", changed)
  }

  /// Without what hangs on `given`, all the way down.
  private static func unanchored(_ entry: YAMLNode.Entry) -> YAMLNode.Entry {
    guard entry.key != "examples" else { return entry }
    return YAMLNode.Entry(key: entry.key, keyLocation: entry.keyLocation, value: unanchored(entry.value))
  }

  private static func unanchored(_ node: YAMLNode) -> YAMLNode {
    switch node.content {
    case .scalar: return node
    case .sequence(let items): return node.with(.sequence(items.map(unanchored)))
    case .mapping(let entries):
      let kept = entries.filter { !(ScopeKeys.anchors.contains($0.key) && $0.value.scalar == "given") }
      return node.with(.mapping(kept.map(unanchored)))
    }
  }

  // MARK: Conditions

  private mutating func addCondition(_ node: YAMLNode, _ rebuild: @escaping Rebuild) {
    guard case .mapping = node.content else { return }
    addScope(node, rebuild)
    guard
      let head = node.entries.first(where: {
        ConditionKeys.logicNames.contains($0.key) || ConditionOperators.byName[$0.key] != nil
      })
    else { return }
    switch head.key {
    case "all", "any":
      let other = head.key == "all" ? "any" : "all"
      if head.value.items.count > 1 {
        add(.logic, head.keyLocation, head.key + ": …", other + ": …", rebuild(node.renaming(head, to: other)))
      }
      addOperands(head.value) { rebuild(node.replacing(head, by: $0)) }
    case "sequence": addOperands(head.value) { rebuild(node.replacing(head, by: $0)) }
    case "not":
      let bare = node.without(["not"])
      let holder = node.with(
        .mapping(
          bare.entries + [
            YAMLNode.Entry(
              key: "all", keyLocation: head.keyLocation, value: head.value.with(.sequence([head.value])))
          ]))
      add(.negate, head.keyLocation, head.line(), head.value.line(), rebuild(holder))
      addCondition(head.value) { rebuild(node.replacing(head, by: $0)) }
    case "at_least":
      guard let of = head.value.entries.first(where: { $0.key == "of" }) else { return }
      addNumbers(head.value, keys: ["n"]) { rebuild(node.replacing(head, by: $0)) }
      addOperands(of.value) { rebuild(node.replacing(head, by: head.value.replacing(of, by: $0))) }
    default: addOperator(head, of: node, rebuild)
    }
  }

  private mutating func addOperands(_ list: YAMLNode, _ rebuild: @escaping Rebuild) {
    for (number, item) in list.items.enumerated() {
      let put: Rebuild = { rebuild(list.replacingItem(number, by: $0)) }
      if list.items.count > 1 {
        add(.dropCondition, item.location, item.line(), nil, rebuild(list.replacingItem(number, by: nil)))
      }
      negate(item, put)
      if let within = item.entries.first(where: { $0.key == "step_within" }) {
        addNumbers(within.value, keys: ["lines", "seconds"]) { put(item.replacing(within, by: $0)) }
        add(.widen, within.keyLocation, within.line(), nil, put(item.without(["step_within"])))
      }
      if let optional = item.entries.first(where: { $0.key == "optional" }) {
        add(.dropOption, optional.keyLocation, optional.line(), nil, put(item.without(["optional"])))
      }
      addCondition(item, put)
    }
  }

  /// The opposite of a condition. What is a `not` already loses it elsewhere.
  private mutating func negate(_ node: YAMLNode, _ rebuild: Rebuild) {
    guard case .mapping(let entries) = node.content, node.value("not") == nil else { return }
    let ofStep = ["optional", "step_within"]
    let inner = node.with(.mapping(entries.filter { !ofStep.contains($0.key) }))
    let outer = entries.filter { ofStep.contains($0.key) }
    let negated = YAMLNode.Entry(key: "not", keyLocation: node.location, value: inner)
    add(.negate, node.location, inner.line(), "not: " + inner.line(), rebuild(node.with(.mapping([negated] + outer))))
  }

  // MARK: Scope

  private mutating func addScope(_ node: YAMLNode, _ rebuild: @escaping Rebuild) {
    for entry in node.entries {
      let text = entry.value.scalar ?? ""
      let put = { (value: String) in rebuild(node.replacing(entry, by: entry.value.withText(value))) }
      let dropped = rebuild(node.without([entry.key]))
      if entry.key == "role" {
        let other = text == "agent" ? "customer" : "agent"
        add(.role, entry.keyLocation, entry.line(), "role: " + other, put(other))
      } else if ScopeMutations.limits.contains(entry.key) {
        add(.widen, entry.keyLocation, entry.line(), nil, dropped)
        if let wider = ScopeMutations.wider(entry.key, text) {
          add(.widen, entry.keyLocation, entry.line(), "\(entry.key): \(wider)", put(wider))
        }
        if let narrower = ScopeMutations.narrower(entry.key, text) {
          add(.narrow, entry.keyLocation, entry.line(), "\(entry.key): \(narrower)", put(narrower))
        }
      } else if ScopeKeys.anchors.contains(entry.key) {
        add(.widen, entry.keyLocation, entry.line(), nil, dropped)
      } else if entry.key == "which" {
        addWhich(entry, of: node, rebuild)
      } else if ["every", "join", "segment", "include", "same"].contains(entry.key) {
        add(.dropOption, entry.keyLocation, entry.line(), nil, dropped)
      }
    }
  }

  private mutating func addWhich(_ entry: YAMLNode.Entry, of node: YAMLNode, _ rebuild: Rebuild) {
    add(.dropOption, entry.keyLocation, entry.line(), nil, rebuild(node.without(["which"])))
    let swapped = ["first": "last", "last": "first", "any": "each", "each": "first"]
    if let other = entry.value.scalar.flatMap({ swapped[$0] }) {
      add(
        .narrow, entry.keyLocation, entry.line(), "which: " + other,
        rebuild(node.replacing(entry, by: entry.value.withText(other))))
    }
  }

  // MARK: Operators

  private mutating func addOperator(_ head: YAMLNode.Entry, of node: YAMLNode, _ rebuild: @escaping Rebuild) {
    addNumbers(node, keys: ["threshold", "match"], rebuild)
    for entry in node.entries {
      let dropped = rebuild(node.without([entry.key]))
      switch entry.key {
      case "unless":
        add(.dropUnless, entry.keyLocation, entry.line(), nil, dropped)
        if head.key != "regex" { addPhrases(entry.value) { rebuild(node.replacing(entry, by: $0)) } }
      case "polarity": add(.dropPolarity, entry.keyLocation, entry.line(), nil, dropped)
      case "match": add(.dropOption, entry.keyLocation, entry.line(), nil, dropped)
      case "slots":
        for slot in entry.value.entries {
          let put: Rebuild = { rebuild(node.replacing(entry, by: entry.value.replacing(slot, by: $0))) }
          addPhrases(slot.value, put)
        }
      default: break
      }
    }
    let put: Rebuild = { rebuild(node.replacing(head, by: $0)) }
    if head.key == "keyword" || head.key == "similar" { addPhrases(head.value, put) }
    guard case .mapping(let options) = head.value.content else { return }
    addNumbers(head.value, keys: options.map(\.key), put)
    for option in options {
      if case .mapping = option.value.content {
        addCondition(option.value) { put(head.value.replacing(option, by: $0)) }
      } else if option.key == "unless" {
        add(.dropUnless, option.keyLocation, option.line(), nil, put(head.value.without(["unless"])))
        addPhrases(option.value) { put(head.value.replacing(option, by: $0)) }
      } else if let type = option.value.scalar, NumberNeighbours.texts(of: type).isEmpty, options.count > 1 {
        add(.dropOption, option.keyLocation, option.line(), nil, put(head.value.without([option.key])))
      }
    }
  }

  private mutating func addNumbers(_ node: YAMLNode, keys: [String], _ rebuild: Rebuild) {
    for entry in node.entries where keys.contains(entry.key) {
      guard let text = entry.value.plainScalar else { continue }
      for other in NumberNeighbours.texts(of: text) {
        add(
          .number, entry.keyLocation, entry.line(), "\(entry.key): \(other)",
          rebuild(node.replacing(entry, by: entry.value.withText(other))))
      }
    }
  }

  private mutating func addPhrases(_ list: YAMLNode, _ rebuild: Rebuild) {
    guard list.items.count > 1 else { return }
    for (number, item) in list.items.enumerated() {
      add(.dropPhrase, item.location, item.line(), nil, rebuild(list.replacingItem(number, by: nil)))
    }
  }
}
