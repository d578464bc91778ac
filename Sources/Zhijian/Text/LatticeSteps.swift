/// The words of up to three units at each position of a text, and where longer ones go on: what the
/// search for the cheapest path reads.
///
/// Looking them up for all positions first, without a branch and in short loops, lets the processor wait
/// for many places of the trie at a time; in the search itself it would guess wrong at every other
/// position and wait for each alone.
struct LatticeSteps {
  /// By position what a word of one, two or three units adds to the cell of its start, with the bit of
  /// `none` where there is none; last where the children start of the node that three units lead to, 0
  /// where it has none.
  private(set) var words: [SIMD4<UInt32>] = []
  /// By position the node that two units lead to.
  private var pairs: [UInt64] = []

  /// Always 1. The compiler must not know, or it makes branches of the masks below.
  private var one: UInt64 = 1

  /// More than the dearest way over as many units as the longest word has: 64 times 511 is below 2¹⁵.
  static let none: UInt32 = 1 << 31

  /// Which of a node's costs counts.
  enum Costs {
    case lists, dictionary
  }

  /// Makes room for `count` units.
  mutating func reserve(_ count: Int) {
    guard words.count < count else { return }
    let size = max(256, count + count / 2)
    words = Array(repeating: SIMD4(), count: size)
    pairs = Array(repeating: 0, count: size)
  }

  /// Looks the words up that start in `range`. `codes` has at least two elements more than the range
  /// needs.
  mutating func fill(_ codes: [UInt16], _ range: Range<Int>, nodes: [UInt64], costs: Costs) {
    let (codes, nodes) = (codes.span, nodes.span)
    Self.fill(codes, range, nodes, &pairs, one: one)
    switch costs {
    case .lists:
      Self.fill(codes, range, nodes, &pairs, &words, one: one) { Self.delta(of: $0.cost, $0.list, length: $1) }
    case .dictionary:
      Self.fill(codes, range, nodes, &pairs, &words, one: one) {
        Self.delta(of: $0.dictionaryCost, UInt64(WordTrie.icu), length: $1)
      }
    }
  }

  @inline(__always)
  static func delta(of cost: UInt64, _ list: UInt64, length: Int) -> UInt32 {
    // Without a branch: a cost of 0 sets the bit of `none`.
    let cell = UInt32(truncatingIfNeeded: LatticeCell(cost: cost, length: length, list: list).bits)
    return cell | (UInt32(truncatingIfNeeded: cost) &- 1) & none
  }

  /// The nodes of all pairs.
  private static func fill(
    _ codes: Span<UInt16>, _ range: Range<Int>, _ nodes: Span<UInt64>, _ pairs: inout [UInt64], one: UInt64
  ) {
    var pairs = pairs.mutableSpan
    for at in range {
      pairs[at] = WordTrie.Node(at: codes[at], in: nodes).child(by: codes[at &+ 1], in: nodes, one: one).bits
    }
  }

  @inline(__always)
  private static func fill(
    _ codes: Span<UInt16>, _ range: Range<Int>, _ nodes: Span<UInt64>, _ pairs: inout [UInt64],
    _ words: inout [SIMD4<UInt32>], one: UInt64, delta: (WordTrie.Node, Int) -> UInt32
  ) {
    let pairs = pairs.span
    var words = words.mutableSpan
    for at in range {
      let single = WordTrie.Node(at: codes[at], in: nodes)
      let pair = WordTrie.Node(bits: pairs[at])
      let triple = pair.child(by: codes[at &+ 2], in: nodes, one: one)
      words[at] = SIMD4(
        delta(single, 1), delta(pair, 2), delta(triple, 3), UInt32(truncatingIfNeeded: triple.base))
    }
  }
}

extension WordTrie.Node {
  /// The node of a single unit.
  @inline(__always)
  init(at code: UInt16, in nodes: Span<UInt64>) { self.init(bits: nodes[Int(code)]) }

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
