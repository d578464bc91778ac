import CICU

/// Tokenizes one text at a time; each thread has its own.
public final class TokenizerWorker {
  private let tokenizer: Tokenizer
  private let iterator: OpaquePointer
  private var cuts: [Int32] = []
  private var isCut: [Bool] = []
  private var shapes: [TokenShape] = []
  private var lattice = WordLattice()

  init(tokenizer: Tokenizer, iterator: OpaquePointer) {
    self.tokenizer = tokenizer
    self.iterator = iterator
  }

  deinit { zhijian_icu_break_close(iterator) }

  /// The tokens of a text, given as UTF-16 units, well-formed or not. They cover it exactly.
  public func tokenize(_ units: [UInt16]) -> TokenizedText {
    guard !units.isEmpty else { return TokenizedText(units: units, tokens: [], dictionaryCuts: [0]) }
    findCuts(in: units)
    shapes.removeAll(keepingCapacity: true)
    TokenShapeScanner(units: units, characters: tokenizer.characters, isCut: isCut).scan(into: &shapes)
    var tokens: [Token] = []
    tokens.reserveCapacity(cuts.count)
    if tokenizer.dictionary.hasLists {
      lattice.segment(
        units, isCut: isCut, shapes: shapes, trie: tokenizer.dictionary.trie, characters: tokenizer.characters,
        into: &tokens)
    } else {
      fill(units, into: &tokens)
    }
    return TokenizedText(units: units, tokens: tokens, dictionaryCuts: cuts)
  }

  /// Sets `cuts` and `isCut` to ICU's boundaries.
  private func findCuts(in units: [UInt16]) {
    // A text that 32-bit offsets cannot count is not cut at all; messages are far shorter.
    let length = Int32(exactly: units.count) ?? 0
    cuts = Array(repeating: 0, count: Int(length) + 1)
    var error: UnsafePointer<CChar>?
    let count = zhijian_icu_break_boundaries(iterator, units, length, &cuts, &error)
    // ICU refuses a text only when memory has run out.
    cuts.removeLast(cuts.count - max(0, Int(count)))
    if cuts.last != length { cuts = [0, length] }
    isCut.removeAll(keepingCapacity: true)
    isCut.append(contentsOf: repeatElement(false, count: Int(length) + 1))
    for cut in cuts { isCut[Int(cut)] = true }
  }

  /// Tokens between ICU's boundaries, with the shapes laid over them.
  private func fill(_ units: [UInt16], into tokens: inout [Token]) {
    let characters = tokenizer.characters
    var at = 0
    var next = 0
    while at < units.count {
      if next < shapes.count, shapes[next].start == at {
        let shape = shapes[next]
        tokens.append(
          Token(start: Int32(at), end: Int32(shape.end), kind: shape.kind, origin: .rule))
        at = shape.end
        next += 1
        continue
      }
      let limit = next < shapes.count ? shapes[next].start : units.count
      var end = at + 1
      while end < limit, !isCut[end] { end += 1 }
      let kind = characters.tokenKind(of: units, from: at, to: end)
      tokens.append(Token(start: Int32(at), end: Int32(end), kind: kind, origin: .icu))
      at = end
    }
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
