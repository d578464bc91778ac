@testable import Zhijian
@testable import ZhijianFormats

/// Any XML as the parts of a workbook, each behind a NUL, packed as they are; read as chats and as a table besides them.
struct WorkbookTarget: FuzzTarget {
  static let name = "import:xlsx"
  private static let parts = [
    "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml",
    "xl/styles.xml", "xl/worksheets/sheet2.xml",
  ]
  private static let presets = MappingCatalog.shipped

  func run(_ bytes: [UInt8]) {
    var input = FuzzInput(bytes)
    let choice = input.byte()
    var book = StoredArchive()
    // A part that is empty is left out.
    let contents = input.rest().split(separator: 0, maxSplits: Self.parts.count - 1, omittingEmptySubsequences: false)
    for (name, content) in zip(Self.parts, contents) where !content.isEmpty {
      book.add(Array(name.utf8), Array(content))
    }
    let archive = book.archive
    var options = ImportOptions()
    if choice & 1 == 0 { options.presets = Self.presets }
    options.year = choice & 2 == 0 ? nil : 2026
    ImportPromises.check(archive, file: "chat.xlsx", options: options)
    let sink = DiagnosticSink()
    let kinds = BusinessTableKind.allCases
    let columns = BusinessColumns(kind: kinds[Int(choice >> 2) % kinds.count], mapped: [:])
    let sheet = BusinessSheetReader(columns: columns, path: "t.xlsx", sink: sink).read(archive)
    expect(sheet != nil || sink.hasErrors, "no table, and no reason")
  }
}

/// Any bytes as an archive, or an archive of any files under any names, folders, links and devices among them.
struct ArchiveTarget: FuzzTarget {
  static let name = "zip"

  func run(_ bytes: [UInt8]) {
    var input = FuzzInput(bytes)
    let choice = input.byte()
    var options = ImportOptions()
    options.zipPassword = choice & 2 == 0 ? nil : "secret"
    guard choice & 1 == 0 else {
      return ImportPromises.check([0x50, 0x4B, 0x03, 0x04] + input.rest(), file: "chats.zip", options: options)
    }
    var archive = StoredArchive()
    for part in input.rest().split(separator: 0, maxSplits: 12) {
      var part = FuzzInput(Array(part))
      let kind = part.byte()
      let rest = part.rest()
      let end = rest.firstIndex(of: 0x0A) ?? rest.count
      let modes: [UInt32] = [0, 0o100644, 0o120777, 0o040755, 0o020644, 0o010644]
      archive.add(
        Array(rest[..<end]), Array(rest[end...].dropFirst()), attributes: modes[Int(kind & 7) % modes.count] << 16,
        flags: kind & 8 == 0 ? 0x800 : 0)
    }
    ImportPromises.check(archive.archive, file: "chats.zip", options: options)
  }
}
