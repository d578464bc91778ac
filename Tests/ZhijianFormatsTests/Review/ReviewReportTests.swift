import Foundation
import Testing
import Zhijian

@testable import ZhijianFormats

/// What is said of reviews, and of findings that were decided before, in the forms that other programs read.
@Suite struct ReviewReportTests {
  private func statistics() throws -> ReviewStatistics {
    func row(_ key: String, _ stratum: ReviewStratum, _ verdict: ReviewVerdict?, _ by: String) throws -> ReviewRow {
      ReviewRow(
        key: try #require(ReviewKey(parsing: key + ".9f3e21aa")), rule: "slow-reply", stratum: stratum, batch: "B-1",
        population: stratum.isFinding ? 8 : 40, verdict: verdict, reason: "因为\u{1B}[31m", reviewer: by,
        appeal: key.hasSuffix("2") ? ReviewAppeal(status: .pending, appellant: "小李\u{1B}") : nil)
    }
    return ReviewStatistics([
      try row("F-0000000000000001", .finding, .right, "王"), try row("F-0000000000000001", .finding, .wrong, "李"),
      try row("F-0000000000000002", .finding, .right, "王\u{1B}"), try row("F-0000000000000003", .finding, nil, "王"),
      try row("N-0000000000000004", .nearMiss, .unsure, "王"), try row("C-0000000000000005", .clean, .right, "王"),
    ])
  }

  @Test func theJSONFollowsItsSchema() throws {
    let schema = try JSONSchema(contentsOf: packageFolder() + "/docs/schema/rules-review.schema.json")
    let statistics = try statistics()
    let entries = ReviewTestFiles.Outcome.allCases.map {
      ReviewTestFiles.Entry(item: statistics.items[0], outcome: $0, file: $0 == .noRule ? nil : "r.test.yaml")
    }
    for (report, hasTests) in [
      (ReviewReport(statistics, language: .chinese), false),
      (ReviewReport(statistics, tests: entries, language: .english), true),
      (ReviewReport(.init([]), language: .chinese), false),
    ] {
      let bytes = report.bytes(.json)
      let object = try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
      #expect(schema.faults(of: object) == [])
      #expect((object["tests"] != nil) == hasTests)
      #expect(bytes.last == 0x0A)
    }
  }

  @Test(arguments: [Language.chinese, .english]) func theTextIsSafeAndNarrow(_ language: Language) throws {
    let text = String(decoding: ReviewReport(try statistics(), language: language).bytes(.text), as: UTF8.self)
    #expect(!text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" })
    // The near misses were judged, but nobody was sure: recall is not known.
    #expect(text.contains("slow-reply") && text.contains("100% (21–100)"), "\(text)")
    for line in text.split(separator: "\n") where line.contains("slow-reply") {
      #expect(line.hasSuffix("—") || line.contains("F-"))
    }
  }

  @Test func decidedFindingsFollowTheSchemaAndHidePersonalData() throws {
    let fixture = try ReportFixture()
    let open = try #require(try fixture.conversations().first)
    let print = try #require(open.findings.first { $0.rule == "absolute-promise" }?.fingerprint)
    let suppression = FindingSuppression(
      target: .place(rule: "off-platform", conversation: "c-1", message: nil), reason: "问过 13812345678",
      until: CalendarDate(dayNumber: 20_800), by: "王主管")
    let decisions = FindingDecisions(
      overturned: [print: FindingDecision(.overturned, by: "李", reason: "电话 13812345678")], suppressions: [suppression],
      today: CalendarDate(dayNumber: 20_000))
    let evaluation = try fixture.analyzer.evaluate(open.transcript, decisions: decisions)
    let schema = try JSONSchema(contentsOf: packageFolder() + "/docs/schema/evaluation.schema.json")
    for privacy in [Redactor.Policy.none, .mask] {
      let text = try fixture.text(JSONLReport(), [evaluation], options: fixture.options(privacy: privacy))
      let object = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
      #expect(schema.faults(of: object) == [])
      #expect(text.contains("13812345678") == (privacy == .none))
      let findings = try #require(object["findings"] as? [[String: Any]])
      #expect(Set(findings.compactMap { $0["state"] as? String }) == ["open", "overturned", "suppressed"])
      let versions = try #require(object["versions"] as? [String: Any])
      #expect(versions["reviews"] is String && versions["suppressions"] is String && versions["baseline"] == nil)
    }
    let files = try fixture.files(CSVReport(), [evaluation])
    let table = try #require(files["findings.csv"])
    #expect(table.contains("suppressed,王主管,问过 138****5678,\(CalendarDate(dayNumber: 20_800)),"), "\(table)")
    let page = try fixture.text(HTMLReport(), [evaluation])
    #expect(page.contains("电话 138****5678 —— 李") && !page.contains("13812345678"))
  }
}
