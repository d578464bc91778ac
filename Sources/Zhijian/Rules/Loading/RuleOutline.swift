/// Where the keys of a rule's conditions stand, for those who speak of them.
struct RuleOutline {
  /// The mapping that a key stands in, by the place of the key.
  private var mappings: [SourceLocation: [YAMLNode.Entry]] = [:]
  private let top: [YAMLNode.Entry]

  init(root: YAMLNode?) {
    if case .mapping(let entries)? = root?.content { top = entries } else { top = [] }
    for entry in top where entry.key != "examples" { add(entry.value) }
  }

  private mutating func add(_ node: YAMLNode) {
    switch node.content {
    case .scalar: break
    case .sequence(let items): for item in items { add(item) }
    case .mapping(let entries):
      for entry in entries {
        mappings[entry.keyLocation] = entries
        add(entry.value)
      }
    }
  }

  /// A key at the top of the rule.
  func entry(_ key: String) -> YAMLNode.Entry? { top.first { $0.key == key } }

  /// The key by which a condition is named, such as `keyword`.
  func head(of node: ConditionNode) -> YAMLNode.Entry? {
    mappings[node.location]?.first { $0.keyLocation == node.location }
  }

  /// The mapping that a condition is read from.
  func entries(beside node: ConditionNode) -> [YAMLNode.Entry] { mappings[node.location] ?? [] }

  /// A key beside the one by which a condition is named.
  func entry(_ key: String, of node: ConditionNode) -> YAMLNode.Entry? {
    mappings[node.location]?.first { $0.key == key }
  }
}
