import Foundation
import Testing

/// `rules test --coverage` and `rules mutate`: places, bars, exit codes, reports.
@Suite struct RulesCoverageTests {
  let workspace: SmallWorkspace

  private static let rule = SmallWorkspace.promise.replacing(
    "keyword: [保证]", with: "keyword: [保证, 包赔]\n  unless: [保证金]")

  init() throws {
    workspace = try SmallWorkspace()
    try workspace.sandbox.file("rules/no-promise.yaml", Self.rule)
    try tests("  - {name: a, dialogue: '客服: 保证到', expect: [{}]}\n")
  }

  private func tests(_ lines: String) throws {
    try workspace.sandbox.file("rules/no-promise.test.yaml", "rule: no-promise\ntests:\n" + lines)
  }

  private func run(_ arguments: String...) throws -> Program.Outcome { try workspace.run(["rules"] + arguments) }

  @Test func gapsHavePlaces() throws {
    let outcome = try run("test", "rules/no-promise.yaml", "--coverage")
    #expect(outcome.code == 0)
    #expect(
      outcome.lines == [
        "1 条规则，0 个例子，1 个测试：1 通过，0 失败，0 错误，0 已知缺口", "覆盖（条件：成立过、不成立过；短语：在例子里出现过）：",
        "  no-promise 42.8%（3/7）", "    rules/no-promise.yaml:10:3: 条件 keyword 从未不成立",
        "    rules/no-promise.yaml:10:3: 1 个短语没有 finding 例子命中：包赔 10:17",
        "    rules/no-promise.yaml:11:3: unless 从未放行", "    rules/no-promise.yaml:11:3: 1 个短语没有例子命中：保证金 11:12",
        "覆盖率 42.8%（3/7），其中条件 50.0%（2/4），短语 33.3%（1/3）",
      ], "\(outcome.text)")
    let english = try run("test", "rules/no-promise.yaml", "--coverage", "--lang", "en")
    #expect(english.text.contains("rules/no-promise.yaml:10:3: 1 phrase is in no finding example: 包赔 10:17\n"))
    #expect(english.text.hasSuffix("coverage 42.8% (3/7): conditions 50.0% (2/4), phrases 33.3% (1/3)\n"))
    // Rules without tests are named, too.
    let all = try run("test", "--coverage")
    #expect(all.text.contains("  draft-rule 0.0%（0/3）\n") && all.text.contains("  missing-closing 0.0%（0/3）\n"))
  }

  @Test func barsEndWithOne() throws {
    let path = "rules/no-promise.yaml"
    #expect(try run("test", path, "--fail-under", "42").code == 0)
    let below = try run("test", path, "--fail-under", "43")
    #expect(below.code == 1 && below.errors == "覆盖率 42.8%，低于 43%\n")
    let both = try run(
      "test", path, "--fail-under", "conditions=50", "--fail-under", "phrases=34.5", "--lang", "en")
    #expect(both.code == 1 && both.errors == "the coverage of phrases is 33.3%, below 34.5%\n")
    for wrong in ["x", "101", "-1", "nan", "conditions", "words=3", "phrases="] {
      let outcome = try run("test", path, "--fail-under=\(wrong)")
      #expect(outcome.code == 2 && outcome.errors.contains("--fail-under 读不懂 \(wrong)"), "\(outcome.errors)")
    }
    try tests(
      "  - {name: a, dialogue: '客服: 保证到', expect: [{}]}\n  - {name: b, dialogue: '客服: 包赔', expect: [{}]}\n"
        + "  - {name: c, dialogue: '客服: 保证金', expect: []}\n")
    #expect(try run("test", path, "--fail-under", "100").code == 0)
  }

  @Test func mutantsThatSurviveAreShown() throws {
    let outcome = try run("mutate", "no-promise")
    #expect(outcome.code == 0)
    #expect(outcome.lines[0].hasSuffix("/rules/no-promise.yaml:11:3: 存活: no-promise · drop-unless（去掉 unless）"))
    #expect(outcome.lines[1] == "    - unless: [保证金]" && outcome.lines[2].hasPrefix("变异"), "\(outcome.text)")
    #expect(outcome.text.hasSuffix("1 条规则：杀死 2/3 个变异，66.6%；短语另计 1/2，50.0%\n"), "\(outcome.text)")
    let phrases = try run("mutate", "no-promise", "--phrases")
    #expect(
      phrases.text.contains("rules/no-promise.yaml:10:17: 存活: no-promise · drop-phrase（去掉一个短语）\n    - 包赔\n"))
    #expect(try run("mutate", "no-promise", "--fail-under", "66").code == 0)
    #expect(try run("mutate", "no-promise", "--fail-under", "67").code == 1)
    #expect(try run("mutate", "no-promis").errors.contains("没有规则 no-promis，是不是想写 no-promise？"))
    #expect(try run("mutate", "--limit", "0").code == 2 && run("mutate", "--fail-under", "101").code == 2)
    #expect(try run("mutate", "--format", "junit").code == 2)
    // Rules whose tests fail as it is say nothing.
    try tests("  - {name: a, dialogue: '客服: 好', expect: [{}]}\n")
    let unsound = try run("mutate", "no-promise")
    #expect(unsound.code == 2 && unsound.text.contains("规则 no-promise 的测试本来就不通过，没有变异\n"))
  }

  @Test func mutationIsTheSameForAnyThreadsAndSeed() throws {
    for number in 1...5 {
      let id = "promise-\(number)"
      try workspace.sandbox.file(
        "rules/\(id).yaml",
        Self.rule.replacing("id: no-promise", with: "id: \(id)")
          + "examples:\n  - finding: '客服: 保证到'\n")
    }
    for format in ["text", "json"] {
      let one = try run("mutate", "--format", format, "--jobs", "1", "--limit", "20", "--seed", "3")
      let many = try run("mutate", "--format", format, "--jobs", "5", "--limit", "20", "--seed", "3")
      #expect(one.code == 0 && one.output == many.output && !one.text.isEmpty)
      #expect(try run("mutate", "--format", format, "--limit", "20", "--seed", "4").output != one.output)
    }
    let report =
      try JSONSerialization.jsonObject(
        with: run("mutate", "--format", "json", "--limit", "20").output) as? [String: Any]
    let counts = try #require(report)
    #expect(counts["rules"] as? Int == 8 && (counts["mutants"] as? Int ?? 0) > 20)
    let tallies = try #require(counts["mutators"] as? [String: [String: Any]])
    let tried = tallies.values.reduce(0) { sum, tally in
      sum + ["killed", "survived", "equivalent", "invalid"].reduce(0) { $0 + (tally[$1] as? Int ?? 0) }
    }
    #expect(tried == 20)
  }
}
