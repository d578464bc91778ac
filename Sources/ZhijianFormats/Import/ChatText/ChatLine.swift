internal import Zhijian

/// A line of pasted text with its number in the file.
struct ChatLine {
  var number: Int
  /// Without white space at both ends; of more than `maximumBytes` the rest is cut off.
  var text: String
  var isCut = false

  static let maximumBytes = 1 << 20

  /// The lines of `utf8`. LF, CRLF and CR count as line ends for the number; vertical tabs, form feeds, U+0085,
  /// U+2028 and U+2029 also end a line, but the number stays, as in editors.
  static func split(_ utf8: [UInt8]) -> [ChatLine] {
    // Safe: indices are compared with the count before each byte is read; white space is a whole sequence, which no
    // line end cuts.
    utf8.withUnsafeBufferPointer { bytes in
      var lines: [ChatLine] = []
      var number = 1
      var start = 0
      var index = 0
      func add(_ end: Int) {
        var lower = start
        var upper = end
        while lower < upper, isSpace(bytes, lower) > 0 { lower += isSpace(bytes, lower) }
        while upper > lower, case let length = spaceBefore(bytes, upper, lower), length > 0 { upper -= length }
        let isCut = upper - lower > maximumBytes
        if isCut {
          upper = lower + maximumBytes
          while upper > lower, bytes[upper] & 0xC0 == 0x80 { upper -= 1 }
        }
        let text = String(decoding: UnsafeBufferPointer(rebasing: bytes[lower..<upper]), as: UTF8.self)
        lines.append(ChatLine(number: number, text: text, isCut: isCut))
      }
      while index < bytes.count {
        switch bytes[index] {
        case 0x0A, 0x0D:
          add(index)
          if bytes[index] == 0x0D, index + 1 < bytes.count, bytes[index + 1] == 0x0A { index += 1 }
          index += 1
          number += 1
          start = index
        case 0x0B, 0x0C:
          add(index)
          index += 1
          start = index
        case 0xC2 where index + 1 < bytes.count && bytes[index + 1] == 0x85:
          add(index)
          index += 2
          start = index
        case 0xE2 where index + 2 < bytes.count && bytes[index + 1] == 0x80 && bytes[index + 2] & 0xFE == 0xA8:
          add(index)
          index += 3
          start = index
        default: index += 1
        }
      }
      if start < bytes.count { add(bytes.count) }
      return lines
    }
  }

  /// Says which lines were cut off.
  static func report(_ lines: [ChatLine], to input: ImportInput) {
    let cut = lines.filter(\.isCut).map(\.number)
    guard let first = cut.first else { return }
    let shown = cut.prefix(50).map(String.init).joined(separator: ", ")
    input.report(
      Diagnostic(
        .warning, code: "long-line",
        message: LocalizedText(
          zh: "行超过 \(maximumBytes) 字节，其余丢弃：行 \(shown)",
          en: "lines of more than \(maximumBytes) bytes were cut off: \(shown)"),
        location: SourceLocation(file: input.file, line: first)))
  }

  /// The length of a space, tab, no-break or ideographic space at `index`; 0 where there is none.
  private static func isSpace(_ bytes: UnsafeBufferPointer<UInt8>, _ index: Int) -> Int {
    switch bytes[index] {
    case 0x20, 0x09: 1
    case 0xC2 where index + 1 < bytes.count && bytes[index + 1] == 0xA0: 2
    case 0xE3 where index + 2 < bytes.count && bytes[index + 1] == 0x80 && bytes[index + 2] == 0x80: 3
    default: 0
    }
  }

  private static func spaceBefore(_ bytes: UnsafeBufferPointer<UInt8>, _ end: Int, _ start: Int) -> Int {
    for length in 1...3 where end - length >= start && isSpace(bytes, end - length) == length { return length }
    return 0
  }
}
