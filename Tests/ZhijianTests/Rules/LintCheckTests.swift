import Foundation
import Testing

@testable import Zhijian

/// The linter as a whole: its registry, levels and allowances, and the parts of checks that need more than one sample.
@Suite struct LintCheckTests {
  @Test func everyCheckIsAFileAndALine() throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Sources/Zhijian/Rules/Linting/Checks")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".swift") }
    let types = LintChecks.all.map { "\($0).swift" }
    #expect(Set(files) == Set(types))
    #expect(types == types.sorted())
    for check in LintChecks.definitions {
      #expect(!check.id.isEmpty && !check.id.contains { !($0.isASCII && ($0.isLowercase || $0 == "-")) }, "\(check.id)")
      for text in [check.summary, check.reason, check.remedy] {
        #expect(text.chinese.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) }, "\(check.id)")
        #expect(!text.english.isEmpty && text.english != text.chinese, "\(check.id)")
      }
    }
    #expect(Set(LintChecks.ids).count == LintChecks.ids.count)
  }

  private let folding = {
    var diagnostics: [Diagnostic] = []
    return TextFolding(tables: FoldingTables(files: [], diagnostics: &diagnostics))
  }()

  private func lint(_ text: String, levels: [String: LintLevel] = [:]) throws -> [Diagnostic] {
    let sink = DiagnosticSink()
    let rule = try #require(
      RuleParser(lists: WordListCatalog(), folding: folding).parse(text, file: "r.yaml", sink: sink),
      "\(sink.diagnostics)")
    let input = LintInput(
      rules: [rule], sources: [RuleSource(text, file: "r.yaml")], catalog: WordListCatalog(), listFiles: [],
      folding: folding, tokenizer: try Tokenizer(wordLists: []).makeWorker())
    return RuleLinter(levels: levels).diagnostics(of: input)
  }

  private func rule(_ rest: String) -> String {
    "id: r\ntitle: 标题\nwhy: 原因在此\ncategory: attitude\nseverity: minor\n" + rest
  }

  @Test func levelsAndAllowancesDecide() throws {
    let text = rule("forbid:\n  keyword: [保证, 保证]\n")
    let off: [String: LintLevel] = ["too-few-examples": .off]
    #expect(try lint(text).map(\.code).sorted() == ["duplicate-phrase", "too-few-examples"])
    #expect(try lint(text, levels: off).map(\.severity) == [.warning])
    #expect(try lint(text, levels: off.merging(["duplicate-phrase": .error]) { $1 }).map(\.severity) == [.error])
    #expect(try lint(text, levels: off.merging(["duplicate-phrase": .off]) { $1 }).isEmpty)
    let allowing = text + "lint: {allow: [{check: duplicate-phrase, reason: 试一试}]}\n"
    #expect(try lint(allowing, levels: off).isEmpty)
    // What it says to the linter is no part of what the rule says.
    let parser = RuleParser(lists: WordListCatalog(), folding: folding)
    let hashes = [text, allowing].map { parser.parse($0, file: "r.yaml", sink: DiagnosticSink())?.contentHash }
    #expect(hashes[0] != nil && hashes[0] == hashes[1])
    // An allowance of a check that is off is not asked for its use.
    #expect(try lint(allowing, levels: off.merging(["duplicate-phrase": .off]) { $1 }).isEmpty)
  }

  @Test(arguments: [
    ("(a+)+", "(a+)+"), ("x(?:a*)*y", "(?:a*)*"), ("(a|b+)+", "(a|b+)+"), ("(?:\\s*\\w*)+", "(?:\\s*\\w*)+"),
    ("((a+))*", "((a+))*"), ("([a-z]+)+$", "([a-z]+)+"), ("(a{2,})+", "(a{2,})+"), ("(.*?)+", "(.*?)+"),
    ("(?:ab?c*)*", nil), ("(a+b)+", nil), ("(a+)b+", nil), ("(?>a+)+", "(?>a+)+"), ("(a++)+", nil), ("(a+){1,3}", nil),
    ("[(a+)+]+", nil), ("\\(a+\\)+", nil), ("(?i)a+", nil), ("(?<name>a+)+", "(?<name>a+)+"), ("", nil), ("(", nil),
    (")+", nil), ("[", nil), ("\\", nil), ("(?", nil), ("a{", nil), ("(a{)+", nil),
  ])
  func nestedQuantifiersAreFound(_ pattern: String, _ part: String?) {
    #expect(NestedQuantifier.first(in: pattern) == part)
  }

  @Test(arguments: [
    ("length: {min: 5}", false), ("length: {over: 5, max: 6}", false), ("length: {over: 5, under: 6}", true),
    ("length: {min: 5, under: 5}", true), ("length: {max: 0}", false), ("length: {under: 0}", true),
    ("pace: {over: 5, under: 6}", false), ("pace: {over: 5, max: 5}", true), ("pace: {min: 5, max: 5}", false),
    ("sentiment: {over: 1}", true), ("sentiment: {min: 1}", false), ("sentiment: {under: -0.5}", false),
    ("swing: {drop: {min: 1}}", false), ("swing: {drop: {min: 1.2}}", true),
    ("swing: {drop: {min: 1.2}, rise: {min: 0.5}}", false),
    ("count: {max: -1}", true), ("count: {over: 2.5, under: 3.5}", false),
    ("all: [{length: {max: 3}}, {length: {under: 0}}]", true),
    ("any: [{length: {max: 3}}, {length: {under: 0}}]", false),
    ("at_least: {n: 2, of: [{length: {max: 3}}, {length: {under: 0}}]}", true), ("not: {count: {min: 0}}", true),
    ("field: rating.value\nmin: 3\nmax: 2", true),
  ])
  func impossibleConditionsAreKnown(_ condition: String, _ isImpossible: Bool) throws {
    let text = rule("forbid:\n" + condition.split(separator: "\n").map { "  \($0)\n" }.joined())
    let rule = try #require(
      RuleParser(lists: WordListCatalog(), folding: folding).parse(text, file: "r.yaml", sink: DiagnosticSink()))
    #expect(ConditionLimits.isImpossible(rule.condition) == isImpossible)
  }

  /// A longer phrase stays where an allow-phrase covers the shorter one, or where the shorter one is crossed.
  @Test func longerPhrasesThatAddSomethingStay() throws {
    func isShadowed(_ body: String) throws -> Bool {
      try lint(rule("forbid:\n" + body)).contains { $0.code == "shadowed-phrase" }
    }
    #expect(try isShadowed("  keyword: [加微信, 快加微信]\n"))
    #expect(try !isShadowed("  keyword: [加微信, 快加微信]\n  unless: [不要加微信]\n"))
    #expect(try !isShadowed("  keyword: [大麻, 大麻烦]\n"))
    #expect(try !isShadowed("  keyword: [加微信, 快加微信]\n  match: 2\n"))
    #expect(try !isShadowed("  keyword: [加微信, 加QQ]\n"))
  }
}
