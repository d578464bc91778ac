public import Zhijian

/// Chats as text with time and name in front of each message, as tools save them from WeChat and people copy them:
/// `2026-08-06 09:02:10 小丹: 您好`. Who serves is told by names such as 客服, by accounts, or by `roles` of a mapping.
public struct WeChatTextFormat: ImportFormat {
  public let name = "wechat-text"
  public let title = LocalizedText(zh: "带时间和名字的聊天文本（微信等）", en: "chat text with times and names, as from WeChat")
  public let fileExtensions = ["txt", "text"]

  public init() {}

  public func confidence(of sniff: FileSniff, options: ImportOptions) -> Double {
    guard sniff.firstByte != 0x7B, sniff.firstByte != 0x5B || sniff.utf8.count > 1 else { return 0 }
    let times = TimeReader()
    var timed = 0
    var named = 0
    var others = 0
    // A log has times and labels, too, but nobody in it has a Chinese name or serves.
    var isChinese = false
    for bytes in sniff.lines(200) where bytes.contains(where: { $0 > 0x20 }) {
      let line = ChatName.trimmed(String(decoding: bytes, as: UTF8.self))
      if let leading = LeadingTime(line, times: times) {
        guard let label = LabelledChat.label(leading.rest) else {
          others += 1
          continue
        }
        timed += 1
        isChinese =
          isChinese || label.name.unicodeScalars.contains { !$0.isASCII } || TableWords.role(label.name) != nil
      } else if LabelledChat.hasRole(line) {
        named += 1
      } else {
        others += 1
      }
    }
    if timed >= 2, timed * 3 >= others {
      guard isChinese else { return ImportFormats.minimumConfidence }
      return fileExtensions.contains(sniff.fileExtension) ? 0.85 : 0.6
    }
    return named >= 2 && named > others && fileExtensions.contains(sniff.fileExtension) ? 0.6 : 0
  }

  public func read(_ input: ImportInput, options: ImportOptions, yield: (ImportedRecord) -> Bool) {
    do throws(DiagnosticsError) {
      let text = try input.text()
      var chat = LabelledChat(times: options.timeReader)
      let source = ChatLine.split(text)
      ChatLine.report(source, to: input)
      let lines = chat.read(source)
      for imported in transcripts(lines, dropped: chat.dropped, input: input, options: options) {
        guard yield(.transcript(imported)) else { return }
      }
    } catch {
      for diagnostic in error.diagnostics { guard yield(.failure(line: nil, diagnostic)) else { return } }
    }
  }

  private func transcripts(
    _ lines: [LabelledChat.Line], dropped: Int, input: ImportInput, options: ImportOptions
  ) -> [ImportedTranscript] {
    guard let first = lines.first else { return [] }
    let vocabulary = TableVocabulary(mapping: options.mapping)
    let known = options.mapping?.roles ?? [:]
    let cast = LabelledCast(
      lines, agents: lines.map(\.sender).filter { known[TableColumn.normalised($0)] == .agent },
      customers: lines.map(\.sender).filter { known[TableColumn.normalised($0)] == .customer })
    var unknown: [String] = []
    var messages = lines.map { line in
      var message = line.message
      guard !line.sender.isEmpty else {
        let notice = MessageText.notice(message.text)
        message.role = .system
        (message.kind, message.transfer) = (notice.kind, notice.transfer)
        return message
      }
      let said = vocabulary.senderRole(line.sender)
      // A word for a role is nobody's name.
      message.sender = said.map(\.name) ?? line.sender
      message.role = said?.role ?? cast.role(of: line.sender) ?? .unknown
      if message.role == .unknown, !unknown.contains(line.sender), unknown.count < 20 { unknown.append(line.sender) }
      return message
    }
    if !unknown.isEmpty {
      let names = unknown.joined(separator: "、")
      input.report(
        Diagnostic(
          .warning, code: "unknown-role",
          message: LocalizedText(zh: "不知道谁是客服：\(names)", en: "who serves is not known: \(names)"),
          location: SourceLocation(file: input.file),
          hint: LocalizedText(
            zh: "写映射文件：format: wechat-text，roles: {agent: [\(unknown[0])]}",
            en: "write a mapping: format: wechat-text, roles: {agent: [\(unknown[0])]}")))
    }
    let location = SourceLocation(file: input.file, line: first.number)
    var diagnostics: [Diagnostic] = []
    if dropped > 0 { diagnostics.append(tooManyMessages(dropped: dropped, location: location)) }
    let marker = AutoReplyMarker(templates: options.autoReplyTemplates, patterns: options.mapping?.autoReplies ?? [])
    _ = marker.markStated(&messages)
    let splitter = IdleSplitter(idleMilliseconds: Int64(options.textSplitSeconds) * 1000)
    return splitter.split(messages).enumerated().map { number, indices in
      let own = indices.map { messages[$0] }
      var agents: [Transcript.Party] = []
      for message in own where message.role == .agent {
        guard let sender = message.sender, !agents.contains(where: { $0.id == sender }) else { continue }
        agents.append(Transcript.Party(id: sender))
      }
      let customer = own.first { $0.role == .customer }?.sender
      let shop = agents.lazy.compactMap { QianniuHeader.account($0.id)?.shop }.first
      var transcript = Transcript(
        id: "", platform: options.mapping?.platform, shop: options.mapping?.shop ?? shop,
        customer: customer.map { Transcript.Party(id: $0) }, agents: agents, messages: own)
      transcript.nameOnlyAgent()
      return ImportedTranscript(transcript: transcript, line: first.number, diagnostics: number == 0 ? diagnostics : [])
    }
  }
}
