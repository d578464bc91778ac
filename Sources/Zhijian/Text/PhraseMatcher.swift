/// Where a phrase was found: the half-open range `start..<end` of UTF-16 units of the text that was searched.
public struct PhraseMatch: Sendable, Hashable, Comparable {
  /// The index of the phrase in the list that the matcher was made of.
  public var phrase: Int
  public var start: Int
  public var end: Int

  public init(phrase: Int, start: Int, end: Int) {
    self.phrase = phrase
    self.start = start
    self.end = end
  }

  /// The order of every result: by start, then by end, then by phrase.
  public static func < (left: PhraseMatch, right: PhraseMatch) -> Bool {
    (left.start, left.end, left.phrase) < (right.start, right.end, right.phrase)
  }
}

/// Finds all occurrences of many phrases in one pass over a text, overlapping ones included.
///
/// A phrase is named by its index in the list given. Empty phrases never match; equal phrases are each reported.
/// Matches come ordered by start, then end, then phrase.
///
/// A bitmap of hashed unit pairs says which places can begin a phrase at all; only there a trie is walked. Its walk is
/// bounded by `longestTriePhrase`, so phrases above it go to an automaton of linear time: no text and no phrase list
/// costs more than that bound a unit.
public struct PhraseMatcher: Sendable {
  /// The most units of a phrase in the trie.
  static let longestTriePhrase = 64

  let filter: PhrasePairFilter
  let trie: PhraseTrie
  private let automaton: PhraseAutomaton?

  /// Compiles `phrases`, UTF-16; their indices are the ids of the matches.
  public init(phrases: [[UInt16]]) {
    let short = phrases.indices.filter { !phrases[$0].isEmpty && phrases[$0].count <= Self.longestTriePhrase }
    let long = phrases.indices.filter { phrases[$0].count > Self.longestTriePhrase }
    filter = PhrasePairFilter(phrases: phrases, selected: short)
    trie = PhraseTrie(phrases: phrases, selected: short)
    automaton = long.isEmpty ? nil : PhraseAutomaton(phrases: phrases, selected: long)
  }

  init(filter: PhrasePairFilter, trie: PhraseTrie, automaton: PhraseAutomaton?) {
    (self.filter, self.trie, self.automaton) = (filter, trie, automaton)
  }

  /// Calls `body` with the phrase, start and end of every match in `units`, in order.
  public func forEachMatch(in units: [UInt16], _ body: (_ phrase: Int, _ start: Int, _ end: Int) -> Void) {
    scan(units.span, body)
  }

  /// Appends every match in `units` to `matches`, in order. Reusing one array saves an allocation a message.
  public func appendMatches(in units: [UInt16], to matches: inout [PhraseMatch]) {
    scan(units.span) { matches.append(PhraseMatch(phrase: $0, start: $1, end: $2)) }
  }

  /// Appends every match in `units` to `matches`; positions count from the start of the span.
  public func appendMatches(in units: Span<UInt16>, to matches: inout [PhraseMatch]) {
    scan(units) { matches.append(PhraseMatch(phrase: $0, start: $1, end: $2)) }
  }

  @inline(__always)
  private func scan(_ units: Span<UInt16>, _ report: (Int, Int, Int) -> Void) {
    guard let automaton, units.count > Self.longestTriePhrase else { return scanTrie(units, report) }
    let long = automaton.matches(in: units)
    var next = 0
    scanTrie(units) { phrase, start, end in
      let match = PhraseMatch(phrase: phrase, start: start, end: end)
      while next < long.count, long[next] < match {
        report(long[next].phrase, long[next].start, long[next].end)
        next += 1
      }
      report(phrase, start, end)
    }
    for match in long[next...] { report(match.phrase, match.start, match.end) }
  }

  @inline(__always)
  private func scanTrie(_ units: Span<UInt16>, _ report: (Int, Int, Int) -> Void) {
    guard !trie.isEmpty, !units.isEmpty else { return }
    let pairs = filter.pairs.span
    let singles = filter.singles.span
    let shift = filter.shift
    let last = units.count - 1
    var unit = units[0]
    if singles.isEmpty {
      for start in 0..<last {
        let next = units[start + 1]
        if PhrasePairFilter.contains(unit, next, in: pairs, shift: shift) {
          trie.walk(units, from: start, report)
        }
        unit = next
      }
      return
    }
    for start in 0..<last {
      let next = units[start + 1]
      if PhrasePairFilter.contains(unit, next, in: pairs, shift: shift)
        || PhrasePairFilter.contains(unit, in: singles)
      {
        trie.walk(units, from: start, report)
      }
      unit = next
    }
    if PhrasePairFilter.contains(unit, in: singles) { trie.walk(units, from: last, report) }
  }
}

/// Which pairs of units begin a phrase of two units or more (hashed, so more pairs may pass), and which units are
/// phrases by themselves (exact).
struct PhrasePairFilter: Sendable {
  /// A bit a hash; a power of two of them.
  let pairs: [UInt64]
  let shift: UInt32
  /// A bit a unit; empty if there is no phrase of one unit.
  let singles: [UInt64]

  init(pairs: [UInt64], shift: UInt32, singles: [UInt64]) {
    (self.pairs, self.shift, self.singles) = (pairs, shift, singles)
  }

  init(phrases: [[UInt16]], selected: [Int]) {
    // 32 bits a phrase keep false passes at 3 %; between 8 KB and 256 KB the map still lies in a near cache.
    var bits: UInt32 = 16
    while bits < 21, (1 << bits) < selected.count * 32 { bits += 1 }
    let shift = 32 - bits
    var pairs = [UInt64](repeating: 0, count: (1 << bits) / 64)
    var singles: [UInt64] = []
    for index in selected {
      let phrase = phrases[index]
      if phrase.count == 1 {
        if singles.isEmpty { singles = [UInt64](repeating: 0, count: 65_536 / 64) }
        singles[Int(phrase[0]) >> 6] |= 1 << UInt64(phrase[0] & 63)
      } else {
        let hash = Self.hash(phrase[0], phrase[1], shift: shift)
        pairs[hash >> 6] |= 1 << UInt64(hash & 63)
      }
    }
    self.pairs = pairs
    self.shift = shift
    self.singles = singles
  }

  @inline(__always)
  static func hash(_ first: UInt16, _ second: UInt16, shift: UInt32) -> Int {
    let pair = UInt32(truncatingIfNeeded: first) | UInt32(truncatingIfNeeded: second) &<< 16
    return Int(truncatingIfNeeded: (pair &* 0x9E37_79B1) &>> shift)
  }

  @inline(__always)
  static func contains(_ first: UInt16, _ second: UInt16, in pairs: Span<UInt64>, shift: UInt32) -> Bool {
    let hash = hash(first, second, shift: shift)
    return pairs[hash &>> 6] & (1 &<< UInt64(truncatingIfNeeded: hash & 63)) != 0
  }

  @inline(__always)
  static func contains(_ unit: UInt16, in singles: Span<UInt64>) -> Bool {
    singles[Int(unit) &>> 6] & (1 &<< UInt64(unit & 63)) != 0
  }
}
