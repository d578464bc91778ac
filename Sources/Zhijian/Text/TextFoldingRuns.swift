import CICU

/// What stands for digits: Chinese numerals in runs, other scripts' decimal digits of the basic plane everywhere.
struct FoldingDigits: Sendable {
  /// The fewest digits, of any kind, in a run in which Chinese numerals are read as digits: 一三八 is a number, 一二 and
  /// 第一 are words.
  static let shortestRun = 3

  private static let onlyInRuns: UInt16 = 0x8000
  /// By unit, the ASCII digit, with `onlyInRuns` added for numerals; 0 for all others.
  private let digits: [UInt16]

  init(tables: FoldingTables) {
    var digits = Self.decimal
    for (codePoint, digit) in tables.digits where codePoint < 0x10000 {
      digits[Int(codePoint)] = digit | Self.onlyInRuns
    }
    self.digits = digits
  }

  private static let decimal: [UInt16] = (0...0xFFFF).map { unit in
    guard CharacterClass(codePoint: UInt32(unit)) == .digit else { return 0 }
    return 0x30 + UInt16(clamping: zhijian_folding_digit(Int32(unit)))
  }

  /// Puts ASCII digits into `text`; says whether anything changed.
  func replace(in text: inout FoldedText) -> Bool {
    var changed = false
    var index = 0
    while index < text.count {
      guard digits[Int(text.units[index])] != 0 else {
        index += 1
        continue
      }
      let start = index
      while index < text.count, digits[Int(text.units[index])] != 0 { index += 1 }
      for place in start..<index {
        let digit = digits[Int(text.units[place])]
        if digit & Self.onlyInRuns != 0, index - start < Self.shortestRun { continue }
        let plain = digit & ~Self.onlyInRuns
        if text.units[place] != plain {
          text.units[place] = plain
          changed = true
        }
      }
    }
    return changed
  }
}

extension FoldedText {
  /// Squeezes runs of one letter to one, or to two where the letter is often doubled (`doubled`: 谢谢, QQ); its range is
  /// that of the run. Digits and separators stay: 100 is not 10.
  ///
  /// A phrase keeps runs of its own (`isPhrase`) unless they are of doubled letters: 滚滚 must not become 滚. Such a phrase
  /// is found by the views before this one. Says whether anything changed.
  mutating func squeezeRuns(doubled: Set<UInt32>, isPhrase: Bool, _ characters: FoldingCharacters) -> Bool {
    var write = 0
    var read = 0
    let original = count
    while read < original {
      let (letter, length) = codePoint(at: read)
      var end = read + length
      while end < original, codePoint(at: end) == (letter, length) { end += length }
      let times = (end - read) / length
      var kept = times
      if times > 1, characters.characterClass(letter) == .word {
        kept = doubled.contains(letter) ? 2 : isPhrase ? times : 1
      }
      let last = ends[end - 1]
      for source in read..<(read + kept * length) {
        if write != source { move(source, to: write) }
        write += 1
      }
      if kept < times { ends[write - 1] = last }
      read = end
    }
    truncate(to: write)
    return write < original
  }
}
