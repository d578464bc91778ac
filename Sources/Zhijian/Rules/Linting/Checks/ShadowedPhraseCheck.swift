/// Phrases that never hit without a shorter one of the same list.
enum ShadowedPhraseCheck: LintCheck {
  static let definition = LintCheckDefinition(
    id: "shadowed-phrase", severity: .note,
    summary: LocalizedText(zh: "短语已经被更短的短语盖住", en: "a phrase is covered by a shorter one"),
    reason: LocalizedText(
      zh: "有了“加微信”，“加微信吧”永远不会多命中一条消息，只是命中的字长一些。",
      en: "With 加微信 in the list 加微信吧 never hits one message more; its hits are only longer."),
    remedy: LocalizedText(
      zh: "删掉长的；如果短的太宽，就只留长的。", en: "Remove the longer one; or keep it alone where the shorter one is too broad."))

  static func check(_ rule: LintedRule, _ input: LintInput, _ report: LintReport) {
    for leaf in rule.phraseLeaves where leaf.keyword.match == .any {
      var seen: Set<String> = []
      for phrase in leaf.phrases
      where phrase.list == nil && phrase.text.count > 1 && seen.insert(phrase.text).inserted {
        guard let shorter = cover(of: phrase, leaf, rule, input) else { continue }
        report.add(
          rule, at: phrase.location,
          LocalizedText(
            zh: "短语“\(phrase.text)”已经被“\(shorter)”盖住", en: "the phrase '\(phrase.text)' is covered by '\(shorter)'"))
      }
    }
  }

  /// A shorter phrase that hits inside of `phrase` whatever stands around it.
  private static func cover(
    of phrase: PhraseLeaf.Phrase, _ leaf: PhraseLeaf, _ rule: LintedRule, _ input: LintInput
  ) -> String? {
    let own = input.probe.folded(phrase.text)
    let inside = leaf.keyword.phrases.filter { candidate in
      let folded = input.probe.folded(candidate)
      return folded.count < own.count && own.contains(folded)
    }
    guard !inside.isEmpty else { return nil }
    for shorter in inside {
      // An allow-phrase may cover the shorter one and leave the longer one alone.
      if leaf.excuses.contains(where: { input.probe.folded($0.text).contains(input.probe.folded(shorter)) }) {
        continue
      }
      guard let number = leaf.keyword.phrases.firstIndex(of: shorter) else { continue }
      // Words that begin or end outside may cross the shorter one only at an edge that both share.
      let isHit = surroundings.allSatisfy { before, after in
        let hits = input.probe.hits(in: before + phrase.text + after, of: leaf, rule: rule.rule)
        let longer = leaf.keyword.phrases.firstIndex(of: phrase.text)
        guard hits.contains(where: { $0.phrase == longer && $0.suppression == nil }) else { return true }
        return hits.contains { $0.phrase == number && $0.suppression == nil }
      }
      if isHit { return shorter }
    }
    return nil
  }

  private static let surroundings = [("", ""), ("亲，", "。"), ("您可以", "的话就行"), ("我们不", "了吗？")]
}

extension Array where Element: Equatable {
  /// Whether the elements of `part` stand next to each other somewhere.
  fileprivate func contains(_ part: [Element]) -> Bool {
    guard let first = part.first, part.count <= count else { return false }
    return (0...(count - part.count)).contains { start in
      self[start] == first && self[start..<(start + part.count)].elementsEqual(part)
    }
  }
}
