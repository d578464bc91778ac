/// Labels that nothing hangs on.
enum UnusedLabelCheck: LintCheck {
  static let definition = LintCheckDefinition(
    id: "unused-label", severity: .note,
    summary: LocalizedText(zh: "没有条件用到这个 label", en: "no condition uses the label"),
    reason: LocalizedText(
      zh: "多半是锚点漏写了。sequence 的步骤不算：label 是步骤的名字。",
      en: "Most often an anchor is missing. Steps of a sequence aside: there it names the step."),
    remedy: LocalizedText(zh: "写上 after: 名字，或删掉 label。", en: "Write after: NAME, or remove the label."))

  static func check(_ rule: LintedRule, _ input: LintInput, _ report: LintReport) {
    var used: Set<String> = []
    for node in rule.nodes {
      if case .label(let name)? = node.scope.anchor?.name { used.insert(name) }
      if case .sequence(let steps) = node.logic { used.formUnion(steps.compactMap(\.node.label)) }
    }
    for node in rule.nodes {
      guard let label = node.label, !used.contains(label) else { continue }
      report.add(
        rule, at: rule.place(of: node)?.sibling("label")?.value.location ?? node.location,
        LocalizedText(zh: "没有条件用到 label “\(label)”", en: "no condition uses the label '\(label)'"))
    }
  }
}
