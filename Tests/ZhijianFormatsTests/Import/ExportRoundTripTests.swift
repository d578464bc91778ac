import Testing
import Zhijian

@testable import ZhijianFormats

@Suite struct ExportRoundTripTests {
  private func random(_ random: inout SeededGenerator, number: Int) -> Transcript {
    var messages: [Message] = []
    for index in 0..<Int.random(in: 1...8, using: &random) {
      let isCustomer = Bool.random(using: &random)
      let texts = ["在吗", "有的\n亲", "\"引号\"", "😀", "您好，欢迎"]
      messages.append(
        Message(
          id: "\(number)-\(index)", at: Timestamp(milliseconds: 1_785_978_000_000 + Int64(index) * 7_123),
          role: isCustomer ? .customer : .agent,
          sender: isCustomer ? "甲" : "店:阿木", text: texts.randomElement(using: &random) ?? ""))
    }
    return Transcript(
      id: "t-\(number)", customer: Transcript.Party(id: "甲"), agents: [Transcript.Party(id: "店:阿木")], messages: messages
    )
  }

  @Test func scaUploadDataComesBack() {
    var generator = SeededGenerator(seed: 8)
    let transcripts = (0..<50).map { random(&generator, number: $0) }
    let reading = Reading(bytes: SCAUploadWriter().document(transcripts), file: "a.json")
    #expect(reading.report.format == "sca")
    #expect(reading.transcripts.count == 50)
    for (before, after) in zip(transcripts, reading.transcripts.map(\.transcript)) {
      #expect(after.id == before.id)
      #expect(after.customer == before.customer)
      #expect(after.agents == before.agents)
      #expect(after.messages.map(\.text) == before.messages.map(\.text))
      #expect(after.messages.map(\.role) == before.messages.map(\.role))
      #expect(after.messages.map(\.at) == before.messages.map(\.at))
    }
  }

  @Test func contactLensComesBack() {
    var generator = SeededGenerator(seed: 9)
    let transcripts = (0..<50).map { random(&generator, number: $0) }
    let lines: [UInt8] = transcripts.enumerated().flatMap {
      ContactLensWriter().line($0.element, number: $0.offset) + [0x0A]
    }
    let reading = Reading(bytes: lines, file: "a.jsonl")
    #expect(reading.report.format == "connect-chat")
    for (before, after) in zip(transcripts, reading.transcripts.map(\.transcript)) {
      #expect(after.id == before.id)
      #expect(after.messages == before.messages)
    }
    #expect(reading.transcripts.count == 50)
  }

  @Test func whatSCADoesNotKnowIsLeftOutOrNamed() {
    let transcript = Transcript(
      id: "",
      messages: [
        Message(role: .system, kind: .join, text: "接入"), Message(role: .customer, kind: .image, text: ""),
        Message(role: .bot, text: "您好"),
      ])
    let text = String(decoding: SCAUploadWriter().document([transcript]), as: UTF8.self)
    #expect(
      text
        == "{\"tickets\":[{\"tid\":\"ticket-1\",\"dialogue\":[{\"role\":\"客户\",\"words\":\"[图片]\"},{\"role\":\"客服\",\"words\":\"您好\"}]}],\"optional\":0}"
    )
  }
}

@Suite struct TranscriptMergerTests {
  private func message(_ seconds: Int, _ text: String, _ role: Role = .customer, id: String? = nil) -> Message {
    Message(id: id, at: Timestamp(milliseconds: Int64(seconds) * 1000), role: role, sender: role.rawValue, text: text)
  }

  private func merged(_ transcripts: Transcript...) -> TranscriptMerger {
    var merger = TranscriptMerger()
    for transcript in transcripts { merger.add(transcript) }
    return merger
  }

  @Test func overlappingExportsOfOneId() {
    var second = Transcript(
      id: "1", shop: "店", agents: [.init(id: "乙")], rating: .init(value: 5),
      messages: [message(20, "二"), message(30, "三"), message(30, "三")])
    second.messages[0].isRecalled = true
    let merger = merged(
      Transcript(
        id: "1", shop: "店", agents: [.init(id: "甲")], messages: [message(10, "一"), message(20, "二"), message(30, "三")]),
      second, Transcript(id: "1", shop: "别家", messages: [message(10, "一")]))
    #expect(merger.transcripts.count == 2)
    #expect(merger.transcripts[0].messages.map(\.text) == ["一", "二", "三", "三"])
    #expect(merger.transcripts[0].agents.map(\.id) == ["甲", "乙"])
    #expect(merger.transcripts[0].rating == .init(value: 5))
    #expect([merger.duplicates, merger.merged, merger.sharedMessages] == [0, 1, 2])
  }

  @Test func withoutIdsTheCustomerAndTwoMessagesTell() {
    let customer = Transcript.Party(id: "甲")
    let first = Transcript(
      id: "", customer: customer, messages: [message(10, "一"), message(20, "二"), message(30, "三")])
    let later = Transcript(
      id: "", customer: customer, messages: [message(20, "二"), message(30, "三"), message(40, "四")])
    let other = Transcript(id: "", customer: customer, messages: [message(900, "一"), message(910, "好")])
    let merger = merged(first, later, other, first)
    #expect(merger.transcripts.map { $0.messages.map(\.text) } == [["一", "二", "三", "四"], ["一", "好"]])
    #expect([merger.duplicates, merger.merged] == [1, 1])
  }

  @Test func idsOfMessagesCountAndRecallsAreKept() {
    var recalled = message(10, "一", id: "m")
    recalled.isRecalled = true
    let merger = merged(
      Transcript(id: "1", messages: [message(10, "一", id: "m")]), Transcript(id: "1", messages: [recalled]))
    #expect(merger.transcripts[0].messages.count == 1)
    #expect(merger.transcripts[0].messages[0].isRecalled)
    #expect(merger.duplicates == 1)
  }
}
