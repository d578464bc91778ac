import Foundation
import Testing

@testable import Zhijian

/// What YAML makes of things that people write, and the limits of what is read.
@Suite struct YAMLTrapTests {
  private let folding = {
    var diagnostics: [Diagnostic] = []
    return TextFolding(tables: FoldingTables(files: [], diagnostics: &diagnostics))
  }()

  private func rule(_ condition: String, _ sink: DiagnosticSink = DiagnosticSink()) -> Rule? {
    let text =
      "id: trap\ntitle: 标题\nwhy: 原因\ncategory: attitude\nseverity: minor\nforbid:\n"
      + condition.split(separator: "\n").map { "  \($0)\n" }.joined()
    return RuleParser(lists: WordListCatalog(["closing": ["再见"]]), folding: folding)
      .parse(text, file: "trap.yaml", sink: sink)
  }

  private func phrases(_ condition: String) -> [String]? {
    guard case .leaf(let leaf, _)? = rule(condition)?.condition.logic else { return nil }
    return (leaf as? KeywordOperator)?.phrases
  }

  /// Numbers, truth values and dates are phrases like all others: read as they are written.
  @Test func nothingIsChanged() {
    let traps = [
      "no", "No", "yes", "on", "off", "y", "n", "true", "False", "Null", "010", "0o17", "0x1F", "1e3",
      "1E+3", ".5", "5.", "1_000", "+1", "-1", "12:30", "1:30:00", "2026-11-01", "2026-11-01T09:30:00Z", ".inf", ".nan",
      "0b101", "007", "1.0", "100%", "5-10", "<<", "=",
    ]
    for trap in traps {
      #expect(phrases("keyword: [\(trap)]") == [trap], "\(trap)")
      #expect(phrases("keyword: \(trap)") == [trap], "\(trap)")
      #expect(phrases("keyword:\n  - \(trap)") == [trap], "\(trap)")
      #expect(phrases("keyword: ['\(trap)']") == [trap], "\(trap)")
    }
    // What to YAML is nothing is refused unless it stands in quotes.
    for nothing in ["null", "~"] {
      #expect(phrases("keyword: [\(nothing)]") == nil && phrases("keyword: \(nothing)") == nil, "\(nothing)")
      #expect(phrases("keyword: ['\(nothing)']") == [nothing], "\(nothing)")
      let sink = DiagnosticSink()
      _ = rule("keyword: [\(nothing)]", sink)
      #expect(sink.sorted.map(\.code) == ["wrong-type"], "\(nothing)")
    }
    #expect(phrases("keyword: [$$closing, $closing, $$]") == ["$closing", "再见", "$"])
  }

  /// A `&`, `*` or `!` that begins no value is what it is.
  @Test func marksInsideOfTextAreText() {
    #expect(phrases("keyword: [A&B, 5*3, 好!, '*', \"&\", '!']") == ["A&B", "5*3", "好!", "*", "&", "!"])
    #expect(phrases("keyword:\n  - 买一送一 & 包邮\n  - '*号'  # & *\n  - 快来 !") == ["买一送一 & 包邮", "*号", "快来 !"])
    let why =
      "id: trap\ntitle: |\n  & 一\n  * 二\n  ! 三\nwhy: 一段\n  & 接着\n  * 再接着\ncategory: attitude\nseverity: minor\n"
      + "forbid: {keyword: 保证}\n"
    let sink = DiagnosticSink()
    let rule = RuleParser(lists: WordListCatalog(), folding: folding).parse(why, file: "trap.yaml", sink: sink)
    #expect(rule?.title == "& 一\n* 二\n! 三\n")
    #expect(rule?.why == "一段 & 接着 * 再接着")
    #expect(sink.diagnostics.isEmpty)
  }

  private func codes(_ text: String, file: String = "trap.yaml") -> [String] {
    let sink = DiagnosticSink()
    _ = RuleParser(lists: WordListCatalog(), folding: folding).parse(text, file: file, sink: sink)
    return sink.sorted.map { "\($0.location?.line ?? 0):\($0.location?.column ?? 0) \($0.code)" }
  }

  /// What would take memory or time without end is refused before it does.
  @Test func filesHaveLimits() {
    #expect(codes(String(repeating: "# 注释\n", count: 120_000)) == ["1:1 file-too-large"])
    let many = "keyword: [" + String(repeating: "a,", count: 110_000) + "]\n"
    #expect(codes(many).contains { $0.hasSuffix("too-deep") })
    #expect(codes(String(repeating: "[", count: 5000)).count == 1)
    #expect(codes(String(repeating: "{a: ", count: 3000) + "1").count == 1)
    // Ten names, each ten times the one before: ten thousand million nodes if they were followed.
    var bomb = "a0: &a0 [x]\n"
    for number in 1...10 {
      bomb += "a\(number): &a\(number) [" + String(repeating: "*a\(number - 1), ", count: 9) + "*a\(number - 1)]\n"
    }
    let said = codes(bomb)
    #expect(said.count { $0.hasSuffix("alias") } == 20)
    #expect(codes("title: &a [*a]\n").contains("1:8 alias"))
  }

  /// One fault of thousands of keys: the first of them are named, the others counted.
  @Test func manyKeysAreFewDiagnostics() {
    let unknown = codes((0..<60_000).map { "k\($0): 1\n" }.joined())
    #expect(unknown.count { $0.hasSuffix("unknown-key") } == 51 && unknown.contains("51:1 unknown-key"))
    #expect(codes((0..<50).map { "k\($0): 1\n" }.joined()).count { $0.hasSuffix("unknown-key") } == 50)
    // Each is read anew for the next; a large file not often.
    #expect(codes(String(repeating: "a: 1\n", count: 65)).count { $0.hasSuffix("duplicate-key") } == 64)
    let many = codes(String(repeating: "a: 1\n", count: 2000)).count { $0.hasSuffix("duplicate-key") }
    #expect((3...15).contains(many))
    #expect(codes(String(repeating: "a: 1\n", count: 150_000)).count { $0.hasSuffix("duplicate-key") } == 3)
  }

  /// Line ends that an editor does not show as such would shift every line that is named.
  @Test func hiddenCharactersArePointedAt() {
    #expect(codes("id: trap\ntitle: 标\u{2028}题\n") == ["2:9 yaml-syntax"])
    #expect(codes("id: trap\rtitle: 标题\r") == ["1:9 yaml-syntax"])
    #expect(codes("id: trap\ntitle: \u{FEFF}标题\n") == ["2:8 yaml-syntax"])
    #expect(codes("id: trap\ntitle: 标\u{7}题\n") == ["2:9 yaml-syntax"])
    #expect(codes("id: trap\r\ntitle: 标题\r\nwhy: 原因\r\n").first == "1:1 missing-key")
  }

  /// What is written into a file by the program can be read back, whatever it is.
  @Test func quotedTextsAreReadBack() {
    for code: UInt32 in [
      1, 9, 10, 13, 0x27, 0x5C, 0x7F, 0x85, 0x9F, 0xA0, 0x2028, 0x2029, 0xFEFF, 0xFFFD, 0xFFFE, 0xFFFF,
    ] {
      guard let scalar = Unicode.Scalar(code) else { continue }
      let text = "a\(Character(scalar))b"
      for written in [YAMLText.quoted(text), YAMLText.scalar(text)] {
        let sink = DiagnosticSink()
        let root = YAMLDocument.read("key: \(written)\n", file: "t.yaml", sink: sink)
        guard case .mapping(let entries)? = root?.content else {
          Issue.record("U+\(String(code, radix: 16)): \(sink.diagnostics.map(\.message.english))")
          continue
        }
        #expect(entries.first?.value.scalar == text, "U+\(String(code, radix: 16))")
      }
    }
  }

  /// All anchors and aliases of a file are named, and what is wrong besides.
  @Test func aliasesDoNotHideOtherFaults() {
    let text = """
      id: trap
      title: &t 标题
      why: *t
      category: attitude
      severity: huge
      forbid:
        <<: *common
        role: !agent
        keyword: &k [保证]
        unless: *k
      """
    #expect(
      codes(text) == [
        "2:8 alias", "3:6 alias", "5:11 invalid-value", "7:7 alias", "8:9 tag", "9:12 alias", "10:11 alias",
      ])
  }
}
