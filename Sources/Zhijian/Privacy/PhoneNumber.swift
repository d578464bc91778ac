/// Mobile and fixed-line numbers.
extension PersonalDataScanner {
  /// Takes a mobile number of the mainland: 1, 3 to 9 and nine digits, with or without +86, in the groups
  /// people write it in. Eleven digits inside a longer run are none.
  mutating func scanPhone(_ chain: DigitChain) -> Int? {
    guard let match = phone(in: chain), let first = chain.groups.first else { return nil }
    var range = TextRange(first.range.lower, match.end)
    // A number named as that of an order or a product is one, and stays for the recognisers of those.
    if match.groupCount == 1, let cue = cue(before: range.lower), cue.isLinked,
      cue.kind == .order || cue.kind == .product
    {
      return nil
    }
    if match.hasCountryCode {
      if ascii(range.lower - 1) == 0x2b { range.lower -= 1 }
    } else {
      range.lower = bracketedCountryCodeStart(before: range.lower)
    }
    let confidence = chain.isLoose ? 0.85 : match.groupCount == 1 ? 0.98 : 0.95
    return take(.phone, range, value: String(digits: match.digits), confidence: confidence)
  }

  private struct PhoneMatch {
    let digits: ArraySlice<UInt8>
    let end: Int
    let groupCount: Int
    let hasCountryCode: Bool
  }

  private func phone(in chain: DigitChain) -> PhoneMatch? {
    let all = chain.firstDigits
    for code in [[0, 0, 8, 6], [8, 6]] as [[UInt8]] where all.starts(with: code) {
      if all.count <= code.count + 11 {
        if let match = phone(in: chain, behind: code.count) { return match }
      }
    }
    return phone(in: chain, behind: 0)
  }

  /// The number behind the first `skipped` digits, a country code or nothing.
  private func phone(in chain: DigitChain, behind skipped: Int) -> PhoneMatch? {
    var shape: [Int] = []
    var joint: UInt8 = 0
    for (index, group) in chain.groups.enumerated() {
      let count = index == 0 ? group.count - skipped : group.count
      guard count > 0 else { continue }
      if !shape.isEmpty, joint == 0 { joint = group.joint }
      if !shape.isEmpty, group.joint != joint { return nil }
      shape.append(count)
      let total = shape.reduce(0, +)
      guard total >= 11 else { continue }
      guard total == 11, Self.phoneShapes.contains(shape) else { return nil }
      let digits = chain.digits.dropFirst(skipped).prefix(11)
      guard digits.first == 1, (digits.dropFirst().first ?? 0) >= 3 else { return nil }
      guard let first = chain.groups.first, !continuesNumber(at: first.range.lower, joint: joint) else { return nil }
      // Digit by digit, eleven of a longer number are none.
      if shape.count == 11, chain.groups.count > index + 1 || isDigit(first.range.lower - 2) { return nil }
      var end = group.range.upper
      // With a hyphen one number goes on; a short group behind one is the extension of a relay number.
      if index + 1 < chain.groups.count, chain.groups[index + 1].joint == 0x2d {
        let next = chain.groups[index + 1]
        if joint == 0x2d { return nil }
        if shape.count == 1, next.count <= 4, next.range.lower == end + 1, index + 2 == chain.groups.count {
          end = next.range.upper
        }
      }
      return PhoneMatch(digits: digits, end: end, groupCount: shape.count, hasCountryCode: skipped > 0)
    }
    return nil
  }

  /// Where `(+86)` before `start` begins; `start` if none stands there.
  private func bracketedCountryCodeStart(before start: Int) -> Int {
    var position = start
    if ascii(position - 1) == 0x20 { position -= 1 }
    guard ascii(position - 1) == 0x29, ascii(position - 2) == 0x36, ascii(position - 3) == 0x38 else { return start }
    position -= 3
    while ascii(position - 1) == 0x2b || ascii(position - 1) == 0x30 { position -= 1 }
    return ascii(position - 1) == 0x28 && position - 1 >= floor ? position - 1 : start
  }

  private static let phoneShapes: Set<[Int]> = [
    [11], [3, 4, 4], [3, 8], [7, 4], [4, 4, 3], [4, 3, 4], [3, 3, 5], [5, 6], [6, 5], [5, 3, 3], [3, 4, 2, 2],
    [3, 2, 2, 2, 2], [3, 2, 3, 3], [3, 2, 2, 4], [3, 3, 3, 2], [2, 3, 3, 3],
    [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1],
  ]

  /// Takes a fixed-line number: area code and 7 or 8 digits, or those alone behind a word for telephone.
  mutating func scanLandline(_ chain: DigitChain) -> Int? {
    guard let first = chain.groups.first else { return nil }
    let all = chain.firstDigits
    var range = first.range
    if let end = scanForeignFormLandline(chain) { return end }
    if all.first == 0, let areaLength = areaCodeLength(all) {
      if all.count == areaLength {
        // 0755-86543210, (0755)86543210, 010 6543 2109
        let closing = ascii(range.upper) == 0x29 && ascii(range.lower - 1) == 0x28
        let rest = closing ? DigitChain(self, at: skippingSpaces(from: range.upper + 1), loose: false) : chain
        let start = closing ? 0 : 1
        guard let (digits, subscriberEnd) = subscriber(in: rest, from: start) else { return nil }
        if let cue = cue(before: range.lower), cue.isLinked, cue.kind == .product { return nil }
        let end = extensionEnd(from: subscriberEnd)
        if closing { range.lower -= 1 }
        return take(
          .landline, TextRange(range.lower, end), value: String(digits: all + digits), confidence: 0.92)
      }
      let local = all.dropFirst(areaLength)
      let isCued = isTelephoneCue(before: range.lower, linked: false)
      // Without a word for it, only where the number has all its digits and is none of a product.
      guard isSubscriber(local), isCued || cue(before: range.lower) == nil else { return nil }
      return take(.landline, range, value: String(digits: all), confidence: isCued ? 0.75 : 0.6)
    }
    guard let (digits, end) = subscriber(in: chain, from: 0).map({ ($0, extensionEnd(from: $1)) }),
      isTelephoneCue(before: range.lower, linked: true),
      !touchesMask(TextRange(range.lower, end))
    else { return nil }
    range.upper = end
    return take(.landline, range, value: String(digits: digits), confidence: 0.65)
  }

  /// Takes a number as called from abroad: +86 755 86543210, 0086-10-65432109.
  private mutating func scanForeignFormLandline(_ chain: DigitChain) -> Int? {
    guard let first = chain.groups.first, let last = chain.groups.last, chain.groups.count <= 4 else { return nil }
    let isPlus = ascii(first.range.lower - 1) == 0x2b
    let code: [UInt8] = isPlus ? [8, 6] : [0, 0, 8, 6]
    guard chain.digits.starts(with: code), first.count == code.count || chain.groups.count == 1 else { return nil }
    let digits = [0] + chain.digits.dropFirst(code.count)
    guard let areaLength = areaCodeLength(digits[...]), isSubscriber(digits.dropFirst(areaLength)),
      areaLength == 3 || digits.count >= 11, digits.count <= 12
    else { return nil }
    if chain.groups.count > 2, chain.groups[1].count != areaLength - 1 { return nil }
    let start = isPlus ? first.range.lower - 1 : first.range.lower
    return take(
      .landline, TextRange(start, last.range.upper), value: String(digits: digits), confidence: 0.9)
  }

  /// The 7 or 8 digits of a number without area code that begin at group `index`, whole or in two groups.
  private func subscriber(in chain: DigitChain, from index: Int) -> (ArraySlice<UInt8>, Int)? {
    guard index < chain.groups.count else { return nil }
    let group = chain.groups[index]
    let digits = chain.digits.dropFirst(group.first)
    var end = group.range.upper
    var last = index
    if group.count == 3 || group.count == 4, index + 1 < chain.groups.count,
      chain.groups[index + 1].count == 4 || index > 0 && group.count + chain.groups[index + 1].count == 7
    {
      last = index + 1
      end = chain.groups[last].range.upper
    } else if group.count != 7, group.count != 8 {
      return nil
    }
    let number = digits.prefix(chain.groups[last].first + chain.groups[last].count - group.first)
    guard isSubscriber(number), !isWord(end) else { return nil }
    // An extension: 0755-86543210-803.
    if last + 1 < chain.groups.count, chain.groups[last + 1].joint == 0x2d {
      let next = chain.groups[last + 1]
      if next.count <= 5 {
        guard last + 2 == chain.groups.count else { return nil }
        end = next.range.upper
      }
    }
    return (number, end)
  }

  /// The end of an extension in words behind a number: 转803, 转分机803, 分机803.
  private func extensionEnd(from end: Int) -> Int {
    for word in ["转分机", "转", "分机号", "分机", "轉"] {
      var position = skippingSpaces(from: end)
      guard matches(word, at: position) else { continue }
      position = skippingSpaces(from: position + word.utf16.count)
      let count = digitCount(at: position)
      return (1...6).contains(count) ? position + count : end
    }
    return end
  }

  private func isSubscriber(_ digits: ArraySlice<UInt8>) -> Bool {
    (7...8).contains(digits.count) && (2...8).contains(digits.first ?? 0) && !isAllEqual(digits)
  }

  private func isAllEqual(_ digits: ArraySlice<UInt8>) -> Bool { digits.allSatisfy { $0 == digits.first } }

  /// 3 for 010 and 02x, 4 for 03xx to 09xx.
  private func areaCodeLength(_ digits: ArraySlice<UInt8>) -> Int? {
    guard digits.count >= 3 else { return nil }
    let second = digits[digits.startIndex + 1]
    if second == 1 { return digits[digits.startIndex + 2] == 0 ? 3 : nil }
    if second == 2 { return 3 }
    return second >= 3 && digits.count >= 4 ? 4 : nil
  }

  private func isTelephoneCue(before start: Int, linked: Bool) -> Bool {
    guard let cue = cue(before: start), cue.kind == .telephone else { return false }
    return cue.isLinked || !linked
  }

  func skippingSpaces(from start: Int) -> Int {
    var position = start
    while position - start < 2, ascii(position) == 0x20 { position += 1 }
    return position
  }
}
