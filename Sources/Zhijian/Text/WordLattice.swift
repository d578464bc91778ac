/// Finds the cheapest paths through a text: the one of ICU's dictionary, which decides where ICU has
/// boundaries between ideographs, and the one of dictionary and lists together, which decides the
/// tokens. Both look up the same words, so one walk through the trie serves both.
///
/// The nodes of the second are ICU's boundaries and the places between two ideographs; its edges are
/// the words that start and end at nodes, and the steps from one node to the next.
struct WordLattice {
  /// ICU's cost of an ideograph that its dictionary lacks.
  private static let unknownCost: UInt32 = 255
  /// The cost of a step that is not a word: punctuation, a number, a Latin word.
  private static let plainCost: UInt32 = 90
  private static let unreached = UInt32.max
  /// ICU looks for words of up to 20 characters.
  private static let longestDictionaryWord = 20

  private struct Cell {
    var cost: UInt32
    var previous: Int32
    var list: UInt8
  }

  /// The cheapest way to each position by dictionary and lists.
  private var cells: [Cell] = []
  /// The cheapest way to each position by ICU's dictionary alone.
  private var dictionaryCosts: [UInt32] = []
  private var dictionaryPrevious: [Int32] = []
  private var path: [Int32] = []

  /// Makes room for positions up to `count`.
  mutating func reserve(_ count: Int) {
    guard cells.count <= count else { return }
    let size = max(256, count + 1 + count / 2)
    cells = Array(repeating: Cell(cost: Self.unreached, previous: 0, list: 0), count: size)
    dictionaryCosts = Array(repeating: Self.unreached, count: size)
    dictionaryPrevious = Array(repeating: 0, count: size)
  }

  /// Marks ICU's boundaries in each run of ideographs between `start` and `end`.
  mutating func cutByDictionary(
    _ units: [UInt16], from start: Int, to end: Int, trie: WordTrie, marks: inout [UInt8]
  ) {
    var at = start
    while at < end {
      guard Self.isHan(units[at]) else {
        at += 1
        continue
      }
      let runEnd = openRun(units, from: at, to: end)
      while at < runEnd {
        walk(
          units, at: at, end: runEnd, runEnd: runEnd, trie: trie, marks: marks.span, isListed: false
        )
        at += 1
      }
      closeRun(to: runEnd, marks: &marks)
    }
  }

  /// Appends the tokens from `start` to `end`, both nodes. `shapes` are those inside that words may
  /// run over. With `decidesCuts` ICU's boundaries between ideographs are marked as well.
  mutating func segment(
    _ units: [UInt16], from start: Int, to end: Int, shapes: ArraySlice<TokenShape>, trie: WordTrie,
    characters: CharacterTable, marks: inout [UInt8], decidesCuts: Bool, into tokens: inout [Token]
  ) {
    guard start < end else { return }
    for position in start...end { cells[position].cost = Self.unreached }
    cells[start].cost = 0
    var at = start
    var runEnd = start
    while at < end {
      if decidesCuts, at >= runEnd, Self.isHan(units[at]) {
        runEnd = openRun(units, from: at, to: end)
      }
      walk(units, at: at, end: end, runEnd: runEnd, trie: trie, marks: marks.span, isListed: true)
      at += 1
      while at < end, !BoundaryMark.isNode(marks[at]) { at += 1 }
      if at == runEnd { closeRun(to: runEnd, marks: &marks) }
    }
    emit(units, from: start, to: end, shapes: shapes, characters: characters, into: &tokens)
  }

  @inline(__always)
  private static func isHan(_ unit: UInt16) -> Bool {
    unit >= 0x4E00 && unit <= 0x9FFF || unit >= 0x3400 && unit <= 0x4DBF
  }

  /// Starts ICU's path at an ideograph and returns the end of its run.
  private mutating func openRun(_ units: [UInt16], from start: Int, to end: Int) -> Int {
    var runEnd = start
    dictionaryCosts[start] = 0
    while runEnd < end, Self.isHan(units[runEnd]) {
      runEnd += 1
      dictionaryCosts[runEnd] = Self.unreached
    }
    return runEnd
  }

  private mutating func closeRun(to runEnd: Int, marks: inout [UInt8]) {
    var at = runEnd
    while dictionaryCosts[at] != 0, at > 0 {
      at = Int(dictionaryPrevious[at])
      marks[at] |= BoundaryMark.cut
    }
  }

  /// Follows all words that start at `at`. Below `runEnd` they extend ICU's path, too.
  @inline(__always)
  private mutating func walk(
    _ units: [UInt16], at: Int, end: Int, runEnd: Int, trie: WordTrie, marks: Span<UInt8>,
    isListed: Bool
  ) {
    let base = cells[at].cost
    let isDictionary = at < runEnd
    let dictionaryBase = dictionaryCosts[at]
    var isSingleKnown = false
    var isStepKnown = false
    let unit = CharacterFold.fold(units[at])
    var node = WordTrie.node(ofFirst: unit)
    var found = trie.first(unit)
    var to = at + 1
    while let value = found {
      if isDictionary, to <= runEnd, value.dictionaryCost != 0 {
        if to == at + 1 { isSingleKnown = true }
        let cost = dictionaryBase + value.dictionaryCost
        if cost < dictionaryCosts[to], to - at <= Self.longestDictionaryWord {
          dictionaryCosts[to] = cost
          dictionaryPrevious[to] = Int32(truncatingIfNeeded: at)
        }
      }
      if isListed, value.cost != WordTrie.Value.noCost, to == end || BoundaryMark.isNode(marks[to]) {
        if to == at + 1 { isStepKnown = true }
        let cost = base + value.cost
        if cost < cells[to].cost {
          cells[to] = Cell(cost: cost, previous: Int32(truncatingIfNeeded: at), list: value.list)
        }
      }
      guard to < end, value.hasChildren,
        let next = trie.child(of: node, by: CharacterFold.fold(units[to]))
      else { break }
      node = next.node
      found = next.value
      to += 1
    }
    if isDictionary, !isSingleKnown {
      let cost = dictionaryBase + Self.unknownCost
      if cost < dictionaryCosts[at + 1] {
        dictionaryCosts[at + 1] = cost
        dictionaryPrevious[at + 1] = Int32(truncatingIfNeeded: at)
      }
    }
    if isListed, !isStepKnown { step(units, at: at, end: end, marks: marks) }
  }

  /// The way to the next node, whether it is a word or not.
  private mutating func step(_ units: [UInt16], at: Int, end: Int, marks: Span<UInt8>) {
    var to = at + 1
    while to < end, !BoundaryMark.isNode(marks[to]) { to += 1 }
    let isUnknown = to == at + 1 && Self.isHan(units[at])
    let cost = cells[at].cost + (isUnknown ? Self.unknownCost : Self.plainCost)
    if cost < cells[to].cost {
      cells[to] = Cell(
        cost: cost, previous: Int32(truncatingIfNeeded: at), list: WordTrie.Value.icu)
    }
  }

  private mutating func emit(
    _ units: [UInt16], from start: Int, to end: Int, shapes: ArraySlice<TokenShape>,
    characters: CharacterTable,
    into tokens: inout [Token]
  ) {
    path.removeAll(keepingCapacity: true)
    var at = Int32(truncatingIfNeeded: end)
    while at > start {
      path.append(at)
      at = cells[Int(at)].previous
    }
    var from = start
    var shape = shapes.startIndex
    for node in path.reversed() {
      let to = Int(node)
      while shape < shapes.endIndex, shapes[shape].end < to { shape += 1 }
      let list = cells[to].list
      let kind: TokenKind
      let origin: TokenOrigin
      if list != WordTrie.Value.icu {
        (kind, origin) = (.word, .list(list))
      } else if shape < shapes.endIndex, shapes[shape].start == from, shapes[shape].end == to {
        (kind, origin) = (shapes[shape].kind, .rule)
      } else {
        (kind, origin) = (characters.tokenKind(of: units, from: from, to: to), .icu)
      }
      tokens.append(
        Token(start: Int32(truncatingIfNeeded: from), end: node, kind: kind, origin: origin))
      from = to
    }
  }
}
