/// Finds the cheapest path of words through a text.
///
/// The nodes are ICU's boundaries and the places between two ideographs; the edges are the words of
/// the trie that start and end at nodes, and the steps from one node to the next. Shapes that no word
/// may run over split the text into stretches of their own.
struct WordLattice {
  /// ICU's cost of an ideograph that its dictionary lacks.
  private static let unknownCost: UInt32 = 255
  /// The cost of a step that is not a word: punctuation, a number, a Latin word.
  private static let plainCost: UInt32 = 90
  private static let unreached = UInt32.max

  /// For each position the node after it, 0 if it is none itself.
  private var nextNode: [Int32] = []
  private var best: [UInt32] = []
  private var previous: [Int32] = []
  /// The list of the word that ends at a position on the best path, or a constant of `Step`.
  private var step: [UInt8] = []
  private var path: [Int32] = []

  mutating func segment(
    _ units: [UInt16], isCut: [Bool], shapes: [TokenShape], trie: WordTrie, characters: CharacterTable,
    into tokens: inout [Token]
  ) {
    prepare(units, isCut: isCut, shapes: shapes, characters: characters)
    var start = 0
    var firstShape = 0
    for (index, shape) in shapes.enumerated() where !shape.mayJoin {
      stretch(units, from: start, to: shape.start, shapes[firstShape..<index], trie, characters, into: &tokens)
      tokens.append(Token(start: Int32(shape.start), end: Int32(shape.end), kind: shape.kind, origin: .rule))
      start = shape.end
      firstShape = index + 1
    }
    stretch(units, from: start, to: units.count, shapes[firstShape...], trie, characters, into: &tokens)
  }

  private mutating func prepare(
    _ units: [UInt16], isCut: [Bool], shapes: [TokenShape], characters: CharacterTable
  ) {
    let count = units.count
    nextNode.removeAll(keepingCapacity: true)
    nextNode.append(contentsOf: repeatElement(0, count: count + 1))
    if best.count <= count {
      best = Array(repeating: Self.unreached, count: count + 1)
      previous = Array(repeating: 0, count: count + 1)
      step = Array(repeating: 0, count: count + 1)
    }
    var following = Int32(count)
    var index = shapes.count - 1
    var at = count - 1
    while at >= 0 {
      if index >= 0, at < shapes[index].end {
        // No node inside a shape; its start and its end are nodes.
        let shape = shapes[index]
        if shape.end < count, nextNode[shape.end] == 0 { nextNode[shape.end] = following }
        nextNode[shape.start] = Int32(shape.end)
        following = Int32(shape.start)
        at = shape.start - 1
        index -= 1
        continue
      }
      let isBetweenHan =
        at > 0 && characters.breakClass(of: units[at]) == CharacterTable.BreakClass.han.rawValue
        && characters.breakClass(of: units[at - 1]) == CharacterTable.BreakClass.han.rawValue
      if isCut[at] || isBetweenHan || (index >= 0 && at == shapes[index].end) {
        nextNode[at] = following
        following = Int32(at)
      }
      at -= 1
    }
  }

  private mutating func stretch(
    _ units: [UInt16], from start: Int, to end: Int, _ shapes: ArraySlice<TokenShape>, _ trie: WordTrie,
    _ characters: CharacterTable, into tokens: inout [Token]
  ) {
    guard start < end else { return }
    relax(units, from: start, to: end, trie)
    path.removeAll(keepingCapacity: true)
    var at = Int32(end)
    while at > Int32(start) {
      path.append(at)
      at = previous[Int(at)]
    }
    var from = start
    var shape = shapes.startIndex
    for node in path.reversed() {
      let to = Int(node)
      while shape < shapes.endIndex, shapes[shape].end < to { shape += 1 }
      let list = step[to]
      let kind: TokenKind
      let origin: TokenOrigin
      if list != WordTrie.Value.icu {
        (kind, origin) = (.word, .list(list))
      } else if shape < shapes.endIndex, shapes[shape].start == from, shapes[shape].end == to {
        (kind, origin) = (shapes[shape].kind, .rule)
      } else {
        (kind, origin) = (characters.tokenKind(of: units, from: from, to: to), .icu)
      }
      tokens.append(Token(start: Int32(from), end: node, kind: kind, origin: origin))
      from = to
    }
  }

  /// Fills `best`, `previous` and `step` for the nodes after `start`.
  private mutating func relax(_ units: [UInt16], from start: Int, to end: Int, _ trie: WordTrie) {
    for position in start...end { best[position] = Self.unreached }
    best[start] = 0
    var at = start
    while at < end {
      let base = best[at]
      let following = Int(nextNode[at])
      // A stretch ends at a node, and each node but the last has one after it.
      guard following > at, following <= end else { return }
      var single = Self.unreached
      var node = trie.firstNodes[Int(CharacterFold.fold(units[at]))]
      var to = at + 1
      while node != 0 {
        let value = trie.value(at: node)
        let isNode = to == end || nextNode[to] != 0
        if value.cost != WordTrie.Value.noCost, isNode {
          if to == following { single = value.cost }
          let cost = base + value.cost
          if cost < best[to] {
            best[to] = cost
            previous[to] = Int32(at)
            step[to] = value.list
          }
        }
        guard to < end, value.hasChildren else { break }
        node = trie.child(of: node, by: CharacterFold.fold(units[to]))
        to += 1
      }
      if single == Self.unreached {
        let isHan = following == at + 1 && units[at] >= 0x3400 && units[at] <= 0x9FFF
        let cost = base + (isHan ? Self.unknownCost : Self.plainCost)
        if cost < best[following] {
          best[following] = cost
          previous[following] = Int32(at)
          step[following] = WordTrie.Value.icu
        }
      }
      at = following
    }
  }
}
