internal import Zhijian

/// Sessions and messages of an export of 七鱼 while they come in.
struct QiyuExport {
  let file: String
  let options: ImportOptions
  private var sessions: [String: JSONValue] = [:]
  private var order: [String] = []
  private var messages: [String: (line: Int, list: [Message], dropped: Int)] = [:]
  private(set) var lastLine = 0
  private var incomplete = 0
  private var badTimes = 0
  private var withoutRole = 0

  init(file: String, options: ImportOptions) {
    self.file = file
    self.options = options
  }

  mutating func take(session value: JSONValue) {
    if let id = value.text("id") { sessions[id] = value }
  }

  mutating func take(message value: JSONValue, line: Int) {
    lastLine = line
    guard let id = value.text("sessionId") else {
      incomplete += 1
      return
    }
    if messages[id] == nil {
      messages[id] = (line, [], 0)
      order.append(id)
    }
    let message = message(value)
    guard messages[id]?.list.count ?? 0 < Transcript.maximumMessages else {
      messages[id]?.dropped += 1
      return
    }
    messages[id]?.list.append(message)
  }

  private mutating func message(_ value: JSONValue) -> Message {
    let content = ["msg", "content", "message", "body"].lazy.compactMap { value.text($0) }.first ?? ""
    var message = Message(id: value.text("id"), role: .unknown, text: MarkupText.plain(content))
    let (at, isBad) = value.instant("time")
    message.at = at
    if isBad { badTimes += 1 }
    let staff = value.whole("staffId")
    switch value.whole("from") {
    case 1:
      message.role = .customer
      message.sender = value.text("userId") ?? value.text("foreignId")
    case 0:
      // Staff numbers that are not positive are machines.
      message.role = (staff ?? 1) <= 0 ? .bot : .agent
      message.sender = (staff ?? 1) <= 0 ? nil : value.text("staffId")
    case .some: message.role = .system
    case nil: withoutRole += 1
    }
    switch value.whole("mType") {
    case 2: message.kind = .image
    case 3: message.kind = .voice
    case 1, nil: message.kind = MessageText.kind(of: message.text) ?? .text
    default: message.kind = MessageText.kind(of: message.text) ?? .card
    }
    if message.role == .agent, value.whole("autoReply") == 1 || value["autoReply"] == .bool(true) {
      message.kind = .autoReply
      message.replyMode = .auto
    }
    if message.role == .system {
      let notice = MessageText.notice(message.text)
      (message.kind, message.transfer) = (notice.kind, notice.transfer)
    }
    return message
  }

  /// The conversations, in the order in which their first messages come.
  func transcripts() -> [ImportedTranscript] {
    order.compactMap { id in messages[id].map { transcript(id, line: $0.line, $0.list, dropped: $0.dropped) } }
  }

  private func transcript(_ id: String, line: Int, _ list: [Message], dropped: Int) -> ImportedTranscript {
    let session = sessions[id] ?? .null
    var transcript = Transcript(id: id, platform: session.text("fromType") ?? "qiyu", messages: list)
    let location = SourceLocation(file: file, line: line)
    if let customer = session.text("userId") ?? session.text("foreignId")
      ?? list.first(where: { $0.role == .customer })?.sender
    {
      transcript.customer = Transcript.Party(id: customer, name: session.text("userName"))
    }
    if let staff = session.whole("staffId"), staff > 0 {
      transcript.agents = [
        Transcript.Party(id: String(staff), name: session.text("staffName"), group: session.text("groupName"))
      ]
    }
    for sender in list.compactMap({ $0.role == .agent ? $0.sender : nil })
    where !transcript.agents.contains(where: { $0.id == sender }) {
      transcript.agents.append(Transcript.Party(id: sender))
    }
    transcript.nameOnlyAgent()
    let (start, end) = (session.instant("startTime"), session.instant("endTime"))
    (transcript.startedAt, transcript.endedAt) = (start.at, end.at)
    transcript.group = session.text("groupName")
    transcript.closeReason = session.text("closeReason")
    if case .rating(let rating) = session.text("evaluation").map(TableWords.rating) ?? .absent {
      transcript.rating = rating
    }
    // Kept by name, so that rules and filters can ask for them: 0 is a human's session, and a normal one.
    for key in ["interaction", "sType"] {
      if let value = session[key] { transcript.fields.append(.init(key: key, value: value)) }
    }
    var diagnostics: [Diagnostic] = []
    if dropped > 0 { diagnostics.append(tooManyMessages(dropped: dropped, location: location)) }
    for (key, time) in [("startTime", start), ("endTime", end)] where time.isBad {
      diagnostics.append(TableWarning.time(session[key]?.cellText ?? "?").diagnostic(location: location))
    }
    let marker = AutoReplyMarker(templates: options.autoReplyTemplates, patterns: options.mapping?.autoReplies ?? [])
    _ = marker.markStated(&transcript.messages)
    return ImportedTranscript(transcript: transcript, line: line, diagnostics: diagnostics)
  }

  var notes: [Diagnostic] {
    var notes: [Diagnostic] = []
    let without = sessions.isEmpty ? 0 : order.count { sessions[$0] == nil }
    if without > 0 {
      notes.append(
        Diagnostic(
          .warning, code: "session-missing",
          message: LocalizedText(
            zh: "\(without) 个会话在 session.txt 里没有", en: "\(without) conversations are not in session.txt"),
          location: SourceLocation(file: file)))
    }
    if incomplete > 0 {
      notes.append(
        Diagnostic(
          .warning, code: "incomplete-message",
          message: LocalizedText(
            zh: "\(incomplete) 条消息没有 sessionId，未读", en: "\(incomplete) messages without sessionId were left out"),
          location: SourceLocation(file: file)))
    }
    func add(_ count: Int, _ code: String, zh: String, en: String) {
      guard count > 0 else { return }
      notes.append(
        Diagnostic(
          .warning, code: code, message: LocalizedText(zh: zh, en: en), location: SourceLocation(file: file)))
    }
    add(badTimes, "bad-time", zh: "\(badTimes) 条消息的 time 不是时间", en: "\(badTimes) messages whose time is none")
    add(
      withoutRole, "unknown-role", zh: "\(withoutRole) 条消息的 from 看不出是谁",
      en: "\(withoutRole) messages whose from tells no side")
    return notes
  }
}
