import Foundation
import Testing

@testable import Zhijian

/// A text file of the tables next to the tests.
enum TableFile {
  static func lines(_ name: String) -> [String] {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "Tables/\(name)")
    guard let text = try? String(contentsOf: file, encoding: .utf8) else { return [] }
    return text.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
      .filter { !$0.isEmpty && !$0.hasPrefix("#") }
  }

  /// What stands between bars, with at least `count` cells.
  static func cells(_ line: some StringProtocol, atLeast count: Int) -> [String] {
    let cells = line.components(separatedBy: "|").map { $0.trimmingCharacters(in: .whitespaces) }
    return cells + Array(repeating: "", count: max(0, count - cells.count))
  }
}

/// A form of scope with its rows.
struct ScopeFrame: Sendable, CustomTestStringConvertible {
  let name: String
  let scope: String
  /// The other lines of the rule.
  let rule: [String]
  var rows: [FrameRow] = []
  var testDescription: String { name }

  static let all: [ScopeFrame] = {
    var frames: [ScopeFrame] = []
    for line in TableFile.lines("frames.txt") {
      if line.hasPrefix("== ") {
        let cells = TableFile.cells(line.dropFirst(3), atLeast: 3)
        frames.append(
          ScopeFrame(
            name: cells[0], scope: cells[1], rule: cells[2].components(separatedBy: "; ").filter { !$0.isEmpty }))
      } else if !frames.isEmpty {
        frames[frames.count - 1].rows.append(FrameRow(line))
      }
    }
    return frames
  }()

  /// The rule that has `condition` in this form.
  func rule(_ id: String, _ condition: String, role: String = "agent") -> String {
    let scope = scope.replacingOccurrences(of: "role: agent", with: "role: \(role)")
    return (["id: \(id)"] + rule + ["forbid: {\(scope.isEmpty ? "" : scope + ", ")\(condition)}"]).joined(
      separator: "\n")
  }

  /// Whether it counts positions among the texts or turns of a role.
  var countsTexts: Bool { scope.contains("messages:") || scope.contains("turns:") }
  /// Whether it hangs on a hit of `given`, or is excluded by `for`.
  var hasPrecondition: Bool { rule.contains { $0.hasPrefix("given") || $0.hasPrefix("for") } }
}

/// A line of a dialogue: who says which text, and how long after the line before.
struct FrameLine: Sendable {
  let speaker: String
  let text: String
  let delay: Int

  init(_ token: String) {
    let colon = token.firstIndex(of: ":") ?? token.endIndex
    let parts = String(token[colon...].dropFirst()).components(separatedBy: "+")
    text = parts[0]
    delay = parts.count > 1 ? Int(parts[1]) ?? 10 : 10
    let head = String(token[..<colon])
    let names = ["A1": "客服(小李)", "A2": "客服(小王)", "C": "客户", "A": "客服", "B": "机器人", "S": "系统"]
    let bare = head.components(separatedBy: "<")[0]
    speaker = (names[bare] ?? bare) + head.dropFirst(bare.count).replacingOccurrences(of: "~", with: " ")
  }
}

/// What has to come of a dialogue: a result, and the lines of each finding.
struct FrameExpectation: Sendable, CustomStringConvertible {
  var result: String
  var findings: [[Int]]
  var description: String {
    ([result] + findings.map { $0.isEmpty ? "()" : $0.map(String.init).joined(separator: "+") }).joined(separator: " ")
  }

  init(_ text: String) {
    let words = text.split(separator: " ")
    result = words.first.map(String.init) ?? ""
    findings = words.dropFirst().map { $0.split(separator: "+").compactMap { Int($0) } }
  }
}

/// One row: a dialogue and what comes of it.
struct FrameRow: Sendable {
  var expected: FrameExpectation
  var flags: [String]
  let lines: [FrameLine]
  let exceptions: [String: FrameExpectation]

  var isLive: Bool { flags.contains("live") }
  var isEmpty: Bool { flags.contains("empty") }

  init(_ line: String) {
    let cells = TableFile.cells(line, atLeast: 4)
    expected = FrameExpectation(cells[0])
    flags = cells[1].split(separator: " ").map(String.init)
    lines = cells[2].split(separator: " ").map { FrameLine(String($0)) }
    exceptions = Dictionary(
      cells[3].components(separatedBy: "; ").filter { $0.contains(": ") }.map {
        let parts = $0.components(separatedBy: ": ")
        return (parts[0], FrameExpectation(parts[1]))
      }, uniquingKeysWith: { first, _ in first })
  }

  /// The conversation; `text` gives what a line says, and its kind where it is another one.
  func transcript(isTimed: Bool = true, _ line: (FrameLine) -> String) throws -> Transcript {
    var seconds = 0
    let text = lines.enumerated().map { number, entry in
      seconds += number == 0 ? 0 : entry.delay
      return flags.contains("untimed") || !isTimed ? line(entry) : "[+\(seconds / 60):\(seconds % 60)] \(line(entry))"
    }
    var transcript = try Dialogue(text.joined(separator: "\n")).transcript
    transcript.isOpen = flags.contains("open")
    for flag in flags {
      let parts = flag.components(separatedBy: "=")
      if parts.count == 2, parts[0] == "platform" { transcript.platform = parts[1] }
      if parts.count == 2, parts[0] == "level" { transcript.fields = [.init(key: "level", value: .string(parts[1]))] }
    }
    return transcript
  }

  /// Judges a rule of `worker` over the row.
  func outcome(of rule: String, in transcript: Transcript, _ worker: AnalyzerWorker) throws -> RuleOutcome {
    let analysis = worker.start(transcript)
    for message in transcript.messages { analysis.append(message) }
    let outcome = try #require(analysis.evaluation(isFinal: !isLive).outcomes.first { $0.rule == rule })
    if !isLive { try ExplanationCheck.expectSame(outcome, explainedBy: worker, transcript) }
    return outcome
  }
}
