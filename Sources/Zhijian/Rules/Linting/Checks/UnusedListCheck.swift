/// Word lists that no rule names.
enum UnusedListCheck: LintCheck {
  static let definition = LintCheckDefinition(
    id: "unused-list", severity: .note,
    summary: LocalizedText(zh: "没有规则用到这个词表", en: "no rule uses the word list"),
    reason: LocalizedText(
      zh: "改它不会有任何效果。只在检查全部规则时报告；没用到的很多，多半是没选用它们的规则包，就合成一条。",
      en: "Changing it has no effect. Reported only where all rules are checked, and in one line where there are many: "
        + "their pack is probably not chosen."),
    remedy: LocalizedText(zh: "在规则里写 $名称，或删掉文件。", en: "Write $NAME in a rule, or remove the file."))

  /// More than so many are told in one line.
  private static let mostByThemselves = 5

  static func run(_ input: LintInput, _ report: LintReport) {
    let used = input.rules.reduce(into: Set<String>()) { $0.formUnion($1.listNames) }
    let unused = input.listFiles.filter { !used.contains($0.name) }
    if unused.count > mostByThemselves, let first = unused.first {
      let names = unused.prefix(3).map { "$\($0.name)" }
      report.add(
        nil, at: SourceLocation(file: first.file, line: 1, column: 1),
        LocalizedText(
          zh: "没有规则用到 \(unused.count) 个词表：\(names.joined(separator: "、"))……",
          en: "no rule uses \(unused.count) word lists: \(names.joined(separator: ", ")) …"))
      return
    }
    for list in unused {
      report.add(
        nil, at: SourceLocation(file: list.file, line: 1, column: 1),
        LocalizedText(zh: "没有规则用到词表 $\(list.name)", en: "no rule uses the word list $\(list.name)"))
    }
  }
}
