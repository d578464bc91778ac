import Foundation
import Testing

/// `zhijian rules test` with test files: which are run, exit codes, places, threads.
@Suite struct RulesTestCommandTests {
  let workspace: SmallWorkspace

  private static let good = """
    rule: no-promise
    tests:
      - name: 两位客服
        dialogue: |
          客服(小李): 保证到
          客服(小王): 我也保证
        expect:
          - {owner: 小李, score: -10}
          - {owner: 小王, score: -10}
      - name: 客户说的
        dialogue: |
          客户: 你保证
          客服: 好
        expect: []

    """

  init() throws {
    workspace = try SmallWorkspace()
    try tests(Self.good)
  }

  private func tests(_ text: String, name: String = "no-promise") throws {
    try workspace.sandbox.file("rules/\(name).test.yaml", text)
  }

  private func run(_ arguments: String...) throws -> Program.Outcome {
    try workspace.run(["rules", "test"] + arguments)
  }

  @Test func filesBesideRulesAreRun() throws {
    let all = try run()
    #expect(all.code == 0 && all.text == "3 条规则，0 个例子，2 个测试：2 通过，0 失败，0 错误，0 已知缺口\n", "\(all.errors)")
    for path in ["rules", "rules/no-promise.yaml", "rules/no-promise.test.yaml"] {
      #expect(try run(path).text.contains("，2 个测试：2 通过，"))
    }
    // Other rules' tests are not.
    let other = try run("rules/draft-rule.yaml")
    #expect(other.code == 2 && other.errors == "错误: 没有可以运行的例子\n")
    // Scoring does not read them.
    try tests("rule: [")
    #expect(try workspace.run(["rules", "list"]).code == 0)
  }

  @Test func theFilterTakesIdsAndNames() throws {
    #expect(try run("--filter", "promise").text.hasPrefix("1 条规则，0 个例子，2 个测试：2 通过"))
    #expect(try run("--filter", "两位").text.hasPrefix("1 条规则，0 个例子，1 个测试：1 通过"))
    #expect(try run("--filter", "三位").code == 2)
  }

  @Test func failuresAndFaultsAreKeptApart() throws {
    try tests(Self.good.replacing("小王, score: -10", with: "小王, score: -5"))
    let failed = try run("--lang", "en")
    #expect(failed.code == 1)
    #expect(failed.text.contains("rules/no-promise.test.yaml:3:5: FAIL: no-promise · 两位客服\n"), "\(failed.text)")
    #expect(failed.text.contains("the finding of line 9 differs: score expected -5, got -10\n"))
    // A fault of the file does not stop the other tests, and is the graver outcome.
    try tests(Self.good + "  - {name: x, dialogue: '客服: 好', expect: [{ownr: 小李}]}\n")
    let faulty = try run()
    #expect(faulty.code == 2 && faulty.text.contains("2 通过"))
    #expect(faulty.errors.contains("no-promise.test.yaml:15:44: 错误: 未知的键“ownr” [unknown-key]\n"), "\(faulty.errors)")
    #expect(faulty.errors.contains("是不是想写“owner”？"))
  }

  @Test func filesOfNoRuleAreErrors() throws {
    try tests(Self.good.replacing("no-promise", with: "no-promises"))
    let outcome = try run()
    #expect(outcome.code == 2)
    #expect(outcome.errors.contains("no-promise.test.yaml:1:7: 错误: 没有规则“no-promises”（或者已停用） [unknown-rule]"))
    #expect(outcome.errors.contains("文件名应当是 no-promises.test.yaml [test-file-name]"))
    try tests(Self.good)
    try tests(Self.good, name: "elsewhere")
    let twice = try run()
    #expect(twice.code == 2 && twice.errors.contains("elsewhere.test.yaml:1:7: 错误: 文件名应当是 no-promise.test.yaml"))
    // Both copies are tests of the rule, so each dialogue of the second is a repetition.
    #expect(twice.text.contains("2 失败") && twice.text.contains("elsewhere.test.yaml:3"), "\(twice.text)")
  }

  @Test func formatsGoToFiles() throws {
    let outcome = try run("--format", "text", "--output", "-", "--format", "junit", "--output", "out.xml")
    #expect(outcome.code == 0 && outcome.text.hasPrefix("3 条规则"))
    #expect(try workspace.sandbox.text("out.xml").contains("<testcase name=\"两位客服\" classname=\"no-promise\">"))
    let unknown = try run("--format", "junnit")
    #expect(unknown.code != 0 && unknown.errors.contains("是不是想写 junit？"))
    // What stops the rules from loading is in the report, too.
    try workspace.sandbox.file("rules/no-promise.yaml", SmallWorkspace.promise.replacing("role:", with: "rloe:"))
    let broken = try run("--format", "junit", "--output", "out.xml")
    #expect(broken.code == 2 && broken.errors.contains("[unknown-key]"))
    #expect(try workspace.sandbox.text("out.xml").contains("type=\"unknown-key\""))
  }

  @Test func threadsChangeNothing() throws {
    for number in 1...9 {
      let id = "promise-\(number)"
      try workspace.sandbox.file(
        "rules/\(id).yaml", SmallWorkspace.promise.replacing("id: no-promise", with: "id: \(id)"))
      try tests(
        Self.good.replacing("rule: no-promise", with: "rule: \(id)")
          .replacing("小王, score: -10", with: "小王, score: -\(number)"), name: id)
    }
    for format in ["text", "json", "junit", "sarif", "github"] {
      let one = try run("--format", format, "--jobs", "1")
      let many = try run("--format", format, "--jobs", "7")
      #expect(one.code == 1 && one.output == many.output && !one.text.isEmpty)
    }
  }
}
