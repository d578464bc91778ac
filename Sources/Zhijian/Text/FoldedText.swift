/// A text as a view reads it, with the way back: every folded unit knows the range of the original it came from.
///
/// `units`, `starts` and `ends` have equal length. Starts and ends never decrease along the text and lie within the
/// original; several units may come from one range (㈱) and one unit from several characters (信信信).
public struct FoldedText: Sendable, Equatable {
  /// The folded text, UTF-16.
  public var units: [UInt16]
  /// For every folded unit, the first unit of its original range.
  public var starts: [Int32]
  /// For every folded unit, the unit after its original range.
  public var ends: [Int32]

  public init(units: [UInt16] = [], starts: [Int32] = [], ends: [Int32] = []) {
    self.units = units
    self.starts = starts
    self.ends = ends
  }

  public var count: Int { units.count }

  /// The original range of the folded units `folded`, half-open. A range beyond the text is cut to it; an empty one
  /// gives the empty range before its place.
  public func originalRange(_ folded: Range<Int>) -> TextRange {
    let lower = min(max(folded.lowerBound, 0), count)
    let upper = min(max(folded.upperBound, lower), count)
    let start = lower < count ? Int(starts[lower]) : Int(ends.last ?? 0)
    return upper > lower ? TextRange(start, Int(ends[upper - 1])) : TextRange(start, start)
  }

  /// Keeps the first `count` units.
  mutating func truncate(to count: Int) {
    let surplus = units.count - count
    guard surplus > 0 else { return }
    units.removeLast(surplus)
    starts.removeLast(surplus)
    ends.removeLast(surplus)
  }

  @inline(__always)
  mutating func append(_ unit: UInt16, _ start: Int32, _ end: Int32) {
    units.append(unit)
    starts.append(start)
    ends.append(end)
  }

  /// Empties it and keeps the storage, with room for `count` units.
  mutating func removeAll(reserving count: Int) {
    units.removeAll(keepingCapacity: true)
    starts.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
    guard units.capacity < count else { return }
    units.reserveCapacity(count)
    starts.reserveCapacity(count)
    ends.reserveCapacity(count)
  }

  /// Copies the unit at `source` to `target`, which is not after it.
  @inline(__always)
  mutating func move(_ source: Int, to target: Int) {
    units[target] = units[source]
    starts[target] = starts[source]
    ends[target] = ends[source]
  }

  /// Takes over the contents of `other`, keeping the storage.
  mutating func assign(_ other: FoldedText) {
    removeAll(reserving: other.count)
    units.append(contentsOf: other.units)
    starts.append(contentsOf: other.starts)
    ends.append(contentsOf: other.ends)
  }

  /// The code point at `index` and its number of units; a lone surrogate is one by itself.
  @inline(__always)
  func codePoint(at index: Int) -> (value: UInt32, length: Int) {
    let unit = units[index]
    guard unit & 0xFC00 == 0xD800, index + 1 < units.count, units[index + 1] & 0xFC00 == 0xDC00 else {
      return (UInt32(unit), 1)
    }
    return (supplementary(unit, units[index + 1]), 2)
  }
}

/// The code point of a surrogate pair.
@inline(__always)
func supplementary(_ high: UInt16, _ low: UInt16) -> UInt32 {
  0x10000 + (UInt32(high & 0x3FF) << 10 | UInt32(low & 0x3FF))
}
