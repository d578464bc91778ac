import CICU

/// Compares the break classes of characters with what ICU's iterator does.
///
/// ICU's rules change the classes of a few characters, and do so differently from version to version:
/// 72 takes @ for a letter, and most do not take a colon for a part of a word. So the classes of
/// ASCII and of all separators are put to the test, each in a few short texts; a character that
/// behaves otherwise gets the class that fits, or none and is left to the iterator.
struct BreakClassProbe {
  private static let surroundings: [(before: [UInt16], after: [UInt16])] = [
    ("a", "a"), ("1", "1"), ("a", "1"), ("_", "_"), (" ", " "), ("\r", ""), ("", "\n"), ("中", "中"),
    ("a'", "a"), ("1.", "1"),
  ].map { (Array($0.0.utf16), Array($0.1.utf16)) }

  /// Corrects the classes of `entries`, indexed by code point.
  func check(_ entries: inout [CharacterTable.Entry]) {
    let complex = CharacterTable.BreakClass.complex.rawValue
    var error: UnsafePointer<CChar>?
    let iterator = zhijian_icu_break_open(&error)
    defer { zhijian_icu_break_close(iterator) }
    for unit in 0..<UInt16.max where isTested(unit, class: entries[Int(unit)].breakClass) {
      let expected = entries[Int(unit)].breakClass
      let candidates =
        [expected] + (0..<CharacterTable.BreakClass.han.rawValue).filter { $0 != expected }
      let texts = Self.surroundings.map { $0.before + [unit] + $0.after }
      let wanted = texts.map { iteratorMarks($0, iterator) }
      entries[Int(unit)].breakClass =
        candidates.first { candidate in
          entries[Int(unit)].breakClass = candidate
          return zip(texts, wanted).allSatisfy { ruleMarks($0, entries) == $1 }
        } ?? complex
    }
  }

  private func isTested(_ unit: UInt16, class value: UInt8) -> Bool {
    let isSeparator =
      value >= CharacterTable.BreakClass.midLetter.rawValue
      && value <= CharacterTable.BreakClass.lineFeed.rawValue
    return unit < 0x80 || isSeparator
  }

  private func ruleMarks(_ text: [UInt16], _ entries: [CharacterTable.Entry]) -> [UInt8]? {
    var codes = text
    var marks = [UInt8](repeating: 0, count: text.count + 1)
    var codeSpan = codes.mutableSpan
    var markSpan = marks.mutableSpan
    let traits = BreakRules.mark(text.span, entries: entries.span, codes: &codeSpan, into: &markSpan)
    return traits == nil ? nil : marks.map { $0 & BoundaryMark.cut }
  }

  /// The iterator's boundaries as marks; nil if there is no iterator, which no class fits.
  private func iteratorMarks(_ text: [UInt16], _ iterator: OpaquePointer?) -> [UInt8]? {
    guard let iterator else { return [] }
    // Safe: there is room for one position more than units; the texts have four units at most.
    var positions = [Int32](repeating: 0, count: text.count + 1)
    var error: UnsafePointer<CChar>?
    let count = zhijian_icu_break_boundaries(iterator, text, Int32(text.count), &positions, &error)
    var marks = [UInt8](repeating: 0, count: text.count + 1)
    for position in positions.prefix(max(0, Int(count))) { marks[Int(position)] = BoundaryMark.cut }
    return marks
  }
}
