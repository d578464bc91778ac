import Foundation
import Testing
import Zhijian

@testable import ZhijianFormats

@Suite struct HTMLShippedReportFixtureTests {
  @Test func fixturePage() throws {
    let fixture = try ShippedReportFixture.shipped()
    let transcripts = ShippedReportFixture.transcripts()
    let evaluations = try fixture.evaluations(transcripts)
    let page = try fixture.page(
      evaluations,
      problems: [
        Diagnostic(
          .error, code: "x", message: LocalizedText(zh: "测试 <b>", en: "test"),
          location: SourceLocation(file: "a.jsonl", line: 3))
      ])
    print(transcripts.count, page.utf8.count)
    let scanner = MarkupScanner(page)
    #expect(scanner.faults == [])
    if let path = ProcessInfo.processInfo.environment["REPORT_PAGE"] {
      try page.write(toFile: path, atomically: true, encoding: .utf8)
      try fixture.page(evaluations, language: .english).write(
        toFile: path + ".en.html", atomically: true, encoding: .utf8)
    }
  }
}
