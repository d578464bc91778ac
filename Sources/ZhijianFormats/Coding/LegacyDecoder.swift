#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Decodes GB18030 or Big5 with the C library's converter, whose tables have the 2022 mappings of GB18030 (ICU 72 and
/// older put some of them into the private use area).
///
/// A class, because a converter must be closed exactly once.
final class LegacyDecoder {
  private let converter: iconv_t
  private let isBig5: Bool

  /// Nil for other encodings, and where the C library has no such converter, as in images without gconv modules.
  init?(_ encoding: TextEncoding) {
    // Big5 as Windows has it, with the characters that Hong Kong added where there is such a converter.
    let names = encoding == .big5 ? ["BIG5-HKSCS", "CP950", "BIG5"] : encoding == .gb18030 ? ["GB18030"] : []
    for name in names {
      guard let opened = iconv_open("UTF-8", name), Int(bitPattern: opened) != -1 else { continue }
      converter = opened
      isBig5 = encoding == .big5
      return
    }
    return nil
  }

  deinit { iconv_close(converter) }

  /// The length of the sequence at `index` in the encoding, as `sequence` and `big5Sequence` give it.
  func length(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Int {
    isBig5 ? Self.big5Sequence(bytes, at: index) : Self.sequence(bytes, at: index)
  }

  /// The same as `sequence` for Big5.
  static func big5Sequence(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Int {
    let first = bytes[index]
    if first < 0x80 { return 1 }
    guard first >= 0x81, first <= 0xFE, index + 1 < bytes.count else { return -1 }
    let second = bytes[index + 1]
    return second >= 0x40 && second <= 0x7E || second >= 0xA1 && second <= 0xFE ? 2 : -1
  }

  /// The length of the structurally valid sequence of GB18030 at `index`, or minus the length of the fault there.
  /// A byte below 0x80 behind a broken lead byte is never part of the fault, so that quotes and line
  /// ends survive (the rule of the WHATWG Encoding Standard).
  static func sequence(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Int {
    let first = bytes[index]
    if first < 0x80 { return 1 }
    guard first >= 0x81, first <= 0xFE, index + 1 < bytes.count else { return -1 }
    let second = bytes[index + 1]
    if second >= 0x40, second <= 0xFE, second != 0x7F { return 2 }
    guard second >= 0x30, second <= 0x39, index + 3 < bytes.count else { return -1 }
    let third = bytes[index + 2]
    let fourth = bytes[index + 3]
    guard third >= 0x81, third <= 0xFE, fourth >= 0x30, fourth <= 0x39 else { return -1 }
    return 4
  }

  /// Appends the UTF-8 of `bytes` to `output`, one U+FFFD for each fault. Returns the offsets in `output`
  /// where these stand.
  func decode(_ bytes: UnsafeBufferPointer<UInt8>, into output: inout [UInt8]) -> [Int] {
    var faults: [Int] = []
    var index = 0
    while index < bytes.count {
      // Two bytes become three, four become at most four.
      let slice = min(bytes.count - index, 1 << 20)
      var left = slice
      let room = slice * 3 / 2 + 16
      let start = output.count
      output.append(contentsOf: repeatElement(0, count: room))
      var spare = room
      var failure: Int32 = 0
      // Safe: the converter reads at most `left` bytes from `index` on, of which the input has `slice`, and writes at most
      // `spare` bytes behind `start`, which were just added; it does not write to the input, whatever its C type says.
      output.withUnsafeMutableBytes { buffer in
        guard let target = buffer.baseAddress, let source = bytes.baseAddress else { return }
        var from: UnsafeMutablePointer<CChar>? = UnsafeMutableRawPointer(mutating: source + index)
          .assumingMemoryBound(to: CChar.self)
        var to: UnsafeMutablePointer<CChar>? = (target + start).assumingMemoryBound(to: CChar.self)
        errno = 0
        let result = iconv(converter, &from, &left, &to, &spare)
        failure = result == Int.max || Int(bitPattern: UInt(bitPattern: result)) == -1 ? errno : 0
      }
      output.removeLast(spare)
      let done = slice - left
      index += done
      guard failure == EILSEQ || failure == EINVAL else {
        // Out of room, or the end of a slice: go on. No progress at all would never end.
        if done == 0 { index = fault(bytes, at: index, into: &output, faults: &faults) }
        continue
      }
      let isCutBySlice = failure == EINVAL && index + left < bytes.count
      if isCutBySlice, done > 0 { continue }
      index = fault(bytes, at: index, into: &output, faults: &faults)
    }
    return faults
  }

  private func fault(
    _ bytes: UnsafeBufferPointer<UInt8>, at index: Int, into output: inout [UInt8], faults: inout [Int]
  ) -> Int {
    faults.append(output.count)
    output.append(contentsOf: [0xEF, 0xBF, 0xBD])
    guard index < bytes.count else { return bytes.count }
    let length = abs(length(bytes, at: index))
    // A code that is well-formed but unassigned: an ASCII trail byte stays.
    return index + (length == 2 && bytes[index + 1] < 0x80 ? 1 : length)
  }
}
