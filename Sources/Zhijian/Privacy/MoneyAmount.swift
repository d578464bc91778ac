/// Amounts of money: no personal data, but what keeps prices from being taken for it.
extension PersonalDataScanner {
  /// Takes the amount whose digits begin at `start`; without a currency sign before it, a unit must follow.
  mutating func scanAmount(at start: Int, signAt sign: Int? = nil) -> Int? {
    let first = sign == nil ? start : skippingSpaces(from: start)
    var position = first
    var value: [UInt8] = []
    var wholeDigits = 0
    while isDigit(position) || ascii(position) == 0x2c && hasThousands(at: position) {
      if isDigit(position) {
        value.append(ascii(position))
        wholeDigits += 1
      }
      position += 1
      // Nobody pays eleven digits in a chat.
      if wholeDigits > 9 { return nil }
    }
    guard wholeDigits > 0 else { return nil }
    if ascii(position) == 0x2e, isDigit(position + 1), digitCount(at: position + 1) <= 4 {
      repeat {
        value.append(ascii(position))
        position += 1
      } while isDigit(position)
    }
    let unitStart = skippingSpaces(from: position)
    guard let end = currencyUnitEnd(at: unitStart) ?? (sign == nil ? nil : position) else { return nil }
    let multiplier = unit(unitStart) == 0x4e07 ? "万" : ""
    return take(
      .amount, TextRange(sign ?? start, end), value: String(decoding: value, as: UTF8.self) + multiplier, confidence: 0.9)
  }

  /// Takes an amount written with Han numerals, such as 三百块.
  mutating func scanHanAmount(at start: Int) -> Int? {
    guard !Self.hanNumerals.contains(unit(start - 1)), !isDigit(start - 1) else { return nil }
    var position = start
    while position - start <= 12, Self.hanNumerals.contains(unit(position)) { position += 1 }
    let count = position - start
    guard count > 0, count <= 12, let end = currencyUnitEnd(at: position) else { return nil }
    // 一块 is a piece or "together".
    let isPlural = (start..<position).contains { Self.hanMultipliers[unit($0)] != nil }
    guard isPlural || unit(position) == 0x5143 || matches("块钱", at: position) else { return nil }
    guard let value = hanNumber(TextRange(start, position)) else { return nil }
    return take(.amount, TextRange(start, end), value: String(value), confidence: 0.8)
  }

  /// Whether the comma at `offset` separates thousands.
  private func hasThousands(at offset: Int) -> Bool { digitCount(at: offset + 1) == 3 && isDigit(offset - 1) }

  private func currencyUnitEnd(at start: Int) -> Int? {
    for word in ["万元", "万块", "块钱", "毛钱", "元", "圆", "塊"] where matches(word, at: start) {
      return start + word.utf16.count
    }
    if unit(start) == 0x5757, !isHan(start + 1) || Self.behindPieces.contains(unit(start + 1)) { return start + 1 }
    for word in ["rmb", "yuan", "cny"] where matchesLatin(word, at: start) && !isWord(start + word.utf8.count) {
      return start + word.utf8.count
    }
    return nil
  }

  private func hanNumber(_ range: TextRange) -> Int? {
    var total = 0
    var section = 0
    var digit = 0
    for offset in range.lower..<range.upper {
      let unit = unit(offset)
      if let multiplier = Self.hanMultipliers[unit] {
        if multiplier >= 10_000 {
          total += (section + max(digit, section == 0 ? 1 : 0)) * multiplier
          section = 0
        } else {
          section += max(digit, 1) * multiplier
        }
        digit = 0
      } else {
        digit = unit == 0x4e24 ? 2 : Int(DigitGlyphs.looseValue(of: unit) ?? 0)
      }
      if total > 1_000_000_000_000 { return nil }
    }
    return total + section + digit
  }

  private static let hanMultipliers: [UInt16: Int] = [0x5341: 10, 0x767e: 100, 0x5343: 1000, 0x4e07: 10_000]
  private static let hanNumerals = Set("零〇一二三四五六七八九十百千万两".utf16)
  private static let behindPieces = Set("的了吗呢吧啊呀左多以就也包运优券红差补都可能不是给退返减起够行".utf16)
}
