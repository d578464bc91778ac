extension TokenShapeScanner {
  /// A sticker such as [微笑], or the mask that a platform or a redactor put for a value, such as
  /// [订单x] or [ORDERID_10124449].
  func bracketed(at start: Int) -> TokenShape? {
    var end = start + 1
    while end < units.count, end - start <= 40, units[end] != 0x5D {
      let kind = characters.kind(of: units[end])
      guard units[end] != 0x5B, kind != .space else { return nil }
      end += 1
    }
    guard unit(end) == 0x5D, end > start + 1, isClean(end + 1) else { return nil }
    if isMask(start + 1, end) { return TokenShape(start: start, end: end + 1, kind: .mask) }
    return isStickerName(start + 1, end)
      ? TokenShape(start: start, end: end + 1, kind: .sticker) : nil
  }

  private func isMask(_ start: Int, _ end: Int) -> Bool {
    let content = units[start..<end]
    if content.allSatisfy({ $0 == 0x2A || $0 | 0x20 == 0x78 }) { return true }
    let last = units[end - 1]
    if last | 0x20 == 0x78 || last == 0x2A {
      let name = content.dropLast()
      if name.count >= 2, name.allSatisfy({ characters.kind(of: $0) == .han }) { return true }
    }
    let isUpper = content.allSatisfy { $0 >= 0x41 && $0 <= 0x5A || isDigit($0) || $0 == 0x5F }
    return isUpper && content.contains(0x5F) && content.count >= 4
  }

  private func isStickerName(_ start: Int, _ end: Int) -> Bool {
    var hans = 0
    var letters = 0
    let name = unit(start) == 0x2F && end > start + 1 ? start + 1 : start
    for position in name..<end {
      switch characters.kind(of: units[position]) {
      case .han: hans += 1
      case .latin: letters += 1
      case .digit: break
      default: return false
      }
    }
    return hans <= 5 && hans + letters >= 1 && end - name <= 8
  }

  /// JD's stickers: #E-s[数字x] or #E-s12.
  func platformSticker(at start: Int) -> TokenShape? {
    guard unit(start + 1) | 0x20 == 0x65, unit(start + 2) == 0x2D, isLetter(unit(start + 3)) else {
      return nil
    }
    var end = start + 4
    if unit(end) == 0x5B, let inner = bracketed(at: end) {
      end = inner.end
    } else {
      while isDigit(unit(end)), end < start + 8 { end += 1 }
    }
    guard end > start + 4, isClean(end) else { return nil }
    return TokenShape(start: start, end: end, kind: .sticker)
  }

  /// Wangwang's stickers: /:^_^ or /:066.
  func slashSticker(at start: Int) -> TokenShape? {
    guard unit(start + 1) == 0x3A else { return nil }
    var end = start + 2
    if isDigit(unit(end)) {
      while isDigit(unit(end)), end < start + 5 { end += 1 }
      guard end >= start + 4, !isDigit(unit(end)) else { return nil }
    } else {
      while unit(end) > 0x20, unit(end) < 0x7F, unit(end) != 0x2F, end < start + 7 { end += 1 }
    }
    guard end > start + 2, isClean(end) else { return nil }
    return TokenShape(start: start, end: end, kind: .sticker)
  }

  /// An emoji with all that belongs to it: variation selectors, skin tones, joined emoji, flags.
  func emoji(at start: Int) -> TokenShape? {
    guard var end = emojiElement(at: start) else { return nil }
    while unit(end) == 0x200D, let next = emojiElement(at: end + 1) { end = next }
    return isClean(end) ? TokenShape(start: start, end: end, kind: .emoji) : nil
  }

  private func emojiElement(at start: Int) -> Int? {
    guard start < units.count else { return nil }
    let (scalar, length) = units.scalar(at: start)
    var end = start + length
    if scalar == 0x23 || scalar == 0x2A {
      // Keycaps; those of digits start inside a run of digits and stay with ICU.
      if unit(end) == 0xFE0F { end += 1 }
      return unit(end) == 0x20E3 ? end + 1 : nil
    }
    guard characters.kind(ofScalar: scalar) == .pictograph else { return nil }
    if isFlagLetter(scalar) {
      guard end < units.count else { return end }
      let (second, secondLength) = units.scalar(at: end)
      return isFlagLetter(second) ? end + secondLength : end
    }
    while end < units.count {
      let (next, nextLength) = units.scalar(at: end)
      let isSkinTone = next >= 0x1F3FB && next <= 0x1F3FF
      guard next == 0xFE0F || next == 0xFE0E || isSkinTone || next >= 0xE0020 && next <= 0xE007F
      else { break }
      end += nextLength
    }
    return end
  }

  private func isFlagLetter(_ scalar: UInt32) -> Bool { scalar >= 0x1F1E6 && scalar <= 0x1F1FF }
}
