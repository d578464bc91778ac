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
    return scanBankCard(chain) ?? scanPhone(chain) ?? scanAmount(at: start) ?? scanDate(at: start)
      ?? scanLandline(chain) ?? scanOrder(chain) ?? scanAccountNumber(chain) ?? first.range.upper
  }

  /// Takes a telephone or identity number written with Han numerals or decorated digits, or an amount of
  /// money in Han numerals; gives `start` if none is there.
  mutating func scanLooseNumber(at start: Int) -> Int {
    let chain = DigitChain(self, at: start, loose: true)
    if chain.isLoose, !isLooseDigit(start - 1), !isDigit(start - 1) {
      if let end = scanPhone(chain) ?? scanIdentityNumber(chain) { return end }
    }
    return scanHanAmount(at: start) ?? start
  }

  /// Whether a digit stands at `offset` that is not written 0 to 9.
  func isLooseDigit(_ offset: Int) -> Bool {
    let unit = unit(offset)
    return unit > 0x7f && (DigitGlyphs.looseValue(of: unit) != nil || unit == DigitGlyphs.mathematicalLead)
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
    // A phone number with a word behind it; a code has digits again.
    if !hasLaterDigits, let phoneEnd = scanPhone(chain) { return phoneEnd }
    let word = TextRange(first.range.lower, end)
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
