import Foundation
import Testing

/// `zhijian score` with a baseline, suppressions and reviews, and `zhijian baseline update`.
@Suite struct DecisionTests {
  private let workspace: SmallWorkspace

  init() throws {
    workspace = try SmallWorkspace()
    try workspace.sandbox.file(
      "chats/a.jsonl",
      [
        SmallWorkspace.chat("c-1", reply: "保证今天发"), SmallWorkspace.chat("c-2", reply: "祝您生活愉快"),
        SmallWorkspace.chat("c-3", agent: "小王", reply: "保证，祝您生活愉快"),
      ].joined(separator: "\n") + "\n")
  }

  private func evaluations(_ options: [String] = []) throws -> [Line] {
    let outcome = try workspace.run(["score", "chats", "--format", "jsonl"] + options)
    #expect(outcome.code == 0, "\(outcome.errors)")
    return try Line.all(outcome.text)
  }

  private func states(_ options: [String]) throws -> [String] {
    try evaluations(options).flatMap { line in
      line.findings.map { "\(line.id ?? "") \($0["rule"] as? String ?? "") \($0["state"] as? String ?? "")" }
    }
  }

  private func fingerprint(_ id: String, _ rule: String) throws -> String {
    let line = try #require(try evaluations().first { $0.id == id })
    return try #require(line.findings.first { $0["rule"] as? String == rule }?["fingerprint"] as? String)
  }

  // MARK: The configuration

  /// Files that the configuration names count as those of the command line do, which win; paths are relative to it.
  @Test func theConfigurationNamesDecisionFiles() throws {
    let settings = try workspace.sandbox.text("zhijian.yaml")
    try workspace.sandbox.file(
      "zhijian.yaml", settings + "baseline: known/base.jsonl\nsuppressions: known/let-off.yaml\n")
    let until = "{rule: no-promise, conversation: c-3, reason: 故障, until: 2027-01-01}"
    try workspace.sandbox.file("known/let-off.yaml", "suppressions:\n  - \(until)\n")
    // Until it is written, scoring names what is missing.
    let early = try workspace.run(["score", "chats", "--today", "2026-12-01"])
    #expect(early.code == 2 && early.errors.contains("known/base.jsonl"), "\(early.errors)")
    let update = try workspace.run(["baseline", "update", "chats", "--today", "2026-12-01"])
    #expect(update.code == 0 && update.text.contains("known/base.jsonl：新增 2"), "\(update.text) \(update.errors)")
    let today = ["--today", "2026-12-01"]
    #expect(
      try states(today).sorted()
        == ["c-1 missing-closing baseline", "c-1 no-promise baseline", "c-3 no-promise suppressed"])
    try workspace.sandbox.file("none.jsonl", "")
    #expect(
      try states(today + ["--baseline", "none.jsonl"]).sorted()
        == ["c-1 missing-closing open", "c-1 no-promise open", "c-3 no-promise suppressed"])
    let shown = try workspace.run(["config", "show"])
    #expect(shown.text.contains("baseline: \(workspace.path)/known/base.jsonl    # \(workspace.path)/zhijian.yaml"))
    #expect(shown.text.contains("reviews: []    # 默认"))
  }

  // MARK: Baseline

  @Test func theBaselineBlocksNothingAndHidesNothing() throws {
    let plain = try evaluations()
    let first = try workspace.run(["baseline", "update", "chats", "--baseline", "known.jsonl", "--dry-run"])
    #expect(first.code == 0 && first.text.hasPrefix("基线 known.jsonl：新增 3，去掉 0，不变 0，共 3 条（没有写入）\n"), "\(first.text)")
    #expect(!workspace.sandbox.exists("known.jsonl"))
    let written = try workspace.run(["baseline", "update", "chats", "--baseline", "known.jsonl"])
    #expect(written.code == 0 && written.errors == "", "\(written.errors)")
    let text = try workspace.sandbox.text("known.jsonl")
    #expect(
      text.split(separator: "\n").count == 3 && text.contains("\"rule\":\"missing-closing\",\"conversation\":\"c-1\""))
    let options = ["--baseline", "known.jsonl"]
    let known = try evaluations(options)
    #expect(
      try states(options).sorted()
        == ["c-1 missing-closing baseline", "c-1 no-promise baseline", "c-3 no-promise baseline"])
    #expect(known.map { $0.members["score"] as? Double } == plain.map { $0.members["score"] as? Double })
    #expect(try workspace.run(["score", "chats", "--fail-on", "minor"]).code == 1)
    #expect(try workspace.run(["score", "chats", "--fail-on", "minor"] + options).code == 0)
    // Something new blocks.
    try workspace.sandbox.file("chats/b.jsonl", SmallWorkspace.chat("c-4", reply: "保证，祝您生活愉快") + "\n")
    #expect(try workspace.run(["score", "chats", "--fail-on", "minor"] + options).code == 1)
    let update = try workspace.run(
      ["baseline", "update", "chats", "--baseline", "known.jsonl", "--format", "json", "--dry-run"])
    let json = try Line(update.text)
    #expect((json.members["added"] as? [[String: Any]])?.count == 1 && json.members["kept"] as? Int == 3)
    #expect(json.members["written"] as? Bool == false)
  }

  /// The file is the same whatever the privacy of outputs, the number of threads or the way in.
  @Test func theBaselineComesOutTheSameEveryWay() throws {
    try workspace.sandbox.file(
      "chats/a.jsonl",
      SmallWorkspace.chat("13812345678", reply: "保证今天发") + "\n" + SmallWorkspace.chat("", reply: "保证，13987654321")
        + "\n")
    let expected = try workspace.run(["baseline", "update", "chats", "--baseline", "one.jsonl", "--jobs", "1"])
    #expect(expected.code == 0)
    let text = try workspace.sandbox.text("one.jsonl")
    #expect(!text.contains("13812345678") && text.contains("138****5678"))
    #expect(try workspace.run(["baseline", "update", "chats", "--baseline", "two.jsonl", "--jobs", "4"]).code == 0)
    #expect(try workspace.sandbox.text("two.jsonl") == text)
    for privacy in ["none", "mask"] {
      let scored = try workspace.run([
        "score", "chats", "--format", "jsonl", "--output", "r.jsonl", "--privacy", privacy,
      ])
      #expect(scored.code == 0)
      let made = try workspace.run(["baseline", "update", "--evaluations", "r.jsonl", "--baseline", "\(privacy).jsonl"])
      #expect(made.code == 0, "\(made.errors)")
      #expect(try workspace.sandbox.text("\(privacy).jsonl") == text)
    }
    #expect(Set(try states(["--baseline", "one.jsonl"]).map { $0.split(separator: " ").last }) == ["baseline"])
  }

  @Test func anUnreadableInputKeepsTheBaseline() throws {
    try workspace.sandbox.file(
      "known.jsonl", "{\"rule\":\"r\",\"conversation\":\"c\",\"fingerprint\":\"0000000000000001\"}\n")
    let before = try workspace.sandbox.text("known.jsonl")
    try workspace.sandbox.file("chats/broken.jsonl", "{\"id\":\n")
    let outcome = try workspace.run(["baseline", "update", "chats", "--baseline", "known.jsonl"])
    #expect(outcome.code == 2 && outcome.text == "" && outcome.errors.contains("没有写基线"), "\(outcome.errors)")
    #expect(try workspace.sandbox.text("known.jsonl") == before)
    try workspace.sandbox.file("known.jsonl", "{\"rule\":\"r\"\n[]\n")
    let faults = try workspace.run(["score", "chats", "--baseline", "known.jsonl"])
    #expect(faults.code == 2 && faults.text == "")
    #expect(faults.errors.contains("known.jsonl:1:") && faults.errors.contains("known.jsonl:2:1:"), "\(faults.errors)")
    #expect(try workspace.run(["baseline", "update"]).code == 2)
    #expect(try workspace.run(["baseline", "update", "chats", "--evaluations", "r.jsonl"]).code == 2)
  }

  // MARK: Suppressions

  private func suppress(_ lines: String) throws { try workspace.sandbox.file("s.yaml", "suppressions:\n" + lines) }

  @Test func suppressionsEndAndAreMissedWhenUnused() throws {
    try suppress(
      """
        - fingerprint: \(try fingerprint("c-1", "no-promise"))
          reason: 客户当面确认过，电话 13812345678
          until: 2026-12-31
          by: 王主管
        - {rule: no-promise, conversation: c-3, message: 1, reason: 系统故障, until: 2026-11-30}
        - {rule: no-promise, conversation: c-9, reason: 没有这个会话, until: 2026-12-31}

      """)
    let options = ["--suppressions", "s.yaml", "--today", "2026-12-01"]
    let lines = try evaluations(options)
    let finding = try #require(lines[0].findings.first { $0["rule"] as? String == "no-promise" })
    #expect(finding["state"] as? String == "suppressed" && finding["by"] as? String == "王主管")
    #expect(finding["until"] as? String == "2026-12-31")
    #expect(lines[2].findings.first?["state"] as? String == "open")
    #expect(lines[0].members["score"] as? Double == 97.5)
    let text = try workspace.run(["score", "chats"] + options)
    #expect(text.errors.contains("s.yaml:6:5: 警告: 豁免已于 2026-11-30 到期，不再起作用：no-promise @ c-3#1 [expired-suppression]"))
    #expect(text.errors.contains("s.yaml:7:5: 警告: 没有用上的豁免：no-promise @ c-9 [unused-suppression]"), "\(text.errors)")
    #expect(text.text.contains("豁免（不计分） 1") && text.text.contains("客户当面确认过，电话 138****5678 —— 王主管 （至 2026-12-31）"))
    #expect(!text.text.contains("13812345678"))
    let earlier = try evaluations(["--suppressions", "s.yaml", "--today", "2026-11-30"])
    #expect(earlier[2].findings.first?["state"] as? String == "suppressed")
    // The clock is asked only here, and said to be.
    let now = try workspace.run(["score", "chats", "--suppressions", "s.yaml", "--lang", "en"])
    #expect(now.errors.contains("suppressions end by today's date ("), "\(now.errors)")
    #expect(try workspace.run(["score", "chats", "--suppressions", "s.yaml", "--today", "明天"]).code == 2)
  }

  @Test func aSuppressionWithoutReasonOrEndIsRefused() throws {
    try suppress(
      "  - {rule: no-promise, conversation: c-1, until: 2026-12-31}\n  - {rule: r, conversation: c, reason: a}\n")
    let outcome = try workspace.run(["score", "chats", "--suppressions", "s.yaml", "--today", "2026-12-01"])
    #expect(outcome.code == 2 && outcome.text == "")
    #expect(outcome.errors.contains("s.yaml:2:5: 错误: 豁免要写理由（reason） [missing-key]"), "\(outcome.errors)")
    #expect(outcome.errors.contains("s.yaml:3:5: 错误: 豁免要写到哪一天为止"), "\(outcome.errors)")
  }

  // MARK: Reviews

  private func review(_ verdict: String, _ reviewer: String = "王", file: String = "r.csv") throws {
    let print = try fingerprint("c-1", "no-promise")
    let drawn = try workspace.run(["rules", "review", "chats", "--output", file])
    #expect(drawn.code == 0, "\(drawn.errors)")
    let rows = try workspace.sandbox.text(file).split(separator: "\r\n", omittingEmptySubsequences: false).map {
      row -> String in
      row.hasPrefix("F-\(print).")
        ? String(row).replacing("对吗？,,,,", with: "对吗？,\(verdict),=引述,\(reviewer),", maxReplacements: 1) : String(row)
    }
    try workspace.sandbox.file(file, rows.joined(separator: "\r\n"))
  }

  @Test func overturnedFindingsLeaveTheScoreAndSayWhy() throws {
    #expect(try workspace.run(["score", "chats", "--format", "jsonl", "--output", "old.jsonl"]).code == 0)
    try review("错")
    let options = ["--reviews", "r.csv"]
    let lines = try evaluations(options + ["--previous", "old.jsonl"])
    let finding = try #require(lines[0].findings.first { $0["rule"] as? String == "no-promise" })
    #expect(finding["state"] as? String == "overturned" && finding["by"] as? String == "王")
    #expect(finding["reason"] as? String == "=引述")
    #expect(lines[0].members["score"] as? Double == 97.5)
    #expect((lines[0].members["versions"] as? [String: Any])?["reviews"] is String)
    #expect((lines[0].members["changes"] as? [String: Any])?["causes"] as? [String] == ["reviews"])
    #expect(lines[1].members["changes"] == nil && lines[2].members["changes"] == nil)
    let ledger = try #require(lines[0].members["ledger"] as? [[String: Any]])
    #expect(ledger.allSatisfy { $0["rule"] as? String != "no-promise" })
    let sum = ledger.filter { $0["agent"] is NSNull }.reduce(0.0) { $0 + ($1["effect"] as? Double ?? 0) }
    #expect(sum == 97.5)
    let places = try workspace.run(
      [
        "score", "chats", "--format", "text", "--output", "-", "--format", "html", "--output", "r.html", "--format",
        "csv",
        "--output", "tables", "--format", "json", "--output", "r.json",
      ] + options)
    #expect(places.code == 0, "\(places.errors)")
    #expect(places.text.contains("改判（不计分） 1\n  c-1 f"), "\(places.text)")
    #expect(places.text.contains("改判（不计分）：=引述 —— 王"))
    let html = try workspace.sandbox.text("r.html")
    #expect(html.contains("改判，不计分；=引述 —— 王"))
    let csv = try workspace.sandbox.text("tables/findings.csv")
    #expect(csv.contains("overturned,王,\"'=引述\",,"), "\(csv)")
    #expect(try workspace.sandbox.text("r.json").contains("\"state\":\"overturned\",\"by\":\"王\",\"reason\":\"=引述\""))
    // The same over standard input.
    let piped = try workspace.run(
      ["score", "--stdin"] + options, input: try workspace.sandbox.text("chats/a.jsonl"))
    #expect(piped.code == 0 && piped.text.contains("\"state\":\"overturned\",\"by\":\"王\""))
  }

  @Test func onlyAMajorityOverturns() throws {
    try review("错")
    try review("对", "李", file: "l.csv")
    let two = try workspace.run(["score", "chats", "--reviews", "r.csv", "--reviews", "l.csv", "--format", "jsonl"])
    #expect(two.text.contains("\"state\":\"overturned\"") == false)
    #expect(two.errors.contains("李、王 意见相反，结果照旧计分，请第三人裁定 [review-disputed]"), "\(two.errors)")
    try review("错", "张", file: "z.csv")
    let lines = try evaluations(["--reviews", "r.csv", "--reviews", "l.csv", "--reviews", "z.csv"])
    let finding = try #require(lines[0].findings.first { $0["rule"] as? String == "no-promise" })
    #expect(finding["state"] as? String == "overturned" && finding["by"] as? String == "张、王")
    let unsure = try workspace.run(["score", "chats", "--fail-on", "major"])
    try review("不确定")
    #expect(try workspace.run(["score", "chats", "--fail-on", "major", "--reviews", "r.csv"]).code == unsure.code)
  }

  @Test func faultsOfReviewsStopTheRun() throws {
    try review("也许")
    let outcome = try workspace.run(["score", "chats", "--reviews", "r.csv"])
    #expect(outcome.code == 2 && outcome.text == "")
    #expect(outcome.errors.contains(":6: 错误: “命中”的判定不能是“也许” [review-row]"), "\(outcome.errors)")
  }
}
