import Foundation
import Testing

/// `zhijian score` over files: what comes out and with which exit code.
@Suite struct ScoreTests {
  let workspace: SmallWorkspace

  init() throws {
    workspace = try SmallWorkspace()
    try workspace.sandbox.file(
      "chats/a.jsonl",
      [
        SmallWorkspace.chat("c1", reply: "保证今天到，保证"), SmallWorkspace.chat("c2", agent: "小王"),
        SmallWorkspace.chat("c3", customer: "气死了", reply: "您好"),
      ].joined(separator: "\n") + "\n")
    try workspace.sandbox.file("chats/b/b.csv", "会话编号,发送方,内容\n7,客户,在吗\n7,客服,保证好\n")
  }

  @Test func everyFormatIsWellFormed() throws {
    let out = "--format json --output o.json --format jsonl --output o.jsonl --format csv --output o --format html"
    let outcome = try workspace.run(
      ["score", "chats", "--format", "text"] + ["--output", "-"] + out.split(separator: " ").map(String.init)
        + ["--output", "o.html", "--detail", "full"])
    #expect(outcome.code == 0)
    #expect(outcome.errors.isEmpty)
    #expect(outcome.lines.first == "质检报告")
    #expect(outcome.lines.contains { $0.hasPrefix("4 个会话 · 8 条消息") })
    #expect(outcome.lines.contains { $0.contains("保证") })
    let sandbox = workspace.sandbox
    let lines = try Line.all(try sandbox.text("o.jsonl"))
    #expect(lines.compactMap(\.id) == ["c1", "c2", "c3", "7"])
    #expect(lines[0].rules == ["missing-closing", "no-promise", "no-promise"])
    let document = try Line(try sandbox.text("o.json")).members
    #expect((document["evaluations"] as? [Any])?.count == 4)
    #expect((document["agents"] as? [Any])?.count == 3)
    let html = try sandbox.text("o.html")
    #expect(html.hasPrefix("<!DOCTYPE html>") || html.hasPrefix("<!doctype html>"))
    #expect(html.hasSuffix("</html>\n"))
    let tables = try sandbox.names("o")
    #expect(tables.contains("conversations.csv") && tables.contains("findings.csv"))
    #expect(try sandbox.text("o/conversations.csv").split(separator: "\r\n").count == 5)
    #expect(try sandbox.names().filter { $0.contains(".part") }.isEmpty)
  }

  @Test func twoFindingsOfOnePhraseHaveFingerprintsOfTheirOwn() throws {
    let lines = try Line.all(try workspace.run(["score", "chats/a.jsonl", "--format", "jsonl"]).text)
    let fingerprints = lines.flatMap(\.findings).compactMap { $0["fingerprint"] as? String }
    #expect(fingerprints.count == Set(fingerprints).count)
    let promises = lines[0].findings.filter { $0["rule"] as? String == "no-promise" }
    let own = promises.compactMap { $0["fingerprint"] as? String }
    try #require(own.count == 2)
    #expect(own[1] == own[0] + "-2")
  }

  @Test func theBarDecidesTheExitCode() throws {
    func code(_ arguments: String) throws -> Int32 {
      try workspace.run(["score", "chats", "--format", "jsonl"] + arguments.split(separator: " ").map(String.init)).code
    }
    #expect(try code("") == 0)
    #expect(try code("--fail-on never") == 0)
    #expect(try code("--fail-on major") == 1)
    #expect(try code("--fail-on minor") == 1)
    // The draft rule is critical and would be hit.
    #expect(try code("--fail-on critical") == 0)
    #expect(try code("--fail-under 100") == 1)
    #expect(try code("--fail-under 50") == 0)
    try workspace.sandbox.file("chats/broken.jsonl", "{\n")
    #expect(try code("--fail-on major") == 2)
  }

  @Test func aRunOverNothingIsAnError() throws {
    try workspace.sandbox.folder("none")
    let outcome = try workspace.run(["score", "none", "--format", "jsonl"])
    #expect(outcome.errors == "none: 警告: 文件夹中没有聊天记录 [empty-folder]\n错误: 没有读到任何会话 [no-conversations]\n")
    #expect(outcome.code == 2)
    let english = try workspace.run(["score", "none", "--format", "jsonl", "--lang", "en"])
    #expect(
      english.errors
        == "none: warning: no transcripts in the folder [empty-folder]\nerror: no conversation was read [no-conversations]\n"
    )
    let missing = try workspace.run(["score", "nowhere", "chats", "--format", "jsonl"])
    #expect(missing.errors == "nowhere: 错误: 没有这个文件或文件夹 [not-found]\n")
    #expect(missing.code == 2)
    #expect(missing.lines.count == 4)
  }

  @Test func orderOfPathsAndRepetitionsChangeNothing() throws {
    let one = try workspace.run(["score", "chats", "--format", "jsonl"])
    let parts = try workspace.run(
      ["score", "chats/b", "chats/a.jsonl", "chats/./a.jsonl", "chats/b/b.csv", "--format", "jsonl"])
    let absolute = try workspace.run(["score", workspace.path + "/chats/", "--format", "jsonl"])
    #expect(one.output == parts.output)
    #expect(one.output == absolute.output)
    #expect(one.lines.count == 4)
  }

  @Test func theSameConversationCountsOnce() throws {
    try workspace.sandbox.file("chats/copy.jsonl", SmallWorkspace.chat("c2", agent: "小王"))
    let outcome = try workspace.run(["score", "chats", "--lang", "en"])
    #expect(outcome.text.contains("1 conversation equals an earlier one and counts once [duplicates]"))
    #expect(outcome.code == 0)
  }

  @Test func endsQuietlyWhenNobodyReads() throws {
    try workspace.sandbox.file(
      "many.jsonl", (0..<400).map { SmallWorkspace.chat("m\($0)", reply: "保证") }.joined(separator: "\n"))
    let outcome = try workspace.shell(
      "\"$Z\" score many.jsonl --format jsonl | head -n 1 | cut -c1-22; echo ${PIPESTATUS[0]}")
    #expect(outcome.lines == ["{\"schema\":1,\"id\":\"m0\",", "0"])
    #expect(outcome.errors.isEmpty)
  }
}
