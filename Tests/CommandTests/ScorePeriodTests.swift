import Foundation
import Testing

/// `zhijian score --tables --kpi`: the figures of tables in the same run and in every report.
@Suite struct ScorePeriodTests {
  let workspace: SmallWorkspace
  var sandbox: Sandbox { workspace.sandbox }

  private static let mapping = """
    as_of: 2026-11-30
    tables:
      - {kind: ratings, file: ratings.csv}
      - {kind: orders, file: orders.csv}
      - {kind: issues, file: issues.csv}
      - {kind: servqual, file: survey.csv, weights: {reliability: 3, empathy: 1}}
      - {kind: training, file: training.csv}

    """

  private static let kpi = """
    title: 我的店
    minimum_sample: 3
    bands: {A: 80, B: 0}
    sections:
      - id: service
        title: 服务质量
        items:
          - {metric: issue_resolution_all_ratio, weight: 30, minimum: 1, target: 0.9, linear: {worst: 0, best: 1}}
      - id: satisfaction
        title: 客户满意度
        items:
          - {metric: csat_ratio, weight: 40, minimum: 1, target: 0.9, linear: {worst: 0, best: 1}}
      - id: business
        title: 企业效益
        items:
          - {metric: sales_paid_yuan, weight: 20, linear: {worst: 0, best: 100}}
      - id: development
        title: 员工发展
        items:
          - {metric: exam_mean_points, weight: 10, target: 80, linear: {worst: 0, best: 100}}

    """

  init() throws {
    workspace = try SmallWorkspace()
    try sandbox.file("chats/c.jsonl", MetricsCommandTests.team(3, conversations: 4))
    try sandbox.file("map.yaml", Self.mapping)
    try sandbox.file("kpi.yaml", Self.kpi)
    try sandbox.file("ratings.csv", "会话ID,评分,问题是否解决\nc0-0,5,是\nc0-1,2,否\nc1-0,5,\nnowhere,4,\n")
    try sandbox.file("orders.csv", "订单号,客户,付款时间,实付金额\n1,k0-0,2026-11-01 12:00,59.9\n")
    try sandbox.file("issues.csv", "编号,会话ID,是否解决\n1,c0-0,\n2,c0-1,\n3,c1-0,已解决\n")
    try sandbox.file(
      "survey.csv",
      "id,客服,E1,P1,E5,P5,E10,P10,E14,P14,E18,P18\n1,a0,6,5,6,4,6,6,6,6,6,7\n2,a1,6,6,6,6,6,6,6,6,6,6\n")
    try sandbox.file("training.csv", "客服,训前考试,训后考试\na0,60,90\n")
  }

  private func score(_ arguments: String) throws -> Program.Outcome {
    try workspace.run(["score", "chats"] + arguments.split(separator: " ").map(String.init))
  }

  private func object(_ path: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(contentsOf: sandbox.url(path))) as? [String: Any])
  }

  /// What score joins is what metrics joins.
  @Test func thePeriodIsThatOfMetrics() throws {
    let scored = try score("--tables map.yaml --kpi kpi.yaml --privacy none --format json --output s.json")
    #expect(scored.code == 0, "\(scored.errors)")
    let metrics = try workspace.run([
      "metrics", "chats", "--tables", "map.yaml", "--kpi", "kpi.yaml", "--privacy", "none", "--format", "json",
      "--output", "m.json",
    ])
    #expect(metrics.code == 0, "\(metrics.errors)")
    let period = try #require(try object("s.json")["period"] as? [String: Any])
    #expect(period as NSDictionary == (try object("m.json")) as NSDictionary)
    let total = try #require((period["total"] as? [String: Any])?["metrics"] as? [String: [String: Any]])
    #expect(total["csat_ratio"]?["value"] as? Double == 0.75)
    #expect(total["sales_paid_yuan"]?["value"] as? Double == 59.9)
    #expect(total["exam_mean_points"]?["value"] as? Double == 90)
    #expect(total["servqual_reliability_gap_points"]?["value"] as? Double == -1)
    // (3 · −1 + 1 · 0.5) / 4, the others without weight.
    #expect(total["servqual_weighted_gap_points"]?["value"] as? Double == -0.625)
    #expect(total["issue_resolution_all_ratio"]?["basis"] as? [String: Int] == ["record": 1, "customer": 2])
  }

  @Test func everyReportHasIt() throws {
    let outcome = try score(
      "--tables map.yaml --kpi kpi.yaml --format html --output r.html --format csv --output c --format tables --output t"
        + " --format text --output r.txt")
    #expect(outcome.code == 0, "\(outcome.errors)")
    let page = try sandbox.text("r.html")
    for text in ["href=\"#performance\"", "我的店", "客户满意度", "企业效益", "员工发展", "处理记录 1，客户回答 2", "SERVQUAL 加权差距"] {
      #expect(page.contains(text), "\(text)")
    }
    #expect(try sandbox.text("r.txt").contains("绩效 · 我的店"))
    let metrics = try sandbox.text("c/period_metrics.csv")
    #expect(metrics.contains(",csat_ratio,CSAT 满意度,客户满意度,ratio,higher,0.75,3,4,"))
    #expect(metrics.contains("record 1; customer 2"))
    #expect(try sandbox.text("c/period_unmatched.csv").contains("ratings,conversation,nowhere,1"))
    #expect(try sandbox.text("t/period_agents.jsonl").split(separator: "\n").count == 3)
    // Without tables the next time: what is left would be taken for a part of it.
    #expect(try score("--format csv --output c --format tables --output t").code == 0)
    #expect(try sandbox.names("c").filter { $0.hasPrefix("period_") } == [])
    #expect(try sandbox.names("t").filter { $0.hasPrefix("period_") } == [])
    #expect(try score("--format html --output r.html").code == 0)
    #expect(try !sandbox.text("r.html").contains("#performance"))
  }

  @Test func aFolderOfPagesHasThePage() throws {
    try sandbox.file(
      "chats/c.jsonl",
      MetricsCommandTests.team(3, conversations: 9)
        + (0..<500).map {
          SmallWorkspace.chat("x\($0)", reply: "您好") + "\n"
        }.joined())
    let outcome = try score("--tables map.yaml --kpi kpi.yaml --format html --output r.html")
    #expect(outcome.code == 0, "\(outcome.errors)")
    let names = try sandbox.names("r_files")
    #expect(names.contains("performance.html") && names.contains("agent-004.html"))
    #expect(try sandbox.text("r_files/performance.html").contains("href=\"agent-001.html#a1\""))
    #expect(try sandbox.text("r_files/agent-001.html").contains("绩效得分"))
    #expect(try score("--format html --output r.html").code == 0)
    #expect(try !sandbox.names("r_files").contains("performance.html"))
  }

  @Test func whatIsWrongIsSaidFirst() throws {
    let missing = try score("--tables nowhere.yaml")
    #expect(missing.code == 2 && missing.errors.contains("nowhere.yaml") && missing.output.isEmpty)
    let name = try score("--kpi s5")
    #expect(name.code == 2 && name.output.isEmpty)
    let stdin = try workspace.run(["score", "--stdin", "--kpi", "s4"], input: "")
    #expect(stdin.code == 2 && stdin.errors.contains("--stdin"))
    try sandbox.file("ratings.csv", "会话ID,评分\nc0-0,9\n")
    let bad = try score("--tables map.yaml --format html --output r.html")
    #expect(bad.code == 2 && bad.errors.contains("ratings.csv:2") && bad.errors.contains("不在量表 1–5 内"))
    #expect(sandbox.exists("r.html"), "what could be read is reported")
  }
}
