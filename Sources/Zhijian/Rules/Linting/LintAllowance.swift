/// A check that a rule silences for itself, and why.
public struct LintAllowance: Sendable, Hashable {
  public let check: String
  public let reason: String
  public let location: SourceLocation
}

/// Reads what authors say to the linter: `lint:` of a rule and of a configuration.
package enum LintSettings {
  /// The `lint: {allow: [{check: …, reason: …}]}` of a rule.
  static func allowances(_ node: YAMLNode, sink: DiagnosticSink) -> [LintAllowance] {
    guard let mapping = YAMLMapping(node, sink: sink, what: LocalizedText(zh: "lint", en: "lint")) else { return [] }
    defer { mapping.finish() }
    guard let list = mapping.value("allow") else { return [] }
    guard case .sequence(let items) = list.content else {
      sink.error(
        "wrong-type", at: list.location,
        LocalizedText(
          zh: "allow 应当是列表，每项写 check 和 reason", en: "allow must be a list of mappings with check and reason"))
      return []
    }
    return items.compactMap { item in
      guard let entry = YAMLMapping(item, sink: sink, what: LocalizedText(zh: "豁免", en: "an allowance")) else {
        return nil
      }
      let check = entry.text("check", required: true)
      let reason = entry.text("reason", required: true)
      entry.finish()
      guard let check, let reason else { return nil }
      guard isKnown(check, at: entry.value("check")?.location ?? item.location, sink: sink) else { return nil }
      return LintAllowance(check: check, reason: reason, location: item.location)
    }
  }

  /// The `lint: {CHECK: off | note | warning | error}` of a configuration.
  package static func levels(_ node: YAMLNode, sink: DiagnosticSink) -> [String: LintLevel] {
    guard case .mapping(let entries) = node.content,
      let mapping = YAMLMapping(node, sink: sink, what: LocalizedText(zh: "lint", en: "lint"))
    else {
      sink.error(
        "wrong-type", at: node.location,
        LocalizedText(zh: "lint 应当是“检查: 级别”", en: "lint must map checks to levels"))
      return [:]
    }
    var levels: [String: LintLevel] = [:]
    for entry in entries where isKnown(entry.key, at: entry.keyLocation, sink: sink) {
      levels[entry.key] = mapping.choice(entry.key, LintLevel.self)
    }
    return levels
  }

  private static func isKnown(_ check: String, at location: SourceLocation, sink: DiagnosticSink) -> Bool {
    if LintChecks.ids.contains(check) { return true }
    sink.error(
      "unknown-check", at: location,
      LocalizedText(zh: "没有检查“\(check)”", en: "there is no check '\(check)'"),
      hint: SpellingSuggestion.closest(to: check, among: LintChecks.ids).map {
        LocalizedText(zh: "是不是想写“\($0)”？", en: "did you mean '\($0)'?")
      } ?? LocalizedText(zh: "检查的名字见 docs/lint.md", en: "docs/lint.md lists the checks"))
    return false
  }
}
