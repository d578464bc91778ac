/// Text as cells can hold it.
enum XLSXText {
  /// The longest text of a cell, in UTF-16 units.
  static let maximumUnits = 32_767

  /// `text` with what XML cannot carry escaped as `_xHHHH_`, and an escape that was text already escaped itself; cut
  /// to `maximumUnits`, with `…` as the last character where it was cut.
  static func cellText(_ text: String) -> String {
    let isPlain = text.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x5F && $0 < 0xED } && text.utf8.count <= maximumUnits
    if isPlain { return text }
    var result = String.UnicodeScalarView()
    let scalars = Array(text.unicodeScalars)
    var units = 0
    for (place, scalar) in scalars.enumerated() {
      let escape = escape(scalar, at: place, of: scalars)
      let width = escape.map(\.count) ?? (scalar.value > 0xFFFF ? 2 : 1)
      if units + width > maximumUnits - 1, !fits(scalars[place...], in: maximumUnits - units) {
        result.append("…")
        break
      }
      units += width
      if let escape { result.append(contentsOf: escape) } else { result.append(scalar) }
    }
    return String(result)
  }

  private static func fits(_ rest: ArraySlice<Unicode.Scalar>, in room: Int) -> Bool {
    rest.count <= room && rest.reduce(0) { $0 + ($1.value > 0xFFFF ? 2 : 1) } <= room
  }

  /// Nil for a character that stays as it is.
  private static func escape(
    _ scalar: Unicode.Scalar, at place: Int, of scalars: [Unicode.Scalar]
  ) -> [Unicode.Scalar]? {
    switch scalar.value {
    case 0x09, 0x0A: nil
    case 0..<0x20, 0xFFFE, 0xFFFF: code(scalar.value)
    case 0x5F where isEscape(scalars[place...]): code(0x5F)
    default: nil
    }
  }

  private static func code(_ value: UInt32) -> [Unicode.Scalar] {
    let digits = String(value, radix: 16, uppercase: true)
    return Array(("_x" + String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits + "_").unicodeScalars)
  }

  /// Whether text begins with what a spreadsheet would read as an escape.
  private static func isEscape(_ text: ArraySlice<Unicode.Scalar>) -> Bool {
    let piece = Array(text.prefix(7))
    return piece.count == 7 && piece[1] == "x" && piece[6] == "_"
      && piece[2...5].allSatisfy { $0.isASCII && $0.properties.isASCIIHexDigit }
  }
}
