import Foundation
import Testing

@testable import Zhijian
@testable import ZhijianFormats

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// What `rules test` writes, over fixtures/rule-tests: a test of every verdict, and a file of no rule.
@Suite struct RuleTestReportTests {
  private static let run = Result {
    var locations = Workspace.Locations(workingFolder: packageFolder(), home: nil)
    locations.configuration = packageFolder() + "/fixtures/rules/workspace/zhijian.yaml"
    locations.rules = [packageFolder() + "/fixtures/rule-tests"]
    return try RuleTestRun.run(try Workspace.load(locations), locations, filter: nil, jobs: 2)
  }

  private func report(_ language: Language = .english) throws -> RuleTestReport {
    RuleTestReport(run: try Self.run.get(), language: language, folder: packageFolder())
  }

  private func text(_ format: RuleTestReport.Format, _ language: Language = .english) throws -> String {
    String(decoding: try report(language).bytes(format), as: UTF8.self)
      .replacing(packageFolder() + "/", with: "")
  }

  @Test func textShowsWhatDecided() throws {
    #expect(
      try text(.text) == """
        fixtures/rule-tests/promise.test.yaml:4:5: FAIL: promise · fails & says <why> "here"
            the finding of line 10 differs: owner expected 小王, got 小李; score expected -5, got -10
            missing: the finding of line 11 #3
            | #1 [+0:00] customer: 保证能到吗 ]]> &amp;
            | #2 [+0:05] agent(小李): 〖保证〗能到，保证金也退
            |                           ^^^^
            | #3 [+0:09] agent(小王): <b>好的</b>
            words #2: 保证|能|到|，|保证|金|也|退
            words #3: <|b|>|好的|<|/|b|>
            result hit; windows: 1 reported, 0 no_hit, 0 not_applicable, 0 unknown
            finding 1: #2 〖保证〗, owner 小李, score -10
            left out: “保证” #2, excused
        fixtures/rule-tests/promise.test.yaml:12:5: FAIL: promise · repeats the example
            the dialogue and conversation of fixtures/rule-tests/promise.yaml:13 again: a second copy tests nothing
            | #1 agent(客服): ⟦保证⟧
            |                  ~~~~
        fixtures/rule-tests/promise.test.yaml:16:5: known gap: promise · still a gap (同音字 <还> 认不出)
        fixtures/rule-tests/promise.test.yaml:22:5: gap closed, known_gap can go: promise · no gap any more (以前不行)
        fixtures/rule-tests/typed.yaml:10:5: ERROR: typed · example 1 (finding)
            the field fields.price is not a number
            | #1 customer: 在吗
            words #1: 在|吗
            result error; windows: 0 reported, 0 no_hit, 0 not_applicable, 0 unknown
        legend: ⟦expected⟧ ~, 〖found〗 ^
        2 rules, 3 examples, 4 tests: 2 passed, 2 failed, 1 error, 1 known gap, 1 closed gap

        """)
    #expect(try text(.text, .chinese).hasSuffix("\n2 条规则，3 个例子，4 个测试：2 通过，2 失败，1 错误，1 已知缺口，1 缺口已补上\n"))
  }

  @Test func jsonIsTheSchemas() throws {
    let value = try JSONSerialization.jsonObject(with: Data(try report().bytes(.json)))
    let schema = try JSONSchema(contentsOf: packageFolder() + "/docs/schema/rules-test.schema.json")
    #expect(schema.faults(of: value).isEmpty, "\(schema.faults(of: value))")
    let root = try #require(value as? [String: Any])
    #expect(
      root["counts"] as? [String: Int] == [
        "rules": 2, "tests": 7, "passed": 2, "failed": 2, "error": 1, "known_gap": 1, "closed_gap": 1,
      ])
    let tests = try #require(root["tests"] as? [[String: Any]])
    #expect(tests.map { $0["kind"] as? String } == ["example", "example", "test", "test", "test", "test", "example"])
    #expect(tests[2]["file"] as? String == "fixtures/rule-tests/promise.test.yaml" && tests[2]["line"] as? Int == 4)
    let findings = try #require(tests[2]["findings"] as? [[String: Any]])
    #expect(findings.first?["owner"] as? String == "小李" && findings.first?["score"] as? Double == -10)
    #expect(tests[3]["result"] == nil && tests[4]["reason"] as? String == "同音字 <还> 认不出")
  }

  /// scripts/check-junit.sh validates it by the schema of others.
  @Test func jUnitCountsAndEscapes() throws {
    final class Reader: NSObject, XMLParserDelegate {
      var elements: [String: Int] = [:]
      var suites: [[String: String]] = []
      var names: [String] = []
      var text = ""
      func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
        attributes: [String: String]
      ) {
        elements[name, default: 0] += 1
        if name == "testsuite" { suites.append(attributes) }
        if name == "testcase" { names.append(attributes["name"] ?? "") }
      }
      func parser(_ parser: XMLParser, foundCharacters string: String) { text += string }
    }
    let reader = Reader()
    let parser = XMLParser(data: Data(try report().bytes(.junit)))
    parser.delegate = reader
    #expect(parser.parse(), "\(parser.parserError.map { "\($0)" } ?? "")")
    #expect(
      reader.elements == [
        "testsuites": 1, "testsuite": 3, "testcase": 8, "failure": 2, "error": 2, "skipped": 1, "system-out": 1,
      ])
    #expect(reader.suites.map { $0["name"] } == ["promise", "typed", "files"])
    #expect(reader.suites.map { $0["tests"] } == ["6", "1", "1"])
    #expect(reader.names.contains("fails & says <why> \"here\"") && reader.text.contains("保证能到吗 ]]> &amp;"))
  }

  /// What XML cannot hold, and line ends in attributes.
  @Test func jUnitHoldsAnyText() throws {
    let fault = Diagnostic(
      .error, code: "a", message: LocalizedText(zh: "", en: "a\u{0}\u{1B}[31m\u{FFFE}\n\t\"<&>'"),
      location: SourceLocation(file: "a\u{8}.yaml"))
    let report = RuleTestReport(run: RuleTestRun(faults: [fault]), language: .english, folder: "/")
    #expect(XMLParser(data: Data(report.bytes(.junit))).parse())
    let text = String(decoding: report.bytes(.junit), as: UTF8.self)
    #expect(text.contains("message=\"a\u{FFFD}\u{FFFD}[31m\u{FFFD}&#10;&#9;&quot;&lt;&amp;&gt;'\""))
    #expect(report.bytes(.text).isEmpty)
  }

  @Test func failuresAreAnnotations() throws {
    let lines = try text(.github).split(separator: "\n")
    #expect(
      lines.map { $0.prefix { $0 != " " } } == ["::error", "::error", "::error", "::notice", "::warning", "::error"])
    #expect(lines[0].hasPrefix("::error file=fixtures/rule-tests/promises.test.yaml,line=1,col=7,title=unknown-rule::"))
    #expect(lines[1].contains("line=4,col=5,title=test-failed::promise · fails & says <why> \"here\": the finding of"))
    let root = try #require(
      JSONSerialization.jsonObject(with: Data(try report().bytes(.sarif))) as? [String: Any])
    let run = try #require((root["runs"] as? [[String: Any]])?.first)
    let results = try #require(run["results"] as? [[String: Any]])
    #expect(results.map { $0["level"] as? String } == ["error", "error", "error", "note", "warning", "error"])
  }

  @Test func marksAndCarets() {
    func marked(_ text: String, _ expected: [TextRange], _ found: [TextRange]) -> [String?] {
      let marked = Marked(text, expected: Set(expected), found: Set(found))
      return [marked.text, marked.carets]
    }
    let range = TextRange(1, 3)
    #expect(marked("我保证到", [range], [range]) == ["我⟦〖保证〗⟧到", nil])
    #expect(marked("我保证到", [TextRange(2, 4)], [range]) == ["我〖保⟦证〗到⟧", "    ^^ ^^  ~~"])
    #expect(marked("a\u{1B}b", [], [TextRange(1, 2)]) == ["a〖␛〗b", "   ^"])
    #expect(marked("", [TextRange(0, 0)], [TextRange(0, 0)]) == ["⟦〖〗⟧", nil])
    // Ranges of another text mark nothing.
    #expect(marked("a", [TextRange(0, 9)], [TextRange(1, 1)]) == ["a", nil])
  }
}
