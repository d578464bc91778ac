public import Zhijian

/// How a table of human inspection is read: which column is what, and what of the program each item is compared with.
public struct InspectionMapping: Sendable {
  /// An item of the checklist.
  struct Item: Sendable, Hashable {
    let name: String
    /// Nil for an item that is left out.
    let target: AgreementItem.Target?
    let reading: InspectionCell.Reading
  }

  /// Headers by field.
  var columns: [BusinessField: String] = [:]
  /// The points of a conversation without a fault, on the scale of the table.
  var fullScore = 100.0
  /// In the order of the file.
  var items: [Item] = []

  /// The items that are compared.
  public var compared: [AgreementItem] {
    items.compactMap { item in item.target.map { AgreementItem(name: item.name, target: $0) } }
  }

  /// Reads a mapping file; nil where there are errors, all of which go to `sink`.
  public static func read(
    _ path: String, rules: RuleSet, policy: ScoringPolicy, sink: DiagnosticSink
  ) -> InspectionMapping? {
    guard let text = FileText.read(path, sink: sink) else { return nil }
    return read(text, file: path, rules: rules, policy: policy, sink: sink)
  }

  static func read(
    _ text: String, file: String, rules: RuleSet, policy: ScoringPolicy, sink: DiagnosticSink
  ) -> InspectionMapping? {
    let own = DiagnosticSink()
    defer { sink.report(own.diagnostics) }
    guard let root = YAMLDocument.read(text, file: file, sink: own),
      let mapping = YAMLMapping(root, sink: own, what: LocalizedText(zh: "质检表映射", en: "a mapping of inspection"))
    else { return nil }
    var result = InspectionMapping()
    if let node = mapping.value("columns"),
      let columns = YAMLMapping(node, sink: own, what: LocalizedText(zh: "columns", en: "'columns'"))
    {
      for (key, field) in InspectionColumns.fields { result.columns[field] = columns.text(key) }
      columns.finish()
    }
    if let full = mapping.number("full_score") {
      if full > 0 {
        result.fullScore = full
      } else {
        own.error(
          "invalid-value", at: mapping.location(of: "full_score"),
          LocalizedText(zh: "“full_score”应当大于 0", en: "'full_score' must be above 0"))
      }
    }
    let parser = InspectionItemParser(
      rules: rules.rules.map(\.id), sections: policy.sections.map(\.id), sink: own)
    if let node = mapping.value("items") {
      if case .sequence(let nodes) = node.content {
        result.items = nodes.compactMap(parser.item)
      } else {
        own.error(
          "wrong-type", at: node.location, LocalizedText(zh: "“items”应当是列表", en: "'items' must be a list"))
      }
    }
    mapping.finish()
    return own.hasErrors ? nil : result
  }
}

/// Reads items of a mapping file.
private struct InspectionItemParser {
  let rules: [String]
  let sections: [String]
  let sink: DiagnosticSink

  enum Yes: String, CaseIterable {
    case finding, clean
  }

  enum Points: String, CaseIterable {
    case deducted, earned
  }

  func item(_ node: YAMLNode) -> InspectionMapping.Item? {
    guard let mapping = YAMLMapping(node, sink: sink, what: LocalizedText(zh: "检查项", en: "an item")) else { return nil }
    let name = mapping.text("name", required: true)
    let target = target(mapping)
    let yes = mapping.choice("yes", Yes.self)
    let points = mapping.choice("points", Points.self)
    let full = mapping.number("full")
    let isSkipped = mapping.boolean("skip") ?? false
    mapping.finish()
    if points == .earned, full == nil {
      sink.error(
        "missing-key", at: mapping.location(of: "points"),
        LocalizedText(zh: "points: earned 要写这一项的满分 full", en: "points: earned needs 'full', the points of no fault"))
    }
    if yes != nil, points != nil {
      sink.error(
        "idle-key", at: mapping.location(of: "yes"),
        LocalizedText(zh: "yes 和 points 只写一个", en: "write 'yes' or 'points', not both"))
    }
    guard let name else { return nil }
    if isSkipped { return InspectionMapping.Item(name: name, target: nil, reading: .deducted) }
    guard let target else { return nil }
    let reading: InspectionCell.Reading =
      switch points {
      case .deducted: .deducted
      case .earned: .earned(full: full ?? 0)
      case nil: .words(yesIsFinding: yes == .finding)
      }
    return InspectionMapping.Item(name: name, target: target, reading: reading)
  }

  /// Nil after a diagnostic, or for an item that is skipped.
  private func target(_ mapping: YAMLMapping) -> AgreementItem.Target? {
    let ids = mapping.texts("rules")
    let section = mapping.text("section")
    if let ids, section == nil {
      let unknown = ids.filter { !rules.contains($0) }
      for id in unknown {
        let closest = SpellingSuggestion.closest(to: id, among: rules)
        sink.error(
          "unknown-rule", at: mapping.location(of: "rules"),
          LocalizedText(zh: "没有规则“\(id)”", en: "there is no rule '\(id)'"),
          hint: closest.map { LocalizedText(zh: "是不是想写“\($0)”？", en: "did you mean '\($0)'?") })
      }
      return unknown.isEmpty && !ids.isEmpty ? .rules(ids) : nil
    }
    if let section, ids == nil {
      if sections.contains(section) { return .section(section) }
      sink.error(
        "unknown-section", at: mapping.location(of: "section"),
        LocalizedText(zh: "评分表里没有“\(section)”这一项", en: "the scorecard has no section '\(section)'"),
        hint: LocalizedText(
          zh: "有：\(sections.joined(separator: "、"))", en: "it has \(sections.joined(separator: ", "))"))
      return nil
    }
    if mapping.value("skip") == nil || ids != nil {
      sink.error(
        "missing-key", at: mapping.location,
        LocalizedText(
          zh: "每个检查项写 rules（规则 id）、section（评分表的一项）或 skip: true 中的一个",
          en: "each item needs one of 'rules', 'section' or 'skip: true'"))
    }
    return nil
  }
}
