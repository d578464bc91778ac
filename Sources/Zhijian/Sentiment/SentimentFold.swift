/// Width, case and, with the folding tables, script folded unit for unit, so that offsets stay those of the
/// original.
struct SentimentFold: Sendable {
  /// By unit; what does not fold to one unit stays as it is.
  let table: [UInt16]

  init(table: [UInt16]) { self.table = table }

  /// The base view of `folding`; without it only full-width ASCII and case.
  init(_ folding: TextFolding?) {
    var table = Array(UInt16.min...UInt16.max)
    for unit in UInt16(0xFF01)...0xFF5E { table[Int(unit)] = unit - 0xFEE0 }
    table[0x3000] = 0x20
    if let folding {
      // Surrogates would join; all others are folded in one go and told apart by where they came from.
      let units = table.indices.filter { !(0xD800...0xDFFF).contains($0) }.map { UInt16($0) }
      let folded = folding.fold(units, view: .base)
      for index in folded.units.indices {
        let isAlone =
          (index == 0 || folded.starts[index - 1] != folded.starts[index])
          && (index + 1 == folded.count || folded.starts[index + 1] != folded.starts[index])
          && folded.ends[index] - folded.starts[index] == 1
        let original = Int(folded.starts[index])
        if isAlone, units.indices.contains(original) { table[Int(units[original])] = folded.units[index] }
      }
    }
    for unit in 0..<table.count {
      let folded = table[unit]
      if folded >= 0x41, folded <= 0x5A { table[unit] = folded + 0x20 }
    }
    self.table = table
  }

  func callAsFunction(_ units: [UInt16]) -> [UInt16] {
    var folded: [UInt16] = []
    fold(units, into: &folded)
    return folded
  }

  /// Folds `units` into `folded`, whose storage is used again.
  func fold(_ units: [UInt16], into folded: inout [UInt16]) {
    let table = table.span
    let units = units.span
    folded.removeAll(keepingCapacity: true)
    folded.append(addingCapacity: units.count) { folded in
      for place in 0..<units.count { folded.append(table[Int(units[place])]) }
    }
  }

  /// The folded units of an entry, with `{数}` as `SentimentMatcher.numeral`.
  func pattern(_ text: String) -> [UInt16] {
    let units = self(Array(text.utf16))
    let mark = Array("{数}".utf16)
    var pattern: [UInt16] = []
    var index = 0
    while index < units.count {
      if index + mark.count <= units.count, units[index..<index + mark.count].elementsEqual(mark) {
        pattern.append(SentimentMatcher.numeral)
        index += mark.count
      } else {
        pattern.append(units[index])
        index += 1
      }
    }
    return pattern
  }

  /// The folds every entry is compared under when a lexicon is read.
  static let plain = SentimentFold(nil)
}
