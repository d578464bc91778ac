import Testing
import Zhijian
import ZhijianFormats

@Suite struct CanonicalJSONLWriterTests {
  private static func text(_ random: inout SeededGenerator) -> String {
    let pieces = ["亲", "\"", "\\", "\n", "😀", "\u{2028}", "a", "\u{1}", "/", "é", "\u{FFFD}", "</script>", "\u{7F}"]
    return (0..<Int.random(in: 0...12, using: &random)).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
  }

  private static func transcript(_ random: inout SeededGenerator) -> Transcript {
    func maybe<Value>(_ value: Value) -> Value? { Bool.random(using: &random) ? value : nil }
    let extra: [JSONValue.Member] = [
      .init(key: "x", value: .object([.init(key: text(&random), value: .array([.null, .bool(false), .integer(-7)]))])),
      .init(key: "y", value: .number(Double.random(in: -1e9...1e9, using: &random))),
    ]
    let messages = (0..<Int.random(in: 0...6, using: &random)).map { index in
      Message(
        id: maybe("m\(index)"),
        at: maybe(Timestamp(milliseconds: Int64.random(in: 0...4_000_000_000_000, using: &random))),
        role: Role.allCases.randomElement(using: &random) ?? .agent, sender: maybe(text(&random)),
        kind: MessageKind.allCases.randomElement(using: &random) ?? .text, text: text(&random),
        replyMode: maybe(.assist), isRecalled: Bool.random(using: &random),
        transfer: maybe(Message.Transfer(from: maybe("a"), to: "b")), extra: maybe(extra) ?? [])
    }
    return Transcript(
      id: text(&random), platform: maybe("jd"), shop: maybe(text(&random)), customer: maybe(.init(id: "u", name: "n")),
      agents: [.init(id: "a", name: maybe("b"), group: maybe("c"), extra: maybe(extra) ?? []), .init(id: "z")],
      startedAt: maybe(Timestamp(milliseconds: 1_793_496_600_120)), isOpen: Bool.random(using: &random),
      rating: maybe(.init(value: 4.5, minimum: 0, maximum: 10)), fields: maybe(extra) ?? [], messages: messages,
      extra: maybe(extra) ?? [])
  }

  @Test func readsBackEqual() throws {
    var random = SeededGenerator(seed: 11)
    let reader = CanonicalJSONLReader(file: "x")
    for _ in 0..<500 {
      let transcript = Self.transcript(&random)
      for offset in [0, 28800, -12600] {
        let line = CanonicalJSONLWriter(timeZoneOffsetSeconds: offset).line(transcript)
        #expect(!line.contains(0x0A))
        let imported = try reader.parse(line: line, number: 1)
        #expect(imported.transcript == transcript)
        #expect(imported.diagnostics.isEmpty)
      }
    }
  }

  @Test func membersStandInAFixedOrder() {
    let transcript = Transcript(
      id: "c1", platform: "taobao", customer: .init(id: "u"), agents: [.init(id: "a")],
      startedAt: Timestamp(milliseconds: 1_793_496_600_000), rating: .init(value: 5),
      messages: [Message(at: Timestamp(milliseconds: 1_793_496_602_120), role: .agent, sender: "a", text: "在")])
    let line = String(decoding: CanonicalJSONLWriter().line(transcript), as: UTF8.self)
    #expect(
      line
        == #"{"schema":1,"id":"c1","platform":"taobao","customer":{"id":"u"},"agents":[{"id":"a"}],"started_at":"2026-11-01T09:30:00+08:00","rating":{"value":5,"min":1,"max":5},"messages":[{"at":"2026-11-01T09:30:02.120+08:00","role":"agent","sender":"a","text":"在"}]}"#
    )
  }
}
