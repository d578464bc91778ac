/// A dialogue in the notation of rule examples:
///
///     [+0:00] 客户: 能加微信吗
///     [+0:08] 客服(小李): ⟦加我微信⟧
///     系统 <transfer 小李→小王>
///
/// A line that starts no message goes on with the one before. Relative times count from
/// 2026-01-05 10:00:00 +08:00, a Monday; clock times are of that day, and of the next one where
/// they run backwards.
public struct Dialogue: Sendable {
  public struct SyntaxError: Error, Sendable {
    /// The line of the dialogue, from 1.
    public let line: Int
    public let problem: LocalizedText
  }

  public var transcript: Transcript
  /// What stood between ⟦ and ⟧.
  public let marks: [EvidenceSpan]

  private static let midnight: Int64 = 1_767_542_400_000  // 2026-01-05T00:00:00+08:00
  private static let start = midnight + 36_000_000
  private static let roles: [(word: String, role: Role)] = [
    ("客服", .agent), ("客户", .customer), ("买家", .customer), ("顾客", .customer), ("用户", .customer), ("机器人", .bot),
    ("系统", .system), ("agent", .agent), ("customer", .customer), ("bot", .bot), ("system", .system),
  ]

  /// Reads a dialogue; throws at the first line that cannot be read.
  public init(_ source: String) throws(SyntaxError) {
    var messages: [Message] = []
    var marks: [EvidenceSpan] = []
    var agents: [String] = []
    var lastTime: Int64?
    let lines = source.utf8.split(separator: 0x0A, omittingEmptySubsequences: false)
    for (offset, bytes) in lines.enumerated() {
      let line = String(decoding: bytes, as: UTF8.self).trimmingBlanks()
      if line.isEmpty { continue }
      var parser = LineParser(line, number: offset + 1)
      let time = try parser.time(after: lastTime)
      guard var message = try parser.message() else {
        guard time == nil, let last = messages.indices.last else {
          throw SyntaxError(
            line: offset + 1, problem: LocalizedText(zh: "看不出是谁说的", en: "nobody is named who says it"))
        }
        let text = Self.unmark(line, message: last, offset: messages[last].text.utf16.count + 1, marks: &marks)
        messages[last].text += "\n" + text
        continue
      }
      message.at = time.map(Timestamp.init(milliseconds:))
      lastTime = time ?? lastTime
      message.text = Self.unmark(message.text, message: messages.count, offset: 0, marks: &marks)
      for agent in [message.role == .agent ? message.sender : nil, message.transfer?.from, message.transfer?.to] {
        if let agent, !agents.contains(agent) { agents.append(agent) }
      }
      messages.append(message)
    }
    guard !messages.isEmpty else {
      throw SyntaxError(line: 1, problem: LocalizedText(zh: "对话是空的", en: "the dialogue is empty"))
    }
    // Lines of 客服 without a name are one agent's.
    if messages.contains(where: { $0.role == .agent && $0.sender == nil && !$0.isEvent }) {
      let name = agents.isEmpty || agents.count > 1 ? "客服" : agents[0]
      for index in messages.indices where messages[index].role == .agent && messages[index].sender == nil {
        messages[index].sender = name
      }
      if !agents.contains(name) { agents.append(name) }
    }
    transcript = Transcript(
      id: "example", customer: .init(id: "客户"), agents: agents.map { .init(id: $0) }, messages: messages)
    self.marks = marks
  }

  /// The text without its marks, which go to `marks`.
  private static func unmark(_ text: String, message: Int, offset: Int, marks: inout [EvidenceSpan]) -> String {
    var units: [UInt16] = []
    var open: Int?
    for unit in text.utf16 {
      switch unit {
      case 0x27E6: open = units.count
      case 0x27E7:
        if let start = open {
          marks.append(EvidenceSpan(message: message, range: TextRange(offset + start, offset + units.count)))
        }
        open = nil
      default: units.append(unit)
      }
    }
    return String(decoding: units, as: UTF16.self)
  }

  private struct LineParser {
    private var scalars: [Unicode.Scalar]
    private let number: Int

    init(_ line: String, number: Int) {
      scalars = Array(line.unicodeScalars)
      self.number = number
    }

    private func error(_ chinese: String, _ english: String) -> SyntaxError {
      SyntaxError(line: number, problem: LocalizedText(zh: chinese, en: english))
    }

    private mutating func skipBlanks() {
      while let first = scalars.first, first == " " || first == "\t" || first == "\u{3000}" { scalars.removeFirst() }
    }

    private static func text(_ scalars: some Sequence<Unicode.Scalar>) -> String {
      var bytes: [UInt8] = []
      for scalar in scalars { if let code = UTF8.encode(scalar) { bytes.append(contentsOf: code) } }
      return String(decoding: bytes, as: UTF8.self)
    }

    /// Milliseconds of a leading `[+1:05]`, `[+0:00:05]` or `[09:30:00]`; nil where there is none.
    mutating func time(after last: Int64?) throws(SyntaxError) -> Int64? {
      guard scalars.first == "[", let close = scalars.firstIndex(of: "]") else { return nil }
      let inner = Self.text(scalars[1..<close])
      let isRelative = inner.hasPrefix("+")
      let parts = (isRelative ? String(inner.dropFirst()) : inner)
        .utf8.split(separator: 0x3A, omittingEmptySubsequences: false).map { String(decoding: $0, as: UTF8.self) }
      guard (2...3).contains(parts.count), parts.allSatisfy({ DecimalNumber.parse($0) != nil && !$0.hasPrefix("-") })
      else {
        // A sticker such as [微笑] at the start of a line is no time.
        if isRelative || inner.utf8.first.map({ (0x30...0x39).contains($0) }) == true {
          throw error("时间“\(inner)”看不懂", "the time '\(inner)' cannot be read")
        }
        return nil
      }
      scalars.removeSubrange(0...close)
      skipBlanks()
      let numbers = parts.compactMap(DecimalNumber.parse)
      var seconds = 0.0
      for value in numbers { seconds = seconds * 60 + value }
      guard seconds < 1e9 else { throw error("时间太大", "the time is too large") }
      if isRelative { return start + Int64((seconds * 1000).rounded()) }
      if numbers.count == 2 { seconds *= 60 }
      var time = midnight + Int64((seconds * 1000).rounded())
      if let last { while time < last { time += 86_400_000 } }
      return time
    }

    /// The message of the line without time, or nil where the line names no role.
    mutating func message() throws(SyntaxError) -> Message? {
      guard let entry = Dialogue.roles.first(where: { starts(with: $0.word) }) else { return nil }
      let before = scalars
      scalars.removeFirst(entry.word.unicodeScalars.count)
      skipBlanks()
      var message = Message(role: entry.role, text: "")
      if let name = bracketed("(", ")") ?? bracketed("（", "）") { message.sender = name.trimmingBlanks() }
      skipBlanks()
      var hasTag = false
      if let tag = bracketed("<", ">") {
        try apply(tag.trimmingBlanks(), to: &message)
        hasTag = true
      }
      skipBlanks()
      guard let colon = scalars.first, colon == ":" || colon == "：" else {
        if hasTag, scalars.isEmpty { return message }
        scalars = before
        return nil
      }
      scalars.removeFirst()
      skipBlanks()
      message.text = Self.text(scalars)
      return message
    }

    private func starts(with word: String) -> Bool {
      let wanted = Array(word.unicodeScalars)
      return scalars.count >= wanted.count && Array(scalars.prefix(wanted.count)) == wanted
    }

    private mutating func bracketed(_ open: Unicode.Scalar, _ close: Unicode.Scalar) -> String? {
      guard scalars.first == open, let end = scalars.firstIndex(of: close) else { return nil }
      let inner = Self.text(scalars[1..<end])
      scalars.removeSubrange(0...end)
      return inner
    }

    private func apply(_ tag: String, to message: inout Message) throws(SyntaxError) {
      let words = tag.utf8.split(separator: 0x20).map { String(decoding: $0, as: UTF8.self) }
      guard let name = words.first, let kind = MessageKind(rawValue: name) else {
        throw error("不认识的消息类型“\(tag)”", "the kind of message '\(tag)' is not known")
      }
      let rest = words.dropFirst().joined(separator: " ")
      switch kind {
      case .recall where message.role != .system: message.isRecalled = true
      case .transfer:
        message.kind = kind
        let parts = rest.unicodeScalars.split(whereSeparator: { $0 == "→" || $0 == ">" }).map {
          Self.text($0).trimmingBlanks()
        }
        message.transfer = .init(
          from: parts.count > 1 ? parts.first : nil, to: parts.last.flatMap { $0.isEmpty ? nil : $0 })
      case .join:
        message.kind = kind
        if !rest.isEmpty { message.transfer = .init(from: nil, to: rest) }
      default: message.kind = kind
      }
    }
  }
}
