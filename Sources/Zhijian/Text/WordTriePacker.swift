/// Lays the nodes of a builder out as a double array.
struct WordTriePacker {
  private let codes: [UInt16]
  private var nodes: [UInt64]
  /// The places that are taken, and the starts that are, one bit each.
  private var taken: [UInt64]
  private var takenBases: [UInt64]
  private var largestBase = 0

  /// The codes and nodes of all words of `builder`; nil if there are too many different units.
  static func pack(_ builder: WordTrieBuilder) -> (codes: [UInt16], nodes: [UInt64])? {
    guard let codes = codes(of: builder) else { return nil }
    var packer = WordTriePacker(codes: codes, capacity: builder.nodeCount)
    packer.pack(builder)
    return (codes, packer.nodes)
  }

  private init(codes: [UInt16], capacity: Int) {
    self.codes = codes
    let largest = Int(codes.max() ?? 0)
    nodes = Array(repeating: 0, count: largest + 1 + capacity + capacity / 8)
    // Places of single units; no step may end there by chance. No other node starts at 0.
    taken = Array(repeating: ~0, count: largest / 64 + 1)
    takenBases = [1]
  }

  /// Codes from 1 on, the units of the most frequent words first.
  private static func codes(of builder: WordTrieBuilder) -> [UInt16]? {
    var weights = [UInt64](repeating: 0, count: 0x10000)
    for unit in 0..<0x10000 where builder.firsts[unit] != 0 { weights[unit] += weight(builder.firsts[unit]) }
    let table = builder.table
    for bits in table where bits != 0 {
      let weight = weight(bits)
      weights[builder.unit(bits)] += weight
      // The last two units of a word are enough to tell what is frequent.
      let parent = Int(bits >> (WordTrieBuilder.valueBits + 16))
      let isUnit = parent < WordTrieBuilder.firstPlace
      let before = isUnit ? parent - 1 : builder.unit(table[parent - WordTrieBuilder.firstPlace])
      weights[before] += weight
    }
    let units = weights.indices.filter { weights[$0] > 0 }.sorted { (weights[$0], $1) > (weights[$1], $0) }
    guard units.count < Int(WordTrie.unitCode) else { return nil }
    var plain = [UInt16](repeating: 0, count: 0x10000)
    for (index, unit) in units.enumerated() { plain[unit] = UInt16(index + 1) }
    return (0..<0x10000).map { plain[Int(CharacterFold.fold(UInt16($0)))] }
  }

  /// About how often a word is met: costs grow by 6 when that halves.
  private static func weight(_ bits: UInt64) -> UInt64 {
    let value = WordTrieBuilder.Value(bits: bits)
    let cost = value.cost == WordTrieBuilder.Value.noCost ? value.dictionaryCost : value.cost
    return cost == 0 ? 1 : 1 << UInt64(40 - min(cost, 240) / 6)
  }

  private mutating func pack(_ builder: WordTrieBuilder) {
    let table = builder.table
    let (starts, children) = Self.children(of: table)
    // Where each node of the builder went, by its name without the root.
    var places = [Int32](repeating: 0, count: starts.count - 1)
    for (unit, bits) in builder.firsts.enumerated() where bits != 0 {
      nodes[Int(codes[unit])] = Self.node(bits, code: WordTrie.unitCode).bits
      places[unit] = Int32(codes[unit])
    }
    let order = parents(starts)
    var bases = [Int32](repeating: 0, count: order.count)
    var cursor = 0
    var size = 0
    var group: [Int] = []
    for (number, parent) in order.enumerated() {
      let first = Int(starts[parent])
      let count = Int(starts[parent + 1]) - first
      group.removeAll(keepingCapacity: true)
      for child in first..<first + count { group.append(Int(code(table[Int(children[child])]))) }
      if count > 1 { group.sort() }
      // Where a group of a size found no place, the next of the size seldom does.
      if count != size { cursor = 0 }
      size = count
      let base = place(group, from: &cursor)
      bases[number] = Int32(base)
      for child in first..<first + count {
        let index = Int(children[child])
        let code = code(table[index])
        let place = base + Int(code)
        nodes[place] = Self.node(table[index], code: code).bits
        places[index + WordTrieBuilder.firstPlace - 1] = Int32(place)
      }
    }
    for (number, parent) in order.enumerated() {
      let place = Int(places[parent])
      nodes[place] = WordTrie.Node(bits: nodes[place]).starting(at: Int(bases[number])).bits
    }
    finish()
  }

  private func code(_ bits: UInt64) -> UInt16 { codes[Int(bits >> WordTrieBuilder.valueBits & 0xFFFF)] }

  private static func node(_ bits: UInt64, code: UInt16) -> WordTrie.Node {
    let value = WordTrieBuilder.Value(bits: bits)
    return WordTrie.Node(
      cost: value.cost, list: value.list, dictionaryCost: value.dictionaryCost, code: code)
  }

  /// The places of the children of each node, one after the other, and where those of each start.
  private static func children(of table: [UInt64]) -> (starts: [Int32], children: [Int32]) {
    let shift = WordTrieBuilder.valueBits + 16
    let count = WordTrieBuilder.firstPlace - 1 + table.count
    var starts = [Int32](repeating: 0, count: count + 1)
    for bits in table where bits != 0 { starts[Int(bits >> shift)] += 1 }
    var sum: Int32 = 0
    for index in starts.indices {
      // Names start from 1, so the number of children of index i stands at i + 1.
      sum += starts[index]
      starts[index] = sum
    }
    var children = [Int32](repeating: 0, count: Int(sum))
    for place in table.indices.reversed() where table[place] != 0 {
      let parent = Int(table[place] &>> shift)
      starts[parent] -= 1
      children[Int(starts[parent])] = Int32(truncatingIfNeeded: place)
    }
    // Now each start stands at its name, one above its index.
    starts.removeFirst()
    starts.append(sum)
    return (starts, children)
  }

  /// The nodes that have children: first those of frequent units, which then lie close together; of
  /// the rest those with most children, which are the hardest to place.
  private func parents(_ starts: [Int32]) -> [Int] {
    var frequent: [Int] = []
    var others: [[Int]] = []
    for index in 0..<starts.count - 1 where starts[index + 1] > starts[index] {
      if index < 0x10000, codes[index] <= Self.frequentCodes {
        frequent.append(index)
        continue
      }
      let count = Int(starts[index + 1] - starts[index])
      while others.count <= count { others.append([]) }
      others[count].append(index)
    }
    frequent.sort { codes[$0] < codes[$1] }
    return frequent + others.reversed().flatMap { $0 }
  }

  private static let frequentCodes: UInt16 = 1500

  /// Finds and takes places for children with these codes; returns where they start. `cursor` is where
  /// to look from, in steps of 64 starts, which are looked at together.
  private mutating func place(_ group: [Int], from cursor: inout Int) -> Int {
    let last = group[group.count &- 1]
    var at = cursor
    while true {
      while (at &<< 6 &+ last) &>> 6 &+ 2 > taken.count { taken.append(0) }
      while at >= takenBases.count { takenBases.append(0) }
      var free = ~takenBases[at]
      var index = 0
      while free != 0, index < group.count {
        let place = at &<< 6 &+ group[index]
        let word = place &>> 6
        let shift = UInt64(truncatingIfNeeded: place & 63)
        // The 64 places from there on; of the next word none if there is no shift.
        free &= ~(taken[word] &>> shift | (taken[word &+ 1] &<< 1) &<< (63 &- shift))
        index &+= 1
      }
      if free != 0 {
        let base = at &<< 6 &+ free.trailingZeroBitCount
        take(group, at: base)
        cursor = at
        return base
      }
      at &+= 1
    }
  }

  private mutating func take(_ group: [Int], at base: Int) {
    takenBases[base &>> 6] |= 1 &<< UInt64(truncatingIfNeeded: base & 63)
    for code in group {
      let place = base &+ code
      taken[place &>> 6] |= 1 &<< UInt64(truncatingIfNeeded: place & 63)
    }
    largestBase = max(largestBase, base)
    reserve(base + group[group.count - 1] + 1)
  }

  private mutating func reserve(_ count: Int) {
    guard count > nodes.count else { return }
    nodes.append(contentsOf: repeatElement(0, count: count + count / 4 - nodes.count))
  }

  /// No step leads outside: free places follow the last node.
  private mutating func finish() {
    let size = largestBase + Int(codes.max() ?? 0) + 1
    reserve(size)
    nodes.removeSubrange(size...)
  }
}
