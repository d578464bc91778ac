/// What emoji are called, to take each for that of its names which phrases hold.
struct FoldingEmojiNames: Sendable {
  /// Names longer than this are no words that an emoji stands in for.
  private static let longest = 4
  /// Of ten thousand phrases nearly all emoji have some part; a table of them beside others need not have them all.
  private static let mostEntries = 20_000

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
    // By part, the emoji that stand for it whatever is beside it, the emoji one of whose names has it, and those with a
    // name that only begins or ends so: 🚉外 is 站外, and 🚉 else 车.
    var (chosen, named, heard): ([UInt64: [Int]], [UInt64: [Int]], [UInt64: [Int]]) = ([:], [:], [:])
    var firstName = 0
    for index in 0..<emoji.count {
      let end = Int(nameEnds[index])
      let own = (firstName..<max(firstName, end)).map { names[$0] }
      firstName = end
      let meanings = parts.meanings(of: own)
      if let first = meanings.first {
        entries.append(.init(key: keys[index], value: Array(first)))
        chosen[PhraseParts.packed(first), default: []].append(index)
      }
      for meaning in meanings { named[PhraseParts.packed(meaning), default: []].append(index) }
      for unit in parts.heard(in: own) { heard[UInt64(unit), default: []].append(index) }
    }
    var neighbours = EmojiNeighbours(keys: keys, phrases: phrases, longest: Self.longest, mostEntries: Self.mostEntries)
    neighbours.pass(chosen)
    neighbours.add(named)
    neighbours.add(heard)
    neighbours.addPairs(named, chosen: chosen)
    guard !entries.isEmpty || !neighbours.entries.isEmpty else { return nil }
    return FoldingSequences(neighbours.entries + entries, before: words)
  }
}

/// Emoji with what stands beside them in a phrase, to what they stand for there.
private struct EmojiNeighbours {
  let keys: [[UInt16]]
  let phrases: [[UInt16]]
  let longest: Int
  let mostEntries: Int
  private(set) var entries: [FoldingSequences.Entry] = []
  /// The number of an emoji with the unit beside it, in the upper half for one before it.
  private var seen: Set<UInt64> = []

  init(keys: [[UInt16]], phrases: [[UInt16]], longest: Int, mostEntries: Int) {
    (self.keys, self.phrases, self.longest, self.mostEntries) = (keys, phrases, longest, mostEntries)
  }

  /// Has no entries for `emoji`, by the part that they stand for anyway, beside what stands there in a phrase.
  mutating func pass(_ emoji: [UInt64: [Int]]) {
    visit(emoji) { neighbours, index, _, beside in
      neighbours.seen.insert(Self.packed(index, beside))
      return true
    }
  }

  /// Has entries for `emoji`, by the part that they stand for, beside what stands there in a phrase.
  mutating func add(_ emoji: [UInt64: [Int]]) {
    visit(emoji) { neighbours, index, part, beside in
      guard neighbours.entries.count < neighbours.mostEntries else { return false }
      if neighbours.seen.insert(Self.packed(index, beside)).inserted {
        neighbours.entries.append(
          .init(key: neighbours.keys[index], value: Array(part), before: beside.before, behind: beside.behind))
      }
      return true
    }
  }

  /// What stands beside a part of a phrase: what is behind it, or before it at the end of the phrase.
  private struct Beside {
    var before: UInt16?
    var behind: UInt16?
  }

  private static func packed(_ index: Int, _ beside: Beside) -> UInt64 {
    UInt64(index) << 16 | UInt64(beside.before ?? beside.behind ?? 0) | (beside.before == nil ? 0 : 1 << 63)
  }

  /// Gives `body` each of `emoji` with the parts of phrases that it stands for, until it says false.
  private mutating func visit(
    _ emoji: [UInt64: [Int]], _ body: (inout EmojiNeighbours, Int, ArraySlice<UInt16>, Beside) -> Bool
  ) {
    guard !emoji.isEmpty else { return }
    for phrase in phrases {
      for start in phrase.indices {
        var packed: UInt64 = 0
        for end in (start + 1)...min(start + longest, phrase.count) {
          packed = packed << 16 | UInt64(phrase[end - 1])
          guard let indices = emoji[packed] else { continue }
          var beside = Beside()
          if end < phrase.count { beside.behind = phrase[end] } else if start > 0 { beside.before = phrase[start - 1] }
          // Half of a character is beside no emoji.
          guard let unit = beside.behind ?? beside.before, unit & 0xF800 != 0xD800 else { continue }
          for index in indices {
            guard body(&self, index, phrase[start..<end], beside) else { return }
          }
        }
      }
    }
  }

  /// Has entries for two emoji side by side that spell a part of a phrase, where one of them stands for something else by
  /// itself.
  mutating func addPairs(_ emoji: [UInt64: [Int]], chosen: [UInt64: [Int]]) {
    var pairs: Set<UInt64> = []
    for phrase in phrases {
      for middle in phrase.indices.dropFirst() {
        for start in max(0, middle - longest)..<middle {
          let first = PhraseParts.packed(phrase[start..<middle])
          guard let firsts = emoji[first] else { continue }
          for end in (middle + 1)...min(middle + longest, phrase.count) {
            let second = PhraseParts.packed(phrase[middle..<end])
            guard let seconds = emoji[second] else { continue }
            let (plainFirsts, plainSeconds) = (Set(chosen[first] ?? []), Set(chosen[second] ?? []))
            for one in firsts {
              for other in seconds where !(plainFirsts.contains(one) && plainSeconds.contains(other)) {
                guard entries.count < mostEntries else { return }
                if pairs.insert(UInt64(one) << 32 | UInt64(other)).inserted {
                  entries.append(.init(key: keys[one] + keys[other], value: Array(phrase[start..<end])))
                }
              }
            }
          }
        }
      }
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
