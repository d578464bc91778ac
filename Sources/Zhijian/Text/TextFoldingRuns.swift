/// What stands for digits: Chinese numerals in runs, other scripts' decimal digits of the basic plane everywhere.
struct FoldingDigits: Sendable {
  /// The fewest digits, of any kind, in a run in which Chinese numerals are read as digits: 一三八 is a number, 一二 and
  /// 第一 are words. A run of one numeral, 五五五五, is left to `repeat`. Beside a digit, as in 2零, one numeral is enough.
  static let shortestRun = 3

  private static let onlyInRuns: UInt16 = 0x8000
  /// By unit, the ASCII digit, with `onlyInRuns` added for numerals; 0 for all others.
  private let digits: [UInt16]

  init(tables: FoldingTables) {
    var digits = FoldingUnicode.digits
    for (codePoint, digit) in tables.digits where codePoint < 0x10000 {
      digits[Int(codePoint)] = digit | Self.onlyInRuns
    }
    self.digits = digits
  }

  /// A digit that is read as one wherever it stands.
  private func isPlainDigit(_ unit: UInt16) -> Bool {
    let digit = digits[Int(unit)]
    return digit != 0 && digit & Self.onlyInRuns == 0
  }

  func mayReplace(_ unit: UInt16) -> Bool { digits[Int(unit)] != 0 && digits[Int(unit)] != unit }

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
      let run = text.units[start..<index]
      let isNumber =
        (run.count >= Self.shortestRun && run.contains { $0 != text.units[start] })
        || (run.count > 1 && run.contains(where: isPlainDigit))
      for place in start..<index {
        let digit = digits[Int(text.units[place])]
        if digit & Self.onlyInRuns != 0, !isNumber { continue }
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
    guard let first = firstRun() else { return false }
    var write = first
    var read = first
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

  /// A place up to which there is no run.
  private func firstRun() -> Int? {
    var previous: UInt16 = 0
    for index in units.indices {
      let unit = units[index]
      if unit == previous, index > 0 { return index - 1 }
      if unit & 0xFC00 == 0xD800 { return index }
      previous = unit
    }
    return nil
  }
}

/// Characters taken for others, unit by unit.
struct FoldingLookalikes: Sendable {
  private let replacements: [UInt16]

  init(tables: FoldingTables) {
    var replacements = Array(0...UInt16.max)
    for (codePoint, target) in tables.lookalike {
      if let unit = UInt16(exactly: codePoint), let targetUnit = UInt16(exactly: target) {
        replacements[Int(unit)] = targetUnit
      }
    }
    self.replacements = replacements
  }

  func mayReplace(_ unit: UInt16) -> Bool { replacements[Int(unit)] != unit }

  /// Replaces in `text`; says whether anything changed.
  func replace(in text: inout FoldedText) -> Bool {
    guard text.units.contains(where: { replacements[Int($0)] != $0 }) else { return false }
    for index in text.units.indices { text.units[index] = replacements[Int(text.units[index])] }
    return true
  }
}
