#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Where and why a JSON text stops being one.
struct JSONFault: Error {
  let offset: Int
  let problem: Problem

  enum Problem {
    case unexpected(byte: UInt8)
    case truncated
    case badEscape
    case badNumber
    case tooDeep
  }
}

/// A strict JSON reader over UTF-8 bytes that moves forward once and copies nothing but the strings
/// that are asked for. It never traps; what it had to mend (broken UTF-8, lone surrogates, raw
/// control characters, numbers beyond 64 bits) it counts.
struct JSONScanner {
  static let maximumDepth = 128

  let base: UnsafePointer<UInt8>
  let end: Int
  var offset: Int
  /// Sequences of bytes that were no UTF-8 and became U+FFFD.
  var replacements = 0
  /// `\uD800`-like escapes without their partner, which became U+FFFD.
  var loneSurrogates = 0
  /// Control characters that should have been escaped; kept as they are.
  var controlCharacters = 0
  /// Numbers beyond the range of `Int64` and `Double`, kept as strings.
  var hugeNumbers = 0
  /// Members that stood twice in one object; the last counts.
  var duplicates = 0
  private var scratch: [UInt8] = []

  /// `base` must stay valid while the scanner is used; it is never read at or beyond `end`.
  ///
  /// Safe: every subscript of `base` is behind a check of its index against `end`, or against the end of a string that
  /// was found below it. `offset` only grows, and beyond `end` by no more than `stringBody` takes back.
  init(base: UnsafePointer<UInt8>, offset: Int = 0, end: Int) {
    self.base = base
    self.offset = offset
    self.end = end
  }

  /// The next byte that is not white space, without moving past it; 0 at the end.
  @inline(__always)
  mutating func peek() -> UInt8 {
    while offset < end {
      let byte = base[offset]
      guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { return byte }
      offset += 1
    }
    return 0
  }

  /// Starts counting anew what has to be mended.
  mutating func resetCounts() {
    (replacements, loneSurrogates, controlCharacters, hugeNumbers, duplicates) = (0, 0, 0, 0, 0)
  }

  var isAtEnd: Bool { offset >= end }

  func unexpected() -> JSONFault {
    offset < end
      ? JSONFault(offset: offset, problem: .unexpected(byte: base[offset]))
      : JSONFault(offset: end, problem: .truncated)
  }

  @inline(__always)
  mutating func expect(_ byte: UInt8) throws(JSONFault) {
    guard peek() == byte, offset < end else { throw unexpected() }
    offset += 1
  }

  // MARK: Objects and arrays

  /// Moves past `{`; false where the object is empty and was left.
  @inline(__always)
  mutating func enterObject() throws(JSONFault) -> Bool {
    try expect(0x7B)
    guard peek() == 0x7D else { return true }
    offset += 1
    return false
  }

  /// Moves past `,` or the closing brace; whether another member follows.
  @inline(__always)
  mutating func nextMember() throws(JSONFault) -> Bool {
    let byte = peek()
    guard byte == 0x2C || byte == 0x7D else { throw unexpected() }
    offset += 1
    return byte == 0x2C
  }

  @inline(__always)
  mutating func enterArray() throws(JSONFault) -> Bool {
    try expect(0x5B)
    guard peek() == 0x5D else { return true }
    offset += 1
    return false
  }

  @inline(__always)
  mutating func nextElement() throws(JSONFault) -> Bool {
    let byte = peek()
    guard byte == 0x2C || byte == 0x5D else { throw unexpected() }
    offset += 1
    return byte == 0x2C
  }

  /// A member's name and the colon behind it.
  @inline(__always)
  mutating func name() throws(JSONFault) -> JSONName {
    let name = try quoted()
    try expect(0x3A)
    return name
  }

  // MARK: Strings

  struct StringBody {
    var start: Int
    var count: Int
    /// Whether it has no escapes.
    var isPlain: Bool
  }

  /// A string that is compared and seldom kept.
  @inline(__always)
  mutating func quoted() throws(JSONFault) -> JSONName {
    guard peek() == 0x22 else { throw unexpected() }
    let body = try stringBody()
    guard body.isPlain else {
      return JSONName(bytes: UnsafeBufferPointer(start: base, count: 0), decoded: try decoded(body))
    }
    // Safe: a body lies between its quotes, below `end`; names live no longer than the scanner's text.
    return JSONName(bytes: UnsafeBufferPointer(start: base + body.start, count: body.count), decoded: nil)
  }

  mutating func string() throws(JSONFault) -> String {
    guard peek() == 0x22 else { throw unexpected() }
    let body = try stringBody()
    return body.isPlain ? text(body) : try decoded(body)
  }

  /// Finds the closing quote, eight bytes at a time. Leaves the offset behind it.
  @inline(__always)
  mutating func stringBody() throws(JSONFault) -> StringBody {
    let start = offset + 1
    var position = start
    var isPlain = true
    let ones: UInt64 = 0x0101_0101_0101_0101
    let highs: UInt64 = 0x8080_8080_8080_8080
    while true {
      while position + 8 <= end {
        // Safe: the eight bytes from `position` on end at or before `end`.
        let word = UnsafeRawPointer(base + position).loadUnaligned(as: UInt64.self)
        let quotes = word ^ (ones &* 0x22)
        let slashes = word ^ (ones &* 0x5C)
        let found =
          ((quotes &- ones) & ~quotes) | ((slashes &- ones) & ~slashes) | ((word &- (ones &* 0x20)) & ~word)
        let stops = found & highs
        guard stops == 0 else {
          position += UInt64(littleEndian: stops).trailingZeroBitCount >> 3
          break
        }
        position += 8
      }
      guard position < end else {
        offset = end
        throw JSONFault(offset: end, problem: .truncated)
      }
      let byte = base[position]
      if byte == 0x22 { break }
      if byte == 0x5C {
        isPlain = false
        position += 2
      } else {
        if byte < 0x20 { controlCharacters += 1 }
        position += 1
      }
    }
    offset = position + 1
    return StringBody(start: start, count: position - start, isPlain: isPlain)
  }

  private mutating func text(_ body: StringBody) -> String {
    // Safe: a body lies between its quotes, below `end`; the bytes are copied.
    let bytes = UnsafeBufferPointer(start: base + body.start, count: body.count)
    let (text, faults) = Self.text(of: bytes)
    replacements += faults
    return text
  }

  /// The text of `bytes`, and how many sequences of them were no UTF-8.
  private static func text(of bytes: UnsafeBufferPointer<UInt8>) -> (String, faults: Int) {
    // Decoding mends; what came out as it went in was not mended. That takes half the time of validating.
    let text = String(decoding: bytes, as: UTF8.self)
    let isSame = text.utf8.withContiguousStorageIfAvailable { utf8 in
      guard utf8.count == bytes.count else { return false }
      guard let left = utf8.baseAddress, let right = bytes.baseAddress else { return true }
      return memcmp(left, right, bytes.count) == 0
    }
    return (text, isSame == true ? 0 : UTF8Validation.faults(in: bytes))
  }

  private mutating func decoded(_ body: StringBody) throws(JSONFault) -> String {
    scratch.removeAll(keepingCapacity: true)
    var position = body.start
    let stop = body.start + body.count
    while position < stop {
      let byte = base[position]
      guard byte == 0x5C else {
        scratch.append(byte)
        position += 1
        continue
      }
      position = try unescape(at: position, before: stop)
    }
    let (text, faults) = scratch.withUnsafeBufferPointer { Self.text(of: $0) }
    replacements += faults
    return text
  }

  /// Appends what the escape at `position` stands for; the position behind it.
  private mutating func unescape(at position: Int, before stop: Int) throws(JSONFault) -> Int {
    guard position + 1 < stop else { throw JSONFault(offset: position, problem: .badEscape) }
    switch base[position + 1] {
    case 0x22: scratch.append(0x22)
    case 0x5C: scratch.append(0x5C)
    case 0x2F: scratch.append(0x2F)
    case 0x62: scratch.append(0x08)
    case 0x66: scratch.append(0x0C)
    case 0x6E: scratch.append(0x0A)
    case 0x72: scratch.append(0x0D)
    case 0x74: scratch.append(0x09)
    case 0x75:
      guard let unit = hexadecimal(at: position + 2, before: stop) else {
        throw JSONFault(offset: position, problem: .badEscape)
      }
      if unit >= 0xD800, unit < 0xDC00, position + 7 < stop, base[position + 6] == 0x5C, base[position + 7] == 0x75,
        let low = hexadecimal(at: position + 8, before: stop), low >= 0xDC00, low < 0xE000
      {
        append(scalar: 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00))
        return position + 12
      }
      if unit >= 0xD800, unit < 0xE000 {
        loneSurrogates += 1
        append(scalar: 0xFFFD)
      } else {
        append(scalar: unit)
      }
      return position + 6
    default: throw JSONFault(offset: position, problem: .badEscape)
    }
    return position + 2
  }

  private func hexadecimal(at position: Int, before stop: Int) -> UInt32? {
    guard position + 4 <= stop else { return nil }
    var value: UInt32 = 0
    for index in position..<position + 4 {
      switch base[index] {
      case 0x30...0x39: value = value << 4 | UInt32(base[index] - 0x30)
      case 0x41...0x46: value = value << 4 | UInt32(base[index] - 0x37)
      case 0x61...0x66: value = value << 4 | UInt32(base[index] - 0x57)
      default: return nil
      }
    }
    return value
  }

  private mutating func append(scalar: UInt32) {
    UTF8Validation.append(scalar: scalar, to: &scratch)
  }
}

/// A name or word: the bytes between its quotes, or its text where it had escapes.
struct JSONName {
  let bytes: UnsafeBufferPointer<UInt8>
  let decoded: String?

  @inline(__always)
  func isEqual(to name: StaticString) -> Bool {
    if let decoded { return decoded == name.description }
    guard bytes.count == name.utf8CodeUnitCount else { return false }
    // Safe: both have the same count, and a literal of more than one character has a pointer to its bytes.
    for index in 0..<bytes.count where bytes[index] != name.utf8Start[index] { return false }
    return true
  }

  var text: String { decoded ?? String(decoding: bytes, as: UTF8.self) }
}
