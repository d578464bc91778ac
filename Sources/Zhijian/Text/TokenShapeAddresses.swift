extension TokenShapeScanner {
  private static let schemes: Set<[UInt16]> = Set(["http", "https", "ftp"].map { Array($0.utf16) })
  private static let topLevels: Set<[UInt16]> = Set(
    [
      "cn", "com", "net", "org", "edu", "gov", "cc", "co", "me", "tv", "io", "hk", "tw", "top",
      "vip", "shop", "xyz",
      "info", "link", "site", "club", "wang", "ltd", "store", "online", "app",
    ].map { Array($0.utf16) })

  /// A web address or an e-mail address that starts with the letter or digit at `start`.
  func address(at start: Int) -> TokenShape? {
    let runEnd = endOfRun(from: start)
    switch unit(runEnd) {
    case 0x3A: return schemeAddress(from: start, colon: runEnd)
    case 0x40, 0x2E, 0x2D, 0x2B: return email(from: start) ?? domainAddress(from: start)
    default: return nil
    }
  }

  private func schemeAddress(from start: Int, colon: Int) -> TokenShape? {
    guard Self.schemes.contains(lowered(start, colon)), unit(colon + 1) == 0x2F,
      unit(colon + 2) == 0x2F
    else {
      return nil
    }
    let end = endOfPath(from: colon + 3)
    return end > colon + 3 ? TokenShape(start: start, end: end, kind: .url) : nil
  }

  private func email(from start: Int) -> TokenShape? {
    var at = start
    // The longest local part that RFC 5321 allows; it also bounds the work at each run.
    while at - start <= 64, isLocalUnit(unit(at)) { at += 1 }
    guard unit(at) == 0x40, let end = endOfDomain(from: at + 1, anyTopLevel: true) else {
      return nil
    }
    return TokenShape(start: start, end: end, kind: .email)
  }

  private func isLocalUnit(_ unit: UInt16) -> Bool {
    isWordUnit(unit) || unit == 0x2E || unit == 0x25 || unit == 0x2B || unit == 0x2D
  }

  private func domainAddress(from start: Int) -> TokenShape? {
    let isWWW = lowered(start, endOfRun(from: start)) == Array("www".utf16)
    guard var end = endOfDomain(from: start, anyTopLevel: isWWW) else { return nil }
    if unit(end) == 0x3A, isDigit(unit(end + 1)) {
      end += 1
      while isDigit(unit(end)) { end += 1 }
    }
    if unit(end) == 0x2F || unit(end) == 0x3F { end = endOfPath(from: end) }
    return TokenShape(start: start, end: end, kind: .url)
  }

  /// Past labels separated by dots, of which the last is a known top-level domain.
  private func endOfDomain(from start: Int, anyTopLevel: Bool) -> Int? {
    var at = start
    var found: Int?
    var labels = 0
    // Real names have few labels; the bounds keep the work at each run small.
    while labels < 8 {
      let label = at
      while at - start <= 253, isLetter(unit(at)) || isDigit(unit(at)) || unit(at) == 0x2D {
        at += 1
      }
      guard at > label, at - start <= 253, unit(at) != 0x5F else { return found }
      labels += 1
      let isTop =
        anyTopLevel
        ? at - label >= 2 && isLetter(unit(label)) : Self.topLevels.contains(lowered(label, at))
      if labels > 1, isTop { found = at }
      guard unit(at) == 0x2E else { return found }
      at += 1
    }
    return found
  }

  /// Past everything an address may hold, without the punctuation of the sentence around it.
  private func endOfPath(from start: Int) -> Int {
    var end = start
    while isAddressUnit(unit(end)) { end += 1 }
    while end > start,
      [0x2E, 0x2C, 0x3B, 0x3A, 0x21, 0x3F, 0x29, 0x27, 0x5D].contains(units[end - 1])
    { end -= 1 }
    return end
  }

  private func isAddressUnit(_ unit: UInt16) -> Bool {
    switch unit {
    case 0x22, 0x3C, 0x3E, 0x5C, 0x5E, 0x60, 0x7B...0x7D: false
    case 0x21...0x7E: true
    default: false
    }
  }

  func lowered(_ start: Int, _ end: Int) -> [UInt16] { units[start..<end].map(CharacterFold.fold) }
}
