public import Zhijian

/// Writes conversations as canonical JSONL, with members in a fixed order. Reading a line back gives an
/// equal conversation.
public struct CanonicalJSONLWriter: Sendable {
  /// The members that a message has of its own; what an export calls the same has to have another name.
  static let messageMembers: Set<String> = [
    "id", "at", "role", "sender", "kind", "text", "reply_mode", "recalled", "transfer",
  ]

  /// Seconds east of UTC in which times are written.
  public var timeZoneOffsetSeconds: Int

  public init(timeZoneOffsetSeconds: Int = 8 * 3600) {
    self.timeZoneOffsetSeconds = timeZoneOffsetSeconds
  }

  /// One line without its end.
  public func line(_ transcript: Transcript) -> [UInt8] {
    var writer = JSONWriter()
    write(transcript, to: &writer)
    return writer.bytes
  }

  /// Adds the conversation as one JSON object.
  public func write(_ transcript: Transcript, to writer: inout JSONWriter) {
    writer.beginObject()
    writer.key("schema")
    writer.integer(CanonicalJSONLReader.schema)
    if !transcript.id.isEmpty {
      writer.key("id")
      writer.string(transcript.id)
    }
    write("platform", transcript.platform, to: &writer)
    write("shop", transcript.shop, to: &writer)
    write("group", transcript.group, to: &writer)
    if let customer = transcript.customer {
      writer.key("customer")
      write(customer, to: &writer)
    }
    if !transcript.agents.isEmpty {
      writer.key("agents")
      writer.beginArray()
      for agent in transcript.agents { write(agent, to: &writer) }
      writer.endArray()
    }
    write("queue_at", transcript.queueAt, to: &writer)
    write("started_at", transcript.startedAt, to: &writer)
    write("ended_at", transcript.endedAt, to: &writer)
    if transcript.isOpen {
      writer.key("open")
      writer.bool(true)
    }
    write("close_reason", transcript.closeReason, to: &writer)
    if let rating = transcript.rating {
      writer.key("rating")
      writer.beginObject()
      writer.key("value")
      writer.number(rating.value)
      writer.key("min")
      writer.number(rating.minimum)
      writer.key("max")
      writer.number(rating.maximum)
      writer.endObject()
    }
    if !transcript.fields.isEmpty {
      writer.key("fields")
      writer.beginObject()
      writer.members(transcript.fields)
      writer.endObject()
    }
    writer.key("messages")
    writer.beginArray()
    for message in transcript.messages { write(message, to: &writer) }
    writer.endArray()
    writer.members(transcript.extra)
    writer.endObject()
  }

  /// Adds one message as a JSON object.
  public func write(_ message: Message, to writer: inout JSONWriter) {
    writer.beginObject()
    write("id", message.id, to: &writer)
    write("at", message.at, to: &writer)
    writer.key("role")
    writer.string(message.role.rawValue)
    write("sender", message.sender, to: &writer)
    if message.kind != .text {
      writer.key("kind")
      writer.string(message.kind.rawValue)
    }
    writer.key("text")
    writer.string(message.text)
    write("reply_mode", message.replyMode?.rawValue, to: &writer)
    if message.isRecalled {
      writer.key("recalled")
      writer.bool(true)
    }
    if let transfer = message.transfer {
      writer.key("transfer")
      writer.beginObject()
      write("from", transfer.from, to: &writer)
      write("to", transfer.to, to: &writer)
      writer.endObject()
    }
    writer.members(message.extra)
    writer.endObject()
  }

  private func write(_ party: Transcript.Party, to writer: inout JSONWriter) {
    writer.beginObject()
    writer.key("id")
    writer.string(party.id)
    write("name", party.name, to: &writer)
    write("group", party.group, to: &writer)
    writer.members(party.extra)
    writer.endObject()
  }

  private func write(_ key: StaticString, _ text: String?, to writer: inout JSONWriter) {
    guard let text else { return }
    writer.key(key)
    writer.string(text)
  }

  private func write(_ key: StaticString, _ time: Timestamp?, to writer: inout JSONWriter) {
    guard let time else { return }
    writer.key(key)
    writer.string(time.iso8601(offsetSeconds: timeZoneOffsetSeconds))
  }
}
