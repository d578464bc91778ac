/// What emoji may stand for where their neighbours say so: parts of phrases that are in their names or sound like those,
/// and characters that sound like the ends of a name. 🚉外 is 站外, and 🚉 else 车.
struct FoldingEmojiMeanings: Sendable {
  /// Emoji as they are in texts when they are replaced, ascending.
  private let keys: PackedTexts
  /// The parts of all of them, the likeliest first, and by emoji how many there are up to its last.
  private let meanings: PackedTexts
  private let ends: [UInt32]
  /// By emoji, the characters that sound like an end of a name.
  private let heard: PackedTexts

  init(_ emoji: [(key: [UInt16], meanings: [ArraySlice<UInt16>], heard: [UInt16])]) {
    var (keys, meanings, heard): (PackedTexts, PackedTexts, PackedTexts) = (PackedTexts(), PackedTexts(), PackedTexts())
    var ends: [UInt32] = []
    for item in emoji.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
      keys.append(item.key)
      for meaning in item.meanings { meanings.append(meaning) }
      ends.append(UInt32(clamping: meanings.count))
      heard.append(item.heard)
    }
    (self.keys, self.meanings, self.ends, self.heard) = (keys, meanings, ends, heard)
  }

  /// The number of an emoji; nil if neighbours say nothing of it.
  func number(of key: ArraySlice<UInt16>) -> Int? {
    var (low, high) = (0, keys.count)
    while low < high {
      let middle = (low + high) / 2
      if keys[middle].lexicographicallyPrecedes(key) { low = middle + 1 } else { high = middle }
    }
    return low < keys.count && keys[low] == key ? low : nil
  }

  /// What stands beside an emoji: the units next to it, and the number of the emoji that is behind it.
  struct Beside {
    let before: UInt16?
    let behind: UInt16?
    let emoji: Int?
  }

  /// What an emoji stands for: of `value` and its other meanings the one that has neighbours in a phrase where its
  /// neighbours are, rather behind it than before it, rather what is in a name than what only sounds like one.
  func meaning(
    of number: Int, else value: ArraySlice<UInt16>, beside: Beside, neighbours: PhrasePairFilter
  ) -> ArraySlice<UInt16> {
    func areNeighbours(_ first: UInt16?, _ second: UInt16?) -> Bool {
      guard let first, let second else { return false }
      return PhrasePairFilter.contains(first, second, in: neighbours.pairs.span, shift: neighbours.shift)
    }
    func isBehind(_ last: UInt16?) -> Bool {
      guard let emoji = beside.emoji else { return areNeighbours(last, beside.behind) }
      return range(emoji).contains { areNeighbours(last, meanings[$0].first) }
    }
    var (best, most) = (value, 0)
    func consider(_ meaning: ArraySlice<UInt16>, least: Int) {
      guard most < 3 else { return }
      let score = (isBehind(meaning.last) ? 2 : 0) + (areNeighbours(beside.before, meaning.first) ? 1 : 0)
      if score > most, score >= least { (best, most) = (meaning, score) }
    }
    consider(value, least: 1)
    for place in range(number) { consider(meanings[place], least: 1) }
    // Before more text, what only sounds like a name has to fit to that.
    let least = beside.emoji != nil || beside.behind.map(Self.isWord) == true ? 2 : 1
    let characters = heard[number]
    for place in characters.indices { consider(characters[place...place], least: least) }
    return best
  }

  private static func isWord(_ unit: UInt16) -> Bool {
    unit & 0xF800 != 0xD800 && CharacterClass(codePoint: UInt32(unit)).isWord
  }

  private func range(_ number: Int) -> Range<Int> {
    let start = number > 0 ? Int(ends[number - 1]) : 0
    return start..<max(start, Int(ends[number]))
  }
}

extension FoldingEmojiMeanings {
  func write(to writer: inout CompiledWriter) {
    writer.write(keys)
    writer.write(meanings)
    writer.write(ends)
    writer.write(heard)
  }

  /// What `write` put down.
  init(_ reader: inout CompiledReader) throws(CompiledFault) {
    (keys, meanings) = (try reader.packedTexts(), try reader.packedTexts())
    (ends, heard) = (try reader.integers(), try reader.packedTexts())
    guard ends.count == keys.count, heard.count == keys.count, ends.allSatisfy({ $0 <= meanings.count }) else {
      throw CompiledFault()
    }
  }
}
