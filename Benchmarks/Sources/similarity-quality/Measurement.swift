import Foundation
import Zhijian
import ZhijianFormats

/// All cases of a file, judged by the real engine with one rule a script, operator and threshold.
struct Measurement {
  private struct Row {
    let script: String
    let text: String
    let isSaid: Bool
    /// By threshold of `SimilarityQuality.thresholds`.
    let similar: [Bool]
    let isCovered: Bool
    let edit: Double
  }

  private let rows: [Row]
  private let scripts: [String]
  var count: Int { rows.count }

  init(_ scripts: [ScriptCases], home: String) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "similarity-quality-\(getpid())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for script in scripts {
      for (number, threshold) in SimilarityQuality.thresholds.enumerated() {
        try Self.write(
          "similar-\(number)-\(script.id)", "  similar: \(Self.list(script.samples))\n  threshold: \(threshold)",
          to: folder)
      }
      let slots = script.slots.map { "    '\($0.name)': \(Self.list($0.wordings))\n" }.joined()
      try Self.write("script-\(script.id)", "  script: '\(script.id)'\n  slots:\n\(slots)", to: folder)
    }
    var locations = Workspace.Locations(workingFolder: folder.path, home: home)
    locations.rules = [folder.path]
    let workspace = try Workspace.load(locations)
    let worker = try workspace.analyzer.makeWorker()
    let folding = workspace.analyzer.folding
    func folded(_ text: String) -> [UInt16] { folding.fold(Array(text.utf16), view: .base).units }
    var rows: [Row] = []
    for script in scripts {
      let samples = script.samples.map(folded)
      for item in script.cases {
        let transcript = Transcript(id: "case", messages: item.messages.map { Message(role: .agent, text: $0) })
        let rules = Set(worker.evaluate(transcript).findings.map(\.rule))
        let joined = folded(item.messages.joined())
        rows.append(
          Row(
            script: script.id, text: item.messages.joined(separator: " / "), isSaid: item.isSaid,
            similar: SimilarityQuality.thresholds.indices.map { rules.contains("similar-\($0)-\(script.id)") },
            isCovered: rules.contains("script-\(script.id)"),
            edit: samples.map { EditRatio.of($0, joined) }.max() ?? 0))
      }
    }
    self.rows = rows
    self.scripts = scripts.map(\.id)
  }

  /// Microseconds of processor time that a message takes with the first `count` scripts of a file as rules; with `similar` and `script`, or
  /// with a phrase of each for comparison.
  static func cost(_ scripts: [ScriptCases], count: Int, isKeyword: Bool, home: String) throws -> Double {
    let folder = FileManager.default.temporaryDirectory.appending(path: "similarity-speed-\(getpid())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for script in scripts.prefix(count) {
      let slots = script.slots.map { "    '\($0.name)': \(list($0.wordings))\n" }.joined()
      try write(
        "similar-\(script.id)", "  \(isKeyword ? "keyword" : "similar"): \(list(script.samples))", to: folder)
      try write(
        "script-\(script.id)",
        isKeyword
          ? "  keyword: \(list(script.slots.flatMap(\.wordings)))" : "  script: '\(script.id)'\n  slots:\n\(slots)",
        to: folder)
    }
    var locations = Workspace.Locations(workingFolder: folder.path, home: home)
    locations.rules = [folder.path]
    let worker = try Workspace.load(locations).analyzer.makeWorker()
    let messages = scripts.flatMap { $0.cases.flatMap(\.messages) }.map { Message(role: .agent, text: $0) }
    let transcripts = stride(from: 0, to: messages.count, by: 20).map { start in
      Transcript(id: "speed", messages: Array(messages[start..<min(start + 20, messages.count)]))
    }
    var best = Double.infinity
    for _ in 0..<5 {
      let start = clock()
      for transcript in transcripts { _ = worker.evaluate(transcript) }
      best = min(best, Double(clock() - start) / Double(CLOCKS_PER_SEC) * 1e6)
    }
    return best / Double(messages.count)
  }

  private static func list(_ phrases: [String]) -> String {
    "[\(phrases.map { "'\($0.replacingOccurrences(of: "'", with: "''"))'" }.joined(separator: ", "))]"
  }

  private static func write(_ id: String, _ condition: String, to folder: URL) throws {
    let rule = """
      id: \(id)
      title: 衡量
      why: 衡量
      category: scripts
      severity: info
      observe:
        role: agent
        join: true
      \(condition)
      """
    try rule.write(to: folder.appending(path: "\(id).yaml"), atomically: true, encoding: .utf8)
  }

  // MARK: Figures

  private func confusion(of script: String? = nil, _ isHit: (Row) -> Bool) -> Confusion {
    var result = Confusion()
    for row in rows where script == nil || row.script == script { result.add(isHit(row), row.isSaid) }
    return result
  }

  /// The threshold at which the edit distance does best on these very cases.
  private var bestEdit: Double {
    (1...100).map { Double($0) / 100 }.max { left, right in
      confusion { $0.edit >= left }.balanced < confusion { $0.edit >= right }.balanced
    } ?? 0
  }

  private static let standard = SimilarityQuality.thresholds.firstIndex(of: "0.8") ?? 0

  func printTable() {
    print("| | precision | recall | F1 | found | missed | wrong | refused |")
    print("|---|--:|--:|--:|--:|--:|--:|--:|")
    let edit = bestEdit
    Self.line("edit distance, ratio ≥ \(Self.number(edit)) (best here)", confusion { $0.edit >= edit })
    Self.line("edit distance, ratio ≥ 0.80", confusion { $0.edit >= 0.8 })
    for (number, threshold) in SimilarityQuality.thresholds.enumerated() {
      Self.line(
        "`similar`, threshold \(threshold)\(number == Self.standard ? " (default)" : "")",
        confusion { $0.similar[number] })
    }
    Self.line("`script`, all slots (default)", confusion(\.isCovered))
  }

  private static func line(_ name: String, _ confusion: Confusion) {
    print(
      "| \(name) | \(percent(confusion.precision)) | \(percent(confusion.recall)) | \(percent(confusion.balanced)) "
        + "| \(confusion.found) | \(confusion.missed) | \(confusion.wrong) | \(confusion.refused) |")
  }

  private static func percent(_ share: Double) -> String { String(format: "%.1f %%", share * 100) }
  private static func number(_ value: Double) -> String { String(format: "%.2f", value) }

  /// By script: how many were found of those that were said, and taken wrongly of those that were not.
  func printScripts() {
    let edit = bestEdit
    print("\n| script | edit: found, wrong | `similar`: found, wrong | `script`: found, wrong |")
    print("|---|--:|--:|--:|")
    for script in scripts {
      let cells = [
        confusion(of: script) { $0.edit >= edit }, confusion(of: script) { $0.similar[Self.standard] },
        confusion(of: script, \.isCovered),
      ].map { "\($0.found), \($0.wrong)" }
      print("| \(script) | \(cells.joined(separator: " | ")) |")
    }
  }

  func printCases() {
    for row in rows {
      if row.similar[Self.standard] != row.isSaid {
        print("similar \(row.isSaid ? "missed" : "wrong ") \(row.script): \(row.text)")
      }
      if row.isCovered != row.isSaid { print("script  \(row.isSaid ? "missed" : "wrong ") \(row.script): \(row.text)") }
    }
  }
}
