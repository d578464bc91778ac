public import Zhijian

/// Writes JSON as UTF-8 bytes, deterministically: members in the order of the calls, numbers in their
/// shortest form that reads back equal, no spaces. Commas are its own business.
///
/// U+2028 and U+2029 are always escaped, so that a line of the output is a line to every reader.
public struct JSONWriter: Sendable {
  /// What has been written so far.
  public private(set) var bytes: [UInt8] = []
  private var needsComma = false
  private let isEmbeddable: Bool

  /// With `embeddable`, `<`, `>` and `&` are escaped too, so that the text can stand in an HTML script element.
  public init(embeddable: Bool = false) {
    isEmbeddable = embeddable
  }

  /// Forgets what was written and keeps the memory.
  public mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
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
    comma()
    bytes.append(0x22)
    name.withUTF8Buffer { bytes.append(contentsOf: $0) }
    bytes.append(0x22)
    bytes.append(0x3A)
    needsComma = false
  }

  /// Writes the name of the next member, escaped.
  public mutating func key(escaping name: String) {
    comma()
    quote(name)
    bytes.append(0x3A)
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
    append(integer: value)
  }

  /// Writes a number in its shortest form; a whole one without a point. What JSON cannot say (not a
  /// number, infinite) is null.
  public mutating func number(_ value: Double) {
    guard value.isFinite else { return null() }
    comma()
    if value == value.rounded(), abs(value) < 9_007_199_254_740_992 {
      append(integer: Int64(value))
    } else {
      bytes.append(contentsOf: value.description.utf8)
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
      bytes.append(contentsOf: number.description.utf8)
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
    bytes.append(0x0A)
    needsComma = false
  }

  /// Writes bytes that are a JSON value already.
  public mutating func raw(_ json: some Sequence<UInt8>) {
    comma()
    bytes.append(contentsOf: json)
  }

  private mutating func comma() {
    if needsComma { bytes.append(0x2C) }
    needsComma = true
  }

  private mutating func open(_ bracket: UInt8) {
    comma()
    bytes.append(bracket)
    needsComma = false
  }

  private mutating func close(_ bracket: UInt8) {
    bytes.append(bracket)
    needsComma = true
  }

  private mutating func literal(_ word: StaticString) {
    comma()
    word.withUTF8Buffer { bytes.append(contentsOf: $0) }
  }

  private mutating func append(integer: Int64) {
    var magnitude = integer.magnitude
    if integer < 0 { bytes.append(0x2D) }
    guard magnitude > 0 else { return bytes.append(0x30) }
    let start = bytes.count
    while magnitude > 0 {
      bytes.append(UInt8(truncatingIfNeeded: 0x30 + magnitude % 10))
      magnitude /= 10
    }
    bytes[start...].reverse()
  }

  private mutating func quote(_ text: String) {
    bytes.append(0x22)
    var text = text
    text.withUTF8 { append(escaping: $0) }
    bytes.append(0x22)
  }

  private mutating func append(escaping utf8: UnsafeBufferPointer<UInt8>) {
    var start = 0
    for index in 0..<utf8.count {
      let byte = utf8[index]
      // Chinese text is bytes from 0x80 up, of which only E2 can begin U+2028.
      if byte >= 0x80, byte != 0xE2 { continue }
      guard let escape = escape(byte, at: index, in: utf8) else { continue }
      bytes.append(contentsOf: utf8[start..<index])
      escape.withUTF8Buffer { bytes.append(contentsOf: $0) }
      start = index + (byte == 0xE2 ? 3 : 1)
      if byte < 0x20, escape.utf8CodeUnitCount == 4 {
        bytes.append(Self.hexadecimal(byte >> 4))
        bytes.append(Self.hexadecimal(byte & 15))
      }
    }
    if start < utf8.count { bytes.append(contentsOf: utf8[start...]) }
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
}
