/// What a number is: the strict kinds first, those that need an explanation last.
extension PersonalDataScanner {
  /// Takes the number at `start`, an ASCII or full-width digit with no digit before it; gives where to go on.
  mutating func scanNumber(at start: Int) -> Int {
    if let end = scanWebAddress(at: start) { return end }
    let chain = DigitChain(self, at: start, loose: false)
    guard let first = chain.groups.first else { return start + 1 }
    guard !chain.isOverlong else { return pass(upTo: first.range.upper) }
    if isLooseDigit(first.range.upper) {
      let end = scanLooseNumber(at: start)
      if end > start { return end }
    }
    if let end = scanIdentityNumber(chain) { return end }
    if isWord(first.range.upper) { return scanDigitLedWord(chain) }
    return scanBankCard(chain) ?? scanPhone(chain) ?? scanListedDigits(at: start) ?? scanAmount(at: start) ?? scanDate(
      at: start)
      ?? scanLandline(chain) ?? scanOrder(chain) ?? scanAccountNumber(chain) ?? first.range.upper
  }

  /// Takes a telephone or identity number written with Han numerals or decorated digits, or an amount of
  /// money in Han numerals; gives `start` if none is there.
  mutating func scanLooseNumber(at start: Int) -> Int {
    let chain = DigitChain(self, at: start, loose: true)
    if chain.isLoose, start == floor || !isLooseDigit(start - 1) && !isDigit(start - 1) {
      if let end = scanPhone(chain) ?? scanIdentityNumber(chain) ?? scanBankCard(chain) ?? scanAccountNumber(chain) {
        return end
      }
      if chain.digits.first == 0, chain.digits.count >= 10, let end = scanLandline(chain) { return end }
      if let end = scanListedDigits(at: start, loose: true) { return end }
    }
    if let end = scanHanAmount(at: start) { return end }
    // Drawn-out numerals are passed over at once, not numeral by numeral.
    var end = start
    while isLooseDigit(end) { end += 1 }
    return end - start > DigitChain.maximumDigits ? end : start
  }

  /// Takes a phone, identity or card number whose digits stand one by one, as in `1、3、8、…`, or in groups with
  /// full stops between them.
  private mutating func scanListedDigits(at start: Int, loose: Bool = false) -> Int? {
    let chain = DigitChain(self, at: start, loose: loose, listed: true)
    guard chain.groups.count > 2, let first = chain.groups.first, !touchesMask(first.range) else { return nil }
    let joint = chain.groups[1].joint
    guard chain.groups.dropFirst().allSatisfy({ $0.joint == joint }) else { return nil }
    guard joint == 0x2e || chain.groups.allSatisfy({ $0.count == 1 }) else { return nil }
    return scanIdentityNumber(chain) ?? scanSingleDigitCard(chain) ?? scanPhone(chain)
  }

  /// Whether a digit stands at `offset` that is not written 0 to 9.
  func isLooseDigit(_ offset: Int) -> Bool {
    guard classes(at: offset).contains(.looseDigit) else { return false }
    return unit(offset) == DigitGlyphs.mathematicalLead || DigitGlyphs.looseValue(of: unit(offset)) != nil
  }

  /// Whether digits stand before `start`, joined to it by `joint`: the middle of a longer number.
  func continuesNumber(at start: Int, joint: UInt8) -> Bool {
    joint != 0 && joint != 0x20 && ascii(start - 1) == joint && isDigit(start - 2)
  }

  /// A word that begins with digits, such as `500ml`, a product code or `13812345678wx`.
  private mutating func scanDigitLedWord(_ chain: DigitChain) -> Int {
    guard let first = chain.groups.first else { return 0 }
    var end = first.range.upper
    var hasLaterDigits = false
    while isWord(end) {
      if isDigit(end) { hasLaterDigits = true }
      end += 1
    }
    // A number with a word behind it; a code has digits again.
    if !hasLaterDigits, let numberEnd = scanBankCard(chain) ?? scanPhone(chain) { return numberEnd }
    let word = TextRange(first.range.lower, end)
    if let phoneEnd = scanDisguisedPhone(word) { return phoneEnd }
    if let amountEnd = scanAmount(at: word.lower) { return amountEnd }
    return scanCodedOrder(word) ?? pass(upTo: end)
  }
}

extension String {
  /// The decimal digits with these values.
  init(digits: some Sequence<UInt8>) {
    self.init(decoding: digits.map { $0 + 0x30 }, as: UTF8.self)
  }
}
