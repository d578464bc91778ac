public import Zhijian

/// A chat of Amazon Connect as it lies in S3, or as Contact Lens has analysed it: `Transcript` with `ParticipantRole`.
public struct ConnectChatFormat: ImportFormat {
  public let name = "connect-chat"
  public let title = LocalizedText(zh: "Amazon Connect / Contact Lens 聊天", en: "Amazon Connect chat, Contact Lens")
  public let fileExtensions = ["json", "jsonl"]

  public init() {}

  public func confidence(of sniff: FileSniff, options: ImportOptions) -> Double {
    guard sniff.firstByte == 0x7B || sniff.firstByte == 0x5B else { return 0 }
    let names = Set(sniff.jsonNames)
    guard names.contains("Transcript") else { return 0 }
    if names.contains("ParticipantRole"), names.contains("AbsoluteTime") { return 0.98 }
    return names.contains("ParticipantId") || names.contains("ParticipantRole") ? 0.8 : 0
  }

  public func read(_ input: ImportInput, options: ImportOptions, yield: (ImportedRecord) -> Bool) {
    let times = options.timeReader
    _ = JSONValues.each(of: input, options: options, yield: yield) { value, line in
      guard value["Transcript"] != nil else { return true }
      return yield(.transcript(transcript(value, line: line, file: input.file, times)))
    }
  }

  private func transcript(_ value: JSONValue, line: Int, file: String, _ times: TimeReader) -> ImportedTranscript {
    var roles: [String: Role] = [:]
    for participant in value.elements("Participants") {
      if let id = participant.text("ParticipantId"), let role = participant.text("ParticipantRole") {
        roles[id] = Self.roles[role]
      }
    }
    let id = value.text("ContactId") ?? value["CustomerMetadata"]?.text("ContactId") ?? ""
    var result = Transcript(id: id, platform: "amazon-connect", messages: [])
    var dropped = 0
    let location = SourceLocation(file: file, line: line)
    var warnings = IssueList()
    if value.elements("Transcript").isEmpty, value["Transcript"] != .array([]) {
      warnings.add(
        Diagnostic(
          .warning, code: "no-messages",
          message: LocalizedText(zh: "Transcript 不是消息的列表", en: "Transcript is no list of messages"),
          location: location))
    }
    for item in value.elements("Transcript") {
      guard result.messages.count < Transcript.maximumMessages else {
        dropped += 1
        continue
      }
      let message = message(item, roles: roles, times)
      if message.role == .unknown {
        let said = item.text("ParticipantRole") ?? item.text("ParticipantId") ?? ""
        warnings.add(TableWarning.role(said).diagnostic(location: location))
      }
      if message.at == nil, let time = item["AbsoluteTime"], time != .null {
        warnings.add(TableWarning.time(time.cellText ?? "?").diagnostic(location: location))
      }
      result.messages.append(message)
      guard let sender = message.sender else { continue }
      let party = Transcript.Party(id: sender, name: item.text("DisplayName").flatMap { $0 == sender ? nil : $0 })
      if message.role == .customer, result.customer == nil { result.customer = party }
      if message.role == .agent, !result.agents.contains(where: { $0.id == sender }) { result.agents.append(party) }
    }
    result.nameOnlyAgent()
    var diagnostics = warnings.closed(file: file)
    if dropped > 0 { diagnostics.append(tooManyMessages(dropped: dropped, location: location)) }
    return ImportedTranscript(transcript: result, line: line, diagnostics: diagnostics)
  }

  private static let roles: [String: Role] = [
    "AGENT": .agent, "SUPERVISOR": .agent, "CUSTOMER": .customer, "SYSTEM": .system, "CUSTOM_BOT": .bot,
  ]

  private func message(_ item: JSONValue, roles: [String: Role], _ times: TimeReader) -> Message {
    let participant = item.text("ParticipantId")
    let role = item.text("ParticipantRole").flatMap { Self.roles[$0] } ?? participant.flatMap { roles[$0] } ?? .unknown
    let content = item.text("Content") ?? ""
    var message = Message(id: item.text("Id"), role: role, sender: participant, text: content)
    if let time = item.text("AbsoluteTime"), case .instant(let at) = times.read(time) { message.at = at }
    let type = item.text("ContentType") ?? ""
    switch item.text("Type") {
    case "EVENT": message.kind = Self.event(type)
    case "ATTACHMENT":
      message.kind = .file
      let names = item.elements("Attachments").compactMap { $0.text("AttachmentName") }
      if message.text.isEmpty { message.text = names.joined(separator: "\n") }
      let kinds = item.elements("Attachments").compactMap { $0.text("ContentType") }
      if !kinds.isEmpty, kinds.allSatisfy({ $0.begins(with: "image/") }) { message.kind = .image }
    default:
      message.kind = type.has("interactive") ? .card : MessageText.kind(of: content) ?? .text
    }
    if role == .system, message.kind == .text {
      let notice = MessageText.notice(content)
      (message.kind, message.transfer) = (notice.kind, notice.transfer)
    }
    if message.kind == .system || role == .system { message.sender = nil }
    return message
  }

  private static func event(_ type: String) -> MessageKind {
    if type.ends(with: "participant.joined") { return .join }
    if type.has("event.transfer.") { return .transfer }
    if type.ends(with: "chat.ended") { return .close }
    return .system
  }
}
