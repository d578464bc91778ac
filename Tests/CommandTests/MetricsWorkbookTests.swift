import Foundation
import Testing

/// Figures that were worked out by hand, step by step, in fixtures/metrics/workbook/expected.csv.
@Suite struct MetricsWorkbookTests {
  private static let folder = "fixtures/metrics/workbook"

  @Test func everyFigureIsTheOneWorkedOutByHand() throws {
    let result = try Program.run([
      "metrics", Self.folder + "/chats.jsonl", "--tables", Self.folder + "/tables.yaml", "--kpi",
      Self.folder + "/scorecard.yaml", "--format", "json",
    ])
    #expect(result.code == 0, "\(result.errors)")
    let root = try #require(try JSONSerialization.jsonObject(with: result.output) as? [String: Any])
    var scopes: [String: [String: Any]] = [:]
    scopes["total"] = root["total"] as? [String: Any]
    for agent in root["agents"] as? [[String: Any]] ?? [] {
      scopes[try #require(agent["id"] as? String)] = agent
    }
    let text = try String(contentsOfFile: Program.root + "/" + Self.folder + "/expected.csv", encoding: .utf8)
    let rows = text.split(separator: "\n").dropFirst().map { $0.split(separator: ",").map(String.init) }
    #expect(rows.count > 50)
    for row in rows {
      let (scope, metric) = (row[0], row[1])
      let expected = try #require(Double(row[3]), "\(row)")
      let values = try #require(scopes[scope], "\(row)")
      let found: Double?
      if metric == "score" {
        found = values["score"] as? Double
      } else {
        let metrics = try #require(values["metrics"] as? [String: [String: Any]])
        found = try #require(metrics[metric], "\(row)")["value"] as? Double
      }
      #expect(abs((found ?? .nan) - expected) <= 1e-6, "\(scope) \(metric): \(String(describing: found)), \(row[2])")
    }
  }

  /// Rows are taken, doubled, sums, empty or invalid; those taken are somebody's, everybody's or wait.
  @Test func everyRowOfATableIsAccountedFor() throws {
    let result = try Program.run([
      "metrics", Self.folder + "/chats.jsonl", "--tables", Self.folder + "/tables.yaml", "--format", "json",
    ])
    let root = try #require(try JSONSerialization.jsonObject(with: result.output) as? [String: Any])
    let tables = try #require(root["tables"] as? [[String: Any]])
    let joined = try #require(root["joined"] as? [[String: Any]])
    #expect(tables.count == 9)
    for table in tables {
      func count(_ key: String) -> Int { table[key] as? Int ?? -1 }
      let parts = ["taken", "duplicates", "summaries", "empty", "invalid"].map(count)
      #expect(parts.reduce(0, +) == count("rows"))
      let account = try #require(joined.first { $0["kind"] as? String == table["kind"] as? String })
      let uses = ["attributed", "unattributed", "idle"].map { account[$0] as? Int ?? -1 }
      #expect(uses.reduce(0, +) == count("taken"), "\(table)")
    }
    let misses = joined.flatMap { $0["unmatched"] as? [[String: Any]] ?? [] }
    #expect(misses.compactMap { $0["value"] as? String } == ["c9", "k8", "王五"])
  }

  @Test func theSalesOfAgentsAndOfNobodyAddUpToTheShops() throws {
    let result = try Program.run([
      "metrics", Self.folder + "/chats.jsonl", "--tables", Self.folder + "/tables.yaml", "--format", "json",
    ])
    let root = try #require(try JSONSerialization.jsonObject(with: result.output) as? [String: Any])
    func cents(_ scope: [String: Any]?, _ metric: String) -> Int {
      ((scope?["metrics"] as? [String: [String: Any]])?[metric])?["sum"] as? Int ?? -1
    }
    let agents = root["agents"] as? [[String: Any]] ?? []
    for (metric, nobody) in [
      ("sales_onetime_yuan", 30_000), ("sales_order_yuan", 35_990), ("sales_paid_yuan", 30_000),
    ] {
      let own = agents.reduce(0) { $0 + cents($1, metric) }
      #expect(own + nobody == cents(root["total"] as? [String: Any], metric), "\(metric)")
    }
  }
}
