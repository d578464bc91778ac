/// Phrases of one character.
enum BroadPhraseCheck: LintCheck {
  static let definition = LintCheckDefinition(
    id: "broad-phrase", severity: .warning,
    summary: LocalizedText(zh: "只有一个字的短语", en: "a phrase of one character"),
    reason: LocalizedText(
      zh: "一个字会出现在许多不相干的词里。默认的 boundary: word 只认独立成词的，仍然很宽（提示）；写了 inside 或 any 就更宽（警告）。",
      en: "One character is part of many other words. The default boundary: word takes it only as a word of its own, "
        + "which is still broad (a note); inside or any is broader (a warning)."),
    remedy: LocalizedText(
      zh: "写更长的短语，再用 --against 看它在实际聊天里命中多少。", en: "Write a longer phrase, and see by --against how often it hits."))

  static func check(_ rule: LintedRule, _ input: LintInput, _ report: LintReport) {
    for leaf in rule.phraseLeaves {
      for phrase in leaf.phrases where phrase.list == nil && phrase.text.count == 1 && DisplayWidth.of(phrase.text) > 0
      {
        let boundary = leaf.keyword.scan?.boundary
        report.add(
          rule, at: phrase.location,
          LocalizedText(zh: "短语“\(phrase.text)”只有一个字", en: "the phrase '\(phrase.text)' is one character"),
          severity: boundary == nil || boundary == .word ? .note : .warning)
      }
    }
  }
}
