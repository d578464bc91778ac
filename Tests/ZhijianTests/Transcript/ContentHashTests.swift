import Testing

@testable import Zhijian

/// FIPS 180-4 example vectors and RFC 4231 test cases.
struct ContentHashTests {
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
    (
      "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu",
      "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"
    ),
  ])
  func digestOfShortMessages(message: String, expected: String) {
    #expect(SHA256.hexString(message.utf8) == expected)
  }

  @Test func digestOfAMillionLetters() {
    #expect(
      SHA256.hexString(repeatElement(UInt8(ascii: "a"), count: 1_000_000))
        == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
  }

  @Test(arguments: 50...70)
  func aMessageOfAnyLengthNearABlockHashesLikeItsPieces(length: Int) {
    let bytes = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 7) }
    var state = Set<[UInt8]>()
    state.insert(SHA256.hash(bytes))
    state.insert(SHA256.hash(bytes.prefix(20) + bytes.dropFirst(20)))
    #expect(state.count == 1)
    #expect(state.first?.count == 32)
    #expect(SHA256.hash(bytes) != SHA256.hash(bytes + [0]))
  }

  @Test(arguments: 0...130)
  func theShortFormsAreTheBeginningOfTheLong(length: Int) {
    let bytes = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 11) }
    let long = SHA256.hexString(bytes)
    #expect(SHA256.shortHexString(bytes) == String(long.prefix(16)))
    #expect(SHA256.leading64(bytes) == UInt64(long.prefix(16), radix: 16))
    #expect(SHA256.hexString(AnySequence(bytes)) == long)
  }

  /// The processor's instructions, where there are any, against the plain way.
  @Test(arguments: [0, 1, 55, 56, 63, 64, 65, 119, 120, 127, 128, 1000])
  func bothWaysGiveTheSame(length: Int) {
    let bytes = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 13 &+ 5) }
    let plain = bytes.withUnsafeBufferPointer { SHA256Digest($0, usesInstructions: false) }
    #expect(plain.bytes == SHA256.hash(bytes))
  }

  struct AuthenticationCase: Sendable, CustomTestStringConvertible {
    let name: String
    let key: [UInt8]
    let message: [UInt8]
    let code: String
    var testDescription: String { name }
  }

  static let cases = [
    AuthenticationCase(
      name: "RFC 4231 case 1", key: [UInt8](repeating: 0x0b, count: 20), message: Array("Hi There".utf8),
      code: "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"),
    AuthenticationCase(
      name: "RFC 4231 case 2", key: Array("Jefe".utf8), message: Array("what do ya want for nothing?".utf8),
      code: "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"),
    AuthenticationCase(
      name: "RFC 4231 case 3", key: [UInt8](repeating: 0xaa, count: 20),
      message: [UInt8](repeating: 0xdd, count: 50),
      code: "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"),
    AuthenticationCase(
      name: "RFC 4231 case 4", key: Array(1...25), message: [UInt8](repeating: 0xcd, count: 50),
      code: "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b"),
    AuthenticationCase(
      name: "RFC 4231 case 6", key: [UInt8](repeating: 0xaa, count: 131),
      message: Array("Test Using Larger Than Block-Size Key - Hash Key First".utf8),
      code: "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"),
    AuthenticationCase(
      name: "RFC 4231 case 7", key: [UInt8](repeating: 0xaa, count: 131),
      message: Array(
        ("This is a test using a larger than block-size key and a larger than block-size data. "
          + "The key needs to be hashed before being used by the HMAC algorithm.").utf8),
      code: "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2"),
  ]

  @Test(arguments: cases)
  func authenticationCode(of test: AuthenticationCase) {
    let code = SHA256.authenticationCode(for: test.message, key: test.key)
    #expect(SHA256.hexString(ofDigest: code) == test.code)
  }
}
