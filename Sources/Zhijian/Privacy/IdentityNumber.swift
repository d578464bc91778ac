/// Resident identity numbers as in GB 11643.
extension PersonalDataScanner {
  /// Takes 18 digits, the last perhaps X, whose region, date of birth and check digit are right, however they
  /// are grouped; or 15 digits with region and date behind a word for identity card.
  mutating func scanIdentityNumber(_ chain: DigitChain) -> Int? {
    guard let first = chain.groups.first, first.count <= 18 else { return nil }
    for (index, group) in chain.groups.prefix(18).enumerated() {
      let total = group.first + group.count
      if total > 18 { break }
      let end = group.range.upper
      let digits = chain.digits.prefix(total)
      if total == 17, let last = checkLetterEnd(at: end), !continuesCode(at: last), isIdentityNumber(digits, check: 10)
      {
        let range = TextRange(first.range.lower, last)
        return take(.idCard, range, value: String(digits: digits) + "X", confidence: 0.99)
      }
      if total == 18, !continuesCode(at: end), let check = digits.last,
        isIdentityNumber(digits.dropLast(), check: Int(check))
      {
        return take(
          .idCard, TextRange(first.range.lower, end), value: String(digits: digits), confidence: 0.99)
      }
      if index == 0, total == 15, !isWord(end), isOldIdentityNumber(digits),
        cue(before: first.range.lower)?.kind == .identityCard || cue(after: end) == .identityCard
      {
        return take(.idCard, group.range, value: String(digits: digits), confidence: 0.75)
      }
    }
    return nil
  }

  /// The end of the X at `offset`, before which what joins groups or hides in them may stand.
  private func checkLetterEnd(at offset: Int) -> Int? {
    var position = offset
    while position - offset < 3, isDigitSeparator(position) || DigitGlyphs.isInvisible(unit(position)) { position += 1 }
    return lowercased(position) == 0x78 ? position + 1 : nil
  }

  private func isDigitSeparator(_ offset: Int) -> Bool {
    switch unit(offset) {
    case 0x20, 0x2d, 0x2e, 0xb7, 0x3000, 0x3001, 0x2c, 0xff0c, 0x3002: true
    default: false
    }
  }

  /// Whether 17 digits and the value of the check character, 10 for X, are an identity number.
  private func isIdentityNumber(_ digits: ArraySlice<UInt8>, check: Int) -> Bool {
    guard digits.count == 17, isRegion(digits) else { return false }
    let year = number(digits, 6, 4)
    // Not "up to today": what a text is must not depend on the day it is read.
    guard (1800...2049).contains(year), isDay(year: year, month: number(digits, 10, 2), day: number(digits, 12, 2))
    else { return false }
    let sum = zip(digits, Self.identityWeights).reduce(0) { $0 + Int($1.0) * $1.1 }
    return (12 - sum % 11) % 11 == check
  }

  private func isOldIdentityNumber(_ digits: ArraySlice<UInt8>) -> Bool {
    isRegion(digits)
      && isDay(year: 1900 + number(digits, 6, 2), month: number(digits, 8, 2), day: number(digits, 10, 2))
  }

  private func isRegion(_ digits: ArraySlice<UInt8>) -> Bool {
    switch number(digits, 0, 2) {
    case 11...15, 21...23, 31...37, 41...46, 50...54, 61...65, 71, 81...83, 91: true
    default: false
    }
  }

  /// The number that `count` digits from `start` on make.
  func number(_ digits: ArraySlice<UInt8>, _ start: Int, _ count: Int) -> Int {
    digits.dropFirst(start).prefix(count).reduce(0) { $0 * 10 + Int($1) }
  }

  /// Whether the day is in the calendar.
  func isDay(year: Int, month: Int, day: Int) -> Bool {
    guard (1...12).contains(month), day >= 1 else { return false }
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    return day <= lengths[month - 1]
  }

  private static let identityWeights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
}
