import Foundation
import Testing

/// `zhijian rules diff` as a user starts it.
@Suite struct RulesDiffTests {
  private let workspace: SmallWorkspace

  init() throws {
    workspace = try SmallWorkspace()
    try workspace.sandbox.file(
      "chats/a.jsonl",
      [
        SmallWorkspace.chat("c-1", reply: "保证今天发，电话13812345678"), SmallWorkspace.chat("c-2", reply: "一定发"),
        SmallWorkspace.chat("c-3", agent: "小王"), SmallWorkspace.chat("c-4", agent: "小王", reply: "您好"),
      ].joined(separator: "\n") + "\n")
    for (name, rule) in [
      ("no-promise", SmallWorkspace.promise), ("missing-closing", SmallWorkspace.closing),
      ("draft-rule", SmallWorkspace.draft),
    ] { try workspace.sandbox.file("new/\(name).yaml", rule) }
    try workspace.sandbox.file(
      "new/no-promise.yaml", SmallWorkspace.promise.replacing("[保证]", with: "[保证, 一定]"))
    try FileManager.default.removeItem(at: workspace.sandbox.url("new/missing-closing.yaml"))
  }

  private func diff(_ arguments: [String]) throws -> Program.Outcome {
    // Temporary folders of other tests must not be taken for this one's.
    try workspace.sandbox.folder("tmp")
    return try workspace.run(
      ["rules", "diff"] + arguments, environment: ["TMPDIR": workspace.sandbox.url("tmp").path])
  }

  @Test func showsWhatAChangeDoes() throws {
    let outcome = try diff(["rules", "new", "chats"])
    #expect(outcome.code == 0, "\(outcome.errors)")
    #expect(outcome.errors == "")
    let expected = """
      规则回测 · rules → new
      4 个会话 · 8 条消息 · 规则 3 → 2 条，版本 … → …

      总体
        平均分          96.88 → 95.00（−1.88）
        质检结果        5 → 3（新增 1，消失 3，有变 0）
        有变化的会话    3 个（75.0%），分数有变 3 个
        等级有变        0 个会话
        一票否决        0（新增 0，解除 0）

      规则：新增 0 条，删除 1 条，改动 1 条
      规则                          状态  之前  之后  新增  消失  有变
      没有结束语 (missing-closing)  删除     3     0     0     3     0
      绝对化承诺 (no-promise)       改动     1     2     1     0     0

      新增的结果
      +1 绝对化承诺 (no-promise)
          客服 小李：【一定】发
            会话 c-2 · 归 小李

      消失的结果
      -3 没有结束语 (missing-closing)
          客服 小王：您好
          查找范围：客服消息 1 条（#1），没有找到
            会话 c-4 · 归 小王
          客服 小李：一定发
          查找范围：客服消息 1 条（#1），没有找到
            会话 c-2 · 归 小李
          客服 小李：保证今天发，电话138****5678
          查找范围：客服消息 1 条（#1），没有找到
            会话 c-1 · 归 小李

      变化最大的会话

      """
    let text = outcome.text.replacing(/版本 [0-9a-f]{8} → [0-9a-f]{8}/, with: "版本 … → …")
    #expect(text.hasPrefix(expected), "\(text)")
  }

  /// A set that does not differ from itself, by folder and by project, breaks no bar.
  @Test func aSetDoesNotDifferFromItself() throws {
    let outcome = try diff([
      "rules", ".", "chats", "--lang", "en", "--fail-on", "conversations-changed>0", "--fail-on", "agent-change>0",
    ])
    #expect(outcome.code == 0, "\(outcome.errors)")
    #expect(outcome.text.contains("rules and findings are the same"))
    #expect(outcome.text.contains("kept conversations-changed>0: it is 0"))
  }

  @Test func barsBreak() throws {
    let outcome = try diff([
      "rules", "new", "chats", "--fail-on", "findings-lost(missing-closing)>2", "--fail-on", "findings-gained>1",
    ])
    #expect(outcome.code == 1)
    #expect(outcome.errors == "越过门槛 findings-lost(missing-closing)>2：实际 3\n")
    #expect(outcome.text.contains("  越线 findings-lost(missing-closing)>2：实际 3\n  通过 findings-gained>1：实际 1\n"))
  }

  @Test func badBarsSayWhatThereIs() throws {
    let measures =
      "score-change, conversations-changed, findings-gained, findings-lost, findings-changed, grade-flips, "
      + "auto-fail-flips, agent-change"
    let unknown = try diff(["rules", "new", "chats", "--fail-on", "score-chnage>1", "--lang", "en"])
    #expect(unknown.code == 2)
    #expect(
      unknown.errors
        == "error: --fail-on has no measure score-chnage, did you mean score-change? (measures: \(measures))\n"
        + "See 'zhijian rules diff --help'.\n")
    let syntax = try diff(["rules", "new", "chats", "--fail-on", "lost", "--lang", "en"])
    #expect(syntax.code == 2 && syntax.errors.contains(measures))
    let rule = try diff(["rules", "new", "chats", "--fail-on", "findings-lost(no-promis)>1"])
    #expect(rule.code == 2)
    #expect(rule.errors.hasPrefix("错误: --fail-on findings-lost(no-promis)>1：两边都没有规则 no-promis，是不是想写 no-promise？\n"))
    #expect(rule.text == "")
    #expect(try diff(["rules", "new"]).errors.hasPrefix("错误: 请给出聊天记录"))
  }

  @Test func writesJSONAndHTML() throws {
    let outcome = try diff([
      "rules", "new", "chats", "--format", "json", "--output", "d.json", "--format", "html", "--output", "d.html",
    ])
    #expect(outcome.code == 0 && outcome.text == "", "\(outcome.errors)")
    let json = try Line(workspace.sandbox.text("d.json"))
    let totals = try #require(json.members["totals"] as? [String: Any])
    #expect(totals["findings_gained"] as? Int == 1 && totals["findings_lost"] as? Int == 3)
    #expect(try workspace.sandbox.text("d.json").contains("13812345678"))
    let page = try workspace.sandbox.text("d.html")
    #expect(page.hasPrefix("<!DOCTYPE html>") && page.contains("一定") && !page.contains("13812345678"))
    let over = try diff(["rules", "new", "chats", "--output", "chats/a.jsonl"])
    #expect(over.code == 2 && over.errors.contains("会覆盖聊天记录"))
  }

  @Test func allFaultsOfBothSidesAreReported() throws {
    try workspace.sandbox.file("new/no-promise.yaml", "id: no-promise\nforbid: {role: agent, keyword: }\ncolour: red\n")
    try workspace.sandbox.file("new/other.yaml", "id: wrong\n")
    try workspace.sandbox.file("rules/draft-rule.yaml", "id: draft-rule\n")
    let outcome = try diff(["rules", "new", "chats"])
    #expect(outcome.code == 2 && outcome.text == "")
    for name in ["rules/draft-rule.yaml", "new/no-promise.yaml", "new/other.yaml"] {
      #expect(outcome.errors.contains(name), "\(name) in \(outcome.errors)")
    }
  }

  @Test func aRunOverNothingIsNoCleanOne() throws {
    try workspace.sandbox.folder("empty")
    let outcome = try diff(["rules", "new", "empty"])
    #expect(outcome.code == 2 && outcome.errors.contains("no-conversations"))
  }

  @Test func theSameBytesOnAnyNumberOfThreads() throws {
    let one = try diff(["rules", "new", "chats", "--jobs", "1", "--format", "json"])
    let three = try diff(["rules", "new", "chats", "--jobs", "3", "--format", "json"])
    #expect(one.output == three.output && one.code == 0)
  }

  // MARK: Revisions

  private static let git = [
    "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1", "GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@b",
    "GIT_COMMITTER_NAME": "a", "GIT_COMMITTER_EMAIL": "a@b", "HOME": "/nonexistent",
  ]

  private func commit(_ tag: String) throws {
    let outcome = try workspace.shell(
      "git init -q . 2>/dev/null; git add -A . && git commit -qm x && git tag \(tag)", environment: Self.git)
    #expect(outcome.code == 0, "\(outcome.errors)")
  }

  private func temporaryFolders() throws -> [String] {
    try workspace.sandbox.folder("tmp")
    return try workspace.sandbox.names("tmp")
  }

  @Test func comparesWithARevision() throws {
    try commit("v1")
    let before = try temporaryFolders()
    // Rules, lexicons and scorecard are those of the revision.
    try workspace.sandbox.file("rules/no-promise.yaml", SmallWorkspace.promise.replacing("[保证]", with: "[一定]"))
    try workspace.sandbox.file("lexicons/lists/closing.txt", "再见\n")
    let scorecard = try workspace.sandbox.text("scorecard.yaml")
    try workspace.sandbox.file("scorecard.yaml", scorecard.replacing("A: 90", with: "A: 91"))
    let outcome = try diff(["git:v1", ".", "chats", "--format", "json"])
    #expect(outcome.code == 0, "\(outcome.errors)")
    let totals = try #require(try Line(outcome.text).members["totals"] as? [String: Any])
    #expect(totals["findings_gained"] as? Int == 2 && totals["findings_lost"] as? Int == 1)
    #expect(totals["also_different"] as? [String] == ["scorecard"])
    let same = try diff(["git:v1", "git:HEAD", "chats", "--fail-on", "conversations-changed>0"])
    #expect(same.code == 0 && same.text.contains("git:v1 → git:HEAD"), "\(same.errors)")
    // Part of a revision, from the top or from here; this side's lists.
    for path in ["rules/no-promise.yaml", "./rules/no-promise.yaml", "rules//no-promise.yaml"] {
      let part = try diff(["git:v1:\(path)", "rules/no-promise.yaml", "chats"])
      #expect(part.code == (path.contains("//") ? 2 : 0), "\(path): \(part.errors)")
    }
    #expect(try temporaryFolders() == before)
  }

  @Test func faultsOfARevisionNameTheirPlace() throws {
    try workspace.sandbox.file("rules/no-promise.yaml", "id: no-promise\ncolour: red\n")
    try commit("broken")
    let before = try temporaryFolders()
    let outcome = try diff(["git:broken", "new", "chats"])
    #expect(outcome.code == 2)
    #expect(outcome.errors.contains("git:broken:rules/no-promise.yaml:2:"), "\(outcome.errors)")
    #expect(!outcome.errors.contains("zhijian-rules-"))
    #expect(try temporaryFolders() == before)
  }

  @Test(arguments: [
    "git:", "git:nothing", "git:-h", "git:--help", "git:v1;touch x", "git:$(touch x)", "git:v1:../../etc",
    "git:v1:/etc",
    "git:v1:.git", "git:v1:nowhere", "git:v1:", "git:v1 --upload-pack=x", "git:v1\u{7}", "git:v1:rules/../rules",
  ])
  func refusesWhatIsNoRevision(_ name: String) throws {
    try commit("v1")
    let outcome = try diff([name, "new", "chats"])
    #expect(outcome.code == 2, "\(outcome.text)")
    #expect(outcome.errors.contains("[git]") || outcome.errors.contains("git 版本"), "\(outcome.errors)")
    #expect(!workspace.sandbox.exists("x"))
  }

  @Test func withoutARepositoryOrGitItSaysSo() throws {
    let none = try workspace.run(
      ["rules", "diff", "git:HEAD", "new", "chats"], environment: ["GIT_CEILING_DIRECTORIES": "/"])
    #expect(none.code == 2 && none.errors.contains("git 版本"), "\(none.errors)")
    let program = try workspace.run(
      ["rules", "diff", "git:HEAD", "new", "chats"], environment: ["PATH": "/nonexistent"])
    #expect(program.code == 2 && program.errors.contains("找不到 git 程序"), "\(program.errors)")
  }

  /// Links, hidden files and odd names of a repository stay in it; nothing of its configuration runs.
  @Test func hostileRepositoriesDoNothing() throws {
    try workspace.sandbox.file("rules/中 文'$(touch x);\n.yaml", SmallWorkspace.promise)
    try workspace.sandbox.file("rules/.hidden.yaml", "id: hidden\n")
    let made = try workspace.shell(
      "ln -s /etc/passwd rules/link.yaml; ln -s /etc rules/folder; "
        + "printf '*.yaml filter=evil\\n' > .gitattributes; mv rules/no-promise.yaml keep", environment: Self.git)
    #expect(made.code == 0)
    try commit("v1")
    _ = try workspace.shell(
      "git config filter.evil.smudge 'touch smudged; cat'; git config core.fsmonitor 'touch monitored'; "
        + "git config core.pager 'touch paged'", environment: Self.git)
    let outcome = try diff(["git:v1", "new", "chats"])
    // The rule's file name is not its id; that is all that is wrong with it.
    #expect(!outcome.errors.contains("passwd") && !outcome.errors.contains("hidden"), "\(outcome.errors)")
    for name in ["x", "smudged", "monitored", "paged"] { #expect(!workspace.sandbox.exists(name), "\(name)") }
  }
}
