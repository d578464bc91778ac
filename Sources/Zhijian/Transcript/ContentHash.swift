/// SHA-256 as in FIPS 180-4: the hash of canonical content, and the base of pseudonyms.
public enum SHA256 {
  /// The 32 bytes of the digest of `bytes`.
  public static func hash(_ bytes: some Sequence<UInt8>) -> [UInt8] { digest(of: bytes).bytes }

  /// The digest of `bytes` as 64 lower-case hexadecimal digits.
  public static func hexString(_ bytes: some Sequence<UInt8>) -> String {
    hexString(ofDigest: hash(bytes))
  }

  /// The first 16 hexadecimal digits of the digest of `bytes`.
  public static func shortHexString(_ bytes: some Sequence<UInt8>) -> String {
    let leading = digest(of: bytes).leading64
    // Safe: sixteen digits fill the capacity, and all are ASCII.
    return String(unsafeUninitializedCapacity: 16) { digits in
      for place in 0..<16 {
        digits.initializeElement(
          at: place, to: hexDigit(UInt8(truncatingIfNeeded: leading >> UInt64(60 - 4 * place)) & 15))
      }
      return 16
    }
  }

  /// The first 8 bytes of the digest of `bytes` as one number, the first byte highest.
  public static func leading64(_ bytes: some Sequence<UInt8>) -> UInt64 { digest(of: bytes).leading64 }

  /// The bytes of `digest` as lower-case hexadecimal digits, two a byte.
  public static func hexString(ofDigest digest: some Sequence<UInt8>) -> String {
    var digits: [UInt8] = []
    digits.reserveCapacity(2 * digest.underestimatedCount)
    for byte in digest {
      digits.append(hexDigit(byte >> 4))
      digits.append(hexDigit(byte & 15))
    }
    return String(decoding: digits, as: UTF8.self)
  }

  /// HMAC-SHA-256 as in RFC 2104: the 32 bytes that only an owner of `key` can work out for `message`.
  public static func authenticationCode(
    for message: some Sequence<UInt8>, key: some Sequence<UInt8>
  ) -> [UInt8] {
    var block = Array(key)
    if block.count > SHA256Digest.blockSize { block = hash(block) }
    block += repeatElement(0, count: SHA256Digest.blockSize - block.count)
    let inner = hash(block.map { $0 ^ 0x36 } + Array(message))
    return hash(block.map { $0 ^ 0x5c } + inner)
  }

  private static func digest(of bytes: some Sequence<UInt8>) -> SHA256Digest {
    bytes.withContiguousStorageIfAvailable { SHA256Digest($0) }
      ?? Array(bytes).withUnsafeBufferPointer { SHA256Digest($0) }
  }

  private static func hexDigit(_ nibble: UInt8) -> UInt8 { nibble < 10 ? 0x30 + nibble : 0x57 + nibble }
}

extension [UInt8] {
  /// Adds `text` and the zero that ends it.
  mutating func append(field text: String) {
    append(text)
    append(0)
  }

  /// Adds the UTF-8 of `text`.
  mutating func append(_ text: String) {
    if text.utf8.withContiguousStorageIfAvailable({ append(contentsOf: $0) }) == nil { append(contentsOf: text.utf8) }
  }

  /// Adds the digits of a number, behind a minus where it is negative.
  mutating func append(decimal number: Int64) {
    var magnitude = number.magnitude
    if number < 0 { append(0x2D) }
    guard magnitude > 9 else { return append(0x30 + UInt8(truncatingIfNeeded: magnitude)) }
    let start = count
    while magnitude > 0 {
      let (rest, digit) = magnitude.quotientAndRemainder(dividingBy: 10)
      append(0x30 + UInt8(truncatingIfNeeded: digit))
      magnitude = rest
    }
    self[start...].reverse()
  }
}
