/// Checks and repairs UTF-8. A fault is a maximal part of an ill-formed sequence (Unicode 15, section
/// 3.9), and each becomes one U+FFFD: the same count that `String(decoding:as:)` produces.
enum UTF8Validation {
  /// The length of the well-formed sequence at `index`, or minus the length of the fault there. `bytes` has `end` bytes,
  /// and `index` is below `end`.
  ///
  /// Safe: each further byte is read behind a check of its index against `end`, so no length leads beyond it either.
  @inline(__always)
  static func sequence(_ bytes: UnsafePointer<UInt8>, at index: Int, end: Int) -> Int {
    let first = bytes[index]
    if first < 0x80 { return 1 }
    guard first >= 0xC2, first <= 0xF4 else { return -1 }
    guard index + 1 < end else { return -1 }
    let second = bytes[index + 1]
    if first < 0xE0 { return second & 0xC0 == 0x80 ? 2 : -1 }
    let lowest: UInt8 = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80
    let highest: UInt8 = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF
    guard second >= lowest, second <= highest else { return -1 }
    guard index + 2 < end, bytes[index + 2] & 0xC0 == 0x80 else { return -2 }
    if first < 0xF0 { return 3 }
    guard index + 3 < end, bytes[index + 3] & 0xC0 == 0x80 else { return -3 }
    return 4
  }

  /// The first index at or after `start` where a fault or a NUL stands; `end` where there is none.
  static func firstFault(_ bytes: UnsafePointer<UInt8>, from start: Int, end: Int) -> Int {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let highs: UInt64 = 0x8080_8080_8080_8080
    var index = start
    while index < end {
      while index + 8 <= end {
        // Safe: the eight bytes from `index` on end at or before `end`.
        let word = UnsafeRawPointer(bytes + index).loadUnaligned(as: UInt64.self)
        guard (word | (word &- ones)) & highs == 0 else { break }
        index += 8
      }
      guard index < end else { break }
      guard bytes[index] != 0 else { return index }
      let length = sequence(bytes, at: index, end: end)
      guard length > 0 else { return index }
      index += length
    }
    return end
  }

  /// The number of faults in `bytes`.
  static func faults(in bytes: UnsafeBufferPointer<UInt8>) -> Int {
    guard let base = bytes.baseAddress else { return 0 }
    var count = 0
    var index = 0
    while index < bytes.count {
      let length = sequence(base, at: index, end: bytes.count)
      if length < 0 { count += 1 }
      index += abs(length)
    }
    return count
  }

  /// Appends the UTF-8 of `scalar`, which must be a Unicode scalar value.
  @inline(__always)
  static func append(scalar: UInt32, to bytes: inout [UInt8]) {
    switch scalar {
    case 0..<0x80: bytes.append(UInt8(truncatingIfNeeded: scalar))
    case 0x80..<0x800:
      bytes.append(UInt8(truncatingIfNeeded: 0xC0 | scalar >> 6))
      bytes.append(UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F))
    case 0x800..<0x10000:
      bytes.append(UInt8(truncatingIfNeeded: 0xE0 | scalar >> 12))
      bytes.append(UInt8(truncatingIfNeeded: 0x80 | scalar >> 6 & 0x3F))
      bytes.append(UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F))
    default:
      bytes.append(UInt8(truncatingIfNeeded: 0xF0 | scalar >> 18))
      bytes.append(UInt8(truncatingIfNeeded: 0x80 | scalar >> 12 & 0x3F))
      bytes.append(UInt8(truncatingIfNeeded: 0x80 | scalar >> 6 & 0x3F))
      bytes.append(UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F))
    }
  }
}
