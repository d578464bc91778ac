internal import Zhijian

/// The chats of an archive while its messages come in.
struct WeComArchive {
  private struct Chat {
    var line: Int
    var customer: String?
    var room: String?
    var agents: [String] = []
    var messages: [Message] = []
    var dropped = 0
  }

  let file: String
  let options: ImportOptions
  private var chats: [Chat] = []
  private var byKey: [String: Int] = [:]
  /// Where each message stands: the chat and its place there.
  private var places: [String: (chat: Int, message: Int)] = [:]
  /// Recalls of messages that have not come yet.
  private var recalls: Set<String> = []
  private var internalCount = 0
  private var incomplete: [Int] = []
  /// Lines whose time cannot be.
  private var badTimes: [Int] = []
  private var duplicates = 0

  init(file: String, options: ImportOptions) {
    self.file = file
    self.options = options
  }

  /// Whether an id is that of somebody outside of the company: 外部联系人, or a bot.
  private static func isExternal(_ id: String) -> Bool { id.begins(with: "wo") || id.begins(with: "wm") }
  private static func isBot(_ id: String) -> Bool { id.begins(with: "wb") }

  mutating func take(_ value: JSONValue, line: Int) {
    // 切换企业日志 is no message.
    if value.text("action") == "switch" { return }
    guard let from = value.text("from"), let kind = value.text("msgtype") else { return incomplete.append(line) }
    if let recipients = value["tolist"], recipients.isNoList { return incomplete.append(line) }
    let recipients = value.elements("tolist").compactMap(\.cellText)
    let room = value.text("roomid")
    let people = [from] + recipients
    let customers = people.filter(Self.isExternal)
    let agents = people.filter { !Self.isExternal($0) && !Self.isBot($0) }
    guard room != nil || !customers.isEmpty else {
      internalCount += 1
      return
    }
    let id = value.text("msgid")
    if let id, places[id] != nil {
      duplicates += 1
      return
    }
    let key = room.map { "room\u{1F}" + $0 } ?? "\(agents.first ?? "")\u{1F}\(customers.first ?? "")"
    let index = byKey[key] ?? chats.count
    if index == chats.count {
      byKey[key] = index
      chats.append(Chat(line: line, customer: customers.first, room: room))
    }
    // A group has many members; only who speaks serves.
    for agent in room == nil ? agents : agents.filter({ $0 == from }) where !chats[index].agents.contains(agent) {
      chats[index].agents.append(agent)
    }
    if chats[index].customer == nil { chats[index].customer = customers.first }
    var message = WeComMessage.message(value, kind: kind)
    message.id = id
    message.sender = from
    message.role = Self.isExternal(from) ? .customer : Self.isBot(from) ? .bot : .agent
    if let time = value.whole("msgtime"), time > 0, time < 100_000_000_000 {
      message.at = Timestamp(milliseconds: time * 1000)
    } else {
      let (at, isBad) = value.instant("msgtime")
      message.at = at
      if isBad { badTimes.append(line) }
    }
    if kind == "revoke" { recall(value["revoke"]?.text("pre_msgid")) }
    if let id, recalls.remove(id) != nil { message.isRecalled = true }
    guard chats[index].messages.count < Transcript.maximumMessages else {
      chats[index].dropped += 1
      return
    }
    if let id { places[id] = (index, chats[index].messages.count) }
    chats[index].messages.append(message)
  }

  private mutating func recall(_ id: String?) {
    guard let id else { return }
    if let place = places[id] {
      chats[place.chat].messages[place.message].isRecalled = true
    } else if recalls.count < 100_000 {
      recalls.insert(id)
    }
  }

  /// The conversations, in the order in which their chats first appear.
  func transcripts() -> [ImportedTranscript] {
    let splitter = IdleSplitter(idleMilliseconds: Int64(options.idleSplitSeconds) * 1000)
    return chats.flatMap { chat -> [ImportedTranscript] in
      var messages = chat.messages
      let location = SourceLocation(file: file, line: chat.line)
      var diagnostics: [Diagnostic] = []
      if chat.dropped > 0 { diagnostics.append(tooManyMessages(dropped: chat.dropped, location: location)) }
      let marker = AutoReplyMarker(
        templates: options.autoReplyTemplates, patterns: options.mapping?.autoReplies ?? [])
      _ = marker.markStated(&messages)
      let guessed = marker.markFast(&messages)
      if guessed > 0 { diagnostics.append(AutoReplyMarker.note(guessed, location: location)) }
      return splitter.split(messages).enumerated().map { number, indices in
        let own = indices.map { messages[$0] }
        let speakers = Set(own.compactMap { $0.role == .agent ? $0.sender : nil })
        let agents = speakers.isEmpty ? chat.agents : chat.agents.filter(speakers.contains)
        var transcript = Transcript(
          id: "", platform: "wecom", customer: chat.customer.map { Transcript.Party(id: $0) },
          agents: agents.map { Transcript.Party(id: $0) }, messages: own)
        if let room = chat.room { transcript.fields = [.init(key: "roomid", value: .string(room))] }
        return ImportedTranscript(transcript: transcript, line: chat.line, diagnostics: number == 0 ? diagnostics : [])
      }
    }
  }

  /// What concerns the file as a whole.
  var notes: [Diagnostic] {
    let location = SourceLocation(file: file)
    var notes: [Diagnostic] = []
    func add(_ count: Int, _ code: String, zh: String, en: String, severity: Diagnostic.Severity = .note) {
      guard count > 0 else { return }
      notes.append(Diagnostic(severity, code: code, message: LocalizedText(zh: zh, en: en), location: location))
    }
    add(
      internalCount, "internal-chat", zh: "同事之间的消息 \(internalCount) 条，不是客户会话，未读",
      en: "\(internalCount) messages between colleagues were left out")
    add(
      duplicates, "repeated-message", zh: "重复的消息 \(duplicates) 条，只算一次",
      en: "\(duplicates) messages stood there again and count once")
    add(
      incomplete.count, "incomplete-message",
      zh:
        "缺少 from、msgtype 或 tolist 不是列表的记录 \(incomplete.count) 条，未读，行 \(incomplete.prefix(20).map(String.init).joined(separator: ", "))",
      en: "\(incomplete.count) records without from, msgtype or a list of recipients were left out", severity: .warning)
    add(
      badTimes.count, "bad-time",
      zh: "无法识别的时间 \(badTimes.count) 处，行 \(badTimes.prefix(20).map(String.init).joined(separator: ", "))",
      en: "\(badTimes.count) messages whose msgtime is no time", severity: .warning)
    add(
      recalls.count, "recall-without-message", zh: "有 \(recalls.count) 条撤回找不到原消息",
      en: "\(recalls.count) recalls are of messages that are not in the file")
    return notes
  }
}

/// The content of one message of the archive.
enum WeComMessage {
  static func message(_ value: JSONValue, kind: String) -> Message {
    let body = value[kind] ?? .null
    var message = Message(role: .unknown, text: "")
    switch kind {
    case "text": message.text = body.text("content") ?? ""
    case "markdown": message.text = value["info"]?.text("content") ?? body.text("content") ?? ""
    case "image": message.kind = .image
    case "voice": message.kind = .voice
    case "video": message.kind = .video
    case "emotion": message.kind = .emoji
    case "file":
      message.kind = .file
      message.text = body.text("filename") ?? ""
    case "link":
      message.kind = .link
      message.text = [body.text("title"), body.text("link_url")].compactMap { $0 }.joined(separator: "\n")
    case "weapp", "location", "card", "redpacket", "external_redpacket", "chatrecord", "news", "sphfeed", "docmsg",
      "collect",
      "todo", "vote", "calendar", "meeting", "qydiskfile":
      message.kind = .card
      message.text =
        ["title", "displayname", "feed_desc", "address", "corpname", "wish", "doc_name", "topic"]
        .lazy.compactMap { body.text($0) }.first ?? ""
    case "mixed":
      let parts = body.elements("item").map { item -> String in
        let inner = item["content"]
        if item.text("type") == "text" { return inner?.text("content") ?? item.text("content") ?? "" }
        return "[\(item.text("type") ?? "")]"
      }
      message.text = parts.joined()
    case "revoke": message.kind = .recall
    case "agree", "disagree":
      message.kind = .system
      message.text = kind == "agree" ? "同意会话内容存档" : "不同意会话内容存档"
    default:
      message.kind = .system
      message.text = "[\(kind)]"
    }
    if message.kind == .text { message.kind = MessageText.kind(of: message.text) ?? .text }
    return message
  }
}
