import Foundation
import Testing

/// Faults of rules and settings: file, line, column, caret; all of them in one run; exit code 2.
@Suite struct RuleFaultTests {
  let workspace: SmallWorkspace

  init() throws { workspace = try SmallWorkspace() }

  private func rule(_ id: String, _ text: String) throws { try workspace.sandbox.file("rules/\(id).yaml", text) }

  private func check(_ arguments: String...) throws -> Program.Outcome {
    try workspace.run(["rules", "check"] + arguments)
  }

  /// The line that ends with the caret, and the cells before it.
  private func caret(_ outcome: Program.Outcome, under line: String) throws -> Int? {
    let lines = outcome.errors.split(separator: "\n").map(String.init)
    guard let place = lines.firstIndex(where: { $0.contains(line) && $0.hasPrefix("    ") }) else { return nil }
    let caret = lines[place + 1]
    #expect(caret.last == "^")
    return caret.count - 1
  }

  @Test func aWrongKeyIsPointedAtUnderWideCharacters() throws {
    let name = workspace.path + "/rules/no-promise.yaml"
    try rule(
      "no-promise",
      SmallWorkspace.promise.replacing("score: { deduct: 10, per: finding }", with: "score: { 扣分: 10, per: finding }")
        .replacing("role: agent", with: "rloe: agent"))
    let outcome = try check()
    #expect(outcome.code == 2)
    #expect(outcome.output.isEmpty)
    #expect(
      outcome.errorLines.contains { $0.hasPrefix("\(name):7:10: 错误: ") && $0.contains("扣分") }, "\(outcome.errors)")
    #expect(
      outcome.errorLines.contains { $0.hasPrefix("\(name):9:3: 错误: ") && $0.contains("rloe") }, "\(outcome.errors)")
    #expect(outcome.errors.contains("role"))
    #expect(try caret(outcome, under: "rloe: agent") == 4 + 2)
    #expect(outcome.errorLines.last?.hasPrefix("共 ") == true)
    // A wrong key behind wide characters: the caret counts cells, the column characters.
    try rule(
      "no-promise", SmallWorkspace.promise.replacing("keyword: [保证]", with: "any: [{ keyword: [保证, 承诺], gpa: 1 }]"))
    let wide = try check("--lang", "en")
    #expect(wide.errorLines.contains { $0.hasPrefix("\(name):10:30: error: ") }, "\(wide.errors)")
    #expect(try caret(wide, under: "gpa") == 4 + 29 + 4)
  }

  @Test func allFaultsOfAllFilesComeAtOnce() throws {
    try rule("no-promise", SmallWorkspace.promise.replacing("severity: major", with: "severity: huge"))
    try rule(
      "missing-closing", SmallWorkspace.closing.replacing("$closing", with: "$closnig").replacing("why:", with: "whi:"))
    let outcome = try workspace.run(["score", "chats"])
    #expect(outcome.code == 2)
    #expect(outcome.errors.contains("/rules/no-promise.yaml:5:11: 错误: "), "\(outcome.errors)")
    #expect(outcome.errors.contains("/rules/missing-closing.yaml:3:1: 错误: "), "\(outcome.errors)")
    #expect(outcome.errors.contains("/rules/missing-closing.yaml:11:13: 错误: "), "\(outcome.errors)")
    #expect(outcome.errors.contains("closing"))
  }

  @Test func anIdIsUsedOnce() throws {
    try workspace.sandbox.file("rules/more/no-promise.yaml", SmallWorkspace.promise)
    let outcome = try check()
    #expect(outcome.code == 2)
    #expect(
      outcome.errorLines.first
        == "\(workspace.path)/rules/no-promise.yaml:1:1: 错误: 规则 id “no-promise”已经在 \(workspace.path)/rules/more/no-promise.yaml 用过 [duplicate-rule]",
      "\(outcome.errors)")
    #expect(outcome.errorLines.last == "共 1 个错误，0 个警告")
    #expect(try check("--lang", "en").errorLines.last == "1 error, 0 warnings")
  }

  @Test func overridesNameRulesThatExist() throws {
    try workspace.sandbox.file(
      "zhijian.yaml",
      """
      rules: [rules]
      lexicons: lexicons
      scorecard: scorecard.yaml
      overrides:
        no-promises: {severity: minor}
        zzz: {status: draft}
      shops:
        甲店:
          overrides: {missing-closng: {severity: info}}

      """)
    let outcome = try check()
    #expect(
      outcome.errorLines.filter { $0.contains("[unknown-rule]") }.map { String($0.dropFirst(workspace.path.count)) }
        == [
          "/zhijian.yaml:5:3: 错误: 没有规则“no-promises” [unknown-rule]", "/zhijian.yaml:6:3: 错误: 没有规则“zzz” [unknown-rule]",
          "/zhijian.yaml:9:17: 错误: 没有规则“missing-closng” [unknown-rule]",
        ], "\(outcome.errors)")
    #expect(outcome.errorLines.contains("    建议: 是不是想写“no-promise”？"))
    #expect(outcome.code == 2)
  }

  @Test func theScorecardNamesMetricsThatExist() throws {
    let card = try workspace.sandbox.text("scorecard.yaml")
    try workspace.sandbox.file(
      "scorecard.yaml", card + "metrics:\n  - {metric: first_respons_mean_seconds, target: 30}\n")
    let outcome = try check()
    #expect(outcome.code == 2)
    #expect(outcome.errorLines.first?.hasPrefix("\(workspace.path)/scorecard.yaml:7:") == true, "\(outcome.errors)")
    #expect(outcome.errors.contains("first_response_mean_seconds"), "\(outcome.errors)")
  }

  @Test func missingLexiconsAreNamed() throws {
    try FileManager.default.removeItem(at: workspace.sandbox.url("lexicons/words"))
    let outcome = try check()
    #expect(
      outcome.errors == "\(workspace.path)/lexicons/words: 警告: 没有分词词库，只按 ICU 切词 [missing-lexicon]\n")
    #expect(outcome.text == "3 条规则没有错误（2 条生效，1 条草稿），1 个警告\n")
    #expect(outcome.code == 0)
    let nowhere = try check("--lexicons", "nowhere")
    #expect(nowhere.errors == "nowhere: 错误: 没有这个词库文件夹 [no-such-file]\n共 1 个错误，0 个警告\n")
    #expect(nowhere.code == 2)
  }

  /// A pipe among the rules must not make the program wait for ever.
  @Test func pipesAreNoRules() throws {
    mkfifo(workspace.sandbox.url("rules/pipe.yaml").path, 0o644)
    let outcome = try workspace.run(["rules", "check"], timeout: 30)
    #expect(outcome.errorLines.first == "\(workspace.path)/rules/pipe.yaml: 错误: 文件无法读取 [unreadable-file]")
    #expect(outcome.code == 2)
  }
}
