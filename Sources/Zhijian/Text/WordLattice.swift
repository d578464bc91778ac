/// Finds the cheapest path of dictionary and lists together through a text, which decides the tokens.
///
/// The nodes are ICU's boundaries, the places between two ideographs and the edges of shapes; the
/// edges are the words that start and end at nodes, and the steps from one node to the next.
struct WordLattice {
  /// ICU's cost of an ideograph that its dictionary lacks.
  private static let unknownCost: UInt64 = DictionaryLattice.unknownCost
  /// The cost of a step that is not a word: punctuation, a number, a Latin word.
  private static let plainCost: UInt64 = 90
  /// The cost of a word of ICU's iterator when its dictionary cannot be read: a listed word of the same
  /// length costs less. Longer ones are no words but what the iterator could not cut.
  private static let cutCost: UInt64 = 60
  private static let cutCostPerUnit: UInt64 = 45
  private static let longestCut = 6

  /// The cheapest way to each position.
  private var cells: [UInt64] = []
  private var steps = LatticeSteps()
  /// The tokens of all stretches so far.
  private var tokens: [Token] = []
  private var tokenCount = 0

  /// Looks all words of a text up, of whose units `codes` are the codes; `segment` and `append` can then follow.
  mutating func start(_ codes: [UInt16], count: Int, nodes: [UInt64]) {
    steps.reserve(count)
    steps.fill(codes, 0..<count, nodes: nodes, costs: .lists)
    tokenCount = 0
    guard tokens.count < count + 2 * WordTrie.longestWord else { return }
    let size = count + count / 2 + 4 * WordTrie.longestWord
    cells = Array(repeating: 0, count: size)
    tokens = Array(repeating: Token(start: 0, end: 0, kind: .other, origin: .icu), count: size)
  }

  /// Appends the tokens found since `start` to `other`.
  func append(to other: inout [Token]) {
    let found = tokens.span
    other.append(addingCapacity: tokenCount) { other in
      for place in 0..<tokenCount { other.append(found[place]) }
    }
  }

  /// Adds a token that is no matter of costs.
  mutating func append(_ token: Token) {
    tokens[tokenCount] = token
    tokenCount += 1
  }

  /// Adds the tokens from `start` to `end`, both nodes. `shapes` are those inside that words may run
  /// over.
  mutating func segment(
    _ codes: [UInt16], _ marks: [UInt8], _ units: [UInt16], from start: Int, to end: Int,
    shapes: ArraySlice<TokenShape>, tokenizer: Tokenizer
  ) {
    guard start < end else { return }
    // The span must not outlive what it is taken from.
    let nodes = tokenizer.dictionary.trie.nodes
    Self.relax(
      units.span, codes.span, marks.span, start..<end, steps.words, nodes: nodes.span,
      cells: &cells, takesCuts: !tokenizer.dictionary.hasDictionary)
    emit(units, marks.span, from: start, to: end, shapes: shapes, characters: tokenizer.characters)
  }

  /// Finds the cheapest way to each position. Cells of positions that are no nodes, and those behind
  /// the end, are written but never read.
  private static func relax(
    _ units: Span<UInt16>, _ codes: Span<UInt16>, _ marks: Span<UInt8>, _ range: Range<Int>,
    _ steps: [SIMD4<UInt32>], nodes: Span<UInt64>, cells storage: inout [UInt64], takesCuts: Bool
  ) {
    let end = range.upperBound
    let words = steps.span
    var cells = storage.mutableSpan
    for position in range.lowerBound...end { cells[position] = LatticeCell.unreached }
    cells[range.lowerBound] = 0
    var at = range.lowerBound
    while at < end {
      let start = LatticeCell(bits: cells[at]).start
      let step = words[at]
      cells[at &+ 2] = min(cells[at &+ 2], start &+ UInt64(step[1]))
      cells[at &+ 3] = min(cells[at &+ 3], start &+ UInt64(step[2]))
      if step[3] != 0 {
        var walk = LatticeWalk(base: step[3], at: at + 3, limit: min(end, at + WordTrie.longestWord))
        while let node = walk.next(codes, nodes) {
          let step = LatticeSteps.delta(of: node.cost, node.list, length: walk.at - at)
          cells[walk.at] = min(cells[walk.at], start &+ UInt64(step))
        }
      }
      if takesCuts { takeCut(units, marks, at: at, end: end, start: start, cells: &cells) }
      var to = at &+ 1
      if marks[to] & BoundaryMark.node != 0, step[0] < LatticeSteps.none {
        cells[to] = min(cells[to], start &+ UInt64(step[0]))
      } else {
        while marks[to] & BoundaryMark.node == 0 { to &+= 1 }
        let isUnknown = to == at &+ 1 && isHan(units[at])
        let step = LatticeCell(cost: isUnknown ? unknownCost : plainCost, length: 0).bits
        cells[to] = min(cells[to], start &+ step)
      }
      at = to
    }
  }

  /// Without ICU's dictionary: a word that ICU's iterator found is taken for one of middling cost.
  private static func takeCut(
    _ units: Span<UInt16>, _ marks: Span<UInt8>, at: Int, end: Int, start: UInt64, cells: inout MutableSpan<UInt64>
  ) {
    guard marks[at] & BoundaryMark.cut != 0, isHan(units[at]) else { return }
    var to = at + 1
    while to < end, to - at <= longestCut, marks[to] & BoundaryMark.cut == 0 { to += 1 }
    guard to - at <= longestCut, marks[to] & BoundaryMark.node != 0 else { return }
    let step = LatticeCell(cost: cutCost + cutCostPerUnit * UInt64(to - at), length: to - at).bits
    cells[to] = min(cells[to], start + step)
  }

  private static func isHan(_ unit: UInt16) -> Bool {
    unit >= 0x4E00 && unit <= 0x9FFF || unit >= 0x3400 && unit <= 0x4DBF
  }

  /// Follows the cheapest path back from `end`.
  private mutating func emit(
    _ units: [UInt16], _ marks: Span<UInt8>, from start: Int, to end: Int, shapes: ArraySlice<TokenShape>,
    characters: CharacterTable
  ) {
    // Backward the tokens come out last one first: they go to the end of the room and are moved.
    let last = tokenCount + end - start
    var place = last
    var shape = shapes.endIndex
    var to = end
    while to > start {
      let cell = LatticeCell(bits: cells[to])
      var from = to - max(1, cell.length)
      if cell.length == 0 {
        while from > start, marks[from] & BoundaryMark.node == 0 { from -= 1 }
      }
      var kind = TokenKind.word
      var origin = TokenOrigin.icu
      if cell.list != WordTrie.icu {
        origin = .list(cell.list)
      } else {
        while shape > shapes.startIndex, shapes[shape - 1].start > from { shape -= 1 }
        if shape > shapes.startIndex, shapes[shape - 1].start == from, shapes[shape - 1].end == to {
          (kind, origin) = (shapes[shape - 1].kind, .rule)
        } else if !Self.isHan(units[from]) {
          kind = characters.tokenKind(of: units, from: from, to: to)
        }
      }
      place -= 1
      tokens[place] = Token(
        start: Int32(truncatingIfNeeded: from), end: Int32(truncatingIfNeeded: to), kind: kind, origin: origin)
      to = from
    }
    moveTokens(from: place, to: last)
  }

  private mutating func moveTokens(from start: Int, to end: Int) {
    guard start > tokenCount else {
      tokenCount = end
      return
    }
    for place in start..<end {
      tokens[tokenCount] = tokens[place]
      tokenCount += 1
    }
  }
}
