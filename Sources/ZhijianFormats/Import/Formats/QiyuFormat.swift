public import Zhijian

/// The export of 网易七鱼: `message.txt` with one message a line and, beside it, `session.txt` with one session a line.
/// The last line of either is no JSON.
public struct QiyuFormat: ImportFormat {
  public let name = "qiyu"
  public let title = LocalizedText(zh: "网易七鱼 导出（session.txt 和 message.txt）", en: "NetEase Qiyu export")
  public let fileExtensions = ["txt", "json"]

  public init() {}

  public func confidence(of sniff: FileSniff, options: ImportOptions) -> Double {
    guard sniff.firstByte == 0x7B else { return 0 }
    let names = Set(sniff.jsonNames)
    if names.contains("sessionId"), names.contains("staffId"), names.contains("from") { return 0.97 }
    return names.contains("interaction") && names.contains("sType") && names.contains("staffId") ? 0.97 : 0
  }

  public func read(_ input: ImportInput, options: ImportOptions, yield: (ImportedRecord) -> Bool) {
    let names = Set(input.sniff.jsonNames)
    guard names.contains("sessionId") else { return readSessionsAlone(input, yield: yield) }
    var export = QiyuExport(file: input.file, options: options)
    if let source = input.sibling("session.txt") {
      let sessions = ImportInput(
        source: source, file: FilePath.sibling("session.txt", of: input.file), options: options)
      guard
        JSONValues.each(
          of: sessions, options: options, yield: yield, isJunk: { _ in true },
          { value, _ in
            export.take(session: value)
            return true
          })
      else { return }
    } else {
      input.report(
        Diagnostic(
          .warning, code: "no-session-file",
          message: LocalizedText(
            zh: "旁边没有 session.txt：没有评价、渠道、结束原因，机器人会话分不出来",
            en: "there is no session.txt beside it: no ratings, channels, ends"),
          location: SourceLocation(file: input.file)))
    }
    var junk: [Int] = []
    guard
      JSONValues.each(
        of: input, options: options, yield: yield,
        isJunk: { number in
          junk.append(number)
          return true
        },
        { value, line in
          export.take(message: value, line: line)
          return true
        })
    else { return }
    // Only the last line may be junk.
    let last = max(junk.last ?? 0, export.lastLine)
    for line in junk where line != last {
      guard
        yield(
          .failure(
            line: line,
            Diagnostic(
              .error, code: "bad-json", message: LocalizedText(zh: "这一行不是 JSON", en: "the line is not JSON"),
              location: SourceLocation(file: input.file, line: line))))
      else { return }
    }
    for imported in export.transcripts() { guard yield(.transcript(imported)) else { return } }
    for note in export.notes { input.report(note) }
  }

  private func readSessionsAlone(_ input: ImportInput, yield: (ImportedRecord) -> Bool) {
    guard input.sibling("message.txt") != nil else {
      _ = yield(
        .failure(
          line: nil,
          Diagnostic(
            .error, code: "no-message-file",
            message: LocalizedText(
              zh: "这是七鱼的会话表，消息在 message.txt 里，旁边没有", en: "these are Qiyu's sessions; message.txt is not beside them"),
            location: SourceLocation(file: input.file),
            hint: LocalizedText(zh: "把两个文件放在同一个文件夹", en: "put both files into one folder"))))
      return
    }
    input.isRead = true
    input.report(
      Diagnostic(
        .note, code: "read-with-messages",
        message: LocalizedText(zh: "七鱼的会话表，随 message.txt 一起读", en: "Qiyu's sessions, read along with message.txt"),
        location: SourceLocation(file: input.file)))
  }
}
