import Foundation
import Testing

@Suite struct ImportCommandTests {
  private static let table = "工单,谁,说了什么,几点\nA,买方,在吗,2026-08-06 09:02:10\nA,卖方,在的,2026-08-06 09:02:20\n"

  @Test func aTableOfUnknownHeadersIsReadByAMappingThatWasMended() throws {
    let workspace = try SmallWorkspace()
    try workspace.sandbox.file("导出.csv", Self.table)
    let blind = try workspace.run(["import", "导出.csv"])
    #expect(blind.code == 2)
    #expect(blind.text.contains("[no-text-column]"))
    try workspace.sandbox.file(
      "店.yaml",
      """
      format: csv
      columns: {session: 工单, role: 谁, text: 说了什么, time: 几点}
      roles: {customer: [买方], agent: [卖方]}

      """)
    let seen = try workspace.run(["import", "导出.csv", "--mapping", "店.yaml"])
    #expect(seen.code == 0, "\(seen.errors)")
    #expect(seen.text.contains("按指定的映射 店"))
    #expect(seen.text.contains("买方 → customer (1)；卖方 → agent (1)"))
    let scored = try workspace.run(["score", "导出.csv", "--mapping", "店.yaml", "--format", "jsonl"])
    #expect(try Line.all(scored.text).map(\.id) == ["A"])
    // The same by the configuration, with a path of its own.
    try workspace.sandbox.file(
      "zhijian.yaml",
      SmallWorkspace.configuration + "mapping: 店.yaml\nlint: {too-few-examples: off, scored-draft: off}\n")
    let configured = try workspace.run(["score", "导出.csv", "--format", "jsonl"])
    #expect(try Line.all(configured.text).map(\.id) == ["A"])
    #expect(configured.code == 0, "\(configured.errors)")
    let shown = try workspace.run(["config", "show"])
    #expect(shown.lines.contains { $0.hasPrefix("mapping: ") && $0.contains("店.yaml") })
  }

  @Test func theMappingThatIsWrittenReadsTheFileTheSameWay() throws {
    let sandbox = try Sandbox()
    let file = Program.root + "/fixtures/import/xlsx/merged-and-dates.xlsx"
    let written = try Program.run(["import", file, "--detect", "--write-mapping", "m.yaml"], in: sandbox.path)
    #expect(written.code == 0, "\(written.errors)")
    #expect(written.errors == "映射写到 m.yaml，改好后用 --mapping 指定\n")
    #expect(try sandbox.text("m.yaml").contains("  text: 聊天内容"))
    let guessed = try Program.run(["convert", file], in: sandbox.path)
    let mapped = try Program.run(["convert", file, "--mapping", "m.yaml"], in: sandbox.path)
    #expect(guessed.text == mapped.text)
    #expect(guessed.code == 0 && mapped.code == 0, "\(mapped.errors)")
    let again = try Program.run(["import", file, "--write-mapping", "m.yaml"], in: sandbox.path)
    #expect(again.code == 2)
    #expect(again.errors.hasPrefix("错误: m.yaml 已存在；要覆盖请加 --force\n"))
    #expect(try Program.run(["import", file, "--write-mapping", "m.yaml", "--force"], in: sandbox.path).code == 0)
  }

  @Test func aMappingIsWrittenForATableOfUnknownHeaders() throws {
    let sandbox = try Sandbox()
    try sandbox.file("导出.csv", Self.table.replacing("在吗", with: "请问还有货吗"))
    let written = try Program.run(["import", "导出.csv", "--write-mapping", "m.yaml"], in: sandbox.path)
    #expect(written.code == 2)
    #expect(written.text.contains("[no-text-column]"))
    let draft = try sandbox.text("m.yaml")
    #expect(draft.contains("  text: 说了什么    # 请问还有货吗\n"))
    #expect(draft.contains("#   谁: 买方\n"))
    // Mended as its comments say.
    try sandbox.file(
      "m.yaml",
      "format: csv\ncolumns: {session: 工单, role: 谁, text: 说了什么, time: 几点}\nroles: {customer: [买方], agent: [卖方]}\n")
    let read = try Program.run(["import", "导出.csv", "--mapping", "m.yaml"], in: sandbox.path)
    #expect(read.code == 0, "\(read.errors)")
    #expect(read.text.contains("角色：customer 1，agent 1"))
  }

  /// The same warning for every row hides what else there is.
  @Test func problemsOfOneKindAreShownThreeTimesAndCounted() throws {
    let sandbox = try Sandbox()
    let rows = (0..<12).map { "1,\($0 % 2 == 0 ? "C" : "S"),在吗,2026-08-06 09:02:\($0 + 10)\n" }.joined()
    try sandbox.file("a.csv", "会话ID,角色,内容,时间\n" + rows)
    let result = try Program.run(["import", "a.csv"], in: sandbox.path)
    #expect(result.text.components(separatedBy: "[unknown-role]").count == 5)
    #expect(result.text.contains("… 另有 9 条 [unknown-role]"))
    #expect(result.text.contains("不知道是谁：C、S（用 --write-mapping 写出映射文件，在 roles 里写明）"))
  }

  /// What looks like personal data in the name of a file is still its name.
  @Test func filesKeepTheirNames() throws {
    let sandbox = try Sandbox()
    try sandbox.file("wechat-msg-csv.csv", "会话ID,角色,内容\n1,路人,加我微信 abc12345\n")
    let result = try Program.run(["import", "wechat-msg-csv.csv"], in: sandbox.path)
    #expect(result.text.contains("- wechat-msg-csv.csv:2: 警告: "))
    #expect(!result.text.contains("abc12345"))
  }

  @Test func timesWithoutSecondsAreDoubtful() throws {
    let sandbox = try Sandbox()
    let rows = (0..<4).map { "1,\($0 % 2 == 0 ? "客户" : "客服"),在吗,2026/8/6 9:0\($0)\n" }.joined()
    try sandbox.file("a.csv", "会话ID,角色,内容,时间\n" + rows)
    let result = try Program.run(["import", "a.csv"], in: sandbox.path)
    #expect(result.text.contains("时间都只精确到分钟"))
    try sandbox.file("a.csv", "会话ID,角色,内容,时间\n" + rows + "1,客服,在,2026/8/6 9:08:09\n")
    #expect(try !Program.run(["import", "a.csv"], in: sandbox.path).text.contains("时间都只精确到分钟"))
  }

  @Test func faultsOfAMappingAreShownWhereTheyAre() throws {
    let sandbox = try Sandbox()
    try sandbox.file("m.yaml", "format: csv\ncolumns:\n  txt: 内容\n")
    let result = try Program.run(
      ["import", Program.root + "/fixtures/import/csv", "--mapping", "m.yaml"], in: sandbox.path)
    #expect(result.code == 2)
    #expect(result.errors.contains("m.yaml:3:3: 错误: 没有列“txt” [unknown-key]"))
    #expect(result.errors.contains("是不是想写“text”？"))
    let missing = try Program.run(["convert", "x", "--mapping", "wechat-fk"], in: sandbox.path)
    #expect(missing.code == 2)
    #expect(missing.errors.contains("没有映射 wechat-fk，是不是想写 wechat-kf？"))
    #expect(try Program.run(["import", "x", "--from", "xlxs"], in: sandbox.path).errors.contains("是不是想写 xlsx？"))
    #expect(try Program.run(["import"], in: sandbox.path).code == 2)
  }

  @Test func exportsThatOverlapAreMerged() throws {
    let sandbox = try Sandbox()
    let head = "会话ID,角色,内容,时间\n"
    try sandbox.file("1.csv", head + "A,客户,在吗,2026-08-06 09:00:00\nA,客服,在的,2026-08-06 09:00:10\n")
    try sandbox.file(
      "2.csv", head + "A,客服,在的,2026-08-06 09:00:10\nA,客户,好,2026-08-06 09:00:20\nB,客户,喂,2026-08-06 09:00:20\n")
    let merged = try Program.run(["convert", "1.csv", "2.csv", "--output", "out.jsonl"], in: sandbox.path)
    #expect(merged.code == 0)
    #expect(merged.errors == "读出 3 个会话，写出 2 个；0 个完全重复，1 个与前面的合并，共有 1 条消息重复\n")
    let lines = try sandbox.text("out.jsonl").split(separator: "\n")
    #expect(lines.count == 2)
    #expect(lines[0].components(separatedBy: "\"role\"").count == 4)
    let plain = try Program.run(["convert", "1.csv", "2.csv", "--no-merge"], in: sandbox.path)
    #expect(plain.lines.count == 3)
    let sca = try Program.run(["convert", "1.csv", "--to", "sca"], in: sandbox.path)
    #expect(sca.text.hasPrefix("{\"tickets\":[{\"tid\":\"A\""))
    let lens = try Program.run(["convert", "2.csv", "--to", "contact-lens"], in: sandbox.path)
    #expect(lens.lines.count == 2)
    let english = try Program.run(["convert", "1.csv", "--lang", "en"], in: sandbox.path)
    #expect(english.errors == "1 conversation read, 1 written\n")
    let over = try Program.run(["convert", "1.csv", "--output", "1.csv"], in: sandbox.path)
    #expect(over.code == 2)
    #expect(try sandbox.text("1.csv").hasPrefix(head))
  }

  @Test func passwordsComeByOptionOrEnvironment() throws {
    let file = Program.root + "/fixtures/import-hostile/encrypted.zip"
    #expect(try Program.run(["convert", file]).code == 2)
    #expect(try Program.run(["convert", file, "--zip-password", "qinghe2026"]).lines.count == 1)
    #expect(try Program.run(["convert", file], environment: ["ZHIJIAN_ZIP_PASSWORD": "qinghe2026"]).lines.count == 1)
  }

  @Test func previewsHidePersonalData() throws {
    let sandbox = try Sandbox()
    try sandbox.file("a.csv", "会话ID,角色,内容\nA,客户,我的电话13812345678\n")
    let masked = try Program.run(["import", "a.csv", "--write-mapping", "m.yaml"], in: sandbox.path)
    #expect(!masked.text.contains("13812345678"))
    #expect(try !sandbox.text("m.yaml").contains("13812345678"))
    #expect(try Program.run(["import", "a.csv", "--privacy", "none"], in: sandbox.path).text.contains("13812345678"))
  }

  @Test func encodingsAreForced() throws {
    let sandbox = try Sandbox()
    let big5 = "會話ID,角色,內容\nA,客服,好\n".data(using: String.Encoding(rawValue: 0x8000_0A03))
    try sandbox.file("a.csv", try #require(big5))
    let result = try Program.run(["import", "a.csv", "--encoding", "big5"], in: sandbox.path)
    #expect(result.text.contains("編碼") || result.text.contains("编码：big5"))
    #expect(try Program.run(["import", "a.csv", "--encoding", "latin1"], in: sandbox.path).code == 2)
  }

  @Test func formatsNamesWhatIsUnverified() throws {
    let result = try Program.run(["formats"])
    #expect(result.code == 0)
    #expect(result.lines.contains { $0.hasPrefix("  meiqia ") && $0.hasSuffix("未验证") })
    #expect(result.lines.contains { $0.hasPrefix("  wechat-kf ") && !$0.hasSuffix("未验证") })
    #expect(result.lines.contains { $0.hasPrefix("  xlsx ") })
    #expect(try Program.run(["formats", "--lang", "en"]).text.contains("unverified"))
  }
}
