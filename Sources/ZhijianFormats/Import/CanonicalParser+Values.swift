internal import Zhijian

extension CanonicalParser {
  var text: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: scanner.base, count: scanner.end) }

  mutating func error(_ code: String, zh: String, en: String, at offset: Int) -> Diagnostic {
    Diagnostic(
      .error, code: code, message: LocalizedText(zh: zh, en: en), location: place.location(of: offset, in: text))
  }

  mutating func warn(_ code: String, zh: String, en: String, at offset: Int, hint: LocalizedText? = nil) {
    let location = place.location(of: offset, in: text)
    warnings.add(
      Diagnostic(.warning, code: code, message: LocalizedText(zh: zh, en: en), location: location, hint: hint))
  }

  mutating func dropped(_ name: String) {
    warn("unknown-member", zh: "未知成员 \(name)，未保留", en: "unknown member \(name) was not kept", at: scanner.offset)
  }

  /// A string; numbers count as the text of their digits, null as nothing.
  @inline(__always)
  mutating func text(_ name: StaticString) throws(JSONFault) -> String? {
    scanner.peek() == 0x22 ? try scanner.string() : try textOfNumber(name)
  }

  private mutating func textOfNumber(_ name: StaticString) throws(JSONFault) -> String? {
    if try scanner.skipNull() { return nil }
    let start = scanner.offset
    let first = scanner.peek()
    if first == 0x2D || (first >= 0x30 && first <= 0x39) {
      let literal = try scanner.numberLiteral()
      let digits = UnsafeBufferPointer(start: scanner.base + literal.start, count: literal.count)
      return String(decoding: digits, as: UTF8.self)
    }
    try scanner.skipValue(depth: 2)
    errors.add(error("wrong-type", zh: "\(name) 应是字符串", en: "\(name) must be a string", at: start))
    return nil
  }

  mutating func double(_ name: StaticString) throws(JSONFault) -> Double? {
    _ = scanner.peek()
    let start = scanner.offset
    switch try scanner.value(depth: 2) {
    case .integer(let value): return Double(value)
    case .number(let value): return value
    case .null: return nil
    default:
      errors.add(error("wrong-type", zh: "\(name) 应是数字", en: "\(name) must be a number", at: start))
      return nil
    }
  }

  /// true, false, 1, 0 or null.
  mutating func flag(_ name: StaticString) throws(JSONFault) -> Bool? {
    _ = scanner.peek()
    let start = scanner.offset
    switch try scanner.value(depth: 2) {
    case .bool(let value): return value
    case .integer(0): return false
    case .integer(1): return true
    case .null: return nil
    default:
      errors.add(error("wrong-type", zh: "\(name) 应是 true 或 false", en: "\(name) must be true or false", at: start))
      return nil
    }
  }

  /// A time; one that cannot be read is nil with a warning.
  mutating func time() throws(JSONFault) -> Timestamp? {
    let first = scanner.peek()
    let start = scanner.offset
    let reading: TimeText
    if first == 0x22 {
      let word = try scanner.quoted()
      reading = word.decoded.map { times.read($0) } ?? times.read(word.bytes)
    } else {
      guard try !scanner.skipNull() else { return nil }
      guard first == 0x2D || (first >= 0x30 && first <= 0x39) else {
        try scanner.skipValue(depth: 2)
        errors.add(error("wrong-type", zh: "时间应是字符串", en: "a time must be a string", at: start))
        return nil
      }
      let literal = try scanner.numberLiteral()
      reading = times.read(UnsafeBufferPointer(start: scanner.base + literal.start, count: literal.count))
    }
    switch reading {
    case .instant(let instant): return instant
    case .absent: return nil
    case .yearless: warn("year-unknown", zh: "时间没有年份", en: "the time has no year", at: start)
    case .date, .timeOfDay, .invalid:
      warn(
        "bad-time", zh: "无法识别的时间", en: "not a time", at: start,
        hint: LocalizedText(zh: "例如 2026-11-01T09:30:00+08:00", en: "such as 2026-11-01T09:30:00+08:00"))
    }
    return nil
  }

  /// One warning for each kind of thing that the scanner mended.
  mutating func noteMended(at offset: Int) {
    if scanner.loneSurrogates > 0 {
      warn(
        "lone-surrogate", zh: "\(scanner.loneSurrogates) 个不成对的代理项已替换为 U+FFFD",
        en: "\(scanner.loneSurrogates) lone surrogates became U+FFFD", at: offset)
    }
    if scanner.controlCharacters > 0 {
      warn(
        "control-character", zh: "\(scanner.controlCharacters) 个控制字符未转义",
        en: "\(scanner.controlCharacters) control characters were not escaped", at: offset)
    }
    if scanner.hugeNumbers > 0 {
      warn(
        "huge-number", zh: "\(scanner.hugeNumbers) 个数字超出 64 位，按文本保留",
        en: "\(scanner.hugeNumbers) numbers are beyond 64 bits and were kept as text", at: offset)
    }
    if scanner.duplicates > 0 {
      warn(
        "duplicate-member", zh: "\(scanner.duplicates) 个成员重复，以最后一个为准",
        en: "\(scanner.duplicates) members stand twice; the last counts", at: offset)
    }
  }
}

/// The members of a conversation that have been seen.
struct MemberSet {
  enum Member: UInt32 {
    case schema, id, platform, shop, group, customer, agents, queueAt, startedAt, endedAt, open, closeReason
    case rating, fields, messages, unknown

    init(_ name: JSONName) {
      for (text, member) in Self.names where name.isEqual(to: text) {
        self = member
        return
      }
      self = .unknown
    }

    private static let names: [(StaticString, Member)] = [
      ("id", .id), ("messages", .messages), ("customer", .customer), ("agents", .agents), ("shop", .shop),
      ("platform", .platform), ("group", .group), ("started_at", .startedAt), ("ended_at", .endedAt),
      ("queue_at", .queueAt), ("fields", .fields), ("rating", .rating), ("open", .open), ("schema", .schema),
      ("close_reason", .closeReason),
    ]
  }

  private var bits: UInt32 = 0
  /// The unknown ones: few as a rule, so that comparing beats hashing; in `manyUnknown` from the ninth on.
  private var unknown: [String] = []
  private var manyUnknown: Set<String> = []

  func contains(_ member: Member) -> Bool { bits & (1 << member.rawValue) != 0 }

  /// False where it was there already; always true for `unknown`.
  mutating func insert(_ member: Member) -> Bool {
    guard member != .unknown else { return true }
    defer { bits |= 1 << member.rawValue }
    return !contains(member)
  }

  mutating func insert(unknown name: String) -> Bool {
    guard manyUnknown.isEmpty else { return manyUnknown.insert(name).inserted }
    guard !unknown.contains(name) else { return false }
    unknown.append(name)
    if unknown.count > 8 { manyUnknown = Set(unknown) }
    return true
  }
}
