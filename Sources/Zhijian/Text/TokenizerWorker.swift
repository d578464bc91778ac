import CICU

/// Tokenizes one text at a time; each thread has its own.
public final class TokenizerWorker {
  private let tokenizer: Tokenizer
  // Safe: opened for this worker, closed by its deinit and nowhere else.
  private let iterator: OpaquePointer
  private var scratch = TokenizerScratch()

  /// Whether numbers, addresses, faces and the like are tokens of their own.
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
    let cuts = scratch.cut(units, tokenizer, iterator, findsShapes: findsShapes)
    var tokens: [Token] = []
    scratch.append(to: &tokens)
    if scratch.mayJoin { TokenJoins.join(&tokens, of: units) }
    guard let cuts else {
      return TokenizedText(units: units, tokens: tokens, tokenizer: tokenizer)
    }
    return TokenizedText(units: units, tokens: tokens, dictionaryCuts: cuts)
  }

  /// The tokens of a text in the storage of an earlier one; see `tokenize(_:)`.
  public func tokenize(_ units: [UInt16], into tokens: inout [Token]) {
    tokens.removeAll(keepingCapacity: true)
    guard !units.isEmpty, units.count < Int32.max else { return }
    _ = scratch.cut(units, tokenizer, iterator, findsShapes: findsShapes)
    scratch.append(to: &tokens)
    if scratch.mayJoin { TokenJoins.join(&tokens, of: units) }
  }

  /// ICU's own boundaries of a text, straight from its iterator.
  func iteratorCuts(in units: [UInt16]) -> [Int32] { scratch.iteratorCuts(in: units, iterator) }
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
