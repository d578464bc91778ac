import CICU

/// What the tokenizer knows of each code point, from ICU's character properties.
struct CharacterTable: Sendable {
  enum Kind: UInt8 {
    case other, han, dictionary, latin, letter, digit, space, punctuation, pictograph, mark
  }

  enum BreakClass: UInt8 {
    case always, letter, numeric, midLetter, midNumber, midBoth, connector, space, carriageReturn,
      lineFeed, han, complex
  }

  /// Code points above the second plane share these.
  private static let limit: UInt32 = 0x20000
  private let kinds: [UInt8]
  /// The raw `BreakClass` of each code point of the first two planes; those of others are complex.
  let breaks: [UInt8]

  /// One table for all tokenizers: it depends on nothing but ICU's data.
  static let shared = CharacterTable()

  private init() {
    var kinds = [UInt8](repeating: 0, count: Int(Self.limit))
    var breaks = kinds
    zhijian_icu_character_tables(0, Self.limit, &kinds, &breaks)
    BreakClassProbe().check(&breaks)
    self.kinds = kinds
    self.breaks = breaks
  }

  @inline(__always)
  func kind(of unit: UInt16) -> Kind { Kind(rawValue: kinds[Int(unit)]) ?? .other }

  /// The kind of any code point; ideographs of the higher planes are `dictionary`.
  func kind(ofScalar scalar: UInt32) -> Kind {
    if scalar < Self.limit { return Kind(rawValue: kinds[Int(scalar)]) ?? .other }
    if scalar < 0x40000 { return .dictionary }
    return scalar >= 0xE0000 && scalar < 0xE1000 ? .mark : .other
  }

  @inline(__always)
  func breakClass(of unit: UInt16) -> UInt8 { breaks[Int(unit)] }
}

extension [UInt16] {
  /// The code point at `index` and how many units it has; an unpaired surrogate stands for itself.
  @inline(__always)
  func scalar(at index: Int) -> (value: UInt32, length: Int) {
    let lead = self[index]
    if lead & 0xFC00 == 0xD800, index + 1 < count, self[index + 1] & 0xFC00 == 0xDC00 {
      return (0x10000 + (UInt32(lead) & 0x3FF) << 10 + UInt32(self[index + 1]) & 0x3FF, 2)
    }
    return (UInt32(lead), 1)
  }
}
