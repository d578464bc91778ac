/// Bank card numbers.
extension PersonalDataScanner {
  /// Takes 15 to 19 digits, whole or in fours, with a right Luhn digit and either the prefix of an issuer or a
  /// word for card or account before them: one in ten order numbers has a right Luhn digit by chance.
  mutating func scanBankCard(_ chain: DigitChain) -> Int? {
    guard let (digits, end) = cardDigits(in: chain), let first = chain.groups.first else { return nil }
    guard !continuesCode(at: end), isLuhn(digits), Set(digits).count > 1 else { return nil }
    guard !isFraction(at: first.range.lower) else { return nil }
    let cue = cue(before: first.range.lower)
    let isCued = cue?.kind == .card
    guard isCued || hasIssuerPrefix(digits) else { return nil }
    if let cue, cue.isLinked, cue.kind == .order || cue.kind == .product { return nil }
    return take(
      .bankCard, TextRange(first.range.lower, end), value: String(digits: digits), confidence: isCued ? 0.98 : 0.93)
  }

  /// Takes a card number whose digits stand one by one.
  mutating func scanSingleDigitCard(_ chain: DigitChain) -> Int? {
    guard (16...19).contains(chain.digits.count), chain.groups.count == chain.digits.count,
      let first = chain.groups.first, let last = chain.groups.last
    else { return nil }
    let digits = chain.digits[...]
    guard isLuhn(digits), hasIssuerPrefix(digits) || cue(before: first.range.lower)?.kind == .card else { return nil }
    return take(
      .bankCard, TextRange(first.range.lower, last.range.upper), value: String(digits: digits), confidence: 0.9)
  }

  /// Whether letters and digits at `end` make the digits before it a part of a code; a word of letters does not.
  func continuesCode(at end: Int) -> Bool {
    var position = end
    while isWord(position) {
      if !isLetter(position) { return true }
      position += 1
    }
    return position - end > 6
  }

  private func cardDigits(in chain: DigitChain) -> (ArraySlice<UInt8>, Int)? {
    guard let first = chain.groups.first else { return nil }
    if (15...19).contains(first.count) { return (chain.firstDigits, first.range.upper) }
    if first.count == 6, chain.groups.count > 1, chain.groups[1].count == 13 || chain.groups[1].count == 10 {
      return (chain.digits(ofFirst: 2), chain.groups[1].range.upper)
    }
    var count = 0
    while count < min(5, chain.groups.count), chain.groups[count].count == 4 { count += 1 }
    guard count >= 3, first.count == 4, !continuesNumber(at: first.range.lower, joint: 0x2d) else { return nil }
    // The last group may be shorter.
    if count == 4, chain.groups.count > 4, chain.groups[4].count < 4,
      isLuhn(chain.digits(ofFirst: 5))
    {
      return (chain.digits(ofFirst: 5), chain.groups[4].range.upper)
    }
    guard count >= 4 else { return nil }
    return (chain.digits(ofFirst: 4), chain.groups[3].range.upper)
  }

  private func isLuhn(_ digits: ArraySlice<UInt8>) -> Bool {
    var sum = 0
    for (index, digit) in digits.reversed().enumerated() {
      let doubled = index % 2 == 1 ? Int(digit) * 2 : Int(digit)
      sum += doubled > 9 ? doubled - 9 : doubled
    }
    return sum % 10 == 0
  }

  private func hasIssuerPrefix(_ digits: ArraySlice<UInt8>) -> Bool {
    let prefix = number(digits, 0, 4)
    switch digits.count {
    case 15: return prefix / 100 == 34 || prefix / 100 == 37
    case 16:
      return prefix / 1000 == 4 || (51...55).contains(prefix / 100) || prefix / 100 == 35 || prefix / 100 == 62
        || (2221...2720).contains(prefix)
    case 17, 18: return prefix / 100 == 62
    case 19: return prefix / 100 == 62 || prefix == 9558 || prefix == 6013 || prefix == 4367
    default: return false
    }
  }

  /// Whether the digits at `start` are the decimals of a number.
  func isFraction(at start: Int) -> Bool { ascii(start - 1) == 0x2e && isDigit(start - 2) }
}
