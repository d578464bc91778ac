/// What an anonymisation left behind: `[订单x]`, `[电话#5e0c3f9a17b2]`, `138****1234`, `a***@x.com`.
extension PersonalDataScanner {
  /// Passes over a bracketed label; gives the next unit if the bracket holds anything else.
  mutating func scanBracketedLabel(at start: Int) -> Int {
    let close: UInt16 = unit(start) == 0x5b ? 0x5d : 0x3011
    var position = start + 1
    while isHan(position), position - start <= 8 { position += 1 }
    if position == start + 1, matchesLatin("qq", at: position) { position += 2 }
    guard position > start + 1 else { return start + 1 }
    if lowercased(position) == 0x78 {  // x
      position += 1
    } else if ascii(position) == 0x23 {  // #
      position += 1
      let first = position
      while isDigit(position) || (0x61...0x66).contains(ascii(position)), position - first < 64 { position += 1 }
      guard position - first == PersonalDataMask.pseudonymLength else { return start + 1 }
    }
    return unit(position) == close ? pass(upTo: position + 1) : start + 1
  }

  /// Passes over asterisks that stand for something, with what is left of the value behind them.
  mutating func scanAsterisks(at start: Int) -> Int {
    var position = start
    while isAsterisk(position) { position += 1 }
    // One asterisk multiplies.
    guard position - start >= 2 else { return position }
    if isDigit(position) || isLetter(position), digitCount(at: position) < 11 {
      while isWord(position) || isAsterisk(position) { position += 1 }
    }
    if ascii(position) == 0x40, isWord(position + 1) {
      position += 1
      while isWord(position) || ascii(position) == 0x2e || ascii(position) == 0x2d { position += 1 }
    }
    return pass(upTo: position)
  }

  /// Whether `range` is what a mask left of a value.
  func touchesMask(_ range: TextRange) -> Bool { isAsterisk(range.lower - 1) || isAsterisk(range.upper) }

  /// How many plain digits stand at `start`, 40 at most.
  func digitCount(at start: Int) -> Int {
    var position = start
    while position - start < 40, isDigit(position) { position += 1 }
    return position - start
  }
}
