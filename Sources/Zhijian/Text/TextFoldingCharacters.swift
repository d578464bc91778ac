import CICU

/// What a character is for the folds that look at neighbours.
enum CharacterClass: UInt8, Sendable {
  case word, digit, separator
  /// Dropped by `invisible`.
  case invisible
  /// Dropped by `invisible`; belongs to the character before it.
  case mark
  /// Ends a line, a sentence or a clause: never part of a gap.
  case stop
  /// The enumeration comma 、.
  case listMark
  /// Stands between the digits of one number, time or date.
  case numberMark

  var isWord: Bool { self == .word || self == .digit }

  init(codePoint: UInt32) {
    switch codePoint {
    case 0x0A...0x0D, 0x85, 0x2028, 0x2029: self = .stop
    case 0x21, 0x2C, 0x3B, 0x3F, 0x3002: self = .stop
    case 0x3001: self = .listMark
    case 0x2E, 0x2F, 0x3A: self = .numberMark
    default: self = CharacterClass(rawValue: UInt8(zhijian_folding_class(Int32(codePoint)).rawValue)) ?? .word
    }
  }
}

/// The base view character by character: compatibility form, simple case folding, Simplified form.
///
/// A table has the folded unit of every unit of the basic plane. Characters with longer forms and those of other
/// planes go through a dictionary behind a bit a page of 256.
struct FoldingCharacters: Sendable {
  /// Marks a unit whose form is in `forms` or that is a surrogate.
  static let complex: UInt16 = 0xFFFF

  /// By unit, the folded unit or `complex`.
  let base: [UInt16]
  /// The forms that do not fit into `base`, by code point.
  private let forms: [UInt32: [UInt16]]
  private let pages: [UInt64]
  /// By unit of folded text, the class; surrogates by pair in `characterClass`.
  private let classes: [CharacterClass]
  /// By unit of folded text, the unit without marks, or 0 for what `invisible` drops.
  let visible: [UInt16]

  init(tables: FoldingTables) {
    var base = Array(0...UInt16.max)
    var forms: [UInt32: [UInt16]] = [:]
    for codePoint in Self.foldable {
      if let form = tables.width[codePoint] ?? Self.compatibilityForm(codePoint) { forms[codePoint] = form }
    }
    for (codePoint, form) in tables.width where forms[codePoint] == nil { forms[codePoint] = form }
    for (codePoint, form) in forms { forms[codePoint] = tables.simplified(form) }
    for (codePoint, simplified) in tables.script where forms[codePoint] == nil {
      forms[codePoint] = utf16(simplified)
    }
    for (codePoint, form) in forms where codePoint < 0x10000 {
      let unit = Int(codePoint)
      if form.count == 1, form[0] != Self.complex {
        base[unit] = form[0]
        forms[codePoint] = nil
      } else {
        base[unit] = Self.complex
      }
    }
    for unit in 0xD800...0xDFFF { base[unit] = Self.complex }
    var pages = [UInt64](repeating: 0, count: 0x11_0000 >> 14)
    for codePoint in forms.keys { pages[Int(codePoint) >> 14] |= 1 << UInt64(codePoint >> 8 & 63) }
    (self.base, self.forms, self.pages) = (base, forms, pages)
    (classes, visible) = (Self.basicClasses, Self.basicVisible)
  }

  /// The folded form of `codePoint` if it is not itself.
  func form(of codePoint: UInt32) -> [UInt16]? {
    guard pages[Int(codePoint) >> 14] & (1 << UInt64(codePoint >> 8 & 63)) != 0 else { return nil }
    return forms[codePoint]
  }

  /// Folds up to the first unit that has no single folded unit and gives its index; the arrays are as long as `original`.
  func foldSimple(
    _ original: Span<UInt16>, _ units: inout [UInt16], _ starts: inout [Int32], _ ends: inout [Int32]
  ) -> Int {
    let table = base.span
    var units = units.mutableSpan
    var starts = starts.mutableSpan
    var ends = ends.mutableSpan
    for index in 0..<original.count {
      let unit = table[Int(original[index])]
      guard unit != Self.complex else { return index }
      units[index] = unit
      starts[index] = Int32(truncatingIfNeeded: index)
      ends[index] = Int32(truncatingIfNeeded: index &+ 1)
    }
    return original.count
  }

  /// Folds `units` to the base view, into the storage of `text`.
  func foldBase(_ units: Span<UInt16>, into text: inout FoldedText) {
    text.resize(to: units.count)
    let simple = foldSimple(units, &text.units, &text.starts, &text.ends)
    guard simple < units.count else { return }
    text.truncate(to: simple)
    foldAny(units, from: simple, into: &text)
  }

  private func foldAny(_ units: Span<UInt16>, from first: Int, into text: inout FoldedText) {
    let table = base.span
    var index = first
    while index < units.count {
      let unit = units[index]
      let start = Int32(truncatingIfNeeded: index)
      let folded = table[Int(unit)]
      if folded != FoldingCharacters.complex {
        text.append(folded, start, start &+ 1)
        index += 1
        continue
      }
      var codePoint = UInt32(unit)
      var length = 1
      if unit & 0xFC00 == 0xD800, index + 1 < units.count, units[index + 1] & 0xFC00 == 0xDC00 {
        codePoint = supplementary(unit, units[index + 1])
        length = 2
      }
      let end = start &+ Int32(length)
      if let form = form(of: codePoint) {
        for unit in form { text.append(unit, start, end) }
      } else {
        for offset in 0..<length { text.append(units[index + offset], start, end) }
      }
      index += length
    }
  }

  @inline(__always)
  func characterClass(_ codePoint: UInt32) -> CharacterClass {
    codePoint < 0x10000 ? classes[Int(codePoint)] : CharacterClass(codePoint: codePoint)
  }

  /// Where compatibility forms and cased letters are; ideographs, hangul syllables, surrogates and private use have none.
  static let foldable: [UInt32] = [0...0x33FF, 0xA000...0xABFF, 0xF900...0xFFFF, 0x10000...0x1FFFF, 0x2F800...0x2FA1F]
    .flatMap { (range: ClosedRange<UInt32>) in range.filter { zhijian_folding_folds(Int32($0)) } }

  static func compatibilityForm(_ codePoint: UInt32) -> [UInt16]? {
    [UInt16](unsafeUninitializedCapacity: 40) { buffer, count in
      // ICU writes at most the capacity it is told; the count is what it wrote.
      count = Int(zhijian_folding_fold(Int32(codePoint), buffer.baseAddress, 40))
    }.nonEmpty
  }

  private static let basicClasses: [CharacterClass] = (0...0xFFFF).map { CharacterClass(codePoint: $0) }

  private static let basicVisible: [UInt16] = (0...0xFFFF).map { unit in
    switch basicClasses[unit] {
    case .invisible, .mark: 0
    default: UInt16(truncatingIfNeeded: zhijian_folding_bare(Int32(unit)))
    }
  }
}

extension Array {
  fileprivate var nonEmpty: [Element]? { isEmpty ? nil : self }
}

/// The UTF-16 units of a code point; a surrogate is a unit by itself.
func utf16(_ codePoint: UInt32) -> [UInt16] {
  guard codePoint >= 0x10000 else { return [UInt16(truncatingIfNeeded: codePoint)] }
  let offset = codePoint - 0x10000
  return [
    0xD800 | UInt16(truncatingIfNeeded: offset >> 10 & 0x3FF), 0xDC00 | UInt16(truncatingIfNeeded: offset & 0x3FF),
  ]
}
