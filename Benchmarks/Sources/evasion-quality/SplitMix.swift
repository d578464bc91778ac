/// A small generator of numbers: the same seed, the same numbers, on every machine.
struct SplitMix {
  private var state: UInt64

  /// Seeds from a text, so that a case does not depend on the cases before it.
  init(_ text: String) {
    state = text.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
  }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }

  /// 0..<bound; 0 for a bound of 0.
  mutating func below(_ bound: Int) -> Int { bound > 0 ? Int(next() % UInt64(bound)) : 0 }

  /// True `percent` times in a hundred.
  mutating func chance(_ percent: Int) -> Bool { below(100) < percent }

  mutating func pick<Element>(_ items: [Element]) -> Element? { items.isEmpty ? nil : items[below(items.count)] }

  /// Indices of `indices`, at least one and at most `limit`, in order; empty only where there are none.
  mutating func some(_ indices: [Int], limit: Int) -> [Int] {
    var rest = indices
    var taken: [Int] = []
    let count = min(rest.count, 1 + below(limit))
    while taken.count < count { taken.append(rest.remove(at: below(rest.count))) }
    return taken.sorted()
  }
}
