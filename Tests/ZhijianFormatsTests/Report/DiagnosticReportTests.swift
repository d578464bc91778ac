import Foundation
import Testing

@testable import Zhijian
@testable import ZhijianFormats

/// Faults for machines: JSON, SARIF, GitHub Actions.
@Suite struct DiagnosticReportTests {
  private func report(_ language: Language = .chinese) -> DiagnosticReport {
    DiagnosticReport(
      command: "rules check", language: language,
      diagnostics: [
        Diagnostic(
          .error, code: "unknown-key",
          message: LocalizedText(zh: "未知的键“100%,a:b\r\n”", en: "unknown key '100%,a:b\r\n'"),
          location: SourceLocation(file: "/home/me/rules/a, b:50%.yaml", line: 3, column: 7),
          hint: LocalizedText(zh: "是不是想写“role”？", en: "did you mean 'role'?")),
        Diagnostic(
          .warning, code: "unused-list", message: LocalizedText(zh: "没用", en: "unused"),
          location: SourceLocation(file: "/elsewhere/词表.txt", line: 1)),
        Diagnostic(
          .note, code: "broad-phrase", message: LocalizedText(zh: "太宽", en: "broad"),
          location: SourceLocation(file: "rules/x.yaml")),
        Diagnostic(.error, code: "no-scorecard", message: LocalizedText(zh: "没有评分表", en: "there is no scorecard")),
      ], kinds: DiagnosticReport.Kind.lintChecks, folder: "/home/me/")
  }

  /// docs.github.com, workflow commands: % and line ends in data, `:` and `,` in properties, too.
  @Test func gitHubLinesAreEscaped() {
    #expect(
      report().githubLines() == [
        "::error file=rules/a%2C b%3A50%25.yaml,line=3,col=7,title=unknown-key::未知的键“100%25,a:b%0D%0A”%0A是不是想写“role”？",
        "::warning file=/elsewhere/词表.txt,line=1,title=unused-list::没用",
        "::notice file=rules/x.yaml,title=broad-phrase::太宽", "::error title=no-scorecard::没有评分表",
      ])
    #expect(report(.english).githubLines()[3] == "::error title=no-scorecard::there is no scorecard")
  }

  @Test func jsonIsTheSchemas() throws {
    let bytes = report().json { writer in
      writer.key("rules")
      writer.integer(73)
    }
    let value = try JSONSerialization.jsonObject(with: Data(bytes))
    let schema = try JSONSchema(contentsOf: packageFolder() + "/docs/schema/diagnostics.schema.json")
    #expect(schema.faults(of: value).isEmpty, "\(schema.faults(of: value))")
    let root = try #require(value as? [String: Any])
    #expect(root["summary"] as? [String: Int] == ["errors": 2, "warnings": 1, "notes": 1])
    let first = try #require((root["diagnostics"] as? [[String: Any]])?.first)
    #expect(first["file"] as? String == "rules/a, b:50%.yaml")
    #expect(first["line"] as? Int == 3 && first["column"] as? Int == 7)
    #expect(first["hint"] as? String == "是不是想写“role”？")
    #expect(root["rules"] as? Int == 73)
  }

  /// The structure that SARIF 2.1.0 demands; scripts/check-sarif.sh validates it by a tool of others.
  @Test func sarifNamesRulesAndPlaces() throws {
    let root = try #require(JSONSerialization.jsonObject(with: Data(report().sarif())) as? [String: Any])
    #expect(root["version"] as? String == "2.1.0")
    let run = try #require((root["runs"] as? [[String: Any]])?.first)
    #expect(run["columnKind"] as? String == "unicodeCodePoints")
    let driver = try #require((run["tool"] as? [String: Any])?["driver"] as? [String: Any])
    let rules = try #require(driver["rules"] as? [[String: Any]])
    let ids = rules.compactMap { $0["id"] as? String }
    #expect(ids == ids.sorted() && Set(ids).count == ids.count && ids.contains("no-scorecard"))
    let results = try #require(run["results"] as? [[String: Any]])
    #expect(results.compactMap { $0["level"] as? String } == ["error", "warning", "note", "error"])
    for result in results {
      let index = try #require(result["ruleIndex"] as? Int)
      #expect(ids[index] == result["ruleId"] as? String)
    }
    func place(_ result: [String: Any]) -> [String: Any]? {
      ((result["locations"] as? [[String: Any]])?.first)?["physicalLocation"] as? [String: Any]
    }
    let first = try #require(place(results[0]))
    #expect((first["region"] as? [String: Int]) == ["startLine": 3, "startColumn": 7])
    #expect(
      (first["artifactLocation"] as? [String: String])
        == ["uri": "rules/a%2C%20b%3A50%25.yaml", "uriBaseId": "SRCROOT"])
    let second = try #require(place(results[1])?["artifactLocation"] as? [String: String])
    #expect(second == ["uri": "file:///elsewhere/%E8%AF%8D%E8%A1%A8.txt"])
    #expect(results[3]["locations"] == nil)
  }

  @Test func thePageOfChecksIsCurrent() throws {
    let page = try String(contentsOfFile: packageFolder() + "/docs/lint.md", encoding: .utf8)
    #expect(page == LintReference().markdown().joined(separator: "\n") + "\n")
  }
}
