/// What emoji are called, to take each for that of its names which phrases hold.
struct FoldingEmojiNames: Sendable {
  /// Names longer than this are no words that an emoji stands in for.
  private static let longest = 4
  /// Of ten thousand phrases nearly all emoji have some part; a table of the pairs need not have them all.
  private static let mostPairs = 20_000

  /// Emoji, as they are written.
  private let emoji: PackedTexts
  /// The names of all of them, folded as texts are when emoji are replaced, and by emoji how many names there are up to
  /// its last.
  private let names: PackedTexts
  private let nameEnds: [UInt32]

  /// `prepare` folds texts as they are when emoji are replaced.
  init(tables: FoldingTables, prepare: ([UInt16]) -> [UInt16]) {
    var (emoji, names, nameEnds): (PackedTexts, PackedTexts, [UInt32]) = (PackedTexts(), PackedTexts(), [])
    // What is meant by somebody's choice comes before what it is called.
    var chosen: [[UInt16]: [UInt16]] = [:]
    if !tables.emojiNames.isEmpty {
      chosen = Dictionary(tables.emoji.map { (prepare($0.key), $0.value) }, uniquingKeysWith: { first, _ in first })
    }
    for entry in tables.emojiNames {
      let folded = prepare(entry.emoji)
      // A hyphen is no picture of a minus sign (➖), nor are other signs that everybody types.
      guard chosen[folded] != nil || folded.contains(where: { $0 > 0x7F }) else { continue }
      emoji.append(entry.emoji)
      for name in (chosen[folded].map { [$0] } ?? []) + entry.names {
        let name = prepare(name)
        if (1...Self.longest).contains(name.count) { names.append(name) }
      }
      nameEnds.append(UInt32(clamping: names.count))
    }
    (self.emoji, self.names, self.nameEnds) = (emoji, names, nameEnds)
  }

  /// The sequences for texts in which `phrases`, in the base view, are looked for, before `words` for which nothing of
  /// them speaks; nil where the phrases decide nothing. `prepare` is that of the tables.
  func sequences(
    for phrases: [[UInt16]], words: FoldingSequences, pinyin: FoldingPinyin, prepare: ([UInt16]) -> [UInt16]
  ) -> FoldingSequences? {
    guard emoji.count > 0, !phrases.isEmpty else { return nil }
    let phrases = phrases.map(prepare)
    let parts = PhraseParts(phrases, longest: Self.longest, pinyin: pinyin)
    var entries: [FoldingSequences.Entry] = []
    let keys = (0..<emoji.count).map { prepare(Array(emoji[$0])) }
    // By part, the emoji that stand for it where what is beside it says so: 🚉外 is 站外, and 🚉 else 车.
    var others: [UInt64: [Int]] = [:]
    var heard: [UInt16: [Int]] = [:]
    var firstName = 0
    for index in 0..<emoji.count {
      let end = Int(nameEnds[index])
      let own = (firstName..<max(firstName, end)).map { names[$0] }
      firstName = end
      let meanings = parts.meanings(of: own)
      if let first = meanings.first { entries.append(.init(key: keys[index], value: Array(first))) }
      for other in meanings.dropFirst() { others[PhraseParts.packed(other), default: []].append(index) }
      for unit in parts.heard(in: own) { heard[unit, default: []].append(index) }
    }
    var beside = Beside(keys: keys, phrases: phrases, mostEntries: Self.mostPairs)
    beside.add(others, longest: Self.longest)
    beside.add(Dictionary(uniqueKeysWithValues: heard.map { (UInt64($0.key), $0.value) }), longest: 1)
    guard !entries.isEmpty || !beside.entries.isEmpty else { return nil }
    return FoldingSequences(beside.entries + entries, before: words)
  }

  /// Emoji with what stands beside them in a phrase, to what they stand for there.
  private struct Beside {
    let keys: [[UInt16]]
    let phrases: [[UInt16]]
    let mostEntries: Int
    private(set) var entries: [FoldingSequences.Entry] = []
    /// The number of an emoji with the unit beside it, in the upper half for one before it.
    private var seen: Set<UInt64> = []

    init(keys: [[UInt16]], phrases: [[UInt16]], mostEntries: Int) {
      (self.keys, self.phrases, self.mostEntries) = (keys, phrases, mostEntries)
    }

    /// `emoji` by the part that they stand for, of at most so many units.
    mutating func add(_ emoji: [UInt64: [Int]], longest: Int) {
      guard !emoji.isEmpty else { return }
      for phrase in phrases {
        for start in phrase.indices {
          var packed: UInt64 = 0
          for end in (start + 1)...min(start + longest, phrase.count) {
            packed = packed << 16 | UInt64(phrase[end - 1])
            guard let indices = emoji[packed] else { continue }
            let part = phrase[start..<end]
            for index in indices {
              guard entries.count < mostEntries else { return }
              if end < phrase.count { add(index, for: part, behind: phrase[end]) }
              if end == phrase.count, start > 0 { add(index, for: part, after: phrase[start - 1]) }
            }
          }
        }
      }
    }

    private mutating func add(_ index: Int, for part: ArraySlice<UInt16>, behind unit: UInt16) {
      // Half of a character is behind no emoji.
      guard unit & 0xF800 != 0xD800, seen.insert(UInt64(index) << 16 | UInt64(unit)).inserted else { return }
      entries.append(.init(key: keys[index] + [unit], value: part + [unit]))
    }

    private mutating func add(_ index: Int, for part: ArraySlice<UInt16>, after unit: UInt16) {
      guard unit & 0xF800 != 0xD800, seen.insert(UInt64(index) << 16 | UInt64(unit) | 1 << 63).inserted else { return }
      entries.append(.init(key: keys[index], value: Array(part), before: unit))
    }
  }
}

extension FoldingEmojiNames {
  func write(to writer: inout CompiledWriter) {
    writer.write(emoji)
    writer.write(names)
    writer.write(nameEnds)
  }

  /// What `write` put down.
  init(_ reader: inout CompiledReader) throws(CompiledFault) {
    (emoji, names, nameEnds) = (try reader.packedTexts(), try reader.packedTexts(), try reader.integers())
    guard nameEnds.count == emoji.count, nameEnds.allSatisfy({ $0 <= names.count }) else { throw CompiledFault() }
  }
}

/// The parts of phrases, as they are written and as they sound.
private struct PhraseParts {
  private let pinyin: FoldingPinyin
  private var written: Set<UInt64> = []
  /// The first part of each sound.
  private var sounding: [UInt64: UInt64] = [:]
  /// By syllable, the characters of phrases that have it.
  private var characters: [UInt16: [UInt16]] = [:]

  init(_ phrases: [[UInt16]], longest: Int, pinyin: FoldingPinyin) {
    self.pinyin = pinyin
    var syllables: [UInt16] = []
    for phrase in phrases {
      syllables.removeAll(keepingCapacity: true)
      syllables.append(contentsOf: phrase.lazy.map(pinyin.syllable))
      for start in phrase.indices {
        if syllables[start] != phrase[start], characters[syllables[start]]?.contains(phrase[start]) != true {
          characters[syllables[start], default: []].append(phrase[start])
        }
        var (part, sound): (UInt64, UInt64) = (0, 0)
        for place in start..<min(start + longest, phrase.count) {
          part = part << 16 | UInt64(phrase[place])
          sound = sound << 16 | UInt64(syllables[place])
          if written.insert(part).inserted, sounding[sound] == nil { sounding[sound] = part }
        }
      }
    }
  }

  /// The parts that an emoji of these names may stand for, the likeliest first: a name, some of its characters, what
  /// sounds like a name.
  func meanings(of names: [ArraySlice<UInt16>]) -> [ArraySlice<UInt16>] {
    var found: [ArraySlice<UInt16>] = []
    func add(_ part: ArraySlice<UInt16>) { if !found.contains(part) { found.append(part) } }
    for name in names where written.contains(Self.packed(name)) { add(name) }
    for name in names where name.count > 1 {
      for start in name.indices {
        var part: UInt64 = 0
        for end in start..<min(start + name.count - 1, name.endIndex) {
          part = part << 16 | UInt64(name[end])
          if written.contains(part) { add(name[start...end]) }
        }
      }
    }
    for name in names {
      if let part = sounding[Self.packed(name.map(pinyin.syllable)[...])] { add(Self.unpacked(part)[...]) }
    }
    return found
  }

  /// The characters of phrases that sound like the first or the last of some name.
  func heard(in names: [ArraySlice<UInt16>]) -> [UInt16] {
    var found: [UInt16] = []
    for name in names {
      for unit in Set([name.first, name.last].compactMap { $0 }.map(pinyin.syllable)).sorted() {
        for meant in characters[unit] ?? [] where !found.contains(meant) { found.append(meant) }
      }
    }
    return found
  }

  /// At most four units in one number; the first is not zero.
  static func packed(_ units: ArraySlice<UInt16>) -> UInt64 { units.reduce(0) { $0 << 16 | UInt64($1) } }

  static func unpacked(_ packed: UInt64) -> [UInt16] {
    [48, 32, 16, 0].map { UInt16(truncatingIfNeeded: packed >> $0) }.filter { $0 != 0 }
  }
}
