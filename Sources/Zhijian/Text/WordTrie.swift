/// All words of ICU's dictionary and of the word lists in one trie, with what they cost.
///
/// An edge is one 64-bit number in an open-addressing table: parent (24 bits), unit (16 bits), child
/// (24 bits). Nothing is sorted or packed, so building takes one insertion a unit.
struct WordTrie: Sendable {
  /// What ends at a node, packed in 32 bits. Costs are about 9 × −ln p, so the sum of a path's costs
  /// falls as its likelihood grows.
  struct Value: Sendable {
    private var bits: UInt32

    static let noCost: UInt32 = 0x3FF
    static let icu: UInt8 = 0xFF
    static let none = Value(bits: noCost | noCost << 10 | UInt32(icu) << 20)

    /// The word's cost in ICU's dictionary, `noCost` if it lacks the word.
    @inline(__always) var dictionaryCost: UInt32 { bits & 0x3FF }
    /// The word's cost by dictionary and lists together, `noCost` if it is not a word.
    @inline(__always) var cost: UInt32 { bits >> 10 & 0x3FF }
    /// The index of the list that has the word, `icu` if only ICU's dictionary has it.
    @inline(__always) var list: UInt8 { UInt8(truncatingIfNeeded: bits >> 20) }
    /// Whether longer words go on from here.
    @inline(__always) var hasChildren: Bool { bits >> 28 & 1 == 1 }

    mutating func setDictionaryCost(_ cost: UInt32) { bits = bits & ~0x3FF | min(cost, 0x3FE) }

    mutating func set(cost: UInt32, list: UInt8) {
      bits = bits & 0x1000_03FF | min(cost, Self.noCost) << 10 | UInt32(list) << 20
    }

    mutating func setHasChildren() { bits |= 1 << 28 }
  }

  /// The node of each first unit, 0 if no word starts with it. Node 0 is the root.
  private(set) var firstNodes: [Int32] = Array(repeating: 0, count: 0x10000)
  private(set) var values: [Value] = [.none]
  private var edges: [UInt64]
  private var shift: UInt64
  private static let nodeLimit = 1 << 24

  /// An empty trie with room for about `expectedNodes`.
  init(expectedNodes: Int) {
    var bits: UInt64 = 10
    while 1 << bits < expectedNodes * 2, bits < 25 { bits += 1 }
    shift = 64 - bits
    edges = Array(repeating: 0, count: 1 << Int(bits))
    values.reserveCapacity(expectedNodes)
  }

  var nodeCount: Int { values.count }

  /// The node below `node` by `unit`; 0 if there is none. `node` is not the root.
  @inline(__always)
  func child(of node: Int32, by unit: UInt16) -> Int32 {
    let key = UInt64(UInt32(bitPattern: node)) << 16 | UInt64(unit)
    let mask = edges.count &- 1
    var at = Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> shift)
    while true {
      let edge = edges[at]
      if edge >> 24 == key { return Int32(truncatingIfNeeded: edge & 0xFF_FFFF) }
      if edge == 0 { return 0 }
      at = (at &+ 1) & mask
    }
  }

  @inline(__always)
  func value(at node: Int32) -> Value { values[Int(node)] }

  /// Changes all values; `isFirst` tells the nodes of one unit.
  mutating func updateValues(_ change: (_ isFirst: Bool, inout Value) -> Void) {
    var isFirst = [Bool](repeating: false, count: values.count)
    for node in firstNodes where node != 0 { isFirst[Int(node)] = true }
    for index in values.indices.dropFirst() { change(isFirst[index], &values[index]) }
  }

  /// Changes what ends at `node`; the root and unknown nodes are left alone.
  mutating func updateValue(at node: Int32, _ change: (inout Value) -> Void) {
    guard node > 0, Int(node) < values.count else { return }
    change(&values[Int(node)])
  }

  /// The node below `parent` by `unit`, made if need be; 0 when the trie is full.
  mutating func insertChild(of parent: Int32, by unit: UInt16) -> Int32 {
    if parent == 0 {
      let known = firstNodes[Int(unit)]
      if known != 0 { return known }
      guard let node = newNode() else { return 0 }
      firstNodes[Int(unit)] = node
      return node
    }
    let known = child(of: parent, by: unit)
    if known != 0 { return known }
    guard let node = newNode() else { return 0 }
    if values.count * 3 > edges.count * 2 { grow() }
    place(UInt64(UInt32(bitPattern: parent)) << 40 | UInt64(unit) << 24 | UInt64(UInt32(bitPattern: node)))
    values[Int(parent)].setHasChildren()
    return node
  }

  private mutating func newNode() -> Int32? {
    guard values.count < Self.nodeLimit else { return nil }
    values.append(.none)
    return Int32(values.count - 1)
  }

  private mutating func place(_ edge: UInt64) {
    let mask = edges.count &- 1
    var at = Int(truncatingIfNeeded: ((edge >> 24) &* 0x9E37_79B9_7F4A_7C15) >> shift)
    while edges[at] != 0 { at = (at &+ 1) & mask }
    edges[at] = edge
  }

  private mutating func grow() {
    let old = edges
    shift -= 1
    edges = Array(repeating: 0, count: old.count * 2)
    for edge in old where edge != 0 { place(edge) }
  }
}
