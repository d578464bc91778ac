import Foundation
import Testing
import Zhijian
import ZhijianFormats

@Suite struct JSONReportTests {
  private let fixture: ReportFixture

  init() throws { fixture = try ReportFixture() }

  private func object(_ text: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  @Test func holdsTheEvaluationsOfTheLines() throws {
    let evaluations = try fixture.conversations()
    let document = try object(fixture.text(JSONReport(), evaluations))
    #expect(Set(document.keys) == ["schema", "versions", "evaluations", "agents", "summary"])
    let lines = try fixture.text(JSONLReport(), evaluations).split(separator: "\n").map { try object(String($0)) }
    #expect(document["evaluations"] as? NSArray == lines as NSArray)
  }

  @Test func ranksAgentsAndLeavesOutSmallSamples() throws {
    let document = try object(fixture.text(JSONReport(), try fixture.conversations()))
    let agents = try #require(document["agents"] as? [[String: Any]])
    #expect(agents.map { $0["id"] as? String } == ["小李", "小王"])
    #expect(agents.map { $0["n"] as? Int } == [2, 1])
    #expect(agents.map { $0["score"] as? Double } == [50, 98.98])
    #expect(agents.map { $0["ranked"] as? Bool } == [true, false])
    #expect(agents[1]["low"] is NSNull && agents[1]["grade"] as? String == "A")
    #expect(agents.map { $0["forbidden_findings"] as? Int } == [3, 0])
  }

  @Test func sumsUp() throws {
    let problem = Diagnostic(
      .error, code: "bad-json", message: LocalizedText(zh: "坏", en: "bad"),
      location: SourceLocation(file: "a/13812345678.jsonl", line: 3, column: 7))
    let options = fixture.options(language: .english, privacy: .mask)
    let text = try fixture.text(JSONReport(), try fixture.conversations(), options: options, problems: [problem])
    let summary = try #require(try object(text)["summary"] as? [String: Any])
    #expect(summary["conversations"] as? Int == 3)
    #expect(summary["messages"] as? Int == 10)
    #expect(summary["score"] as? Double == 66.33)
    #expect(summary["grades"] as? [String: Int] == ["A": 2])
    #expect(summary["auto_fails"] as? Int == 1)
    let coverage = try #require(summary["script_coverage"] as? [String: Any])
    #expect(coverage["sum"] as? Int == 1 && coverage["count"] as? Int == 3)
    let rules = try #require(summary["rules"] as? [[String: Any]])
    #expect(rules.map { $0["rule"] as? String } == ["absolute-promise", "asks-for-price", "greeting", "off-platform"])
    #expect(rules.map { $0["findings"] as? Int } == [2, 1, 2, 1])
    let problems = try #require(summary["problems"] as? [[String: Any]])
    #expect(problems.first?["message"] as? String == "bad")
    #expect(problems.first?["file"] as? String == "a/138****5678.jsonl")
    #expect(problems.first?["line"] as? Int == 3)
  }

  @Test func anEmptyBatchIsADocumentToo() throws {
    let document = try object(fixture.text(JSONReport(), []))
    #expect((document["evaluations"] as? [Any])?.isEmpty == true)
    #expect((document["agents"] as? [Any])?.isEmpty == true)
    #expect((document["summary"] as? [String: Any])?["score"] is NSNull)
    #expect(try fixture.text(JSONLReport(), []) == "")
  }

  @Test func handsOnEachEvaluationAtOnce() throws {
    let output = CollectedOutput()
    let writer = JSONReport().makeWriter(options: fixture.options(), output: output)
    var size = 0
    for evaluation in try fixture.conversations() {
      try writer.write(evaluation)
      let now = output.files[""]?.count ?? 0
      #expect(now > size + 1000)
      size = now
    }
  }
}
