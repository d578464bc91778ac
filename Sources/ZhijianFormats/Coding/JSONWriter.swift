public import Zhijian

/// Writes JSON as UTF-8 bytes, deterministically: members in the order of the calls, numbers in their
/// shortest form that reads back equal, no spaces. Commas are its own business.
///
/// U+2028 and U+2029 are always escaped, so that a line of the output is a line to every reader.
public struct JSONWriter: Sendable {
  /// What has been written, and zeros behind it: room that is written to without asking for it byte by byte.
  private var storage: [UInt8] = []
  /// The number of bytes that have been written.
  public private(set) var count = 0
  private var needsComma = false
  private let isEmbeddable: Bool

  /// With `embeddable`, `<`, `>` and `&` are escaped too, so that the text can stand in an HTML script element.
  public init(embeddable: Bool = false) {
    isEmbeddable = embeddable
  }

  /// What has been written so far.
  public var bytes: [UInt8] { Array(storage[..<count]) }

  /// What has been written from the byte at `start` on.
  func bytes(from start: Int) -> [UInt8] { Array(storage[start..<count]) }

  /// Forgets what was written and keeps the memory.
  public mutating func removeAll() {
    count = 0
    needsComma = false
  }

  /// Opens an object; `endObject` closes it.
  public mutating func beginObject() { open(0x7B) }
  /// Closes the innermost object.
  public mutating func endObject() { close(0x7D) }
  /// Opens an array; `endArray` closes it.
  public mutating func beginArray() { open(0x5B) }
  /// Closes the innermost array.
  public mutating func endArray() { close(0x5D) }

  /// Writes the name of the next member.
  public mutating func key(_ name: StaticString) {
    if needsComma { append(0x2C) }
    append(0x22)
    append(name)
    append(0x22)
    append(0x3A)
    needsComma = false
  }

  /// Writes a piece of JSON as it stands: names, brackets, words and the commas inside it. A comma goes before it
  /// where one is due, unless it begins with one or closes something.
  @inline(__always)
  mutating func verbatim(_ piece: StaticString) {
    let count = piece.utf8CodeUnitCount
    guard count > 0 else { return }
    // Safe: both places lie inside the piece, which is not empty.
    let (first, last) = (piece.utf8Start[0], piece.utf8Start[count - 1])
    if needsComma, first != 0x2C, first != 0x7D, first != 0x5D { append(0x2C) }
    append(piece)
    needsComma = last != 0x3A && last != 0x2C && last != 0x5B && last != 0x7B
  }

  /// Writes the beginning of a member or element that is JSON already, up to where a value belongs.
  mutating func open(with head: UnsafeBufferPointer<UInt8>) {
    comma()
    append(head)
    needsComma = false
  }

  /// Writes a whole member or element that is JSON already.
  mutating func verbatim(_ whole: UnsafeBufferPointer<UInt8>) {
    comma()
    append(whole)
  }

  /// Writes the rest of an object that is JSON already, from the comma before a member to its end.
  mutating func end(with rest: UnsafeBufferPointer<UInt8>) {
    append(rest)
    needsComma = true
  }

  /// Writes a string of letters, digits and signs that never need an escape, such as an id made of hexadecimal
  /// digits.
  mutating func plain(_ word: String) {
    comma()
    append(0x22)
    append(word.utf8)
    append(0x22)
  }

  /// Writes a letter and a number as one string: `"f12"`.
  mutating func label(_ letter: UInt8, _ number: Int) {
    comma()
    append(0x22)
    append(letter)
    append(decimal: Int64(number))
    append(0x22)
  }

  /// Writes whole units of the last of `places` decimal places, without trailing zeros: 340 with two is `3.4`.
  mutating func decimal(units: Int, places: Int) {
    comma()
    var units = units
    var places = places
    while places > 0 {
      let (rest, digit) = units.quotientAndRemainder(dividingBy: 10)
      guard digit == 0 else { break }
      units = rest
      places -= 1
    }
    guard places > 0 else { return append(decimal: Int64(units)) }
    if units < 0 { append(0x2D) }
    var scale: UInt = 1
    for _ in 0..<places { scale *= 10 }
    var (whole, part) = units.magnitude.quotientAndRemainder(dividingBy: scale)
    append(decimal: Int64(clamping: whole))
    append(0x2E)
    while scale > 1 {
      scale /= 10
      (whole, part) = part.quotientAndRemainder(dividingBy: scale)
      append(0x30 + UInt8(truncatingIfNeeded: whole))
    }
  }

  /// Writes the name of the next member, escaped.
  public mutating func key(escaping name: String) {
    comma()
    quote(name)
    append(0x3A)
    needsComma = false
  }

  /// Writes a string.
  public mutating func string(_ text: String) {
    comma()
    quote(text)
  }

  /// Writes a whole number.
  public mutating func integer(_ value: Int) { integer(Int64(value)) }

  /// Writes a whole number.
  public mutating func integer(_ value: Int64) {
    comma()
    append(decimal: value)
  }

  /// Writes a number in its shortest form; a whole one without a point. What JSON cannot say (not a
  /// number, infinite) is null.
  public mutating func number(_ value: Double) {
    guard value.isFinite else { return null() }
    comma()
    if value == value.rounded(), abs(value) < 9_007_199_254_740_992 {
      append(decimal: Int64(value))
    } else {
      append(value.description.utf8)
    }
  }

  /// Writes true or false.
  public mutating func bool(_ value: Bool) { literal(value ? "true" : "false") }

  /// Writes null.
  public mutating func null() { literal("null") }

  /// Writes a value as it stood in the input, with its members in their order.
  public mutating func value(_ value: JSONValue) {
    switch value {
    case .null: null()
    case .bool(let flag): bool(flag)
    case .integer(let number): integer(number)
    case .number(let number) where number.isFinite:
      comma()
      append(number.description.utf8)
    case .number: null()
    case .string(let text): string(text)
    case .array(let elements):
      beginArray()
      for element in elements { self.value(element) }
      endArray()
    case .object(let members):
      beginObject()
      self.members(members)
      endObject()
    }
  }

  /// Writes members into the open object.
  public mutating func members(_ members: [JSONValue.Member]) {
    for member in members {
      key(escaping: member.key)
      value(member.value)
    }
  }

  /// Ends a line of JSON Lines.
  public mutating func newline() {
    append(0x0A)
    needsComma = false
  }

  /// Writes bytes that are a JSON value already.
  public mutating func raw(_ json: some Sequence<UInt8>) {
    comma()
    append(json)
  }

  private mutating func comma() {
    if needsComma { append(0x2C) }
    needsComma = true
  }

  private mutating func open(_ bracket: UInt8) {
    comma()
    append(bracket)
    needsComma = false
  }

  private mutating func close(_ bracket: UInt8) {
    append(bracket)
    needsComma = true
  }

  private mutating func literal(_ word: StaticString) {
    comma()
    append(word)
  }

  private mutating func quote(_ text: String) {
    append(0x22)
    if text.utf8.withContiguousStorageIfAvailable({ append(escaping: $0) }) == nil {
      var text = text
      text.withUTF8 { append(escaping: $0) }
    }
    append(0x22)
  }

  private mutating func append(escaping utf8: UnsafeBufferPointer<UInt8>) {
    var start = 0
    var next = 0
    while true {
      next = Self.candidate(in: utf8, from: next)
      guard next < utf8.count else { break }
      let index = next
      let byte = utf8[index]
      next += 1
      guard let escape = escape(byte, at: index, in: utf8) else { continue }
      append(UnsafeBufferPointer(rebasing: utf8[start..<index]))
      append(escape)
      start = index + (byte == 0xE2 ? 3 : 1)
      if byte < 0x20, escape.utf8CodeUnitCount == 4 {
        append(Self.hexadecimal(byte >> 4))
        append(Self.hexadecimal(byte & 15))
      }
    }
    if start < utf8.count { append(UnsafeBufferPointer(rebasing: utf8[start...])) }
  }

  /// The next byte that may need an escape, eight at a time; the count where none does. Chinese text is bytes from
  /// 0x80 up, of which only E2 can begin U+2028.
  private static func candidate(in utf8: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    let ones: UInt64 = 0x0101_0101_0101_0101
    var index = start
    while index + 8 <= utf8.count {
      // Safe: the eight bytes from `index` on lie inside the buffer.
      let word = UnsafeRawBufferPointer(utf8).loadUnaligned(fromByteOffset: index, as: UInt64.self)
      func hits(_ byte: UInt64) -> UInt64 {
        let difference = word ^ (ones &* byte)
        return (difference &- ones) & ~difference
      }
      let low = (word &- (ones &* 0x20)) & ~word
      let markup = hits(0x3C) | hits(0x3E) | hits(0x26)
      if (hits(0x22) | hits(0x5C) | hits(0xE2) | low | markup) & (ones &* 0x80) == 0 {
        index += 8
        continue
      }
      break
    }
    while index < utf8.count {
      switch utf8[index] {
      case 0..<0x20, 0x22, 0x26, 0x3C, 0x3E, 0x5C, 0xE2: return index
      default: index += 1
      }
    }
    return index
  }

  private func escape(_ byte: UInt8, at index: Int, in utf8: UnsafeBufferPointer<UInt8>) -> StaticString? {
    switch byte {
    case 0x22: "\\\""
    case 0x5C: "\\\\"
    case 0x0A: "\\n"
    case 0x0D: "\\r"
    case 0x09: "\\t"
    case 0x08: "\\b"
    case 0x0C: "\\f"
    case 0..<0x20: "\\u00"
    case 0x3C where isEmbeddable: "\\u003c"
    case 0x3E where isEmbeddable: "\\u003e"
    case 0x26 where isEmbeddable: "\\u0026"
    case 0xE2 where index + 2 < utf8.count && utf8[index + 1] == 0x80 && utf8[index + 2] == 0xA8: "\\u2028"
    case 0xE2 where index + 2 < utf8.count && utf8[index + 1] == 0x80 && utf8[index + 2] == 0xA9: "\\u2029"
    default: nil
    }
  }

  private static func hexadecimal(_ nibble: UInt8) -> UInt8 { nibble < 10 ? 0x30 + nibble : 0x57 + nibble }

  // MARK: Bytes

  /// Makes room for `more` bytes behind what has been written.
  @inline(__always)
  private mutating func reserve(_ more: Int) {
    if storage.count - count < more { grow(more) }
  }

  @inline(never)
  private mutating func grow(_ more: Int) {
    storage.append(contentsOf: repeatElement(0, count: max(more, storage.count, 256)))
  }

  @inline(__always)
  private mutating func append(_ byte: UInt8) {
    reserve(1)
    storage[count] = byte
    count += 1
  }

  @inline(__always)
  private mutating func append(_ piece: StaticString) {
    // Safe: every piece comes from a literal that has a pointer to its bytes.
    append(UnsafeBufferPointer(start: piece.utf8Start, count: piece.utf8CodeUnitCount))
  }

  @inline(__always)
  private mutating func append(_ more: UnsafeBufferPointer<UInt8>) {
    guard let source = more.baseAddress, more.count > 0 else { return }
    reserve(more.count)
    let start = count
    storage.withUnsafeMutableBytes { bytes in
      // Safe: there is room for all of `more` behind `start`, and it is not part of the storage.
      bytes.baseAddress?.advanced(by: start).copyMemory(from: source, byteCount: more.count)
    }
    count += more.count
  }

  private mutating func append(_ more: some Sequence<UInt8>) {
    if more.withContiguousStorageIfAvailable({ append($0) }) == nil { for byte in more { append(byte) } }
  }

  private mutating func append(decimal number: Int64) {
    if number < 0 { append(0x2D) }
    var rest = number.magnitude
    if rest < 10 { return append(0x30 + UInt8(truncatingIfNeeded: rest)) }
    var digits = 1
    // No magnitude has more than 19 digits, and ten to the 19th fits.
    var limit: UInt64 = 10
    while rest >= limit {
      digits += 1
      limit *= 10
    }
    reserve(digits)
    for place in stride(from: count + digits - 1, through: count, by: -1) {
      let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
      storage[place] = 0x30 + UInt8(truncatingIfNeeded: digit)
      rest = quotient
    }
    count += digits
  }
}
