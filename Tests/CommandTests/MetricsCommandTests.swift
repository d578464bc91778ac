import Foundation
import Testing

/// `zhijian metrics`, `calibrate` and `goals` as users start them.
@Suite struct MetricsCommandTests {
  private static let workbook = "fixtures/metrics/workbook/"

  /// Ten agents and more, each with enough conversations; later agents are slower.
  static func team(_ agents: Int = 11, conversations: Int = 6, slowFrom day: Int = 100) -> String {
    var lines: [String] = []
    for agent in 0..<agents {
      for number in 0..<conversations {
        let wait = (agent + 1) * 4 + number % 2 + (number >= day ? 600 : 0)
        func at(_ seconds: Int) -> String {
          let (minute, second) = (seconds / 60, seconds % 60)
          func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
          return "2026-11-\(two(number + 1))T10:\(two(minute)):\(two(second))+08:00"
        }
        lines.append(
          "{\"id\":\"c\(agent)-\(number)\",\"customer\":{\"id\":\"k\(agent)-\(number)\"},"
            + "\"agents\":[{\"id\":\"a\(agent)\",\"name\":\"客服\(agent)\"}],\"messages\":["
            + "{\"at\":\"\(at(0))\",\"role\":\"customer\",\"text\":\"在吗\"},"
            + "{\"at\":\"\(at(wait))\",\"role\":\"agent\",\"sender\":\"a\(agent)\",\"text\":\"您好，在的\"}]}")
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static let scorecard = """
    title: 测试
    minimum_sample: 3
    bands: {A: 80, B: 0}
    sections:
      - id: service
        title: 服务质量
        items:
          - {metric: response_mean_seconds, weight: 60, minimum: 3, target: 10, linear: {worst: 60, best: 5}}
          - {metric: person_reply_ratio, weight: 40, minimum: 3, linear: {worst: 0, best: 1}}

    """

  private func workspace() throws -> SmallWorkspace {
    let workspace = try SmallWorkspace()
    try workspace.sandbox.file("chats.jsonl", Self.team())
    try workspace.sandbox.file("kpi.yaml", Self.scorecard)
    return workspace
  }

  @Test func theTextRanksAndExplains() throws {
    let result = try workspace().run(["metrics", "chats.jsonl", "--kpi", "kpi.yaml", "--agent", "客服0"])
    #expect(result.code == 0, "\(result.errors)")
    #expect(result.lines.contains { $0.contains("客服0 (a0)") && $0.contains("100.0/100.0") == false })
    #expect(result.text.contains("客服0 (a0) 的账"))
    #expect(result.text.contains("口径 generic"))
    #expect(result.lines.allSatisfy { $0.unicodeScalars.count <= 100 })
  }

  @Test func smallSamplesHaveNoRankAndNoGrade() throws {
    let workspace = try workspace()
    try workspace.sandbox.file("few.jsonl", Self.team(2, conversations: 2))
    let result = try workspace.run(["metrics", "few.jsonl", "--kpi", "kpi.yaml", "--format", "json"])
    let agents = try #require(try Line(result.text).members["agents"] as? [[String: Any]])
    #expect(agents.count == 2)
    for agent in agents {
      #expect(agent["rank"] is NSNull && agent["grade"] is NSNull)
      #expect(agent["score"] is NSNumber, "the figure is there all the same")
      #expect((agent["not_ranked"] as? [String])?.first == "会话 2 个，不足 3")
    }
  }

  @Test func theLedgerOfTheJSONAddsUp() throws {
    let result = try workspace().run(["metrics", "chats.jsonl", "--kpi", "kpi.yaml", "--format", "json"])
    let agents = try #require(try Line(result.text).members["agents"] as? [[String: Any]])
    #expect(agents.compactMap { $0["rank"] as? Int } == Array(1...11))
    for agent in agents {
      let lines = try #require(agent["ledger"] as? [[String: Any]])
      let cents = lines.reduce(0) { $0 + Int((($1["effect"] as? Double ?? 0) * 100).rounded()) }
      #expect(cents == Int(((agent["score"] as? Double ?? -1) * 100).rounded()))
    }
  }

  @Test func everyFigureOfTheTableIsThatOfTheJSON() throws {
    let workspace = try workspace()
    let result = try workspace.run([
      "metrics", "chats.jsonl", "--kpi", "kpi.yaml", "--lang", "en", "--format", "json", "--output", "m.json",
      "--format",
      "csv", "--output", "tables",
    ])
    #expect(result.code == 0, "\(result.errors)")
    #expect(
      try workspace.sandbox.names("tables")
        == ["agents.csv", "charts.csv", "ledger.csv", "metrics.csv", "tables.csv", "unmatched.csv"])
    let root = try Line(try workspace.sandbox.text("m.json")).members
    var values: [String: Double] = [:]
    func take(_ scope: String, _ object: [String: Any]?) {
      for (name, figure) in object?["metrics"] as? [String: [String: Any]] ?? [:] {
        values["\(scope) \(name)"] = figure["value"] as? Double
      }
    }
    take("", root["total"] as? [String: Any])
    for agent in root["agents"] as? [[String: Any]] ?? [] { take(agent["id"] as? String ?? "", agent) }
    let rows = try workspace.sandbox.text("tables/metrics.csv").split(whereSeparator: \.isNewline).dropFirst()
    #expect(rows.count > 500)
    for row in rows {
      let cells = row.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      let known = values["\(cells[0]) \(cells[1])"]
      let named = cells.first { Double($0) != nil }
      guard let known else { continue }
      #expect(named.flatMap(Double.init).map { abs($0 - known) <= 5e-7 } == true || row.contains("\""), "\(row)")
    }
  }

  /// E22: reading again what was read changes nothing; another part of a conversation is told.
  @Test func importingTwiceIsImportingOnce() throws {
    let workspace = try workspace()
    try workspace.sandbox.file("again.jsonl", Self.team())
    let once = try workspace.run(["metrics", "chats.jsonl", "--format", "json"])
    let twice = try workspace.run(["metrics", "chats.jsonl", "again.jsonl", "--format", "json"])
    #expect(once.code == 0 && twice.code == 0)
    #expect(once.output == twice.output)
    #expect(twice.errors.contains("[duplicates]"))
    try workspace.sandbox.file("part.jsonl", Self.team(1, conversations: 1).replacing("在吗", with: "有货吗"))
    let parts = try workspace.run(["metrics", "chats.jsonl", "part.jsonl", "--format", "json"])
    #expect(parts.errors.contains("[repeated-id]"))
  }

  @Test func theSameBytesWhateverTheThreads() throws {
    let workspace = try workspace()
    let outcomes = try ["1", "3"].map { jobs in
      try workspace.run(["metrics", "chats.jsonl", "--kpi", "kpi.yaml", "--format", "json", "--jobs", jobs]).output
    }
    #expect(outcomes[0] == outcomes[1])
  }

  @Test func aShiftIsOnTheChartOfTheDayItBegan() throws {
    let workspace = try workspace()
    try workspace.sandbox.file("shift.jsonl", Self.team(11, conversations: 12, slowFrom: 9))
    let result = try workspace.run([
      "metrics", "shift.jsonl", "--chart", "response_mean_seconds", "--baseline-days", "9", "--format", "json",
    ])
    let chart = try #require((try Line(result.text).members["charts"] as? [[String: Any]])?.first)
    let points = try #require(chart["points"] as? [[String: Any]])
    let signals = points.map { ($0["signals"] as? [String])?.contains("beyond_limits") == true }
    #expect(points.count == 12)
    #expect(signals.firstIndex(of: true) == 9)
  }

  @Test func aFasterTeamThatResolvesLessIsWarnedOf() throws {
    let previous =
      #"{"total":{"metrics":{"response_mean_seconds":{"value":90},"issue_resolution_ratio":{"value":0.9}}}}"#
    let sandbox = try Sandbox()
    try sandbox.file("old.json", previous)
    let arguments = [
      "metrics", Self.workbook + "chats.jsonl", "--tables", Self.workbook + "tables.yaml", "--previous",
      sandbox.path + "/old.json",
    ]
    let result = try Program.run(arguments)
    #expect(result.text.contains("“平均响应时间（均值）”变快了，“复杂问题解决率 TSR”却下降了：90% → 66.67%"))
    try sandbox.file("old.json", "{}")
    #expect(try Program.run(arguments).code == 2)
  }

  @Test(arguments: [
    (["metrics"], "请给出聊天记录的文件或文件夹"), (["metrics", ".", "--agent", "a"], "--agent 要和 --kpi 一起用"),
    (["metrics", ".", "--chart", "csat"], "没有指标 csat"), (["metrics", ".", "--chart", "csat_ratio"], "来自表"),
    (["metrics", ".", "--baseline-days", "1"], "至少是 2"), (["metrics", ".", "--format", "xml"], "没有输出格式 xml"),
    (["metrics", ".", "--kpi", "s9"], "没有这个绩效评分表"), (["calibrate", "--kpi", "s4"], "请给出聊天记录"),
    (["calibrate", ".", "--kpi", "s4", "--raise", "csat"], "评分表里没有指标 csat"),
    (["goals", "x.yaml", "--today", "明天"], "--today 应当是日期"), (["goals", "nowhere.yaml"], "没有这个文件"),
  ])
  func wrongUsageIsSaid(arguments: [String], sentence: String) throws {
    let result = try Program.run(arguments)
    #expect(result.code == 2)
    #expect(result.errors.contains(sentence), "\(result.errors)")
    #expect(result.output.isEmpty)
  }

  // MARK: Tables

  @Test func aBadTableIsNamedAndTheRestCounts() throws {
    let workspace = try workspace()
    try workspace.sandbox.file("orders.csv", "订单号,客户,付款时间,金额\n1,k0-0,2026-11-01 11:00,10\n2,k0-0,昨天,20\n")
    try workspace.sandbox.file("t.yaml", "tables:\n  - {kind: orders, file: orders.csv}\n")
    let result = try workspace.run(["metrics", "chats.jsonl", "--tables", "t.yaml", "--format", "json"])
    #expect(result.code == 2)
    #expect(result.errors.contains("orders.csv:3: 错误: paid“昨天”不是时间 [invalid-cell]"), "\(result.errors)")
    let total = try Line(result.text).members["total"] as? [String: Any]
    let sales = (total?["metrics"] as? [String: [String: Any]])?["sales_paid_yuan"]?["value"] as? Double
    #expect(sales == 10)
  }

  @Test func personalDataInKeysIsMasked() throws {
    let workspace = try workspace()
    try workspace.sandbox.file("orders.csv", "订单号,客户,付款时间,金额\n1,13800138000,2026-11-01 11:00,10\n")
    try workspace.sandbox.file("t.yaml", "tables:\n  - {kind: orders, file: orders.csv}\n")
    let masked = try workspace.run(["metrics", "chats.jsonl", "--tables", "t.yaml"])
    #expect(!masked.text.contains("13800138000") && masked.text.contains("138****8000"))
    let plain = try workspace.run(["metrics", "chats.jsonl", "--tables", "t.yaml", "--privacy", "none"])
    #expect(plain.text.contains("13800138000"))
  }

  /// The line of a table that has a fault is not shown, as that of a lexicon would be.
  @Test func aLineOfATableIsNotShown() throws {
    let workspace = try workspace()
    try workspace.sandbox.file("orders.tsv", "订单号\t客户\t付款时间\t金额\n1\t13800138000\t昨天\t10\n")
    try workspace.sandbox.file("t.yaml", "tables:\n  - {kind: orders, file: orders.tsv}\n")
    let result = try workspace.run(["metrics", "chats.jsonl", "--tables", "t.yaml"])
    #expect(result.code == 2 && result.errors.contains("[invalid-cell]"))
    #expect(!result.errors.contains("13800138000"), "\(result.errors)")
  }

  // MARK: Calibration

  @Test func aProposalCanBeUsedAndCalibratedAgain() throws {
    let workspace = try workspace()
    let before = try workspace.sandbox.text("kpi.yaml")
    let first = try workspace.run(["calibrate", "chats.jsonl", "--kpi", "kpi.yaml", "--output", "p.yaml"])
    #expect(first.code == 0, "\(first.errors)")
    #expect(try workspace.sandbox.text("kpi.yaml") == before, "nothing is edited")
    let proposal = try workspace.sandbox.text("p.yaml")
    // The waits of agent n are 4n + 4.5 s on the mean; the eightieth percentile of eleven is the third best.
    #expect(
      proposal.contains("metric: response_mean_seconds, weight: 75, base_weight: 60, target: 12.5"), "\(proposal)")
    #expect(proposal.contains("#   a0: 1 → 1 ("))
    let second = try workspace.run(["calibrate", "chats.jsonl", "--kpi", "p.yaml"])
    func content(_ text: String) -> [Substring] {
      text.split(separator: "\n").filter { !$0.drop { $0 == " " }.hasPrefix("#") }
    }
    #expect(content(second.text) == content(proposal))
    #expect(try workspace.run(["metrics", "chats.jsonl", "--kpi", "p.yaml"]).code == 0)
    #expect(try workspace.run(["calibrate", "chats.jsonl", "--kpi", "kpi.yaml", "--output", "kpi.yaml"]).code == 2)
  }

  @Test func tooFewAgentsAreNotCalibrated() throws {
    let workspace = try workspace()
    try workspace.sandbox.file("few.jsonl", Self.team(9))
    let result = try workspace.run(["calibrate", "few.jsonl", "--kpi", "kpi.yaml"])
    #expect(result.code == 2)
    #expect(result.errors.contains("[too-few-agents]"))
  }

  // MARK: Goals

  private static let goals = """
    goals:
      - {id: g, title: 响应 20 秒以内, metric: response_mean_seconds, baseline: 60, target: 20, start: 2026-11-01, due: 2026-11-21, owner: 李}

    """

  @Test func goalsAreTracked() throws {
    let workspace = try workspace()
    try workspace.sandbox.file("goals.yaml", Self.goals)
    let linted = try workspace.run(["goals", "goals.yaml"])
    #expect(linted.code == 0 && linted.errors.contains("1 个目标，没有问题"))
    // 24.5 s: 35.5 of 40 s are done.
    let result = try workspace.run([
      "goals", "goals.yaml", "chats.jsonl", "--today", "2026-11-11", "--format", "json", "--fail-behind",
    ])
    #expect(result.code == 0, "\(result.errors)")
    let goal = try #require((try Line(result.text).members["goals"] as? [[String: Any]])?.first)
    #expect(goal["elapsed"] as? Double == 0.5)
    #expect(goal["on_track"] as? Bool == true)
    #expect(abs((goal["attainment"] as? Double ?? 0) - 35.5 / 40) < 1e-9)
    let late = try workspace.run(["goals", "goals.yaml", "chats.jsonl", "--today", "2026-11-21", "--fail-behind"])
    #expect(late.code == 1 && late.text.contains("落后"))
  }

  @Test func aVagueGoalFails() throws {
    let workspace = try workspace()
    try workspace.sandbox.file("goals.yaml", Self.goals.replacing("响应 20 秒以内", with: "认真、及时回复"))
    let result = try workspace.run(["goals", "goals.yaml", "chats.jsonl"])
    #expect(result.code == 2 && result.output.isEmpty)
    #expect(result.errors.contains("goals.yaml:2:20: 错误: “及时”无法衡量 [vague-goal]"), "\(result.errors)")
  }
}
