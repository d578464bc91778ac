import Foundation
import Testing

/// `rules new`: what it writes passes, and nothing is written over.
@Suite struct RuleNewTests {
  let workspace: SmallWorkspace

  init() throws { workspace = try SmallWorkspace() }

  private static let flags = [
    "--id", "no-small-talk", "--title", "闲聊", "--why", "影响接待", "--verb", "forbid", "--role", "agent", "--category",
    "attitude", "--severity", "minor",
  ]

  private func new(_ more: String..., lang: String = "zh") throws -> Program.Outcome {
    try workspace.run(["rules", "new"] + Self.flags + ["--lang", lang] + more)
  }

  @Test func theFilePassesItsOwnChecks() throws {
    let outcome = try new("--phrase", "吃了吗", "--phrase", "12:30", "--phrase", "it's: #1", "--deduct", "2.5")
    #expect(outcome.code == 0 && outcome.text == "已写 no-small-talk.yaml（6 个例子都通过）\n", "\(outcome.errors)")
    let text = try workspace.sandbox.text("no-small-talk.yaml")
    #expect(text.contains("# 出现就报告\nforbid:\n") && text.contains("    - '12:30'\n    - 'it''s: #1'\n"))
    #expect(try workspace.run(["rules", "check", "no-small-talk.yaml", "--fail-on", "warning"]).code == 0)
    #expect(try workspace.run(["rules", "test", "no-small-talk.yaml"]).code == 0)
    // Not over what is there, unless it is meant.
    let again = try new("--phrase", "在忙啥")
    #expect(again.code == 2 && again.errors.contains("no-small-talk.yaml 已经有了；要覆盖请加 --force"))
    #expect(try workspace.sandbox.text("no-small-talk.yaml") == text)
    let forced = try new("--phrase", "在忙啥", "--force", lang: "en")
    #expect(forced.code == 0 && forced.text.hasPrefix("wrote no-small-talk.yaml"))
    #expect(try workspace.sandbox.text("no-small-talk.yaml").contains("# reported where it occurs"))
  }

  @Test(arguments: ["forbid", "require", "credit", "observe"])
  func everyVerbGetsExamples(_ verb: String) throws {
    let flags = Self.flags.map { $0 == "forbid" ? verb : $0 }
    for role in ["agent", "customer", "any"] {
      let outcome = try workspace.run(
        ["rules", "new", "--phrase", "祝您生活愉快", "--output", role] + flags.map { $0 == "agent" ? role : $0 })
      #expect(outcome.code == 0, "\(verb) \(role): \(outcome.errors)")
      #expect(try workspace.run(["rules", "test", role]).code == 0)
    }
  }

  @Test func ownExamplesMustComeTrue() throws {
    let outcome = try new("--phrase", "吃了吗", "--clean", "客服: 吃了吗")
    #expect(
      outcome.code == 1 && outcome.errors.contains("例子不通过: example ") && outcome.errors.contains(" (clean): ")
        && outcome.errors.hasSuffix("没有写文件\n"))
    #expect(!workspace.sandbox.exists("no-small-talk.yaml"))
    let list = try new("--phrase", "$closnig")
    #expect(list.code == 2 && list.errors.contains("是不是想写“$closing”？"), "\(list.errors)")
  }

  @Test func withoutATerminalNothingIsAsked() throws {
    let outcome = try workspace.run(["rules", "new", "--title", "闲聊"], input: "no-small-talk\n")
    #expect(outcome.code == 2)
    #expect(outcome.errors.hasPrefix("错误: 还缺 --id、--why、--verb、--role、--phrase、--category、--severity"))
    #expect(try new("--phrase", "a", "--deduct", "1e3").code == 2)
    let id = try workspace.run(
      ["rules", "new"] + Self.flags.map { $0 == "no-small-talk" ? "../x" : $0 } + ["--phrase", "a"])
    #expect(id.code == 2 && id.errors.contains("id 只能用小写英文字母"))
  }

  /// At a terminal it asks; wrong answers are asked again.
  @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/script")))
  func aTerminalIsAsked() throws {
    let answers = [
      "Bad id", "my-rule", "招呼", "要打招呼", "2", "", "您好", "欢迎光临", "", "1", "zz", "3", "5", "客服: 快说", "", "客服: 您好", "",
    ]
    try workspace.sandbox.file("answers", answers.map { $0 + "\n" }.joined())
    let outcome = try workspace.shell("script -qec \"$Z rules new\" /dev/null < answers")
    #expect(outcome.text.contains("已写 my-rule.yaml"), "\(outcome.text)")
    let text = try workspace.sandbox.text("my-rule.yaml")
    #expect(text.contains("severity: minor") && text.contains("deduct: 5") && text.contains("require:\n  role: agent"))
    #expect(try workspace.run(["rules", "test", "my-rule.yaml"]).code == 0)
  }
}
