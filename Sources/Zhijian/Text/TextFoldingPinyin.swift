/// Reads characters and pinyin as toneless syllables, one unit of the private use area a syllable.
struct FoldingPinyin: Sendable {
  /// The unit of the first syllable.
  private static let firstUnit: UInt16 = 0xE000
  /// What private-use characters of a text itself become, so that none looks like a syllable.
  private static let otherPrivateUse: UInt16 = 0xF8FF
  private static let longestSyllable = 6

  /// By unit, the syllable's unit or the unit itself.
  private let readings: [UInt16]
  /// By syllable, in the order of their units, its letters in one number; 0 where no word has it.
  private let names: [UInt32]
  private let syllables: [UInt32: UInt16]
  /// Units of characters that are read otherwise before the next: 便 in 便宜.
  private let contextual: [UInt32: UInt16]

  /// Words whose first character has another reading in them than alone.
  private static let words = [
    ("便宜", "pian"), ("重复", "chong"), ("重新", "chong"), ("还款", "huan"), ("还钱", "huan"),
  ]

  var isEmpty: Bool { names.isEmpty }

  init(tables: FoldingTables) {
    var readings = Array(0...UInt16.max)
    var names: [UInt32] = []
    for (index, syllable) in tables.syllables.prefix(Self.mostSyllables).enumerated() {
      let unit = Self.firstUnit + UInt16(index)
      names.append(Self.packed(Array(syllable.name.utf16)[...]))
      for character in syllable.characters where character < 0x10000 { readings[Int(character)] = unit }
    }
    if !names.isEmpty {
      for unit in 0xE000...0xF8FF { readings[unit] = Self.otherPrivateUse }
    }
    self.init(readings: readings, names: names)
  }

  /// The private use area has room for 6,400; a table of all toneless syllables has about 400.
  private static let mostSyllables = 6000

  private init(readings: [UInt16], names: [UInt32]) {
    var syllables: [UInt32: UInt16] = [:]
    syllables.reserveCapacity(names.count)
    for (index, name) in names.enumerated() where name != 0 { syllables[name] = Self.firstUnit + UInt16(index) }
    var contextual: [UInt32: UInt16] = [:]
    for (word, syllable) in Self.words {
      let units = Array(word.utf16)
      guard units.count == 2, let unit = syllables[Self.packed(Array(syllable.utf16)[...])] else { continue }
      contextual[Self.pair(units[0], units[1])] = unit
    }
    (self.readings, self.names, self.syllables, self.contextual) = (readings, names, syllables, contextual)
  }

  /// What `write` put down.
  init(_ reader: inout CompiledReader) throws(CompiledFault) {
    let readings = try reader.unitTable(of: UInt16.self)
    let names = try reader.integers(UInt32.self)
    guard names.count <= Self.mostSyllables else { throw CompiledFault() }
    self.init(readings: readings, names: names)
  }

  func write(to writer: inout CompiledWriter) {
    writer.write(readings)
    writer.write(names)
  }

  /// Small letters, at most as many as a syllable has, in one number; 0 for more.
  private static func packed(_ letters: ArraySlice<UInt16>) -> UInt32 {
    letters.count > longestSyllable ? 0 : letters.reduce(0) { $0 << 5 | UInt32($1 &- 0x60) & 31 }
  }

  /// How many syllables and Latin letters or digits `units`, read by `replace`, hold.
  func count(in units: [UInt16]) -> Int {
    units.count {
      (Self.firstUnit..<Self.otherPrivateUse).contains($0) || Self.isLatin($0) || (0x30...0x39).contains($0)
    }
  }

  /// The unit of a character's syllable; the unit itself where it has none.
  func syllable(of unit: UInt16) -> UInt16 { readings[Int(unit)] }

  func mayReplace(_ unit: UInt16) -> Bool { !isEmpty && (readings[Int(unit)] != unit || Self.isLatin(unit)) }

  /// Puts syllables into `text`: of every character that has a reading, and of Latin words that are pinyin throughout.
  /// Says whether anything changed.
  func replace(in text: inout FoldedText) -> Bool {
    guard !isEmpty else { return false }
    var write = 0
    var read = 0
    var changed = false
    while read < text.count {
      let unit = text.units[read]
      guard Self.isLatin(unit) else {
        if write != read { text.move(read, to: write) }
        let next = read + 1 < text.count ? text.units[read + 1] : 0
        text.units[write] = contextual[Self.pair(unit, next)] ?? readings[Int(unit)]
        changed = changed || text.units[write] != unit
        write += 1
        read += 1
        continue
      }
      var end = read
      while end < text.count, Self.isLatin(text.units[end]) { end += 1 }
      let parts = parse(text.units[read..<end])
      changed = changed || parts != nil
      if let parts {
        for (syllable, length) in parts {
          text.units[write] = syllable
          text.starts[write] = text.starts[read]
          text.ends[write] = text.ends[read + length - 1]
          write += 1
          read += length
        }
      } else {
        for source in read..<end {
          if write != source { text.move(source, to: write) }
          write += 1
        }
      }
      read = end
    }
    text.truncate(to: write)
    return changed
  }

  /// The word as syllables, longer ones first, with the letters that stand for messengers (jiaqq, jiav) between them;
  /// nil if it is not that throughout or has no syllable.
  private func parse(_ word: ArraySlice<UInt16>) -> [(syllable: UInt16, length: Int)]? {
    // The length of the part to take at each place from which the rest can be read, 0 where it cannot.
    var steps = [Int](repeating: 0, count: word.count + 1)
    steps[word.count] = 1
    for place in stride(from: word.count - 1, through: 0, by: -1) {
      let longest = min(Self.longestSyllable, word.count - place)
      let start = word.startIndex + place
      steps[place] = (1...longest).last { steps[place + $0] != 0 && part(word[start..<(start + $0)]) != nil } ?? 0
    }
    guard steps[0] != 0 else { return nil }
    var parts: [(syllable: UInt16, length: Int)] = []
    var place = 0
    while place < word.count {
      let start = word.startIndex + place
      guard let part = part(word[start..<(start + steps[place])]) else { return nil }
      parts.append((part, steps[place]))
      place += steps[place]
    }
    return parts.contains { !Self.isLatin($0.syllable) } ? parts : nil
  }

  /// The unit of a syllable or of a messenger's letter.
  private func part(_ letters: ArraySlice<UInt16>) -> UInt16? {
    if let syllable = syllables[Self.packed(letters)] { return syllable }
    guard letters.count == 1, let letter = letters.first else { return nil }
    return letter == 0x71 || letter == 0x76 ? letter : nil
  }

  private static func pair(_ first: UInt16, _ second: UInt16) -> UInt32 { UInt32(first) << 16 | UInt32(second) }

  private static func isLatin(_ unit: UInt16) -> Bool { (0x61...0x7A).contains(unit) }
}
