import Testing
import Zhijian

@testable import ZhijianFormats

/// What platforms' own shapes have of traps; their plain cases are in `ImportGoldenTests`.
@Suite struct PlatformFormatTests {
  private func wecom(_ id: String, _ from: String, _ to: [String], _ seconds: Int, _ rest: String, room: String = "")
    -> String
  {
    let list = to.map { "\"\($0)\"" }.joined(separator: ",")
    return "{\"msgid\":\"\(id)\",\"action\":\"send\",\"from\":\"\(from)\",\"tolist\":[\(list)],\"roomid\":\"\(room)\","
      + "\"msgtime\":\(1_785_978_000_000 + seconds * 1000),\(rest)}"
  }

  private func text(_ text: String) -> String { "\"msgtype\":\"text\",\"text\":{\"content\":\"\(text)\"}" }

  @Test func aRecallMayComeBeforeItsMessage() {
    let lines = [
      wecom("2", "amu", ["wmA"], 20, "\"msgtype\":\"revoke\",\"revoke\":{\"pre_msgid\":\"1\"}"),
      wecom("1", "amu", ["wmA"], 10, text("错了")), wecom("1", "amu", ["wmA"], 10, text("错了")),
      wecom("3", "wmA", ["amu"], 30, "\"msgtype\":\"revoke\",\"revoke\":{\"pre_msgid\":\"lost\"}"),
      "{\"msgid\":\"9\",\"action\":\"send\",\"tolist\":[],\"msgtime\":1,\"msgtype\":\"text\"}",
    ]
    let reading = Reading(lines.joined(separator: "\n"), file: "a.txt")
    #expect(reading.report.format == "wecom-archive")
    #expect(reading.messages.map(\.isRecalled) == [false, true, false])
    #expect(reading.messages.map(\.kind) == [.recall, .text, .recall])
    #expect(Set(reading.codes) == ["repeated-message", "incomplete-message", "recall-without-message"])
  }

  @Test func chatsAreTakenApartAndCutAtPausesUnlessTheCustomerWaits() {
    let lines = [
      wecom("1", "wmA", ["amu"], 0, text("在吗")), wecom("2", "wmB", ["amu"], 1, text("你好")),
      wecom("3", "amu", ["wmA"], 4000, text("在的")), wecom("4", "wmA", ["amu"], 9000, text("还有吗")),
      wecom("5", "hehe", ["wmA", "amu"], 9001, text("群里说"), room: "wr1"),
    ]
    let reading = Reading(lines.joined(separator: "\n"), file: "a.jsonl")
    // The first pause is longer than half an hour, but the customer waits; the second is a new conversation.
    #expect(reading.transcripts.map { $0.transcript.messages.map(\.id) } == [["1", "3"], ["4"], ["2"], ["5"]])
    #expect(reading.transcripts.last?.transcript.agents.map(\.id) == ["hehe"])
    #expect(reading.transcripts.last?.transcript.fields.map(\.key) == ["roomid"])
  }

  @Test func qiyuNeedsItsMessagesAndMayLackItsSessions() {
    let session = "{\"id\":1,\"interaction\":0,\"sType\":0,\"staffId\":3}\n"
    #expect(Reading(session, file: "session.txt").failures.map(\.diagnostic.code) == ["no-message-file"])
    let message = "{\"id\":1,\"sessionId\":1,\"from\":1,\"staffId\":3,\"time\":1785978000000,\"msg\":\"在吗\"}\n"
    let alone = Reading(message + "junk\n" + message + "end of file", file: "message.txt")
    #expect(alone.messages.count == 2)
    #expect(alone.failures.map(\.line) == [2])
    #expect(alone.codes.contains("no-session-file"))
  }

  @Test func chatsInCellsFindTheirSides() {
    let cell = "2026-8-6 9:02:10 店小蜜: 您好\n2026-8-6 9:02:11 甲: 有货吗: 红的\n2026-8-6 9:02:31 青禾文具店:阿木 有\n系统: 会话已结束"
    let reading = Reading("客户ID,聊天记录\n甲,\"\(cell)\"\n", file: "a.csv")
    #expect(reading.codes.contains("chat-in-cell"))
    #expect(reading.messages.prefix(2).map(\.role) == [.bot, .customer])
    #expect(reading.messages.prefix(2).map(\.text) == ["您好", "有货吗: 红的"])
    // One line is a message and no chat.
    let plain = Reading("客户ID,聊天记录,角色\n甲,2026-8-6 9:02:10 见,客户\n", file: "a.csv")
    #expect(plain.messages.map(\.text) == ["2026-8-6 9:02:10 见"])
  }

  @Test func datesAboveTimesOfDay() {
    let reading = Reading("2026-08-06\n09:02:10 客户: 在吗\n09:02:31 客服: 在的\n2026-08-07\n10:00 客服: 还需要吗\n", file: "a.txt")
    #expect(reading.report.format == "wechat-text")
    #expect(reading.messages.map(\.at?.milliseconds) == [1_785_978_130_000, 1_785_978_151_000, 1_786_068_000_000])
    #expect(reading.messages.map(\.sender) == [nil, nil, nil])
  }

  @Test func whoServesIsSaidByAMapping() throws {
    let text = "2026-08-06 09:02:10 甲: 在吗\n2026-08-06 09:02:31 乙: 在的\n"
    let guess = Reading(text, file: "a.txt")
    #expect(guess.messages.map(\.role) == [.unknown, .unknown])
    #expect(guess.codes.contains("unknown-role"))
    let sink = DiagnosticSink()
    var options = ImportOptions()
    options.mapping = ImportMapping.parse("format: wechat-text\nroles: {agent: [乙]}\n", file: "m.yaml", sink: sink)
    #expect(Reading(text, file: "a.txt", options: options).messages.map(\.role) == [.customer, .agent])
  }

  /// 客服 is nobody's name; where one agent has a name, it is theirs, and stays so when written and read back.
  @Test func theOnlyAgentSaysWhatHasNoName() throws {
    let text = "2026-08-06 09:02:10 客户: 在吗\n2026-08-06 09:02:31 客服小禾: 在的\n2026-08-06 09:03:00 客服: 这款\n"
    let reading = Reading(text, file: "a.txt")
    #expect(reading.messages.map(\.sender) == [nil, "客服小禾", "客服小禾"])
    let transcript = try #require(reading.transcripts.first?.transcript)
    let line = CanonicalJSONLWriter().line(transcript)
    #expect(try CanonicalJSONLReader(file: "a.jsonl").parse(line: line, number: 1).transcript == transcript)
    let event = #"{"Id":"1","Type":"EVENT","ContentType":"x.joined","ParticipantId":"p","ParticipantRole":"AGENT"}"#
    let said = #"{"Id":"2","Type":"MESSAGE","Content":"在的","ParticipantId":"p","ParticipantRole":"AGENT"}"#
    let connect = Reading(
      #"{"AccountId":"0","ContactId":"c","Participants":[],"Transcript":[\#(event),\#(said)]}"#, file: "a.json")
    #expect(connect.report.format == "connect-chat" && connect.messages.map(\.sender) == ["p", "p"])
  }

  @Test func logsAreNoChats() {
    let log = "2026-08-06 09:02:10 INFO: started\n2026-08-06 09:02:31 WARN: stopped\n"
    #expect(Reading(log, file: "a.txt").codes.contains("format-guessed"))
  }

  @Test func qqGroupsNeedRoles() {
    let head = "消息记录（此消息记录为文本格式，不支持重新导入）\n消息分组:群\n消息对象:文具群\n\n"
    let body = "2026-08-06 09:02:10 甲(1)\n在吗\n\n2026-08-06 09:02:11 乙(2)\n嗯\n\n2026-08-06 09:02:12 丙(3)\n\n"
    let reading = Reading(head + body, file: "a.txt")
    #expect(reading.messages.map(\.role) == [.unknown, .unknown, .unknown])
    #expect(reading.messages.map(\.kind) == [.text, .text, .image])
    #expect(reading.codes.contains("unknown-role"))
  }
}
