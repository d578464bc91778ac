import CICU

/// What a character is for the folds that look at neighbours.
enum CharacterClass: UInt8, Sendable {
  case word, digit, separator
  /// Dropped by `invisible`.
  case invisible
  /// Dropped by `invisible`; belongs to the character before it.
  case mark
  /// Ends a line: never part of a gap.
  case stop
  /// The enumeration comma 、.
  case listMark
  /// Stands between the digits of one number, time or date.
  case numberMark
  /// Ends a sentence or a clause: part of a gap only inside of a phrase.
  case clauseMark
  /// A letter that looks like a bar or a dash, such as 丨, or a sign that looks like a letter, such as ∨: part of a gap only
  /// inside of a phrase.
  case bar

  var isWord: Bool { self == .word || self == .digit }

  init(codePoint: UInt32) {
    switch codePoint {
    case 0x0A...0x0D, 0x85, 0x2028, 0x2029: self = .stop
    case 0x21, 0x2C, 0x3B, 0x3F, 0x3002: self = .clauseMark
    case 0x4E28, 0x30FC, 0x3127: self = .bar
    case 0x3001: self = .listMark
    case 0x2E, 0x2F, 0x3A: self = .numberMark
    default: self = CharacterClass(rawValue: UInt8(zhijian_folding_class(Int32(codePoint)).rawValue)) ?? .word
    }
  }
}

/// What ICU knows about characters, read once a process.
enum FoldingUnicode {
  /// Compatibility forms with simple case folding: one unit for one unit by unit, all others by code point.
  static let forms: (single: [UInt16], other: [UInt32: [UInt16]]) = {
    var single = Array(0...UInt16.max)
    var other: [UInt32: [UInt16]] = [:]
    for range in foldable {
      for codePoint in range where zhijian_folding_folds(Int32(codePoint)) {
        let form = compatibilityForm(codePoint)
        if form.count == 1, codePoint < 0x10000 {
          single[Int(codePoint)] = form[0]
        } else if !form.isEmpty {
          other[codePoint] = form
        }
      }
    }
    return (single, other)
  }()

  /// By unit.
  static let classes: [CharacterClass] = (0...0xFFFF).map { CharacterClass(codePoint: $0) }

  /// By unit, the unit without marks on it; 0 for what nobody sees.
  static let visible: [UInt16] = {
    var visible = Array(0...UInt16.max)
    for range in [0xC0...0x52F, 0x1D00...0x1FFF, 0x2126...0x212B, 0x2C60...0x2C7F, 0xA640...0xA7FF, 0xAB30...0xAB6F] {
      for unit in range { visible[unit] = bare(unit) }
    }
    for (unit, kind) in classes.enumerated() where kind == .invisible || kind == .mark { visible[unit] = 0 }
    return visible
  }()

  /// By unit, the ASCII digit of every decimal digit; 0 for all others.
  static let digits: [UInt16] = classes.enumerated().map { unit, kind in
    kind == .digit ? 0x30 + UInt16(clamping: zhijian_folding_digit(Int32(unit))) : 0
  }

  /// The letter under the marks of a Latin, Greek or Cyrillic one; the unit itself otherwise.
  static func bare(_ unit: Int) -> UInt16 { UInt16(truncatingIfNeeded: zhijian_folding_bare(Int32(unit))) }

  /// Where compatibility forms and cased letters are; ideographs, hangul syllables, surrogates and private use have none.
  static let foldable: [ClosedRange<UInt32>] = [
    0...0x33FF, 0xA000...0xABFF, 0xF900...0xFFFF, 0x10400...0x10DFF, 0x11800...0x118FF, 0x16E00...0x16EFF,
    0x1BC00...0x1BCFF, 0x1D100...0x1F2FF, 0x1FB00...0x1FBFF, 0x2F800...0x2FA1F,
  ]

  /// Empty if the character stays as it is.
  static func compatibilityForm(_ codePoint: UInt32) -> [UInt16] {
    [UInt16](unsafeUninitializedCapacity: 40) { buffer, count in
      // Safe: ICU writes at most the capacity it is told; the count is what it wrote.
      count = Int(zhijian_folding_fold(Int32(codePoint), buffer.baseAddress, 40))
    }
  }
}

/// The UTF-16 units of a code point; a surrogate is a unit by itself.
func utf16(_ codePoint: UInt32) -> [UInt16] {
  guard codePoint >= 0x10000 else { return [UInt16(truncatingIfNeeded: codePoint)] }
  let offset = codePoint - 0x10000
  return [
    0xD800 | UInt16(truncatingIfNeeded: offset >> 10 & 0x3FF), 0xDC00 | UInt16(truncatingIfNeeded: offset & 0x3FF),
  ]
}
