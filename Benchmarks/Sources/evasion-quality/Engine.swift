import Foundation
import Zhijian
import ZhijianFormats

/// One `forbid` rule with all phrases for every view, as a user would write it, in the real engine.
struct Engine {
  /// The views in the order of the folds; each rule looks at all views up to its own.
  static let views = ["base", "invisible", "gap", "digits", "repeat", "emoji", "split", "lookalike", "pinyin"]
  private let worker: AnalyzerWorker

  init(phrases: [String], home: String) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "evasion-quality-\(getpid())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let keywords = phrases.map { "'\($0)'" }.joined(separator: ", ")
    for (index, view) in Self.views.enumerated() {
      let folds = ["width", "case", "script"] + Self.views[0...index].dropFirst()
      // What forbid looks at by itself is left unsaid.
      let fold = view == "emoji" ? "" : "  fold: [\(folds.joined(separator: ", "))]\n"
      let rule = """
        id: evasion-\(view)
        title: 变形写法
        why: 衡量
        category: compliance
        severity: major
        forbid:
          role: agent
          keyword: [\(keywords)]
        \(fold)
        """
      try rule.write(to: folder.appending(path: "evasion-\(view).yaml"), atomically: true, encoding: .utf8)
    }
    var locations = Workspace.Locations(workingFolder: folder.path, home: home)
    locations.rules = [folder.path]
    worker = try Workspace.load(locations).analyzer.makeWorker()
  }

  /// Which rules hit a line, in the order of `views`.
  func hits(_ line: String) -> [Bool] {
    let transcript = Transcript(id: "line", messages: [Message(role: .agent, text: line)])
    let rules = Set(worker.evaluate(transcript).findings.map(\.rule))
    return Self.views.map { rules.contains("evasion-\($0)") }
  }
}
