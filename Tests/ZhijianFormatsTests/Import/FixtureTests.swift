import Testing
import Zhijian
import ZhijianFormats

/// Every file of `fixtures/import`, with everything that comes of it.
@Suite struct FixtureTests {
  private func read(_ name: String) -> Reading { Reading(path: packageFolder() + "/fixtures/import/" + name) }

  private func said(_ transcript: Transcript) -> [String] {
    transcript.messages.map { "\($0.role.rawValue)/\($0.kind.rawValue)/\($0.sender ?? "-")/\($0.text)" }
  }

  @Test func jsonl() {
    let lines = read("jsonl/two-and-a-broken-line.jsonl")
    #expect(lines.transcripts.map(\.transcript.id) == ["fixture-1", "fixture-3"])
    #expect(lines.transcripts[0].transcript.messages.map(\.sender) == ["纸短情长", "青禾文具店:阿木", nil])
    #expect(lines.failures.map(\.line) == [2])
    #expect(read("jsonl/one.json").transcripts.map(\.transcript.id) == ["fixture-json"])
  }

  @Test func qianniuVariants() throws {
    let reading = read("qianniu-text/变体.txt")
    let transcript = try #require(reading.transcripts.first).transcript
    #expect(
      said(transcript) == [
        "system/note/-/咨询轨迹：首页 > 钢笔 > 客服", "system/card/-/商品sku：极细钢笔 EF 墨绿", "customer/text/纸短情长/笔尖刮纸",
        "agent/text/青禾文具店:阿木/您好，阿木在的\n是新笔还是用过一阵子了", "customer/image/纸短情长/[图片]", "customer/text/纸短情长/昨天刚拆的",
        "system/transfer/-/您的同事 青禾文具店：阿木 将客户 纸短情长 转接给您", "agent/text/青禾文具店:小禾/给您换一支，旧的不用寄回",
        "customer/recall/纸短情长/纸短情长 撤回了一条消息", "customer/card/纸短情长/[订单卡片]\n订单号：3900112233445566\n极细钢笔 EF 墨绿 ×1",
      ])
    #expect(transcript.messages[6].transfer == .init(from: "青禾文具店:阿木", to: "青禾文具店:小禾"))
    #expect(transcript.messages[3].at == Timestamp(milliseconds: 1_785_978_151_000))
    #expect(reading.codes.isEmpty)
  }

  @Test func qianniuWithTwoBuyers() {
    let reading = read("qianniu-text/两位买家.txt")
    #expect(reading.transcripts.map(\.transcript.customer?.id) == ["纸短情长", "橡皮擦不掉"])
    #expect(reading.transcripts.map(\.transcript.messages.count) == [2, 3])
    #expect(reading.codes == ["split-by-buyer"])
  }

  @Test func tableWithMergedCellsInGB18030() throws {
    let reading = read("csv/merged-cells-gb18030.csv")
    #expect(reading.report.encoding == .gb18030)
    #expect(reading.transcripts.map(\.transcript.id) == ["H001", "H002"])
    let first = reading.transcripts[0].transcript
    #expect(first.rating == .init(value: 4))
    #expect(first.shop == "青禾文具店")
    #expect(first.fields == [.init(key: "order_id", value: .string("3900112233445566"))])
    #expect(
      said(first) == [
        "customer/card/纸短情长/[商品卡片] 极细钢笔 EF 墨绿 ￥68.00", "customer/text/纸短情长/笔尖刮纸，\n能换吗",
        "agent/auto_reply/qh01/您好，欢迎光临青禾文具店", "agent/text/qh01/亲，换\"EF\"还是换\"F\"", "system/close/-/客服 阿木 结束会话",
      ])
    let second = reading.transcripts[1].transcript
    #expect(said(second).map { $0.split(separator: "/")[1] } == ["voice", "text", "text"])
    #expect(second.messages.map(\.isRecalled) == [false, true, false])
    #expect(second.messages[2].replyMode == .quick)
    #expect(reading.codes == ["encoding-detected", "summary-row"])
  }

  @Test func questionsAndAnswers() {
    let reading = read("csv/questions-and-answers.csv")
    #expect(reading.messages.map(\.role) == [.customer, .agent, .customer, .agent])
    #expect(reading.transcripts[0].transcript.customer?.id == "纸短情长")
  }

  @Test func spreadsheetTextInUTF16WithoutSessions() {
    let reading = read("tsv/no-session.xls")
    #expect(reading.report.encoding == .utf16LittleEndian)
    #expect(reading.transcripts.map(\.transcript.messages.count) == [2, 1, 2])
    #expect(reading.codes == ["encoding-detected", "no-session-column"])
  }
}
