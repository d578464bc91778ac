/// Examples that say the same, or the opposite, of one dialogue.
enum DuplicateExampleCheck: LintCheck {
  static let definition = LintCheckDefinition(
    id: "duplicate-example", severity: .warning,
    summary: LocalizedText(zh: "同一段对话写了两次", en: "the same dialogue is an example twice"),
    reason: LocalizedText(
      zh: "重复的例子不多测什么；期望不同的两个不可能都通过。",
      en: "A second copy tests nothing; two that expect different things cannot both pass."),
    remedy: LocalizedText(zh: "删掉一个，或改成另一种说法。", en: "Remove one of them, or word it differently."))

  static func check(_ rule: LintedRule, _ input: LintInput, _ report: LintReport) {
    var seen: [String: RuleExample] = [:]
    for example in rule.rule.examples {
      // Fields of the conversation tell equal dialogues apart.
      let key = example.transcript.dialogueKey(source: example.source)
      guard let first = seen[key] else {
        seen[key] = example
        continue
      }
      let line = first.location.line ?? 0
      report.add(
        rule, at: example.location,
        first.expectation == example.expectation
          ? LocalizedText(zh: "和第 \(line) 行的例子相同", en: "the same as the example in line \(line)")
          : LocalizedText(
            zh: "和第 \(line) 行的例子对话相同，期望却不同",
            en: "the dialogue of line \(line), where something else is expected of it"))
    }
  }
}
