/// An occurrence in a message before it is known whether it counts.
struct ScanOccurrence: Hashable {
  let leaf: Int
  let phrase: Int
  let range: TextRange
}

/// What was found in one message so far; used again for the next.
struct ScanFindings {
  /// A phrase of the table in a folded text.
  struct Found {
    let use: ScanUses.Use
    let start: Int
    let end: Int
    /// In the order of the text.
    let number: Int
  }

  /// In the order in which they were found, each with how many folds it needed.
  private(set) var occurrences: [(occurrence: ScanOccurrence, folds: Int)] = []
  private var excuses: [Excuse] = []
  private var areExcusesInOrder = false
  /// The occurrences as a set, where there are too many to go through.
  private var known: Set<ScanOccurrence> = []

  private static let few = 24

  mutating func removeAll() {
    occurrences.removeAll(keepingCapacity: true)
    excuses.removeAll(keepingCapacity: true)
    if !known.isEmpty { known.removeAll() }
  }

  /// Adds an occurrence unless it is there already, with the folds of the first time.
  mutating func add(_ occurrence: ScanOccurrence, folds: Int) {
    if occurrences.count < Self.few {
      for found in occurrences where found.occurrence == occurrence { return }
    } else {
      if known.isEmpty { known = Set(occurrences.map(\.occurrence)) }
      guard known.insert(occurrence).inserted else { return }
    }
    occurrences.append((occurrence, folds))
  }

  mutating func addExcuse(_ range: TextRange, leaf: Int) {
    excuses.append(Excuse(leaf: leaf, range: range, reach: range.upper))
    areExcusesInOrder = false
  }

  /// Whether an allow-phrase of its leaf covers an occurrence.
  mutating func isExcused(_ occurrence: ScanOccurrence) -> Bool {
    guard excuses.count > Self.few else {
      for excuse in excuses where excuse.leaf == occurrence.leaf {
        if excuse.range.contains(occurrence.range) { return true }
      }
      return false
    }
    if !areExcusesInOrder { putExcusesInOrder() }
    let place = (occurrence.leaf, occurrence.range.lower)
    var (next, end) = (0, excuses.count)
    while next < end {
      let middle = (next + end) / 2
      if (excuses[middle].leaf, excuses[middle].range.lower) <= place { next = middle + 1 } else { end = middle }
    }
    return next > 0 && excuses[next - 1].leaf == occurrence.leaf && excuses[next - 1].reach >= occurrence.range.upper
  }

  /// Sorts them by leaf and beginning, and says of each how far those of its leaf up to it reach.
  private mutating func putExcusesInOrder() {
    excuses.sort { ($0.leaf, $0.range) < ($1.leaf, $1.range) }
    for place in excuses.indices {
      let isFirst = place == 0 || excuses[place - 1].leaf != excuses[place].leaf
      let before = isFirst ? 0 : excuses[place - 1].reach
      excuses[place].reach = max(excuses[place].range.upper, before)
    }
    areExcusesInOrder = true
  }

  /// An allow-phrase that was found.
  private struct Excuse {
    let leaf: Int
    let range: TextRange
    /// How far this one and those of its leaf before it reach.
    var reach: Int
  }
}

/// What the occurrence of each phrase means, one behind the other in one piece of storage.
struct ScanUses {
  struct Use {
    let kind: ViewScan.Use.Kind
    let isFresh: Bool
    let view: UInt16
    let leaf: Int32
    /// The number of the phrase in the leaf's list.
    let phrase: Int32
  }

  /// By phrase where its uses begin; one more at the end.
  private let starts: [Int32]
  private let uses: [Use]

  init(_ scan: ViewScan) {
    var starts: [Int32] = [0]
    var uses: [Use] = []
    for use in scan.uses.lazy.map({ $0.map(Use.init) }) {
      uses += use
      starts.append(Int32(uses.count))
    }
    (self.starts, self.uses) = (starts, uses)
  }

  /// The places of the uses of a phrase.
  @inline(__always)
  func range(of phrase: Int) -> Range<Int> { Int(starts[phrase])..<Int(starts[phrase + 1]) }

  @inline(__always)
  subscript(place: Int) -> Use { uses[place] }
}

extension ScanUses.Use {
  init(_ use: ViewScan.Use) {
    self.init(
      kind: use.kind, isFresh: use.isFresh, view: UInt16(clamping: use.view), leaf: Int32(clamping: use.leaf),
      phrase: Int32(clamping: use.phrase))
  }
}
