/// A character encoding that transcripts come in.
public enum TextEncoding: String, Sendable, CaseIterable {
  case utf8 = "utf-8"
  case utf16LittleEndian = "utf-16le"
  case utf16BigEndian = "utf-16be"
  /// Also reads GBK and GB2312, its subsets; with the 2022 mappings.
  case gb18030
  /// With the characters of Hong Kong, where the system knows them.
  case big5
}

/// Which encoding a file is in and how that was found out.
struct EncodingDecision: Sendable, Equatable {
  enum Basis: Sendable {
    case option, byteOrderMark, validity, likelihood
  }

  var encoding: TextEncoding
  var basis: Basis
  /// The bytes of the byte order mark in front of the text.
  var markLength: Int

  /// Decides from the first bytes of a file: byte order mark, then UTF-8 that is valid but for few
  /// faults, then what of UTF-16, GB18030 and Big5 gives the most common characters. `isComplete` says that `bytes` are the whole file, so that a sequence cut at
  /// their end is a fault.
  static func decide(_ bytes: UnsafeBufferPointer<UInt8>, isComplete: Bool, forced: TextEncoding?) -> EncodingDecision {
    // Safe, here and below: bytes are read behind checks of their indices, and `sequence` never leads beyond the count.
    let mark = byteOrderMark(bytes)
    if let forced {
      return EncodingDecision(
        encoding: forced, basis: .option, markLength: mark?.encoding == forced ? mark?.length ?? 0 : 0)
    }
    if let mark {
      return EncodingDecision(encoding: mark.encoding, basis: .byteOrderMark, markLength: mark.length)
    }
    if let unmarked = unmarkedUTF16(bytes) {
      return EncodingDecision(encoding: unmarked, basis: .likelihood, markLength: 0)
    }
    let utf8 = utf8Evidence(bytes, isComplete: isComplete)
    if utf8.faults == 0 { return EncodingDecision(encoding: .utf8, basis: .validity, markLength: 0) }
    if let wide = UTF16Evidence.encoding(of: bytes) {
      return EncodingDecision(encoding: wide, basis: .likelihood, markLength: 0)
    }
    let gb = LegacyEvidence(bytes, isComplete: isComplete, encoding: .gb18030)
    let big5 = LegacyEvidence(bytes, isComplete: isComplete, encoding: .big5)
    // A byte that goes wrong in UTF-8 spoils one sequence among many good ones; GB18030 text read as
    // UTF-8 is faults nearly throughout.
    let prefersUTF8 = utf8.sequences > utf8.faults * 2 || (utf8.sequences > utf8.faults && gb.faults > 0)
    if prefersUTF8 { return EncodingDecision(encoding: .utf8, basis: .likelihood, markLength: 0) }
    if big5.score > gb.score {
      return EncodingDecision(encoding: .big5, basis: .likelihood, markLength: 0)
    }
    return EncodingDecision(encoding: .gb18030, basis: gb.faults == 0 ? .validity : .likelihood, markLength: 0)
  }

  private static func byteOrderMark(_ bytes: UnsafeBufferPointer<UInt8>) -> (encoding: TextEncoding, length: Int)? {
    if bytes.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF { return (.utf8, 3) }
    if bytes.count >= 4, bytes[0] == 0x84, bytes[1] == 0x31, bytes[2] == 0x95, bytes[3] == 0x33 {
      return (.gb18030, 4)
    }
    guard bytes.count >= 2 else { return nil }
    if bytes[0] == 0xFF, bytes[1] == 0xFE { return (.utf16LittleEndian, 2) }
    if bytes[0] == 0xFE, bytes[1] == 0xFF { return (.utf16BigEndian, 2) }
    return nil
  }

  /// UTF-16 without a mark: line ends, digits and colons put a NUL in one half of the units only.
  private static func unmarkedUTF16(_ bytes: UnsafeBufferPointer<UInt8>) -> TextEncoding? {
    var zeros = (even: 0, odd: 0)
    for index in 0..<bytes.count where bytes[index] == 0 {
      if index & 1 == 0 { zeros.even += 1 } else { zeros.odd += 1 }
    }
    let least = max(4, bytes.count / 40)
    if zeros.odd >= least, zeros.even * 20 < zeros.odd { return .utf16LittleEndian }
    if zeros.even >= least, zeros.odd * 20 < zeros.even { return .utf16BigEndian }
    return nil
  }

  private static func utf8Evidence(
    _ bytes: UnsafeBufferPointer<UInt8>, isComplete: Bool
  ) -> (sequences: Int, faults: Int) {
    guard let base = bytes.baseAddress else { return (0, 0) }
    var sequences = 0
    var faults = 0
    var index = 0
    while index < bytes.count {
      let length = UTF8Validation.sequence(base, at: index, end: bytes.count)
      if length > 1 {
        sequences += 1
      } else if length < 0, isComplete || index + 4 <= bytes.count {
        faults += 1
      }
      index += abs(length)
    }
    return (sequences, faults)
  }
}
