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

  /// What `write` put down.
  init(_ reader: inout CompiledReader) throws(CompiledFault) { digits = try reader.unitTable() }

  func write(to writer: inout CompiledWriter) { writer.write(digits) }

  /// A digit that is read as one wherever it stands.
  private func isPlainDigit(_ unit: UInt16) -> Bool {
    let digit = digits[Int(unit)]
    return digit != 0 && digit & Self.onlyInRuns == 0
  }

  func mayReplace(_ unit: UInt16) -> Bool { digits[Int(unit)] != 0 && digits[Int(unit)] != unit }

  /// Whether a unit is another script's digit, which is one wherever it stands.
  func isForeign(_ unit: UInt16) -> Bool { isPlainDigit(unit) && digits[Int(unit)] != unit }

  /// Puts ASCII digits into `text` for those of other scripts; says whether anything changed.
  func replaceForeign(in text: inout FoldedText) -> Bool {
    var changed = false
    for place in text.units.indices where isForeign(text.units[place]) {
      text.units[place] = digits[Int(text.units[place])]
      changed = true
    }
    return changed
  }

  /// Puts ASCII digits into `text`; says whether anything changed.
  func replace(in text: inout FoldedText) -> Bool {
    var changed = false
    var index = 0
    while let run = run(in: text.units.span, from: index) {
      for place in run.range {
        if let digit = digit(text.units[place], isNumber: run.isNumber) {
          text.units[place] = digit
          changed = true
        }
      }
      index = run.range.upperBound
    }
    return changed
  }

  /// Whether `replace` changes anything.
  func mayChange(_ text: FoldedText) -> Bool {
    let units = text.units.span
    var index = 0
    while let run = run(in: units, from: index) {
      for place in run.range where digit(units[place], isNumber: run.isNumber) != nil { return true }
      index = run.range.upperBound
    }
    return false
  }

  /// What to put in place of a unit in a run, nil where it stays.
  private func digit(_ unit: UInt16, isNumber: Bool) -> UInt16? {
    let digit = digits[Int(unit)]
    if digit & Self.onlyInRuns != 0, !isNumber { return nil }
    let plain = digit & ~Self.onlyInRuns
    return plain == unit ? nil : plain
  }

  /// The next run of what stands for digits, and whether numerals in it are digits.
  private func run(in units: Span<UInt16>, from start: Int) -> (range: Range<Int>, isNumber: Bool)? {
    let digits = digits.span
    var start = start
    while start < units.count, digits[Int(units[start])] == 0 { start += 1 }
    guard start < units.count else { return nil }
    var end = start
    var isMixed = false
    var hasPlain = false
    while end < units.count, digits[Int(units[end])] != 0 {
      isMixed = isMixed || units[end] != units[start]
      hasPlain = hasPlain || isPlainDigit(units[end])
      end += 1
    }
    let count = end - start
    return (start..<end, (count >= Self.shortestRun && isMixed) || (count > 1 && hasPlain))
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

  /// Whether `squeezeRuns` may change a text; false is certain.
  func hasRun(doubled: Set<UInt32>, _ characters: FoldingCharacters) -> Bool {
    guard var start = firstRun() else { return false }
    while start < count {
      let unit = units[start]
      if unit & 0xFC00 == 0xD800 { return true }
      var end = start + 1
      while end < count, units[end] == unit { end += 1 }
      let isSqueezed = end - start > 2 || end - start == 2 && !doubled.contains(UInt32(unit))
      if isSqueezed, characters.characterClass(UInt32(unit)) == .word { return true }
      start = end
    }
    return false
  }

  /// A place up to which there is no run.
  private func firstRun() -> Int? {
    let units = units.span
    var previous: UInt16 = 0
    for index in 0..<units.count {
      let unit = units[index]
      if unit == previous, index > 0 { return index - 1 }
      if unit & 0xFC00 == 0xD800 { return index }
      previous = unit
    }
    return nil
  }
}
