import Foundation
import Testing
import Zhijian

@testable import ZhijianFormats

@Suite struct LineScorerTests {
  private static let workspace = Result {
    let root = URL(fileURLWithPath: #filePath).pathComponents.dropLast(4).joined(separator: "/").dropFirst()
    return try Workspace.load(Workspace.Locations(workingFolder: "/", home: String(root)))
  }

  private func outcomes(_ input: String, jobs: Int = 2, maximumLineBytes: Int = 1 << 20) throws -> [String] {
    let url = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try Data(input.utf8).write(to: url)
    defer { try? FileManager.default.removeItem(at: url) }
    var scorer = LineScorer(workspace: try Self.workspace.get(), jobs: jobs)
    scorer.maximumLineBytes = maximumLineBytes
    var outcomes: [String] = []
    let handle = try FileHandle(forReadingFrom: url)
    try scorer.score(descriptor: handle.fileDescriptor) { outcome in
      switch outcome {
      case .evaluation(let evaluation, let line): outcomes.append("\(line) \(evaluation.transcript.id)")
      case .duplicate(let id, let line, let first): outcomes.append("\(line) \(id) = \(first)")
      case .failure(let line, let diagnostic): outcomes.append("\(line) \(diagnostic.code)")
      case .problem(let diagnostic): outcomes.append("! \(diagnostic.code)")
      case .endOfBatch: break
      }
    }
    return outcomes
  }

  private func chat(_ id: String, more: String = "") -> String {
    "{\"id\":\"\(id)\"\(more),\"messages\":[{\"role\":\"agent\",\"text\":\"您好\"}]}"
  }

  @Test func oneOutcomeForEveryLine() throws {
    let input = ["\u{FEFF}" + chat("a"), "", "[1]", chat("b") + "\r", " ", chat("a"), chat("c") + " x"].joined(
      separator: "\n")
    #expect(try outcomes(input) == ["1 a", "3 wrong-type", "4 b", "6 a = 1", "7 bad-json"])
    #expect(try outcomes(input, jobs: 5) == outcomes(input, jobs: 1))
    #expect(try outcomes("") == [])
    #expect(try outcomes("\n\n") == [])
  }

  @Test func linesThatAreTooLongAreNamed() throws {
    let long = chat("long", more: ",\"x\":\"\(String(repeating: "y", count: 400))\"")
    #expect(
      try outcomes([chat("a"), long, chat("b"), long].joined(separator: "\n"), maximumLineBytes: 200)
        == ["1 a", "2 line-too-long", "3 b", "4 line-too-long"])
  }

  /// Everything at once, by threads, against the outcomes written one by one.
  @Test(arguments: [1, 3]) func linesAreWrittenLikeTheirOutcomes(_ jobs: Int) throws {
    let chats = (0..<700).map { chat("id\($0 % 500)", more: $0 % 9 == 0 ? ",\"x\":1,\"x\":2" : "") }
    let input = (chats + ["[1]", "", chat("id0", more: ",\"x\":1,\"x\":2")]).joined(separator: "\n")
    let url = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try Data(input.utf8).write(to: url)
    defer { try? FileManager.default.removeItem(at: url) }
    let workspace = try Self.workspace.get()
    let options = ReportOptions(
      rules: workspace.analyzer.rules, policy: workspace.policy, versions: workspace.analyzer.versions)
    let scorer = LineScorer(workspace: workspace, jobs: jobs)

    var expected: [UInt8] = []
    var problems = 0
    var json = JSONWriter()
    let encoder = EvaluationEncoder(options: options, redactor: Redactor(policy: .none))
    let first = try FileHandle(forReadingFrom: url)
    try scorer.score(descriptor: first.fileDescriptor) { outcome in
      switch outcome {
      case .evaluation(let evaluation, _):
        json.removeAll()
        encoder.encode(evaluation, to: &json)
        expected += json.bytes + [0x0A]
      case .duplicate(let id, let line, let earlier):
        expected += EvaluationLine.duplicate(line: line, id: id, ofLine: earlier) + [0x0A]
      case .failure(let line, let diagnostic):
        expected += EvaluationLine.error(line: line, diagnostic: diagnostic, language: .chinese) + [0x0A]
      case .problem: problems += 1
      case .endOfBatch: break
      }
    }
    var output: [UInt8] = []
    var counts = (evaluations: 0, failures: 0, problems: 0)
    let lines = EvaluationLines(scorer: scorer, options: options, keepsEvaluations: true)
    let second = try FileHandle(forReadingFrom: url)
    try lines.write(descriptor: second.fileDescriptor) { event in
      switch event {
      case .output(let bytes): output += bytes
      case .evaluation: counts.evaluations += 1
      case .failure: counts.failures += 1
      case .problem: counts.problems += 1
      case .ruleErrors: break
      }
    }
    #expect(output == expected)
    #expect(counts.failures == 1 && counts.problems == problems && problems > 0)
    // The same content under the same id, with and without what is unknown, is the same conversation.
    #expect(counts.evaluations == 500)
  }
}
