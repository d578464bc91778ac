/// Replaces sequences by what they stand for, the longest first, from left to right. A key that begins with a plus sign
/// does not stand after a Latin letter or digit: Ctrl+V and 1+1 are what they are.
struct FoldingSequences: Sendable {
  typealias Entry = (key: String, value: String)

  private struct Replacement {
    let key: [UInt16]
    let value: [UInt16]
    /// The units that both begin and both end with: these keep their own ranges.
    let prefix: Int
    let suffix: Int

    init(key: [UInt16], value: [UInt16]) {
      self.key = key
      self.value = value
      let shorter = min(key.count, value.count)
      var prefix = 0
      while prefix < shorter, key[prefix] == value[prefix] { prefix += 1 }
      if prefix > 0, key[prefix - 1] & 0xFC00 == 0xD800 { prefix -= 1 }
      var suffix = 0
      while suffix < shorter - prefix, key[key.count - suffix - 1] == value[value.count - suffix - 1] { suffix += 1 }
      if suffix > 0, key[key.count - suffix] & 0xFC00 == 0xDC00 { suffix -= 1 }
      let isInsertion = prefix + suffix == key.count
      self.prefix = isInsertion ? 0 : prefix
      self.suffix = isInsertion ? 0 : suffix
    }
  }

  /// By first unit, the longest key first.
  private let replacements: [UInt16: [Replacement]]
  /// A bit for every first unit.
  private let starters: [UInt64]
  /// The keys' first two units, hashed: many characters begin a key, few pairs do.
  private let filter: PhrasePairFilter

  /// `entries` with keys and values as texts are when they are replaced: `prepare` folds them.
  init(_ entries: [Entry], prepare: (String) -> [UInt16]) {
    var replacements: [UInt16: [Replacement]] = [:]
    var starters = [UInt64](repeating: 0, count: 65_536 / 64)
    for entry in entries {
      let replacement = Replacement(key: prepare(entry.key), value: prepare(entry.value))
      guard let first = replacement.key.first, replacement.key != replacement.value else { continue }
      replacements[first, default: []].append(replacement)
      starters[Int(first) >> 6] |= 1 << UInt64(first & 63)
    }
    self.replacements = replacements.mapValues { list in
      list.enumerated().sorted { ($1.element.key.count, $0.offset) < ($0.element.key.count, $1.offset) }.map(\.element)
    }
    self.starters = starters
    let keys = replacements.values.flatMap { $0.map(\.key) }
    filter = PhrasePairFilter(phrases: keys, selected: Array(keys.indices))
  }

  @inline(__always)
  func mayBegin(with unit: UInt16) -> Bool { starters[Int(unit) >> 6] & (1 << UInt64(unit & 63)) != 0 }

  /// Replaces in `text`; says whether anything changed.
  func replace(in text: inout FoldedText) -> Bool {
    var result = FoldedText()
    var copied = 0
    var index = 0
    while let (place, match) = nextMatch(in: text.units, from: index) {
      index = place
      result.append(text, copied..<(index + match.prefix))
      let end = index + match.key.count
      let start = text.starts[index + match.prefix]
      let stop = text.ends[end - match.suffix - 1]
      for unit in match.value[match.prefix..<(match.value.count - match.suffix)] { result.append(unit, start, stop) }
      result.append(text, (end - match.suffix)..<end)
      (index, copied) = (end, end)
    }
    guard copied > 0 else { return false }
    result.append(text, copied..<text.count)
    text = result
    return true
  }

  /// Whether `replace` changes anything.
  func mayChange(_ text: FoldedText) -> Bool { nextMatch(in: text.units, from: 0) != nil }

  /// The first sequence at `index` or behind it.
  private func nextMatch(in units: [UInt16], from index: Int) -> (place: Int, Replacement)? {
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
      for replacement in replacements[unit] ?? [] where Self.stands(replacement.key, at: place, in: units) {
        return (place, replacement)
      }
    }
    return nil
  }

  private static let plus: UInt16 = 0x2B

  private static func isLatinOrDigit(_ unit: UInt16) -> Bool {
    (0x30...0x39).contains(unit) || (0x61...0x7A).contains(unit)
  }

  private static func stands(_ key: [UInt16], at index: Int, in units: [UInt16]) -> Bool {
    guard key.count <= units.count - index else { return false }
    for offset in key.indices where units[index + offset] != key[offset] { return false }
    return true
  }
}

extension FoldedText {
  fileprivate mutating func append(_ other: FoldedText, _ range: Range<Int>) {
    units.append(contentsOf: other.units[range])
    starts.append(contentsOf: other.starts[range])
    ends.append(contentsOf: other.ends[range])
  }
}
