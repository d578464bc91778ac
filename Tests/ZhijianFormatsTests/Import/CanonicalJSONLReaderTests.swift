import Testing
import Zhijian
import ZhijianFormats

private let reader = CanonicalJSONLReader(file: "a.jsonl")

private func parse(_ text: String, number: Int = 1) throws -> ImportedTranscript {
  try reader.parse(line: Array(text.utf8), number: number)
}

private func fault(_ text: String, number: Int = 1) -> Diagnostic? {
  do throws(DiagnosticsError) {
    _ = try reader.parse(line: Array(text.utf8), number: number)
    return nil
  } catch {
    return error.diagnostics.first
  }
}

@Suite struct CanonicalJSONLReaderTests {
  @Test func readsEveryMember() throws {
    let imported = try parse(
      #"""
      {"schema":1,"id":"c1","platform":"taobao","shop":"木栗","group":"售前","customer":{"id":"u1","name":"大橘","level":3},
      "agents":[{"id":"木栗:小丹","name":"小丹","group":"一组"},"木栗:阿杰"],"queue_at":"2026-11-01T09:29:59Z",
      "started_at":"2026-11-01T09:30:00+08:00","ended_at":1793496600000,"open":true,"close_reason":"超时",
      "rating":{"value":4.5,"min":1,"max":5},"fields":{"order_id":"88","n":1},"tags":["新客",null,true],
      "messages":[{"id":"m1","at":"2026-11-01T09:30:02.120+08:00","role":"agent","sender":"木栗:小丹","kind":"auto_reply",
      "text":"在的\n亲","reply_mode":"auto","recalled":true,"mood":1.5},
      {"role":"system","kind":"transfer","text":"","transfer":{"from":"木栗:小丹","to":"木栗:阿杰"}}]}
      """#)
    let transcript = imported.transcript
    #expect(imported.diagnostics.isEmpty)
    #expect(transcript.id == "c1")
    #expect(transcript.customer == .init(id: "u1", name: "大橘", extra: [.init(key: "level", value: .integer(3))]))
    #expect(transcript.agents == [.init(id: "木栗:小丹", name: "小丹", group: "一组"), .init(id: "木栗:阿杰")])
    #expect(transcript.queueAt == Timestamp(milliseconds: 1_793_525_399_000))
    #expect(transcript.startedAt == Timestamp(milliseconds: 1_793_496_600_000))
    #expect(transcript.endedAt == transcript.startedAt)
    #expect(transcript.isOpen)
    #expect(transcript.rating == .init(value: 4.5))
    #expect(transcript.fields == [.init(key: "order_id", value: .string("88")), .init(key: "n", value: .integer(1))])
    #expect(transcript.extra == [.init(key: "tags", value: .array([.string("新客"), .null, .bool(true)]))])
    let first = try #require(transcript.messages.first)
    #expect(first.at == Timestamp(milliseconds: 1_793_496_602_120))
    #expect(first.kind == .autoReply)
    #expect(first.text == "在的\n亲")
    #expect(first.replyMode == .auto)
    #expect(first.isRecalled)
    #expect(first.extra == [.init(key: "mood", value: .number(1.5))])
    #expect(transcript.messages[1].transfer == .init(from: "木栗:小丹", to: "木栗:阿杰"))
  }

  @Test func needsOnlyRoleAndText() throws {
    let transcript = try parse(#"{"messages":[{"role":"customer","text":"在吗"},{"role":"agent","text":"在"}]}"#)
      .transcript
    #expect(transcript.id.isEmpty)
    #expect(transcript.messages.map(\.at) == [nil, nil])
    #expect(transcript.messages[1].sender == nil)
  }

  @Test func agentMessageWithoutSenderBelongsToTheOnlyAgent() throws {
    let one = try parse(#"{"messages":[{"role":"agent","text":"在"},{"role":"bot","text":"x"}],"agents":["a"]}"#)
    #expect(one.transcript.messages.map(\.sender) == ["a", nil])
    let two = try parse(#"{"messages":[{"role":"agent","text":"在"}],"agents":["a","b"]}"#)
    #expect(two.transcript.messages[0].sender == nil)
  }

  @Test func numbersCountAsTheTextOfTheirDigits() throws {
    let transcript = try parse(
      #"{"id":100386520011,"customer":9223372036854775808,"messages":[{"role":"customer","text":1,"sender":7}]}"#
    ).transcript
    #expect(transcript.id == "100386520011")
    #expect(transcript.customer?.id == "9223372036854775808")
    #expect(transcript.messages[0].text == "1")
  }

  @Test func mendsAndWarns() throws {
    let lone = try parse(#"{"messages":[{"role":"agent","text":"a\ud83db\udE00\uD83D\uDE00"}]}"#)
    #expect(lone.transcript.messages[0].text == "a\u{FFFD}b\u{FFFD}😀")
    #expect(lone.diagnostics.map(\.code) == ["lone-surrogate"])
    let huge = try parse(#"{"fields":{"order":123456789012345678901,"e":1e999},"messages":[]}"#)
    #expect(
      huge.transcript.fields == [
        .init(key: "order", value: .string("123456789012345678901")), .init(key: "e", value: .string("1e999")),
      ])
    #expect(huge.diagnostics.map(\.code) == ["huge-number"])
    let twice = try parse(#"{"id":"a","x":1,"x":2,"id":"b","messages":[{"role":"agent","text":"1","text":"2"}]}"#)
    #expect(twice.transcript.id == "b")
    #expect(twice.transcript.messages[0].text == "2")
    #expect(twice.diagnostics.map(\.code) == ["duplicate-member"])
    let control = try parse("{\"messages\":[{\"role\":\"agent\",\"text\":\"a\u{0}b\tc\"}]}")
    #expect(control.transcript.messages[0].text == "a\u{0}b\tc")
    #expect(control.diagnostics.map(\.code) == ["control-character"])
    let time = try parse(#"{"started_at":"昨天","messages":[{"role":"agent","text":"a","at":"11月2日 05:00"}]}"#)
    #expect(time.transcript.startedAt == nil)
    #expect(time.diagnostics.map(\.code) == ["bad-time", "year-unknown"])
    let words = try parse(#"{"messages":[{"role":"seller","text":"a","kind":"sticker","reply_mode":"x"}]}"#)
    #expect(words.transcript.messages[0].role == .unknown)
    #expect(words.transcript.messages[0].kind == .text)
    #expect(words.diagnostics.map(\.code) == ["unknown-role", "unknown-kind", "unknown-reply-mode"])
  }

  @Test func namesTheColumnInScalars() {
    let bad = fault(#"{"id":"会话😀","messages":[}"#, number: 17)
    #expect(bad?.code == "bad-json")
    #expect(bad?.location == SourceLocation(file: "a.jsonl", line: 17, column: 25))
    #expect(fault(#"{"id":"会话"#)?.location?.column == 10)
  }

  @Test(arguments: [
    ("", "bad-json"), ("[]", "wrong-type"), ("nul", "bad-json"), (#"{"id":"x"}"#, "missing-member"),
    (#"{"messages":{}}"#, "wrong-type"), (#"{"messages":[1]}"#, "wrong-type"),
    (#"{"messages":[{"text":"a"}]}"#, "missing-member"), (#"{"messages":[{"role":"agent"}]}"#, "missing-member"),
    (#"{"schema":2,"messages":[]}"#, "unsupported-schema"), (#"{"messages":[]} x"#, "bad-json"),
    (#"{"messages":[],}"#, "bad-json"), (#"{"messages":[{"role":"agent","text":"\x"}]}"#, "bad-json"),
    (#"{"messages":[],"a":01}"#, "bad-json"), (#"{"messages":[],"a":-}"#, "bad-json"),
    (#"{"messages":[],"a":"\u12g4"}"#, "bad-json"), (#"{"open":"yes","messages":[]}"#, "wrong-type"),
    (#"{"rating":"好","messages":[]}"#, "wrong-type"), (#"{"agents":[{"group":"x"}],"messages":[]}"#, "missing-member"),
    (#"{"messages":[],"a":"\"#, "bad-json"), (#"{'messages':[]}"#, "bad-json"), ("{\"messages\":[]}\u{0}", "bad-json"),
  ])
  func refuses(_ line: String, _ code: String) {
    #expect(fault(line)?.code == code)
  }

  @Test func endsAtTheDepthLimit() {
    for count in [100, 127, 128, 200, 100_000] {
      let nested =
        #"{"messages":[],"x":"# + String(repeating: "[", count: count) + String(repeating: "]", count: count) + "}"
      #expect((fault(nested) != nil) == (count >= 128))
    }
  }

  @Test func stopsAtTheMostMessages() throws {
    let one = #"{"role":"customer","text":"a"}"#
    let all = Array(repeating: one, count: Transcript.maximumMessages + 2).joined(separator: ",")
    let imported = try parse(#"{"messages":["# + all + #"],"id":"z"}"#)
    #expect(imported.transcript.messages.count == Transcript.maximumMessages)
    #expect(imported.transcript.id == "z")
    #expect(imported.diagnostics.map(\.code) == ["too-many-messages"])
    #expect(imported.diagnostics.first?.severity == .error)
  }

  @Test func neverTrapsOnCutOrChangedBytes() {
    let line = Array(
      #"{"schema":1,"id":"会\u4f1a","rating":{"value":-1.5e3},"a":[{},[],true,null],"messages":[{"at":"2026-11-01T09:30:02.120+08:00","role":"agent","text":"亲\ud83d\ude00"}]}"#
        .utf8)
    for end in 0..<line.count {
      #expect(throws: DiagnosticsError.self) { try reader.parse(line: Array(line[..<end]), number: 1) }
    }
    var random = SeededGenerator(seed: 7)
    var read = 0
    for _ in 0..<20_000 {
      var changed = line
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        changed[Int.random(in: 0..<changed.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
      }
      if (try? reader.parse(line: changed, number: 1)) != nil { read += 1 }
    }
    #expect(read > 1000 && read < 19_000)
  }
}
