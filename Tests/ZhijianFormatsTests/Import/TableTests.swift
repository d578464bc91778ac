import Testing
import Zhijian

@testable import ZhijianFormats

@Suite struct TableTests {
  private static let header = "会话ID,客户昵称,客服账号,客服昵称,发送方,消息类型,消息内容,发送时间,满意度,订单号,备注信息\n"

  @Test func readsRowsOfAConversation() throws {
    let reading = Reading(
      Self.header + """
        s1,糖糖,ag_1,小北,客户,文本,在吗,2026/11/22 5:00,5,88001,甲
        s1,糖糖,ag_1,小北,客服,自动回复,欢迎光临,2026-11-22 05:00:00.500,5,88001,甲
        s2,阿树,ag_2,小南,客户,商品卡片,保温杯,2026-11-22 05:00:01,,,
        s1,糖糖,ag_1,小北,客服,文本,"在的,亲
        请讲",1795294810,5,88001,乙
        s1,糖糖,ag_1,小北,系统,系统消息,客户已由 小北 转接至 小东,2026-11-22 05:00:20,5,88001,甲
        s1,糖糖,ag_3,小东,客服,图片,https://img.example.com/1.png,2026-11-22 05:00:30,5,88002,甲
        s1,糖糖,,,机器人,文本,请评价,2026-11-22 05:00:40,5,,甲

        """, file: "a.csv")
    #expect(reading.codes.isEmpty)
    #expect(reading.report.format == "csv")
    #expect(reading.transcripts.map(\.line) == [2, 4])
    let first = try #require(reading.transcripts.first).transcript
    #expect(first.id == "s1")
    #expect(first.customer == .init(id: "糖糖"))
    #expect(first.agents == [.init(id: "ag_1", name: "小北"), .init(id: "ag_3", name: "小东")])
    #expect(first.rating == .init(value: 5))
    #expect(
      first.fields == [
        .init(key: "order_id", value: .string("88001")), .init(key: "order_id_2", value: .string("88002")),
      ])
    #expect(first.messages.map(\.role) == [.customer, .agent, .agent, .system, .agent, .bot])
    #expect(first.messages.map(\.kind) == [.text, .autoReply, .text, .transfer, .image, .text])
    #expect(first.messages.map(\.sender) == ["糖糖", "ag_1", "ag_1", nil, "ag_3", nil])
    #expect(first.messages[2].text == "在的,亲\n请讲")
    #expect(
      first.messages.compactMap { $0.at?.milliseconds }.map { $0 - 1_795_294_800_000 } == [
        0, 500, 10_000, 20_000, 30_000, 40_000,
      ])
    #expect(first.messages[3].transfer == .init(from: "ag_1", to: "ag_3"))
    #expect(first.messages[1].replyMode == .auto)
    #expect(first.messages[2].extra == [.init(key: "备注信息", value: .string("乙"))])
    #expect(reading.transcripts[1].transcript.messages[0].kind == .card)
  }

  @Test func mergedCellsAreFilled() {
    let reading = Reading(
      "会话编号\t访客\t坐席\t角色\t内容\t时间\n1\t甲\ta\t访客\t好\t2026-11-22 05:00:00\n\t\t\t坐席\t在\t2026-11-22 05:00:09\n2\t乙\t\t访客\t有人吗\t2026-11-22 05:00:00\n",
      file: "a.xls")
    #expect(reading.report.format == "tsv")
    #expect(reading.transcripts.map(\.transcript.messages.count) == [2, 1])
    #expect(reading.transcripts[0].transcript.messages[1].sender == "a")
    #expect(reading.transcripts[1].transcript.agents.isEmpty)
  }

  @Test func withoutSessionIdsIdleTimeSplits() {
    func row(_ time: String, _ role: String, _ text: String, _ customer: String = "甲") -> String {
      "\(customer),\(role),\(text),2026-11-22 \(time)\n"
    }
    let reading = Reading(
      "客户,角色,内容,时间\n" + row("09:00:00", "客户", "1") + row("09:50:00", "客户", "2") + row("09:50:30", "客服", "3")
        + row("09:51:00", "客户", "乙1", "乙") + row("10:20:30", "客服", "4") + row("10:50:31", "客户", "5")
        + row("11:00:00", "客服", "6"), file: "a.csv")
    // 50 minutes unanswered and exactly 30 minutes do not split; 30 minutes and a second do.
    #expect(
      reading.transcripts.map { $0.transcript.messages.map(\.text) } == [["1", "2", "3", "4"], ["5", "6"], ["乙1"]])
    #expect(reading.codes == ["no-session-column"])
  }

  @Test func newestFirstIsTurnedRound() {
    let reading = Reading(
      "会话ID,角色,内容,时间\n1,客服,c,2026-11-22 09:00:02\n1,客户,b,2026-11-22 09:00:01\n1,客户,a,2026-11-22 09:00:01\n",
      file: "a.csv")
    #expect(reading.messages.map(\.text) == ["a", "b", "c"])
    #expect(reading.codes == ["newest-first"])
  }

  @Test func titlesAboveAndTotalsBelowTheHeader() {
    let reading = Reading(
      "聊天记录导出,,\n导出时间:2026-11-22,,\n会话ID,发送人,聊天内容\n1,客户,在吗\n汇总值,,1\n平均值,,1\n\n", file: "a.csv")
    #expect(reading.messages.map(\.text) == ["在吗"])
    #expect(reading.codes == ["summary-row"])
    #expect(reading.report.diagnostics.first?.message.chinese.contains("行 5, 6") == true)
  }

  @Test func otherShapesOfTables() {
    let semicolons = Reading(
      "Session_ID;Sender Role;Content;Time\n1;Visitor;hello;2026-11-22T05:00:00Z\n", file: "a.csv")
    #expect(semicolons.messages.map(\.role) == [.customer])
    let flags = Reading("session_id,user_id,waiter_send,content\n1,u,0,在吗\n1,u,1,在\n", file: "a.csv")
    #expect(flags.messages.map(\.role) == [.customer, .agent])
    let pairs = Reading("日期,客户,客服,客户问题,客服回复\n2026-11-22,甲,a,有货吗,有的\n", file: "a.csv")
    #expect(pairs.messages.map(\.role) == [.customer, .agent])
    #expect(pairs.messages.map(\.sender) == ["甲", "a"])
    let split = Reading("会话ID,日期,时间,角色,内容\n1,2026/11/22,5:00:00,客户,a\n1,,5:00:09,客服,b\n", file: "a.csv")
    #expect(split.messages.map { $0.at?.milliseconds } == [1_795_294_800_000, 1_795_294_809_000])
    let names = Reading(
      "会话ID,买家昵称,客服昵称,发送人,内容\n1,甲,店:a,甲,x\n1,甲,店:a,店:a,y\n1,甲,店:a,店:b,z\n1,甲,店:a,路人,w\n", file: "a.csv")
    #expect(names.messages.map(\.role) == [.customer, .agent, .agent, .unknown])
    #expect(names.transcripts[0].transcript.agents.map(\.id) == ["店:a", "店:b"])
    #expect(names.codes == ["unknown-role"])
    #expect(names.transcripts[0].diagnostics[0].location?.line == 5)
    let robot = Reading("会话ID,客服,角色,内容\n1,智能客服,客服,您好\n1,小李,客服(小李),在\n", file: "a.csv")
    #expect(robot.messages.map(\.role) == [.bot, .agent])
    #expect(robot.transcripts[0].transcript.agents.map(\.id) == ["小李"])
  }

  @Test func doubtsAreNamedWithTheirLine() {
    let reading = Reading(
      "会话ID,角色,消息类型,内容,时间,满意度\n1,路人,文本,a,昨天,满意\n1,客户,占位,[图片],11月22日 05:00,十分\n1,客户,文本,,2026-11-22 05:00:00,7\n1,客服,文本,好的,马上,2026-11-22 05:00:00,5\n",
      file: "a.csv")
    #expect(reading.transcripts[0].transcript.rating == .init(value: 5))
    #expect(reading.messages.map(\.kind) == [.text, .image, .text])
    #expect(reading.messages[2].text == "好的,马上")
    let said = reading.transcripts[0].diagnostics.map { "\($0.code) \($0.location?.line ?? 0)" }
    #expect(
      said == [
        "bad-time 2", "unknown-role 2", "bad-rating 3", "unknown-kind 3", "year-unknown 3", "rating-changed 4",
        "rating-changed 5",
      ])
    #expect(reading.report.diagnostics.map(\.code) == ["empty-row", "extra-cells"])
  }

  @Test func tablesWithoutTextsAreNamed() {
    let reading = Reading("客服,接待人数,平均响应\n小北,12,30\n", file: "kpi.csv")
    #expect(reading.failures.map(\.diagnostic.code) == ["no-text-column"])
    #expect(reading.failures[0].diagnostic.hint?.chinese.contains("接待人数") == true)
    let silent = Reading("会话ID,内容\n1,在吗\n", file: "a.csv")
    #expect(silent.codes == ["unknown-role", "no-role-column"])
  }

  @Test(arguments: [
    ("5", 5.0, 1.0, 5.0), ("4.5分", 4.5, 1, 5), ("★★★☆☆", 3, 1, 5), ("非常满意", 5, 1, 5), ("不满意", 2, 1, 5), ("9", 9, 0, 10),
    ("85", 85, 0, 100), ("3星", 3, 1, 5),
  ])
  func ratings(_ cell: String, _ value: Double, _ minimum: Double, _ maximum: Double) {
    #expect(TableWords.rating(cell) == .rating(.init(value: value, minimum: minimum, maximum: maximum)))
  }

  @Test func noRatings() {
    for cell in ["", "-", "未评价", "-1", "-2", "0"] { #expect(TableWords.rating(cell) == .absent, "\(cell)") }
    for cell in ["好吧", "101", "1e400", "五"] { #expect(TableWords.rating(cell) == .invalid, "\(cell)") }
  }

  @Test func headersAreUniqueAndNormalised() {
    var seen: [String: TableColumn] = [:]
    for (column, names) in TableColumn.headers {
      for name in names {
        #expect(TableColumn.normalised(name) == name)
        #expect(seen.updateValue(column, forKey: name) == nil, "\(name) stands twice")
      }
    }
    #expect(Set(TableColumn.headers.map(\.column)) == Set(TableColumn.allCases).subtracting([.chat]))
    for header in ["会话 ID", "Session_Id", "\u{FEFF}会话id", "会话ID（必填）"] {
      #expect(TableColumn(header: header) == .session)
    }
    #expect(TableColumn(header: "发送时间(北京时间)") == .time)
    #expect(TableColumn(header: "平均响应时间") == nil)
  }

  @Test func fastLongAnswersAreAutomatic() {
    let reading = Reading(
      "会话ID,角色,内容,时间\n1,客户,在吗,2026-11-22 05:00:00\n1,客服,您好，请问有什么可以帮到您,2026-11-22 05:00:02\n1,客户,有货吗,2026-11-22 05:01:00\n1,客户,在？,2026-11-22 05:01:30\n1,客服,有货的亲，拍下当天就可以发出,2026-11-22 05:01:31\n1,客服,亲,2026-11-22 05:02:31\n",
      file: "a.csv")
    #expect(reading.messages.map(\.kind) == [.text, .autoReply, .text, .text, .text, .text])
    #expect(reading.codes == ["auto-reply-guessed"])
    var options = ImportOptions()
    options.autoReplyTemplates = ["亲"]
    let templated = Reading("会话ID,角色,内容\n1,客服,亲\n1,客服,[自动回复]您好\n1,客户,亲\n", file: "a.csv", options: options)
    #expect(templated.messages.map(\.isAutoReply) == [true, true, false])
  }

  @Test func absurdTablesStayLinear() {
    var text = "会话ID,客服,角色,内容\n"
    for index in 0..<60_000 { text += "1,客服\(index),客服,x\n" }
    let reading = Reading(text, file: "a.csv")
    #expect(reading.transcripts.count == 1)
    #expect(reading.transcripts[0].transcript.agents.count == 60_000)
  }
}
