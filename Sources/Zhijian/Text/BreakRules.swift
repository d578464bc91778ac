/// The word break rules of UAX #29 for the characters that need no dictionary and no look at marks.
///
/// Each character has one class; `CharacterTable` learns the classes from ICU, so a version's own
/// changes to the rules are honoured. Anything else (kana, Hangul, Thai, combining marks, joiners,
/// flags, Hebrew) is `complex` and left to ICU's iterator.
enum BreakRules {
  typealias Class = CharacterTable.BreakClass

  /// Marks a text; `codes` and `marks` have room for it. See the other `mark`.
  static func mark(
    _ units: [UInt16], characters: CharacterTable, codes: inout [UInt16], into marks: inout [UInt8]
  ) -> CharacterTable.Entry? {
    var codeSpan = codes.mutableSpan
    var markSpan = marks.mutableSpan
    return mark(units.span, entries: characters.entries.span, codes: &codeSpan, into: &markSpan)
  }

  /// Marks the boundaries of `units` and the places between ideographs in `marks`, which has room for
  /// one element more than `units`, and writes the code of each unit to `codes`, which has room for
  /// them all. Returns the traits of all units together, nil if there is a complex character; then the
  /// marks are unfinished.
  static func mark(
    _ units: Span<UInt16>, entries: Span<CharacterTable.Entry>, codes: inout MutableSpan<UInt16>,
    into marks: inout MutableSpan<UInt8>
  ) -> CharacterTable.Entry? {
    let count = units.count
    var traits = CharacterTable.Entry()
    var before = Class.always.rawValue
    // Whether the character before is a separator inside of a word or a number, as in 3.5.
    var joinsNext = false
    var at = 0
    while at < count {
      let unit = units[at]
      let entry = entries[Int(unit)]
      codes[at] = entry.code
      traits.formUnion(entry)
      var current = entry.breakClass
      if current == Class.han.rawValue {
        marks[at] = before == current ? BoundaryMark.hanNode : BoundaryMark.cutNode
        before = current
        at &+= 1
        continue
      }
      let isPair = unit & 0xFC00 == 0xD800 && at + 1 < count && units[at + 1] & 0xFC00 == 0xDC00
      if isPair { current = breakClass(unit, units[at + 1], entries) }
      if current == Class.complex.rawValue { return nil }
      if joinsNext {
        joinsNext = false
        marks[at] = 0
      } else if isSeparator(current), at + 1 < count,
        joins(before, current, then: characterClass(units, at + 1, entries))
      {
        joinsNext = true
        marks[at] = 0
      } else {
        marks[at] = joins(before, current) ? 0 : BoundaryMark.cutNode
      }
      before = current
      at &+= 1
      guard isPair else { continue }
      marks[at] = 0
      codes[at] = entries[Int(units[at])].code
      at &+= 1
    }
    marks[count] = BoundaryMark.cutNode
    return traits
  }

  private static func characterClass(
    _ units: Span<UInt16>, _ at: Int, _ entries: Span<CharacterTable.Entry>
  ) -> UInt8 {
    let isPair = units[at] & 0xFC00 == 0xD800 && at + 1 < units.count && units[at + 1] & 0xFC00 == 0xDC00
    return isPair ? breakClass(units[at], units[at + 1], entries) : entries[Int(units[at])].breakClass
  }

  /// The class of a surrogate pair.
  private static func breakClass(_ lead: UInt16, _ trail: UInt16, _ entries: Span<CharacterTable.Entry>) -> UInt8 {
    let scalar = 0x10000 + (Int(lead) & 0x3FF) << 10 + Int(trail) & 0x3FF
    return scalar < entries.count ? entries[scalar].breakClass : Class.complex.rawValue
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
