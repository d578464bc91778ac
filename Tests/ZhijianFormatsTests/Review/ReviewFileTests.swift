import Foundation
import Testing
import Zhijian

@testable import ZhijianFormats

/// Filled tables of reviews: every form that spreadsheets save, and every fault with its place.
@Suite struct ReviewFileTests {
  private static let head = "编号,规则ID,类别,判定,理由,审核人,消息序号,本类总数,批次"
  private static let row = "F-0123456789abcdef.9f3e21aa,slow-reply,命中,错,\"引述, 不算\",王,3,12,B-1"

  private func read(_ bytes: [UInt8]) -> (rows: [ReviewRow], faults: [String]) {
    let sink = DiagnosticSink()
    let rows = ReviewFile.read(bytes, file: "复核-李.csv", sink: sink)
    return (
      rows,
      sink.sorted.filter { $0.severity == .error }.map {
        "\($0.location?.line ?? 0):\($0.location?.column ?? 0) \($0.code)"
      }
    )
  }

  private func read(_ text: String) -> (rows: [ReviewRow], faults: [String]) { read(Array(text.utf8)) }

  private func gb18030(_ text: String) throws -> [UInt8] {
    // What iconv makes of it, so that nothing of ours checks itself.
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/iconv")
    process.arguments = ["-f", "UTF-8", "-t", "GB18030"]
    let (input, output) = (Pipe(), Pipe())
    (process.standardInput, process.standardOutput) = (input, output)
    try process.run()
    try input.fileHandleForWriting.write(contentsOf: Data(text.utf8))
    try input.fileHandleForWriting.close()
    let bytes = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return Array(bytes)
  }

  @Test func readsWhatSpreadsheetsSave() throws {
    let text = Self.head + "\r\n" + Self.row + "\r\n"
    let tabs = text.replacing(",", with: "\t").replacing("\"引述\t 不算\"", with: "引述, 不算")
    var utf16: [UInt8] = [0xFF, 0xFE]
    for unit in tabs.utf16 { utf16 += [UInt8(truncatingIfNeeded: unit), UInt8(truncatingIfNeeded: unit >> 8)] }
    let forms: [(String, [UInt8])] = [
      ("UTF-8", Array(text.utf8)), ("BOM", [0xEF, 0xBB, 0xBF] + Array(text.utf8)),
      ("LF", Array(text.replacing("\r\n", with: "\n").utf8)), ("GB18030", try gb18030(text)), ("UTF-16", utf16),
      (
        "semicolons",
        Array(text.replacing("\"引述, 不算\"", with: "@").replacing(",", with: ";").replacing("@", with: "\"引述, 不算\"").utf8)
      ),
      (
        "reordered, with a column of one's own",
        Array(
          ("批次,备注,本类总数,消息序号,审核人,理由,判定,类别,规则ID,编号\r\n"
            + "B-1,我的,12,3,王,\"引述, 不算\",错,命中,slow-reply,F-0123456789abcdef.9f3e21aa\r\n").utf8)
      ),
      (
        "English",
        Array(
          ("Key,rule,stratum,verdict,reason,reviewer,message,population,batch\n"
            + "F-0123456789abcdef.9f3e21aa,slow-reply,finding,WRONG,\"引述, 不算\",王,3,12,B-1\n").utf8)
      ),
    ]
    for (name, bytes) in forms {
      let (rows, faults) = read(bytes)
      #expect(faults == [], "\(name)")
      let row = try #require(rows.first, "\(name)")
      #expect(rows.count == 1 && row.key.text == "F-0123456789abcdef.9f3e21aa", "\(name)")
      #expect(row.rule == "slow-reply" && row.stratum == .finding && row.verdict == .wrong, "\(name)")
      #expect(row.reason == "引述, 不算" && row.reviewer == "王" && row.message == 3, "\(name)")
      #expect(row.population == 12 && row.batch == "B-1", "\(name)")
    }
  }

  @Test(arguments: [
    ("对", ReviewVerdict.right), ("right", .right), ("TRUE", .right), ("√", .right), ("错", .wrong), ("误报", .wrong),
    ("Wrong", .wrong), ("×", .wrong), ("不确定", .unsure), ("？", .unsure), ("unsure", .unsure), ("  对 ", .right),
  ])
  func takesManyWords(_ word: String, _ verdict: ReviewVerdict) {
    let (rows, faults) = read(Self.head + "\n" + Self.row.replacing(",错,", with: ",\(word),"))
    #expect(faults == [] && rows.first?.verdict == verdict)
  }

  @Test func rowsNobodyJudgedAndNobodySignedAreRead() {
    let (rows, faults) = read(
      Self.head + "\n" + Self.row.replacing(",错,", with: ",,") + "\n\n"
        + "C-0123456789abcdef.9f3e21aa,slow-reply,未命中,漏报,,,,\"1,200\",B-1\n")
    #expect(faults == [])
    #expect(rows.map(\.verdict) == [nil, .wrong])
    #expect(rows.map(\.reviewer) == ["王", "复核-李"] && rows.map(\.population) == [12, 1200])
  }

  @Test(arguments: [
    (",错,", ",大概,", ["2:4 review-row"]), (",错,", ",漏报,", ["2:4 review-row"]),
    ("F-0123456789abcdef.9f3e21aa", "1.23E+15", ["2:1 review-row"]),
    (",命中,", ",未命中,", ["2:3 review-row"]), (",命中,", ",都行,", ["2:3 review-row"]),
    (",12,", ",十二,", ["2:8 review-row"]), (",12,", ",0,", ["2:8 review-row"]), (",12,", ",,", ["2:8 review-row"]),
    (",3,", ",-1,", ["2:7 review-row"]), ("slow-reply", "", ["2:2 review-row"]),
    ("\"引述, 不算\"", "引述, 不算", ["2:10 review-row"]),
  ])
  func namesEveryFault(_ old: String, _ new: String, _ expected: [String]) {
    let (rows, faults) = read(Self.head + "\n" + Self.row.replacing(old, with: new) + "\n")
    #expect(rows.isEmpty)
    #expect(faults == expected)
  }

  @Test func allFaultsOfAFileComeAtOnce() {
    let (rows, faults) = read(
      Self.head + "\n" + Self.row.replacing(",错,", with: ",大概,").replacing(",12,", with: ",x,") + "\n" + Self.row + "\n"
        + Self.row.replacing("命中", with: "都行") + "\n")
    #expect(rows.count == 1)
    #expect(faults == ["2:4 review-row", "2:8 review-row", "4:3 review-row"])
  }

  @Test func aTableOfSomethingElseIsNone() {
    #expect(read("会话ID,得分\nc,1\n").faults == ["1:0 no-review-columns"])
    #expect(read("").faults == ["1:0 no-review-columns"])
    #expect(read("编号,判定\nF-0123456789abcdef.9f3e21aa,错\n").faults == ["1:0 no-review-columns"])
  }

  @Test func filesAreHeldAgainstEachOther() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("reviews-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    func file(_ name: String, _ row: String) throws -> String {
      let url = folder.appendingPathComponent(name)
      try Data((Self.head + "\n" + row + "\n").utf8).write(to: url)
      return url.path
    }
    func codes(_ paths: [String]) -> [String] {
      let sink = DiagnosticSink()
      _ = ReviewFile.read(paths, sink: sink)
      return sink.sorted.map(\.code)
    }
    let first = try file("a.csv", Self.row)
    #expect(codes([first, try file("same.csv", Self.row)]) == [])
    #expect(codes([first, try file("b.csv", Self.row.replacing("错", with: "对"))]) == ["review-contradiction"])
    #expect(codes([first, try file("c.csv", Self.row.replacing("错,", with: "对,").replacing("王", with: "李"))]) == [])
    #expect(codes([first, try file("d.csv", Self.row.replacing(",12,", with: ",13,"))]) == ["review-population"])
    #expect(codes([folder.path + "/none.csv"]) == ["no-such-file"])
  }
}
