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

  /// What the first look at a unit tells: the code of the unit in a `WordTrie`, the class for the word
  /// break rules, and whether a shape may start with the unit or tokens be joined because of it.
  struct Entry: Sendable, Equatable {
    private var bits: UInt32

    @inline(__always) init() { bits = 0 }

    /// An entry without a code.
    init(traits: UInt8) { bits = UInt32(traits) << 16 }

    /// Everything but the code.
    var traits: UInt8 { UInt8(truncatingIfNeeded: bits >> 16) }

    @inline(__always)
    var code: UInt16 {
      get { UInt16(truncatingIfNeeded: bits) }
      set { bits = bits & ~0xFFFF | UInt32(newValue) }
    }

    /// A raw `BreakClass`.
    @inline(__always)
    var breakClass: UInt8 {
      get { UInt8(truncatingIfNeeded: bits >> 16) & 15 }
      set { bits = bits & ~0xF_0000 | UInt32(newValue & 15) << 16 }
    }

    @inline(__always)
    var mayStartShape: Bool {
      get { bits & 0x10_0000 != 0 }
      set { bits = newValue ? bits | 0x10_0000 : bits & ~0x10_0000 }
    }

    /// Whether `TokenJoins` may join something in a text that holds the unit.
    @inline(__always)
    var mayJoinTokens: Bool {
      get { bits & 0x20_0000 != 0 }
      set { bits = newValue ? bits | 0x20_0000 : bits & ~0x20_0000 }
    }

    /// The traits of several units together.
    @inline(__always)
    mutating func formUnion(_ other: Entry) { bits |= other.bits }
  }

  /// Code points above the second plane share these.
  static let limit: UInt32 = 0x20000
  let kinds: [UInt8]
  /// The entries of the code points of the first two planes; the class of others is complex.
  private(set) var entries: [Entry]

  /// One table for all tokenizers, without codes: it depends on nothing but ICU's data.
  static let shared = CharacterTable()

  private init() {
    var kinds = [UInt8](repeating: 0, count: Int(Self.limit))
    var breaks = kinds
    zhijian_icu_character_tables(0, Self.limit, &kinds, &breaks)
    var entries = [Entry](repeating: Entry(), count: Int(Self.limit))
    for index in entries.indices { entries[index].breakClass = breaks[index] }
    BreakClassProbe().check(&entries)
    self.init(kinds: kinds, entries: entries)
    for unit in 0..<UInt16.max {
      self.entries[Int(unit)].mayStartShape = TokenShapeScanner.mayStart(unit, kind: kind(of: unit))
      self.entries[Int(unit)].mayJoinTokens = TokenJoins.mayJoin(unit)
    }
  }

  init(kinds: [UInt8], entries: [Entry]) {
    self.kinds = kinds
    self.entries = entries
  }

  /// Gives each unit its code in a trie.
  mutating func setCodes(_ codes: [UInt16]) {
    for (unit, code) in zip(entries.indices, codes) { entries[unit].code = code }
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
  func breakClass(of unit: UInt16) -> UInt8 { entries[Int(unit)].breakClass }

  @inline(__always)
  func mayStartShape(_ unit: UInt16) -> Bool { entries[Int(unit)].mayStartShape }
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
