import Foundation
import Testing

/// `zhijian rules review`: a sample drawn, filled in and read back.
@Suite struct RulesReviewTests {
  private let workspace: SmallWorkspace

  init() throws {
    workspace = try SmallWorkspace()
    try workspace.sandbox.file(
      "rules/no-promise.yaml", SmallWorkspace.promise.replacing("[保证]", with: "[保证]\n  unless: [质量保证]"))
    try workspace.sandbox.file(
      "chats/a.jsonl",
      [
        SmallWorkspace.chat("c-1", customer: "=1+1", reply: "保证，祝您生活愉快。13812345678"),
        SmallWorkspace.chat("c-2", reply: "我们有质量保证，祝您生活愉快"), SmallWorkspace.chat("c-3"),
      ].joined(separator: "\n") + "\n")
  }

  private func draw(_ options: [String] = []) throws -> String {
    let outcome = try workspace.run(["rules", "review", "chats", "--filter", "no-promise"] + options)
    #expect(outcome.code == 0, "\(outcome.errors)")
    return outcome.text
  }

  @Test func theTableIsAlwaysTheSame() throws {
    let text = try draw()
    let golden = try Data(contentsOf: URL(fileURLWithPath: Program.root + "/fixtures/review/expected.csv"))
    #expect(Data(text.utf8) == golden)
    #expect(text.hasPrefix("\u{FEFF}编号,规则ID,规则,类别,请判断,判定,理由,审核人,会话ID,"))
    #expect(!text.contains("13812345678"))
    let rows = text.split(separator: "\r\n").map(String.init)
    #expect(rows.count == 4)
    #expect(try draw(["--jobs", "4"]) == text && (try draw(["--seed", "1"])) == text)
    #expect(try draw(["--no-bom"]) == String(text.unicodeScalars.dropFirst()))
    let english = try draw(["--lang", "en"])
    #expect(english.hasPrefix("\u{FEFF}key,rule,rule_title,stratum,question,verdict,reason,reviewer,conversation_id,"))
    #expect(english.contains(",near_miss,The rule did not count this place. Right?,,,,c-2,"))
  }

  private func fill(_ name: String, _ reviewer: String, _ verdicts: [String]) throws {
    var left = verdicts[...]
    let rows = try draw().split(separator: "\r\n", omittingEmptySubsequences: false).map { row -> String in
      guard row.contains("对吗？,,,,"), let verdict = left.popFirst() else { return String(row) }
      return String(row).replacing("对吗？,,,,", with: "对吗？,\(verdict),因为,\(reviewer),", maxReplacements: 1)
    }
    try workspace.sandbox.file(name, rows.joined(separator: "\r\n"))
  }

  @Test func readsBackAndCounts() throws {
    try fill("王.csv", "王", ["对", "错", "对"])
    try fill("李.csv", "李", ["对", "对", "对"])
    let text = try workspace.run(["rules", "review", "--read", "王.csv", "--read", "李.csv"])
    #expect(text.code == 0 && text.errors == "", "\(text.errors)")
    #expect(text.text.hasPrefix("复核：1 条规则，已判 3 行，未判 0 行，审核人 李、王\n"), "\(text.text)")
    #expect(text.text.contains("李、王  共同判定 3 行，一致 66.7%，κ 0.000，PABAK 0.333\n"), "\(text.text)")
    #expect(text.text.contains("意见相持，请第三人裁定：\n  N-"), "\(text.text)")
    let alone = try workspace.run(["rules", "review", "--read", "王.csv", "--format", "json"])
    let json = try Line(alone.text)
    let rule = try #require((json.members["rules"] as? [[String: Any]])?.first)
    #expect((rule["precision"] as? [String: Any])?["value"] as? Double == 1)
    #expect((rule["recall"] as? [String: Any])?["value"] as? Double == 0.5)
    #expect((rule["strata"] as? [[String: Any]])?.map { $0["population"] as? Int } == [1, 1, 1])
  }

  @Test func judgementsBecomeTests() throws {
    try fill("王.csv", "王", ["错", "错", "错"])
    try workspace.sandbox.file(
      "rules/no-promise.test.yaml",
      "# 保留我\nrule: no-promise\ntests:\n  - name: 旧的  # 也保留我\n    dialogue: '客服: 保证'\n    expect: [{span: 保证}]\n")
    let command = ["rules", "review", "--read", "王.csv", "--write-tests", "rules", "chats"]
    let first = try workspace.run(command)
    #expect(first.code == 0 && first.text.contains("已写 3\n"), "\(first.text)\(first.errors)")
    let text = try workspace.sandbox.text("rules/no-promise.test.yaml")
    #expect(text.hasPrefix("# 保留我\nrule: no-promise\ntests:\n  - name: 旧的  # 也保留我\n"))
    #expect(text.contains("138****5678") && !text.contains("13812345678") && !text.contains("小李"))
    #expect(text.components(separatedBy: "known_gap: true").count == 3)
    let again = try workspace.run(command)
    #expect(again.code == 0 && again.text.contains("已经有了 3\n"), "\(again.text)")
    #expect(try workspace.sandbox.text("rules/no-promise.test.yaml") == text)
    // The tests run: what is wrongly reported fails until the rule is mended, what is missed is known.
    let tests = try workspace.run(["rules", "test"])
    #expect(tests.code == 1 && tests.text.contains("不应命中"), "\(tests.text)")
    #expect(tests.text.contains("1 失败") && tests.text.contains("2 已知缺口"), "\(tests.text)")
    try workspace.sandbox.file(
      "rules/no-promise.yaml", SmallWorkspace.promise.replacing("[保证]", with: "[不存在的话]"))
    let mended = try workspace.run(["rules", "test", "--filter", "复核"])
    #expect(mended.code == 0, "\(mended.text)")
  }

  @Test func saysWhatDoesNotGo() throws {
    for arguments in [
      ["rules", "review"], ["rules", "review", "chats", "--per-rule", "3"],
      ["rules", "review", "chats", "--filter", "none"],
      ["rules", "review", "chats", "--write-tests", "rules"], ["rules", "review", "--read", "a.csv", "chats"],
      ["rules", "review", "--read", "a.csv", "--write-tests", "rules"], ["rules", "review", "--read", "none.csv"],
    ] {
      let outcome = try workspace.run(arguments)
      #expect(outcome.code == 2 && outcome.text == "" && !outcome.errors.isEmpty, "\(arguments)")
    }
    try fill("王.csv", "王", ["错"])
    try workspace.sandbox.folder("empty")
    let elsewhere = try workspace.run(["rules", "review", "--read", "王.csv", "--write-tests", "empty", "chats"])
    #expect(elsewhere.code == 2 && elsewhere.text.contains("文件夹里没有这条规则 1"), "\(elsewhere.text)")
    try workspace.sandbox.file("rules/no-promise.test.yaml", "rule: no-promise\ntests: [{name: 流}]\n")
    let unfit = try workspace.run(["rules", "review", "--read", "王.csv", "--write-tests", "rules", "chats"])
    #expect(unfit.code == 2 && unfit.text.contains("测试文件有错或没法追加 1"), "\(unfit.text)\(unfit.errors)")
    #expect(try workspace.sandbox.text("rules/no-promise.test.yaml").hasSuffix("[{name: 流}]\n"))
  }

  // MARK: Appeals

  /// The table with the first finding judged and appealed against; `appeal` fills the last six cells.
  private func appeal(_ name: String, _ verdict: String, _ appeal: String) throws {
    let rows = try draw().split(separator: "\r\n", omittingEmptySubsequences: false).map { row -> String in
      guard row.hasPrefix("F-") else { return String(row) }
      return String(row).replacing("对吗？,,,,", with: "对吗？,\(verdict),,王,", maxReplacements: 1)
        .replacing(",,,,,,", with: "," + appeal, maxReplacements: 1)
    }
    try workspace.sandbox.file(name, rows.joined(separator: "\r\n"))
  }

  private func score(_ name: String, _ options: [String] = []) throws -> Program.Outcome {
    try workspace.run(["score", "chats", "--reviews", name] + options)
  }

  @Test func decidedAppealsCountInsteadOfTheFirstVerdicts() throws {
    try appeal("a.csv", "对", "小李,2026-11-03,客户同意过,改判,赵,录音里有")
    let text = try score("a.csv")
    #expect(text.code == 0 && text.text.contains("改判（不计分） 1"), "\(text.errors)\(text.text)")
    #expect(text.text.contains("小李（2026-11-03）：客户同意过 → 赵：录音里有 —— 赵"), "\(text.text)")
    // It leaves the sheet for the agent, which says so, and the table says who decided.
    let sheets = try score(
      "a.csv", ["--format", "coaching", "--output", "sheets", "--format", "csv", "--output", "csv"])
    #expect(sheets.code == 0, "\(sheets.errors)")
    let names = try workspace.sandbox.names("sheets").filter { $0.hasSuffix(".html") || $0.hasSuffix(".md") }
    let pages = try names.map { try workspace.sandbox.text("sheets/" + $0) }.joined()
    #expect(pages.contains("另有 1 条结果已撤销或暂不计分") && !pages.contains("绝对化承诺"), "\(names)")
    #expect(try workspace.sandbox.text("csv/findings.csv").contains(",overturned,赵,小李（2026-11-03）：客户同意过 → 赵：录音里有,"))
    try appeal("b.csv", "错", "小李,2026-11-03,客户同意过,维持,赵,录音里没有")
    let upheld = try score("b.csv")
    #expect(upheld.code == 0 && !upheld.text.contains("改判"), "\(upheld.text)")
    for (status, isOverturned) in [("待处理", true), ("撤回", true), ("", true)] {
      try appeal("c.csv", "错", "小李,,,\(status),,")
      let pending = try score("c.csv")
      #expect(pending.text.contains("改判（不计分） 1") == isOverturned, "\(pending.text)")
      #expect(pending.errors.contains("appeal-pending") == (status != "撤回"), "\(pending.errors)")
    }
  }

  @Test func appealsAreListed() throws {
    try appeal("a.csv", "对", "小李,2026/11/3,客户同意过,改判,赵,")
    let text = try workspace.run(["rules", "review", "--read", "a.csv"])
    #expect(text.code == 0 && text.text.contains("申诉：改判 1\n  F-"), "\(text.errors)\(text.text)")
    #expect(text.text.contains("no-promise  改判  小李（2026-11-03）：客户同意过 → 赵\n"), "\(text.text)")
    let json = try Line(try workspace.run(["rules", "review", "--read", "a.csv", "--format", "json"]).text)
    let appeal = try #require((json.members["appeals"] as? [[String: Any]])?.first)
    #expect(appeal["status"] as? String == "overturned" && appeal["date"] as? String == "2026-11-03")
    #expect(appeal["second_reviewer"] as? String == "赵" && appeal["second_reason"] is NSNull)
  }

  @Test(arguments: [
    (",,客户同意过,,,", "申诉要写申诉人"), ("小李,,,改判,,", "有了申诉结果就要写复审人"), ("小李,,,维持,小李,", "不能是申诉人"),
    ("小李,,,维持,王,", "也不能是原来的审核人"), ("小李,昨天,,,,", "不是日期"), ("小李,,,再说,,", "申诉结果不能是"),
  ])
  func faultsOfAppealsAreNamed(_ appeal: String, _ sentence: String) throws {
    try self.appeal("a.csv", "对", appeal)
    let outcome = try workspace.run(["rules", "review", "--read", "a.csv"])
    #expect(outcome.code == 2 && outcome.errors.contains(sentence), "\(outcome.errors)")
    #expect(try score("a.csv").code == 2)
  }

  @Test func appealsThatContradictEachOtherAreAnError() throws {
    try appeal("a.csv", "对", "小李,,,改判,赵,")
    try appeal("b.csv", "对", "小李,,,维持,钱,")
    let outcome = try workspace.run(["score", "chats", "--reviews", "a.csv", "--reviews", "b.csv"])
    #expect(outcome.code == 2 && outcome.errors.contains("有两种结果"), "\(outcome.errors)")
  }
}
