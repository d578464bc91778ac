import Testing

@testable import Zhijian

@Suite struct FindingComparisonTests {
  private struct Row: Sendable, CustomTestStringConvertible {
    let name: String
    let before: String
    let after: String
    let dialogue: String
    /// `+gained -lost ~changed`, with what changed.
    let expected: String
    var testDescription: String { name }

    init(_ name: String, _ before: String, _ after: String, _ dialogue: String, _ expected: String) {
      (self.name, self.before, self.after) = (name, before, after)
      (self.dialogue, self.expected) = (dialogue, expected)
    }
  }

  private static func forbid(_ words: String, _ rest: String = "") -> String {
    "id: r\n\(rest)forbid: { role: agent, keyword: [\(words)], boundary: any }\n"
  }

  private static let rows: [Row] = [
    Row("the same", forbid("保证"), forbid("保证"), "客服: 保证", "+0 -0 ~0"),
    Row("a word more", forbid("保证"), forbid("保证, 绝对"), "客服: 保证\n客服: 绝对", "+1 -0 ~0"),
    Row("a word less", forbid("保证, 绝对"), forbid("保证"), "客服: 保证\n客服: 绝对", "+0 -1 ~0"),
    Row(
      "another rule finds the same words", forbid("保证"), "id: q\nforbid: { role: agent, keyword: [保证] }\n", "客服: 保证",
      "+1 -1 ~0"),
    Row("longer evidence", forbid("保证"), forbid("一定保证"), "客服: 我一定保证", "+0 -0 ~1 evidence"),
    Row("other words of the message", forbid("保证"), forbid("绝对"), "客服: 保证，绝对", "+0 -0 ~1 evidence"),
    Row("other words of another message", forbid("保证"), forbid("绝对"), "客服: 保证\n客服: 绝对", "+1 -1 ~0"),
    Row(
      "what overlaps goes together", forbid("保证, 绝对"), forbid("绝对没问题"), "客服: 保证，绝对没问题", "+0 -1 ~1 evidence"),
    Row("severity", forbid("保证"), forbid("保证", "severity: major\n"), "客服: 保证", "+0 -0 ~1 severity"),
    Row("status", forbid("保证"), forbid("保证", "status: draft\n"), "客服: 保证", "+0 -0 ~1 status"),
    Row(
      "verb", forbid("保证"), "id: r\nobserve: { role: agent, keyword: [保证] }\n", "客服: 保证", "+0 -0 ~1 verb"),
    Row(
      "several at once", forbid("保证"), forbid("一定保证", "severity: major\n"), "客服: 一定保证",
      "+0 -0 ~1 evidence severity"),
    Row(
      "what is missing is the same wherever it was looked for",
      "id: r\nrequire: { role: agent, messages: 1, keyword: [您好] }\n",
      "id: r\nrequire: { role: agent, messages: 1..2, keyword: [您好] }\n", "客服: 在\n客服: 嗯", "+0 -0 ~0"),
    Row("one word said twice", forbid("保证"), forbid("保证, 保真"), "客服: 保证，保证，保真", "+1 -0 ~0"),
  ]

  @Test(arguments: rows) private func classifies(_ row: Row) throws {
    let bench = try BackTestBench([row.before], [row.after])
    let transcript = try BackTestBench.transcript(row.dialogue, id: "c")
    let before = try bench.before.evaluate(transcript).findings
    let after = try bench.after.evaluate(transcript).findings
    let straight = FindingComparison(before: before, after: after)
    #expect(Self.describe(straight) == row.expected)
    let turned = FindingComparison(before: after, after: before)
    #expect(turned.gained == straight.lost && turned.lost == straight.gained)
    #expect(turned.changed.map(\.aspects) == straight.changed.map(\.aspects))
  }

  private static func describe(_ comparison: FindingComparison) -> String {
    let aspects = Set(comparison.changed.flatMap(\.aspects))
    return "+\(comparison.gained.count) -\(comparison.lost.count) ~\(comparison.changed.count)"
      + FindingComparison.Aspect.allCases.filter(aspects.contains).map { " \($0.rawValue)" }.joined()
  }

  /// Hundreds of findings of one rule in one message are paired in no time.
  @Test func staysQuickInOneMessage() throws {
    let text = String(repeating: "保证。绝对，", count: 400)
    let comparison = try BackTestBench([Self.forbid("保证")], [Self.forbid("绝对")]).findings("客服: \(text)")
    #expect(comparison.gained.isEmpty && comparison.lost.isEmpty)
    #expect(comparison.changed.count == 400)
  }
}
