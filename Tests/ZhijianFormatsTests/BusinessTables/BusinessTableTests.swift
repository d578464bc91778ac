import Foundation
import Testing
import Zhijian

@testable import ZhijianFormats

/// Tables besides the chats: headers, scales, rows that are nobody's, rows that stand twice.
@Suite struct BusinessTableTests {
  private struct Reading {
    var tables = BusinessTables()
    var diagnostics: [Diagnostic] = []
  }

  private func read(
    _ kind: String, _ content: [UInt8], options: String = "", file: String = "t.csv", times: Int = 1
  ) throws -> Reading {
    let folder = FileManager.default.temporaryDirectory.appending(path: "zhijian-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try Data(content).write(to: folder.appending(path: file))
    let entry = "  - {kind: \(kind), file: \(file)\(options.isEmpty ? "" : ", " + options)}\n"
    let mapping = "tables:\n" + String(repeating: entry, count: times)
    try Data(mapping.utf8).write(to: folder.appending(path: "m.yaml"))
    let sink = DiagnosticSink()
    var result = Reading()
    if let mapping = TableMapping.read(folder.path + "/m.yaml", sink: sink) {
      result.tables = BusinessTables.read(mapping, sink: sink)
    }
    result.diagnostics = sink.sorted
    return result
  }

  private func read(_ kind: String, _ content: String, options: String = "", file: String = "t.csv") throws -> Reading {
    try read(kind, Array(content.utf8), options: options, file: file)
  }

  @Test(arguments: [
    "订单编号,买家会员名,付款时间,买家实际支付金额\n1,k,2026-11-01 10:00,59.9\n",
    "order_no\tcustomer\tpaid_at\tamount\n1\tk\t2026-11-01T10:00:00+08:00\t59.90\n",
    "店铺订单导出\n\n订单号;客户;支付时间;金额\n1;k;2026/11/1 10:00;¥59.9\n",
    "{\"order_id\":1,\"buyer_nick\":\"k\",\"pay_time\":1793498400,\"payment\":59.9}\n",
  ])
  func ordersAreReadUnderTheHeadersThatExportsUse(content: String) throws {
    let reading = try read("orders", content)
    #expect(reading.diagnostics.isEmpty, "\(reading.diagnostics.map(\.message.english))")
    let order = try #require(reading.tables.records.orders.first)
    #expect(order.keys.customer == "k" && order.amountCents == 5990)
    #expect(order.paidAt?.milliseconds == 1_793_498_400_000)
  }

  @Test func theMappingNamesColumnsOfItsOwn() throws {
    let content = "甲,乙,丙\n1,k,3.5\n"
    #expect(try read("orders", content).diagnostics.contains { $0.severity == .error })
    let mapped = try read("orders", content, options: "columns: {id: 甲, customer: 乙, amount: 丙}")
    #expect(mapped.diagnostics.isEmpty && mapped.tables.records.orders.first?.amountCents == 350)
    let lost = try read("orders", content, options: "columns: {amount: 丁}")
    #expect(lost.diagnostics.map(\.code).contains("missing-column"))
    #expect(try read("orders", content, options: "columns: {amont: 丙}").diagnostics.map(\.code) == ["unknown-key"])
  }

  @Test func oldEncodingsAreRead() throws {
    // 客服,主管评价 / 小丹,优秀 in GB18030.
    let bytes: [UInt8] =
      [0xBF, 0xCD, 0xB7, 0xFE, 0x2C, 0xD6, 0xF7, 0xB9, 0xDC, 0xC6, 0xC0, 0xBC, 0xDB, 0x0D, 0x0A]
      + [0xD0, 0xA1, 0xB5, 0xA4, 0x2C, 0xD3, 0xC5, 0xD0, 0xE3, 0x0D, 0x0A]
    let reading = try read("assessments", bytes)
    #expect(reading.tables.records.assessments == [AssessmentRecord(agent: "小丹", points: 100)])
  }

  // MARK: E19

  @Test(arguments: ["汇总值", "平均值", "全店平均值", "同行同层优秀", "同行同层均值"])
  func e19ARowThatSumsUpIsNeverAnAgent(label: String) throws {
    let reading = try read("logins", "客服昵称,在线时长\n小丹,8\n\(label),7.5\n")
    #expect(reading.tables.records.logins.map(\.keys.agent) == ["小丹"])
    #expect(reading.tables.readings.first?.summaries == 1)
  }

  @Test func e19PeersOfAPlatformsReportAreKeptAsBenchmarks() throws {
    let reading = try read(
      "platform",
      """
      旺旺,接待人数,平均响应时间(秒),回复率,询单->最终付款率
      小丹,120,24.5,99.1%,52%
      汇总值,120,24.5,99.1%,52%
      同行同层优秀,300,18,99.8%,58.5
      同行同层均值,210,33,97%,47%
      """)
    #expect(reading.tables.readings.map { [$0.taken, $0.summaries] } == [[1, 3]])
    func value(_ metric: String, _ peer: PeerBenchmark.Peer) -> Double? {
      reading.tables.benchmarks.first { $0.metric == metric && $0.peer == peer }?.value
    }
    #expect(value("response_mean_seconds", .excellent) == 18)
    #expect(value("person_reply_ratio", .excellent) == 0.998)
    #expect(value("inquiry_final_payment_ratio", .excellent) == 0.585)
    #expect(value("response_mean_seconds", .mean) == 33)
    #expect(reading.tables.sources.isEmpty, "averages of a platform cannot be added to anything")
  }

  // MARK: E22

  @Test func e22ATableExportedTwiceCountsOnce() throws {
    let orders = "订单号,客户,金额\n1,k,10\n2,k,20\n1,k,10\n"
    let reading = try read("orders", Array(orders.utf8), times: 2)
    #expect(reading.tables.records.orders.count == 2)
    #expect(reading.tables.readings.map(\.duplicates) == [1, 3])
    let ratings = try read("ratings", Array("会话ID,评分\ns,5\ns,5\ns,4\n".utf8), times: 3)
    #expect(ratings.tables.records.ratings.count == 2, "without an id the whole row tells")
  }

  // MARK: Scales

  @Test func aRatingOffItsScaleIsRefusedAndCodesAreNone() throws {
    let reading = try read("ratings", "会话ID,评分\na,5\nb,7\nc,-1\nd,-2\ne,0\nf,满意\ng,未评价\n")
    #expect(reading.tables.records.ratings.compactMap(\.rating?.value) == [5, 4])
    #expect(reading.tables.records.ratings.count == 6, "codes are invitations without a rating")
    #expect(reading.diagnostics.map { "\($0.code) \($0.location?.line ?? 0)" } == ["invalid-cell 3"])
    let wide = try read("ratings", "会话ID,评分\na,5\nb,7\n", options: "scale: [0, 10]")
    #expect(wide.diagnostics.isEmpty && wide.tables.records.ratings.count == 2)
  }

  @Test func huaweisScaleIsRefusedOrMapped() throws {
    let content = "会话ID,npsScore\na,9\nb,8\nc,5\nd,-1\n"
    #expect(try read("ratings", content).diagnostics.map(\.code) == ["nps-scale"])
    #expect(try read("ratings", content, options: "nps_scale: [1, 9]").diagnostics.map(\.code) == ["nps-scale"])
    let mapped = try read("ratings", content, options: "nps_scale: [1, 9], nps_promoters: 8, nps_detractors: 5")
    #expect(mapped.diagnostics.isEmpty)
    #expect(mapped.tables.records.ratings.map(\.recommendation) == [.promoter, .promoter, .detractor, nil])
    let standard = try read("ratings", "会话ID,NPS\na,10\nb,9\nc,7\nd,6\ne,11\n")
    #expect(standard.tables.records.ratings.map(\.recommendation) == [.promoter, .promoter, .passive, .detractor])
    #expect(standard.diagnostics.map(\.code) == ["invalid-cell"])
  }

  // MARK: Cells

  @Test(
    arguments: [
      ("59.9", 5990), ("¥1,234.50", 123_450), ("￥0.015元", 2), ("-3", -300), (".5", 50), ("12.", 1200), ("1.2.3", nil),
      ("", nil), ("元", nil), ("1e5", nil), ("999999999999", nil), ("十元", nil),
    ] as [(String, Int64?)])
  func amountsAreExact(text: String, cents: Int64?) {
    #expect(BusinessCell.cents(text) == cents)
  }

  @Test func badRowsAreNamedAndTheOthersCount() throws {
    let reading = try read(
      "orders", "订单号,客户,付款时间,金额\n1,k,昨天,10\n2,k,2026-11-01,abc\n3,k,2026-11-01,-1\n4,k,2026-11-01,10\n5,k,,\n")
    #expect(reading.diagnostics.compactMap(\.location?.line) == [2, 3, 4, 6])
    #expect(reading.tables.records.orders.count == 1)
    #expect(reading.tables.readings.first?.invalid == 4)
  }

  @Test func manyBadRowsAreCounted() throws {
    let reading = try read("orders", "订单号,金额\n" + (1...100).map { "\($0),x\n" }.joined())
    #expect(reading.diagnostics.count == BusinessRecordReader.shownFaults + 1)
    #expect(reading.diagnostics.contains { $0.message.english == "80 more rows could not be read" })
  }

  @Test(arguments: [
    ("kind: rating, file: a.csv", "invalid-value"), ("file: a.csv", "missing-key"), ("kind: ratings", "missing-key"),
    ("kind: ratings, file: a.csv, scale: [5, 1]", "invalid-value"),
    ("kind: orders, file: a.csv, scale: [1, 5]", "unknown-key"),
    ("kind: platform, file: a.csv, metrics: {甲: nothing}", "unknown-metric"),
    ("kind: ratings, file: nowhere.csv", "no-such-file"),
  ])
  func faultsOfTheMappingAreNamed(entry: String, code: String) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "zhijian-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try Data("tables:\n  - {\(entry)}\n".utf8).write(to: folder.appending(path: "m.yaml"))
    let sink = DiagnosticSink()
    if let mapping = TableMapping.read(folder.path + "/m.yaml", sink: sink) {
      _ = BusinessTables.read(mapping, sink: sink)
    }
    #expect(sink.diagnostics.contains { $0.code == code && $0.severity == .error }, "\(sink.diagnostics.map(\.code))")
  }

  @Test func whatIsNoTableIsTold() throws {
    #expect(try read("orders", [0x25, 0x50, 0x44, 0x46, 0x2D, 0x31]).diagnostics.map(\.code) == ["unsupported-file"])
    let broken = try read("orders", [0x50, 0x4B, 0x03, 0x04, 0, 0, 0, 0])
    #expect(broken.diagnostics.count == 1 && broken.diagnostics.first?.severity == .error)
    #expect(broken.tables.records.orders.isEmpty)
  }

  /// Any bytes are read or refused, and every row is accounted for.
  @Test func anyBytesAreReadOrRefused() throws {
    var state: UInt64 = 99
    func random(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    let pieces = [
      "订单号", "客户", "金额", "付款时间", ",", "\n", "\"", "¥", "9", "-", "2026-11-01", "\t", "{", "}", "\u{FFFD}", "汇总值",
    ]
    for kind in BusinessTableKind.allCases {
      for _ in 0..<15 {
        var text = "订单号,客户,金额,付款时间,客服,评分,投诉时间,是否解决,进入排队时间,客服成本,主管评价,在线时长\n"
        for _ in 0..<random(60) { text += pieces[random(pieces.count)] }
        let reading = try read(kind.rawValue, Array(text.utf8))
        for table in reading.tables.readings {
          #expect(table.rows == table.taken + table.duplicates + table.summaries + table.empty + table.invalid)
        }
      }
    }
  }

  // MARK: SERVQUAL

  @Test func aSurveyIsReadByRowAndByColumn() throws {
    let rows = try read(
      "servqual", "答卷编号,会话ID,维度,期望,感知\n1,c1,可靠性,6,5\n1,c1,移情性,7,3.5\n1,c1,移情性,7,3.5\n2,c2,保证性,6,\n")
    #expect(rows.diagnostics.isEmpty, "\(rows.diagnostics.map(\.message.english))")
    #expect(
      rows.tables.records.servqual.map(\.answers) == [
        [ServqualAnswer(dimension: .reliability, expectation: 6000, perception: 5000)],
        [ServqualAnswer(dimension: .empathy, expectation: 7000, perception: 3500)],
      ])
    let reading = try #require(rows.tables.readings.first)
    #expect(reading.rows == 4 && reading.taken == 2 && reading.duplicates == 1 && reading.empty == 1)
    let columns = try read(
      "servqual", "id\tagent\tE5\tP_5\t期望6\t感知第6题\tE22\tP22\tE23\n1\ta\t6\t4\t7\t6\t5\t5\t9\n")
    #expect(columns.diagnostics.isEmpty, "\(columns.diagnostics.map(\.message.english))")
    let record = try #require(columns.tables.records.servqual.first)
    #expect(
      record.keys.agent == "a"
        && record.answers == [
          ServqualAnswer(dimension: .reliability, expectation: 6500, perception: 5000),
          ServqualAnswer(dimension: .empathy, expectation: 5000, perception: 5000),
        ])
    let items = try read("servqual", "{\"item\":\"第13题\",\"expectation\":6,\"perception\":4}\n")
    #expect(items.tables.records.servqual.first?.answers.first?.dimension == .responsiveness)
  }

  @Test func aSurveyOffItsScaleIsAnError() throws {
    #expect(try read("servqual", "维度,期望,感知\n可靠性,8,5\n").diagnostics.map(\.code) == ["invalid-cell"])
    #expect(try read("servqual", "维度,期望,感知\n可靠性,8,5\n", options: "scale: [1, 10]").diagnostics.isEmpty)
    #expect(try read("servqual", "维度,期望,感知\n可爱性,5,5\n").diagnostics.map(\.code) == ["invalid-cell"])
    #expect(try read("servqual", "题号,期望,感知\n23,5,5\n").diagnostics.map(\.code) == ["invalid-cell"])
    let weights = try read("servqual", "维度,期望,感知\n可靠性,5,5\n", options: "weights: {reliability: 32, empathy: 16.5}")
    #expect(weights.tables.records.servqual.first?.weights[.reliability] == 3200)
    #expect(weights.tables.records.servqual.first?.weights[.empathy] == 1650)
    #expect(
      try read("servqual", "维度,期望,感知\n", options: "weights: {kindness: 1}").diagnostics.map(\.code).contains(
        "unknown-key"))
    #expect(
      try read("servqual", "维度,期望,感知\n", options: "weights: {empathy: 0}").diagnostics.map(\.code) == ["invalid-value"])
  }

  /// A scale as wide as numbers go is written without a trap.
  @Test func aScaleBeyondWholeNumbersIsShown() throws {
    let reading = try read("ratings", "评分\n-5\n", options: "scale: [1, 1e300]")
    #expect(reading.tables.readings.first?.invalid == 0)
    let off = try read("servqual", "维度,期望,感知\n可靠性,-5,5\n", options: "scale: [1, 1e300]")
    #expect(off.diagnostics.first?.message.english.contains("1–1e+300") == true)
  }

  @Test func ratingsSayWhetherItWasResolved() throws {
    let reading = try read("ratings", "会话ID,评分,问题是否解决\nc1,5,是\nc2,4,未解决\nc3,3,\n")
    #expect(reading.tables.records.ratings.map(\.isResolved) == [true, false, nil])
  }
}
