/// Writes a conversation in the notation of dialogues, with personal data masked and agents under names of no one.
///
/// Times count from the first message. What the notation cannot say is left out: who the customer is, how an agent's
/// line was typed, line ends that would begin a message of their own.
struct DialogueText {
  private static let names = ["甲", "乙", "丙", "丁", "戊", "己", "庚", "辛", "壬", "癸"]
  private static let roles: [(role: Role, word: String)] = [
    (.customer, "客户"), (.agent, "客服"), (.bot, "机器人"), (.system, "系统"), (.unknown, "系统"),
  ]

  private let transcript: Transcript
  private let redactor = Redactor(policy: .mask)
  /// What people are called in the conversation, the longest first, with the agent it is, nil for the customer.
  private let called: [(name: String, agent: String?)]

  init(_ transcript: Transcript) {
    self.transcript = transcript
    var called: [(name: String, agent: String?)] = []
    for agent in transcript.agents {
      for name in [agent.name, agent.id].compactMap({ $0 }) {
        called.append((name, agent.id))
        // Sub-accounts are called shop:name.
        if let own = name.split(separator: ":").last, own.count < name.count { called.append((String(own), agent.id)) }
      }
    }
    for name in [transcript.customer?.name, transcript.customer?.id].compactMap({ $0 }) { called.append((name, nil)) }
    self.called = called.filter { $0.name.unicodeScalars.count >= 2 && !Self.ordinary.contains($0.name) }
      .sorted { ($1.name.utf8.count, $0.name) < ($0.name.utf8.count, $1.name) }
  }

  /// What stands for a person and names nobody.
  private static let ordinary: Set<String> = ["客服", "客户", "买家", "顾客", "用户", "机器人", "系统", "agent", "customer"]

  /// The messages at `indices`, in that order, one a line.
  func text(of indices: [Int]) -> String {
    let messages = indices.compactMap { transcript.messages.indices.contains($0) ? transcript.messages[$0] : nil }
    let start = messages.compactMap { $0.at?.milliseconds }.min()
    let names = agentNames(messages)
    let unnamed = messages.map { message in
      var message = message
      message.text = self.unnamed(message.text, names: names)
      return message
    }
    return unnamed.indices.map { index in
      let text = Self.plain(redactor.redact(message: index, of: unnamed).text)
      return line(unnamed[index], text: text, start: start, names: names)
    }.joined(separator: "\n")
  }

  /// Names by ids, in the order in which the agents come.
  private func agentNames(_ messages: [Message]) -> [String: String] {
    var names: [String: String] = [:]
    for message in messages {
      let ids = [message.role == .agent ? message.sender : nil, message.transfer?.from, message.transfer?.to]
      for id in ids.compactMap({ $0 }) where names[id] == nil {
        names[id] = Self.names.indices.contains(names.count) ? Self.names[names.count] : "客服\(names.count + 1)"
      }
    }
    return names
  }

  private func line(_ message: Message, text: String, start: Int64?, names: [String: String]) -> String {
    var line = ""
    if let at = message.at, let start { line += "[\(Self.time(at.milliseconds - start))] " }
    line += Self.roles.first { $0.role == message.role }?.word ?? "系统"
    if message.role == .agent, let sender = message.sender, let name = names[sender] { line += "(\(name))" }
    line += tag(of: message, names: names)
    return text.isEmpty && message.kind != .text ? line : "\(line): \(text)"
  }

  /// A text in which people are called by the names they have in the dialogue.
  private func unnamed(_ text: String, names: [String: String]) -> String {
    var text = text
    for (name, agent) in called where text.contains(name) {
      text = text.replacing(name, with: agent.map { names[$0] ?? "某客服" } ?? "某客户")
    }
    return text
  }

  private func tag(of message: Message, names: [String: String]) -> String {
    if message.isRecalled { return " <recall>" }
    if message.isAutoReply { return " <auto_reply>" }
    func name(_ id: String?) -> String { id.flatMap { names[$0] } ?? "" }
    switch message.kind {
    case .text: return ""
    case .transfer where message.transfer?.from != nil:
      return " <transfer \(name(message.transfer?.from))→\(name(message.transfer?.to))>"
    case .transfer, .join:
      let to = name(message.transfer?.to)
      return " <\(message.kind.rawValue)\(to.isEmpty ? "" : " " + to)>"
    default: return " <\(message.kind.rawValue)>"
    }
  }

  /// `+m:ss`, with milliseconds where there are any.
  private static func time(_ milliseconds: Int64) -> String {
    let (seconds, rest) = max(0, milliseconds).quotientAndRemainder(dividingBy: 1000)
    func padded(_ number: Int64, _ width: Int) -> String {
      let digits = String(number)
      return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }
    return "+\(seconds / 60):\(padded(seconds % 60, 2))" + (rest == 0 ? "" : ".\(padded(rest, 3))")
  }

  /// A text on one line, without what means something in the notation or nothing in YAML.
  private static func plain(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x27E6, 0x27E7, 0xFEFF, 0xFFFE, 0xFFFF: continue
      case 0..<0x20, 0x7F...0x9F, 0x2028, 0x2029: result.append(" ")
      default: result.append(scalar)
      }
    }
    return String(result).trimmingBlanks()
  }
}
