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

  /// Makes room for `count` units whose values are set by the caller.
  mutating func resize(to count: Int) {
    guard count > units.count else { return truncate(to: count) }
    let missing = count - units.count
    units.append(contentsOf: repeatElement(0, count: missing))
    starts.append(contentsOf: repeatElement(0, count: missing))
    ends.append(contentsOf: repeatElement(0, count: missing))
  }

  mutating func truncate(to count: Int) {
    units.removeSubrange(count...)
    starts.removeSubrange(count...)
    ends.removeSubrange(count...)
  }

  @inline(__always)
  mutating func append(_ unit: UInt16, _ start: Int32, _ end: Int32) {
    units.append(unit)
    starts.append(start)
    ends.append(end)
  }

  /// Copies the unit at `source` to `target`, which is not after it.
  @inline(__always)
  mutating func move(_ source: Int, to target: Int) {
    units[target] = units[source]
    starts[target] = starts[source]
    ends[target] = ends[source]
  }

  /// Replaces characters of the basic plane by others of it; says whether anything changed.
  mutating func replaceCharacters(_ replacements: [UInt32: UInt32]) -> Bool {
    guard !replacements.isEmpty else { return false }
    var changed = false
    for index in units.indices {
      guard let replacement = replacements[UInt32(units[index])], let unit = UInt16(exactly: replacement) else {
        continue
      }
      units[index] = unit
      changed = true
    }
    return changed
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
