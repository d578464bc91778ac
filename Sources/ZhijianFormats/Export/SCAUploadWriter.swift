public import Zhijian

/// Writes conversations as the `UploadData` of 阿里云智能对话分析 (SCA): one ticket each, `role` 客服 or 客户, `begin` and
/// `end` in milliseconds from the first message, `beginTime` in milliseconds since 1970.
///
/// SCA knows two sides and texts: bots are 客服, what the system says is left out, pictures and the like are their
/// placeholder. A message's end is not known: it is the beginning of the next one, at most a minute on.
public struct SCAUploadWriter: Sendable {
  public init() {}

  /// The whole document.
  public func document(_ transcripts: some Sequence<Transcript>) -> [UInt8] {
    var writer = JSONWriter()
    writer.beginObject()
    writer.key("tickets")
    writer.beginArray()
    for (number, transcript) in transcripts.enumerated() { write(transcript, number: number + 1, to: &writer) }
    writer.endArray()
    // 0: text chats, 1: speech.
    writer.key("optional")
    writer.integer(0)
    writer.endObject()
    return writer.bytes
  }

  private func write(_ transcript: Transcript, number: Int, to writer: inout JSONWriter) {
    writer.beginObject()
    writer.key("tid")
    writer.string(transcript.id.isEmpty ? "ticket-\(number)" : transcript.id)
    writer.key("dialogue")
    writer.beginArray()
    let spoken = transcript.messages.filter { $0.role != .system && !$0.isEvent && $0.kind != .note }
    let start = spoken.lazy.compactMap(\.at).first
    for (index, message) in spoken.enumerated() {
      let next = spoken.indices.contains(index + 1) ? spoken[index + 1].at : nil
      write(message, start: start, next: next, transcript, to: &writer)
    }
    writer.endArray()
    if let agent = transcript.agents.first {
      writer.key("customerServiceId")
      writer.string(agent.id)
      if let name = agent.name {
        writer.key("customerServiceName")
        writer.string(name)
      }
    }
    if let customer = transcript.customer {
      writer.key("customerId")
      writer.string(customer.id)
      if let name = customer.name {
        writer.key("customerName")
        writer.string(name)
      }
    }
    writer.endObject()
  }

  private func write(
    _ message: Message, start: Timestamp?, next: Timestamp?, _ transcript: Transcript, to writer: inout JSONWriter
  ) {
    writer.beginObject()
    writer.key("role")
    writer.string(message.role == .customer ? "客户" : "客服")
    if let sender = message.sender {
      writer.key("identity")
      writer.string(sender)
    }
    writer.key("words")
    writer.string(message.text.isEmpty ? "[\(Self.placeholder(message.kind))]" : message.text)
    if let at = message.at, let start {
      let begin = max(0, at.milliseconds(since: start))
      let end = next.map { min(max($0.milliseconds(since: start), begin), begin + 60_000) } ?? begin
      writer.key("begin")
      writer.integer(begin)
      writer.key("end")
      writer.integer(end)
      writer.key("beginTime")
      writer.integer(at.milliseconds)
    }
    writer.endObject()
  }

  private static func placeholder(_ kind: MessageKind) -> String {
    switch kind {
    case .image: "图片"
    case .voice: "语音"
    case .video: "视频"
    case .file: "文件"
    case .card: "卡片"
    case .emoji: "表情"
    case .link: "链接"
    default: "消息"
    }
  }
}
