/// E-mail addresses and addresses on the web.
extension PersonalDataScanner {
  /// Takes the address that begins at `start`, a letter or digit; nil if none does.
  mutating func scanWebAddress(at start: Int) -> Int? {
    guard start >= webAddressesSearchedUpTo else { return nil }
    if let end = schemeEnd(at: start) { return takeURL(from: start, authority: end) }
    var end = start
    while isLocalPart(end) { end += 1 }
    let next = atSignEnd(at: end)
    if let next, end - start <= 64, !isAsterisk(start - 1) || !isAsterisk(start - 2),
      let domain = domainEnd(from: next.end, needsKnownSuffix: !next.isSign)
    {
      let value = folded(TextRange(start, end)) + "@" + normalisedDomain(TextRange(next.end, domain))
      return take(.email, TextRange(start, domain), value: value, confidence: next.isSign ? 0.97 : 0.85)
    }
    if ascii(start - 1) != 0x40, let domain = domainEnd(from: start, needsKnownSuffix: true),
      (start..<domain).allSatisfy({ unit($0) < 0x80 })
    {
      return takeURL(from: start, authority: domain)
    }
    webAddressesSearchedUpTo = end
    return nil
  }

  private func schemeEnd(at start: Int) -> Int? {
    for scheme in ["https://", "http://", "ftp://"] where matchesLatin(scheme, at: start) {
      return start + scheme.utf8.count
    }
    return nil
  }

  private func isLocalPart(_ offset: Int) -> Bool {
    switch ascii(offset) {
    case 0x2e, 0x25, 0x2b, 0x2d: true
    default: isWord(offset)
    }
  }

  /// Where the domain begins behind what stands for an at sign, and whether the sign itself does.
  private func atSignEnd(at offset: Int) -> (end: Int, isSign: Bool)? {
    if ascii(offset) == 0x40, isWord(offset + 1) { return (offset + 1, true) }
    let start = skippingSpaces(from: offset)
    if ascii(start) == 0x40 { return (skippingSpaces(from: start + 1), false) }
    for word in Self.atWords where matches(word, at: start) {
      return (skippingSpaces(from: start + word.utf16.count), false)
    }
    return nil
  }

  /// The end of the domain at `start`: labels, dots and a last label of letters.
  private func domainEnd(from start: Int, needsKnownSuffix: Bool) -> Int? {
    var position = start
    var labelCount = 0
    var best: Int?
    while labelCount < 10 {
      let label = position
      while isDigit(position) || isLetter(position) || ascii(position) == 0x2d, position - label <= 63 { position += 1 }
      guard position > label, position - label <= 63, ascii(label) != 0x2d else { break }
      labelCount += 1
      if labelCount > 1, let end = suffixEnd(TextRange(label, position), needsKnown: needsKnownSuffix) { best = end }
      guard let next = dotEnd(at: position), isDigit(next) || isLetter(next) else { break }
      // A dot in words or between spaces joins to a known suffix only, behind it a sentence may begin.
      if next > position + 1, !isKnownSuffix(at: next) { if !startsKnownDomain(at: next) { break } }
      position = next
    }
    return best
  }

  /// The end of the last label if it can be one; `com13812345678` is `com` and a number.
  private func suffixEnd(_ label: TextRange, needsKnown: Bool) -> Int? {
    var letters = label.lower
    while letters < label.upper, isLetter(letters) { letters += 1 }
    let text = folded(TextRange(label.lower, letters))
    let isKnown = Self.domainSuffixes.contains(text)
    if letters < label.upper { return isKnown && isDigit(letters) && !needsKnown ? letters : nil }
    if isKnown { return label.upper }
    return !needsKnown && (2...24).contains(label.count) && !Self.fileSuffixes.contains(text) ? label.upper : nil
  }

  /// The end of the dot at `offset`, as typed with a Chinese keyboard, too, or said, or between spaces.
  private func dotEnd(at offset: Int) -> Int? {
    let start = skippingSpaces(from: offset)
    switch unit(start) {
    case 0x2e, 0xff0e, 0x3002, 0x70b9, 0xb7: return start == offset ? start + 1 : skippingSpaces(from: start + 1)
    default: break
    }
    for word in ["(dot)", "[dot]", "（dot）"] where matchesLatin(word, at: start) { return start + word.utf8.count }
    return nil
  }

  private func isKnownSuffix(at start: Int) -> Bool {
    var end = start
    while isLetter(end) { end += 1 }
    return Self.domainSuffixes.contains(folded(TextRange(start, end)))
  }

  /// Whether one more label and then a known suffix follow.
  private func startsKnownDomain(at start: Int) -> Bool {
    var end = start
    while isDigit(end) || isLetter(end) || ascii(end) == 0x2d, end - start <= 63 { end += 1 }
    guard end > start, let next = dotEnd(at: end) else { return false }
    return isKnownSuffix(at: next)
  }

  private func normalisedDomain(_ range: TextRange) -> String {
    let scalars = folded(range).unicodeScalars.filter { $0 != " " }.map {
      $0 == "。" || $0 == "点" || $0 == "·" ? "." : $0
    }
    return String(String.UnicodeScalarView(scalars)).replacing("(dot)", with: ".").replacing("[dot]", with: ".")
  }

  /// Takes the web address up to its end, or, where those are not asked for, what is personal in its query.
  private mutating func takeURL(from start: Int, authority: Int) -> Int {
    var end = authority
    while isURLUnit(end) { end += 1 }
    while end > authority, Self.trailing.contains(UInt8(truncatingIfNeeded: unit(end - 1))) { end -= 1 }
    if reportsWebAddresses {
      return take(.url, TextRange(start, end), value: folded(TextRange(start, end)), confidence: 0.95)
    }
    scanQuery(TextRange(authority, end))
    return pass(upTo: end)
  }

  private mutating func scanQuery(_ range: TextRange) {
    var key = range.lower
    var position = range.lower
    while position < range.upper {
      let byte = ascii(position)
      if byte == 0x3f || byte == 0x26 { key = position + 1 }
      if byte == 0x3d {
        let name = folded(TextRange(max(key, position - 16), position))
        let value = position + 1
        if Self.telephoneKeys.contains(where: { name.hasSuffix($0) }) {
          if isPhoneStart(value), (0x33...0x39).contains(ascii(value + 1)), !isWord(value + 11) {
            position = take(
              .phone, TextRange(value, value + 11), value: folded(TextRange(value, value + 11)), confidence: 0.9)
            continue
          }
        }
        var local = value
        while local < range.upper, isLocalPart(local) { local += 1 }
        if local > value, ascii(local) == 0x40, let domain = domainEnd(from: local + 1, needsKnownSuffix: false) {
          let address = TextRange(value, domain)
          position = take(.email, address, value: folded(address), confidence: 0.9)
          continue
        }
      }
      position += 1
    }
  }

  private func isURLUnit(_ offset: Int) -> Bool {
    switch unit(offset) {
    case 0x22, 0x3c, 0x3e, 0x5b, 0x5c, 0x5d, 0x5e, 0x60, 0x7b, 0x7c, 0x7d: false
    case 0x21...0x7e: true
    default: false
    }
  }

  private static let atWords = [
    "艾特", "爱特", "圈a", "圈A", "(at)", "(AT)", "（at）", "[at]", "【at】", "#at#", "#", "＃", "小老鼠",
  ]
  private static let trailing = Set(".,;:!?'\")*".utf8)
  private static let telephoneKeys = ["phone", "mobile", "tel", "cell", "shouji", "sj"]
  private static let fileSuffixes: Set<String> = [
    "png", "jpg", "jpeg", "gif", "webp", "html", "htm", "txt", "pdf", "doc", "mp",
  ]
  private static let domainSuffixes: Set<String> = [
    "com", "cn", "net", "org", "cc", "top", "vip", "shop", "xyz", "info", "me", "tv", "io", "hk", "tw", "gov", "edu",
    "site", "online", "club", "app", "link", "ltd", "wang", "work", "fun", "store", "live", "biz", "mobi", "asia",
    "im", "ai", "pro", "ren", "la", "so",
  ]
}
