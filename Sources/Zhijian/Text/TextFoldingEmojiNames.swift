/// What emoji are called, to take each for that of its names which phrases hold.
struct FoldingEmojiNames: Sendable {
  /// Names longer than this are no words that an emoji stands in for.
  private static let longest = 4
  /// Of ten thousand phrases nearly all emoji have some part; a table of the pairs need not have them all.
  private static let mostPairs = 20_000

  private let words: [FoldingSequences.Entry]
  private let emoji: [(key: String, names: [[UInt16]])]
  private let prepare: @Sendable (String) -> [UInt16]

  /// `prepare` folds texts as they are when emoji are replaced.
  init(tables: FoldingTables, prepare: @escaping @Sendable (String) -> [UInt16]) {
    words = tables.emoji
    // What is meant by somebody's choice comes before what it is called.
    let chosen = Dictionary(tables.emoji.map { (prepare($0.key), $0.value) }, uniquingKeysWith: { first, _ in first })
    emoji = tables.emojiNames.map { entry in
      let names = (chosen[prepare(entry.emoji)].map { [$0] } ?? []) + entry.names
      return (entry.emoji, names.map(prepare).filter { (1...Self.longest).contains($0.count) })
    }
    self.prepare = prepare
  }

  /// The sequences for texts in which `phrases`, in the base view, are looked for; nil where their words decide nothing.
  func sequences(for phrases: [[UInt16]], pinyin: FoldingPinyin) -> FoldingSequences? {
    guard !emoji.isEmpty, !phrases.isEmpty else { return nil }
    let parts = PhraseParts(phrases, longest: Self.longest, pinyin: pinyin)
    var entries: [FoldingSequences.Entry] = []
    // By part, the emoji that stand for it where what follows says so: 🚉外 is 站外, and 🚉 else 车.
    var others: [UInt64: [Int]] = [:]
    for (index, (key, names)) in emoji.enumerated() {
      let meanings = parts.meanings(of: names)
      guard let first = meanings.first else { continue }
      entries.append((key, String(decoding: first, as: UTF16.self)))
      for other in meanings.dropFirst() { others[PhraseParts.packed(other), default: []].append(index) }
    }
    guard !entries.isEmpty else { return nil }
    return FoldingSequences(pairs(of: others, in: phrases) + entries + words, prepare: prepare)
  }

  /// Emoji with the character behind them in a phrase, to what they stand for before it.
  private func pairs(of others: [UInt64: [Int]], in phrases: [[UInt16]]) -> [FoldingSequences.Entry] {
    var pairs: [FoldingSequences.Entry] = []
    var seen: Set<String> = []
    for phrase in phrases {
      for start in phrase.indices {
        var packed: UInt64 = 0
        for end in (start + 1)..<max(start + 1, min(start + 1 + Self.longest, phrase.count)) {
          packed = packed << 16 | UInt64(phrase[end - 1])
          guard let indices = others[packed] else { continue }
          let next = String(decoding: phrase[end...end], as: UTF16.self)
          for index in indices where seen.insert(emoji[index].key + next).inserted {
            guard pairs.count < Self.mostPairs else { return pairs }
            pairs.append((emoji[index].key + next, String(decoding: phrase[start...end], as: UTF16.self)))
          }
        }
      }
    }
    return pairs
  }
}

/// The parts of phrases, as they are written and as they sound.
private struct PhraseParts {
  private let pinyin: FoldingPinyin
  private var written: Set<UInt64> = []
  /// The first part of each sound.
  private var sounding: [UInt64: UInt64] = [:]

  init(_ phrases: [[UInt16]], longest: Int, pinyin: FoldingPinyin) {
    self.pinyin = pinyin
    var syllables: [UInt16] = []
    for phrase in phrases {
      syllables.removeAll(keepingCapacity: true)
      syllables.append(contentsOf: phrase.lazy.map(pinyin.syllable))
      for start in phrase.indices {
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
  func meanings(of names: [[UInt16]]) -> [ArraySlice<UInt16>] {
    var found: [ArraySlice<UInt16>] = []
    func add(_ part: ArraySlice<UInt16>) { if !found.contains(part) { found.append(part) } }
    for name in names where written.contains(Self.packed(name[...])) { add(name[...]) }
    for name in names where name.count > 1 {
      for (part, _) in Self.all(of: name, longest: name.count - 1) where written.contains(Self.packed(part)) {
        add(part)
      }
    }
    for name in names {
      if let part = sounding[Self.packed(name.map(pinyin.syllable)[...])] { add(Self.unpacked(part)[...]) }
    }
    return found
  }

  /// Runs of up to `longest` units with the place behind them.
  static func all(of phrase: [UInt16], longest: Int) -> [(part: ArraySlice<UInt16>, end: Int)] {
    phrase.indices.flatMap { start in
      (1...longest).compactMap { length in
        start + length <= phrase.count ? (phrase[start..<(start + length)], start + length) : nil
      }
    }
  }

  /// At most four units in one number; the first is not zero.
  static func packed(_ units: ArraySlice<UInt16>) -> UInt64 { units.reduce(0) { $0 << 16 | UInt64($1) } }

  static func unpacked(_ packed: UInt64) -> [UInt16] {
    [48, 32, 16, 0].map { UInt16(truncatingIfNeeded: packed >> $0) }.filter { $0 != 0 }
  }
}
