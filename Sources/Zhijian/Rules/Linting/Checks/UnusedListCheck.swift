/// Word lists that no rule names.
enum UnusedListCheck: LintCheck {
  static let definition = LintCheckDefinition(
    id: "unused-list", severity: .warning,
    summary: LocalizedText(zh: "没有规则用到这个词表", en: "no rule uses the word list"),
    reason: LocalizedText(
      zh: "改它不会有任何效果。只在检查全部规则时报告。", en: "Changing it has no effect. Reported only where all rules are checked."),
    remedy: LocalizedText(zh: "在规则里写 $名称，或删掉文件。", en: "Write $NAME in a rule, or remove the file."))

  static func run(_ input: LintInput, _ report: LintReport) {
    let used = input.rules.reduce(into: Set<String>()) { $0.formUnion($1.listNames) }
    for list in input.listFiles where !used.contains(list.name) {
      report.add(
        nil, at: SourceLocation(file: list.file, line: 1, column: 1),
        LocalizedText(zh: "没有规则用到词表 $\(list.name)", en: "no rule uses the word list $\(list.name)"))
    }
  }
}
