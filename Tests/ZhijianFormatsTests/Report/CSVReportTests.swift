import Testing
import Zhijian
import ZhijianFormats

@Suite struct CSVReportTests {
  private let fixture: ReportFixture

  init() throws { fixture = try ReportFixture() }

  private func table(_ files: [String: String], _ name: String) throws -> [[String: String]] {
    let rows = csvRows(try #require(files[name]))
    let head = try #require(rows.first)
    return rows.dropFirst().map { row in
      #expect(row.count == head.count, "\(name)")
      return Dictionary(zip(head, row), uniquingKeysWith: { first, _ in first })
    }
  }

  @Test func writesEveryFileWithOneHead() throws {
    let files = try fixture.files(CSVReport(), try fixture.conversations())
    #expect(
      files.keys.sorted() == [
        "agent_rules.csv", "agent_sections.csv", "agents.csv", "conversations.csv", "findings.csv", "ledger.csv",
        "metrics.csv", "overview.csv", "rules.csv", "trend.csv",
      ])
    for (name, text) in files {
      #expect(text.unicodeScalars.first == "\u{FEFF}")
      let rows = csvRows(text)
      #expect(Set(rows.map(\.count)).count == 1, "\(name)")
      let head = try #require(rows.first)
      #expect(Set(head).count == head.count, "\(name)")
    }
    let english = try fixture.files(
      CSVReport(byteOrderMark: false), [], options: fixture.options(language: .english, privacy: Redactor.Policy.none))
    #expect(
      english["ledger.csv"] == "conversation_id,agent_id,rule,rule_title,category,kind,points,effect,findings\r\n")
    #expect(english["agents.csv"]?.hasPrefix("rank,agent_id,agent_name,conversations,n,score,low,high,") == true)
  }

  @Test func saysWhatTheEvaluationsSay() throws {
    let files = try fixture.files(
      CSVReport(), try fixture.conversations(), options: fixture.options(language: .english))
    let conversations = try table(files, "conversations.csv")
    #expect(conversations.map { $0["conversation_id"] } == ["c-1", "c-2", "c-3"])
    #expect(conversations.map { $0["score"] } == ["0", "100", "98.98"])
    #expect(conversations.map { $0["auto_fail"] } == ["1", "0", "0"])
    #expect(conversations.map { $0["started_at"] } == ["2026-01-05 10:00:00", "2026-01-05 10:00:00", ""])
    #expect(conversations.map { $0["first_response_seconds"] } == ["8", "4", ""])
    let agents = try table(files, "agents.csv")
    #expect(agents.map { $0["rank"] } == ["1", ""])
    #expect(agents.map { $0["ranked"] } == ["1", "0"])
    #expect(agents.map { $0["score"] } == ["50", "98.98"])
    let findings = try table(files, "findings.csv")
    #expect(findings.map { $0["finding_id"] } == ["f1", "f2", "f3", "f4", "f5", "f1"])
    #expect(findings[1]["text"] == "😀亲，加我微信聊，电话138****5678")
    #expect(findings[1]["evidence"] == "加我微信")
    #expect(findings[1]["effect"] == "-93.38")
    #expect(findings[5]["nearest_miss_lacks"] == "本店")
    #expect(findings[5]["at"] == "")
    let rules = try table(files, "rules.csv")
    #expect(rules.map { $0["rule"] } == ["absolute-promise", "asks-for-price", "greeting", "off-platform"])
    #expect(rules.map { $0["findings"] } == ["2", "1", "2", "1"])
    #expect(rules.map { $0["hit_ratio"] } == ["0.333333", "0.333333", "0.666667", "0.333333"])
    let metrics = try table(files, "metrics.csv")
    #expect(metrics.count == MetricDefinition.all.count * 3)
    let wait = metrics.first { $0["metric"] == "first_response_mean_seconds" && $0["agent_id"] == "小李" }
    #expect(wait?["value"] == "6" && wait?["sum"] == "12000" && wait?["count"] == "2")
  }

  @Test func ledgerRowsAddUpToTheScores() throws {
    let files = try fixture.files(
      CSVReport(), try fixture.conversations(), options: fixture.options(language: .english))
    for conversation in try table(files, "conversations.csv") {
      let sum = try table(files, "ledger.csv").filter {
        $0["conversation_id"] == conversation["conversation_id"] && $0["agent_id"] == ""
      }.compactMap { Double($0["effect"] ?? "") }.reduce(0, +)
      #expect(abs(sum - (Double(conversation["score"] ?? "") ?? .nan)) < 0.001)
    }
  }

  @Test func textIsNeverAFormula() throws {
    let evaluation = try fixture.evaluate(
      "[+0:00] 客服(@SUM): =HYPERLINK(\"http://x\",\"加我微信\")", id: "+cmd|' /C calc'!A0")
    let files = try fixture.files(CSVReport(), [evaluation], options: fixture.options(language: .english))
    var checked = 0
    for (name, text) in files {
      for cell in csvRows(text).joined() {
        let isNumber = Double(cell) != nil
        if let first = cell.unicodeScalars.first, "=+-@\t\r\n＝＋－＠".unicodeScalars.contains(first) {
          #expect(isNumber, "\(name): \(cell)")
        }
        checked += 1
      }
    }
    #expect(checked > 200)
    let finding = try #require(try table(files, "findings.csv").first { $0["rule"] == "off-platform" })
    #expect(finding["conversation_id"] == "'+cmd|' /C calc'!A0")
    #expect(finding["text"]?.hasPrefix("'=HYPERLINK(\"http://x\"") == true)
  }
}
