/// Digits as they stand in a text: groups, and what joins them.
struct DigitChain {
  /// Adjacent digits.
  struct Group {
    let range: TextRange
    /// Where the group's digits begin in the chain's.
    let first: Int
    let count: Int
    /// What joins it to the group before: a space, `-` or `.`; 0 for the first.
    let joint: UInt8
  }

  static let maximumDigits = 40
  /// As many as a card number has, digit by digit.
  static let maximumGroups = 20

  /// At least one, unless the chain is not a number at all.
  private(set) var groups: [Group] = []
  /// The values of the digits of all groups; a longer group is cut, and the last.
  private(set) var digits: [UInt8] = []
  /// Whether the first group has more digits than any number that is looked for.
  private(set) var isOverlong = false
  /// Whether a Han numeral or a decorated digit is in it.
  private(set) var isLoose = false

  /// The first group's digits.
  var firstDigits: ArraySlice<UInt8> { digits.prefix(groups.first?.count ?? 0) }

  /// The digits of the first `count` groups.
  func digits(ofFirst count: Int) -> ArraySlice<UInt8> {
    guard count > 0, count <= groups.count else { return [] }
    return digits.prefix(groups[count - 1].first + groups[count - 1].count)
  }

  /// Reads the chain at `start`; decorated digits and Han numerals count with `loose` only.
  ///
  /// With `listed`, what stands between the items of a list joins digits, too: `1、3、8`, `138。1234。5678`.
  init(_ scanner: PersonalDataScanner, at start: Int, loose: Bool, listed: Bool = false) {
    var position = start
    var joint: UInt8 = 0
    while groups.count < Self.maximumGroups, digits.count < Self.maximumDigits {
      let groupStart = position
      let first = digits.count
      var count = 0
      while let (value, end) = Self.digit(scanner, at: position, loose: loose) {
        if digits.count < Self.maximumDigits { digits.append(value) }
        if DigitGlyphs.plainValue(of: scanner.unit(end - 1)) == nil { isLoose = true }
        count += 1
        position = end
        if count > Self.maximumDigits * 4 { break }
      }
      guard count > 0 else { return }
      // The last digit's part of a keycap.
      while scanner.unit(position) == 0xfe0f || scanner.unit(position) == 0x20e3 { position += 1 }
      groups.append(
        Group(range: TextRange(groupStart, position), first: first, count: count, joint: joint))
      if count > Self.maximumDigits {
        isOverlong = groups.count == 1
        return
      }
      guard let (next, separator) = Self.joint(scanner, at: position, listed: listed) else { return }
      position = next
      joint = separator
    }
  }

  /// The digit at `start` and where it ends; invisible units before it belong to it inside a group.
  private static func digit(
    _ scanner: PersonalDataScanner, at start: Int, loose: Bool
  ) -> (UInt8, Int)? {
    var position = start
    while position - start < 4, DigitGlyphs.isInvisible(scanner.unit(position)) { position += 1 }
    let unit = scanner.unit(position)
    if let value = DigitGlyphs.plainValue(of: unit) { return (value, position + 1) }
    guard loose else { return nil }
    if unit == DigitGlyphs.mathematicalLead {
      return DigitGlyphs.mathematicalValue(trail: scanner.unit(position + 1)).map { ($0, position + 2) }
    }
    return DigitGlyphs.looseValue(of: unit).map { ($0, position + 1) }
  }

  /// The separator at `start`, up to three units, and where it ends; nil where none stands.
  private static func joint(_ scanner: PersonalDataScanner, at start: Int, listed: Bool) -> (Int, UInt8)? {
    if listed, let kind = listJoints[scanner.unit(start)] { return (start + 1, kind) }
    var position = start
    var kind: UInt8 = 0
    while position - start < 3 {
      var unit = scanner.ascii(position)
      switch scanner.unit(position) {
      case 0x2010...0x2015, 0x2212: unit = 0x2d
      case 0xb7, 0x2022, 0x30fb: unit = 0x2e
      default: break
      }
      guard unit == 0x20 || unit == 0x2d || unit == 0x2e else { break }
      if unit != 0x20, kind == 0x2d || kind == 0x2e { return nil }
      if unit != 0x20 || kind == 0 { kind = unit }
      position += 1
    }
    return kind == 0 ? nil : (position, kind)
  }

  /// 。 、 ， , / and what they count as: a full stop between groups is a typing slip for a dot.
  private static let listJoints: [UInt16: UInt8] = [
    0x3002: 0x2e, 0x3001: 0x2c, 0xff0c: 0x2c, 0x2c: 0x2c, 0x2f: 0x2f, 0xff0f: 0x2f, 0x5f: 0x5f, 0x7e: 0x7e,
    0xff5e: 0x7e,
  ]
}
