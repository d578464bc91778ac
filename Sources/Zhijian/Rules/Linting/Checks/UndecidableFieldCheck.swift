/// Fields that no conversation has: what asks for them never applies.
enum UndecidableFieldCheck: LintCheck {
  static let definition = LintCheckDefinition(
    id: "undecidable-field", severity: .warning,
    summary: LocalizedText(zh: "会话不可能有这个字段，条件只能是不适用", en: "no conversation can have this field: it never applies"),
    reason: LocalizedText(
      zh: "字段不存在是“不适用”，不是“未命中”，规则会悄悄地什么也不说。",
      en: "An absent field is 'not applicable', not 'no hit': the rule says nothing at all."),
    remedy: LocalizedText(
      zh: "自定义字段写 fields.名字；会话自己的字段见 docs/schema/conversation.schema.json。",
      en: "Fields of your own are fields.NAME; docs/schema/conversation.schema.json lists the others."))

  /// What the canonical record has, and the members of what has members.
  private static let known: [String: [String]] = [
    "id": [], "platform": [], "shop": [], "group": [], "open": [], "close_reason": [], "customer": ["id", "name"],
    "rating": ["value", "min", "max"],
  ]

  static func check(_ rule: LintedRule, _ input: LintInput, _ report: LintReport) {
    for node in rule.nodes {
      guard case .leaf(let leaf, _) = node.logic, let field = leaf as? FieldOperator, let place = rule.place(of: node)
      else { continue }
      check(field.test.path, at: place.value.location, rule, report)
    }
    if let path = rule.rule.filter?.field?.path { check(path, at: rule.location("for", "field"), rule, report) }
  }

  private static func check(_ path: String, at location: SourceLocation, _ rule: LintedRule, _ report: LintReport) {
    let parts = path.utf8.split(separator: 0x2E, omittingEmptySubsequences: false).map {
      String(decoding: $0, as: UTF8.self)
    }
    guard let first = parts.first, first != "fields" else { return }
    guard let members = known[first] else {
      // Records may have members of their own; only a slip of the pen is reported.
      guard let meant = SpellingSuggestion.closest(to: first, among: known.keys.sorted() + ["fields"]) else { return }
      let right = ([meant] + parts.dropFirst()).joined(separator: ".")
      add(path, at: location, rule, report, hint: LocalizedText(zh: "是不是想写“\(right)”？", en: "did you mean '\(right)'?"))
      return
    }
    let isRight =
      members.isEmpty ? parts.count == 1 : parts.count == 1 || parts.count == 2 && members.contains(parts[1])
    guard !isRight else { return }
    let meant = parts.count == 2 ? SpellingSuggestion.closest(to: parts[1], among: members) : nil
    add(
      path, at: location, rule, report,
      hint: meant.map { LocalizedText(zh: "是不是想写“\(first).\($0)”？", en: "did you mean '\(first).\($0)'?") })
  }

  private static func add(
    _ path: String, at location: SourceLocation, _ rule: LintedRule, _ report: LintReport, hint: LocalizedText?
  ) {
    report.add(
      rule, at: location, LocalizedText(zh: "会话没有字段“\(path)”", en: "conversations have no field '\(path)'"), hint: hint)
  }
}
