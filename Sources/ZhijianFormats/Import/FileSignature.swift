internal import Zhijian

/// Files that are no text, told by their first bytes, with what to do about them.
enum FileSignature {
  /// A diagnostic for a file that no format reads, or nil where it may be text.
  static func diagnostic(of head: ArraySlice<UInt8>, file: String) -> Diagnostic? {
    guard let kind = kinds.first(where: { head.starts(with: $0.bytes) }) else { return nil }
    if kind.bytes == compound, isEncryptedWorkbook(head) {
      return Diagnostic(
        .error, code: "encrypted-workbook",
        message: LocalizedText(zh: "这是加了密码的 Excel 文件", en: "this is an Excel file with a password"),
        location: SourceLocation(file: file),
        hint: LocalizedText(zh: "请打开后去掉密码，另存为 xlsx", en: "open it, take the password away and save it as xlsx"))
    }
    return Diagnostic(
      .error, code: "unsupported-file",
      message: LocalizedText(zh: "这是 \(kind.name) 文件，不是文本", en: "this is \(kind.article) \(kind.name) file, not text"),
      location: SourceLocation(file: file), hint: kind.hint)
  }

  private struct Kind: Sendable {
    var name: String
    var article: String
    var bytes: [UInt8]
    var hint: LocalizedText?
  }

  private static let saveAsXLSX = LocalizedText(
    zh: "请在 Excel 或 WPS 中打开，另存为 xlsx", en: "open it in a spreadsheet program and save it as xlsx")

  /// The beginning of OLE files, among them the Excel files from before 2007.
  private static let compound: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]

  /// Whether an OLE file holds a newer workbook that is encrypted: a stream is called `EncryptedPackage`, in UTF-16.
  private static func isEncryptedWorkbook(_ head: ArraySlice<UInt8>) -> Bool {
    let name: [UInt8] = "EncryptedPackage".utf8.flatMap { [$0, UInt8(0)] }
    guard head.count >= name.count else { return false }
    return head.indices.dropLast(name.count - 1).contains { head[$0] == name[0] && head[$0...].starts(with: name) }
  }

  private static let kinds: [Kind] = [
    Kind(
      name: "ZIP / XLSX", article: "a", bytes: [0x50, 0x4B, 0x03, 0x04],
      hint: LocalizedText(
        zh: "表格请另存为“CSV UTF-8”，压缩包请先解压", en: "save a spreadsheet as “CSV UTF-8”, unpack an archive first")),
    Kind(name: "XLS", article: "an", bytes: compound, hint: saveAsXLSX),
    Kind(name: "PDF", article: "a", bytes: [0x25, 0x50, 0x44, 0x46, 0x2D]),
    Kind(name: "gzip", article: "a", bytes: [0x1F, 0x8B]),
    Kind(name: "RAR", article: "a", bytes: [0x52, 0x61, 0x72, 0x21, 0x1A, 0x07]),
    Kind(name: "7z", article: "a", bytes: [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C]),
    Kind(name: "PNG", article: "a", bytes: [0x89, 0x50, 0x4E, 0x47]),
    Kind(name: "JPEG", article: "a", bytes: [0xFF, 0xD8, 0xFF]),
    Kind(name: "GIF", article: "a", bytes: [0x47, 0x49, 0x46, 0x38]),
    Kind(name: "SQLite", article: "an", bytes: [0x53, 0x51, 0x4C, 0x69, 0x74, 0x65, 0x20]),
  ]
}
