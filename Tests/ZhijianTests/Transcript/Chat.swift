@testable import Zhijian

/// Conversations for tests, one line a message: `[dN ]HH:MM:SS[.mmm]|- role[/sender] [<kind>] text`.
///
/// Roles are C, A, B (bot), S (system) and U; day 0 is Wednesday 2026-01-07 in China; `-` is a missing time.
/// Kinds are those of the canonical format, `<transfer A→B>`, `<join A>`, `<recalled>`, `<quick>` and `<assist>`.
enum Chat {
  static let day0: Int64 = 1_767_715_200_000

  static func transcript(
    _ lines: String..., id: String = "t", agents: [String] = [], customer: String? = "c1", isOpen: Bool = false
  ) -> Transcript {
    Transcript(
      id: id, customer: customer.map { Transcript.Party(id: $0) }, agents: agents.map { Transcript.Party(id: $0) },
      isOpen: isOpen, messages: lines.map(message))
  }

  static func at(_ clock: String, day: Int64 = 0) -> Timestamp {
    let parts = clock.split(separator: ":").map { Double($0) ?? 0 }
    let seconds = (parts[0] * 60 + parts[1]) * 60 + parts[2]
    return Timestamp(milliseconds: day0 + day * 86_400_000 + Int64((seconds * 1000).rounded()))
  }

  static func message(_ line: String) -> Message {
    var words = line.split(separator: " ")[...]
    var day: Int64 = 0
    if let first = words.first, first.hasPrefix("d"), let number = Int64(first.dropFirst()) {
      day = number
      words = words.dropFirst()
    }
    let clock = words.removeFirst()
    let who = words.removeFirst().split(separator: "/")
    let roles: [Substring: Role] = ["C": .customer, "A": .agent, "B": .bot, "S": .system, "U": .unknown]
    var message = Message(
      at: clock == "-" ? nil : at(String(clock), day: day), role: roles[who[0]] ?? .unknown,
      sender: who.count > 1 ? String(who[1]) : nil, text: "")
    var rest = words.joined(separator: " ")
    if rest.hasPrefix("<"), let end = rest.firstIndex(of: ">") {
      mark(&message, rest[rest.index(after: rest.startIndex)..<end].split(separator: " ").map(String.init))
      rest = String(rest[rest.index(after: end)...].drop { $0 == " " })
    }
    message.text = rest
    return message
  }

  private static func mark(_ message: inout Message, _ words: [String]) {
    switch words[0] {
    case "transfer":
      message.kind = .transfer
      let ends = words.count > 1 ? words[1].split(separator: "→", omittingEmptySubsequences: false) : []
      if ends.count == 2 {
        message.transfer = .init(
          from: ends[0].isEmpty ? nil : String(ends[0]), to: ends[1].isEmpty ? nil : String(ends[1]))
      }
    case "join":
      message.kind = .join
      if words.count > 1 { message.transfer = .init(to: words[1]) }
    case "recalled": message.isRecalled = true
    case "filtered": message.extra = [.init(key: "filtered", value: .bool(true))]
    default:
      if let kind = MessageKind(rawValue: words[0]) { message.kind = kind }
      if let mode = ReplyMode(rawValue: words[0]) { message.replyMode = mode }
    }
  }
}
