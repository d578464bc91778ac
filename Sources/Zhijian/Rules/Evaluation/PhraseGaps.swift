/// Tells a clause mark that disguises a phrase (加，微，信) from one that only stands between two of its words
/// (扫码，进群里问).
///
/// It is punctuation if it is the only gap, is a clause mark and nothing else but blanks, quotes and brackets, and either
/// both sides of it have two characters or more and are words of their own, or a long word begins behind it of which the
/// phrase has the beginning only (A、货到付款). Anything else nobody would write.
struct PhraseGaps {
  let text: TokenizedText
  let range: TextRange
  let words: PhraseWords?

  /// Whether the occurrence reaches over a clause mark that is punctuation. `phrase` may have such marks itself.
  func isPunctuated(phrase: BoundaryPhrase) -> Bool {
    guard range.count > 1, !phrase.hasClauseMark, range.lower >= 0, range.upper <= text.units.count,
      let mark = firstMark
    else { return false }
    var start = mark
    var end = mark + 1
    while start > range.lower, !isWord(at: start - 1) { start -= 1 }
    while end < range.upper, !isWord(at: end) { end += 1 }
    guard start > range.lower, end < range.upper else { return false }
    let rest = [range.lower..<start, end..<range.upper].joined()
    guard rest.allSatisfy({ isWord(at: $0) }), (start..<end).allSatisfy({ Self.isPunctuation(text.units[$0]) }) else {
      return false
    }
    if let token = text.tokenIndex(at: end).map({ text.tokens[$0].range }), token.lower == end,
      token.upper - range.upper >= Self.longRest
    {
      return true
    }
    guard start - range.lower > 1, range.upper - end > 1 else { return false }
    guard let words else { return true }
    if words.tokenize(rest.map { text.units[$0] }).isCut(at: start - range.lower) { return true }
    // A list may have the whole phrase.
    return words.strayCharacters(in: text.units[range.lower..<start]) == 0
      && words.strayCharacters(in: text.units[end..<range.upper]) == 0
  }

  /// So many characters of a word outside of the phrase are no part of a disguise.
  private static let longRest = 3

  private var firstMark: Int? {
    let units = text.units.span
    for place in range.lower..<range.upper where Self.isClauseMark(units[place]) { return place }
    return nil
  }

  private func isWord(at index: Int) -> Bool { Self.isWord(text.units[index]) }

  /// Han, kana, letters and digits of the basic plane; whatever else a text holds is part of a gap.
  static func isWord(_ unit: UInt16) -> Bool {
    unit & 0xF800 != 0xD800 && CharacterClass(codePoint: UInt32(unit)).isWord
  }

  /// ！，；？。、 of either width.
  static func isClauseMark(_ unit: UInt16) -> Bool {
    switch unit {
    case 0x21, 0x2C, 0x3B, 0x3F, 0x3001, 0x3002, 0xFF01, 0xFF0C, 0xFF1B, 0xFF1F, 0xFF61, 0xFF64: true
    default: false
    }
  }

  private static func isPunctuation(_ unit: UInt16) -> Bool { isClauseMark(unit) || neutral.contains(unit) }

  private static let neutral = UnitMarks(" \u{3000}\u{A0}\"'“”‘’「」『』《》〈〉（）()【】[]".utf16)
}
