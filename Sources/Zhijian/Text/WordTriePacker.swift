/// Lays the nodes of a builder out as a double array.
struct WordTriePacker {
  private let codes: [UInt16]
  private var nodes: [UInt64]
  /// The places that are taken, and the starts that are.
  private var taken = BitSet()
  private var takenBases = BitSet()
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
    // Places of single units; no step may end there by chance.
    for place in 0...largest { taken.insert(place) }
    takenBases.insert(0)
  }

  /// Codes from 1 on, the units of the most frequent words first.
  private static func codes(of builder: WordTrieBuilder) -> [UInt16]? {
    var weights = [UInt64](repeating: 0, count: 0x10000)
    for unit in 0..<0x10000 where builder.firsts[unit] != 0 { weights[unit] += weight(builder.firsts[unit]) }
    for bits in builder.table where bits != 0 {
      let weight = weight(bits)
      weights[builder.unit(bits)] += weight
      // The last two units of a word are enough to tell what is frequent.
      let parent = Int(bits >> (WordTrieBuilder.valueBits + 16))
      let isUnit = parent < WordTrieBuilder.firstPlace
      let before = isUnit ? parent - 1 : builder.unit(builder.table[parent - WordTrieBuilder.firstPlace])
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

  /// Names as the builder has them, without the root: units from 0, then places of its table.
  private static func index(ofName name: Int) -> Int { name - 1 }

  private mutating func pack(_ builder: WordTrieBuilder) {
    let (starts, children) = Self.children(of: builder)
    // Where each node of the builder went.
    var places = [Int32](repeating: 0, count: starts.count - 1)
    for unit in 0..<0x10000 where builder.firsts[unit] != 0 {
      let code = codes[unit]
      nodes[Int(code)] = Self.node(builder.firsts[unit], code: WordTrie.unitCode).bits
      places[unit] = Int32(code)
    }
    let order = parents(starts)
    var bases = [Int32](repeating: 0, count: starts.count - 1)
    var cursor = 0
    var size = 0
    var group: [Int] = []
    for parent in order {
      let range = Int(starts[parent])..<Int(starts[parent + 1])
      group.removeAll(keepingCapacity: true)
      for child in range { group.append(Int(code(builder.table[Int(children[child])]))) }
      if group.count > 1 { group.sort() }
      // Where a group of a size found no place, the next of the size seldom does.
      if range.count != size { cursor = 0 }
      size = range.count
      let base = place(group, from: &cursor)
      bases[parent] = Int32(base)
      for child in range {
        let bits = builder.table[Int(children[child])]
        let code = code(bits)
        let place = base + Int(code)
        nodes[place] = Self.node(bits, code: code).bits
        places[Int(children[child]) + WordTrieBuilder.firstPlace - 1] = Int32(place)
      }
    }
    for parent in order {
      let place = Int(places[parent])
      nodes[place] = WordTrie.Node(bits: nodes[place]).starting(at: Int(bases[parent])).bits
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
  private static func children(of builder: WordTrieBuilder) -> (starts: [Int32], children: [Int32]) {
    let shift = WordTrieBuilder.valueBits + 16
    let count = WordTrieBuilder.firstPlace - 1 + builder.table.count
    var starts = [Int32](repeating: 0, count: count + 1)
    for bits in builder.table where bits != 0 { starts[Int(bits >> shift)] += 1 }
    var sum: Int32 = 0
    for index in starts.indices {
      // Names start from 1, so the number of children of index i stands at i + 1.
      sum += starts[index]
      starts[index] = sum
    }
    var children = [Int32](repeating: 0, count: Int(sum))
    for place in builder.table.indices.reversed() where builder.table[place] != 0 {
      let parent = Int(builder.table[place] >> shift)
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
  /// to look from, in steps of 64.
  private mutating func place(_ group: [Int], from cursor: inout Int) -> Int {
    var at = cursor
    while true {
      var free = ~takenBases.word(at)
      for code in group {
        free &= ~taken.bits(from: at << 6 + code)
        if free == 0 { break }
      }
      guard free == 0 else {
        let base = at << 6 + free.trailingZeroBitCount
        takenBases.insert(base)
        for code in group { taken.insert(base + code) }
        largestBase = max(largestBase, base)
        reserve(base + group[group.count - 1] + 1)
        cursor = at
        return base
      }
      at += 1
    }
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

/// A growing set of small numbers.
private struct BitSet {
  private var words: [UInt64] = []

  func word(_ index: Int) -> UInt64 { index < words.count ? words[index] : 0 }

  /// The 64 bits from any position on.
  func bits(from position: Int) -> UInt64 {
    let index = position >> 6
    let shift = UInt64(position & 63)
    let low = word(index) >> shift
    return shift == 0 ? low : low | word(index + 1) << (64 - shift)
  }

  mutating func insert(_ position: Int) {
    let index = position >> 6
    if index >= words.count {
      words.append(contentsOf: repeatElement(0, count: index + 1 + index / 4 - words.count))
    }
    words[index] |= 1 << UInt64(position & 63)
  }
}
