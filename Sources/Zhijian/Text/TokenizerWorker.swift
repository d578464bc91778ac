import CICU

/// Tokenizes one text at a time; each thread has its own.
public final class TokenizerWorker {
  private let tokenizer: Tokenizer
  private let iterator: OpaquePointer
  private var positions: [Int32] = []
  private var marks: [UInt8] = []
  private var shapes: [TokenShape] = []
  private var lattice = WordLattice()

  private let findsShapes: Bool

  init(tokenizer: Tokenizer, iterator: OpaquePointer, findsShapes: Bool) {
    self.tokenizer = tokenizer
    self.iterator = iterator
    self.findsShapes = findsShapes
  }

  deinit { zhijian_icu_break_close(iterator) }

  /// The tokens of a text, given as UTF-16 units, well-formed or not. They cover it exactly.
  ///
  /// A text of 2³¹ units or more, which 32-bit offsets cannot count, has no tokens and no boundaries.
  public func tokenize(_ units: [UInt16]) -> TokenizedText {
    guard !units.isEmpty, units.count < Int32.max else {
      return TokenizedText(units: units, tokens: [], dictionaryCuts: units.isEmpty ? [0] : [])
    }
    let isPlain = markBoundaries(in: units)
    findShapes(in: units)
    lattice.reserve(units.count)
    var tokens: [Token] = []
    tokens.reserveCapacity(units.count / 2 + 4)
    if tokenizer.dictionary.hasLists {
      segment(units, decidesCuts: isPlain, into: &tokens)
    } else {
      if isPlain {
        lattice.cutByDictionary(
          units, from: 0, to: units.count, trie: tokenizer.dictionary.trie, marks: &marks)
      }
      fill(units, into: &tokens)
    }
    if findsShapes { TokenJoins.join(&tokens, of: units) }
    let cuts = Self.positions(ofCutsIn: marks, capacity: tokens.count + tokens.count / 2 + 1)
    return TokenizedText(units: units, tokens: tokens, dictionaryCuts: cuts)
  }

  /// ICU's own boundaries of a text, straight from its iterator.
  func iteratorCuts(in units: [UInt16]) -> [Int32] {
    let length = Int32(clamping: units.count)
    if positions.count <= Int(length) { positions = Array(repeating: 0, count: Int(length) + 1) }
    var error: UnsafePointer<CChar>?
    let count = zhijian_icu_break_boundaries(iterator, units, length, &positions, &error)
    // ICU refuses a text only when memory has run out.
    return count > 0 ? Array(positions[..<Int(count)]) : [0, length]
  }

  /// Sets `marks`; returns whether the boundaries between ideographs are still to be found.
  private func markBoundaries(in units: [UInt16]) -> Bool {
    let characters = tokenizer.characters
    clearMarks(units.count)
    if Self.applyRules(units, characters, &marks) { return true }
    clearMarks(units.count)
    for cut in iteratorCuts(in: units) { marks[Int(cut)] = BoundaryMark.cut }
    let han = CharacterTable.BreakClass.han.rawValue
    for at in units.indices.dropFirst() {
      let isInner =
        characters.breakClass(of: units[at]) == han
        && characters.breakClass(of: units[at - 1]) == han
      if isInner { marks[at] |= BoundaryMark.han }
    }
    return false
  }

  private static func applyRules(
    _ units: [UInt16], _ characters: CharacterTable, _ marks: inout [UInt8]
  ) -> Bool {
    var span = marks.mutableSpan
    return BreakRules.mark(units.span, classes: characters.breaks.span, into: &span)
  }

  private func clearMarks(_ count: Int) {
    marks.removeAll(keepingCapacity: true)
    marks.append(contentsOf: repeatElement(0, count: count + 1))
  }

  private func findShapes(in units: [UInt16]) {
    shapes.removeAll(keepingCapacity: true)
    guard findsShapes else { return }
    TokenShapeScanner(units: units, characters: tokenizer.characters, marks: marks).scan(
      into: &shapes)
    for shape in shapes {
      marks[shape.start] |= BoundaryMark.edge
      marks[shape.end] |= BoundaryMark.edge
      for position in shape.start + 1..<shape.end { marks[position] |= BoundaryMark.inside }
    }
  }

  /// Tokens by lists, in stretches between the shapes that no word runs over.
  private func segment(_ units: [UInt16], decidesCuts: Bool, into tokens: inout [Token]) {
    let trie = tokenizer.dictionary.trie
    var start = 0
    var firstShape = 0
    for index in 0...shapes.count where index == shapes.count || !shapes[index].mayJoin {
      let end = index < shapes.count ? shapes[index].start : units.count
      lattice.segment(
        units, from: start, to: end, shapes: shapes[firstShape..<index], trie: trie,
        characters: tokenizer.characters,
        marks: &marks, decidesCuts: decidesCuts, into: &tokens)
      guard index < shapes.count else { return }
      let shape = shapes[index]
      if decidesCuts {
        lattice.cutByDictionary(units, from: shape.start, to: shape.end, trie: trie, marks: &marks)
      }
      tokens.append(token(of: shape))
      start = shape.end
      firstShape = index + 1
    }
  }

  /// Tokens between ICU's boundaries, with the shapes laid over them.
  private func fill(_ units: [UInt16], into tokens: inout [Token]) {
    var at = 0
    var next = 0
    while at < units.count {
      if next < shapes.count, shapes[next].start == at {
        tokens.append(token(of: shapes[next]))
        at = shapes[next].end
        next += 1
        continue
      }
      var end = at + 1
      while end < units.count, marks[end] & (BoundaryMark.cut | BoundaryMark.edge) == 0 { end += 1 }
      let kind = tokenizer.characters.tokenKind(of: units, from: at, to: end)
      tokens.append(Token(start: Int32(at), end: Int32(end), kind: kind, origin: .icu))
      at = end
    }
  }

  private func token(of shape: TokenShape) -> Token {
    Token(start: Int32(shape.start), end: Int32(shape.end), kind: shape.kind, origin: .rule)
  }

  private static func positions(ofCutsIn marks: [UInt8], capacity: Int) -> [Int32] {
    var cuts: [Int32] = []
    cuts.reserveCapacity(capacity)
    let span = marks.span
    for at in 0..<span.count {
      if span[at] & BoundaryMark.cut != 0 { cuts.append(Int32(truncatingIfNeeded: at)) }
    }
    return cuts
  }
}

extension CharacterTable {
  /// The kind of a token that ICU's rules made, by its first character; a run of digits with letters
  /// in it is `latin`.
  func tokenKind(of units: [UInt16], from start: Int, to end: Int) -> TokenKind {
    guard start < end, end <= units.count else { return .other }
    switch kind(ofScalar: units.scalar(at: start).value) {
    case .han, .dictionary, .letter: return .word
    case .latin: return .latin
    case .space: return .space
    case .punctuation: return .punctuation
    case .pictograph: return .emoji
    case .digit:
      let hasLetter = units[start..<end].contains { kind(of: $0) == .latin }
      return hasLetter ? .latin : .number
    case .mark, .other: return .other
    }
  }
}
