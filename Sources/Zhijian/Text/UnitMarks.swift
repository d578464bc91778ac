/// A set of UTF-16 units, a bit each: asked in a few instructions, and small enough for a near cache.
struct UnitMarks: Sendable {
  private var words = [UInt64](repeating: 0, count: 1024)

  init() {}

  init(_ units: some Sequence<UInt16>) {
    for unit in units { insert(unit) }
  }

  mutating func insert(_ unit: UInt16) { words[Int(unit >> 6)] |= 1 << UInt64(unit & 63) }

  @inline(__always)
  func contains(_ unit: UInt16) -> Bool { words[Int(unit &>> 6)] & (1 &<< UInt64(unit & 63)) != 0 }
}
