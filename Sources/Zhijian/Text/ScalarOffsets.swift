/// Converts UTF-16 offsets of a text to Unicode scalar offsets, which is what outputs count.
public struct ScalarOffsets: Sendable {
  /// For every UTF-16 offset the number of scalars before it; nil where both are the same.
  private let offsets: [Int32]?
  private let count: Int

  /// A lone surrogate counts as one scalar, as it is written as U+FFFD.
  public init(_ units: [UInt16]) {
    count = units.count
    guard units.contains(where: { $0 & 0xFC00 == 0xD800 }) else {
      offsets = nil
      return
    }
    var result: [Int32] = []
    result.reserveCapacity(units.count + 1)
    var scalars: Int32 = 0
    var index = 0
    while index < units.count {
      result.append(scalars)
      if units[index] & 0xFC00 == 0xD800, index + 1 < units.count, units[index + 1] & 0xFC00 == 0xDC00 {
        result.append(scalars)
        index += 1
      }
      scalars += 1
      index += 1
    }
    result.append(scalars)
    offsets = result
  }

  /// The scalar offset of a UTF-16 offset; one beyond the text is cut to its end.
  public func offset(of unit: Int) -> Int {
    let unit = min(max(0, unit), count)
    guard let offsets else { return unit }
    return Int(offsets[unit])
  }
}
