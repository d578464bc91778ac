/// A trie over phrases in a double array: the child of a node under a code stands at `base + code` and names the node as
/// its parent.
struct PhraseTrie: Sendable {
  /// Eight bytes, so that a step of the walk touches one cache line.
  struct Node: Sendable {
    /// Twice the base of the children; odd if phrases end here.
    var baseAndEnd: UInt32 = 0
    /// The index of the parent; `Node.free` for the root and for slots not in use.
    var parent: UInt32 = Node.free

    static let free = UInt32.max

    var endsPhrase: Bool { baseAndEnd & 1 != 0 }
    var base: Int { Int(baseAndEnd &>> 1) }
  }

  /// A dense code for every unit that stands in a phrase, small ones for frequent units; 0 for all others.
  let codes: [UInt32]
  let nodes: [Node]
  /// For every node, the first place of its phrases in `phrases`, and one more; nodes without phrases have empty ranges.
  let firstPhrase: [UInt32]
  /// The phrases by the node where they end, ascending for each.
  let phrases: [Int]

  var isEmpty: Bool { phrases.isEmpty }

  /// Compiles the phrases at the indices `selected`; none of them is empty.
  init(phrases: [[UInt16]], selected: [Int]) {
    self.init(PhraseTrieBuilder(phrases: phrases, selected: selected))
  }

  init(codes: [UInt32], nodes: [Node], firstPhrase: [UInt32], phrases: [Int]) {
    (self.codes, self.nodes, self.firstPhrase, self.phrases) = (codes, nodes, firstPhrase, phrases)
  }

  init(_ builder: PhraseTrieBuilder) {
    codes = builder.codes
    nodes = builder.nodes
    (firstPhrase, phrases) = builder.phrasesByNode()
  }

  /// The child of `node` under `code`, which is not 0.
  @inline(__always)
  func child(of node: Int, under code: UInt32) -> Int? {
    let next = nodes[node].base &+ Int(code)
    guard next < nodes.count, nodes[next].parent == UInt32(truncatingIfNeeded: node) else { return nil }
    return next
  }

  /// Reports the phrases that begin at `start`, shorter ones first.
  @inline(__always)
  func walk(_ units: Span<UInt16>, from start: Int, _ report: (Int, Int, Int) -> Void) {
    let codes = codes.span
    let nodes = nodes.span
    var node = 0
    var position = start
    while position < units.count {
      let code = codes[Int(units[position])]
      guard code != 0 else { return }
      let next = nodes[node].base &+ Int(code)
      guard next < nodes.count, nodes[next].parent == UInt32(truncatingIfNeeded: node) else { return }
      node = next
      position += 1
      if nodes[node].endsPhrase {
        for index in Int(firstPhrase[node])..<Int(firstPhrase[node + 1]) { report(phrases[index], start, position) }
      }
    }
  }
}

/// Lays a sorted phrase list out as a double array.
struct PhraseTrieBuilder {
  private(set) var codes: [UInt32]
  private(set) var nodes: [PhraseTrie.Node]
  /// The nodes in the order they were made, with the number of units from the root; parents before their children.
  private(set) var made: [(node: Int, depth: Int)] = [(0, 0)]

  private let sorted: [(codes: [UInt32], phrase: Int)]
  private var ends: [(node: Int, phrase: Int)] = []
  private var used: [UInt64]
  /// Below this slot hardly anything is free.
  private var firstFree = 1

  init(phrases: [[UInt16]], selected: [Int]) {
    var counts = [Int](repeating: 0, count: 65_536)
    for index in selected { for unit in phrases[index] { counts[Int(unit)] += 1 } }
    let frequent = counts.indices.filter { counts[$0] > 0 }.sorted { (counts[$0], $1) > (counts[$1], $0) }
    var codes = [UInt32](repeating: 0, count: 65_536)
    for (rank, unit) in frequent.enumerated() { codes[unit] = UInt32(rank + 1) }
    self.codes = codes
    sorted = selected.map { (codes: phrases[$0].map { codes[Int($0)] }, phrase: $0) }
      .sorted { left, right in
        if left.codes == right.codes { return left.phrase < right.phrase }
        return left.codes.lexicographicallyPrecedes(right.codes)
      }
    nodes = [PhraseTrie.Node](repeating: PhraseTrie.Node(), count: 64)
    used = [1]
    build()
  }

  /// Builds the node of every prefix, depth first.
  private mutating func build() {
    var open = [(node: 0, depth: 0, phrases: 0..<sorted.count)]
    while let (node, depth, phrases) = open.popLast() {
      // Of phrases with a common prefix the one that ends with it sorts first.
      var first = phrases.lowerBound
      while first < phrases.upperBound, sorted[first].codes.count == depth {
        ends.append((node, sorted[first].phrase))
        nodes[node].baseAndEnd |= 1
        first += 1
      }
      guard first < phrases.upperBound else { continue }
      var children: [(code: UInt32, phrases: Range<Int>)] = []
      var start = first
      for index in first..<phrases.upperBound {
        let code = sorted[index].codes[depth]
        if index + 1 == phrases.upperBound || sorted[index + 1].codes[depth] != code {
          children.append((code, start..<(index + 1)))
          start = index + 1
        }
      }
      let base = freeBase(for: children.map(\.code))
      nodes[node].baseAndEnd |= UInt32(truncatingIfNeeded: base) << 1
      for child in children {
        let slot = base + Int(child.code)
        occupy(slot)
        nodes[slot].parent = UInt32(truncatingIfNeeded: node)
        made.append((slot, depth + 1))
      }
      for child in children.reversed() { open.append((base + Int(child.code), depth + 1, child.phrases)) }
    }
  }

  /// The phrases that end at each node, as ranges of one list.
  func phrasesByNode() -> (first: [UInt32], phrases: [Int]) {
    let ordered = ends.sorted { ($0.node, $0.phrase) < ($1.node, $1.phrase) }
    var first = [UInt32](repeating: 0, count: nodes.count + 1)
    for end in ordered { first[end.node + 1] += 1 }
    for index in 1..<first.count { first[index] += first[index - 1] }
    return (first, ordered.map(\.phrase))
  }

  /// A base under which the slots of all `codes`, ascending, are free.
  private mutating func freeBase(for codes: [UInt32]) -> Int {
    guard let smallest = codes.first.map(Int.init) else { return 0 }
    var slot = nextFree(from: max(firstFree, smallest))
    var tries = 0
    while !codes.allSatisfy({ isFree(slot - smallest + Int($0)) }) {
      slot = nextFree(from: slot + 1)
      tries += 1
      // A crowded stretch is not searched again and again.
      if tries == 512 { firstFree = max(firstFree, slot) }
    }
    return slot - smallest
  }

  private func isFree(_ slot: Int) -> Bool {
    slot >> 6 >= used.count || used[slot >> 6] & (1 << UInt64(slot & 63)) == 0
  }

  private func nextFree(from slot: Int) -> Int {
    var word = slot >> 6
    guard word < used.count else { return slot }
    var free = ~used[word] & (UInt64.max << UInt64(slot & 63))
    while free == 0 {
      word += 1
      guard word < used.count else { return word << 6 }
      free = ~used[word]
    }
    return word << 6 + free.trailingZeroBitCount
  }

  private mutating func occupy(_ slot: Int) {
    while slot >= nodes.count {
      nodes.append(contentsOf: repeatElement(PhraseTrie.Node(), count: nodes.count))
    }
    while slot >> 6 >= used.count { used.append(0) }
    used[slot >> 6] |= 1 << UInt64(slot & 63)
  }
}
