import CICU

/// Storage for tokenizing one text, used again for the next.
struct TokenizerScratch {
  private var positions: [Int32] = []
  private var text = ClassifiedText()
  private var shapes: [TokenShape] = []
  private var lattice = WordLattice()
  private var plainTokens: [Token] = []
  private var isPlain = false
  /// Whether tokens of the last text may have to be joined.
  private(set) var mayJoin = false

  /// Appends the tokens of the last text to `tokens`.
  func append(to tokens: inout [Token]) {
    if isPlain { tokens.append(contentsOf: plainTokens) } else { lattice.append(to: &tokens) }
  }

  /// Finds the tokens of a text; returns ICU's boundaries where they are known by then.
  mutating func cut(
    _ units: [UInt16], _ tokenizer: Tokenizer, _ iterator: OpaquePointer, findsShapes: Bool
  ) -> [Int32]? {
    var cuts: [Int32]?
    var mayHaveShapes = findsShapes
    if tokenizer.dictionary.hasDictionary, let traits = text.classify(units, tokenizer.characters) {
      mayHaveShapes = findsShapes && traits.mayStartShape
      mayJoin = findsShapes && traits.mayJoinTokens
    } else {
      mayJoin = findsShapes
      let boundaries = iteratorCuts(in: units, iterator)
      text.take(boundaries, of: units, tokenizer.characters)
      cuts = boundaries
    }
    shapes.removeAll(keepingCapacity: true)
    if mayHaveShapes { findShapes(in: units, tokenizer) }
    isPlain = !tokenizer.dictionary.hasLists
    if !isPlain {
      segment(units, tokenizer)
    } else {
      if cuts == nil {
        text.cutByDictionary(tokenizer.dictionary.trie)
        cuts = text.cuts
      }
      fill(units, tokenizer)
    }
    return cuts
  }

  /// ICU's own boundaries of a text, straight from its iterator.
  mutating func iteratorCuts(in units: [UInt16], _ iterator: OpaquePointer) -> [Int32] {
    let length = Int32(clamping: units.count)
    if positions.count <= Int(length) { positions = Array(repeating: 0, count: Int(length) + 1) }
    // Safe: there is room for `length` + 1 positions, and ICU reads the text only during the call.
    var error: UnsafePointer<CChar>?
    let count = zhijian_icu_break_boundaries(iterator, units, length, &positions, &error)
    // ICU refuses a text only when memory has run out.
    return count > 0 ? Array(positions[..<Int(count)]) : [0, length]
  }

  private mutating func findShapes(in units: [UInt16], _ tokenizer: Tokenizer) {
    TokenShapeScanner(units: units, characters: tokenizer.characters, marks: text.marks).scan(into: &shapes)
    if !shapes.isEmpty { text.mark(shapes) }
  }

  /// Tokens by lists, in stretches between the shapes that no word runs over.
  private mutating func segment(_ units: [UInt16], _ tokenizer: Tokenizer) {
    let (codes, marks) = (text.codes, text.marks)
    lattice.start(codes, count: units.count, nodes: tokenizer.dictionary.trie.nodes)
    var start = 0
    var firstShape = 0
    for index in 0...shapes.count where index == shapes.count || !shapes[index].mayJoin {
      let end = index < shapes.count ? shapes[index].start : units.count
      lattice.segment(
        codes, marks, units, from: start, to: end, shapes: shapes[firstShape..<index], tokenizer: tokenizer)
      guard index < shapes.count else { return }
      lattice.append(token(of: shapes[index]))
      start = shapes[index].end
      firstShape = index + 1
    }
  }

  /// Tokens between ICU's boundaries, with the shapes laid over them.
  private mutating func fill(_ units: [UInt16], _ tokenizer: Tokenizer) {
    plainTokens.removeAll(keepingCapacity: true)
    var at = 0
    var next = 0
    while at < units.count {
      if next < shapes.count, shapes[next].start == at {
        plainTokens.append(token(of: shapes[next]))
        at = shapes[next].end
        next += 1
        continue
      }
      var end = at + 1
      while end < units.count, text.marks[end] & (BoundaryMark.cut | BoundaryMark.edge) == 0 { end += 1 }
      let kind = tokenizer.characters.tokenKind(of: units, from: at, to: end)
      plainTokens.append(Token(start: Int32(at), end: Int32(end), kind: kind, origin: .icu))
      at = end
    }
  }

  private func token(of shape: TokenShape) -> Token {
    Token(start: Int32(shape.start), end: Int32(shape.end), kind: shape.kind, origin: .rule)
  }
}
