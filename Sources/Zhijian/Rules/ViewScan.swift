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

    var isEmpty: Bool { uses.isEmpty }
  }

  let view: FoldView
  let all: Table
  /// Only what the view before does not already look for in the same form: enough where the view
  /// did not change the text.
  let fresh: Table
  /// Leaves whose expression runs on this view whatever the text holds.
  let ungated: [Int]

  static func compile(
    _ leaves: [CompiledLeaf], folding: TextFolding, foldingHash: String, store: CompiledStore
  ) -> [ViewScan] {
    let key = CompiledWriter.key(of: leaves, foldingHash: foldingHash)
    if let known = store.value(.phrases, key, { (reader) throws(CompiledFault) in try reader.scans(of: leaves) }) {
      return known
    }
    let drafts = ViewScanDraft.drafts(of: leaves, folding: folding)
    let scans = drafts.map { $0.scan() }
    guard store.isKept else { return scans }
    var writer = CompiledWriter()
    writer.write(count: scans.count)
    for (scan, draft) in zip(scans, drafts) { writer.write(scan, draft) }
    store.write(.phrases, key, writer.bytes)
    return scans
  }
}

/// A view's phrases before they are compiled, in the order of their units.
struct ViewScanDraft {
  typealias Phrases = [(units: [UInt16], uses: [ViewScan.Use])]

  let view: FoldView
  var all: Phrases = []
  var fresh: Phrases = []
  var ungated: [Int] = []

  static func drafts(of leaves: [CompiledLeaf], folding: TextFolding) -> [ViewScanDraft] {
    let views = Set(leaves.flatMap { $0.scan?.views ?? [] }).sorted()
    var before: [[UInt16]: Set<ViewScan.Use>] = [:]
    return views.map { view in
      var draft = ViewScanDraft(view: view)
      let phrases = draft.phrases(in: leaves, folding: folding)
      draft.all = sorted(phrases)
      draft.fresh = draft.all.compactMap { units, uses in
        let known = before[units]
        let new = uses.filter { known?.contains($0) != true }
        return new.isEmpty ? nil : (units, new)
      }
      before = phrases.mapValues(Set.init)
      return draft
    }
  }

  private static func sorted(_ phrases: [[UInt16]: [ViewScan.Use]]) -> Phrases {
    phrases.map { (units: $0.key, uses: $0.value) }.sorted { $0.units.lexicographicallyPrecedes($1.units) }
  }

  private mutating func phrases(in leaves: [CompiledLeaf], folding: TextFolding) -> [[UInt16]: [ViewScan.Use]] {
    var phrases: [[UInt16]: [ViewScan.Use]] = [:]
    func add(_ units: [UInt16], _ use: ViewScan.Use) {
      if !units.isEmpty, phrases[units]?.contains(use) != true { phrases[units, default: []].append(use) }
    }
    for (leaf, compiled) in leaves.enumerated() {
      guard let scan = compiled.scan, scan.views.contains(view) else { continue }
      for (number, phrase) in scan.phrases.enumerated() {
        add(folding.foldPhrase(phrase, view: view), .phrase(leaf: leaf, number: number))
      }
      for phrase in scan.excuses { add(folding.foldPhrase(phrase, view: view), .excuse(leaf: leaf)) }
      if let expression = scan.expression, scan.views.last == view {
        if let literals = expression.expression.requiredLiterals?.first, !literals.isEmpty {
          for literal in literals { add(Array(literal.utf16), .gate(leaf: leaf)) }
        } else {
          ungated.append(leaf)
        }
      }
    }
    return phrases
  }

  func scan() -> ViewScan {
    ViewScan(view: view, all: Self.table(all), fresh: Self.table(fresh), ungated: ungated)
  }

  private static func table(_ phrases: Phrases) -> ViewScan.Table {
    ViewScan.Table(matcher: PhraseMatcher(phrases: phrases.map(\.units)), uses: phrases.map(\.uses))
  }
}
