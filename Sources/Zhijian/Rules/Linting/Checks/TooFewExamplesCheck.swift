/// Rules that are hardly tested.
enum TooFewExamplesCheck: LintCheck {
  static let definition = LintCheckDefinition(
    id: "too-few-examples", severity: .warning,
    summary: LocalizedText(
      zh: "例子少于三个 finding 和三个 clean", en: "fewer than three 'finding' and three 'clean' examples"),
    reason: LocalizedText(
      zh: "没有例子，改词表或改规则时就不知道弄坏了什么。", en: "Without examples nobody notices what a change of words or rules breaks."),
    remedy: LocalizedText(
      zh: "补例子，先写难的：客户说的、否定的、引述的、更长的词里的。店铺自己的规则可以在 zhijian.yaml 里放宽：lint: {too-few-examples: off}。",
      en: "Add examples, the hard ones first: said by the customer, negated, quoted, part of a longer word. A shop can "
        + "relax it in zhijian.yaml: lint: {too-few-examples: off}."))

  private static let needed = 3

  static func check(_ rule: LintedRule, _ input: LintInput, _ report: LintReport) {
    let examples = rule.rule.examples
    let findings = examples.count { $0.expectation == .finding }
    let cleans = examples.count { $0.expectation == .clean }
    guard findings < needed || cleans < needed else { return }
    report.add(
      rule, at: rule.location("examples"),
      LocalizedText(
        zh: "只有 \(findings) 个 finding 和 \(cleans) 个 clean 例子（各要 \(needed) 个）",
        en: "there are \(findings) 'finding' and \(cleans) 'clean' examples (\(needed) of each are wanted)"))
  }
}
