/// Phrases one behind the other in one piece of storage, to be gone through fast.
struct PhraseUnits: Sendable {
  let units: [UInt16]
  /// Where each phrase ends.
  let ends: [Int]

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
