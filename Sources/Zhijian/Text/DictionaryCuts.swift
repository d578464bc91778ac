internal import Synchronization

extension Tokenizer {
  /// Where ICU alone has word boundaries in a text without complex characters.
  func dictionaryCuts(in units: [UInt16]) -> [Int32] {
    var text = storage.take()
    _ = text.classify(units, characters)
    text.cutByDictionary(dictionary.trie)
    let cuts = text.cuts
    storage.put(back: text)
    return cuts
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
    let words = steps.words.span
    var cells = storage.mutableSpan
    for at in run.lowerBound...run.upperBound { cells[at] = LatticeCell.unreached }
    cells[run.lowerBound] = 0
    for at in run {
      let start = LatticeCell(bits: cells[at]).start
      let step = words[at]
      cells[at &+ 1] = min(cells[at &+ 1], start &+ min(UInt64(step[0]), unknown))
      cells[at &+ 2] = min(cells[at &+ 2], start &+ UInt64(step[1]))
      cells[at &+ 3] = min(cells[at &+ 3], start &+ UInt64(step[2]))
      guard step[3] != 0 else { continue }
      let limit = min(run.upperBound, at + longestWord)
      var walk = LatticeWalk(base: step[3], at: at + 3, limit: limit)
      while let node = walk.next(codes, nodes) {
        let step = LatticeSteps.delta(of: node.dictionaryCost, UInt64(WordTrie.icu), length: walk.at - at)
        cells[walk.at] = min(cells[walk.at], start &+ UInt64(step))
      }
    }
    var at = run.upperBound
    while at > run.lowerBound {
      at -= max(1, LatticeCell(bits: cells[at]).length)
      marks[max(at, 0)] |= BoundaryMark.cut
    }
  }
}
