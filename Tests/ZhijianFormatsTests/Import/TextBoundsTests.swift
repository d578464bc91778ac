import Testing
import Zhijian

@testable import ZhijianFormats

/// Texts, names and problems without end.
@Suite struct TextBoundsTests {
  private func line(_ id: String, _ texts: [String], more: String = "") -> String {
    let messages = texts.map { "{\"role\":\"customer\",\"text\":\"\($0)\"}" }.joined(separator: ",")
    return "{\"id\":\"\(id)\"\(more),\"messages\":[\(messages)]}\n"
  }

  @Test func longTextsAreCutOffAndNamed() throws {
    let most = Message.maximumUnits
    let long = String(repeating: "在吗", count: most)
    let reading = Reading(
      line("a", ["好", long, String(repeating: "吗", count: most)]) + line("b", ["好"]), file: "a.jsonl")
    #expect(reading.messages.map(\.text.utf16.count) == [1, most, most, 1])
    #expect(reading.transcripts[0].diagnostics.map(\.code) == ["long-text"])
    #expect(reading.transcripts[0].diagnostics.first?.location == SourceLocation(file: "a.jsonl", line: 1))
    #expect(reading.transcripts[1].diagnostics.isEmpty)
    // Of tables, too, and where lines come from standard input.
    let table = Reading("会话编号,角色,内容\n1,客户,\(long)\n", file: "a.csv")
    #expect(table.messages.map(\.text.utf16.count) == [most])
    #expect(table.codes.contains("long-text"))
    let parsed = try CanonicalJSONLReader(file: "stdin").parse(line: Array(line("a", [long]).utf8), number: 7)
    #expect(parsed.transcript.messages.map(\.text.utf16.count) == [most])
    #expect(parsed.diagnostics.map(\.code) == ["long-text"])
  }

  @Test func noCharacterIsCutInHalf() {
    let text = "a" + String(repeating: "😀", count: Message.maximumUnits)
    let reading = Reading(line("a", [text]), file: "a.jsonl")
    #expect(reading.messages.first?.text.utf16.count == Message.maximumUnits - 1)
    #expect(reading.messages.first?.text.unicodeScalars.last == "😀")
  }

  @Test func aConversationEndsWithTooMuchText() {
    let text = String(repeating: "x", count: Message.maximumUnits)
    let fitting = Transcript.maximumTextBytes / Message.maximumUnits
    let reading = Reading(line("a", Array(repeating: text, count: fitting + 3)) + line("b", ["好"]), file: "a.jsonl")
    #expect(reading.transcripts.map(\.transcript.messages.count) == [fitting, 1])
    #expect(reading.transcripts.map { $0.diagnostics.map(\.code) } == [["too-much-text"], []])
    #expect(reading.transcripts[0].diagnostics.first?.severity == .error)
    #expect(reading.transcripts[0].diagnostics.first?.message.english.contains("3 more messages") == true)
  }

  /// A cell that is merged over rows gives its name to each of them: a megabyte would stand in every message.
  @Test func longNamesAreCutOffAndNamed() {
    let name = String(repeating: "客", count: 5000)
    let table = Reading("会话编号,客服,角色,内容\n1,\(name),客服,在的\n1,,客服,亲\n2,小丹,客服,在的\n", file: "a.csv")
    #expect(table.messages.map { $0.sender?.utf16.count } == [1000, 1000, 2])
    #expect(table.transcripts.map { $0.transcript.agents.map(\.id.utf16.count) } == [[1000], [2]])
    #expect(table.transcripts.map { $0.diagnostics.map(\.code) } == [["long-name"], []])
    let long = String(repeating: "n", count: 1001)
    let more =
      ",\"shop\":\"\(long)\",\"customer\":{\"id\":\"\(long)\",\"name\":\"\(long)\"},\"group\":\"\(long)\",\"platform\":\"\(long)\""
    let reading = Reading(line(long, ["好"], more: more), file: "a.jsonl")
    let transcript = reading.transcripts.first?.transcript
    #expect(transcript?.id.count == 1000)
    #expect(transcript?.shop?.count == 1000)
    #expect(transcript?.customer?.id.count == 1000)
    #expect(transcript?.customer?.name?.count == 1000)
    #expect(
      reading.transcripts.first?.diagnostics.map(\.message.english) == [
        "6 ids and names of more than 1000 characters were cut off"
      ])
  }

  @Test func problemsOfOneFileAreCountedNotListed() {
    let lines = (0..<1000).map { "{\"id\":\"\($0)\"}\n" }.joined()
    let reading = Reading(lines + line("good", ["好"]), file: "a.jsonl")
    #expect(reading.failures.count == DiagnosticQuota.maximum)
    #expect(reading.report.failures == 1000)
    #expect(reading.transcripts.map(\.transcript.id) == ["good"])
    let rest = reading.report.diagnostics.filter { $0.code == "more-problems" }
    #expect(rest.map(\.severity) == [.error])
    #expect(rest.first?.message.chinese == "还有 800 个错误、0 个警告、0 个提示没有逐条列出")
    // Warnings do not keep errors out.
    let odd = (0..<1000).map { "{\"id\":\"\($0)\",\"messages\":[{\"role\":\"king\",\"text\":\"x\"}]}\n" }.joined()
    let both = Reading(odd + "{\"id\":\"bad\"}\n", file: "a.jsonl")
    #expect(both.transcripts.count == 1000)
    #expect(both.transcripts.reduce(0) { $0 + $1.diagnostics.count } == DiagnosticQuota.maximum)
    #expect(both.failures.count == 1)
    #expect(both.report.diagnostics.filter { $0.code == "more-problems" }.map(\.severity) == [.warning])
  }

  @Test func fewProblemsAreAllListed() {
    let reading = Reading((0..<200).map { "{\"id\":\"\($0)\"}\n" }.joined(), file: "a.jsonl")
    #expect(reading.failures.count == 200)
    #expect(!reading.codes.contains("more-problems"))
  }
}
