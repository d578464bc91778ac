internal import Zhijian

extension JSONScanner {
  /// The value at the offset, whatever it is. Deeper than `maximumDepth` is a fault.
  mutating func value(depth: Int = 0) throws(JSONFault) -> JSONValue {
    guard depth < Self.maximumDepth else { throw JSONFault(offset: offset, problem: .tooDeep) }
    switch peek() {
    case 0x22: return .string(try string())
    case 0x7B:
      var members: [JSONValue.Member] = []
      var seen: Set<String> = []
      guard try enterObject() else { return .object([]) }
      repeat {
        let name = try name().text
        if !seen.insert(name).inserted { duplicates += 1 }
        members.append(JSONValue.Member(key: name, value: try value(depth: depth + 1)))
      } while try nextMember()
      return .object(members)
    case 0x5B:
      var elements: [JSONValue] = []
      guard try enterArray() else { return .array([]) }
      repeat { elements.append(try value(depth: depth + 1)) } while try nextElement()
      return .array(elements)
    case 0x74:
      try word("true")
      return .bool(true)
    case 0x66:
      try word("false")
      return .bool(false)
    case 0x6E:
      try word("null")
      return .null
    default: return try number()
    }
  }

  /// Moves past a value without keeping it, checking its grammar.
  mutating func skipValue(depth: Int = 0) throws(JSONFault) {
    guard depth < Self.maximumDepth else { throw JSONFault(offset: offset, problem: .tooDeep) }
    switch peek() {
    case 0x22: _ = try stringBody()
    case 0x7B:
      guard try enterObject() else { return }
      repeat {
        _ = try name()
        try skipValue(depth: depth + 1)
      } while try nextMember()
    case 0x5B:
      guard try enterArray() else { return }
      repeat { try skipValue(depth: depth + 1) } while try nextElement()
    case 0x74: try word("true")
    case 0x66: try word("false")
    case 0x6E: try word("null")
    default: _ = try numberLiteral()
    }
  }

  /// Whether `null` stood at the offset; moves past it then.
  @inline(__always)
  mutating func skipNull() throws(JSONFault) -> Bool {
    guard peek() == 0x6E else { return false }
    try word("null")
    return true
  }

  mutating func word(_ word: StaticString) throws(JSONFault) {
    for index in 0..<word.utf8CodeUnitCount {
      guard offset < end, base[offset] == word.utf8Start[index] else { throw unexpected() }
      offset += 1
    }
  }

  /// A number; one that 64 bits cannot hold stays the string of its digits, so that no digit of an
  /// order number is lost.
  mutating func number() throws(JSONFault) -> JSONValue {
    let literal = try numberLiteral()
    // Safe: the literal was read below `end`; the bytes are copied.
    let text = String(decoding: UnsafeBufferPointer(start: base + literal.start, count: literal.count), as: UTF8.self)
    if literal.isInteger, let integer = Int64(text) { return .integer(integer) }
    if !literal.isInteger, let number = Double(text), number.isFinite { return .number(number) }
    hugeNumbers += 1
    return .string(text)
  }

  struct NumberLiteral {
    var start: Int
    var count: Int
    var isInteger: Bool
  }

  mutating func numberLiteral() throws(JSONFault) -> NumberLiteral {
    _ = peek()
    let start = offset
    var isInteger = true
    if offset < end, base[offset] == 0x2D { offset += 1 }
    let whole = digits()
    guard whole > 0 else {
      if offset == start { throw unexpected() }
      throw JSONFault(offset: start, problem: .badNumber)
    }
    if whole > 1, base[offset - whole] == 0x30 { throw JSONFault(offset: start, problem: .badNumber) }
    if offset < end, base[offset] == 0x2E {
      offset += 1
      isInteger = false
      guard digits() > 0 else { throw JSONFault(offset: start, problem: .badNumber) }
    }
    if offset < end, base[offset] | 0x20 == 0x65 {
      offset += 1
      isInteger = false
      if offset < end, base[offset] == 0x2B || base[offset] == 0x2D { offset += 1 }
      guard digits() > 0 else { throw JSONFault(offset: start, problem: .badNumber) }
    }
    return NumberLiteral(start: start, count: offset - start, isInteger: isInteger)
  }

  private mutating func digits() -> Int {
    let start = offset
    while offset < end, base[offset] >= 0x30, base[offset] <= 0x39 { offset += 1 }
    return offset - start
  }
}

extension JSONFault {
  /// What is wrong, without its place.
  var message: LocalizedText {
    switch problem {
    case .unexpected(let byte):
      let shown =
        byte >= 0x21 && byte < 0x7F
        ? "“\(Character(UnicodeScalar(byte)))”" : "0x" + String(byte, radix: 16, uppercase: true)
      return LocalizedText(zh: "此处不应出现 \(shown)", en: "unexpected \(shown)")
    case .truncated: return LocalizedText(zh: "JSON 在此处中断", en: "the JSON ends here, unfinished")
    case .badEscape: return LocalizedText(zh: "无效的转义", en: "not a valid escape")
    case .badNumber: return LocalizedText(zh: "无效的数字", en: "not a valid number")
    case .tooDeep:
      return LocalizedText(
        zh: "嵌套超过 \(JSONScanner.maximumDepth) 层", en: "nested deeper than \(JSONScanner.maximumDepth) levels")
    }
  }
}
