/// How many cells of a terminal a text takes: two for East Asian wide characters and emoji (UAX #11), none for
/// what combines with the character before.
public enum DisplayWidth {
  /// The cells of a text.
  public static func of(_ text: String) -> Int { text.reduce(0) { $0 + of($1) } }

  /// The cells of a character, however many scalars it has.
  public static func of(_ character: Character) -> Int {
    var scalars = character.unicodeScalars.makeIterator()
    guard let first = scalars.next() else { return 0 }
    var width = of(first)
    while let next = scalars.next() {
      // What asks for the picture of a sign that is also a letter or a digit.
      if next == "\u{FE0F}", first.properties.isEmoji { return 2 }
      // Two regional letters are a flag; one alone is a letter.
      if isRegionalIndicator(first), isRegionalIndicator(next) { return 2 }
      width = max(width, of(next))
    }
    return width
  }

  /// The cells of a scalar that stands alone.
  public static func of(_ scalar: Unicode.Scalar) -> Int {
    let value = scalar.value
    if value < 0x300 { return value < 0x20 || (0x7F..<0xA0).contains(value) || value == 0xAD ? 0 : 1 }
    if isWide(value) { return 2 }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format, .control, .lineSeparator, .paragraphSeparator: return 0
    default: break
    }
    // The middle and final letters of composed Hangul join the first one.
    if (0x1160...0x11FF).contains(value) { return 0 }
    if scalar.properties.isEmojiPresentation, !isRegionalIndicator(scalar) { return 2 }
    return 1
  }

  private static func isRegionalIndicator(_ scalar: Unicode.Scalar) -> Bool {
    (0x1F1E6...0x1F1FF).contains(scalar.value)
  }

  private static func isWide(_ value: UInt32) -> Bool {
    guard value >= 0x1100 else { return false }
    return wide.contains { $0.contains(value) } && value != 0x303F && !(0x302A...0x302D).contains(value)
      && !(0x3099...0x309A).contains(value)
  }

  private static let wide: [ClosedRange<UInt32>] = [
    0x3000...0x9FFF, 0xF900...0xFAFF, 0xFF01...0xFF60, 0xAC00...0xD7A3, 0x2E80...0x2FFF, 0x1100...0x115F,
    0xA000...0xA4CF, 0xA960...0xA97F, 0xFE10...0xFE19, 0xFE30...0xFE6F, 0xFFE0...0xFFE6, 0x16FE0...0x18CFF,
    0x1AFF0...0x1B2FF, 0x1F200...0x1F265, 0x20000...0x3FFFD,
  ]
}
