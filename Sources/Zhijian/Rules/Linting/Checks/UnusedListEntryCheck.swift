/// Entries of word lists that repeat another one.
enum UnusedListEntryCheck: LintCheck {
  static let definition = LintCheckDefinition(
    id: "unused-list-entry", severity: .warning,
    summary: LocalizedText(zh: "词表里的一条和前面的重复", en: "an entry of a word list repeats another one"),
    reason: LocalizedText(
      zh: "归一后相同的两条只算一条。哪些条目从未命中，用 --against 看。",
      en: "Entries that are equal when folded are one. --against shows which never hit."),
    remedy: LocalizedText(zh: "删掉重复的一条。", en: "Remove the repetition."))

  static func run(_ input: LintInput, _ report: LintReport) {
    for list in input.listFiles {
      var seen: [[UInt16]: (text: String, line: Int)] = [:]
      for entry in list.entries {
        let folded = input.probe.folded(entry.text)
        guard let first = seen[folded] else {
          seen[folded] = entry
          continue
        }
        report.add(
          nil, at: SourceLocation(file: list.file, line: entry.line, column: 1),
          LocalizedText(
            zh: "“\(entry.text)”和第 \(first.line) 行的“\(first.text)”归一后相同",
            en: "'\(entry.text)' is the same as '\(first.text)' in line \(first.line) when folded"))
      }
    }
  }
}
