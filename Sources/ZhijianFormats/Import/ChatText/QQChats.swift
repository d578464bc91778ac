internal import Zhijian

/// The chats of a text that QQ has saved.
struct QQChats {
  private struct Chat {
    var line: Int
    var group: String?
    var partner: String?
    var messages: [Message] = []
    var dropped = 0
  }

  let file: String
  let options: ImportOptions
  private let vocabulary: TableVocabulary
  private let times: TimeReader
  private var chats: [Chat] = []
  private var group: String?
  private var draft: (message: Message, lines: [String])?

  init(file: String, options: ImportOptions) {
    self.file = file
    self.options = options
    vocabulary = TableVocabulary(mapping: options.mapping)
    times = options.timeReader
  }

  mutating func read(_ lines: [ChatLine]) {
    var isInHead = true
    for line in lines {
      let text = line.text
      if text.begins(with: "消息分组:") || text.begins(with: "消息分组：") {
        close()
        isInHead = true
        group = Self.value(text)
      } else if text.begins(with: "消息对象:") || text.begins(with: "消息对象：") {
        close()
        isInHead = true
        chats.append(Chat(line: line.number, group: group, partner: Self.value(text)))
      } else if let leading = LeadingTime(text, times: times), case .instant(let at) = leading.time,
        let sender = Self.sender(leading.rest)
      {
        close()
        isInHead = false
        if chats.isEmpty { chats.append(Chat(line: line.number, group: nil, partner: nil)) }
        var message = Message(at: at, role: .unknown, sender: sender.id ?? sender.name, text: "")
        message.extra = sender.id == nil ? [] : [.init(key: "name", value: .string(sender.name))]
        draft = (message, [])
      } else if !isInHead {
        draft?.lines.append(text)
      }
    }
    close()
  }

  private static func value(_ line: String) -> String? {
    guard let colon = line.firstRange(of: ":") ?? line.firstRange(of: "：") else { return nil }
    let value = ChatName.trimmed(String(line[colon.upperBound...]))
    return value.isEmpty ? nil : value
  }

  /// `名(号码)`, `名<邮箱>`, or the name alone.
  private static func sender(_ text: String) -> (name: String, id: String?)? {
    for (open, end) in [("(", ")"), ("<", ">"), ("（", "）")] where text.ends(with: end) {
      guard let start = text.lastRange(of: open) else { continue }
      let id = String(text[start.upperBound...].dropLast())
      let name = ChatName.trimmed(String(text[..<start.lowerBound]))
      guard !id.isEmpty, id.utf8.count <= 128 else { continue }
      return (name.isEmpty ? id : name, id)
    }
    return ChatName.isPlausible(text) ? (text, nil) : nil
  }

  private mutating func close() {
    guard var open = draft, let last = chats.indices.last else { return }
    draft = nil
    while open.lines.last?.isEmpty == true { open.lines.removeLast() }
    open.message.text = open.lines.joined(separator: "\n")
    open.message.kind = open.message.text.isEmpty ? .image : MessageText.kind(of: open.message.text) ?? .text
    guard chats[last].messages.count < Transcript.maximumMessages else {
      chats[last].dropped += 1
      return
    }
    chats[last].messages.append(open.message)
  }

  func transcripts() -> [ImportedTranscript] {
    let splitter = IdleSplitter(idleMilliseconds: Int64(options.textSplitSeconds) * 1000)
    return chats.flatMap { chat -> [ImportedTranscript] in
      var chat = chat
      var warnings = IssueList()
      let names = setRoles(&chat, warnings: &warnings)
      let location = SourceLocation(file: file, line: chat.line)
      var diagnostics = warnings.closed(file: file)
      if chat.dropped > 0 { diagnostics.append(tooManyMessages(dropped: chat.dropped, location: location)) }
      let marker = AutoReplyMarker(templates: options.autoReplyTemplates, patterns: options.mapping?.autoReplies ?? [])
      _ = marker.markStated(&chat.messages)
      return splitter.split(chat.messages).enumerated().map { number, indices in
        let messages = indices.map { chat.messages[$0] }
        var agents: [Transcript.Party] = []
        for message in messages where message.role == .agent {
          guard let sender = message.sender, !agents.contains(where: { $0.id == sender }) else { continue }
          agents.append(Transcript.Party(id: sender, name: names[sender]))
        }
        let customer = messages.first { $0.role == .customer }?.sender ?? chat.partner
        let transcript = Transcript(
          id: "", platform: "qq", customer: customer.map { Transcript.Party(id: $0, name: names[$0]) }, agents: agents,
          messages: messages)
        return ImportedTranscript(transcript: transcript, line: chat.line, diagnostics: number == 0 ? diagnostics : [])
      }
    }
  }

  /// Whom the chat is with is the customer, as long as it is one person; the names of the senders.
  private func setRoles(_ chat: inout Chat, warnings: inout IssueList) -> [String: String] {
    var names: [String: String] = [:]
    for index in chat.messages.indices {
      guard case .string(let name)? = chat.messages[index].extra.first?.value else { continue }
      if let sender = chat.messages[index].sender, sender != name { names[sender] = name }
      chat.messages[index].extra = []
    }
    let senders = Set(chat.messages.compactMap(\.sender)).filter { $0 != "10000" }
    for index in chat.messages.indices {
      guard let sender = chat.messages[index].sender else { continue }
      let name = names[sender] ?? sender
      if sender == "10000" || name == "系统消息" {
        let notice = MessageText.notice(chat.messages[index].text)
        chat.messages[index].role = .system
        (chat.messages[index].kind, chat.messages[index].transfer) = (notice.kind, notice.transfer)
        chat.messages[index].sender = nil
      } else if let known = vocabulary.senderRole(name) ?? vocabulary.senderRole(sender) {
        chat.messages[index].role = known.role
      } else if let partner = chat.partner, partner == name || partner == sender {
        chat.messages[index].role = .customer
      } else if chat.partner != nil, senders.count <= 2 {
        chat.messages[index].role = .agent
      } else {
        warnings.add(
          TableWarning.role(name).diagnostic(location: SourceLocation(file: file, line: chat.line)))
      }
    }
    return names
  }
}
