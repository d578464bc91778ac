/// Phrases that are not found even in a message that says just them.
enum ImpossiblePhraseCheck: LintCheck {
  static let definition = LintCheckDefinition(
    id: "impossible-phrase", severity: .error,
    summary: LocalizedText(zh: "短语永远不会命中", en: "a phrase can never hit"),
    reason: LocalizedText(
      zh: "一条消息恰好就是这个短语也不算命中：归一后的文字里不可能有它，它被自己的 unless 盖住，或者 polarity、boundary 总是排除它。"
        + "只由看不见的字符组成的短语也在此列。",
      en:
        "Not even a message that is just this phrase is a hit: no folded text can hold it, its own 'unless' covers it, "
        + "or polarity or boundary always leave it out. So it is with phrases of invisible characters only."),
    remedy: LocalizedText(zh: "按提示的原因改短语或选项。", en: "Change the phrase or the option that is named."))

  static func check(_ rule: LintedRule, _ input: LintInput, _ report: LintReport) {
    for leaf in rule.phraseLeaves {
      let isNone = leaf.keyword.match == KeywordOperator.Match.none
      var seen: Set<String> = []
      for phrase in leaf.phrases where !phrase.text.isEmpty && seen.insert(phrase.text).inserted {
        guard let why = problem(phrase, leaf, rule, input) else { continue }
        let list = phrase.list.map { "$\($0) " } ?? ""
        report.add(
          rule, at: phrase.location,
          LocalizedText(
            zh: "短语 \(list)“\(phrase.text)”\(isNone ? "的缺席说明不了什么" : "永远不会命中")：\(why.chinese)",
            en: "the phrase \(list)'\(phrase.text)' can never \(isNone ? "be missed" : "hit"): \(why.english)"))
      }
    }
  }

  private static func problem(
    _ phrase: PhraseLeaf.Phrase, _ leaf: PhraseLeaf, _ rule: LintedRule, _ input: LintInput
  ) -> LocalizedText? {
    let invisible = phrase.text.unicodeScalars.allSatisfy { scalar in
      scalar.properties.generalCategory == .format || scalar.properties.isDefaultIgnorableCodePoint
    }
    if invisible { return LocalizedText(zh: "它只有看不见的字符", en: "it is made of invisible characters") }
    guard let number = leaf.keyword.phrases.firstIndex(of: phrase.text) else { return nil }
    let hits = input.probe.hits(in: phrase.text, of: leaf, rule: rule.rule).filter { $0.phrase == number }
    guard let first = hits.first else {
      return LocalizedText(zh: "归一后的文字里不可能有它", en: "no folded text can hold it")
    }
    guard hits.allSatisfy({ $0.suppression != nil }) else { return nil }
    // To take some entries out of a word list is what `unless` is for.
    if phrase.list != nil, first.suppression == .excused { return nil }
    return switch first.suppression {
    case .excused: LocalizedText(zh: "它总被 unless 盖住", en: "'unless' always covers it")
    case .boundary: LocalizedText(zh: "它切断了自己的词", en: "it cuts through a word of its own")
    case .asked:
      LocalizedText(
        zh: "polarity: asserted 不算问句，它自己就是问句", en: "it is a question, and polarity: asserted leaves questions out")
    default:
      LocalizedText(zh: "polarity: asserted 总是排除它", en: "polarity: asserted always leaves it out")
    }
  }
}
