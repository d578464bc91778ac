import Foundation
import Testing

/// Where settings come from and which of them wins.
@Suite struct ConfigurationTests {
  let workspace: SmallWorkspace
  var sandbox: Sandbox { workspace.sandbox }

  init() throws {
    workspace = try SmallWorkspace()
    try workspace.sandbox.file("chats/a.jsonl", SmallWorkspace.chat("c1", shop: "甲店", reply: "保证，祝您生活愉快"))
  }

  private func show(_ arguments: String, in folder: String? = nil) throws -> [String: String] {
    let outcome = try Program.run(
      ["config", "show"] + arguments.split(separator: " ").map(String.init), in: folder ?? workspace.path)
    #expect(outcome.code == 0, "\(outcome.errors)")
    return Dictionary(
      outcome.lines.compactMap { line in
        line.firstRange(of: ": ").map { (String(line[..<$0.lowerBound]), String(line[$0.upperBound...])) }
      }, uniquingKeysWith: { first, _ in first })
  }

  @Test func theNearestFileUpwardCounts() throws {
    try sandbox.folder("deep/er")
    let path = workspace.path
    let below = try show("", in: path + "/deep/er")
    #expect(below["rules"] == "[\(path)/rules]    # \(path)/zhijian.yaml")
    #expect(below["metrics.time_zone"] == "Asia/Shanghai    # 默认")
    try sandbox.file("deep/zhijian.yaml", "extends: ../zhijian.yaml\nmetrics: {time_zone: Asia/Tokyo}\n")
    let nearer = try show("--lang en", in: path + "/deep/er")
    #expect(nearer["metrics.time_zone"] == "Asia/Tokyo    # \(path)/deep/zhijian.yaml")
    #expect(nearer["rules"]?.contains("/rules]") == true)
  }

  @Test func flagsWin() throws {
    try sandbox.file("own/other.yaml", SmallWorkspace.promise.replacing("no-promise", with: "other"))
    let shown = try show("--rules own --scorecard scorecard.yaml")
    #expect(shown["rules"] == "[own]    # 命令行")
    #expect(shown["scorecard"] == "scorecard.yaml    # 命令行")
    #expect(try show("--rules own --lang en")["rules"] == "[own]    # flag")
    let outcome = try workspace.run(["score", "chats", "--format", "jsonl", "--rules", "own"])
    #expect(try Line.all(outcome.text).first?.rules == ["other"])
  }

  /// Names of one character are paths like any other.
  @Test func shortNamesAreNames() throws {
    try sandbox.file("z", try sandbox.text("zhijian.yaml"))
    let outcome = try workspace.run(["score", "chats", "--config", "z", "--format", "csv", "--output", "o"])
    #expect(outcome.code == 0, "\(outcome.errors)")
    #expect(sandbox.exists("o/agents.csv"))
  }

  @Test func aBaseKeepsWhatIsNotSaidAnew() throws {
    let text = try sandbox.text("zhijian.yaml")
    try sandbox.file(
      "base.yaml",
      text + "metrics: {time_zone: Asia/Tokyo, calendar: '09:00-18:00'}\noverrides:\n  no-promise: {severity: minor}\n")
    try sandbox.file("zhijian.yaml", "extends: base.yaml\nmetrics: {preset: taobao-3min-2025}\n")
    let shown = try show("")
    #expect(shown["metrics.time_zone"]?.hasPrefix("Asia/Tokyo ") == true)
    #expect(shown["metrics.preset"]?.hasPrefix("taobao-3min-2025 ") == true)
    #expect(shown["overrides"]?.hasPrefix("[no-promise] ") == true)
    let outcome = try workspace.run(["score", "chats", "--format", "jsonl", "--fail-on", "major"])
    #expect(outcome.code == 0)
    #expect(try Line.all(outcome.text).first?.findings.first?["severity"] as? String == "minor")
  }

  @Test func faultsOfSettingsAreAllNamed() throws {
    try sandbox.file(
      "zhijian.yaml",
      "extends: gone.yaml\nrule: [rules]\nprivacy: hide\nmetrics: {preset: x, time_zone: Mars}\nshops: {甲: {lists: [a]}}\n"
    )
    let outcome = try workspace.run(["config", "show", "--lang", "en"])
    let path = workspace.path
    #expect(outcome.code == 2)
    for start in [
      "\(path)/gone.yaml: error: there is no such file [no-such-file]", "\(path)/zhijian.yaml:2:1: error: ",
      "\(path)/zhijian.yaml:3:10: error: 'privacy' must be one of none, mask, pseudonym [invalid-value]",
      "\(path)/zhijian.yaml:4:19: error: there is no preset 'x' [invalid-value]",
      "\(path)/zhijian.yaml:4:33: error: there is no time zone 'Mars' [invalid-value]",
      "\(path)/zhijian.yaml:5:20: error: lists must map names to lists of phrases [wrong-type]",
    ] {
      #expect(outcome.errorLines.contains { $0.hasPrefix(start) }, "\(start)\n\(outcome.errors)")
    }
    try sandbox.file("zhijian.yaml", "extends: zhijian.yaml\n")
    let circle = try workspace.run(["config", "show"])
    #expect(circle.errorLines.first == "\(path)/zhijian.yaml:1:1: 错误: extends 嵌套太深或成环 [too-deep]", "\(circle.errors)")
  }

  @Test func aShopHasItsOwnListsAndOverrides() throws {
    let text = try sandbox.text("zhijian.yaml")
    try sandbox.file(
      "zhijian.yaml",
      text + "shops:\n  甲店:\n    lists: {closing: [江湖再见]}\n    overrides: {no-promise: {status: draft}}\n")
    try sandbox.file(
      "chats/a.jsonl",
      [
        SmallWorkspace.chat("c1", shop: "甲店", reply: "保证，祝您生活愉快"), SmallWorkspace.chat("c2", shop: "甲店", reply: "江湖再见"),
        SmallWorkspace.chat("c3", shop: "乙店", reply: "保证，祝您生活愉快"), SmallWorkspace.chat("c4", reply: "江湖再见"),
      ].joined(separator: "\n"))
    let outcome = try workspace.run(["score", "chats", "--format", "jsonl"])
    let lines = try Line.all(outcome.text)
    #expect(
      lines.map { $0.rules.filter { $0 != "draft-rule" } } == [
        ["missing-closing", "no-promise"], [], ["no-promise"], ["missing-closing"],
      ])
    #expect(lines.first?.findings.last?["rule_status"] as? String == "draft")
    #expect(try show("")["shops"]?.hasPrefix("[甲店] ") == true)
    #expect(outcome.errors.isEmpty)
  }

  @Test func agentsHaveOtherNames() throws {
    let text = try sandbox.text("zhijian.yaml")
    try sandbox.file("zhijian.yaml", text + "agents: {小李: A001}\n")
    let line = try Line.all(try workspace.run(["score", "chats", "--format", "jsonl"]).text).first
    #expect((line?.members["agents"] as? [[String: Any]])?.compactMap { $0["id"] as? String } == ["A001"])
  }
}
