internal import Synchronization

/// Where ICU alone has word boundaries in a text: found when first asked for, since most texts are
/// never asked.
final class DictionaryCuts: Sendable {
  private final class Positions: Sendable {
    let values: [Int32]

    init(_ values: [Int32]) { self.values = values }
  }

  private let tokenizer: Tokenizer
  private let found = AtomicLazyReference<Positions>()

  /// For a text that holds no complex character.
  init(tokenizer: Tokenizer) { self.tokenizer = tokenizer }

  /// The boundaries of `units`, which is the same text each time.
  func positions(in units: [UInt16]) -> [Int32] {
    if let known = found.load() { return known.values }
    // Two threads may do this at the same time; both find the same, and one of the results is kept.
    var text = tokenizer.storage.take()
    _ = text.classify(units, tokenizer.characters)
    text.cutByDictionary(tokenizer.dictionary.trie)
    let cuts = Positions(text.cuts)
    tokenizer.storage.put(back: text)
    return found.storeIfNil(cuts).values
  }
}

/// Storage for texts whose boundaries are asked for, used again for the next text by any thread.
final class ClassifiedTextStorage: Sendable {
  private let free = Mutex<[ClassifiedText]>([])
  /// More than threads that ask at the same time.
  private static let limit = 64
  /// A rare long text does not keep its memory.
  private static let longest = 100_000

  func take() -> ClassifiedText { free.withLock { $0.popLast() } ?? ClassifiedText() }

  func put(back text: ClassifiedText) {
    guard text.capacity <= Self.longest else { return }
    free.withLock { if $0.count < Self.limit { $0.append(text) } }
  }
}

/// Finds the cheapest path through ICU's dictionary, which decides where ICU has boundaries between
/// ideographs.
struct DictionaryLattice {
  /// ICU's cost of an ideograph that its dictionary lacks.
  static let unknownCost: UInt64 = 255
  /// ICU looks for words of up to 20 characters.
  private static let longestWord = 20

  private var cells: [UInt64] = []
  private var steps = LatticeSteps()

  /// Marks the boundaries in each run of ideographs; `marks` are those of ICU's rules.
  mutating func mark(_ codes: [UInt16], count: Int, marks: inout [UInt8], nodes: [UInt64]) {
    steps.reserve(count)
    if cells.count < count + WordTrie.longestWord + 1 {
      cells = Array(repeating: 0, count: count + count / 2 + WordTrie.longestWord + 1)
    }
    var start = 0
    while start < count {
      // A run begins before the first place between two ideographs.
      guard marks[start + 1] & BoundaryMark.han != 0 else {
        start += 1
        continue
      }
      var end = start + 1
      while marks[end] & BoundaryMark.han != 0 { end += 1 }
      steps.fill(codes, start..<end, nodes: nodes, costs: .dictionary)
      Self.markRun(codes.span, start..<end, steps, marks: &marks, nodes: nodes.span, cells: &cells)
      start = end
    }
  }

  /// Cells behind the end of the run are written, but never read.
  private static func markRun(
    _ codes: Span<UInt16>, _ run: Range<Int>, _ steps: LatticeSteps, marks: inout [UInt8], nodes: Span<UInt64>,
    cells storage: inout [UInt64]
  ) {
    let unknown = LatticeCell(cost: unknownCost, length: 0).bits
    let singles = steps.singles.span
    let pairs = steps.pairs.span
    let triples = steps.triples.span
    let bases = steps.bases.span
    var cells = storage.mutableSpan
    for at in run.lowerBound...run.upperBound { cells[at] = LatticeCell.unreached }
    cells[run.lowerBound] = 0
    for at in run {
      let start = LatticeCell(bits: cells[at]).start
      cells[at &+ 1] = min(cells[at &+ 1], start &+ min(singles[at], unknown))
      cells[at &+ 2] = min(cells[at &+ 2], start &+ pairs[at])
      cells[at &+ 3] = min(cells[at &+ 3], start &+ triples[at])
      guard bases[at] != 0 else { continue }
      let limit = min(run.upperBound, at + longestWord)
      var walk = LatticeWalk(base: bases[at], at: at + 3, limit: limit)
      while let node = walk.next(codes, nodes) {
        let step = LatticeSteps.delta(of: node.dictionaryCost, UInt64(WordTrie.icu), length: walk.at - at)
        cells[walk.at] = min(cells[walk.at], start &+ step)
      }
    }
    var at = run.upperBound
    while at > run.lowerBound {
      at -= max(1, LatticeCell(bits: cells[at]).length)
      marks[max(at, 0)] |= BoundaryMark.cut
    }
  }
}
