import Foundation
import Testing

@testable import Zhijian

/// Phrases against messages in the other script: Contexts/traditional-second.tsv, written without sight of the tables.
///
/// With `ZHIJIAN_PRINT_MISSES=1` every row that comes out otherwise is printed.
@Suite struct TraditionalTableTests {
  /// Rows that come out otherwise, `phrase<TAB>message`, each with the reason why they stay so.
  private static let knownGaps: [String: String] = [
    "超商\t超商店到店寄不到外島": "ICU reads 商店, which the phrase would cut",
    "群里\t羣裏面都話係假嘅": "里面 is a word, which the phrase would cut",
  ]

  private static func rows() throws -> [[String]] {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appending(path: "../Text/Contexts/traditional-second.tsv").standardizedFileURL
    return try String(contentsOf: file, encoding: .utf8).split(separator: "\n").filter { !$0.hasPrefix("#") }.map {
      $0.split(separator: "\t").map(String.init)
    }
  }

  @Test func phrasesFindTheirCharactersInTheOtherScript() throws {
    var wrong: Set<String> = []
    var falseHits = 0
    let rows = try Self.rows()
    // One rule a phrase, all in one rule set, which is expensive to make without optimization.
    let phrases = Array(Set(rows.compactMap(\.first))).sorted()
    let rules = try phrases.enumerated().map { index, phrase in
      try RuleBench.rule("id: r\(index)\nforbid: {role: agent, keyword: ['\(phrase)']}")
    }
    let worker = try RuleBench.analyzer(rules).makeWorker()
    for row in rows {
      try #require(row.count == 3 && (row[2] == "hit" || row[2] == "miss"))
      let message = Message(role: .agent, text: row[1])
      let found = Set(worker.evaluate(Transcript(id: "row", messages: [message])).findings.map(\.rule))
      let isHit = phrases.firstIndex(of: row[0]).map { found.contains("r\($0)") } ?? false
      guard isHit != (row[2] == "hit") else { continue }
      wrong.insert("\(row[0])\t\(row[1])")
      if isHit { falseHits += 1 }
    }
    if ProcessInfo.processInfo.environment["ZHIJIAN_PRINT_MISSES"] != nil {
      print("right \(rows.count - wrong.count) of \(rows.count), false hits \(falseHits)")
      for row in wrong.sorted() { print(row) }
    }
    #expect(rows.count == 327)
    #expect(falseHits == 0)
    #expect(wrong == Set(Self.knownGaps.keys))
  }
}
