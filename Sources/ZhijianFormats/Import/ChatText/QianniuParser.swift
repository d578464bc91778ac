internal import Zhijian

/// Reads the text of a 千牛 chat window into the messages of its buyers.
struct QianniuParser {
  /// The messages with one buyer, in the order of the text.
  struct Part {
    var buyer: String?
    var line: Int
    var messages: [Message] = []
    var accounts: [String] = []
    var warnings = IssueList()
    var dropped = 0
  }

  let file: String
  let lines: [ChatLine]
  private let times: TimeReader
  private let headers: [QianniuHeader?]
  let cast: QianniuCast
  private(set) var parts: [Part] = []
  private var current: Draft?
  /// Notices between the last message and the next header, which may belong to the next buyer.
  private var pending: [(message: Message, line: Int)] = []

  /// A message while its lines are read.
  private struct Draft {
    var message: Message
    var lines: [String] = []
    var line: Int
  }

  init(_ utf8: [UInt8], file: String, times: TimeReader) {
    self.file = file
    self.times = times
    let lines = ChatLine.split(utf8)
    self.lines = lines
    let found = lines.map { QianniuHeader($0.text, times: times) }
    cast = QianniuCast(found.lazy.compactMap { $0 })
    var headers: [QianniuHeader?] = []
    for (index, header) in found.enumerated() {
      let isApart = index == 0 || Self.endsMessage(lines[index - 1].text)
      headers.append(header.flatMap { [cast] in cast.believes($0, isApart: isApart) ? $0 : nil })
    }
    self.headers = headers
  }

  /// Whether a line cannot be followed by more words of a message.
  private static func endsMessage(_ line: String) -> Bool {
    line.isEmpty || QianniuHeader.status(line) != nil || QianniuNotice(line) != nil
  }

  mutating func read() {
    for (line, header) in zip(lines, headers) {
      if let header { open(header, line.number) } else { take(line) }
    }
    close()
    flushPending(startsPart: false)
  }

  // MARK: Messages

  private mutating func open(_ header: QianniuHeader, _ line: Int) {
    close()
    let (role, id) = cast.role(of: header.sender)
    let buyer = role == .customer ? id : header.recipient.flatMap { cast.buyers.contains($0) ? $0 : nil }
    let startsPart = parts.isEmpty || (buyer != nil && parts.last?.buyer != nil && parts.last?.buyer != buyer)
    if startsPart {
      let first = pending.first?.line ?? line
      parts.append(Part(buyer: buyer, line: first))
    }
    flushPending(startsPart: startsPart)
    let index = parts.count - 1
    if parts[index].buyer == nil { parts[index].buyer = buyer }
    for account in [role == .agent ? id : nil, role == .customer ? header.recipient : nil] {
      guard let account, !parts[index].accounts.contains(account) else { continue }
      parts[index].accounts.append(account)
    }
    if role == .unknown {
      parts[index].warnings.add(
        Diagnostic(
          .warning, code: "unknown-role",
          message: LocalizedText(zh: "无法判断“\(id)”是买家还是客服", en: "cannot tell which side “\(id)” is"),
          location: SourceLocation(file: file, line: line)))
    }
    var message = Message(at: header.at, role: role, sender: id, text: "")
    if let isRead = header.isRead { message.extra = [JSONValue.Member(key: "read", value: .bool(isRead))] }
    current = Draft(message: message, lines: header.text.map { [$0] } ?? [], line: line)
  }

  private mutating func take(_ line: ChatLine) {
    guard let draft = current else {
      if !line.text.isEmpty { takeOutside(line) }
      return
    }
    let isFirst = draft.lines.allSatisfy(\.isEmpty)
    if !parts.isEmpty, QianniuHeader.hasBrokenTime(line.text, times: times) {
      parts[parts.count - 1].warnings.add(
        Diagnostic(
          .warning, code: "bad-time",
          message: LocalizedText(
            zh: "像是一条消息的抬头，但时间不存在，按正文读取", en: "like the header of a message, but with no possible time; read as text"),
          location: SourceLocation(file: file, line: line.number)))
    }
    if line.text.isEmpty {
      if !isFirst { current?.lines.append("") }
      return
    }
    // What stands directly below a header is what was said.
    if !isFirst {
      if draft.message.role == .agent, let isRead = QianniuHeader.status(line.text) {
        current?.message.extra = [JSONValue.Member(key: "read", value: .bool(isRead))]
        return
      }
      if QianniuNotice(line.text) != nil {
        close()
        return takeOutside(line)
      }
      let kind = MessageText.kind(of: line.text)
      let before = MessageText.kind(of: draft.lines.first { !$0.isEmpty } ?? "")
      if kind != before, before != .card {
        // A picture or card sent along with words is a message of its own.
        close()
        current = Draft(message: draft.message, line: line.number)
      }
    }
    current?.lines.append(line.text)
  }

  /// A line that belongs to no message.
  private mutating func takeOutside(_ line: ChatLine) {
    var message = Message(role: .system, kind: .note, text: line.text)
    switch QianniuNotice(line.text) {
    case .note: break
    case .card: message.kind = .card
    case .ruler: return
    case .event(let kind):
      message.kind = kind
      if kind == .transfer { message.transfer = transfer(line.text) }
      if kind == .recall { recall(&message) }
      if !parts.isEmpty {
        flushPending(startsPart: false)
        return append(message)
      }
    case nil:
      // Words after a notice go on with it.
      if let last = pending.indices.last, pending[last].message.kind == .note || pending[last].message.kind == .card {
        pending[last].message.text += "\n" + line.text
        return
      }
    }
    pending.append((message, line.number))
  }

  private mutating func close() {
    guard var draft = current else { return }
    current = nil
    while draft.lines.last?.isEmpty == true { draft.lines.removeLast() }
    guard !draft.lines.isEmpty else {
      // Pictures are lost in copying; the message was sent all the same.
      draft.message.kind = .image
      parts[parts.count - 1].warnings.add(
        Diagnostic(
          .warning, code: "empty-message",
          message: LocalizedText(
            zh: "消息没有内容，可能是复制时丢失的图片", en: "a message without text, perhaps a picture lost in copying"),
          location: SourceLocation(file: file, line: draft.line)))
      return append(draft.message)
    }
    draft.message.text = draft.lines.joined(separator: "\n")
    draft.message.kind =
      MessageText.kind(of: draft.message.text) ?? MessageText.kind(of: draft.lines[0]).flatMap {
        $0 == .card ? .card : nil
      } ?? .text
    if case .card = QianniuNotice(draft.lines[0]) { draft.message.kind = .card }
    append(draft.message)
  }

  private mutating func append(_ message: Message) {
    let index = parts.count - 1
    guard index >= 0 else { return }
    guard parts[index].messages.count < Transcript.maximumMessages else {
      parts[index].dropped += 1
      return
    }
    parts[index].messages.append(message)
  }

  /// Hands the waiting notices to the last part. Before any header there is none, and one is made at the end.
  private mutating func flushPending(startsPart: Bool) {
    guard !pending.isEmpty else { return }
    if parts.isEmpty { parts.append(Part(buyer: nil, line: pending.first?.line ?? 1)) }
    for (message, _) in pending { append(message) }
    pending.removeAll()
  }

  // MARK: Events

  private func transfer(_ line: String) -> Message.Transfer {
    let named = MessageText.transfer(line)
    return Message.Transfer(from: named.from.map(cast.account), to: named.to.map(cast.account))
  }

  private func recall(_ message: inout Message) {
    guard let range = message.text.lastRange(of: "撤回了一条消息") else { return }
    let name = QianniuHeader.normalised(String(message.text[..<range.lowerBound]))
    switch name {
    case "对方", "买家", "客户": message.role = .customer
    case "您", "你", "客服": message.role = .agent
    default:
      let known = cast.role(of: name)
      guard known.role != .unknown else { return }
      (message.role, message.sender) = (known.role, known.id)
    }
  }
}
