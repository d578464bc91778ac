/// Rules compiled together: all their phrases are looked for in one pass over each view of a message.
public struct RuleSet: Sendable {
  /// In the order of their ids. Retired rules are left out.
  public let rules: [Rule]
  /// The rules as judging hands them around, in the same order.
  let entries: [RuleEntry]
  /// How the rules come out where nothing is found for them, in the same order.
  let silences: [RuleSilence]
  let leaves: [CompiledLeaf]
  /// What they look for in every message.
  let scan: ViewScan
  /// Their expressions, in the order of the leaves.
  let expressions: ExpressionPrograms
  /// A hash over the contents of all rules, whatever their order was.
  public let contentHash: String

  /// Compiles `rules`, which have to have different ids.
  public init(_ rules: [Rule], folding: TextFolding) {
    self.init(rules, folding: folding, foldingHash: "", store: .none)
  }

  /// Compiles `rules`, or takes what `store` has of them. `foldingHash` changes whenever `folding` folds otherwise.
  package init(_ rules: [Rule], folding: TextFolding, foldingHash: String, store: CompiledStore) {
    let active = rules.filter { $0.status != .retired }.sorted { $0.id < $1.id }
    var bases: [Int] = []
    var leaves: [CompiledLeaf] = []
    for (number, rule) in active.enumerated() {
      bases.append(leaves.count)
      for root in [rule.given, rule.condition].compactMap({ $0 }) {
        Self.collect(root, rule: number, into: &leaves)
      }
    }
    // A leaf's number within its rule is the order in which the parser met it; the tree keeps it.
    for (number, base) in bases.enumerated() {
      let end = number + 1 < bases.count ? bases[number + 1] : leaves.count
      leaves[base..<end].sort { $0.localIndex < $1.localIndex }
    }
    self.rules = active
    self.leaves = leaves
    entries = zip(active, bases).map { RuleEntry(rule: $0, leafBase: $1) }
    silences = entries.map { RuleSilence($0) }
    scan = ViewScan.compile(leaves, folding: folding, foldingHash: foldingHash, store: store)
    expressions = ExpressionPrograms(leaves, store: store)
    contentHash = Self.contentHash(of: active)
  }

  /// Compiles `rules`; where they differ from those of `other` in severity, score and status only, what that set has
  /// compiled is taken.
  package init(_ rules: [Rule], folding: TextFolding, like other: RuleSet) {
    let active = rules.filter { $0.status != .retired }.sorted { $0.id < $1.id }
    let isAlike =
      active.count == other.rules.count
      && zip(active, other.rules).allSatisfy { $0.id == $1.id && $0.contentHash == $1.contentHash }
    guard isAlike else {
      self.init(rules, folding: folding)
      return
    }
    self.init(compiled: other, as: active)
  }

  /// A rule alone that looks for its texts in everybody's messages, whatever its conditions say.
  init(ofEverybody rule: Rule, folding: TextFolding) {
    var leaves: [CompiledLeaf] = []
    for root in [rule.given, rule.condition].compactMap({ $0 }) { Self.collect(root, rule: 0, into: &leaves) }
    self.leaves = leaves.sorted { $0.localIndex < $1.localIndex }.map {
      CompiledLeaf(rule: 0, localIndex: $0.localIndex, scan: $0.scan, role: .any, isAnchoredAtZero: false)
    }
    rules = [rule]
    entries = [RuleEntry(rule: rule, leafBase: 0)]
    silences = entries.map { RuleSilence($0) }
    scan = ViewScan.compile(self.leaves, folding: folding, foldingHash: "", store: .none)
    expressions = ExpressionPrograms(self.leaves, store: .none)
    contentHash = Self.contentHash(of: rules)
  }

  private init(compiled other: RuleSet, as rules: [Rule]) {
    self.rules = rules
    leaves = other.leaves
    entries = zip(rules, other.entries).map { RuleEntry(rule: $0, leafBase: $1.leafBase) }
    silences = entries.map { RuleSilence($0) }
    (scan, expressions) = (other.scan, other.expressions)
    contentHash = Self.contentHash(of: rules)
  }

  /// What `contentHash` of a set of `rules` is.
  package static func contentHash(of rules: [Rule]) -> String {
    let active = rules.filter { $0.status != .retired }.sorted { $0.id < $1.id }
    return SHA256.hexString(
      Array(active.map { "\($0.id) \($0.contentHash) \($0.severity) \($0.status) \($0.score)\n" }.joined().utf8))
  }

  private static func collect(_ node: ConditionNode, rule: Int, into leaves: inout [CompiledLeaf]) {
    if case .leaf(let leafOperator, let id) = node.logic {
      leaves.append(
        CompiledLeaf(
          rule: rule, localIndex: id.index, scan: leafOperator.scan, role: node.scope.role ?? .any,
          isAnchoredAtZero: node.scope.anchor?.side == .at || node.scope.positions?.range.containsZero == true))
      for nested in leafOperator.nested { collect(nested, rule: rule, into: &leaves) }
    }
    for operand in node.operands { collect(operand, rule: rule, into: &leaves) }
  }

  /// The phrases that are looked for in a view that closes gaps.
  package var phrasesWithGaps: [String] {
    leaves.flatMap { leaf in leaf.scan.map { $0.views.contains { $0.last >= .gap } ? $0.phrases : [] } ?? [] }
  }

  /// The rule of an id.
  public func rule(_ id: String) -> Rule? { rules.first { $0.id == id } }
}

/// A rule of a set. A class, since judging hands rules around all the time.
final class RuleEntry: Sendable {
  let rule: Rule
  /// The number of the rule's first leaf among all leaves.
  let leafBase: Int
  /// What a `require` rule asks for in so many words.
  let required: [RequiredKeyword]

  init(rule: Rule, leafBase: Int) {
    self.rule = rule
    self.leafBase = leafBase
    required = rule.verb == .require ? RequiredKeyword.all(in: rule.condition) : []
  }
}

/// A leaf with what the scan has to look for.
struct CompiledLeaf: Sendable {
  let rule: Int
  let localIndex: Int
  let scan: LeafScan?
  let role: ScopeRole
  /// Whether the anchor's own message, of whatever role, may be in scope.
  let isAnchoredAtZero: Bool

  func looksAt(_ role: Role) -> Bool { isAnchoredAtZero || self.role.includes(role) }
}
