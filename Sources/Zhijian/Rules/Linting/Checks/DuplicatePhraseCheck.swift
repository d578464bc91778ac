/// Phrases that read the same as another one of the list.
enum DuplicatePhraseCheck: LintCheck {
  static let definition = LintCheckDefinition(
    id: "duplicate-phrase", severity: .warning,
    summary: LocalizedText(zh: "短语在同一个列表里重复", en: "a phrase is in the list already"),
    reason: LocalizedText(
      zh: "归一之后一样的短语（加V 和 加v）只算一个，读规则的人会以为它们不同。",
      en: "Phrases that are equal when folded (加V and 加v) are one; whoever reads the rule thinks they differ."),
    remedy: LocalizedText(zh: "删掉重复的短语。", en: "Remove the repetition."))

  static func check(_ rule: LintedRule, _ input: LintInput, _ report: LintReport) {
    for leaf in rule.phraseLeaves {
      check(leaf.phrases, rule, input, report)
      check(leaf.excuses, rule, input, report)
    }
  }

  private static func check(
    _ phrases: [PhraseLeaf.Phrase], _ rule: LintedRule, _ input: LintInput, _ report: LintReport
  ) {
    var seen: [[UInt16]: PhraseLeaf.Phrase] = [:]
    for phrase in phrases where !phrase.text.isEmpty {
      let folded = input.probe.folded(phrase.text)
      guard let first = seen[folded] else {
        seen[folded] = phrase
        continue
      }
      // What is wrong within word lists is said of the lists.
      guard phrase.list == nil || first.list == nil else { continue }
      let own = phrase.list == nil ? phrase : first
      let other = phrase.list == nil ? first : phrase
      let place = other.list.map {
        LocalizedText(zh: "词表 $\($0) 里已经有了", en: "is in the word list $\($0) already")
      }
      let same =
        other.text == own.text
        ? LocalizedText(zh: "在这个列表里已经有了", en: "is in this list already")
        : LocalizedText(zh: "和“\(other.text)”归一后相同", en: "is the same as '\(other.text)' when folded")
      let what = place ?? same
      report.add(
        rule, at: own.location,
        LocalizedText(zh: "短语“\(own.text)”\(what.chinese)", en: "the phrase '\(own.text)' \(what.english)"))
    }
  }
}
