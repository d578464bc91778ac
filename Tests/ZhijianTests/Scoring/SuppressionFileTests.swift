import Testing

@testable import Zhijian

/// The file of suppressions: what it says and every fault in it, with its place.
@Suite struct SuppressionFileTests {
  private func read(_ text: String) -> (entries: [FindingSuppression]?, faults: [String]) {
    let sink = DiagnosticSink()
    let entries = SuppressionFile.read(text, file: "s.yaml", sink: sink)
    return (
      entries, sink.sorted.map { "\($0.location?.line ?? 0):\($0.location?.column ?? 0) \($0.code)" }
    )
  }

  @Test func readsBothForms() throws {
    let (entries, faults) = read(
      """
      suppressions:
        - fingerprint: 0123456789abcdef-2
          reason: 客户当面确认过
          until: 2027-03-01
        - {rule: slow-reply, conversation: 20261101, message: 4, reason: 系统故障, until: '2026-12-31', by: 王主管}
      """)
    #expect(faults == [])
    let list = try #require(entries)
    #expect(list.map(\.target.text) == ["0123456789abcdef-2", "slow-reply @ 20261101#4"])
    #expect(list.map(\.until.description) == ["2027-03-01", "2026-12-31"])
    #expect(list.map(\.by) == [nil, "王主管"])
    #expect(read("suppressions: []").entries?.isEmpty == true)
  }

  @Test(arguments: [
    ("suppressions:\n  - fingerprint: 0123456789abcdef\n    until: 2027-03-01\n", ["2:5 missing-key"]),
    ("suppressions:\n  - fingerprint: 0123456789abcdef\n    reason: 因为\n", ["2:5 missing-key"]),
    (
      "suppressions:\n  - fingerprint: 0123456789abcdef\n    reason: ' '\n    until: 2027-03-01\n",
      ["3:13 invalid-value"]
    ),
    ("suppressions:\n  - fingerprint: 0123456789abcdef\n    reason: 因为\n    until: 明年\n", ["4:12 invalid-value"]),
    (
      "suppressions:\n  - fingerprint: 0123456789abcdef\n    reason: 因为\n    until: 2026-02-30\n",
      ["4:12 invalid-value"]
    ),
    ("suppressions:\n  - fingerprint: abc\n    reason: 因为\n    until: 2027-03-01\n", ["2:18 invalid-value"]),
    ("suppressions:\n  - rule: r\n    reason: 因为\n    until: 2027-03-01\n", ["2:5 missing-key"]),
    (
      "suppressions:\n  - fingerprint: 0123456789abcdef\n    rule: r\n    reason: 因为\n    until: 2027-03-01\n",
      ["2:5 idle-key"]
    ),
    (
      "suppressions:\n  - rule: r\n    conversation: c\n    message: -1\n    reason: 因为\n    until: 2027-03-01\n",
      ["4:14 invalid-value"]
    ),
    (
      "suppressions:\n  - rule: r\n    conversation: c\n    resaon: 因为\n    until: 2027-03-01\n",
      ["2:5 missing-key", "4:5 unknown-key"]
    ),
    (
      "suppressions:\n  - {rule: r, conversation: c, reason: a, until: 2027-03-01}\n"
        + "  - {rule: r, conversation: c, reason: b, until: 2027-03-02}\n", ["3:5 duplicate-suppression"]
    ),
    ("suppressions: {}\n", ["1:15 wrong-type"]), ("list: []\n", ["1:1 missing-key", "1:1 unknown-key"]),
  ])
  func namesEveryFault(_ text: String, _ expected: [String]) {
    let (entries, faults) = read(text)
    #expect(entries == nil)
    #expect(faults == expected, "\(text)")
  }
}
