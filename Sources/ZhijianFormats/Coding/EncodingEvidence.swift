/// How much a text looks like Chinese, read in one of the encodings of two bytes a character.
struct LegacyEvidence {
  private(set) var sequences = 0
  private(set) var faults = 0
  /// Characters of the first level: the common ones.
  private var common = 0
  /// The few characters that every chat is full of.
  private var frequent = 0

  /// `isComplete` says that a sequence cut at the end is a fault.
  ///
  /// Safe: `length` is never more than what is left behind `index`.
  init(_ bytes: UnsafeBufferPointer<UInt8>, isComplete: Bool, encoding: TextEncoding) {
    let isBig5 = encoding == .big5
    var index = 0
    while index < bytes.count {
      let length =
        isBig5 ? LegacyDecoder.big5Sequence(bytes, at: index) : LegacyDecoder.sequence(bytes, at: index)
      if length > 1 {
        sequences += 1
        let code = UInt16(bytes[index]) << 8 | UInt16(bytes[index + 1])
        if isBig5 ? Self.isCommonBig5(code) : Self.isCommonGB(code) { common += 1 }
        if (isBig5 ? Self.frequentBig5 : Self.frequentGB).contains(code) { frequent += 1 }
      } else if length < 0, isComplete || index + 4 <= bytes.count {
        faults += 1
      }
      index += abs(length)
    }
  }

  /// The share of common characters, with more weight on the most frequent ones; 0 and less where most is broken.
  var score: Double {
    guard sequences > 0 else { return 0 }
    return (Double(common) + 2 * Double(frequent) - 4 * Double(faults)) / Double(sequences)
  }

  /// 一级汉字 and marks.
  private static func isCommonGB(_ code: UInt16) -> Bool {
    let second = code & 0xFF
    return second >= 0xA1 && (code >= 0xB0A1 && code <= 0xD7F9 || code >= 0xA1A1 && code <= 0xA3FE)
  }

  /// 常用字 and marks.
  private static func isCommonBig5(_ code: UInt16) -> Bool {
    code >= 0xA440 && code <= 0xC67E || code >= 0xA140 && code <= 0xA3BF
  }

  /// 的是不了我在有您好请这可以吗亲，。！？：
  private static let frequentGB: Set<UInt16> = [
    0xB5C4, 0xCAC7, 0xB2BB, 0xC1CB, 0xCED2, 0xD4DA, 0xD3D0, 0xC4FA, 0xBAC3, 0xC7EB, 0xD5E2, 0xBFC9, 0xD2D4, 0xC2F0,
    0xC7D7,
    0xA3AC, 0xA1A3, 0xA3A1, 0xA3BF, 0xA3BA,
  ]

  /// 的是不了我在有您好請這可以嗎親，。！？：
  private static let frequentBig5: Set<UInt16> = [
    0xAABA, 0xAC4F, 0xA4A3, 0xA446, 0xA7DA, 0xA662, 0xA6B3, 0xB17A, 0xA66E, 0xBDD0, 0xB36F, 0xA569, 0xA548, 0xB6DC,
    0xBFCB,
    0xA141, 0xA143, 0xA149, 0xA148, 0xA147,
  ]
}

/// Whether text without a byte order mark is UTF-16, when it has too few ASCII characters to show it by their NULs.
enum UTF16Evidence {
  /// Nil where it is not clearly one of them.
  static func encoding(of bytes: UnsafeBufferPointer<UInt8>) -> TextEncoding? {
    let count = bytes.count / 2
    guard count >= 8 else { return nil }
    var plausible = (little: 0, big: 0)
    // Safe: both indices are below twice the count.
    for unit in 0..<count {
      let (first, second) = (bytes[unit * 2], bytes[unit * 2 + 1])
      if isPlausible(high: second, low: first) { plausible.little += 1 }
      if isPlausible(high: first, low: second) { plausible.big += 1 }
    }
    if plausible.little * 20 >= count * 19, plausible.big * 2 < count { return .utf16LittleEndian }
    if plausible.big * 20 >= count * 19, plausible.little * 2 < count { return .utf16BigEndian }
    return nil
  }

  /// Whether a unit is a Chinese character, a mark, ASCII, or half of an emoji.
  private static func isPlausible(high: UInt8, low: UInt8) -> Bool {
    switch high {
    case 0x4E...0x9F, 0x30, 0xD8, 0xDC...0xDF: true
    case 0x00: low == 0x0A || low == 0x0D || low == 0x09 || (0x20..<0x7F).contains(low)
    case 0xFF: low >= 0x01 && low <= 0x5E
    case 0x20: low >= 0x10 && low <= 0x3B
    default: false
    }
  }
}
