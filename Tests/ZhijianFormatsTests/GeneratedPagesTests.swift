import Foundation
import Testing
import Zhijian
import ZhijianFormats

/// What is generated from the definitions is what is committed.
@Suite struct GeneratedPagesTests {
  private func file(_ name: String) throws -> String {
    try String(contentsOf: Document.root.appending(path: name), encoding: .utf8)
  }

  @Test func theSchemaOfRulesIsCurrent() throws {
    #expect(try file("docs/schema/rule.schema.json") == IndentedJSON.text(RuleSchema().value) + "\n", "run make docs")
  }

  @Test func theRuleReferenceIsCurrent() throws {
    let wanted = RuleReference().lines.joined(separator: "\n") + "\n"
    #expect(try file("docs/rule-reference.md") == wanted, "run make docs")
  }

  @Test func theCatalogueOfMetricsIsCurrent() throws {
    let wanted = MetricList(language: .chinese).markdown.joined(separator: "\n") + "\n"
    #expect(try file("docs/metric-catalogue.md") == wanted, "run make docs")
  }

  /// Every link of the English reference, which is not committed, leads to one of its headings.
  @Test func theEnglishReferenceIsEnglish() {
    let lines = RuleReference(language: .english).lines
    let prose = lines.enumerated().filter { offset, line in
      !line.hasPrefix("[") && !line.hasPrefix("客") && !line.hasPrefix("系") && line.hasPrefix("#")
    }
    for (_, line) in prose where line != "# 条件" {
      #expect(!line.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) }, "\(line)")
    }
  }

  @Test func shortValuesStandOnOneLine() {
    let short = JSONValue.object([
      .init(key: "a", value: .array([.integer(1), .string("二")])), .init(key: "b", value: .null),
    ])
    #expect(IndentedJSON.text(short) == #"{"a": [1, "二"], "b": null}"#)
    let long = JSONValue.object([.init(key: "a", value: .string(String(repeating: "x", count: 120)))])
    #expect(IndentedJSON.text(long) == "{\n  \"a\": \"\(String(repeating: "x", count: 120))\"\n}")
    #expect(IndentedJSON.text(.array([])) == "[]")
  }
}
