public import Zhijian

/// Text copied from a 千牛 (Taobao seller workbench) chat window: a line with sender and time above each message.
///
/// A file is one conversation unless the buyer changes or nothing was said for more than a day.
public struct QianniuTextFormat: ImportFormat {
  public let name = "qianniu-text"
  public let title = LocalizedText(zh: "千牛聊天窗口文本", en: "text of a Qianniu chat window")
  public let fileExtensions = ["txt", "text"]

  public init() {}

  public func confidence(of sniff: FileSniff, options: ImportOptions) -> Double {
    let times = TimeReader()
    let headers = sniff.lines(400).lazy.compactMap { QianniuHeader(String(decoding: $0, as: UTF8.self), times: times) }
    let cast = QianniuCast(headers)
    if cast.sureHeaders > 0 { return 0.9 }
    return cast.plainHeaders > 1 && fileExtensions.contains(sniff.fileExtension) ? 0.4 : 0
  }

  public func read(_ input: ImportInput, options: ImportOptions, yield: (ImportedRecord) -> Bool) {
    let text: [UInt8]
    do throws(DiagnosticsError) {
      text = try input.text()
    } catch {
      for diagnostic in error.diagnostics { guard yield(.failure(line: nil, diagnostic)) else { return } }
      return
    }
    var parser = QianniuParser(text, file: input.file, times: options.timeReader)
    parser.read()
    ChatLine.report(parser.lines, to: input)
    if parser.parts.count > 1 {
      note(
        input, "split-by-buyer", zh: "文件中有多位买家，分为 \(parser.parts.count) 段",
        en: "several buyers; cut into \(parser.parts.count) parts")
    }
    var cuts = 0
    for part in parser.parts {
      let transcripts = transcripts(of: part, cast: parser.cast, file: input.file, options: options)
      cuts += transcripts.count - 1
      for transcript in transcripts { guard yield(.transcript(transcript)) else { return } }
    }
    if cuts > 0 {
      let hours = options.textSplitSeconds / 3600
      note(
        input, "split-by-pause", zh: "间隔超过 \(hours) 小时处分段，多分出 \(cuts) 个会话",
        en: "cut at pauses of more than \(hours) h: \(cuts) more conversations")
    }
  }

  private func transcripts(
    of part: QianniuParser.Part, cast: QianniuCast, file: String, options: ImportOptions
  ) -> [ImportedTranscript] {
    var messages = part.messages
    resolveTransfers(&messages)
    let location = SourceLocation(file: file, line: part.line)
    var diagnostics = part.warnings.closed(file: file)
    if part.dropped > 0 { diagnostics.append(tooManyMessages(dropped: part.dropped, location: location)) }
    let marker = AutoReplyMarker(
      templates: options.autoReplyTemplates, patterns: options.mapping?.autoReplies ?? [])
    _ = marker.markStated(&messages)
    let guessed = marker.markFast(&messages)
    if guessed > 0 { diagnostics.append(AutoReplyMarker.note(guessed, location: location)) }
    let agents = part.accounts.map { account in
      Transcript.Party(id: account, name: QianniuHeader.account(account)?.member)
    }
    let shop = part.accounts.first.map { QianniuHeader.account($0)?.shop ?? $0 }
    let splitter = IdleSplitter(idleMilliseconds: Int64(options.textSplitSeconds) * 1000)
    return splitter.split(messages).enumerated().map { number, indices in
      let transcript = Transcript(
        id: "", platform: "taobao", shop: shop, customer: part.buyer.map { Transcript.Party(id: $0) }, agents: agents,
        messages: indices.map { messages[$0] })
      return ImportedTranscript(transcript: transcript, line: part.line, diagnostics: number == 0 ? diagnostics : [])
    }
  }

  /// `转接给您` names nobody: it is the agent who speaks next.
  private func resolveTransfers(_ messages: inout [Message]) {
    var next: String?
    for index in messages.indices.reversed() {
      if messages[index].role == .agent, let sender = messages[index].sender { next = sender }
      guard let transfer = messages[index].transfer, transfer.to == nil, transfer.from != next else { continue }
      messages[index].transfer?.to = next
    }
  }

  private func note(_ input: ImportInput, _ code: String, zh: String, en: String) {
    input.report(
      Diagnostic(.note, code: code, message: LocalizedText(zh: zh, en: en), location: SourceLocation(file: input.file)))
  }
}
