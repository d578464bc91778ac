/// Rules compiled together: all their phrases are looked for in one pass over each view of a message.
public struct RuleSet: Sendable {
  /// In the order of their ids. Retired rules are left out.
  public let rules: [Rule]
  /// The rules as judging hands them around, in the same order.
  let entries: [RuleEntry]
  let leaves: [CompiledLeaf]
  /// The views in use, from the plainest.
  let scans: [ViewScan]
  /// A hash over the contents of all rules, whatever their order was.
  public let contentHash: String

  /// Compiles `rules`, which have to have different ids.
  public init(_ rules: [Rule], folding: TextFolding) {
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
    scans = ViewScan.compile(leaves, folding: folding)
    contentHash = SHA256.hexString(
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
  var phrasesWithGaps: [String] {
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

  init(rule: Rule, leafBase: Int) {
    self.rule = rule
    self.leafBase = leafBase
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

/// What is looked for in one view of a message.
struct ViewScan: Sendable {
  enum Use: Sendable, Hashable {
    case phrase(leaf: Int, number: Int)
    case excuse(leaf: Int)
    /// A literal without which the leaf's expression cannot match.
    case gate(leaf: Int)
  }

  /// Phrases, and for each what its occurrence means.
  struct Table: Sendable {
    let matcher: PhraseMatcher
    let uses: [[Use]]

    init(_ phrases: [[UInt16]: [Use]]) {
      let sorted = phrases.sorted { $0.key.lexicographicallyPrecedes($1.key) }
      matcher = PhraseMatcher(phrases: sorted.map(\.key))
      uses = sorted.map(\.value)
    }

    var isEmpty: Bool { uses.isEmpty }
  }

  let view: FoldView
  let all: Table
  /// Only what the view before does not already look for in the same form: enough where the view
  /// did not change the text.
  let fresh: Table
  /// Leaves whose expression runs on this view whatever the text holds.
  let ungated: [Int]

  static func compile(_ leaves: [CompiledLeaf], folding: TextFolding) -> [ViewScan] {
    let views = Set(leaves.flatMap { $0.scan?.views ?? [] }).sorted()
    var before: [[UInt16]: Set<Use>] = [:]
    return views.map { view in
      var phrases: [[UInt16]: [Use]] = [:]
      var ungated: [Int] = []
      func add(_ phrase: String, _ use: Use) {
        let units = folding.foldPhrase(phrase, view: view)
        if !units.isEmpty, phrases[units]?.contains(use) != true { phrases[units, default: []].append(use) }
      }
      for (leaf, compiled) in leaves.enumerated() {
        guard let scan = compiled.scan, scan.views.contains(view) else { continue }
        for (number, phrase) in scan.phrases.enumerated() { add(phrase, .phrase(leaf: leaf, number: number)) }
        for phrase in scan.excuses { add(phrase, .excuse(leaf: leaf)) }
        if let expression = scan.expression, scan.views.last == view {
          if let literals = expression.expression.requiredLiterals?.first, !literals.isEmpty {
            for literal in literals {
              let units = Array(literal.utf16)
              if phrases[units]?.contains(.gate(leaf: leaf)) != true {
                phrases[units, default: []].append(.gate(leaf: leaf))
              }
            }
          } else {
            ungated.append(leaf)
          }
        }
      }
      var fresh: [[UInt16]: [Use]] = [:]
      for (units, uses) in phrases {
        let new = uses.filter { before[units]?.contains($0) != true }
        if !new.isEmpty { fresh[units] = new }
      }
      before = phrases.mapValues(Set.init)
      return ViewScan(view: view, all: Table(phrases), fresh: Table(fresh), ungated: ungated)
    }
  }
}
