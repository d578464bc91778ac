import Testing
import Zhijian

@testable import ZhijianFormats

@Suite struct CoachingReportTests {
  private static let credit = """
    id: offers-help
    title: 主动多问一句
    why: 客户觉得被放在心上
    category: attitude
    severity: info
    score: { award: 1 }
    credit:
      role: agent
      keyword: [还有什么可以帮您]
    """

  private func fixture(minimumSample: Int) throws -> ReportFixture {
    try ReportFixture(rules: ReportFixture.rules + [Self.credit], minimumSample: minimumSample)
  }

  /// Conversations of two agents: 小李 greets and is quick, 小王 does not and promises.
  private func evaluations(_ fixture: ReportFixture, of count: Int) throws -> [Evaluation] {
    try (0..<count).flatMap { number in
      [
        try fixture.evaluate(
          """
          [+0:00] 客户: 你好，订单什么时候到
          [+0:0\(3 + number % 3)] 客服(小李): 欢迎光临本店
          [+0:30] 客户: 好的
          [+0:40] 客服(小李): 还有什么可以帮您，电话13812345678
          """, id: "l-\(number)"),
        try fixture.evaluate(
          """
          [+0:00] 客户: 你好
          [+1:0\(number % 7)] 客服(小王): 保证今天发货
          [+1:30] 客户: 行
          """, id: "w-\(number)"),
      ]
    }
  }

  @Test func tellsStrengthsAndFaultsWithTheirLines() throws {
    let fixture = try fixture(minimumSample: 5)
    let files = try fixture.files(CoachingReport(), try evaluations(fixture, of: 12))
    #expect(files.keys.sorted() == ["agent-001.html", "agent-002.html", "index.html"])
    for (name, page) in files {
      #expect(MarkupScanner(page, ofMany: true).faults == [], "\(name)")
      #expect(XMLCheck.fault(in: page) == nil, "\(name)")
      #expect(!page.contains("13812345678"), "\(name)")
    }
    let good = try #require(files["agent-001.html"])
    #expect(good.contains("辅导单：小李") && good.contains("主动多问一句") && good.contains("在 12 个会话里做到了，共 12 次。"))
    #expect(good.contains("还有什么可以帮您") && good.contains("138****5678"))
    #expect(good.contains("没有出现“接待无欢迎语”") && good.contains("12 次做到了 12 次（其他同事 0.0%）"))
    #expect(good.contains("没有计分的问题。") && good.contains(">更好<"))
    let poor = try #require(files["agent-002.html"])
    #expect(poor.contains("绝对化承诺") && poor.contains("12 个会话里有 12 个出现，共 12 处（其他同事 0.0%），平均每个会话少 "))
    #expect(poor.contains("为什么：做不到时会被投诉") && poor.contains("<mark class=\"major\""))
    #expect(poor.contains("这些会话还看不出突出的长处。") && poor.contains("首次响应（均值）不如其他同事"))
    #expect(poor.contains("可以说：“欢迎光临本店”") == poor.contains("最接近"))
    let index = try #require(files["index.html"])
    #expect(index.contains("href=\"agent-001.html\"") && index.contains("href=\"agent-002.html\""))
  }

  @Test func aSmallSampleIsNotCompared() throws {
    let fixture = try fixture(minimumSample: 30)
    let files = try fixture.files(CoachingReport(), try evaluations(fixture, of: 12))
    for name in ["agent-001.html", "agent-002.html"] {
      let page = try #require(files[name])
      #expect(page.contains("计分会话只有 12 个（不足 30 个）"))
      #expect(!page.contains("其他同事") && !page.contains(">更好<") && !page.contains(">较差<"))
    }
    #expect(files["index.html"]?.contains("样本不足") == true)
  }

  @Test func atMostThreeOfEach() throws {
    let fixture = try HTMLReportFixture.shipped()
    let evaluations = try fixture.evaluations(HTMLReportFixture.transcripts())
    let output = CollectedOutput()
    let writer = try CoachingReport().makeWriter(options: fixture.options(language: .english), output: output)
    var report = BatchReport(policy: fixture.analyzer.policy, preset: "generic")
    for evaluation in evaluations {
      report.add(evaluation)
      try writer.write(evaluation)
    }
    try writer.finish(report, problems: [])
    #expect(output.files.count > 3)
    for (name, bytes) in output.files where name != "index.html" {
      let page = MarkupScanner(String(decoding: bytes, as: UTF8.self))
      #expect(page.faults == [])
      for list in page.elements.indices where page.elements[list].attributes["class"] == "points" {
        #expect((1...3).contains(page.elements("b", in: list).count), "\(name)")
        #expect(page.elements("blockquote", in: list).count <= 4)
      }
    }
  }

  /// A rule on trial says nothing of agents.
  @Test func draftRulesAreLeftOut() throws {
    let draft = ReportFixture.rules.map {
      $0.hasPrefix("id: absolute-promise") ? $0 + "\nstatus: draft" : $0
    }
    let fixture = try ReportFixture(rules: draft, minimumSample: 5)
    let page = try #require(try fixture.files(CoachingReport(), try evaluations(fixture, of: 6))["agent-002.html"])
    #expect(!page.contains("绝对化承诺"))
    #expect(page.contains("接待无欢迎语"))
  }

  /// What was overturned is no longer told, and that it was is.
  @Test func overturnedFindingsLeaveVisibly() throws {
    let fixture = try fixture(minimumSample: 5)
    let open = try evaluations(fixture, of: 6)
    let wrong = open.flatMap(\.findings).filter { $0.rule == "absolute-promise" }
    #expect(wrong.count == 6)
    let decisions = FindingDecisions(
      overturned: Dictionary(
        wrong.map { ($0.fingerprint, FindingDecision(.overturned, by: "审核员", reason: "说的是快递")) },
        uniquingKeysWith: { first, _ in first }))
    let decided = try open.map { try fixture.analyzer.evaluate($0.transcript, decisions: decisions) }
    let page = try #require(try fixture.files(CoachingReport(), decided)["agent-002.html"])
    #expect(!page.contains("绝对化承诺"))
    #expect(page.contains("另有 6 条结果已撤销或暂不计分，没有列入。"))
  }
}
