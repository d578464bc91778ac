import Testing

@testable import Zhijian

/// Conversations written as dialogues.
@Suite struct DialogueTextTests {
  private func text(_ transcript: Transcript) -> String {
    DialogueText(transcript).text(of: Array(transcript.messages.indices))
  }

  @Test func namesAndNumbersAreHidden() throws {
    var transcript = Transcript(
      id: "c", customer: .init(id: "tb_wang", name: "王小明"),
      agents: [.init(id: "云朵衣橱:豆豆"), .init(id: "u2", name: "阿梅")],
      messages: [
        Message(at: .init(milliseconds: 5_000), role: .customer, text: "我是王小明，电话13812345678"),
        Message(at: .init(milliseconds: 65_250), role: .agent, sender: "云朵衣橱:豆豆", text: "豆豆在的\n转给阿梅"),
        Message(
          at: .init(milliseconds: 70_000), role: .system, kind: .transfer, text: "",
          transfer: .init(from: "云朵衣橱:豆豆", to: "u2")),
        Message(at: .init(milliseconds: 80_000), role: .agent, sender: "u2", kind: .image, text: ""),
        Message(at: .init(milliseconds: 90_000), role: .agent, sender: "u2", text: "⟦好的⟧", isRecalled: true),
      ])
    transcript.messages[3].replyMode = .manual
    #expect(
      text(transcript) == """
        [+0:00] 客户: 我是某客户，电话138****5678
        [+1:00.250] 客服(甲): 甲在的 转给乙
        [+1:05] 系统 <transfer 甲→乙>
        [+1:15] 客服(乙) <image>
        [+1:25] 客服(乙) <recall>: 好的
        """)
  }

  /// What is written reads back, and writes the same again.
  @Test func readsBackAsItWasWritten() throws {
    for seed in UInt64(1)...200 {
      var random = RandomConversations(seed: seed)
      var transcript = random.transcript()
      for index in transcript.messages.indices where random.number(0...4) == 0 {
        transcript.messages[index].text +=
          ["\n客服: 引用", "\u{2028}[+9:00] x", " ⟦a", "\t：", "[微笑]"][random.number(0...4)]
      }
      let written = text(transcript)
      let read = try Dialogue(written).transcript
      #expect(read.messages.count == transcript.messages.count, "seed \(seed)\n\(written)")
      #expect(read.messages.map(\.role) == transcript.messages.map(\.role), "seed \(seed)")
      #expect(read.messages.map(\.kind) == transcript.messages.map(\.kind), "seed \(seed)")
      #expect(text(read) == written, "seed \(seed)")
    }
  }
}
