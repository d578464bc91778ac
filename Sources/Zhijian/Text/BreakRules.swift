/// The word break rules of UAX #29 for the characters that need no dictionary and no look at marks.
///
/// Each character has one class; `CharacterTable` learns the classes from ICU, so a version's own
/// changes to the rules are honoured. Anything else (kana, Hangul, Thai, combining marks, joiners,
/// flags, Hebrew) is `complex` and left to ICU's iterator.
enum BreakRules {
  typealias Class = CharacterTable.BreakClass

  /// Marks the boundaries of `units` and the places between ideographs in `marks`, which has one
  /// element more than `units`, all 0. Returns false if there is a complex character; then the marks
  /// are unfinished.
  static func mark(
    _ units: Span<UInt16>, classes: Span<UInt8>, into marks: inout MutableSpan<UInt8>
  ) -> Bool {
    let count = units.count
    guard count > 0 else { return true }
    marks[0] = BoundaryMark.cut
    marks[count] = BoundaryMark.cut
    var before = Class.always.rawValue
    // Whether the character before is a separator inside of a word or a number, as in 3.5.
    var joinsNext = false
    var at = 0
    while at < count {
      let current = breakClass(units, at, classes)
      if current == Class.complex.rawValue { return false }
      if current == Class.han.rawValue, before == current {
        marks[at] = BoundaryMark.han
      } else if joinsNext {
        joinsNext = false
      } else if isSeparator(current), at > 0, at + 1 < count,
        joins(before, current, then: breakClass(units, at + 1, classes))
      {
        joinsNext = true
      } else if at == 0 || !joins(before, current) {
        marks[at] |= BoundaryMark.cut
      }
      before = current
      at += units[at] & 0xFC00 == 0xD800 ? 2 : 1
    }
    return true
  }

  /// The class of the character at `at`; unpaired surrogates are complex.
  @inline(__always)
  private static func breakClass(_ units: Span<UInt16>, _ at: Int, _ classes: Span<UInt8>) -> UInt8 {
    let unit = units[at]
    guard unit & 0xFC00 == 0xD800 else { return classes[Int(unit)] }
    guard at + 1 < units.count, units[at + 1] & 0xFC00 == 0xDC00 else {
      return Class.complex.rawValue
    }
    let scalar = 0x10000 + (Int(unit) & 0x3FF) << 10 + Int(units[at + 1]) & 0x3FF
    return scalar < classes.count ? classes[scalar] : Class.complex.rawValue
  }

  @inline(__always)
  private static func isSeparator(_ value: UInt8) -> Bool {
    value >= Class.midLetter.rawValue && value <= Class.midBoth.rawValue
  }

  /// WB6, WB7, WB11, WB12: a separator between two letters or two digits.
  private static func joins(_ before: UInt8, _ separator: UInt8, then after: UInt8) -> Bool {
    guard before == after else { return false }
    if before == Class.letter.rawValue { return separator != Class.midNumber.rawValue }
    return before == Class.numeric.rawValue && separator != Class.midLetter.rawValue
  }

  /// WB3, WB3d, WB5, WB8 to WB10, WB13a, WB13b.
  @inline(__always)
  private static func joins(_ before: UInt8, _ after: UInt8) -> Bool {
    let letter = Class.letter.rawValue
    let numeric = Class.numeric.rawValue
    let connector = Class.connector.rawValue
    let isWordBefore = before == letter || before == numeric || before == connector
    let isWordAfter = after == letter || after == numeric || after == connector
    if isWordBefore, isWordAfter { return true }
    if before == Class.space.rawValue { return after == before }
    return before == Class.carriageReturn.rawValue && after == Class.lineFeed.rawValue
  }
}
