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

  /// Corrects `classes`, indexed by code point.
  func check(_ classes: inout [UInt8]) {
    let complex = CharacterTable.BreakClass.complex.rawValue
    var error: UnsafePointer<CChar>?
    let iterator = zhijian_icu_break_open(&error)
    defer { zhijian_icu_break_close(iterator) }
    for unit in 0..<UInt16.max where isTested(unit, class: classes[Int(unit)]) {
      let expected = classes[Int(unit)]
      let candidates =
        [expected] + (0..<CharacterTable.BreakClass.han.rawValue).filter { $0 != expected }
      let texts = Self.surroundings.map { $0.before + [unit] + $0.after }
      let wanted = texts.map { iteratorMarks($0, iterator) }
      classes[Int(unit)] =
        candidates.first { candidate in
          classes[Int(unit)] = candidate
          return zip(texts, wanted).allSatisfy { ruleMarks($0, classes) == $1 }
        } ?? complex
    }
  }

  private func isTested(_ unit: UInt16, class value: UInt8) -> Bool {
    let isSeparator =
      value >= CharacterTable.BreakClass.midLetter.rawValue
      && value <= CharacterTable.BreakClass.lineFeed.rawValue
    return unit < 0x80 || isSeparator
  }

  private func ruleMarks(_ text: [UInt16], _ classes: [UInt8]) -> [UInt8]? {
    var marks = [UInt8](repeating: 0, count: text.count + 1)
    var span = marks.mutableSpan
    return BreakRules.mark(text.span, classes: classes.span, into: &span) ? marks : nil
  }

  /// The iterator's boundaries as marks; nil if there is no iterator, which no class fits.
  private func iteratorMarks(_ text: [UInt16], _ iterator: OpaquePointer?) -> [UInt8]? {
    guard let iterator else { return [] }
    var positions = [Int32](repeating: 0, count: text.count + 1)
    var error: UnsafePointer<CChar>?
    let count = zhijian_icu_break_boundaries(iterator, text, Int32(text.count), &positions, &error)
    var marks = [UInt8](repeating: 0, count: text.count + 1)
    for position in positions.prefix(max(0, Int(count))) { marks[Int(position)] = BoundaryMark.cut }
    return marks
  }
}
