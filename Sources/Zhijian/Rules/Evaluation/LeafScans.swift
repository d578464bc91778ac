/// What the scan of the messages found for one leaf so far.
struct LeafScanResult: Sendable {
  fileprivate(set) var hits: [ScanHit] = []
  /// The messages (indices) in which a regular expression ran out of its work limit.
  fileprivate(set) var limitExceededAt: [Int] = []
}

/// What the scan of the messages found, by leaf. Of many rules' leaves few are found in a conversation, so it knows which.
struct LeafScans: Sendable {
  private var results: [LeafScanResult]
  /// The leaves for which there is anything, each once.
  private var touched: [Int] = []

  init(leaves count: Int) {
    results = Array(repeating: LeafScanResult(), count: count)
  }

  var indices: Range<Int> { results.indices }
  var count: Int { results.count }
  /// The leaves for which there is anything, in order.
  var foundLeaves: [Int] { touched.sorted() }

  subscript(leaf: Int) -> LeafScanResult { results[leaf] }

  /// Adds a hit, unless its message has so many already that one more says nothing new.
  mutating func add(_ hit: ScanHit, leaf: Int) {
    // Hits that do not count must not keep out those that do.
    let most = hit.suppression == nil ? 2 * Self.mostInMessage : Self.mostInMessage
    let count = results[leaf].hits.count
    guard count < most || results[leaf].hits[count - most].message != hit.message else { return }
    touch(leaf)
    results[leaf].hits.append(hit)
  }

  mutating func addExceeded(message: Int, leaf: Int) {
    touch(leaf)
    results[leaf].limitExceededAt.append(message)
  }

  private mutating func touch(_ leaf: Int) {
    if results[leaf].hits.isEmpty, results[leaf].limitExceededAt.isEmpty { touched.append(leaf) }
  }

  /// Empties it for the next conversation; what a long one left is let go.
  mutating func removeAll() {
    for leaf in touched {
      if !results[leaf].hits.isEmpty {
        results[leaf].hits.removeAll(keepingCapacity: results[leaf].hits.count <= Self.mostKept)
      }
      results[leaf].limitExceededAt = []
    }
    touched.removeAll(keepingCapacity: true)
  }

  private static let mostKept = 64
  /// As many as expressions may match; further ones, of a text that nobody wrote by hand, would only cost.
  static let mostInMessage = 1000
}
