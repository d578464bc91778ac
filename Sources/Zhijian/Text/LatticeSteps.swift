/// The words of up to three units at each position of a text, and where longer ones go on: what the
/// search for the cheapest path reads.
///
/// Looking them up for all positions first, without a branch, lets the processor wait for many places
/// of the trie at a time; in the search itself it would guess wrong at every other position and wait
/// for each alone.
struct LatticeSteps {
  /// What a word of so many units adds to the cell of its start, `none` where there is none.
  private(set) var singles: [UInt64] = []
  private(set) var pairs: [UInt64] = []
  private(set) var triples: [UInt64] = []
  /// Where the children start of the node that three units lead to, 0 where it has none.
  private(set) var bases: [UInt32] = []

  /// Always 1. The compiler must not know, or it makes branches of the masks below.
  private var one: UInt64 = 1

  /// More than any way costs.
  static let none: UInt64 = 1 << 62

  /// Which of a node's costs counts.
  enum Costs {
    case lists, dictionary
  }

  /// Makes room for `count` units.
  mutating func reserve(_ count: Int) {
    guard singles.count < count else { return }
    let size = max(256, count + count / 2)
    singles = Array(repeating: 0, count: size)
    pairs = singles
    triples = singles
    bases = Array(repeating: 0, count: size)
  }

  /// Looks the words up that start in `range`. `codes` has at least two elements more than the range
  /// needs.
  mutating func fill(_ codes: [UInt16], _ range: Range<Int>, nodes: [UInt64], costs: Costs) {
    switch costs {
    case .lists:
      Self.fill(
        codes.span, range, nodes.span, &singles, &pairs, &triples, &bases, one: one
      ) { Self.delta(of: $0.cost, $0.list, length: $1) }
    case .dictionary:
      Self.fill(
        codes.span, range, nodes.span, &singles, &pairs, &triples, &bases, one: one
      ) { Self.delta(of: $0.dictionaryCost, UInt64(WordTrie.icu), length: $1) }
    }
  }

  @inline(__always)
  static func delta(of cost: UInt64, _ list: UInt64, length: Int) -> UInt64 {
    // Without a branch: a cost of 0 sets the bit of `none`.
    LatticeCell(cost: cost, length: length, list: list).bits | (cost &- 1) & none
  }

  @inline(__always)
  private static func fill(
    _ codes: Span<UInt16>, _ range: Range<Int>, _ nodes: Span<UInt64>, _ singles: inout [UInt64],
    _ pairs: inout [UInt64], _ triples: inout [UInt64], _ bases: inout [UInt32],
    one: UInt64, delta: (WordTrie.Node, Int) -> UInt64
  ) {
    var singles = singles.mutableSpan
    var pairs = pairs.mutableSpan
    var triples = triples.mutableSpan
    var bases = bases.mutableSpan
    for at in range {
      let single = WordTrie.Node(bits: nodes[Int(codes[at])])
      let pair = single.child(by: codes[at &+ 1], in: nodes, one: one)
      let triple = pair.child(by: codes[at &+ 2], in: nodes, one: one)
      singles[at] = delta(single, 1)
      pairs[at] = delta(pair, 2)
      triples[at] = delta(triple, 3)
      bases[at] = UInt32(truncatingIfNeeded: triple.base)
    }
  }
}

extension WordTrie.Node {
  /// The child by a code; an empty node if there is none. `one` is 1.
  @inline(__always)
  func child(by code: UInt16, in nodes: Span<UInt64>, one: UInt64) -> WordTrie.Node {
    let child = nodes[base &+ Int(code)]
    // All ones if the codes are the same, 0 if not.
    let mask = 0 &- (((child & 0xFFFF) ^ UInt64(code)) &- one) >> 63
    return WordTrie.Node(bits: child & mask)
  }
}

/// Follows the words of four units and more.
struct LatticeWalk {
  private var base: Int
  private let limit: Int
  /// The end of the units that were followed.
  private(set) var at: Int

  @inline(__always)
  init(base: UInt32, at: Int, limit: Int) {
    self.base = Int(base)
    self.at = at
    self.limit = limit
  }

  /// The node that one more unit leads to, nil at the end.
  @inline(__always)
  mutating func next(_ codes: Span<UInt16>, _ nodes: Span<UInt64>) -> WordTrie.Node? {
    guard base != 0, at < limit else { return nil }
    let code = codes[at]
    let node = WordTrie.Node(bits: nodes[base &+ Int(code)])
    guard node.code == code else { return nil }
    at &+= 1
    base = node.base
    return node
  }
}

/// The cheapest way to a position: its cost, and the word or step that it ends with. Of two ways that
/// cost the same, the smaller number is the longer word's, and of words of a length that of the first
/// list.
struct LatticeCell {
  let bits: UInt64

  static let unreached = UInt64.max

  @inline(__always) init(bits: UInt64) { self.bits = bits }

  /// A way that ends with a word of `length` units; 0 stands for a step to the next node.
  @inline(__always)
  init(cost: UInt64, length: Int, list: UInt64 = UInt64(WordTrie.icu)) {
    bits = cost << 16 | UInt64(truncatingIfNeeded: 0xFF &- length) << 8 | list
  }

  /// The cost alone, to which a step adds all of its own bits.
  @inline(__always) var start: UInt64 { bits & ~0xFFFF }
  @inline(__always) var length: Int { Int(truncatingIfNeeded: 0xFF &- (bits >> 8 & 0xFF)) }
  @inline(__always) var list: UInt8 { UInt8(truncatingIfNeeded: bits) }
}
