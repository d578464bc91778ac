/// What emoji are called, to take each for that of its names which phrases hold.
struct FoldingEmojiNames: Sendable {
  /// Names longer than this are no words that an emoji stands in for.
  private static let longest = 4

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
  /// them speaks, and what neighbours may say of them; nil where the phrases decide nothing. `prepare` is that of the
  /// tables.
  func sequences(
    for phrases: [[UInt16]], words: FoldingSequences, pinyin: FoldingPinyin, prepare: ([UInt16]) -> [UInt16]
  ) -> (sequences: FoldingSequences, meanings: FoldingEmojiMeanings)? {
    guard emoji.count > 0, !phrases.isEmpty else { return nil }
    let parts = PhraseParts(phrases.map(prepare), longest: Self.longest, pinyin: pinyin)
    var entries: [FoldingSequences.Entry] = []
    var meant: [(key: [UInt16], meanings: [ArraySlice<UInt16>], heard: [UInt16])] = []
    var firstName = 0
    for index in 0..<emoji.count {
      let end = Int(nameEnds[index])
      let own = (firstName..<max(firstName, end)).map { names[$0] }
      firstName = end
      let key = prepare(Array(emoji[index]))
      let (meanings, heard) = (parts.meanings(of: own), parts.heard(in: own))
      guard !key.isEmpty, !meanings.isEmpty || !heard.isEmpty else { continue }
      // What is only heard in its names it stands for where neighbours say so, else for itself or what is in `words`.
      if let first = meanings.first {
        entries.append((key, Array(first)))
      } else if !words.contains(key) {
        entries.append((key, key))
      }
      meant.append((key, meanings, heard))
    }
    guard !entries.isEmpty else { return nil }
    return (FoldingSequences(entries, before: words), FoldingEmojiMeanings(meant))
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
