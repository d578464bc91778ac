/// Replaces sequences by what they stand for, the longest first, from left to right. A key that begins with a plus sign
/// does not stand after a Latin letter or digit: Ctrl+V and 1+1 are what they are.
struct FoldingSequences: Sendable {
  /// A key and its value, both as texts are when they are replaced; a key that stands for itself may have other meanings.
  typealias Entry = (key: [UInt16], value: [UInt16])

  /// By replacement its key and its value. Those whose keys begin alike stand together, the longest key first.
  private let texts: PackedTexts
  /// The units that keys begin with, ascending.
  private let firsts: [UInt16]
  /// By those, the number of the first replacement; and how many replacements there are.
  private let places: [UInt32]
  /// A bit for every first unit.
  private let starters: [UInt64]
  /// The keys' first two units, hashed: many characters begin a key, few pairs do.
  private let filter: PhrasePairFilter

  /// Replaces `entries`, and before those of `others` with keys of the same length, those of `others`.
  init(_ entries: [Entry], before others: FoldingSequences? = nil) {
    var all = entries.filter { !$0.key.isEmpty }
    if let others {
      for number in 0..<(others.texts.count / 2) {
        all.append((Array(others.texts[2 * number]), Array(others.texts[2 * number + 1])))
      }
    }
    // By first unit, then the longest, then as they were given.
    let order = all.indices.map { index in
      UInt64(all[index].key[0]) << 48 | UInt64(UInt16.max - UInt16(clamping: all[index].key.count)) << 32
        | UInt64(UInt32(clamping: index))
    }
    var texts = PackedTexts()
    var (firsts, places): ([UInt16], [UInt32]) = ([], [])
    var starters = [UInt64](repeating: 0, count: Self.starterWords)
    for packed in order.sorted() {
      let entry = all[Int(packed & 0xFFFF_FFFF)]
      if firsts.last != entry.key[0] {
        firsts.append(entry.key[0])
        places.append(UInt32(clamping: texts.count / 2))
        starters[Int(entry.key[0]) >> 6] |= 1 << UInt64(entry.key[0] & 63)
      }
      texts.append(entry.key)
      texts.append(entry.value)
    }
    places.append(UInt32(clamping: texts.count / 2))
    (self.texts, self.firsts, self.places, self.starters) = (texts, firsts, places, starters)
    filter = PhrasePairFilter(phrases: all.map(\.key), selected: Array(all.indices))
  }

  private static let starterWords = 65_536 / 64

  /// Whether a key is replaced.
  func contains(_ key: [UInt16]) -> Bool {
    key.first.map { replacements(of: $0).contains { texts[2 * $0].elementsEqual(key) } } ?? false
  }

  @inline(__always)
  func mayBegin(with unit: UInt16) -> Bool { starters[Int(unit) >> 6] & (1 << UInt64(unit & 63)) != 0 }

  /// Replaces in `text`, keys of `meanings` by what their neighbours say; says whether anything changed.
  func replace(
    in text: inout FoldedText, meanings: FoldingEmojiMeanings? = nil, neighbours: PhrasePairFilter? = nil
  ) -> Bool {
    var result = FoldedText()
    var copied = 0
    var index = 0
    while let (place, match) = nextMatch(in: text.units, from: index) {
      let key = texts[2 * match]
      let end = place + key.count
      var value = texts[2 * match + 1]
      if let meanings, let neighbours, let number = meanings.number(of: key) {
        let beside = FoldingEmojiMeanings.Beside(
          before: place == copied ? result.units.last : place > 0 ? text.units[place - 1] : nil,
          behind: end < text.count ? text.units[end] : nil,
          emoji: sequence(in: text.units, at: end).flatMap { meanings.number(of: texts[2 * $0]) })
        value = meanings.meaning(of: number, else: value, beside: beside, neighbours: neighbours)
      }
      index = end
      guard key != value else { continue }
      let (prefix, suffix) = kept(key, value)
      result.append(text, copied..<(place + prefix))
      let start = text.starts[place + prefix]
      let stop = text.ends[end - suffix - 1]
      for unit in value.dropFirst(prefix).dropLast(suffix) { result.append(unit, start, stop) }
      result.append(text, (end - suffix)..<end)
      copied = end
    }
    guard copied > 0 else { return false }
    result.append(text, copied..<text.count)
    text = result
    return true
  }

  /// Whether `replace` may change anything.
  func mayChange(_ text: FoldedText) -> Bool { nextMatch(in: text.units, from: 0) != nil }

  /// How many units both begin and end with, which keep their own ranges; none where the value only adds to the key.
  private func kept(_ key: ArraySlice<UInt16>, _ value: ArraySlice<UInt16>) -> (prefix: Int, suffix: Int) {
    let shorter = min(key.count, value.count)
    var prefix = zip(key, value).prefix { $0 == $1 }.count
    if prefix > 0, key[key.startIndex + prefix - 1] & 0xFC00 == 0xD800 { prefix -= 1 }
    var suffix = min(shorter - prefix, zip(key.reversed(), value.reversed()).prefix { $0 == $1 }.count)
    if suffix > 0, key[key.endIndex - suffix] & 0xFC00 == 0xDC00 { suffix -= 1 }
    return prefix + suffix == key.count ? (0, 0) : (prefix, suffix)
  }

  /// The first sequence at `index` or behind it, and the number of its replacement.
  private func nextMatch(in units: [UInt16], from index: Int) -> (place: Int, number: Int)? {
    let text = units.span
    let (pairs, singles) = (filter.pairs.span, filter.singles.span)
    for place in index..<max(index, text.count) {
      let unit = text[place]
      let next = place + 1 < text.count ? text[place + 1] : 0
      guard
        PhrasePairFilter.contains(unit, next, in: pairs, shift: filter.shift)
          || (!singles.isEmpty && PhrasePairFilter.contains(unit, in: singles)),
        unit != Self.plus || place == 0 || !Self.isLatinOrDigit(text[place - 1])
      else { continue }
      for number in replacements(of: unit) where stands(number, at: place, in: units) { return (place, number) }
    }
    return nil
  }

  /// The number of the sequence that stands at `index` if there is one.
  private func sequence(in units: [UInt16], at index: Int) -> Int? {
    guard index < units.count else { return nil }
    return replacements(of: units[index]).first { stands($0, at: index, in: units) }
  }

  private static let plus: UInt16 = 0x2B

  private static func isLatinOrDigit(_ unit: UInt16) -> Bool {
    (0x30...0x39).contains(unit) || (0x61...0x7A).contains(unit)
  }

  /// The numbers of the replacements whose keys begin with `unit`.
  private func replacements(of unit: UInt16) -> Range<Int> {
    var (low, high) = (0, firsts.count)
    while low < high {
      let middle = (low + high) / 2
      if firsts[middle] < unit { low = middle + 1 } else { high = middle }
    }
    guard low < firsts.count, firsts[low] == unit, low + 1 < places.count else { return 0..<0 }
    let (start, end) = (Int(places[low]), Int(places[low + 1]))
    return start <= end ? start..<end : 0..<0
  }

  private func stands(_ number: Int, at index: Int, in units: [UInt16]) -> Bool {
    let key = texts.range(2 * number)
    guard !key.isEmpty, key.count <= units.count - index else { return false }
    for offset in 0..<key.count where units[index + offset] != texts.units[key.lowerBound + offset] { return false }
    return true
  }
}

extension CompiledWriter {
  mutating func write(_ sequences: FoldingSequences) { sequences.write(to: &self) }
}

extension FoldingSequences {
  fileprivate func write(to writer: inout CompiledWriter) {
    writer.write(texts)
    writer.write(firsts)
    writer.write(places)
    writer.write(starters)
    writer.write(filter)
  }

  /// What `write` put down.
  init(_ reader: inout CompiledReader) throws(CompiledFault) {
    (texts, firsts, places) = (try reader.packedTexts(), try reader.integers(), try reader.integers())
    starters = try reader.integers()
    filter = try reader.filter()
    guard starters.count == Self.starterWords else { throw CompiledFault() }
  }
}

extension FoldedText {
  fileprivate mutating func append(_ other: FoldedText, _ range: Range<Int>) {
    units.append(contentsOf: other.units[range])
    starts.append(contentsOf: other.starts[range])
    ends.append(contentsOf: other.ends[range])
  }
}
