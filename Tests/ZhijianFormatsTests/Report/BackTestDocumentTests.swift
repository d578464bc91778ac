import Foundation
import Testing
import Zhijian
import ZhijianFormats

/// A back-test as text, JSON and HTML.
@Suite struct BackTestDocumentTests {
  private static let dearer =
    ReportFixture.rules.map { rule in
      rule.hasPrefix("id: off-platform") ? rule.replacing("加我微信", with: "加我微信聊") : rule
    }.filter { !$0.hasPrefix("id: greeting") } + [
      """
      id: sends-number
      title: 发手机号
      why: 会被截流
      category: compliance
      severity: major
      status: stable
      score: { deduct: 20 }
      forbid: { role: agent, entity: [phone] }
      """
    ]

  private static func stable(_ rules: [String]) -> [String] {
    rules.map { $0.contains("\nstatus:") ? $0 : $0.replacing("\nscore:", with: "\nstatus: stable\nscore:") }
  }

  private let before: ReportFixture
  private let after: ReportFixture

  init() throws {
    before = try ReportFixture(rules: Self.stable(ReportFixture.rules))
    after = try ReportFixture(rules: Self.stable(Self.dearer))
  }

  private func document(
    language: Language = .chinese, privacy: Redactor.Policy? = nil, bars: [String] = [], problems: [Diagnostic] = []
  ) throws -> BackTestDocument {
    var report = BackTestReport(
      before: BackTestSide(name: "旧规则", analyzer: before.analyzer),
      after: BackTestSide(name: "新规则", analyzer: after.analyzer))
    for (old, new) in zip(try before.conversations(), try after.conversations()) {
      report.add(ConversationComparison(before: old, after: new))
    }
    return BackTestDocument(
      report: report, bars: try bars.map { try BackTestBar($0).outcome(of: report) }, problems: problems,
      options: after.options(language: language, privacy: privacy))
  }

  private func text(_ document: BackTestDocument, _ format: BackTestDocument.Format) -> String {
    String(decoding: document.bytes(format), as: UTF8.self)
  }

  @Test func followsTheSchema() throws {
    let schema = try JSONSchema(contentsOf: packageFolder() + "/docs/schema/rules-diff.schema.json")
    let problem = Diagnostic(.warning, code: "odd", message: LocalizedText(zh: "怪", en: "odd"))
    for privacy in [nil, Redactor.Policy.mask, .pseudonym(key: [1, 2, 3])] {
      let document = try document(
        privacy: privacy, bars: ["findings-lost>0", "score-change>90%", "findings-gained(sends-number)>1%"],
        problems: [problem])
      let object = try #require(
        try JSONSerialization.jsonObject(with: Data(document.bytes(.json))) as? [String: Any])
      #expect(schema.faults(of: object) == [])
      let rules = try #require(object["rules"] as? [[String: Any]])
      #expect(rules.map { $0["rule"] as? String } == ["greeting", "sends-number", "off-platform"])
      #expect(rules.map { $0["change"] as? String } == ["removed", "new", "changed"])
      #expect(rules.map { $0["changed_by"] as? [String: Int] } == [[:], [:], ["evidence": 1]])
      let bars = try #require(object["bars"] as? [[String: Any]])
      #expect(bars.map { $0["broken"] as? Bool } == [true, false, true])
      #expect(bars[2]["value"] is NSNull, "any share of nothing is infinite")
      var broken = object
      broken["totals"] = [:]
      #expect(!schema.faults(of: broken).isEmpty)
    }
  }

  /// The text as a reader sees it.
  @Test func textIsAsExpected() throws {
    let document = try document(bars: ["findings-lost>0", "score-change>90%"])
    #expect(
      text(document, .text) == """
        规则回测 · 旧规则 → 新规则
        3 个会话 · 10 条消息 · 规则 4 条，版本 1a2b3c4d

        总体
          平均分          66.33 → 66.67（+0.34）
          质检结果        6 → 5（新增 1，消失 2，有变 1）
          有变化的会话    2 个（66.7%），分数有变 1 个
          等级有变        0 个会话
          一票否决        1（新增 0，解除 0）

        规则：新增 1 条，删除 1 条，改动 1 条
        规则                         状态  之前  之后  新增  消失  有变
        接待无欢迎语 (greeting)      删除     2     0     0     2     0
        发手机号 (sends-number)      新增     0     1     1     0     0
        引导站外联系 (off-platform)  改动     1     1     0     0     1

        新增的结果
        +1 发手机号 (sends-number)
            客服 小李：😀亲，加我微信聊，电话【138****5678】
              会话 c-1 · 归 小李

        消失的结果
        -2 接待无欢迎语 (greeting)
            客服 小王：欢迎光临
            查找范围：客服消息 1 条（#1），没有找到
              会话 c-3 · 归 小王
            客服 小李：保证今天发货，保证退款
            查找范围：客服消息 2 条（#1–#3），没有找到
              会话 c-1 · 归 小李

        有变的结果
        ~1 引导站外联系 (off-platform)：位置 1
            客服 小李：😀亲，【加我微信聊】，电话138****5678
              会话 c-1 · 归 小李

        变化最大的会话
        会话      得分            等级  一票否决  因为
        c-3       98.98 → 100.00  A     通过      接待无欢迎语 +1.02，态度 满分 −30.00，合规 不适用项的权重…

        分数有变的客服：1 人
        客服      会话   之前    之后   变化  名次  新增  消失
        小王         1  98.98  100.00  +1.02  —        0     1

        门槛
          越线 findings-lost>0：实际 2
          通过 score-change>90%：实际 0.51%

        """, "\(text(document, .text))")
  }

  @Test func masksWherePeopleRead() throws {
    for language in Language.allCases {
      let document = try document(language: language)
      for format in [BackTestDocument.Format.text, .html] {
        let text = text(document, format)
        #expect(!text.contains("13812345678") && text.contains("138****5678"), "\(format)")
      }
      #expect(text(document, .json).contains("13812345678"))
      let bare = try self.document(language: language, privacy: Redactor.Policy.none)
      #expect(text(bare, .html).contains("13812345678") && text(bare, .text).contains("13812345678"))
    }
  }

  @Test func englishHoldsNoChineseOfItsOwn() throws {
    let page = text(try document(language: .english, bars: ["findings-lost>0"]), .text)
    #expect(page.hasPrefix("Back-test of rules · "))
    for word in [
      "Totals", "gained", "lost", "Bars", "broken findings-lost>0: it is 2", "Conversations that moved most",
    ] {
      #expect(page.contains(word), "\(word)")
    }
    #expect(!page.contains("新增") && !page.contains("会话 "))
  }

  @Test func thePageIsOneFileWithItsPolicy() throws {
    for language in Language.allCases {
      let page = text(try document(language: language, bars: ["findings-lost>0"]), .html)
      let markup = MarkupScanner(page)
      #expect(markup.faults == [])
      #expect(XMLCheck.fault(in: page) == nil)
      #expect(page.contains("default-src 'none'; style-src &#39;sha256-") || page.contains("sha256-"))
      #expect(!page.contains("http://") && !page.contains("https://"))
      // What a link leads to is there.
      let ids = Set(markup.elements.compactMap { $0.attributes["id"] })
      for link in markup.elements.compactMap({ $0.attributes["href"] }) {
        #expect(ids.contains(String(link.dropFirst())), "\(link)")
      }
      let marks = markup.elements.filter { $0.name == "mark" }.map(\.text)
      #expect(marks.contains("加我微信聊") && marks.contains("138****5678"))
    }
  }

  @Test func payloadsStayText() throws {
    let payloads = HTMLReportSafetyTests.payloads
    let rules = payloads.enumerated().map { HTMLReportSafetyTests.rule($0.offset, $0.element) }
    let (with, without) = (try HTMLReportFixture(rules: rules), try HTMLReportFixture(rules: []))
    let transcripts = payloads.enumerated().map { HTMLReportSafetyTests.transcript($0.offset, $0.element) }
    var report = BackTestReport(
      before: BackTestSide(name: "<script>", analyzer: without.analyzer),
      after: BackTestSide(name: "\"><img>", analyzer: with.analyzer))
    for (old, new) in zip(try without.evaluations(transcripts), try with.evaluations(transcripts)) {
      report.add(ConversationComparison(before: old, after: new))
    }
    let document = BackTestDocument(
      report: report, bars: [], problems: [], options: with.options(privacy: Redactor.Policy.none))
    let page = text(document, .html)
    let markup = MarkupScanner(page)
    #expect(markup.faults == [])
    #expect(XMLCheck.fault(in: page) == nil)
    #expect(markup.elements.count { $0.name == "script" } == 1)
    #expect(report.gained == payloads.count)
    #expect(!text(document, .text).unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" })
  }

  /// No conversations, or none that differ.
  @Test func emptyReportsAreDocumentsToo() throws {
    let schema = try JSONSchema(contentsOf: packageFolder() + "/docs/schema/rules-diff.schema.json")
    let side = BackTestSide(name: "a", analyzer: before.analyzer)
    var report = BackTestReport(before: side, after: side)
    for evaluation in [nil] + (try before.conversations()).map(Optional.some) {
      if let evaluation { report.add(ConversationComparison(before: evaluation, after: evaluation)) }
      let bar = try BackTestBar("score-change>0").outcome(of: report)
      let document = BackTestDocument(report: report, bars: [bar], problems: [], options: before.options())
      #expect(schema.faults(of: try JSONSerialization.jsonObject(with: Data(document.bytes(.json)))) == [])
      #expect(MarkupScanner(text(document, .html)).faults == [])
      #expect(text(document, .text).contains("两边的规则和结果都相同"))
      #expect(!bar.isBroken)
    }
  }
}
