/// A set of UTF-16 units as sorted ranges that neither touch nor overlap.
struct UnitSet: Sendable, Hashable {
  private(set) var ranges: [ClosedRange<UInt16>]

  static let none = UnitSet(ranges: [])
  static let all = UnitSet(ranges: [0...UInt16.max])

  private init(ranges: [ClosedRange<UInt16>]) {
    self.ranges = ranges
  }

  /// The union of ranges in any order.
  init(_ ranges: [ClosedRange<UInt16>]) {
    var merged: [ClosedRange<UInt16>] = []
    for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let last = merged.last, Int(range.lowerBound) <= Int(last.upperBound) + 1 {
        merged[merged.count - 1] = last.lowerBound...max(last.upperBound, range.upperBound)
      } else {
        merged.append(range)
      }
    }
    self.ranges = merged
  }

  init(_ unit: UInt16) {
    ranges = [unit...unit]
  }

  /// The units that are not in the set.
  var complement: UnitSet {
    var gaps: [ClosedRange<UInt16>] = []
    var next = 0
    for range in ranges {
      if Int(range.lowerBound) > next { gaps.append(UInt16(next)...(range.lowerBound - 1)) }
      next = Int(range.upperBound) + 1
    }
    if next <= Int(UInt16.max) { gaps.append(UInt16(next)...UInt16.max) }
    return UnitSet(ranges: gaps)
  }

  func union(_ other: UnitSet) -> UnitSet { UnitSet(ranges + other.ranges) }

  func contains(_ unit: UInt16) -> Bool { ranges.contains { $0.contains(unit) } }

  /// The set with both cases of every ASCII letter that it holds in one.
  var ignoringCase: UnitSet {
    var wider = ranges
    for range in ranges {
      for (letters, offset) in [(UInt16(0x41)...UInt16(0x5A), 0x20), (UInt16(0x61)...UInt16(0x7A), -0x20)]
      where range.overlaps(letters) {
        let held = range.clamped(to: letters)
        wider.append(UInt16(Int(held.lowerBound) + offset)...UInt16(Int(held.upperBound) + offset))
      }
    }
    return UnitSet(wider)
  }
}
