extension ServiceMetricsCollector {
  /// Han characters, letters and digits of a text, without stickers in brackets and web addresses.
  static func characterCount(_ text: String) -> Int {
    if let count = text.utf8.withContiguousStorageIfAvailable({ plainCharacterCount($0) }) ?? nil { return count }
    var count = 0
    /// Characters since an open bracket, which is text after all where it is not closed soon.
    var held: Int?
    var scheme = 0
    var slashes = 0
    var isInAddress = false
    for scalar in text.unicodeScalars {
      let value = scalar.value
      if isInAddress, value > 0x20, value < 0x7F { continue }
      isInAddress = false
      let isWord = isWordCharacter(scalar)
      if isWord {
        if let characters = held { held = characters + 1 } else { count += 1 }
        scheme = value < 0x80 && slashes == 0 ? scheme + 1 : 0
        slashes = 0
        continue
      }
      // `://` after letters: they were the scheme of an address, and it goes on to the next space.
      let isNextOfScheme = scheme > 0 && value == (slashes == 0 ? 0x3A : 0x2F)
      slashes = isNextOfScheme ? slashes + 1 : 0
      if slashes == 3 {
        isInAddress = true
        count -= min(count, scheme)
      }
      if slashes == 0 || slashes == 3 { (scheme, slashes) = (0, 0) }
      if value == 0x5B {
        count += held ?? 0
        held = 0
      } else if value == 0x5D, let characters = held {
        // A sticker has a short name; a longer bracket is a remark.
        count += characters > 8 ? characters : 0
        held = nil
      }
    }
    return count + (held ?? 0)
  }

  /// The count of a text of Han characters, letters, digits and common signs alone, where nothing can be a sticker or an
  /// address; nil for other texts.
  private static func plainCharacterCount(_ utf8: UnsafeBufferPointer<UInt8>) -> Int? {
    // Safe: bytes are read behind checks of their indices; a text of Swift has no sequence that its end cuts.
    var count = 0
    var index = 0
    while index < utf8.count {
      let lead = utf8[index]
      switch lead {
      // U+5000 to U+9FFF
      case 0xE5...0xE9:
        count += 1
        index += 3
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A:
        count += 1
        index += 1
      // The brackets of stickers and the colon of addresses.
      case 0x5B, 0x5D, 0x3A: return nil
      case 0..<0x80: index += 1
      case 0xE3, 0xE4, 0xEF:
        guard index + 2 < utf8.count else { return nil }
        let value = UInt32(lead & 15) << 12 | UInt32(utf8[index + 1] & 63) << 6 | UInt32(utf8[index + 2] & 63)
        guard let scalar = Unicode.Scalar(value) else { return nil }
        if isWordCharacter(scalar) { count += 1 }
        index += 3
      default: return nil
      }
    }
    return count
  }

  private static func isWordCharacter(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x4E00...0x9FFF: true
    // Signs, to spare the look-up below.
    case 0...0x7F, 0x2000...0x206F, 0x3000...0x3004, 0x3008...0x3020, 0xFF00...0xFF0F, 0xFF1A...0xFF20: false
    default: isRareWordCharacter(scalar)
    }
  }

  /// By itself, since asking for properties costs something even where they are not looked at.
  @inline(never)
  private static func isRareWordCharacter(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isAlphabetic || scalar.properties.numericType != nil
  }
}
