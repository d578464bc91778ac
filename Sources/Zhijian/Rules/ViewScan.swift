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
  private let views: [FoldView]
  private var ungated: [[Int]]
  private(set) var phrases: [(units: [UInt16], uses: [ViewScan.Use])] = []
  /// The places of `phrases` by their units, until they are sorted.
  private var places: [[UInt16]: Int] = [:]

  init(_ leaves: [CompiledLeaf], folding: TextFolding) {
    views = Set(leaves.flatMap { $0.scan?.views ?? [] }).sorted()
    ungated = Array(repeating: [], count: views.count)
    for (leaf, compiled) in leaves.enumerated() {
      guard let scan = compiled.scan else { continue }
      let own = views.indices.filter { scan.views.contains(views[$0]) }
      for (phrase, text) in scan.phrases.enumerated() {
        add(text, ViewScan.Use(kind: .phrase, view: 0, isFresh: true, leaf: leaf, phrase: phrase), own, folding)
      }
      addExcuses(scan.excuses, leaf: leaf, own, folding)
      if let expression = scan.expression, let view = own.last { addGate(of: expression, leaf: leaf, view: view) }
    }
    places = [:]
    for place in phrases.indices where phrases[place].uses.count > 1 {
      phrases[place].uses.sort { left, right in
        (left.view, left.leaf, left.kind.rawValue, left.phrase)
          < (right.view, right.leaf, right.kind.rawValue, right.phrase)
      }
    }
    phrases.sort { $0.units.lexicographicallyPrecedes($1.units) }
  }

  /// Adds a phrase as each of some views reads it.
  private mutating func add(_ text: String, _ use: ViewScan.Use, _ views: [Int], _ folding: TextFolding) {
    var last: (view: Int, place: Int)?
    for view in views {
      let units = folding.foldPhrase(text, view: self.views[view])
      guard !units.isEmpty else { continue }
      // Most views read a phrase as the one before does.
      let same = last.flatMap { phrases[$0.place].units == units ? $0 : nil }
      let place = same?.place ?? place(of: units)
      var use = use
      use.view = view
      use.isFresh = same?.view != view - 1
      phrases[place].uses.append(use)
      last = (view, place)
    }
  }

  /// Adds the excuses of a leaf, which are one and the same to it.
  private mutating func addExcuses(_ texts: [String], leaf: Int, _ views: [Int], _ folding: TextFolding) {
    guard !texts.isEmpty else { return }
    var last: (view: Int, places: Set<Int>)?
    for view in views {
      var known: Set<Int> = []
      for text in texts {
        let units = folding.foldPhrase(text, view: self.views[view])
        guard !units.isEmpty else { continue }
        let place = place(of: units)
        guard known.insert(place).inserted else { continue }
        let isFresh = last.map { $0.view != view - 1 || !$0.places.contains(place) } ?? true
        phrases[place].uses.append(ViewScan.Use(kind: .excuse, view: view, isFresh: isFresh, leaf: leaf))
      }
      last = (view, known)
    }
  }

  /// Adds the literals without one of which an expression cannot match.
  private mutating func addGate(of expression: LeafScan.ExpressionScan, leaf: Int, view: Int) {
    guard let literals = expression.expression.requiredLiterals?.first, !literals.isEmpty else {
      ungated[view].append(leaf)
      return
    }
    for literal in Set(literals) where !literal.isEmpty {
      let place = place(of: Array(literal.utf16))
      phrases[place].uses.append(ViewScan.Use(kind: .gate, view: view, isFresh: true, leaf: leaf))
    }
  }

  private mutating func place(of units: [UInt16]) -> Int {
    if let known = places[units] { return known }
    places[units] = phrases.count
    phrases.append((units, []))
    return phrases.count - 1
  }

  var scan: ViewScan {
    ViewScan(
      views: views, ungated: ungated, matcher: PhraseMatcher(phrases: phrases.map(\.units)),
      uses: phrases.map(\.uses))
  }
}
