/// `unless` phrases that cover no hit.
enum IdleExcuseCheck: LintCheck {
  static let definition = LintCheckDefinition(
    id: "idle-excuse", severity: .warning,
    summary: LocalizedText(zh: "unless 的短语盖不住任何命中", en: "an 'unless' phrase covers no hit"),
    reason: LocalizedText(
      zh: "放行短语要把命中的字整个包在里面才算；不含任何一个短语的放行短语没有作用。",
      en:
        "An allow-phrase counts only where it contains the whole hit; one that holds none of the phrases does nothing."),
    remedy: LocalizedText(
      zh: "把被放行的短语写全，如 加微信 → 请勿加微信；用不着就删掉。",
      en: "Write out what is excused, as 请勿加微信 for 加微信, or remove it."))

  static func check(_ rule: LintedRule, _ input: LintInput, _ report: LintReport) {
    for leaf in rule.phraseLeaves where !leaf.excuses.isEmpty {
      if leaf.keyword.match == KeywordOperator.Match.none {
        continue
      }
      var covers: [String: Bool] = [:]
      for excuse in leaf.excuses {
        let isUseful = input.probe.hits(in: excuse.text, of: leaf, rule: rule.rule).contains {
          $0.suppression == .excused
        }
        guard let list = excuse.list else {
          if !isUseful, !excuse.text.isEmpty { add(excuse, rule, report) }
          continue
        }
        // Of a list that several rules share a part may be for the others.
        covers[list] = covers[list] ?? false || isUseful
      }
      for (list, isUseful) in covers.sorted(by: { $0.key < $1.key }) where !isUseful {
        guard let first = leaf.excuses.first(where: { $0.list == list }) else { continue }
        report.add(
          rule, at: first.location,
          LocalizedText(
            zh: "词表 $\(list) 里没有一条盖得住这里的命中", en: "no entry of the word list $\(list) covers a hit of these phrases"))
      }
    }
  }

  private static func add(_ excuse: PhraseLeaf.Phrase, _ rule: LintedRule, _ report: LintReport) {
    report.add(
      rule, at: excuse.location,
      LocalizedText(zh: "放行短语“\(excuse.text)”盖不住任何命中", en: "the allow-phrase '\(excuse.text)' covers no hit"))
  }
}
