import Testing

@testable import Zhijian

/// Every fault of a rule file, named in one run with its place.
@Suite struct RuleLoadingTests {
  private static let head = "id: r\ntitle: t\nwhy: w\ncategory: attitude\nseverity: minor\n"

  struct Row: Sendable, CustomTestStringConvertible {
    let body: String
    /// `line:column code` of each diagnostic, counted from the first line of the body.
    let expected: [String]
    var testDescription: String { body }
    init(_ body: String, _ expected: String...) {
      self.body = body
      self.expected = expected
    }
  }

  private func faults(_ body: String) -> [String] {
    let sink = DiagnosticSink()
    let parser = RuleParser(lists: RuleBench.lists, folding: ShippedFolding.folding)
    let rule = parser.parse(Self.head + body, file: "r.yaml", sink: sink)
    #expect((rule == nil) == sink.hasErrors)
    return sink.sorted.map { "\(($0.location?.line ?? 0) - 5):\($0.location?.column ?? 0) \($0.code)" }
  }

  static let rows: [Row] = [
    Row("forbid: {role: agent, keyward: [a]}", "1:9 no-condition", "1:23 unknown-key"),
    Row("forbid: {rolle: agent, keyword: [a]}", "1:10 unknown-key"),
    Row("forbid: {role: agnet, keyword: [a]}", "1:16 invalid-value"),
    Row("forbid: {keyword: [a], regex: b}", "1:24 two-conditions"),
    Row("forbid: {keyword: [a]}\nrequire: {keyword: [b]}", "2:1 verb"),
    Row("forbidd: {keyword: [a]}", "-4:1 verb", "1:1 unknown-key"),
    Row("score: {deduct: 5}\nobserve: {keyword: [a]}", "1:8 score-verb"),
    Row("score: {award: 5}\nforbid: {keyword: [a]}", "1:8 score-verb"),
    Row("score: {deduct: 5, award: 3}\nforbid: {keyword: [a]}", "1:8 conflicting-keys"),
    Row("forbid: {keyword: [a, [b]]}", "1:23 nested-list"),
    Row("forbid: {keyword: {a: b}}", "1:19 wrong-type"),
    Row("forbid: {keyword: []}", "1:19 empty-list"),
    Row("forbid: {keyword: [$sory]}", "1:20 unknown-list"),
    Row("forbid: {keyword: [加微信，加V]}", "1:20 full-width-separator"),
    Row("forbid: {regex: '(a'}", "1:19 invalid-regex"),
    Row("forbid: {keyword: &a [x]}", "1:19 alias"),
    Row("forbid: {keyword: [a]}\nforbid: {keyword: [b]}", "2:1 duplicate-key"),
    Row("forbid:\n  role: agent\n  keyword: [a]\n  role: customer\n  kind: x", "4:3 duplicate-key", "5:3 unknown-key"),
    Row("forbid: {messages: 0..2, keyword: [a]}", "1:10 empty-scope"),
    Row("forbid: {messages: 3..1, keyword: [a]}", "1:10 empty-scope"),
    Row("given: {keyword: [b]}\nforbid: {messages: 0..2, keyword: [a]}"),
    Row("given: {keyword: [b]}\nforbid: {messages: -3..-1, keyword: [a]}", "2:10 empty-scope"),
    Row("given: {count: {min: 2}}\nforbid: {messages: -3..-1, keyword: [a]}"),
    Row("given: {keyword: [b]}\nforbid: {before: given, messages: 1, keyword: [a]}", "2:25 empty-scope"),
    Row("forbid: {after: given, keyword: [a]}", "1:17 unknown-label"),
    Row("forbid: {count: {of: {after: nobody, keyword: [a]}, min: 1}}", "1:30 unknown-label"),
    Row("given: {after: given, keyword: [a]}\nforbid: {keyword: [a]}", "1:23 label-cycle"),
    Row(
      "forbid: {all: [{label: x, after: y, keyword: [a]}, {label: y, after: x, keyword: [b]}]}", "1:37 label-cycle",
      "1:73 label-cycle"),
    Row("forbid: {all: [{label: x, keyword: [a]}, {label: x, keyword: [b]}]}", "1:43 duplicate-label"),
    Row("forbid: {at_least: {n: 3, of: [{keyword: [a]}]}}", "1:21 unreachable"),
    Row("forbid: {gap: {over: 3}}", "1:22 invalid-value"),
    Row("forbid: {field: rating.value, is: [1, 2]}", "1:35 wrong-type"),
    Row("for: {hours: 9-23}\nforbid: {keyword: [a]}", "1:14 invalid-value"),
    Row(
      "status: done\nfor: {shopp: x}\ngiven: {role: boss, keyword: [a]}\nforbid: {keyword: [], fold: [widht]}\nexamples: [{found: x}]",
      "1:9 invalid-value", "2:7 unknown-key", "3:15 invalid-value", "4:19 empty-list", "4:30 invalid-value",
      "5:12 invalid-example"),
  ]

  @Test(arguments: rows) func everyFaultIsNamed(_ row: Row) {
    #expect(faults(row.body) == row.expected)
  }

  @Test func misspellingsGetASuggestion() {
    for (body, hint) in [
      ("forbid: {keyward: [a]}", "did you mean 'keyword'?"), ("forbid: {keyword: [$sory]}", "did you mean '$sorry'?"),
      ("forbidd: {keyword: [a]}", "did you mean 'forbid'?"),
      ("forbid: {role: agnet, keyword: [a]}", "did you mean 'agent'?"),
    ] {
      #expect(RuleBench.parse(body).diagnostics.contains { $0.hint?.english == hint }, "\(body)")
    }
  }

  @Test func theIdIsTheFileName() {
    #expect(
      RuleBench.parse("forbid: {keyword: [a]}", file: "rules/x/q.yaml").diagnostics.map(\.code) == ["id-not-file-name"])
    #expect(RuleBench.parse("id: Q_1\nforbid: {keyword: [a]}").diagnostics.map(\.code) == ["invalid-id"])
  }
}
