/// What is looked for in every message: one table of phrases for all views, so that a text is searched once however many
/// views read it alike.
struct ViewScan: Sendable {
  struct Use: Sendable, Hashable {
    enum Kind: UInt8, Sendable, CaseIterable {
      case phrase
      case excuse
      /// A literal without which the leaf's expression cannot match.
      case gate
    }

    var kind: Kind
    /// The number of the view among `views`.
    var view: Int
    /// Whether the view before does not look for the same form already: only then it counts where the view did not
    /// change the text.
    var isFresh: Bool
    var leaf: Int
    /// The number of the phrase in the leaf's list.
    var phrase = 0
  }

  /// The views in use, from the plainest.
  let views: [FoldView]
  /// By view, the leaves whose expression runs on it whatever the text holds.
  let ungated: [[Int]]
  let matcher: PhraseMatcher
  /// By phrase of the matcher what its occurrence means, in the order of the views.
  let uses: [[Use]]

  static func compile(
    _ leaves: [CompiledLeaf], folding: TextFolding, foldingHash: String, store: CompiledStore
  ) -> ViewScan {
    let key = CompiledWriter.key(of: leaves, foldingHash: foldingHash)
    if let known = store.value(.phrases, key, { (reader) throws(CompiledFault) in try reader.scan(of: leaves) }) {
      return known
    }
    let draft = ViewScanDraft(leaves, folding: folding)
    let scan = draft.scan
    guard store.isKept else { return scan }
    var writer = CompiledWriter()
    writer.write(scan, phrases: draft.phrases.map(\.units))
    store.write(.phrases, key, writer.bytes)
    return scan
  }
}

/// The phrases of all views before they are compiled, in the order of their units.
struct ViewScanDraft {
  typealias Uses = [[UInt16]: [ViewScan.Use]]

  private let views: [FoldView]
  private var ungated: [[Int]] = []
  private(set) var phrases: [(units: [UInt16], uses: [ViewScan.Use])] = []

  init(_ leaves: [CompiledLeaf], folding: TextFolding) {
    views = Set(leaves.flatMap { $0.scan?.views ?? [] }).sorted()
    var all: Uses = [:]
    var before: [[UInt16]: Set<ViewScan.Use>] = [:]
    for number in views.indices {
      ungated.append([])
      let own = uses(ofView: number, in: leaves, folding: folding)
      for (units, uses) in own {
        let known = before[units] ?? []
        all[units, default: []] += uses.map { use in
          var use = use
          use.isFresh = !known.contains(use)
          use.view = number
          return use
        }
      }
      before = own.mapValues(Set.init)
    }
    phrases = all.map { (units: $0.key, uses: $0.value) }.sorted { $0.units.lexicographicallyPrecedes($1.units) }
  }

  /// What one view looks for, said as if it were the first.
  private mutating func uses(ofView number: Int, in leaves: [CompiledLeaf], folding: TextFolding) -> Uses {
    let view = views[number]
    var found: Uses = [:]
    func add(_ units: [UInt16], _ kind: ViewScan.Use.Kind, _ leaf: Int, _ phrase: Int = 0) {
      let use = ViewScan.Use(kind: kind, view: 0, isFresh: true, leaf: leaf, phrase: phrase)
      if !units.isEmpty, found[units]?.contains(use) != true { found[units, default: []].append(use) }
    }
    for (leaf, compiled) in leaves.enumerated() {
      guard let scan = compiled.scan, scan.views.contains(view) else { continue }
      for (phrase, text) in scan.phrases.enumerated() {
        add(folding.foldPhrase(text, view: view), .phrase, leaf, phrase)
      }
      for text in scan.excuses { add(folding.foldPhrase(text, view: view), .excuse, leaf) }
      if let expression = scan.expression, scan.views.last == view {
        if let literals = expression.expression.requiredLiterals?.first, !literals.isEmpty {
          for literal in literals { add(Array(literal.utf16), .gate, leaf) }
        } else {
          ungated[number].append(leaf)
        }
      }
    }
    return found
  }

  var scan: ViewScan {
    ViewScan(
      views: views, ungated: ungated, matcher: PhraseMatcher(phrases: phrases.map(\.units)),
      uses: phrases.map(\.uses))
  }
}
