/// Which folds may change a text at all, so that plain text, which is most, skips them. Never wrong about "not".
struct FoldingTraits: OptionSet, Sendable {
  let rawValue: UInt16

  static let invisible = FoldingTraits(.invisible)
  static let gap = FoldingTraits(.gap)
  static let digits = FoldingTraits(.digits)
  static let emoji = FoldingTraits(.emoji)
  static let split = FoldingTraits(.split)
  static let lookalike = FoldingTraits(.lookalike)
  static let pinyin = FoldingTraits(.pinyin)
  static let all = FoldingTraits(after: .script, upTo: .pinyin)
  /// Of a unit: two in a row make a run. It is the bit of `repeat`, which no single unit has.
  static let letter = FoldingTraits(.repeat)
  /// Of a unit: it may be part of a letter that is repeated.
  static let surrogate = FoldingTraits(rawValue: 1 << 15)

  init(rawValue: UInt16) {
    self.rawValue = rawValue
  }

  /// The trait that bears on `fold`; none for those of the base view.
  init(_ fold: Fold) {
    rawValue = fold > .script ? 1 << UInt16(fold.rank - Fold.invisible.rank) : 0
  }

  /// The traits that bear on the folds after `first` up to `last`, both at least `.script`.
  init(after first: Fold, upTo last: Fold) {
    let upTo = { (fold: Fold) in (UInt16(1) << UInt16(max(0, fold.rank - Fold.script.rank))) - 1 }
    rawValue = upTo(last) & ~upTo(first)
  }
}

/// The traits of every unit of the base view.
struct FoldingTraitTable: Sendable {
  private let traits: [UInt16]

  /// Asks `traits` of every unit; surrogates may be anything that pairs of them may be.
  init(traits: (UInt16) -> FoldingTraits) {
    self.traits = (0...UInt16.max).map { traits($0).rawValue }
  }

  /// What `write` put down.
  init(_ reader: inout CompiledReader) throws(CompiledFault) { traits = try reader.unitTable() }

  func write(to writer: inout CompiledWriter) { writer.write(traits) }

  /// The traits of a text in the base view.
  func traits(of units: [UInt16]) -> FoldingTraits {
    let table = traits.span
    let units = units.span
    let letter = FoldingTraits.letter.rawValue
    var found: UInt16 = 0
    var runs: UInt16 = 0
    var previous: UInt16 = 0
    for index in 0..<units.count {
      let unit = units[index]
      let traits = table[Int(unit)]
      found |= traits
      runs |= unit == previous ? traits : 0
      previous = unit
    }
    if found & FoldingTraits.surrogate.rawValue != 0 { runs |= letter }
    return FoldingTraits(rawValue: (found & ~letter) | (runs & letter))
  }
}
