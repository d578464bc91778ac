internal import Zhijian

extension CanonicalParser {
  /// A message; nil where it lacks what is needed, with the error noted.
  mutating func message(index: Int) throws(JSONFault) -> Message? {
    guard scanner.peek() == 0x7B else {
      let start = scanner.offset
      try scanner.skipValue(depth: 2)
      errors.add(error("wrong-type", zh: "每条消息应是对象", en: "a message must be an object", at: start))
      return nil
    }
    let start = scanner.offset
    var message = Message(role: .unknown, text: "")
    var written: String?
    var seen: UInt16 = 0
    if try scanner.enterObject() {
      repeat {
        let name = try scanner.name()
        let bit = try member(name, of: &message, written: &written)
        if bit != 0, seen & bit != 0 { scanner.duplicates += 1 }
        seen |= bit
      } while try scanner.nextMember()
    }
    if seen & Self.roleBit == 0 {
      errors.add(error("missing-member", zh: "消息 \(index) 缺少 role", en: "message \(index) has no role", at: start))
    }
    if let written {
      message.text = written
    } else if message.kind == .text || message.kind == .autoReply {
      errors.add(error("missing-member", zh: "消息 \(index) 缺少 text", en: "message \(index) has no text", at: start))
    }
    return message
  }

  private static var roleBit: UInt16 { 1 }

  /// Reads the value of a member; a bit that tells the known members apart, 0 for the others.
  @inline(__always)
  private mutating func member(
    _ name: JSONName, of message: inout Message, written: inout String?
  ) throws(JSONFault) -> UInt16 {
    if name.isEqual(to: "text") {
      written = try text("text")
      return 2
    }
    if name.isEqual(to: "role") {
      message.role = try role()
      return Self.roleBit
    }
    if name.isEqual(to: "at") {
      message.at = try time()
      return 4
    }
    if name.isEqual(to: "sender") {
      message.sender = try text("sender")
      return 8
    }
    if name.isEqual(to: "id") {
      message.id = try text("id")
      return 16
    }
    if name.isEqual(to: "kind") {
      message.kind = try kind()
      return 32
    }
    return try rareMember(name, of: &message)
  }

  private mutating func rareMember(_ name: JSONName, of message: inout Message) throws(JSONFault) -> UInt16 {
    if name.isEqual(to: "reply_mode") {
      message.replyMode = try replyMode()
      return 64
    }
    if name.isEqual(to: "recalled") {
      message.isRecalled = try flag("recalled") ?? false
      return 128
    }
    if name.isEqual(to: "transfer") {
      message.transfer = try transfer()
      return 256
    }
    let key = name.text
    if message.extra.contains(where: { $0.key == key }) { scanner.duplicates += 1 }
    guard message.extra.count < 1000 else {
      // Nobody writes so many; keeping them would let a hostile line grow without bound.
      if message.extra.count == 1000 { dropped(key) }
      try scanner.skipValue(depth: 3)
      return 0
    }
    message.extra.append(JSONValue.Member(key: key, value: try scanner.value(depth: 3)))
    return 0
  }

  /// A role; a word that is none is `unknown` with a warning.
  private mutating func role() throws(JSONFault) -> Role {
    let start = scanner.offset
    guard scanner.peek() == 0x22 else {
      errors.add(error("wrong-type", zh: "role 应是字符串", en: "role must be a string", at: start))
      try scanner.skipValue(depth: 3)
      return .unknown
    }
    let word = try scanner.quoted()
    for (text, role) in Self.roles where word.isEqual(to: text) { return role }
    warn(
      "unknown-role", zh: "未知角色 \(ShortQuote.of(word.text, 40))", en: "unknown role \(ShortQuote.of(word.text, 40))",
      at: start,
      hint: LocalizedText(
        zh: "可用：customer、agent、bot、system、unknown", en: "one of customer, agent, bot, system, unknown"))
    return .unknown
  }

  private static let roles: [(StaticString, Role)] = [
    ("customer", .customer), ("agent", .agent), ("bot", .bot), ("system", .system), ("unknown", .unknown),
  ]

  /// A kind; a word that is none is `text` with a warning.
  private mutating func kind() throws(JSONFault) -> MessageKind {
    let start = scanner.offset
    if try scanner.skipNull() { return .text }
    guard scanner.peek() == 0x22 else {
      errors.add(error("wrong-type", zh: "kind 应是字符串", en: "kind must be a string", at: start))
      try scanner.skipValue(depth: 3)
      return .text
    }
    let word = try scanner.quoted()
    if word.isEqual(to: "text") { return .text }
    if let kind = MessageKind(rawValue: word.text) { return kind }
    warn(
      "unknown-kind", zh: "未知消息类型 \(ShortQuote.of(word.text, 40))，按 text 处理",
      en: "unknown kind \(ShortQuote.of(word.text, 40)), taken as text", at: start,
      hint: LocalizedText(
        zh: "可用：" + MessageKind.allCases.map(\.rawValue).joined(separator: "、"),
        en: "one of " + MessageKind.allCases.map(\.rawValue).joined(separator: ", ")))
    return .text
  }

  private mutating func replyMode() throws(JSONFault) -> ReplyMode? {
    _ = scanner.peek()
    let start = scanner.offset
    guard let word = try text("reply_mode") else { return nil }
    if let mode = ReplyMode(rawValue: word) { return mode }
    warn(
      "unknown-reply-mode", zh: "未知回复方式 \(ShortQuote.of(word, 40))",
      en: "unknown reply mode \(ShortQuote.of(word, 40))",
      at: start,
      hint: LocalizedText(zh: "可用：manual、quick、assist、auto", en: "one of manual, quick, assist, auto"))
    return nil
  }

  private mutating func transfer() throws(JSONFault) -> Message.Transfer? {
    if try scanner.skipNull() { return nil }
    let start = scanner.offset
    guard scanner.peek() == 0x7B else {
      errors.add(error("wrong-type", zh: "transfer 应是对象", en: "transfer must be an object", at: start))
      try scanner.skipValue(depth: 3)
      return nil
    }
    var transfer = Message.Transfer()
    guard try scanner.enterObject() else { return transfer }
    repeat {
      let name = try scanner.name()
      if name.isEqual(to: "from") {
        transfer.from = try text("transfer.from")
      } else if name.isEqual(to: "to") {
        transfer.to = try text("transfer.to")
      } else {
        dropped(name.text)
        try scanner.skipValue(depth: 4)
      }
    } while try scanner.nextMember()
    return transfer
  }
}
