import Testing
import Zhijian

@testable import ZhijianFormats

@Suite struct QianniuTextTests {
  private func header(_ line: String) -> QianniuHeader? { QianniuHeader(line, times: TimeReader()) }

  @Test(arguments: [
    "青禾文具:阿木 2026-8-28 15:18:02", "青禾文具：阿木 2026-8-28 15:18:02", "青禾文具:阿木2026-8-28 15:18:02", "青禾文具:阿木2026-8-2815:18:02",
    "青禾文具 : 阿木　2026/08/28 15:18:02", "青禾文具:阿木 (2026-08-28 15:18:02)", "青禾文具:阿木 2026年8月28日 15:18:02",
    "青禾文具:阿木 2026-8-28 15:18:02 已读", "青禾文具:阿木 2026-8-28 15:18:02未读",
  ])
  func accountHeaders(_ line: String) {
    let found = header(line)
    #expect(found?.sender == "青禾文具:阿木")
    #expect(found?.at == Timestamp(milliseconds: 1_787_901_482_000))
    #expect(found?.text == nil)
  }

  @Test func otherHeaders() {
    #expect(header("纸短情长 --> 青禾文具：阿木 2026-8-28 15:18:02")?.recipient == "青禾文具:阿木")
    #expect(header("t**8-->青禾文具2026-8-28 15:18:02")?.sender == "t**8")
    #expect(header("tb12345672026-8-28 15:18:02")?.sender == "tb1234567")
    #expect(header("青禾文具:阿木 2026-8-28 15:18:02 在的")?.text == "在的")
    #expect(header("青禾文具:阿木 2026-8-28 15:18:02 已读")?.isRead == true)
  }

  @Test(arguments: [
    "预计发货时间: 2026-8-28 15:18:02", "承诺项:发货 2026-8-28 15:18:02", "您的包裹，最晚 2026-8-28 15:18:02", "2026-8-28 15:18:02",
    "15:18:02",
    "活动截止于 2026-8-28 15:18:02", "下单时间 2026-8-28 15:18:02", "订单编号:39 2026-8-28 15:18:02", "阿木 2026-8-32 15:18:02",
    "我 今天 2026-8-28 15:18:02", "明天见 2026-8-28 15:18:02 好吗",
  ])
  func linesThatAreNoHeaders(_ line: String) {
    #expect(header(line) == nil)
  }

  private static let pasted = """
    上次会话小结：售前
    纸短情长 2026-11-3 9:02:10
    钢笔漏墨
    2026-11-1 10:00:00 下的单
    最晚 2026-11-4 9:00:00
    预计送达时间 2026-11-4 9:00:00
    青禾文具:阿木 2026-11-3 9:02:30
    您好，请拍照

    给我看看
    已读
    纸短情长 2026-11-3 9:03:00
    [图片]
    墨都干了
    纸短情长 2026-11-3 9:03:05
    青禾文具:阿木 2026-11-3 9:04:00
    已读
    您的同事 青禾文具：阿木 将客户 纸短情长 转接给您
    青禾文具:小禾 2026-11-3 9:05:00
    我来处理
    纸短情长 撤回了一条消息
    """

  @Test func readsAWindow() throws {
    let reading = Reading(Self.pasted, file: "a.txt")
    let transcript = try #require(reading.transcripts.first).transcript
    #expect(reading.transcripts.count == 1)
    #expect(reading.report.format == "qianniu-text")
    #expect(transcript.platform == "taobao")
    #expect(transcript.shop == "青禾文具")
    #expect(transcript.customer?.id == "纸短情长")
    #expect(transcript.agents == [.init(id: "青禾文具:阿木", name: "阿木"), .init(id: "青禾文具:小禾", name: "小禾")])
    let said = transcript.messages.map { "\($0.role.rawValue) \($0.kind.rawValue) \($0.text)" }
    #expect(
      said == [
        "system note 上次会话小结：售前",
        "customer text 钢笔漏墨\n2026-11-1 10:00:00 下的单\n最晚 2026-11-4 9:00:00\n预计送达时间 2026-11-4 9:00:00",
        "agent text 您好，请拍照\n\n给我看看", "customer image [图片]", "customer text 墨都干了", "customer image ", "agent text 已读",
        "system transfer 您的同事 青禾文具：阿木 将客户 纸短情长 转接给您", "agent text 我来处理", "customer recall 纸短情长 撤回了一条消息",
      ])
    #expect(transcript.messages[2].extra == [.init(key: "read", value: .bool(true))])
    #expect(transcript.messages[3].at == transcript.messages[4].at)
    #expect(transcript.messages[7].transfer == .init(from: "青禾文具:阿木", to: "青禾文具:小禾"))
    #expect(transcript.messages[7].at == nil)
    #expect(reading.codes == ["empty-message"])
  }

  @Test func cutsAtAnotherBuyerAndAfterADay() {
    let reading = Reading(
      """
      甲 2026-11-3 9:00:00
      1
      店:a 2026-11-3 9:00:10
      2
      上次会话小结：无
      乙 --> 店:a 2026-11-3 9:30:00
      3
      店:a 2026-11-3 9:30:10
      4
      店:a 2026-11-4 9:30:10
      5
      乙 --> 店:a 2026-11-5 9:30:11
      6
      乙 --> 店:a 2026-11-9 9:30:11
      7
      """, file: "a.txt")
    #expect(
      reading.transcripts.map { $0.transcript.messages.map(\.text) } == [
        ["1", "2"], ["上次会话小结：无", "3", "4", "5"], ["6", "7"],
      ])
    #expect(reading.transcripts.map(\.line) == [1, 5, 5])
    #expect(reading.report.diagnostics.map(\.code) == ["split-by-buyer", "split-by-pause"])
  }

  @Test func unknownSidesAreNamed() {
    let reading = Reading("甲 2026-11-3 9:00:00\n1\n乙 2026-11-3 9:00:10\n2\n", file: "a.txt")
    #expect(reading.messages.map(\.role) == [.unknown, .unknown])
    #expect(reading.codes == ["unknown-role", "unknown-role", "format-guessed"])
  }

  @Test func otherSeparatorsEndLinesToo() {
    let reading = Reading(
      "店:a 2026-11-3 9:00:10\u{2028}您好\u{2029}甲 2026-11-3 9:01:00\u{85}在\r\n店:a 2026-11-3 9:02:00\u{B}好", file: "a.txt")
    #expect(reading.messages.map(\.text) == ["您好", "在", "好"])
  }
}
