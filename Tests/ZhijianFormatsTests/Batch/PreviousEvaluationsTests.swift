import Foundation
import Testing
import Zhijian

@testable import ZhijianFormats

@Suite struct PreviousEvaluationsTests {
  private let fixture: ReportFixture
  private let dearer: ReportFixture
  private let folder: URL

  init() throws {
    fixture = try ReportFixture()
    dearer = try ReportFixture(rules: ReportFixture.rules.map { $0.replacing("deduct: 5", with: "deduct: 6") })
    folder = FileManager.default.temporaryDirectory.appending(path: "zhijian-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  private func previous(
    _ text: String, options: ReportOptions? = nil
  ) throws -> PreviousEvaluations {
    let file = folder.appending(path: "old.jsonl")
    try Data(text.utf8).write(to: file)
    return try PreviousEvaluations(path: file.path, options: options ?? fixture.options())
  }

  private func old() throws -> String { try fixture.text(JSONLReport(), try fixture.conversations()) }

  @Test func findsWhatChanged() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let previous = try previous(old())
    for evaluation in try fixture.conversations() { #expect(previous.changes(for: evaluation) == nil) }
    #expect(previous.diagnostics.isEmpty)
    // Auto-fail or not, the account of the first one differs only where its score does: not at all.
    let evaluations = try dearer.conversations()
    #expect(previous.changes(for: evaluations[0])?.before == nil)
    let other = try dearer.evaluate("客户: 在\n客服(小李): 保证", id: "c-3")
    let changes = try #require(previous.changes(for: other))
    #expect(changes.before == 9898 && changes.after != 9898)
    #expect(changes.causes == [.transcript])
    #expect(changes.ledger.contains { $0.rule == "absolute-promise" && $0.before == nil })
    #expect(changes.agents.map(\.id) == ["小李", "小王"])
  }

  /// Whatever the order of members, with other lines between, a byte order mark and foreign line ends.
  @Test func readsWhatOtherProgramsWroteAnew() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    var lines = try old().split(separator: "\n").map { line in
      let object = try JSONSerialization.jsonObject(with: Data(line.utf8))
      return String(
        decoding: try JSONSerialization.data(withJSONObject: object, options: [.sortedKeys, .withoutEscapingSlashes]),
        as: UTF8.self)
    }
    lines.insert(#"{"schema":1,"line":2,"error":{"code":"x","message":"bad","column":null}}"#, at: 1)
    lines.insert(#"{"schema":1,"line":3,"id":"c-1","duplicate_of":1}"#, at: 2)
    lines.insert("", at: 0)
    let previous = try previous("\u{FEFF}" + lines.joined(separator: "\r\n"))
    for evaluation in try fixture.conversations() { #expect(previous.changes(for: evaluation) == nil) }
    #expect(previous.diagnostics.isEmpty)
    let changed = try fixture.evaluate("客户: 在\n客服(小李): 保证", id: "c-2")
    #expect(previous.changes(for: changed) != nil)
  }

  @Test func countsWhatIsMissing() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let previous = try previous(old() + "{broken\n" + #"{"id":"c-9"}"# + "\n")
    #expect(previous.changes(for: try fixture.evaluate("客户: 在", id: "new")) == nil)
    #expect(previous.changes(for: try fixture.evaluate("客户: 在", id: "new-2")) == nil)
    #expect(previous.changes(for: try fixture.conversations()[0]) == nil)
    #expect(previous.changes(for: try fixture.evaluate("客户: 在", id: "c-9")) == nil)
    #expect(previous.diagnostics.map(\.code) == ["previous-missing", "previous-unmet", "previous-unreadable"])
    #expect(
      previous.diagnostics.map(\.message.english) == [
        "3 of the conversations are not among the earlier results and are not compared",
        "2 of the earlier results are of conversations that did not come",
        "2 lines of the earlier results are not understood",
      ])
  }

  /// Of two conversations of one id the one with the same content is compared.
  @Test func tellsConversationsOfOneIDApart() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let first = try fixture.evaluate("客户: 在\n客服(小李): 保证", id: "c")
    let second = try fixture.evaluate("客户: 在\n客服(小李): 欢迎光临本店", id: "c")
    let previous = try previous(try fixture.text(JSONLReport(), [first, second]))
    #expect(previous.changes(for: first) == nil)
    #expect(previous.changes(for: second) == nil)
    #expect(previous.diagnostics.isEmpty)
  }

  @Test func comparesIDsAsThisRunWritesThem() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let id = "wx-13812345678"
    let evaluation = try fixture.evaluate("客户: 在\n客服(13912345678): 保证", id: id)
    let masked = fixture.options(privacy: .mask)
    let text = try fixture.text(JSONLReport(), [evaluation], options: masked)
    #expect(!text.contains("13812345678"))
    let same = try previous(text, options: masked)
    #expect(same.changes(for: evaluation) == nil)
    #expect(same.diagnostics.isEmpty)
    let other = try previous(text)
    #expect(other.changes(for: evaluation) == nil)
    #expect(other.diagnostics.map(\.code) == ["previous-missing", "previous-unmet"])
  }

  @Test(arguments: [
    "", "\n\n", "{}\n", #"{"id":"c-1","messages":[]}"#, "[1,2]", "\u{0}\u{1}", "{\"id\":\"a\",\"score\":",
  ])
  func refusesWhatHoldsNoResults(_ text: String) throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    #expect(throws: DiagnosticsError.self) { try previous(text) }
  }

  @Test func refusesWhatIsNoFile() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    for path in [folder.path, folder.path + "/nothing", "/dev/null"] {
      #expect(throws: DiagnosticsError.self) { try PreviousEvaluations(path: path, options: fixture.options()) }
    }
  }

  /// Cut off anywhere, a file of results gives changes or counts, never a trap.
  @Test func survivesCutFiles() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let bytes = Array(try old().utf8)
    let evaluations = try fixture.conversations()
    for length in stride(from: 0, to: bytes.count, by: 97) {
      let file = folder.appending(path: "cut.jsonl")
      try Data(bytes[..<length]).write(to: file)
      guard let previous = try? PreviousEvaluations(path: file.path, options: fixture.options()) else { continue }
      for evaluation in evaluations { _ = previous.changes(for: evaluation) }
      _ = previous.diagnostics
    }
  }

  @Test func linesFollowTheSchema() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let schema = try JSONSchema(contentsOf: packageFolder() + "/docs/schema/evaluation.schema.json")
    let previous = try previous(old())
    var evaluation = try dearer.evaluate("客户: 在\n客服(小李): 保证", id: "c-2")
    evaluation.changes = previous.changes(for: evaluation)
    var options = dearer.options()
    options.previous = "old.jsonl"
    let line = try fixture.text(JSONLReport(), [evaluation], options: options)
    let object = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    #expect(schema.faults(of: object) == [])
    #expect((object["changes"] as? [String: Any])?["causes"] as? [String] == ["transcript"])
    let text = try fixture.text(TextReport(), [evaluation], options: options)
    #expect(text.contains("分数变化（与 old.jsonl 相比）\n  1 个会话的分数有变，原因：会话内容 1\n  c-2  "), "\(text)")
    let page = try fixture.text(HTMLReport(), [evaluation], options: options)
    #expect(page.contains("与以前相比") && page.contains("原因：会话内容"))
    #expect(MarkupScanner(page).faults == [])
  }
}
