import Foundation
import Testing
import Zhijian

@testable import ZhijianFormats

/// Tables of human inspection: their words, their layouts, what is guessed of them, and the forms they come out in.
@Suite struct InspectionTests {
  private let fixture: ReportFixture

  init() throws { fixture = try ReportFixture() }

  private func read(_ content: String, items: String? = nil, sink: DiagnosticSink = DiagnosticSink()) throws
    -> InspectionTables?
  {
    let folder = FileManager.default.temporaryDirectory.appending(path: "zhijian-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.path + "/质检.csv"
    try Data(content.utf8).write(to: URL(filePath: path))
    let (rules, policy) = (fixture.analyzer.rules, fixture.analyzer.policy)
    var mapping: InspectionMapping?
    if let items {
      mapping = InspectionMapping.read(items, file: "items.yaml", rules: rules, policy: policy, sink: sink)
      guard mapping != nil else { return nil }
    }
    return InspectionTables.read([path], mapping: mapping, rules: rules, policy: policy, zone: .china, sink: sink)
  }

  // MARK: Words

  @Test(arguments: [
    ("有", true, 0), ("有", false, 1), ("无", true, 1), ("否", false, 0), ("1", true, 0), ("0", false, 0), ("√", false, 1),
    ("×", false, 0), ("合格", true, 1), ("不合格", false, 0), (" Yes ", true, 0), ("N/A", true, 2), ("不适用", false, 2),
    ("/", true, 2), ("违规", false, 0), ("通过", true, 1), ("未通过", true, 0), ("pass", true, 1), ("FAIL", false, 0),
  ])
  func wordsAreRead(_ text: String, _ yesIsFinding: Bool, _ verdict: Int) throws {
    let read = try InspectionCell.verdict(text, .words(yesIsFinding: yesIsFinding))
    #expect(read?.rawValue == verdict)
  }

  @Test func emptyAndUnknownCells() throws {
    for text in ["", "-", "—", "null"] { #expect(try InspectionCell.verdict(text, .words(yesIsFinding: true)) == nil) }
    for text in ["大概", "3", "1e9", "99999999999999999999"] {
      #expect(throws: InspectionCell.UnreadableCell.self) {
        try InspectionCell.verdict(text, .words(yesIsFinding: true))
      }
    }
    let points: [(String, InspectionCell.Reading, InspectionVerdict?)] = [
      ("-5", .deducted, .finding), ("5分", .deducted, .finding), ("0", .deducted, .clean), ("无", .deducted, .clean),
      ("−3", .deducted, .finding), ("10", .earned(full: 10), .clean), ("9.5", .earned(full: 10), .finding),
      ("0", .earned(full: 10), .finding), ("", .deducted, nil), ("不适用", .earned(full: 10), .notApplicable),
    ]
    for (text, reading, verdict) in points { #expect(try InspectionCell.verdict(text, reading) == verdict, "\(text)") }
  }

  // MARK: Guesses

  @Test func itemsAreGuessedByNameAndDoubtsSaid() throws {
    let tables = try #require(
      try read(
        """
        会话ID,质检人,是否有绝对化承诺,欢迎语,态度(10分),买家昵称,合规扣分,自定义,总分
        c-1,王,是,不合格,8,小明,-5,是,8
        c-2,王,否,合格,10,小红,0,否,10
        c-3,王,否,合格,10,小张,0,否,9
        """))
    #expect(tables.isGuessed && tables.readings.map(\.isLong) == [false])
    let items = tables.mapping.items
    #expect(items.map(\.name) == ["是否有绝对化承诺", "欢迎语", "态度(10分)", "买家昵称", "合规扣分", "自定义"])
    #expect(
      items.map(\.target) == [
        .rules(["absolute-promise"]), .rules(["greeting"]), .section("attitude"), nil, .section("compliance"), nil,
      ])
    #expect(items[0].reading == .words(yesIsFinding: true) && items[2].reading == .earned(full: 10))
    #expect(items[4].reading == .deducted)
    #expect(tables.mapping.fullScore == 10)
    let doubts = tables.doubts.map(\.chinese)
    #expect(doubts.contains { $0.contains("按满分 10 换算") } && doubts.contains { $0.contains("“自定义”没有相近的规则") })
    #expect(doubts.contains { $0.contains("“态度(10分)”按得分读") })
    #expect(tables.readings[0].verdicts == 12 && tables.readings[0].scores == 3 && tables.readings[0].leftOut == 6)
    #expect(tables.entries.contains { $0.content == .score(80) && $0.reviewer == "王" })
  }

  @Test func theMappingReadsBackTheSame() throws {
    let content = "会话ID,总分,\"怪: '名' #1\",绝对化承诺\nc-1,99,有,有\nc-2,80,无,无\n"
    let tables = try #require(try read(content))
    let preview = InspectionPreview(
      tables, rules: fixture.analyzer.rules, policy: fixture.analyzer.policy, language: .chinese,
      redactor: Redactor(policy: .mask))
    let again = try #require(try read(content, items: preview.yaml))
    #expect(again.mapping.items == tables.mapping.items && again.mapping.columns == tables.mapping.columns)
    #expect(again.mapping.fullScore == 100 && !again.isGuessed && again.doubts.isEmpty)
    #expect(preview.lines.joined(separator: "\n").contains("绝对化承诺 → 绝对化承诺 (absolute-promise)"))
  }

  @Test(arguments: [
    ("items: [{name: a, rules: [nope]}]", "unknown-rule"), ("items: [{name: a, section: nope}]", "unknown-section"),
    ("items: [{name: a}]", "missing-key"), ("items: [{rules: [greeting]}]", "missing-key"),
    ("items: [{name: a, rules: [greeting], points: earned}]", "missing-key"),
    ("items: [{name: a, rules: [greeting], points: deducted, yes: clean}]", "idle-key"),
    ("items: [{name: a, rules: [greeting], yes: maybe}]", "invalid-value"), ("items: 3", "wrong-type"),
    ("full_score: 0", "invalid-value"), ("columns: {id: x}", "unknown-key"), ("item: []", "unknown-key"),
    ("items: [{name: a, rules: []}]", "empty-list"),
  ])
  func faultsOfMappingsAreNamed(_ text: String, _ code: String) throws {
    let sink = DiagnosticSink()
    #expect(try read("会话ID\nc\n", items: text, sink: sink) == nil)
    #expect(sink.diagnostics.contains { $0.code == code }, "\(sink.diagnostics.map(\.code))")
  }

  @Test func whatCannotBeReadIsCounted() throws {
    let sink = DiagnosticSink()
    let rows = (0..<40).map { "c-\($0),王,2026-13-45,说不清,120" }.joined(separator: "\n")
    let tables = try #require(
      try read(
        "会话ID,质检人,日期,绝对化承诺,总分\n" + rows + "\n,王,,有,\n合计,,,3,\n",
        items: "items: [{name: 绝对化承诺, rules: [absolute-promise]}]", sink: sink))
    let reading = tables.readings[0]
    #expect(reading.rows == 42 && reading.invalid == 120 && reading.withoutConversation == 1 && reading.summaries == 1)
    #expect(tables.entries.isEmpty)
    // Twenty one by one, the rest in one.
    #expect(sink.diagnostics.count { $0.code == "invalid-cell" } == 21)
    let none = DiagnosticSink()
    #expect(try read("甲,乙\n1,2\n", sink: none) == nil && none.diagnostics.map(\.code) == ["missing-column"])
  }

  @Test func monthsAndDatesAreRead() throws {
    let tables = try #require(
      try read("会话ID,日期,绝对化承诺\na,2026-11-05,有\nb,2026年11月,无\nc,2026/11/6 10:00,有\nd,,有\n"))
    #expect(tables.entries.map { $0.date?.description } == ["2026-11-05", "2026-11-01", "2026-11-06", nil])
    #expect(tables.entries.map(\.reviewer) == ["质检", "质检", "质检", "质检"])
  }

  // MARK: Forms

  private func document(_ content: String, language: Language = .chinese) throws -> InspectionDocument {
    let tables = try #require(try read(content))
    var study = AgreementStudy(
      items: tables.mapping.compared, entries: tables.entries, rules: fixture.analyzer.rules,
      policy: fixture.analyzer.policy)
    for evaluation in try fixture.conversations() { study.add(evaluation) }
    return InspectionDocument(
      comparison: study.comparison(), tables: tables, problems: [], options: fixture.options(language: language),
      quotes: 10)
  }

  private static let tables = [
    """
    会话ID,质检人,质检日期,绝对化承诺,欢迎语,态度,总分,备注
    c-1,王\u{1B}[31m,2026-10-05,无,不合格,是,60,<script>alert(1)</script> 13812345678
    c-2,王\u{1B}[31m,2026-11-05,无,合格,是,100,
    c-3,李,2026-11-06,有,合格,否,95.5,
    c-1,李,2026-11-06,无,合格,不适用,70,
    1.23E+15,李,2026-11-06,有,,,80,
    """,
    "会话ID,绝对化承诺\nc-1,不适用\n",
  ]

  @Test(arguments: tables) func theJSONFollowsItsSchema(_ content: String) throws {
    let schema = try JSONSchema(contentsOf: packageFolder() + "/docs/schema/agreement.schema.json")
    for language in [Language.chinese, .english] {
      let bytes = try document(content, language: language).bytes(.json)
      let object = try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
      #expect(schema.faults(of: object) == [])
    }
  }

  @Test(arguments: tables) func whatPeopleReadIsSafeAndMasked(_ content: String) throws {
    for language in [Language.chinese, .english] {
      let document = try document(content, language: language)
      let text = String(decoding: document.bytes(.text), as: UTF8.self)
      #expect(!text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" } && !text.contains("13812345678"))
      for line in text.split(separator: "\n") { #expect(DisplayWidth.of(String(line)) <= 100, "\(line)") }
      let html = String(decoding: document.bytes(.html), as: UTF8.self)
      #expect(!html.contains("<script>alert") && !html.contains("13812345678"))
      let output = CollectedOutput()
      try document.writeCSV(to: output)
      #expect(Set(output.files.keys) == ["figures.csv", "months.csv", "disagreements.csv", "unmatched.csv"])
      #expect(!output.files.values.contains { String(decoding: $0, as: UTF8.self).contains("13812345678") })
    }
  }

  /// Names stay, numbers in them do not; what only the question before tells is masked, too, in evidence and near misses.
  @Test func namesAndAnswersAreMasked() throws {
    let tables = try #require(
      try read(
        """
        会话ID,质检人,绝对化承诺
        c-8,王13812345678,无
        c-8,李,无
        c-9,王13812345678,有
        c-9,李,有
        """))
    var study = AgreementStudy(
      items: tables.mapping.compared, entries: tables.entries, rules: fixture.analyzer.rules,
      policy: fixture.analyzer.policy)
    study.add(try fixture.evaluate("[+0:00] 客户: 你微信号多少\n[+0:09] 客服(小王): 保证 lily_888888", id: "c-8"))
    study.add(try fixture.evaluate("[+0:00] 客户: 你微信号多少\n[+0:09] 客服(小王): 不保证 rose_666666", id: "c-9"))
    let comparison = study.comparison()
    #expect(comparison.disagreements.count == 2 && comparison.disagreements.contains { !$0.nearMisses.isEmpty })
    for (policy, isOpen) in [(Redactor.Policy.mask, false), (.none, true)] {
      let document = InspectionDocument(
        comparison: comparison, tables: tables, problems: [],
        options: ReportOptions(
          privacy: policy, rules: fixture.analyzer.rules, policy: fixture.analyzer.policy,
          versions: fixture.options().versions), quotes: 10)
      for format in InspectionDocument.Format.allCases {
        let text = String(decoding: document.bytes(format), as: UTF8.self)
        for secret in ["lily_888888", "rose_666666", "13812345678"] {
          #expect(text.contains(secret) == isOpen, "\(format): \(secret)")
        }
        #expect(text.contains("李"))
      }
    }
  }

  @Test(arguments: ["会话ID,抽查 13812345678\nc-1,有\n", "会话ID,检查项,判定\nc-1,抽查 13812345678,有\n"])
  func maskedItemsAreKnownAgain(_ content: String) throws {
    let item = "items: [{name: 抽查 13812345678, rules: [absolute-promise], yes: finding}]"
    let tables = try #require(try read(content, items: item))
    let preview = InspectionPreview(
      tables, rules: fixture.analyzer.rules, policy: fixture.analyzer.policy, language: .chinese,
      redactor: Redactor(policy: .mask))
    #expect(!preview.yaml.contains("13812345678") && preview.yaml.contains("138****5678"))
    let again = try #require(try read(content, items: preview.yaml))
    #expect(again.readings[0].verdicts == 1 && again.readings[0].leftOut == 0)
  }

  /// Guessing what an item is compared with takes a while for each: free text in their place must not take for ever.
  @Test func freeTextIsNoListOfItems() throws {
    let rows = (0..<5000).map { "c-1,说明\($0),有" } + ["c-1,\(String(repeating: "长", count: 200)),有"]
    let tables = try #require(try read("会话ID,检查项,判定\n" + rows.joined(separator: "\n") + "\n"))
    #expect(tables.mapping.items.count == 1000 && tables.readings[0].leftOut == 5001)
    #expect(tables.doubts.last?.chinese.contains("1000") == true)
    let wide = try #require(try read("会话ID,绝对化承诺,\(String(repeating: "长", count: 200))\nc-1,有,有\n"))
    #expect(wide.mapping.items.map(\.name) == ["绝对化承诺"] && wide.readings[0].leftOut == 1)
  }

  @Test func cellsAreMaskedBeforeTheyAreCut() throws {
    let sink = DiagnosticSink()
    let padding = String(repeating: "。", count: 21)
    let tables = try #require(
      try read(
        "会话ID,绝对化承诺,总分\nc-1,11010519491231002X,\(padding)13812345678\n",
        items: "items: [{name: 绝对化承诺, rules: [absolute-promise]}]", sink: sink))
    let preview = InspectionPreview(
      tables, rules: fixture.analyzer.rules, policy: fixture.analyzer.policy, language: .chinese,
      redactor: Redactor(policy: .mask))
    #expect(!preview.lines.contains { $0.contains("110105") })
    #expect(sink.diagnostics.contains { $0.message.chinese.contains(padding + "138") })
    #expect(!sink.diagnostics.contains { $0.message.chinese.contains("1381") })
  }

  @Test func manglingOfLongNumbersIsSaid() throws {
    let text = String(decoding: try document(Self.tables[0]).bytes(.text), as: UTF8.self)
    #expect(text.contains("1.23E+15") && text.contains("请把那一列设成文本重新导出"))
  }

  /// Every unit goes somewhere, whatever is judged by whom.
  @Test func countsConserveWhateverIsJudged() throws {
    var generator = SeededGenerator(seed: 41)
    let words = ["有", "无", "不适用", "", "合格", "不合格"]
    for _ in 0..<20 {
      var rows = ["会话ID,质检人,绝对化承诺,欢迎语"]
      for _ in 0..<30 {
        let cells = [
          "c-\(Int.random(in: 1...5, using: &generator))", ["甲", "乙", "丙"].randomElement(using: &generator) ?? "",
          words.randomElement(using: &generator) ?? "", words.randomElement(using: &generator) ?? "",
        ]
        rows.append(cells.joined(separator: ","))
      }
      let content = rows.joined(separator: "\n")
      let comparison = try document(content).comparison
      for item in comparison.items {
        let counts = item.counts
        let sum = counts.compared + counts.notApplicable + counts.disputed + counts.unknown + counts.unmatched
        #expect(counts.judged == sum && item.figures.table.count == counts.compared, "\(content)")
      }
      #expect(comparison.overall.table.count == comparison.counts.compared, "\(content)")
      let differences = comparison.overall.table.peopleOnly + comparison.overall.table.programOnly
      #expect(comparison.disagreements.count == differences, "\(content)")
      #expect(comparison.matched + comparison.unmatched.count <= 5)
    }
  }
}
