/// An occurrence in a message before it is known whether it counts.
struct ScanOccurrence: Hashable {
  let leaf: Int
  let phrase: Int
  let range: TextRange
}

/// What was found in one message so far; used again for the next.
struct ScanFindings {
  /// In the order in which they were found, each with the number of the folds that it needed.
  private(set) var occurrences: [(occurrence: ScanOccurrence, folds: Int)] = []
  private(set) var excuses: [(leaf: Int, range: TextRange)] = []
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

  mutating func addExcuse(_ range: TextRange, leaf: Int) { excuses.append((leaf, range)) }

  /// What excuses hits of a leaf.
  func excuses(of leaf: Int) -> [TextRange] {
    excuses.isEmpty ? [] : excuses.filter { $0.leaf == leaf }.map(\.range)
  }
}

/// What the occurrence of each phrase of a table means, one behind the other in one piece of storage.
struct ScanUses {
  struct Use {
    enum Kind: UInt8 { case phrase, excuse, gate }

    let kind: Kind
    let leaf: Int32
    /// The number of the phrase in the leaf's list.
    let phrase: Int32
  }

  /// By phrase of the table where its uses begin; one more at the end.
  private let starts: [Int32]
  private let uses: [Use]

  init(_ table: ViewScan.Table) {
    var starts: [Int32] = [0]
    var uses: [Use] = []
    for all in table.uses {
      for use in all {
        switch use {
        case .phrase(let leaf, let number): uses.append(Use(kind: .phrase, leaf: Int32(leaf), phrase: Int32(number)))
        case .excuse(let leaf): uses.append(Use(kind: .excuse, leaf: Int32(leaf), phrase: 0))
        case .gate(let leaf): uses.append(Use(kind: .gate, leaf: Int32(leaf), phrase: 0))
        }
      }
      starts.append(Int32(uses.count))
    }
    (self.starts, self.uses) = (starts, uses)
  }

  func uses(of phrase: Int) -> ArraySlice<Use> { uses[Int(starts[phrase])..<Int(starts[phrase + 1])] }
}
