/// Collects all words of ICU's dictionary and of the word lists, with what they cost, for `WordTrie`.
///
/// A node is one 64-bit number in an open-addressing table: its parent, its unit and its value. A
/// node's name is its place in the table. Nothing is sorted, so building takes one insertion a unit.
struct WordTrieBuilder {
  /// What ends at a node. Costs are about 9 × −ln p, so the sum of a path's costs falls as its
  /// likelihood grows.
  struct Value: Sendable {
    var bits: UInt64

    static let noCost: UInt32 = 0x3FF
    /// In place of a list's index: ICU's dictionary alone has the word.
    static let icu: UInt8 = 0x7F
    /// Lists beyond this number cannot be told apart.
    static let listLimit = 0x7F
    /// A node that no word ends at.
    static let none = Value(bits: UInt64(noCost) << 8 | UInt64(icu) << 1)

    /// The index of the list that has the word, `icu` if none has.
    @inline(__always) var list: UInt8 { UInt8(truncatingIfNeeded: bits >> 1 & 0x7F) }
    /// The word's cost by dictionary and lists together, `noCost` if it is not a word.
    @inline(__always) var cost: UInt32 { UInt32(truncatingIfNeeded: bits >> 8 & 0x3FF) }
    /// The word's cost in ICU's dictionary, 0 if it lacks the word.
    @inline(__always) var dictionaryCost: UInt32 { UInt32(truncatingIfNeeded: bits >> 18 & 0xFF) }

    /// Costs above 255 are not ICU's.
    mutating func setDictionaryCost(_ cost: UInt8) {
      bits = bits & ~(0xFF << 18) | UInt64(cost) << 18
    }

    mutating func set(cost: UInt32, list: UInt8) {
      bits = bits & ~0x3_FFFE | UInt64(min(cost, Self.noCost)) << 8 | UInt64(list & 0x7F) << 1
    }

  }

  /// A node's name: of one unit, the unit plus 1; of more, its place in the table plus `firstPlace`.
  typealias Node = Int
  static let root: Node = 0
  static let firstPlace = 0x1_0001
  static let valueBits: UInt64 = 26

  /// The nodes of one unit, 0 if no word starts with it.
  private(set) var firsts = [UInt64](repeating: 0, count: 0x10000)
  /// The other nodes, 0 where none is: parent, unit and value.
  private(set) var table: [UInt64]
  /// Turns most looks away that would find nothing.
  private var filter: [UInt64]
  private let shift: UInt64
  private var used = 0

  /// The most nodes of more than one unit that any trie holds.
  static let capacityLimit = 1_600_000

  /// An empty trie with room for `capacity` nodes of more than one unit.
  init(capacity: Int) {
    var bits: UInt64 = 12
    while Self.room(inTableOf: 1 << bits) < capacity, bits < 21 { bits += 1 }
    shift = 64 - bits
    table = Array(repeating: 0, count: 1 << bits)
    // Eight bits a place, so that one in ten is set.
    filter = Array(repeating: 0, count: 1 << (bits - 3))
  }

  /// Short runs of places need some of them free.
  private static func room(inTableOf size: Int) -> Int { size / 5 * 4 }

  /// The last unit of a node of the table.
  func unit(_ bits: UInt64) -> Int { Int(bits >> Self.valueBits & 0xFFFF) }

  /// How many nodes of more than one unit there are.
  var nodeCount: Int { used }

  /// How many more nodes fit.
  var room: Int { Self.room(inTableOf: table.count) - used }

  @inline(__always)
  static func node(ofFirst unit: UInt16) -> Node { Int(unit) &+ 1 }

  /// The node below `parent` by `unit` and its value, nil if there is none. `parent` is not the root.
  @inline(__always)
  func child(of parent: Node, by unit: UInt16) -> (node: Node, value: Value)? {
    let key = UInt64(truncatingIfNeeded: parent) << 16 | UInt64(unit)
    let hash = key &* 0x9E37_79B9_7F4A_7C15
    let bit = hash >> (shift &- 3)
    guard filter[Int(truncatingIfNeeded: bit >> 6)] >> (bit & 63) & 1 == 1 else { return nil }
    let mask = table.count &- 1
    var at = Int(truncatingIfNeeded: hash >> shift)
    while true {
      let bits = table[at]
      if bits >> Self.valueBits == key { return (at &+ Self.firstPlace, Value(bits: bits)) }
      if bits == 0 { return nil }
      at = (at &+ 1) & mask
    }
  }

  /// The node below `parent` by `unit`, made if need be; nil when the trie is full.
  mutating func insertChild(of parent: Node, by unit: UInt16) -> Node? {
    if parent == Self.root {
      if firsts[Int(unit)] == 0 { firsts[Int(unit)] = Value.none.bits }
      return Self.node(ofFirst: unit)
    }
    if let known = child(of: parent, by: unit) { return known.node }
    guard room > 0 else { return nil }
    used += 1
    let key = UInt64(truncatingIfNeeded: parent) << 16 | UInt64(unit)
    let hash = key &* 0x9E37_79B9_7F4A_7C15
    let bit = hash >> (shift &- 3)
    filter[Int(truncatingIfNeeded: bit >> 6)] |= 1 << (bit & 63)
    var at = Int(truncatingIfNeeded: hash >> shift)
    while table[at] != 0 { at = (at &+ 1) & (table.count &- 1) }
    table[at] = key << Self.valueBits | Value.none.bits
    return at + Self.firstPlace
  }

  /// Changes what ends at `node`; the root and unknown nodes are left alone.
  mutating func updateValue(at node: Node, _ change: (inout Value) -> Void) {
    if node > 0, node < Self.firstPlace {
      var value = Value(bits: firsts[node - 1])
      change(&value)
      firsts[node - 1] = value.bits
    } else if node >= Self.firstPlace, node - Self.firstPlace < table.count {
      var value = Value(bits: table[node - Self.firstPlace])
      change(&value)
      table[node - Self.firstPlace] = value.bits
    }
  }

  /// Changes the values of all nodes; `isFirst` tells those of one unit.
  mutating func updateValues(_ change: (_ isFirst: Bool, inout Value) -> Void) {
    for index in firsts.indices where firsts[index] != 0 {
      var value = Value(bits: firsts[index])
      change(true, &value)
      firsts[index] = value.bits
    }
    for index in table.indices where table[index] != 0 {
      var value = Value(bits: table[index])
      change(false, &value)
      table[index] = value.bits
    }
  }
}
