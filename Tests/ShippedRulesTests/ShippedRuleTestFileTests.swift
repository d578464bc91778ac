import Foundation
import Testing
import Zhijian

/// The dialogue tests beside the shipped rules.
@Suite struct ShippedRuleTestFileTests {
  private static let folder = ShippedRules.root.appending(path: "rules").path
  static let files = ((try? FileManager.default.subpathsOfDirectory(atPath: folder)) ?? [])
    .filter { $0.hasSuffix(".test.yaml") }.sorted()

  @Test func filesAreThere() {
    #expect(Self.files.count >= 5)
  }

  @Test(arguments: files)
  func everyTestPasses(_ path: String) throws {
    let sink = DiagnosticSink()
    let text = try String(contentsOfFile: Self.folder + "/" + path, encoding: .utf8)
    let file = try #require(RuleTestFile.read(text, file: path, sink: sink))
    let faults = sink.diagnostics.map { "\($0.location?.line ?? 0): \($0.message.english)" }
    #expect(faults.isEmpty, "\(path): \(faults)")
    #expect(path.hasSuffix("/\(file.rule).test.yaml"))
    let shipped = try ShippedRules.shared.get()
    let beside = path.replacing(".test.yaml", with: ".yaml")
    let rule = try #require(shipped.files.first { $0.path == beside }?.rule, "no rule beside \(path)")
    let runner = RuleTestRunner(analyzer: try shipped.worker(for: rule).analyzer)
    let results = try runner.run(RuleTest.examples(of: rule) + file.tests, of: rule.id)
    #expect(!file.tests.isEmpty)
    for result in results where result.verdict != .passed && result.verdict != .knownGap {
      Issue.record("\(path):\(result.test.location.line ?? 0): \(result.differences.map(\.english))")
    }
  }
}
