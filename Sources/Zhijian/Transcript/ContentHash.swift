/// SHA-256 as in FIPS 180-4: the hash of canonical content, and the base of pseudonyms.
public enum SHA256 {
  /// The 32 bytes of the digest of `bytes`.
  public static func hash(_ bytes: some Sequence<UInt8>) -> [UInt8] {
    var state = SHA256State()
    state.update(bytes)
    return state.finish()
  }

  /// The digest of `bytes` as 64 lower-case hexadecimal digits.
  public static func hexString(_ bytes: some Sequence<UInt8>) -> String {
    hexString(ofDigest: hash(bytes))
  }

  /// The bytes of `digest` as lower-case hexadecimal digits, two a byte.
  public static func hexString(ofDigest digest: some Sequence<UInt8>) -> String {
    var digits: [UInt8] = []
    for byte in digest {
      digits.append(hexDigits[Int(byte >> 4)])
      digits.append(hexDigits[Int(byte & 15)])
    }
    return String(decoding: digits, as: UTF8.self)
  }

  /// HMAC-SHA-256 as in RFC 2104: the 32 bytes that only an owner of `key` can work out for `message`.
  public static func authenticationCode(
    for message: some Sequence<UInt8>, key: some Sequence<UInt8>
  ) -> [UInt8] {
    var block = Array(key)
    if block.count > SHA256State.blockSize { block = hash(block) }
    block += repeatElement(0, count: SHA256State.blockSize - block.count)
    var inner = SHA256State()
    inner.update(block.lazy.map { $0 ^ 0x36 })
    inner.update(message)
    var outer = SHA256State()
    outer.update(block.lazy.map { $0 ^ 0x5c })
    outer.update(inner.finish())
    return outer.finish()
  }

  private static let hexDigits = Array("0123456789abcdef".utf8)
}

/// A digest in the making: bytes go in piece by piece.
struct SHA256State {
  static let blockSize = 64

  private var words: [UInt32] = [
    0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a,
    0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19,
  ]
  private var block: [UInt8] = []
  private var byteCount: UInt64 = 0
  private var schedule = [UInt32](repeating: 0, count: 64)

  init() { block.reserveCapacity(Self.blockSize) }

  /// Adds `bytes` to what is hashed.
  mutating func update(_ bytes: some Sequence<UInt8>) {
    if let bytes = bytes as? [UInt8] { return update(bytes) }
    for byte in bytes {
      append(byte)
      byteCount &+= 1
    }
  }

  /// Whole blocks go in as they are.
  private mutating func update(_ bytes: [UInt8]) {
    byteCount &+= UInt64(bytes.count)
    var at = 0
    while at < bytes.count, !block.isEmpty {
      append(bytes[at])
      at += 1
    }
    while bytes.count - at >= Self.blockSize {
      Self.compress(bytes, from: at, into: &words, schedule: &schedule)
      at += Self.blockSize
    }
    while at < bytes.count {
      append(bytes[at])
      at += 1
    }
  }

  /// Pads, and gives the 32 bytes of the digest; nothing may be added after.
  mutating func finish() -> [UInt8] {
    let bitCount = byteCount &* 8
    append(0x80)
    while block.count != Self.blockSize - 8 { append(0) }
    for shift in stride(from: 56, through: 0, by: -8) {
      append(UInt8(truncatingIfNeeded: bitCount >> UInt64(shift)))
    }
    return words.flatMap { word in
      [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: word >> UInt32($0)) }
    }
  }

  private mutating func append(_ byte: UInt8) {
    block.append(byte)
    guard block.count == Self.blockSize else { return }
    Self.compress(block, from: 0, into: &words, schedule: &schedule)
    block.removeAll(keepingCapacity: true)
  }

  private static func compress(
    _ bytes: [UInt8], from start: Int, into words: inout [UInt32], schedule storage: inout [UInt32]
  ) {
    let block = bytes.span
    let constants = roundConstants
    let rounds = constants.span
    var schedule = storage.mutableSpan
    for index in 0..<16 {
      let first = start + index * 4
      schedule[index] =
        UInt32(block[first]) << 24 | UInt32(block[first + 1]) << 16
        | UInt32(block[first + 2]) << 8 | UInt32(block[first + 3])
    }
    for index in 16..<64 {
      let early = schedule[index - 15]
      let late = schedule[index - 2]
      let sigma0 = rotated(early, 7) ^ rotated(early, 18) ^ (early >> 3)
      let sigma1 = rotated(late, 17) ^ rotated(late, 19) ^ (late >> 10)
      schedule[index] = schedule[index - 16] &+ sigma0 &+ schedule[index - 7] &+ sigma1
    }
    var (a, b, c, d) = (words[0], words[1], words[2], words[3])
    var (e, f, g, h) = (words[4], words[5], words[6], words[7])
    for index in 0..<64 {
      let sum1 = rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25)
      let choice = (e & f) ^ (~e & g)
      let first = h &+ sum1 &+ choice &+ rounds[index] &+ schedule[index]
      let sum0 = rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22)
      let majority = (a & b) ^ (a & c) ^ (b & c)
      (h, g, f, e) = (g, f, e, d &+ first)
      (d, c, b, a) = (c, b, a, first &+ sum0 &+ majority)
    }
    words[0] &+= a
    words[1] &+= b
    words[2] &+= c
    words[3] &+= d
    words[4] &+= e
    words[5] &+= f
    words[6] &+= g
    words[7] &+= h
  }

  @inline(__always)
  private static func rotated(_ word: UInt32, _ count: UInt32) -> UInt32 {
    word >> count | word << (32 - count)
  }

  private static let roundConstants: [UInt32] = [
    0x428a_2f98, 0x7137_4491, 0xb5c0_fbcf, 0xe9b5_dba5, 0x3956_c25b, 0x59f1_11f1, 0x923f_82a4, 0xab1c_5ed5,
    0xd807_aa98, 0x1283_5b01, 0x2431_85be, 0x550c_7dc3, 0x72be_5d74, 0x80de_b1fe, 0x9bdc_06a7, 0xc19b_f174,
    0xe49b_69c1, 0xefbe_4786, 0x0fc1_9dc6, 0x240c_a1cc, 0x2de9_2c6f, 0x4a74_84aa, 0x5cb0_a9dc, 0x76f9_88da,
    0x983e_5152, 0xa831_c66d, 0xb003_27c8, 0xbf59_7fc7, 0xc6e0_0bf3, 0xd5a7_9147, 0x06ca_6351, 0x1429_2967,
    0x27b7_0a85, 0x2e1b_2138, 0x4d2c_6dfc, 0x5338_0d13, 0x650a_7354, 0x766a_0abb, 0x81c2_c92e, 0x9272_2c85,
    0xa2bf_e8a1, 0xa81a_664b, 0xc24b_8b70, 0xc76c_51a3, 0xd192_e819, 0xd699_0624, 0xf40e_3585, 0x106a_a070,
    0x19a4_c116, 0x1e37_6c08, 0x2748_774c, 0x34b0_bcb5, 0x391c_0cb3, 0x4ed8_aa4a, 0x5b9c_ca4f, 0x682e_6ff3,
    0x748f_82ee, 0x78a5_636f, 0x84c8_7814, 0x8cc7_0208, 0x90be_fffa, 0xa450_6ceb, 0xbef9_a3f7, 0xc671_78f2,
  ]
}
