public import Zhijian

/// Messages that QQ or TIM has saved as text: a head with 消息分组 and 消息对象, then a line with time and sender above
/// each message.
public struct QQTextFormat: ImportFormat {
  public let name = "qq-text"
  public let title = LocalizedText(zh: "QQ / TIM 导出的消息记录文本", en: "messages saved as text by QQ or TIM")
  public let fileExtensions = ["txt"]

  public init() {}

  public func confidence(of sniff: FileSniff, options: ImportOptions) -> Double {
    if sniff.contains("消息记录（此消息记录为文本格式") || sniff.contains("消息记录(此消息记录为文本格式") { return 0.98 }
    return sniff.contains("消息分组:") && sniff.contains("消息对象:") ? 0.95 : 0
  }

  public func read(_ input: ImportInput, options: ImportOptions, yield: (ImportedRecord) -> Bool) {
    do throws(DiagnosticsError) {
      var chats = QQChats(file: input.file, options: options)
      let lines = ChatLine.split(try input.text())
      ChatLine.report(lines, to: input)
      chats.read(lines)
      for imported in chats.transcripts() { guard yield(.transcript(imported)) else { return } }
    } catch {
      for diagnostic in error.diagnostics { guard yield(.failure(line: nil, diagnostic)) else { return } }
    }
  }
}
