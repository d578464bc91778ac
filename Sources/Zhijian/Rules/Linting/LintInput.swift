/// What the linter looks at: rules that could be read, with their YAML, and the word lists.
package struct LintInput {
  /// In the order of their ids; retired rules are left out.
  let rules: [LintedRule]
  let catalog: WordListCatalog
  /// The files of the word lists, where it is known that no other rules use them.
  let listFiles: [WordListFile]
  /// Finds phrases in texts as judging would; one a thread.
  let probe: PhraseProbe

  /// `rules` and the files they came from. `listFiles` is empty where not all rules are there.
  package init(
    rules: [Rule], sources: [RuleSource], catalog: WordListCatalog, listFiles: [WordListFile], folding: TextFolding,
    tokenizer: TokenizerWorker
  ) {
    let roots = Dictionary(sources.map { ($0.file, $0.root) }) { first, _ in first }
    self.rules = rules.filter { $0.status != .retired }.sorted { $0.id < $1.id }.compactMap { rule in
      (roots[rule.location.file] ?? nil).map { LintedRule(rule: rule, root: $0, catalog: catalog) }
    }
    self.catalog = catalog
    self.listFiles = listFiles.sorted { $0.file < $1.file }
    probe = PhraseProbe(folding: folding, tokenizer: tokenizer)
  }
}

/// A word list with the places of its entries.
package struct WordListFile: Sendable {
  let name: String
  let file: String
  let entries: [(text: String, line: Int)]

  /// `text` is the content of the file.
  package init(name: String, file: String, text: String) {
    self.name = name
    self.file = file
    var entries: [(text: String, line: Int)] = []
    for (offset, line) in text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
      for entry in WordListCatalog.parse(String(decoding: line, as: UTF8.self)) { entries.append((entry, offset + 1)) }
    }
    self.entries = entries
  }
}

/// A rule with the YAML it was read from.
final class LintedRule {
  let rule: Rule
  let root: YAMLNode
  /// Every condition, given first, parents before children.
  let nodes: [ConditionNode]
  /// The text leaves among them.
  let phraseLeaves: [PhraseLeaf]
  let expressionLeaves: [ExpressionLeaf]
  /// The word lists that it names.
  let listNames: Set<String>
  private let places: [SourceLocation: Place]

  /// Where a condition stands: its value and the keys beside it.
  struct Place {
    let value: YAMLNode
    let siblings: [YAMLNode.Entry]

    func sibling(_ key: String) -> YAMLNode.Entry? { siblings.first { $0.key == key } }
  }

  init(rule: Rule, root: YAMLNode, catalog: WordListCatalog) {
    self.rule = rule
    self.root = root
    var places: [SourceLocation: Place] = [:]
    var names: Set<String> = []
    Self.walk(root, into: &places, &names)
    self.places = places
    listNames = names
    var nodes: [ConditionNode] = []
    func collect(_ node: ConditionNode) {
      nodes.append(node)
      for child in node.children { collect(child) }
    }
    for node in [rule.given, rule.condition].compactMap({ $0 }) { collect(node) }
    self.nodes = nodes
    phraseLeaves = nodes.compactMap { node in
      guard case .leaf(let leaf, let id) = node.logic, let keyword = leaf as? KeywordOperator,
        let place = places[node.location]
      else { return nil }
      return PhraseLeaf(node: node, id: id, keyword: keyword, place: place, catalog: catalog)
    }
    expressionLeaves = nodes.compactMap { node in
      guard case .leaf(let leaf, _) = node.logic, leaf is RegexOperator, let scan = leaf.scan,
        let expression = scan.expression, let place = places[node.location]
      else { return nil }
      return ExpressionLeaf(node: node, scan: expression, place: place)
    }
  }

  func place(of node: ConditionNode) -> Place? { places[node.location] }

  /// The entry of the rule under `key`.
  func entry(_ key: String) -> YAMLNode.Entry? {
    guard case .mapping(let entries) = root.content else { return nil }
    return entries.first { $0.key == key }
  }

  /// Where a member of the rule stands, such as `score.cap`; the beginning of the rule where it is not written.
  func location(_ key: String, _ member: String? = nil) -> SourceLocation {
    guard let entry = entry(key) else { return root.location }
    guard let member, case .mapping(let members) = entry.value.content,
      let inner = members.first(where: { $0.key == member })
    else { return entry.keyLocation }
    return inner.keyLocation
  }

  private static func walk(
    _ node: YAMLNode, into places: inout [SourceLocation: Place], _ names: inout Set<String>
  ) {
    switch node.content {
    case .scalar(let text, _):
      if text.hasPrefix("$"), !text.hasPrefix("$$") { names.insert(String(text.dropFirst())) }
    case .sequence(let items): for item in items { walk(item, into: &places, &names) }
    case .mapping(let entries):
      for entry in entries {
        places[entry.keyLocation] = Place(value: entry.value, siblings: entries)
        walk(entry.value, into: &places, &names)
      }
    }
  }
}

/// A regular expression in a rule.
struct ExpressionLeaf {
  let node: ConditionNode
  let scan: LeafScan.ExpressionScan
  let place: LintedRule.Place

  /// The expression and its `unless`, with where each stands.
  var expressions: [(expression: RegularExpression, location: SourceLocation)] {
    [(scan.expression, place.value.location)]
      + (scan.unless.map { [($0, place.sibling("unless")?.value.location ?? place.value.location)] } ?? [])
  }
}

/// A `keyword` with the place of every phrase.
struct PhraseLeaf {
  /// A phrase as it stands in a list, or the word list that it comes from.
  struct Phrase {
    let text: String
    let location: SourceLocation
    let list: String?
  }

  let node: ConditionNode
  let id: LeafID
  let keyword: KeywordOperator
  /// All of them, those written twice twice.
  let phrases: [Phrase]
  let excuses: [Phrase]

  init(
    node: ConditionNode, id: LeafID, keyword: KeywordOperator, place: LintedRule.Place, catalog: WordListCatalog
  ) {
    self.node = node
    self.id = id
    self.keyword = keyword
    phrases = Self.phrases(place.value, catalog)
    excuses = place.sibling("unless").map { Self.phrases($0.value, catalog) } ?? []
  }

  /// Whether it stands in the rule itself or is the first of its word list: what is said once.
  static func phrases(_ node: YAMLNode, _ catalog: WordListCatalog) -> [Phrase] {
    let items = if case .sequence(let items) = node.content { items } else { [node] }
    return items.flatMap { item -> [Phrase] in
      guard let text = item.scalar else { return [] }
      if text.hasPrefix("$"), !text.hasPrefix("$$"), text.count > 1 {
        let name = String(text.dropFirst())
        return (catalog[name] ?? []).map { Phrase(text: $0, location: item.location, list: name) }
      }
      let phrase = (text.hasPrefix("$$") ? String(text.dropFirst()) : text).trimmingBlanks()
      return [Phrase(text: phrase, location: item.location, list: nil)]
    }
  }
}
