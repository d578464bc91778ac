import Foundation
import Testing

@testable import Zhijian
@testable import ZhijianFormats

/// Rule files with faults, in fixtures/rules/broken: each begins with what has to be said of it, to the letter, as
/// comments `#: line:column: severity: text [code]` and `#:     hint`.
///
/// After a wanted change of texts run this suite with ZHIJIAN_WRITE_BROKEN_RULES=1 and read the difference.
@Suite struct BrokenRuleTests {
  private static let folder = packageFolder() + "/fixtures/rules/broken"
  private static let mark = "#:"

  static let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [])
    .filter { $0.hasSuffix(".yaml") }.sorted()

  /// What is said of each file, in one run over all of them.
  private static func check() -> [Diagnostic] {
    var locations = Workspace.Locations(workingFolder: folder, home: nil)
    locations.configuration = packageFolder() + "/fixtures/rules/workspace/zhijian.yaml"
    locations.rules = [folder]
    return RuleCheck.run(locations, isWhole: false).diagnostics
  }

  private static func byFile(_ diagnostics: [Diagnostic]) -> [String: [String]] {
    var lines: [String: [String]] = [:]
    for diagnostic in diagnostics {
      lines[FilePath.name(of: diagnostic.location?.file ?? ""), default: []] += Self.lines(of: diagnostic, .chinese)
    }
    return lines
  }

  private static let diagnostics = check()
  private static let said = byFile(diagnostics)

  static func lines(of diagnostic: Diagnostic, _ language: Language) -> [String] {
    let place = "\(diagnostic.location?.line ?? 0):\(diagnostic.location?.column ?? 0)"
    let hint = diagnostic.hint.map { ["    " + $0.text(in: language)] } ?? []
    let text = TerminalText.safe(diagnostic.message.text(in: language))
    return ["\(place): \(diagnostic.severity): \(text) [\(diagnostic.code)]"] + hint
  }

  private static func split(_ text: String) -> (expected: [String], body: String) {
    var rest = text.utf8[...]
    var expected: [String] = []
    while rest.starts(with: Array(mark.utf8)), let end = rest.firstIndex(of: 0x0A) {
      expected.append(String(decoding: rest[..<end].dropFirst(mark.utf8.count + 1), as: UTF8.self))
      rest = rest[rest.index(after: end)...]
    }
    return (expected, String(decoding: rest, as: UTF8.self))
  }

  private static func text(_ name: String) throws -> String {
    String(decoding: try Data(contentsOf: URL(fileURLWithPath: folder + "/" + name)), as: UTF8.self)
  }

  private static var isWriting: Bool { ProcessInfo.processInfo.environment["ZHIJIAN_WRITE_BROKEN_RULES"] == "1" }

  @Test(.enabled(if: !isWriting), arguments: names)
  func everythingWrongIsSaidToTheLetter(_ name: String) throws {
    let expected = Self.split(try Self.text(name)).expected
    #expect(!expected.isEmpty)
    #expect(Self.said[name] == expected)
  }

  @Test(.enabled(if: isWriting)) func writeTheHeadersAnew() throws {
    var said: [String: [String]] = [:]
    // The header moves the lines it speaks of: written again until it says the truth.
    for _ in 0..<3 {
      for name in Self.names {
        let header = (said[name] ?? []).map { "\(Self.mark) \($0)\n" }.joined()
        let body = Self.split(try Self.text(name)).body
        try (header + body).write(toFile: Self.folder + "/" + name, atomically: true, encoding: .utf8)
      }
      said = Self.byFile(Self.check())
    }
  }

  @Test func thereAreEnoughOfThem() {
    #expect(Self.names.count >= 120)
  }

  /// English texts are English: what is Chinese in them is quoted from the file.
  @Test func everyTextIsThereInEnglish() throws {
    let diagnostics = Self.diagnostics
    #expect(diagnostics.count > 150)
    for diagnostic in diagnostics {
      let english = diagnostic.message.english
      #expect(!english.isEmpty && english != diagnostic.message.chinese, "\(diagnostic)")
      #expect((diagnostic.hint?.english ?? "x") != diagnostic.hint?.chinese, "\(diagnostic)")
    }
    // Every check of the linter for single rules has a file that shows it.
    let shown = Set(diagnostics.map(\.code)).union(Self.togetherCodes)
    let missing = LintChecks.ids.filter { !shown.contains($0) }
    #expect(missing == ["frequent-phrase", "too-few-examples"])
  }

  // MARK: Several files

  private static let togetherCodes: Set = [
    "contradiction", "same-rule", "repeated-phrase", "unused-list", "unused-list-entry",
  ]

  /// What is said of a folder of rules and word lists, with the files' names.
  private func together(_ name: String) throws -> [String] {
    let folder = packageFolder() + "/fixtures/rules/together/\(name)"
    let lexicons = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: lexicons) }
    let small = URL(fileURLWithPath: packageFolder() + "/fixtures/rules/workspace/lexicons")
    try FileManager.default.copyItem(at: small, to: lexicons)
    try FileManager.default.removeItem(at: lexicons.appending(path: "lists"))
    let lists = URL(fileURLWithPath: folder + "/lists")
    if FileManager.default.fileExists(atPath: lists.path) {
      try FileManager.default.copyItem(at: lists, to: lexicons.appending(path: "lists"))
    }
    var locations = Workspace.Locations(workingFolder: folder, home: nil)
    locations.configuration = packageFolder() + "/fixtures/rules/workspace/together.yaml"
    locations.lexicons = lexicons.path
    locations.rules = [folder + "/rules"]
    return RuleCheck.run(locations, isWhole: true).diagnostics.map { diagnostic in
      FilePath.name(of: diagnostic.location?.file ?? "") + ":" + Self.lines(of: diagnostic, .chinese)[0]
    }.sorted()
  }

  @Test func rulesAreComparedWithEachOther() throws {
    #expect(
      try together("contradiction") == [
        "must-say.yaml:9:3: error: 这里要求的每个短语，规则 must-not-say 在同样的范围里都禁止 [contradiction]"
      ])
    #expect(try together("same-rule") == ["second.yaml:7:1: warning: 和规则 first 的条件完全相同 [same-rule]"])
    #expect(
      try together("repeated-phrase") == [
        "two.yaml:9:19: note: 短语“保证到货”等 2 个短语在规则 one 里也禁止 [repeated-phrase]"
      ])
  }

  @Test func wordListsAreComparedWithTheRules() throws {
    #expect(
      try together("word-lists") == [
        "idle.txt:1:1: note: 没有规则用到词表 $idle [unused-list]",
        "used.txt:5:1: warning: “加v聊”和第 2 行的“加V聊”归一后相同 [unused-list-entry]",
      ])
  }
}
