import Foundation
import Testing

/// `rules check`: levels and exit codes, formats, real chats.
@Suite struct RuleCheckTests {
  let workspace: SmallWorkspace

  init() throws {
    workspace = try SmallWorkspace()
    try configure("lint: {too-few-examples: off}\n")
  }

  private func configure(_ rest: String) throws {
    try workspace.sandbox.file("zhijian.yaml", SmallWorkspace.configuration + rest)
  }

  private func rule(_ id: String, _ text: String) throws { try workspace.sandbox.file("rules/\(id).yaml", text) }

  private func check(_ arguments: String...) throws -> Program.Outcome {
    try workspace.run(["rules", "check"] + arguments)
  }

  private static let odd = SmallWorkspace.promise.replacing("[保证]", with: "[保证, 保证]")
  private static let wrong = SmallWorkspace.promise.replacing("keyword: [保证]", with: "length: {min: 3, max: 1}")

  @Test func theBarDecidesTheExitCode() throws {
    // Drafts with points are notes.
    let quiet = try check()
    #expect(quiet.code == 0 && quiet.text == "3 条规则没有错误（2 条生效，1 条草稿），0 个警告，1 个提示\n", "\(quiet.errors)")
    #expect(try check("--fail-on", "warning").code == 0)
    #expect(try check("--fail-on", "note").code == 1)
    try rule("no-promise", Self.odd)
    let odd = try check("--lang", "en")
    #expect(odd.code == 0 && odd.text == "3 rules without errors (2 stable, 1 draft), 1 warning, 1 note\n")
    #expect(odd.errors.contains("/rules/no-promise.yaml:10:17: warning: the phrase '保证' is in this list already"))
    #expect(try check("--fail-on", "warning").code == 1)
    try rule("no-promise", Self.wrong)
    let wrong = try check()
    #expect(wrong.code == 1 && wrong.text == "3 条规则有 1 个错误（2 条生效，1 条草稿），0 个警告，1 个提示\n")
    #expect(try check("--fail-on", "never").code == 0)
    // What stops a rule from loading beats any bar, and hides nothing of the other rules.
    try rule("missing-closing", SmallWorkspace.closing.replacing("role:", with: "rloe:"))
    let faulty = try check("--fail-on", "never")
    #expect(faulty.code == 2)
    #expect(faulty.errors.contains("[unknown-key]") && faulty.errors.contains("[impossible-condition]"))
    // Scoring does not care for the linter.
    try rule("missing-closing", SmallWorkspace.closing)
    #expect(try workspace.run(["rules", "list"]).code == 0)
  }

  @Test func levelsComeFromTheConfiguration() throws {
    try rule("no-promise", Self.odd)
    try configure("lint: {duplicate-phrase: error, scored-draft: off, too-few-examples: off}\n")
    let outcome = try check()
    #expect(outcome.code == 1 && outcome.text == "3 条规则有 1 个错误（2 条生效，1 条草稿），0 个警告\n", "\(outcome.errors)")
    try configure("lint: {duplicate-phrases: off, scored-draft: no}\n")
    let faulty = try check()
    #expect(faulty.code == 2)
    #expect(faulty.errors.contains("没有检查“duplicate-phrases” [unknown-check]"))
    #expect(faulty.errors.contains("是不是想写“duplicate-phrase”？"))
    #expect(faulty.errors.contains("“scored-draft”只能是 off、note、warning、error"))
  }

  @Test func otherProgramsReadTheOutput() throws {
    try rule("no-promise", Self.odd)
    let json = try check("--format", "json")
    #expect(json.code == 0 && json.errors.isEmpty)
    let root = try Line(json.text)
    #expect(root.members["rules"] as? Int == 3)
    let first = try #require((root.members["diagnostics"] as? [[String: Any]])?.last)
    #expect(first["file"] as? String == "rules/no-promise.yaml" && first["line"] as? Int == 10)
    let sarif = try check("--format", "sarif")
    let run = try #require((try Line(sarif.text).members["runs"] as? [[String: Any]])?.first)
    #expect((run["results"] as? [[String: Any]])?.count == 2)
    let gitHub = try check("--format", "github")
    #expect(
      gitHub.lines.last?.hasPrefix("::warning file=rules/no-promise.yaml,line=10,col=17,title=duplicate-phrase::")
        == true)
    // Faults that stop the rules from loading come the same way.
    try rule("no-promise", "id: no-promise\n")
    let faulty = try check("--format", "github")
    #expect(faulty.code == 2 && faulty.lines.contains { $0.hasPrefix("::error file=rules/no-promise.yaml,line=1") })
  }

  @Test func realChatsTellWhatHits() throws {
    try rule("no-promise", SmallWorkspace.promise.replacing("[保证]", with: "[保证, 从不出现]\n  unless: [不保证]"))
    let replies = (0..<60).map { $0 % 6 == 0 ? "保证" : $0 % 6 == 1 ? "我不保证" : "好的" }
    let chats = replies.enumerated().map { SmallWorkspace.chat("c\($0.offset)", reply: $0.element) + "\n" }.joined()
    try workspace.sandbox.file("chats/all.jsonl", chats)
    let outcome = try check("--against", "chats")
    #expect(outcome.code == 0, "\(outcome.errors)")
    #expect(outcome.errors.contains("短语“保证”命中了 60 条消息中的 10 条（17%） [frequent-phrase]"), "\(outcome.errors)")
    #expect(outcome.lines.first == "60 个会话，120 条消息")
    #expect(outcome.lines.contains { $0.hasPrefix("no-promise") && $0.contains("16.7%") })
    #expect(outcome.lines.contains { $0.contains("从不出现") })
    #expect(try check("--against", "chats", "--max-share", "20").errors.contains("frequent-phrase") == false)
    let json = try Line(try check("--against", "chats", "--format", "json").text)
    let usage = try #require(json.members["usage"] as? [String: Any])
    let rules = try #require(usage["rules"] as? [[String: Any]])
    let own = try #require(rules.first { $0["rule"] as? String == "no-promise" })
    #expect(own["findings"] as? Int == 10)
    #expect(own["results"] as? [String: Int] == ["hit": 10, "no_hit": 50])
    let leaf = try #require((own["leaves"] as? [[String: Any]])?.first)
    let phrases = try #require(leaf["phrases"] as? [[String: Any]])
    #expect(phrases.map { $0["messages"] as? Int } == [10, 0])
    #expect(phrases[0]["suppressed"] as? [String: Int] == ["excused": 10])
    #expect(try check("--against", "nowhere").code == 2)
    // The same to the byte, every time.
    #expect(
      try check("--against", "chats", "--format", "json").output
        == check("--against", "chats", "--format", "json").output)
  }
}
