public import Zhijian

/// Writes a conversation in the shape of an analysed chat of Contact Lens (`CHAT-2022-11-30`): participants, transcript
/// and the times that follow from it. Categories and sentiment are empty: they are what an evaluation says, not a
/// conversation.
public struct ContactLensWriter: Sendable {
  public init() {}

  /// One document on one line.
  public func line(_ transcript: Transcript, number: Int) -> [UInt8] {
    let contact = transcript.id.isEmpty ? "contact-\(number)" : transcript.id
    var writer = JSONWriter()
    writer.beginObject()
    text("Version", "CHAT-2022-11-30", to: &writer)
    text("Channel", "CHAT", to: &writer)
    text("JobStatus", "COMPLETED", to: &writer)
    text("LanguageCode", "zh-CN", to: &writer)
    writer.key("CustomerMetadata")
    writer.beginObject()
    text("ContactId", contact, to: &writer)
    writer.endObject()
    writer.key("Categories")
    writer.beginObject()
    writer.key("MatchedCategories")
    writer.beginArray()
    writer.endArray()
    writer.key("MatchedDetails")
    writer.beginObject()
    writer.endObject()
    writer.endObject()
    writeCharacteristics(transcript, to: &writer)
    writeParticipants(transcript, to: &writer)
    writer.key("Transcript")
    writer.beginArray()
    for (index, message) in transcript.messages.enumerated() {
      write(message, index: index, transcript, to: &writer)
    }
    writer.endArray()
    writer.endObject()
    return writer.bytes
  }

  private func text(_ key: StaticString, _ value: String, to writer: inout JSONWriter) {
    writer.key(key)
    writer.string(value)
  }

  private func writeCharacteristics(_ transcript: Transcript, to writer: inout JSONWriter) {
    let times = transcript.messages.compactMap(\.at)
    writer.key("ConversationCharacteristics")
    writer.beginObject()
    if let first = times.min(), let last = times.max() {
      writer.key("TotalConversationDurationMillis")
      writer.integer(last.milliseconds(since: first))
      // What Contact Lens calls the greeting: from the beginning to the first words of an agent.
      if let greeting = transcript.messages.first(where: { $0.role == .agent && !$0.isAutoReply && !$0.isEvent })?.at {
        writer.key("ResponseTime")
        writer.beginObject()
        writer.key("AgentGreetingTimeMillis")
        writer.integer(max(0, greeting.milliseconds(since: first)))
        writer.endObject()
      }
    }
    writer.endObject()
  }

  private func writeParticipants(_ transcript: Transcript, to writer: inout JSONWriter) {
    var seen: Set<String> = []
    writer.key("Participants")
    writer.beginArray()
    for message in transcript.messages {
      let id = participant(message, transcript)
      guard seen.insert(id).inserted else { continue }
      writer.beginObject()
      text("ParticipantId", id, to: &writer)
      text("ParticipantRole", Self.role(message.role), to: &writer)
      writer.endObject()
    }
    writer.endArray()
  }

  private func participant(_ message: Message, _ transcript: Transcript) -> String {
    let customer = message.role == .customer ? transcript.customer?.id : nil
    return message.sender ?? customer ?? Self.role(message.role)
  }

  private func write(_ message: Message, index: Int, _ transcript: Transcript, to writer: inout JSONWriter) {
    writer.beginObject()
    text("Id", message.id ?? "\(index)", to: &writer)
    text("ParticipantId", participant(message, transcript), to: &writer)
    text("ParticipantRole", Self.role(message.role), to: &writer)
    if let name = displayName(message, transcript) { text("DisplayName", name, to: &writer) }
    if let at = message.at {
      text("AbsoluteTime", at.iso8601(offsetSeconds: 0).replacing("+00:00", with: "Z"), to: &writer)
    }
    if let event = Self.events[message.kind] {
      text("Type", "EVENT", to: &writer)
      text("ContentType", event, to: &writer)
    } else if [.image, .voice, .video, .file].contains(message.kind) {
      text("Type", "ATTACHMENT", to: &writer)
      text("ContentType", "application/octet-stream", to: &writer)
    } else {
      text("Type", message.isEvent || message.kind == .note ? "EVENT" : "MESSAGE", to: &writer)
      text("ContentType", "text/plain", to: &writer)
    }
    if !message.text.isEmpty { text("Content", message.text, to: &writer) }
    writer.endObject()
  }

  private func displayName(_ message: Message, _ transcript: Transcript) -> String? {
    switch message.role {
    case .agent: transcript.agents.first { $0.id == message.sender }?.name ?? message.sender
    case .customer: transcript.customer?.name ?? message.sender
    default: message.sender
    }
  }

  private static let events: [MessageKind: String] = [
    .join: "application/vnd.amazonaws.connect.event.participant.joined",
    .transfer: "application/vnd.amazonaws.connect.event.transfer.succeeded",
    .close: "application/vnd.amazonaws.connect.event.chat.ended",
  ]

  private static func role(_ role: Role) -> String {
    switch role {
    case .customer: "CUSTOMER"
    case .agent: "AGENT"
    case .bot: "CUSTOM_BOT"
    case .system, .unknown: "SYSTEM"
    }
  }
}
