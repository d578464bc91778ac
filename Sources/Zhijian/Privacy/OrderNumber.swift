/// Numbers of orders and parcels.
extension PersonalDataScanner {
  /// Takes an order number: 8 to 32 digits behind a word for order, 18 or 19 without one, the form `260101-…` of
  /// Pinduoduo, or 15 to 20 that are the whole text.
  mutating func scanOrder(_ chain: DigitChain) -> Int? {
    guard let first = chain.groups.first, first.count >= 4 else { return nil }
    let start = first.range.lower
    let cue = cue(before: start)
    guard !touchesMask(first.range), !isFraction(at: start), cue?.kind != .product || cue?.isLinked == false else {
      return nil
    }
    if let cue, cue.kind == .order, cue.isLinked, let (end, count) = groupedOrder(chain) {
      return take(
        .order, TextRange(start, end), value: String(digits: chain.digits(ofFirst: count)), confidence: 0.9)
    }
    if first.count == 6, chain.groups.count > 1, chain.groups[1].count == 15, chain.groups[1].joint == 0x2d,
      isDay(
        year: 2000 + number(chain.firstDigits, 0, 2), month: number(chain.firstDigits, 2, 2),
        day: number(chain.firstDigits, 4, 2))
    {
      let range = TextRange(start, chain.groups[1].range.upper)
      return take(.order, range, value: String(digits: chain.digits(ofFirst: 2)), confidence: 0.93)
    }
    let value = String(digits: chain.firstDigits)
    if let cue, cue.kind == .order, (12...32).contains(first.count) {
      return take(.order, first.range, value: value, confidence: 0.75)
    }
    if (8...32).contains(first.count), cue == nil, !continuesNumber(at: start, joint: 0x2d),
      self.cue(after: first.range.upper) == .order
    {
      return take(.order, first.range, value: value, confidence: 0.7)
    }
    // 106… are the senders of text messages.
    guard !isTimestamp(chain.firstDigits), !chain.firstDigits.starts(with: [1, 0, 6]) else { return nil }
    guard first.count == 18 || first.count == 19 || ((15...20).contains(first.count) && isWholeText(first.range))
    else { return nil }
    return take(.order, first.range, value: value, confidence: 0.65)
  }

  /// The end of an order number behind its cue, and its groups: one, or several of four digits and more.
  private func groupedOrder(_ chain: DigitChain) -> (Int, Int)? {
    guard let first = chain.groups.first else { return nil }
    var count = 1
    var total = first.count
    while count < chain.groups.count, chain.groups[count - 1].count >= 4,
      chain.groups[count].joint == chain.groups[1].joint
    {
      total += chain.groups[count].count
      count += 1
    }
    let least = chain.groups.count > 1 && chain.groups[1].joint == 0x2d ? 10 : 12
    if count > 1, count == chain.groups.count, (least...28).contains(total) {
      return (chain.groups[count - 1].range.upper, count)
    }
    return (8...32).contains(first.count) ? (first.range.upper, 1) : nil
  }

  /// Takes a code of letters and digits that is a parcel number by its carrier's prefix, or an order number by a
  /// word before it.
  mutating func scanCodedOrder(_ word: TextRange) -> Int? {
    guard (8...32).contains(word.count), !touchesMask(word) else { return nil }
    var letters = 0
    while letters < word.count, isLetter(word.lower + letters) { letters += 1 }
    let digits = (word.lower..<word.upper).count { isDigit($0) }
    guard digits >= 6 else { return nil }
    // ORDERID_10155338, which an anonymisation put there.
    if let mark = (word.lower..<word.upper).first(where: { ascii($0) == 0x5f }), matchesLatin("id", at: mark - 2) {
      return nil
    }
    let cue = cue(before: word.lower)
    if let cue, cue.isLinked, cue.kind == .product { return nil }
    let prefix = folded(TextRange(word.lower, word.lower + min(letters, 4)))
    let isParcel =
      (10...15).contains(word.count - letters) && digits >= 10 && Self.carriers.contains(prefix)
      || prefix.hasPrefix("jd") && digits >= 10 && letters <= 4 || isPostal(word, digits: digits)
    guard isParcel || cue?.kind == .order && cue?.isLinked == true else { return nil }
    return take(.order, word, value: folded(word, uppercase: true), confidence: isParcel ? 0.92 : 0.88)
  }

  /// Whether it is two letters, nine digits and two letters, as in the numbers of the postal union.
  private func isPostal(_ word: TextRange, digits: Int) -> Bool {
    word.count == 13 && digits == 9 && !isDigit(word.lower) && !isDigit(word.lower + 1)
      && !isDigit(word.upper - 1) && !isDigit(word.upper - 2)
  }

  private static let carriers: Set<String> = [
    "sf", "yt", "jt", "zto", "sto", "dpk", "yd", "ht", "zjs", "ane", "ky", "ttk", "dp", "ems", "fw", "yz", "st",
  ]

  /// Whether the digits begin like `20260101093000`.
  private func isTimestamp(_ digits: ArraySlice<UInt8>) -> Bool {
    (2000...2049).contains(number(digits, 0, 4)) && digits.count >= 14
      && isDay(year: number(digits, 0, 4), month: number(digits, 4, 2), day: number(digits, 6, 2))
      && number(digits, 8, 2) < 24 && number(digits, 10, 2) < 60
  }

  private func isWholeText(_ range: TextRange) -> Bool {
    units.count - range.count <= 8 && units[..<range.lower].allSatisfy { $0 <= 0x20 || $0 == 0x3000 }
      && units[range.upper...].allSatisfy { $0 <= 0x20 || $0 == 0x3000 }
  }

  /// Takes a QQ number or a WeChat id of digits, which only a cue tells from a quantity.
  mutating func scanAccountNumber(_ chain: DigitChain) -> Int? {
    guard let (range, digits) = accountDigits(chain), !touchesMask(range) else { return nil }
    guard chain.digits.first != 0, !Self.measures.contains(unit(range.upper)) else { return nil }
    let value = String(digits: digits)
    guard let cue = cue(before: range.lower), cue.isLinked else {
      // 123456789 是我QQ
      guard digits.count >= 6, cue(after: range.upper) == .qq else { return nil }
      return take(.qq, range, value: value, confidence: 0.75)
    }
    let first = (count: digits.count, range: range)
    if cue.kind == .qq, cue.isExplicit || first.count >= 6 {
      return take(.qq, range, value: value, confidence: 0.85)
    }
    if cue.kind == .wechat, cue.isExplicit, first.count >= 6 {
      return take(.wechat, first.range, value: value, confidence: 0.75)
    }
    return nil
  }

  /// The digits of an account number, whole or in two or three groups with spaces between them.
  private func accountDigits(_ chain: DigitChain) -> (TextRange, ArraySlice<UInt8>)? {
    guard let first = chain.groups.first else { return nil }
    if (5...11).contains(first.count) { return (first.range, chain.firstDigits) }
    guard first.count >= 3, (2...3).contains(chain.groups.count), (6...11).contains(chain.digits.count),
      chain.groups.dropFirst().allSatisfy({ $0.joint == 0x20 || $0.joint == 0x2d }), let last = chain.groups.last
    else { return nil }
    return (TextRange(first.range.lower, last.range.upper), chain.digits[...])
  }

  private static let measures = Set("元块件个次名人年月天日点%％万亿多条款米克:：/.".utf16)
}
