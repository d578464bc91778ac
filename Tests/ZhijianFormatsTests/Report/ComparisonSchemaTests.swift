import Foundation
import Testing
import Zhijian

@testable import ZhijianFormats

/// docs/schema/comparison.schema.json is what `zhijian compare --format json` writes.
@Suite struct ComparisonSchemaTests {
  private func results(_ fixture: ReportFixture, _ dialogues: [String]) throws -> PeriodResults {
    let lines = try dialogues.enumerated().map { try fixture.evaluate($0.element, id: "c\($0.offset)") }
    let path = FileManager.default.temporaryDirectory.appending(path: "zhijian-\(UUID().uuidString).jsonl").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    try fixture.text(JSONLReport(), lines).write(toFile: path, atomically: true, encoding: .utf8)
    return try ResultFile(path: path).results().results
  }

  @Test(arguments: [1, 12]) func documentsFitTheSchema(count: Int) throws {
    let fixture = try ReportFixture()
    let good = "[+0:00] 客户: 多少钱\n[+0:04] 客服(小李): 欢迎光临本店"
    let bad = "[+0:00] 客户: 多少钱\n[+1:40] 客服(小李): 保证最低\n[+2:00] 客户: 气死了"
    let before = try results(fixture, Array(repeating: bad, count: count))
    let after = try results(fixture, Array(repeating: good, count: count))
    let document = ComparisonDocument(
      comparison: ResultsComparison(before: before, after: after, minimumSample: 2), names: ("a.jsonl", "b.jsonl"),
      problems: [], options: fixture.options())
    let json = try JSONSerialization.jsonObject(with: Data(document.bytes(.json)))
    let schema = try JSONSchema(contentsOf: Document.root.path + "/docs/schema/comparison.schema.json")
    #expect(schema.faults(of: json) == [])
    let rows = try #require((json as? [String: Any])?["rows"] as? [[String: Any]])
    let verdicts = Set(rows.compactMap { $0["verdict"] as? String })
    #expect(rows.count > 8 && (count == 1 ? verdicts == ["too_few"] : verdicts.contains("better")), "\(verdicts)")
    // A schema that takes anything would prove nothing.
    var broken = try #require(json as? [String: Any])
    broken["rows"] = [["kind": "team"]]
    #expect(!schema.faults(of: broken).isEmpty)
  }
}
