import Foundation
import Testing

/// `zhijian score --previous`.
@Suite struct PreviousTests {
  private let workspace: SmallWorkspace
  private let chats: String

  init() throws {
    workspace = try SmallWorkspace()
    chats =
      [
        SmallWorkspace.chat("c-1", reply: "保证今天发"), SmallWorkspace.chat("c-2", reply: "祝您生活愉快"),
        SmallWorkspace.chat("c-3", agent: "小王", reply: "保证，祝您生活愉快"),
      ].joined(separator: "\n") + "\n"
    try workspace.sandbox.file("chats/a.jsonl", chats)
    let old = try workspace.run(["score", "chats", "--format", "jsonl", "--output", "old.jsonl"])
    #expect(old.code == 0, "\(old.errors)")
  }

  private func causes(_ line: Line) -> [String]? { (line.members["changes"] as? [String: Any])?["causes"] as? [String] }

  @Test func scoresThatStayedSayNothing() throws {
    let lines = try Line.all(
      try workspace.run(["score", "chats", "--previous", "old.jsonl", "--format", "jsonl"]).text)
    #expect(lines.count == 3 && lines.allSatisfy { $0.members["changes"] == nil })
    let text = try workspace.run(["score", "chats", "--previous", "old.jsonl"])
    #expect(text.text.contains("分数变化（与 old.jsonl 相比）\n  没有分数变化\n"))
    #expect(text.errors == "" && text.code == 0)
    #expect(
      try workspace.sandbox.text("old.jsonl") == (try workspace.run(["score", "chats", "--format", "jsonl"]).text))
  }

  @Test(arguments: [
    ("rules", "rules/no-promise.yaml", "deduct: 10", "deduct: 12", ["c-1", "c-3"]),
    ("lexicons", "lexicons/folding/width.tsv", "# none", "# still none", []),
    ("scorecard", "scorecard.yaml", "weight: 50", "weight: 40", []),
  ])
  func namesWhatChangedAScore(_ cause: String, _ file: String, _ old: String, _ new: String, _ ids: [String]) throws {
    let text = try workspace.sandbox.text(file)
    // Only one of the sections gets another weight.
    let range = try #require(text.range(of: old))
    try workspace.sandbox.file(file, text.replacingCharacters(in: range, with: new))
    let lines = try Line.all(
      try workspace.run(["score", "chats", "--previous", "old.jsonl", "--format", "jsonl"]).text)
    let changed = lines.filter { $0.members["changes"] != nil }
    if !ids.isEmpty { #expect(changed.map(\.id) == ids) }
    for line in changed { #expect(causes(line) == [cause]) }
    if cause == "scorecard" { #expect(!changed.isEmpty) }
    if cause == "lexicons" { #expect(changed.isEmpty) }
  }

  @Test func worksOnStandardInputToo() throws {
    try workspace.sandbox.file(
      "rules/no-promise.yaml", SmallWorkspace.promise.replacing("deduct: 10", with: "deduct: 12"))
    let input = chats + SmallWorkspace.chat("c-4") + "\n"
    let outcome = try workspace.run(["score", "--stdin", "--previous", "old.jsonl"], input: input)
    #expect(outcome.code == 0, "\(outcome.errors)")
    let lines = try Line.all(outcome.text)
    #expect(lines.map { causes($0) } == [["rules"], nil, ["rules"], nil])
    let changes = try #require(lines[0].members["changes"] as? [String: Any])
    let ledger = try #require(changes["ledger"] as? [[String: Any]])
    #expect(ledger.map { $0["rule"] as? String } == ["no-promise", "no-promise"])
    #expect(ledger.map { $0["before"] as? Double } == [-5, -5])
    #expect(ledger.map { $0["after"] as? Double } == [-6, -6])
    #expect(outcome.errors.contains("1 个会话在以前的结果里没有"), "\(outcome.errors)")
    let alone = try workspace.run(
      ["score", "--stdin", "--previous", "old.jsonl", "--lang", "en"], input: SmallWorkspace.chat("c-2") + "\n")
    #expect(alone.errors.contains("2 of the earlier results are of conversations that did not come"), "\(alone.errors)")
  }

  @Test func showsThemToReaders() throws {
    try workspace.sandbox.file(
      "rules/no-promise.yaml", SmallWorkspace.promise.replacing("deduct: 10", with: "deduct: 12"))
    let outcome = try workspace.run([
      "score", "chats", "--previous", "old.jsonl", "--format", "text", "--format", "html", "--output", "-", "--output",
      "r.html",
    ])
    #expect(
      outcome.text.contains(
        """
        分数变化（与 old.jsonl 相比）
          2 个会话的分数有变，原因：规则 2
          c-1  92.50 → 91.50  规则
              绝对化承诺 (no-promise) -5.00 → -6.00

        """), "\(outcome.text)")
    #expect(try workspace.sandbox.text("r.html").contains("与以前相比"))
  }

  @Test func refusesWhatHoldsNoResults() throws {
    for name in ["nothing.jsonl", "chats", "chats/a.jsonl"] {
      let outcome = try workspace.run(["score", "chats", "--previous", name])
      #expect(outcome.code == 2 && outcome.text == "", "\(name)")
      #expect(outcome.errors.contains("[previous]"), "\(outcome.errors)")
    }
  }
}
