/// Replaces sequences by what they stand for, the longest first, from left to right. A key that begins with a plus sign
/// does not stand after a Latin letter or digit: Ctrl+V and 1+1 are what they are.
struct FoldingSequences: Sendable {
  /// A key and its value, both as texts are when they are replaced.
  struct Entry {
    let key: [UInt16]
    let value: [UInt16]
    /// What has to stand before and behind the key; nil for anything.
    var before: UInt16?
    var behind: UInt16?

    /// How much of a text it has to say.
    fileprivate var length: Int { key.count + (before == nil ? 0 : 1) + (behind == nil ? 0 : 1) }
  }

  /// By replacement its key, its value, and what has to stand before it and behind it. Those whose keys begin alike
  /// stand together, the one that says most first.
  private let texts: PackedTexts
  /// The units that keys begin with, ascending.
  private let firsts: [UInt16]
  /// By those, the number of the first replacement; and how many replacements there are.
  private let places: [UInt32]
  /// A bit for every first unit.
  private let starters: [UInt64]
  /// The keys' first two units, hashed: many characters begin a key, few pairs do.
  private let filter: PhrasePairFilter

  /// Replaces `entries` and those of `others`; of two that say as much of a text, that of `entries`.
  init(_ entries: [Entry], before others: FoldingSequences? = nil) {
    var all = entries.filter { !$0.key.isEmpty && $0.key != $0.value }
    if let others {
      for number in 0..<(others.texts.count / Self.columns) {
        let first = Self.columns * number
        all.append(
          Entry(
            key: Array(others.texts[first]), value: Array(others.texts[first + 1]),
            before: others.texts[first + 2].first, behind: others.texts[first + 3].first))
      }
    }
    // By first unit, then the longest, then as they were given.
    let order = all.indices.map { index in
      UInt64(all[index].key[0]) << 48 | UInt64(UInt16.max - UInt16(clamping: all[index].length)) << 32
        | UInt64(UInt32(clamping: index))
    }
    var texts = PackedTexts()
    var (firsts, places): ([UInt16], [UInt32]) = ([], [])
    var starters = [UInt64](repeating: 0, count: Self.starterWords)
    for packed in order.sorted() {
      let entry = all[Int(packed & 0xFFFF_FFFF)]
      if firsts.last != entry.key[0] {
        firsts.append(entry.key[0])
        places.append(UInt32(clamping: texts.count / Self.columns))
        starters[Int(entry.key[0]) >> 6] |= 1 << UInt64(entry.key[0] & 63)
      }
      texts.append(entry.key)
      texts.append(entry.value)
      texts.append(CollectionOfOne(entry.before).compactMap { $0 })
      texts.append(CollectionOfOne(entry.behind).compactMap { $0 })
    }
    places.append(UInt32(clamping: texts.count / Self.columns))
    (self.texts, self.firsts, self.places, self.starters) = (texts, firsts, places, starters)
    filter = PhrasePairFilter(phrases: all.map(\.key), selected: Array(all.indices))
  }

  /// Texts of a replacement.
  private static let columns = 4
  private static let starterWords = 65_536 / 64

  @inline(__always)
  func mayBegin(with unit: UInt16) -> Bool { starters[Int(unit) >> 6] & (1 << UInt64(unit & 63)) != 0 }

  /// Replaces in `text`; says whether anything changed.
  func replace(in text: inout FoldedText) -> Bool {
    var result = FoldedText()
    var copied = 0
    var index = 0
    while true {
      let last = index == copied ? result.units.last : nil
      guard let (place, match) = nextMatch(in: text.units, from: index, behind: last) else { break }
      index = place
      let (key, value) = (texts.range(Self.columns * match), texts.range(Self.columns * match + 1))
      let (prefix, suffix) = kept(key, value)
      result.append(text, copied..<(index + prefix))
      let end = index + key.count
      let start = text.starts[index + prefix]
      let stop = text.ends[end - suffix - 1]
      for unit in texts.units[(value.lowerBound + prefix)..<(value.upperBound - suffix)] {
        result.append(unit, start, stop)
      }
      result.append(text, (end - suffix)..<end)
      (index, copied) = (end, end)
    }
    guard copied > 0 else { return false }
    result.append(text, copied..<text.count)
    text = result
    return true
  }

  /// Whether `replace` changes anything.
  func mayChange(_ text: FoldedText) -> Bool { nextMatch(in: text.units, from: 0, behind: nil) != nil }

  /// How many units both begin and end with, which keep their own ranges; none where the value only adds to the key.
  private func kept(_ key: Range<Int>, _ value: Range<Int>) -> (prefix: Int, suffix: Int) {
    let units = texts.units
    let shorter = min(key.count, value.count)
    var prefix = 0
    while prefix < shorter, units[key.lowerBound + prefix] == units[value.lowerBound + prefix] { prefix += 1 }
    if prefix > 0, units[key.lowerBound + prefix - 1] & 0xFC00 == 0xD800 { prefix -= 1 }
    var suffix = 0
    while suffix < shorter - prefix, units[key.upperBound - suffix - 1] == units[value.upperBound - suffix - 1] {
      suffix += 1
    }
    if suffix > 0, units[key.upperBound - suffix] & 0xFC00 == 0xDC00 { suffix -= 1 }
    return prefix + suffix == key.count ? (0, 0) : (prefix, suffix)
  }

  /// The first sequence at `index` or behind it, and the number of its replacement. `last` is what a replacement that
  /// ends at `index` made, if there is one.
  private func nextMatch(
    in units: [UInt16], from index: Int, behind last: UInt16?
  ) -> (place: Int, number: Int)? {
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
      let before = place == index && last != nil ? last : place > 0 ? text[place - 1] : nil
      for number in replacements(of: unit) where stands(number, at: place, in: units, behind: before) {
        return (place, number)
      }
    }
    return nil
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

  private func stands(_ number: Int, at index: Int, in units: [UInt16], behind last: UInt16?) -> Bool {
    let first = Self.columns * number
    let key = texts.range(first)
    guard !key.isEmpty, key.count <= units.count - index else { return false }
    if let before = texts[first + 2].first, last != before { return false }
    if let behind = texts[first + 3].first {
      guard index + key.count < units.count, units[index + key.count] == behind else { return false }
    }
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
