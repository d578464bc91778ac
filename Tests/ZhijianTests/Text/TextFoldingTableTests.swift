import Testing

@testable import Zhijian

@Suite("Folding tables")
struct TextFoldingTableTests {
  @Test("the shipped tables have no fault and are all known")
  func shipped() {
    #expect(ShippedFolding.loaded.diagnostics == [])
    #expect(
      ShippedFolding.loaded.names == [
        "digits.tsv", "emoji-names.tsv", "emoji.tsv", "lookalike-shapes.tsv", "lookalike.tsv", "numbers.tsv",
        "pinyin.tsv", "repeat.tsv", "script.tsv", "split-kfcd.tsv", "split.tsv", "width.tsv",
      ])
  }

  @Test("all faults of all tables are reported with their lines; good lines count")
  func faults() {
    var diagnostics: [Diagnostic] = []
    let tables = FoldingTables(
      files: [
        FoldingTables.File(name: "script.tsv", text: "\u{FEFF}# c\r\n運\t运\r\n\r\n車\n兩兩\t两\n運\t晕\n"),
        FoldingTables.File(name: "digits.tsv", text: "幺\t1\n廿\t20\n"),
        FoldingTables.File(name: "pinyin.tsv", text: "Wei\t微\n"),
        FoldingTables.File(name: "other.tsv", text: "x"),
      ], diagnostics: &diagnostics)
    let found = diagnostics.map { "\($0.location?.file ?? ""):\($0.location?.line ?? 0): \($0.code)" }
    #expect(
      found == [
        "script.tsv:4: folding-table-columns", "script.tsv:5: folding-table-character",
        "script.tsv:6: folding-table-duplicate", "digits.tsv:2: folding-table-digit",
        "pinyin.tsv:1: folding-table-syllable", "other.tsv:0: folding-table-unknown",
      ])
    #expect(tables.script == [0x904B: 0x8FD0])
    #expect(tables.digits == [0x5E7A: 0x31])
  }

  @Test("without tables the folds that need none still work")
  func noTables() {
    let folding = TextFolding(tables: FoldingTables())
    let text = folding.fold(Array("Ｖ 運\u{200B}運".utf16), view: FoldView(upTo: .pinyin))
    #expect(text.units == Array("v運".utf16))
  }
}
