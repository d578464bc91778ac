extension CompiledWriter {
  /// A matcher and what it was made of: the few long phrases are compiled again when they are read.
  mutating func write(_ matcher: PhraseMatcher, phrases: [[UInt16]]) {
    write(count: phrases.count)
    write(matcher.filter)
    // Of the codes of all units few are not 0.
    let coded = matcher.trie.codes.indices.filter { matcher.trie.codes[$0] != 0 }
    write(coded.map { UInt16(truncatingIfNeeded: $0) })
    write(coded.map { matcher.trie.codes[$0] })
    write(matcher.trie.nodes.map(\.baseAndEnd))
    write(matcher.trie.nodes.map(\.parent))
    write(matcher.trie.firstPhrase)
    write(matcher.trie.phrases.map { UInt32(clamping: $0) })
    let long = phrases.indices.filter { phrases[$0].count > PhraseMatcher.longestTriePhrase }
    write(count: long.count)
    for index in long {
      write(count: index)
      write(phrases[index])
    }
  }

  mutating func write(_ filter: PhrasePairFilter) {
    write(filter.pairs)
    write(filter.singles)
  }
}

extension CompiledReader {
  /// A matcher, and how many phrases it has: no match names another.
  mutating func matcher() throws(CompiledFault) -> (PhraseMatcher, phrases: Int) {
    // Every phrase has at least its range or its text in what follows.
    let count = try count()
    let filter = try filter()
    let trie = try trie(phrases: count)
    var long: [[UInt16]] = []
    var selected: [Int] = []
    for _ in 0..<(try self.count()) {
      let index = try self.index(below: count)
      let phrase = try integers(UInt16.self)
      guard phrase.count > PhraseMatcher.longestTriePhrase else { throw CompiledFault() }
      selected.append(index)
      long.append(phrase)
    }
    guard !long.isEmpty else { return (PhraseMatcher(filter: filter, trie: trie, automaton: nil), count) }
    var phrases = [[UInt16]](repeating: [], count: count)
    for (index, phrase) in zip(selected, long) { phrases[index] = phrase }
    // A phrase named twice is compiled once.
    let automaton = PhraseAutomaton(phrases: phrases, selected: Set(selected).sorted())
    return (PhraseMatcher(filter: filter, trie: trie, automaton: automaton), count)
  }

  mutating func filter() throws(CompiledFault) -> PhrasePairFilter {
    let pairs = try integers(UInt64.self)
    let singles = try integers(UInt64.self)
    let bits = (pairs.count * 64).trailingZeroBitCount
    guard (16...21).contains(bits), pairs.count * 64 == 1 << bits, singles.isEmpty || singles.count == 65_536 / 64
    else { throw CompiledFault() }
    return PhrasePairFilter(pairs: pairs, shift: UInt32(32 - bits), singles: singles)
  }

  private mutating func trie(phrases count: Int) throws(CompiledFault) -> PhraseTrie {
    let units = try integers(UInt16.self)
    let values = try integers(UInt32.self)
    let bases = try integers(UInt32.self)
    let parents = try integers(UInt32.self)
    let first = try integers(UInt32.self)
    let phrases = try integers(UInt32.self)
    guard units.count == values.count, !bases.isEmpty, bases.count == parents.count, first.count == bases.count + 1,
      first.last == UInt32(clamping: phrases.count), phrases.allSatisfy({ $0 < count })
    else { throw CompiledFault() }
    var codes = [UInt32](repeating: 0, count: 65_536)
    for (unit, value) in zip(units, values) { codes[Int(unit)] = value }
    var nodes: [PhraseTrie.Node] = []
    nodes.reserveCapacity(bases.count)
    for index in bases.indices {
      guard first[index] <= first[index + 1] else { throw CompiledFault() }
      nodes.append(PhraseTrie.Node(baseAndEnd: bases[index], parent: parents[index]))
    }
    return PhraseTrie(codes: codes, nodes: nodes, firstPhrase: first, phrases: phrases.map { Int($0) })
  }
}
