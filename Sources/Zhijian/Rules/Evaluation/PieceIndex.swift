import Synchronization

/// Phrases one behind the other in one piece of storage, to be gone through fast.
struct PhraseUnits: Sendable {
  let units: [UInt16]
  /// Where each phrase ends.
  let ends: [Int]
  private let pairs = PhrasePairIndex()

  init(_ phrases: [[UInt16]]) {
    units = phrases.flatMap { $0 }
    var end = 0
    ends = phrases.map { phrase in
      end += phrase.count
      return end
    }
  }

  var count: Int { ends.count }

  func range(_ number: Int) -> Range<Int> { (number > 0 ? ends[number - 1] : 0)..<ends[number] }

  /// The phrases below `limit` that may share a piece of half their units or more, at least two, with a text; in order.
  func sharing(pairsOf text: Span<UInt16>, limit: Int) -> [Int] { pairs.phrases(of: self, sharing: text, limit: limit) }
}

/// Which phrases hold which pairs of neighbouring units: made when it is first asked for.
private final class PhrasePairIndex: Sendable {
  private static let shift: UInt32 = 32 - 12

  private struct Table {
    /// By hash of a pair where its phrases begin in `phrases`; one more at the end.
    var starts: [Int32] = []
    var phrases: [Int32] = []
    /// By phrase, how many neighbouring pairs half of it has.
    var needed: [UInt8] = []
  }

  private let table = Mutex<Table?>(nil)

  func phrases(of units: PhraseUnits, sharing text: Span<UInt16>, limit: Int) -> [Int] {
    let table = table.withLock { table in
      let known = table ?? Self.table(of: units)
      table = known
      return known
    }
    var shared = [UInt8](repeating: 0, count: units.count)
    var isAny = false
    for index in 1..<max(1, min(text.count, PieceIndex.maximumUnits)) {
      let hash = PhrasePairFilter.hash(text[index - 1], text[index], shift: Self.shift)
      let (start, end) = (Int(table.starts[hash]), Int(table.starts[hash + 1]))
      guard start < end else { continue }
      isAny = true
      for place in start..<end {
        let phrase = Int(table.phrases[place])
        if shared[phrase] < .max { shared[phrase] += 1 }
      }
    }
    guard isAny else { return [] }
    var found: [Int] = []
    // A piece of so many units has all of its neighbouring pairs in the text.
    for phrase in 0..<min(limit, units.count) where shared[phrase] >= table.needed[phrase] { found.append(phrase) }
    return found
  }

  private static func table(of units: PhraseUnits) -> Table {
    var pairs: [(hash: Int, phrase: Int)] = []
    var table = Table()
    for phrase in 0..<units.count {
      let range = units.range(phrase)
      for place in range.dropLast() {
        pairs.append((PhrasePairFilter.hash(units.units[place], units.units[place + 1], shift: shift), phrase))
      }
      table.needed.append(UInt8(clamping: max(2, (range.count + 1) / 2) - 1))
    }
    pairs.sort { $0.hash < $1.hash }
    var next = 0
    for hash in 0..<(1 << (32 - Int(shift))) {
      table.starts.append(Int32(clamping: next))
      while next < pairs.count, pairs[next].hash == hash { next += 1 }
    }
    table.starts.append(Int32(clamping: next))
    table.phrases = pairs.map { Int32(clamping: $0.phrase) }
    return table
  }
}

/// A text by its pairs of neighbouring units, for finding common pieces.
struct PieceIndex {
  let folded: FoldedText
  /// How many of the units are looked at.
  private let count: Int
  /// By hash of a pair: its first place, counted from 1; 0 for none.
  private var first: [UInt16]
  /// By place: the next place with the same hash, counted from 1; 0 for none.
  private var next: [UInt16]
  private let shift: UInt32

  static let maximumUnits = 400

  struct Piece {
    let textStart: Int
    let phraseStart: Int
    let length: Int
  }

  init(_ folded: FoldedText) {
    self.folded = folded
    count = min(folded.units.count, Self.maximumUnits)
    var bits: UInt32 = 4
    while bits < 11, 1 << bits < count * 4 { bits += 1 }
    shift = 32 - bits
    first = [UInt16](repeating: 0, count: 1 << bits)
    next = [UInt16](repeating: 0, count: count)
    guard count > 1 else { return }
    // From behind, so that places come in order.
    for start in (0..<(count - 1)).reversed() {
      let hash = Self.hash(folded.units[start], folded.units[start + 1], shift)
      next[start] = first[hash]
      first[hash] = UInt16(start + 1)
    }
  }

  @inline(__always)
  private static func hash(_ left: UInt16, _ right: UInt16, _ shift: UInt32) -> Int {
    PhrasePairFilter.hash(left, right, shift: shift)
  }

  /// The longest piece of at least `minimum` units, 2 or more, that the phrase (a range of `units`) and the
  /// text share; the first of equally long ones.
  func longestPiece(of phrase: Range<Int>, in units: Span<UInt16>, minimum: Int) -> Piece? {
    let text = folded.units.span
    let firsts = first.span
    let nexts = next.span
    var best: Piece?
    var length = max(2, minimum) - 1
    var start = phrase.lowerBound
    // A piece that begins later is too short to be better.
    while start + length < phrase.upperBound {
      var place = Int(firsts[Self.hash(units[start], units[start + 1], shift)]) - 1
      while place >= 0 {
        var end = 0
        while start + end < phrase.upperBound, place + end < count, units[start + end] == text[place + end] {
          end += 1
        }
        if end > length {
          length = end
          best = Piece(textStart: place, phraseStart: start - phrase.lowerBound, length: end)
        }
        place = Int(nexts[place]) - 1
      }
      start += 1
    }
    return best
  }
}
