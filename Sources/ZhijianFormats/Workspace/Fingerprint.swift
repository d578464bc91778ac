/// 128 bits that tell contents apart: quick to work out, good against chance and damage, no defence
/// against somebody who wants two contents to look alike.
public struct Fingerprint: Sendable, Hashable {
  public private(set) var high: UInt64
  public private(set) var low: UInt64

  /// The fingerprint of nothing.
  public init() { (high, low) = (0x243F_6A88_85A3_08D3, 0x1319_8A2E_0370_7344) }

  init(high: UInt64, low: UInt64) { (self.high, self.low) = (high, low) }

  /// Takes in one more part. Where parts end counts: "ab" and "c" are not "a" and "bc".
  public mutating func add(_ part: String) { add(Array(part.utf8)) }

  /// Takes in one more part; see `add(_:)`.
  public mutating func add<Element: FixedWidthInteger & BitwiseCopyable>(_ part: [Element]) {
    var lanes = Lanes(high, low)
    part.withUnsafeBytes { lanes.add($0) }
    (high, low) = lanes.finish(count: UInt64(part.count))
  }

  /// 32 lower-case hexadecimal digits.
  public var hexString: String { Self.hex(high) + Self.hex(low) }

  private static func hex(_ value: UInt64) -> String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}

/// Four sums side by side, so that the multiplications overlap.
private struct Lanes {
  private var a: UInt64
  private var b: UInt64
  private var c: UInt64
  private var d: UInt64

  init(_ high: UInt64, _ low: UInt64) {
    a = high
    b = low
    c = high ^ 0xA409_3822_299F_31D0
    d = low ^ 0x082E_FA98_EC4E_6C89
  }

  mutating func add(_ bytes: UnsafeRawBufferPointer) {
    var at = 0
    while bytes.count - at >= 32 {
      // Safe: 32 bytes from `at` on are inside the buffer, and unaligned loads are allowed.
      a = Self.mixed(a, bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self))
      b = Self.mixed(b, bytes.loadUnaligned(fromByteOffset: at + 8, as: UInt64.self))
      c = Self.mixed(c, bytes.loadUnaligned(fromByteOffset: at + 16, as: UInt64.self))
      d = Self.mixed(d, bytes.loadUnaligned(fromByteOffset: at + 24, as: UInt64.self))
      at += 32
    }
    while at < bytes.count {
      a = Self.mixed(a, UInt64(bytes[at]) | 0x100)
      at += 1
    }
  }

  func finish(count: UInt64) -> (UInt64, UInt64) {
    let high = Self.mixed(Self.mixed(Self.mixed(a, b), c), d ^ count)
    let low = Self.mixed(Self.mixed(Self.mixed(d, c), b), a &+ count)
    return (high ^ high >> 29, low ^ low >> 31)
  }

  @inline(__always)
  private static func mixed(_ sum: UInt64, _ word: UInt64) -> UInt64 {
    let product = (sum ^ word) &* 0x9E37_79B9_7F4A_7C15
    return product << 31 | product >> 33
  }
}
