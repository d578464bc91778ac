internal import CSHA256

/// The eight words that a digest is made of.
struct SHA256Digest {
  static let blockSize = 64

  private typealias Words = (UInt32, UInt32, UInt32, UInt32, UInt32, UInt32, UInt32, UInt32)

  private var words: Words = (
    0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a,
    0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19
  )
  private let usesInstructions: Bool

  /// The digest of `bytes`, by the processor's own instructions where it has them and they are not switched off.
  init(_ bytes: UnsafeBufferPointer<UInt8>, usesInstructions: Bool = true) {
    self.usesInstructions = usesInstructions
    let whole = bytes.count / Self.blockSize
    // Safe: `whole` blocks lie in the bytes.
    if whole > 0, let base = bytes.baseAddress { compress(UnsafeRawPointer(base), count: whole) }
    let rest = bytes[(whole * Self.blockSize)...]
    let padded = rest.count < Self.blockSize - 8 ? Self.blockSize : 2 * Self.blockSize
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: padded) { last in
      // Safe: the rest has at most 63 bytes, the mark and the length at most nine more, and `padded` has room for them.
      last.initialize(repeating: 0)
      for (place, byte) in rest.enumerated() { last[place] = byte }
      last[rest.count] = 0x80
      let bitCount = UInt64(bytes.count) &* 8
      for place in 0..<8 { last[padded - 1 - place] = UInt8(truncatingIfNeeded: bitCount >> UInt64(8 * place)) }
      // Safe: `last` holds `padded` bytes, one or two whole blocks.
      if let base = last.baseAddress { compress(UnsafeRawPointer(base), count: padded / Self.blockSize) }
    }
  }

  /// The 32 bytes.
  var bytes: [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(32)
    for word in [words.0, words.1, words.2, words.3, words.4, words.5, words.6, words.7] {
      for shift: UInt32 in [24, 16, 8, 0] { bytes.append(UInt8(truncatingIfNeeded: word >> shift)) }
    }
    return bytes
  }

  /// The first 8 bytes as one number.
  var leading64: UInt64 { UInt64(words.0) << 32 | UInt64(words.1) }

  /// Takes in `count` blocks from `blocks` on.
  private mutating func compress(_ blocks: UnsafeRawPointer, count: Int) {
    if usesInstructions {
      // Safe: a tuple of eight words is laid out like an array of them, and the caller has `count` blocks.
      let isDone = withUnsafeMutableBytes(of: &words) { words in
        csha256_blocks(
          words.assumingMemoryBound(to: UInt32.self).baseAddress, blocks.assumingMemoryBound(to: UInt8.self), count)
      }
      if isDone != 0 { return }
    }
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 64) { schedule in
      Self.roundConstants.withUnsafeBufferPointer { constants in
        for block in 0..<count {
          // Safe: the caller has `count` blocks of 64 bytes; `schedule` and `constants` hold 64 words each, and
          // every index below is under 64.
          Self.expand(blocks + block * Self.blockSize, into: schedule)
          rounds(schedule, constants)
        }
      }
    }
  }

  private static func expand(_ block: UnsafeRawPointer, into schedule: UnsafeMutableBufferPointer<UInt32>) {
    for index in 0..<16 {
      schedule[index] = UInt32(bigEndian: block.loadUnaligned(fromByteOffset: 4 * index, as: UInt32.self))
    }
    for index in 16..<64 {
      let early = schedule[index - 15]
      let late = schedule[index - 2]
      let sigma0 = rotated(early, 7) ^ rotated(early, 18) ^ (early >> 3)
      let sigma1 = rotated(late, 17) ^ rotated(late, 19) ^ (late >> 10)
      schedule[index] = schedule[index - 16] &+ sigma0 &+ schedule[index - 7] &+ sigma1
    }
  }

  private mutating func rounds(
    _ schedule: UnsafeMutableBufferPointer<UInt32>, _ constants: UnsafeBufferPointer<UInt32>
  ) {
    var (a, b, c, d, e, f, g, h) = words
    var index = 0
    // Eight rounds at a time: the words then stand where they began, and none has to be moved.
    while index < 64 {
      Self.round(a, b, c, &d, e, f, g, &h, constants[index] &+ schedule[index])
      Self.round(h, a, b, &c, d, e, f, &g, constants[index + 1] &+ schedule[index + 1])
      Self.round(g, h, a, &b, c, d, e, &f, constants[index + 2] &+ schedule[index + 2])
      Self.round(f, g, h, &a, b, c, d, &e, constants[index + 3] &+ schedule[index + 3])
      Self.round(e, f, g, &h, a, b, c, &d, constants[index + 4] &+ schedule[index + 4])
      Self.round(d, e, f, &g, h, a, b, &c, constants[index + 5] &+ schedule[index + 5])
      Self.round(c, d, e, &f, g, h, a, &b, constants[index + 6] &+ schedule[index + 6])
      Self.round(b, c, d, &e, f, g, h, &a, constants[index + 7] &+ schedule[index + 7])
      index += 8
    }
    words.0 &+= a
    words.1 &+= b
    words.2 &+= c
    words.3 &+= d
    words.4 &+= e
    words.5 &+= f
    words.6 &+= g
    words.7 &+= h
  }

  /// One round on words named as in the standard, without moving them.
  @inline(__always)
  private static func round(
    _ a: UInt32, _ b: UInt32, _ c: UInt32, _ d: inout UInt32, _ e: UInt32, _ f: UInt32, _ g: UInt32, _ h: inout UInt32,
    _ word: UInt32
  ) {
    let choice = g ^ (e & (f ^ g))
    let first = h &+ word &+ choice &+ (rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25))
    let majority = (a & b) | (c & (a | b))
    d &+= first
    h = first &+ majority &+ (rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22))
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
