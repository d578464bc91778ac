/// What is known of the units of one text before the words are looked up. The storage is used again
/// for the next text, so it may be longer than the text.
struct ClassifiedText {
  /// The code of each unit in the trie, and two zeros.
  private(set) var codes: [UInt16] = []
  /// What is known of each position; one more than units.
  private(set) var marks: [UInt8] = []
  private var count = 0
  private var lattice = DictionaryLattice()

  /// For how long a text there is room.
  var capacity: Int { marks.count }

  /// Marks what ICU's rules say; the boundaries between ideographs are still to be found. Returns the
  /// traits of all units together, nil where only ICU's iterator knows; then `take` has to follow.
  mutating func classify(_ units: [UInt16], _ characters: CharacterTable) -> CharacterTable.Entry? {
    reserve(units.count)
    codes[units.count] = 0
    codes[units.count + 1] = 0
    return BreakRules.mark(units, characters: characters, codes: &codes, into: &marks)
  }

  /// Marks the boundaries that ICU's iterator found.
  mutating func take(_ boundaries: [Int32], of units: [UInt16], _ characters: CharacterTable) {
    reserve(units.count)
    for at in 0...units.count { marks[at] = 0 }
    codes[units.count] = 0
    codes[units.count + 1] = 0
    for boundary in boundaries { marks[Int(boundary)] = BoundaryMark.cutNode }
    let han = CharacterTable.BreakClass.han.rawValue
    var before = CharacterTable.BreakClass.always.rawValue
    for at in units.indices {
      let entry = characters.entries[Int(units[at])]
      codes[at] = entry.code
      if before == han, entry.breakClass == han { marks[at] |= BoundaryMark.hanNode }
      before = entry.breakClass
    }
  }

  /// Marks the edges and the insides of shapes.
  mutating func mark(_ shapes: [TokenShape]) {
    var marks = marks.mutableSpan
    for shape in shapes {
      marks[shape.start] |= BoundaryMark.edge | BoundaryMark.node
      marks[shape.end] |= BoundaryMark.edge | BoundaryMark.node
      for position in shape.start + 1..<shape.end {
        marks[position] = marks[position] & ~BoundaryMark.node | BoundaryMark.inside
      }
    }
  }

  /// Marks the boundaries between ideographs, which `classify` left open.
  mutating func cutByDictionary(_ trie: WordTrie) {
    lattice.mark(codes, count: count, marks: &marks, nodes: trie.nodes)
  }

  /// The boundaries that are marked.
  var cuts: [Int32] { BoundaryMark.cuts(marks.span.extracting(0..<count + 1)) }

  private mutating func reserve(_ count: Int) {
    self.count = count
    guard marks.count < count + 2 else { return }
    let size = max(256, count + 2 + count / 2)
    codes = Array(repeating: 0, count: size)
    marks = Array(repeating: 0, count: size)
  }
}
