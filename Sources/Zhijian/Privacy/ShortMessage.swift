/// A message so short that it can be one value and little else.
struct ShortMessage {
  static let maximumUnits = 40

  let units: [UInt16]
  /// Blank units at the start.
  let leading: Int
  /// Units without the blank ones at the ends.
  let length: Int

  init(_ units: [UInt16]) {
    self.units = units
    leading = units.firstIndex { !Self.isBlank($0) } ?? units.count
    let trailing = units.reversed().prefix { Self.isBlank($0) }.count
    length = max(0, units.count - leading - trailing)
  }

  var canBeValue: Bool { length > 0 && length <= Self.maximumUnits }

  /// Where the first letter or digit stands, whatever it is written with; where the text begins if none does.
  var firstWord: Int {
    units.firstIndex { UnitClasses(rawValue: UnitClasses.table[Int($0)]).isDisjoint(with: Self.words) == false }
      ?? leading
  }

  /// Whether a bracket or an asterisk stands in it, as in masks and pseudonyms.
  var holdsMask: Bool { units.contains { Self.maskMarks.contains($0) } }

  private static let maskMarks = Set("[【*＊".utf16)
  private static let words: UnitClasses = [.digit, .letter, .looseDigit]

  static func isBlank(_ unit: UInt16) -> Bool { unit <= 0x20 || unit == 0x3000 || unit == 0xa0 }

  static func isDigit(_ unit: UInt16) -> Bool { DigitGlyphs.plainValue(of: unit) != nil }
}

/// What a message has of a value that was sent in pieces.
struct MessagePiece {
  /// Without blanks at the ends, and without words such as 后面是 before the rest of a number.
  let units: [UInt16]
  /// Where they begin in the message.
  let place: Int

  /// The pieces of short messages; fewer than messages if one cannot be a piece.
  static func pieces(of messages: [[UInt16]]) -> [MessagePiece] {
    messages.enumerated().compactMap { index, message in
      MessagePiece(message, isFirst: index == 0, isLast: index == messages.count - 1)
    }
  }

  private init?(_ message: [UInt16], isFirst: Bool, isLast: Bool) {
    guard message.count <= ShortMessage.maximumUnits else { return nil }
    let short = ShortMessage(message)
    guard short.length > 0 else { return nil }
    var first = short.leading
    let end = first + short.length
    if !isFirst {
      // 后面是5678, 接着5678
      while first < end, first - short.leading < 4, !Self.isValueUnit(message[first]) { first += 1 }
    }
    guard first < end else { return nil }
    let units = Array(message[first..<end])
    // In the middle there is nothing but digits.
    if !isFirst, !isLast, !units.allSatisfy({ ShortMessage.isDigit($0) }) { return nil }
    self.units = units
    place = first
  }

  /// Whether values can go on from each piece to the next.
  static func touch(_ pieces: [MessagePiece]) -> Bool {
    guard pieces.count > 1 else { return false }
    return zip(pieces, pieces.dropFirst()).allSatisfy { left, right in
      guard let last = left.units.last, let first = right.units.first else { return false }
      if first == 0x40 || last == 0x40 || first == 0xff20 || last == 0xff20 { return true }
      if ShortMessage.isDigit(last) {
        // 12345678斤 is a number of its own.
        if let behind = right.units.first(where: { !ShortMessage.isDigit($0) }), measures.contains(behind) {
          return false
        }
        return ShortMessage.isDigit(first) || right.units.count == 1 && (first | 0x20) == 0x78
      }
      // 粤B, and the rest of the plate.
      return isLetter(last) && left.units.count >= 2
        && PlateLetters.provinces.contains(left.units[left.units.count - 2])
    }
  }

  private static let measures = Set("元块件个斤克米码岁天月年次双条份台箱瓶包".utf16)

  private static func isLetter(_ unit: UInt16) -> Bool { (0x61...0x7a).contains(unit | 0x20) }

  private static func isValueUnit(_ unit: UInt16) -> Bool {
    ShortMessage.isDigit(unit) || isLetter(unit) || unit == 0x40 || unit == 0xff20
  }
}
