import Testing

@testable import Zhijian

/// Files of dialogue tests: what they say, and every fault with its place.
@Suite struct RuleTestFileTests {
  private func read(_ text: String) -> (file: RuleTestFile?, faults: [String]) {
    let sink = DiagnosticSink()
    let file = RuleTestFile.read(text, file: "r.test.yaml", sink: sink)
    let faults = sink.sorted.map { "\($0.location?.line ?? 0):\($0.location?.column ?? 0) \($0.code)" }
    return (file, faults)
  }

  @Test func readsEveryKey() throws {
    let (file, faults) = read(
      """
      rule: r
      tests:
        - name: all keys
          conversation: {shop: 木里, open: true}
          known_gap: true
          reason: not yet
          dialogue: |
            [+0:00] 客户: 在吗
            [+0:05] 客服(小李): ⟦保证⟧到
            [+0:09] 客服(小王): 保证
          expect:
            - {message: 2, span: 保证, owner: 小李, score: -2.5}
            - {message: 在吗, owner: ~, score: auto_fail}
            - {message: 保证}
            - {}
        - {name: silent, dialogue: '客服: 好', expect: []}
        - {name: no, dialogue: '客服: 好的', expect: not_applicable}
        - {name: open, dialogue: '客服: 好吧', expect: unknown}
      """)
    #expect(faults.isEmpty)
    let tests = try #require(file?.tests)
    #expect(file?.rule == "r" && tests.map(\.name) == ["all keys", "silent", "no", "open"])
    #expect(tests[0].isKnownGap && tests[0].reason == "not yet" && !tests[1].isKnownGap)
    #expect(tests[0].transcript.shop == "木里" && tests[0].transcript.isOpen)
    #expect(tests[0].marks == [EvidenceSpan(message: 1, range: TextRange(0, 2))])
    #expect(tests[0].location == SourceLocation(file: "r.test.yaml", line: 3, column: 5))
    guard case .findings(let findings) = tests[0].expectation, findings.count == 4 else {
      Issue.record("other findings")
      return
    }
    // A message that is the text and nothing else goes before one that holds it.
    #expect(findings.map(\.message) == [1, 0, 2, nil])
    #expect(findings[0].span == "保证" && findings[0].owner == .agent("小李") && findings[0].score == .points(-250))
    #expect(findings[1].owner == .nobody && findings[1].score == .autoFail)
    if case .findings(let none) = tests[1].expectation { #expect(none.isEmpty) } else { Issue.record("not silent") }
    guard case .result(.notApplicable) = tests[2].expectation, case .result(.unknown) = tests[3].expectation else {
      Issue.record("other results")
      return
    }
  }

  @Test func tellsAllFaultsAtOnce() {
    let (file, faults) = read(
      """
      rule: r
      extra: 1
      tests:
        - name: a
          dialogue: '天气好'
          expect: []
        - name: a
          dialogue: '客服: 好'
          expect: maybe
        - dialogue: '客服: 好'
          expects: []
        - name: b
          known_gap: true
          dialogue: '客服: 好'
          expect:
            - {message: 2, ownr: 小李}
            - {message: 1, span: 坏, score: much}
            - 3
        - {name: c, reason: why, dialogue: '客服: 好', expect: [], conversation: {rating: x}}
        - {name: c, dialogue: "客服: 好好\\n客服: 好", expect: [{message: 坏}, {message: []}, {span: 坏}]}
        - {name: '', dialogue: '客服: 好', expect: []}
        - text
      """)
    #expect(file?.tests.map(\.name) == ["c", ""])
    #expect(
      faults == [
        "2:1 unknown-key", "5:5 invalid-dialogue", "9:13 invalid-value", "10:5 missing-key", "10:5 missing-key",
        "11:5 unknown-key", "13:5 missing-key", "16:19 no-such-message", "16:22 unknown-key", "17:22 no-such-text",
        "17:38 invalid-value", "18:9 wrong-type", "19:15 idle-key", "19:82 wrong-type", "20:61 no-such-message",
        "20:75 wrong-type", "20:81 no-such-text", "21:6 invalid-value", "22:5 wrong-type",
      ], "\(faults)")
  }

  @Test func namesAreUsedOnce() {
    let (_, faults) = read(
      """
      rule: r
      tests:
        - {name: a, dialogue: '客服: 好', expect: []}
        - {name: a, dialogue: '客服: 坏', expect: []}
      """)
    #expect(faults == ["4:6 duplicate-name"])
  }

  @Test(arguments: [
    ("", ["1:1 empty-file"]), ("- a\n", ["1:1 wrong-type"]), ("rule: r\n", ["1:1 missing-key"]),
    ("rule: r\ntests: []\n", ["2:8 wrong-type"]), ("rule: r\ntests: a\n", ["2:8 wrong-type"]),
    ("tests:\n  - {name: a}\n", ["1:1 missing-key", "2:5 missing-key", "2:5 missing-key"]),
    ("rule: &r r\ntests: []\n", ["1:7 alias", "2:8 wrong-type"]),
  ])
  func wrongFilesAreRefused(_ text: String, _ wanted: [String]) {
    #expect(read(text).faults == wanted)
  }

  @Test func listsAreShort() {
    let entries = [String](repeating: "{}", count: RuleTestFile.mostFindings + 1).joined(separator: ", ")
    let (file, faults) = read("rule: r\ntests:\n  - {name: a, dialogue: '客服: 好', expect: [\(entries)]}\n")
    #expect(file?.tests.isEmpty == true && faults == ["3:42 too-many-findings"], "\(faults)")
  }
}
