import Foundation
import Testing
import Zhijian
import ZhijianFormats

@Suite struct JSONLinesFormatTests {
  private static let good = #"{"id":"a","messages":[{"role":"customer","text":"在吗"}]}"#

  @Test func oneBadLineNeverStopsTheRest() {
    let reading = Reading("\(Self.good)\n\n{\"id\":\n  \n{\"messages\":[{\"role\":1}]}\n\(Self.good)", file: "a.jsonl")
    #expect(reading.transcripts.map(\.line) == [1, 6])
    #expect(reading.failures.map(\.line) == [3, 5])
    #expect(reading.failures.map(\.diagnostic.code) == ["bad-json", "wrong-type"])
    #expect(reading.report.transcripts == 2)
    #expect(reading.report.failures == 2)
  }

  @Test(arguments: ["\n", "\r\n", "\r"]) func everyLineEnd(_ end: String) {
    let reading = Reading(Self.good + end + Self.good + end + end + Self.good, file: "a.jsonl")
    #expect(reading.transcripts.map(\.line) == [1, 2, 4])
  }

  @Test func jsonFilesHoldOneConversationOrMany() {
    let pretty = "{\n  \"id\": \"a\",\n  \"messages\": [\n    {\"role\": \"agent\", \"text\": \"在\"}\n  ]\n}\n"
    #expect(Reading(pretty, file: "a.json").transcripts.map(\.line) == [1])
    #expect(Reading(pretty + pretty, file: "a.json").transcripts.map(\.line) == [1, 7])
    #expect(Reading("[\(pretty),\n\(Self.good)]", file: "a.json").transcripts.map(\.line) == [1, 8])
    #expect(Reading(Self.good + "\n" + Self.good, file: "a.json").transcripts.count == 2)
    #expect(Reading("{\"id\":\"a\",\"mess\n\(Self.good)\n", file: "a.json").transcripts.map(\.line) == [2])
    let broken = Reading("[\(Self.good),\n{\"messages\":5},\n\(Self.good),\n{]", file: "a.json")
    #expect(broken.transcripts.map(\.line) == [1, 3])
    #expect(
      broken.failures.map(\.diagnostic.location) == [
        SourceLocation(file: "a.json", line: 2, column: 13), SourceLocation(file: "a.json", line: 4, column: 2),
      ])
  }

  @Test func longLinesArePassedOver() {
    var options = ImportOptions()
    options.maximumLineBytes = 200
    let long = #"{"messages":[{"role":"agent","text":""# + String(repeating: "长", count: 500_000) + "\"}]}"
    let reading = Reading("\(Self.good)\n\(long)\n\(Self.good)\n\(long)", file: "a.jsonl", options: options)
    #expect(reading.transcripts.map(\.line) == [1, 3])
    #expect(reading.failures.map(\.diagnostic.code) == ["line-too-long", "line-too-long"])
    #expect(reading.failures.map(\.line) == [2, 4])
  }

  @Test func stopsWhenAsked() {
    var count = 0
    let text = Array(repeating: Self.good, count: 10).joined(separator: "\n")
    TranscriptReader().read(bytes: Array(text.utf8), file: "a.jsonl") { _ in
      count += 1
      return count < 3
    }
    #expect(count == 3)
  }

  @Test func aStreamHandsOutEachLineAtOnce() throws {
    var ends: [Int32] = [0, 0]
    try #require(pipe(&ends) == 0)
    func send(_ bytes: [UInt8]) { #expect(write(ends[1], bytes, bytes.count) == bytes.count) }
    send([0xEF, 0xBB, 0xBF] + Array((Self.good + "\n").utf8))
    var seen: [String] = []
    CanonicalJSONLStream(descriptor: ends[0], file: "stdin").read { record in
      switch record {
      case .transcript(let imported): seen.append("\(imported.line ?? 0) \(imported.diagnostics.map(\.code))")
      case .failure(let line, let diagnostic): seen.append("\(line ?? 0) \(diagnostic.code)")
      }
      // The next line is written only after this one has come out.
      switch seen.count {
      case 1: send(Array("\n{\"messages\":\r\n".utf8))
      case 2: send(Array("{\"messages\":[{\"role\":\"agent\",\"text\":\"".utf8) + [0xFF] + Array("\"}]}\n".utf8))
      case 3:
        send(Array(Self.good.utf8))
        close(ends[1])
      default: break
      }
      return true
    }
    close(ends[0])
    #expect(seen == ["1 []", "3 bad-json", "4 [\"replaced-bytes\"]", "5 []"])
  }

  @Test("the places of many faults in one long document are right, and found in linear time")
  func manyFaults() throws {
    let messages = repeatElement(#"{"role":"买家","text":"在"}"#, count: 300).joined(separator: ",\n")
    let record = #"{"id":"x","messages":["# + messages + "]}"
    let text = "[" + repeatElement(record, count: 300).joined(separator: ",\n") + "]"
    let clock = ContinuousClock()
    var reading: Reading?
    let time = clock.measure { reading = Reading(text, file: "a.json") }
    // Counting the lines from the beginning for each fault took minutes.
    #expect(time < .seconds(30))
    let transcripts = try #require(reading).transcripts
    #expect(transcripts.map(\.line) == (0..<300).map { 1 + $0 * 300 })
    let places = transcripts.flatMap(\.diagnostics).filter { $0.code == "unknown-role" }.compactMap(\.location)
    // The others of the 300 times 50 that conversations name are counted.
    #expect(places.count > 190 && places.count <= 200)
    #expect(places.last?.line == 947)
    #expect(reading?.report.diagnostics.contains { $0.code == "more-problems" } == true)
    // What is counted only is somewhere, too.
    let rests = transcripts.flatMap(\.diagnostics).filter { $0.code == "more-faults" }
    #expect(rests.allSatisfy { $0.location?.line != nil })
    #expect(places.prefix(3).map(\.line) == [1, 2, 3])
    #expect(places.prefix(3).map(\.column) == [32, 9, 9])
  }
}
