public import Zhijian

/// Messages of the 企业微信 会话内容存档 after decryption, one JSON object a line or in an array. A file holds many
/// chats: they are taken apart by employee and external contact or by group, and cut at pauses.
public struct WeComArchiveFormat: ImportFormat {
  public let name = "wecom-archive"
  public let title = LocalizedText(zh: "企业微信 会话内容存档", en: "WeCom chat archive")
  public let fileExtensions = ["json", "jsonl", "txt"]

  public init() {}

  public func confidence(of sniff: FileSniff, options: ImportOptions) -> Double {
    guard sniff.firstByte == 0x7B || sniff.firstByte == 0x5B else { return 0 }
    let names = Set(sniff.jsonNames)
    return ["msgid", "action", "from", "tolist", "msgtime"].allSatisfy(names.contains) ? 0.98 : 0
  }

  public func read(_ input: ImportInput, options: ImportOptions, yield: (ImportedRecord) -> Bool) {
    var archive = WeComArchive(file: input.file, options: options)
    guard
      JSONValues.each(
        of: input, options: options, yield: yield,
        { value, line in
          for list in ["chatdata", "data", "list"] {
            let elements = value.elements(list)
            guard elements.isEmpty else {
              for element in elements { archive.take(element, line: line) }
              return true
            }
          }
          archive.take(value, line: line)
          return true
        })
    else { return }
    for imported in archive.transcripts() { guard yield(.transcript(imported)) else { return } }
    for note in archive.notes { input.report(note) }
  }
}
