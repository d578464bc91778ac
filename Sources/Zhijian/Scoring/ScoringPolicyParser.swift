/// Reads `scorecard.yaml`.
public enum ScoringPolicyParser {
  /// The policy in `text`; nil where there are errors. Every fault goes to `sink`.
  public static func parse(_ text: String, file: String, sink: DiagnosticSink) -> ScoringPolicy? {
    parse(text, file: file, sink: sink, store: .none)
  }

  /// The same; `store` may know the YAML from an earlier run.
  package static func parse(
    _ text: String, file: String, sink: DiagnosticSink, store: CompiledStore
  ) -> ScoringPolicy? {
    let own = DiagnosticSink()
    defer { sink.report(own.diagnostics) }
    guard let root = YAMLDocument.read(text, file: file, sink: own, store: store),
      let mapping = YAMLMapping(root, sink: own, what: LocalizedText(zh: "评分表", en: "a scorecard"))
    else { return nil }
    let sections = list(mapping, "sections").compactMap { section($0, sink: own) }
    let bands = bands(mapping, sink: own)
    let sample = mapping.integer("minimum_sample", in: 1...1_000_000) ?? 30
    let targets = list(mapping, "metrics").compactMap { target($0, sink: own) }
    mapping.finish()
    var seen: Set<String> = []
    for section in sections where !seen.insert(section.id).inserted {
      own.error(
        "duplicate-section", at: root.location,
        LocalizedText(zh: "评分项“\(section.id)”重复", en: "the section '\(section.id)' is given twice"))
    }
    if sections.isEmpty, !own.hasErrors {
      own.error(
        "missing-key", at: root.location, LocalizedText(zh: "评分表没有 sections", en: "the scorecard has no sections"))
    }
    guard !own.hasErrors else { return nil }
    let hash = SHA256.hexString(CanonicalYAML(lists: WordListCatalog()).bytes(of: root))
    return ScoringPolicy(sections: sections, bands: bands, minimumSample: sample, targets: targets, contentHash: hash)
  }

  static func list(_ mapping: YAMLMapping, _ key: String) -> [YAMLNode] {
    guard let node = mapping.value(key) else { return [] }
    guard case .sequence(let items) = node.content else {
      mapping.sink.error(
        "wrong-type", at: node.location, LocalizedText(zh: "“\(key)”应当是列表", en: "'\(key)' must be a list"))
      return []
    }
    return items
  }

  private enum Kind: String, CaseIterable {
    case rules, metric, sentiment
  }

  private static func section(_ node: YAMLNode, sink: DiagnosticSink) -> ScoringPolicy.Section? {
    guard let mapping = YAMLMapping(node, sink: sink, what: LocalizedText(zh: "评分项", en: "a section")) else {
      return nil
    }
    let id = mapping.text("id", required: true)
    let title = mapping.text("title", required: true)
    let weight = mapping.number("weight")
    let floor = mapping.number("floor") ?? 0
    let kindName = mapping.choice("kind", Kind.self) ?? .rules
    let metric = mapping.text("metric", required: kindName == .metric)
    let figure = mapping.choice("figure", SentimentFigure.self)
    let scorer = scorer(mapping, isNeeded: kindName != .rules, sink: sink)
    mapping.finish()
    guard let weight, weight >= 0, weight <= 10_000 else {
      sink.error(
        "invalid-value", at: mapping.location,
        LocalizedText(zh: "评分项需要 0 到 10000 的 weight", en: "a section needs a weight from 0 to 10000"))
      return nil
    }
    guard (0...100).contains(floor) else {
      sink.error(
        "invalid-value", at: mapping.location,
        LocalizedText(zh: "floor 应当在 0 到 100 之间", en: "floor must be from 0 to 100"))
      return nil
    }
    guard let id, let title else { return nil }
    let kind: ScoringPolicy.Section.Kind
    switch kindName {
    case .rules: kind = .rules
    case .metric:
      guard let metric, let scorer else { return nil }
      guard MetricDefinition.named(metric) != nil else {
        let closest = SpellingSuggestion.closest(to: metric, among: MetricDefinition.all.map(\.name))
        sink.error(
          "unknown-metric", at: mapping.location(of: "metric"),
          LocalizedText(zh: "没有指标“\(metric)”", en: "there is no metric '\(metric)'"),
          hint: closest.map { LocalizedText(zh: "是不是想写“\($0)”？", en: "did you mean '\($0)'?") })
        return nil
      }
      kind = .metric(metric, scorer)
    case .sentiment:
      guard let scorer else { return nil }
      kind = .sentiment(figure ?? .end, scorer)
    }
    return ScoringPolicy.Section(
      id: id, title: title, kind: kind, weight: Int((weight * 100).rounded()), floor: Int((floor * 100).rounded()))
  }

  static func scorer(_ mapping: YAMLMapping, isNeeded: Bool, sink: DiagnosticSink) -> FigureScorer? {
    if let node = mapping.value("linear"),
      let inner = YAMLMapping(node, sink: sink, what: LocalizedText(zh: "linear", en: "linear"))
    {
      let worst = inner.number("worst")
      let best = inner.number("best")
      inner.finish()
      if let worst, let best, worst != best { return .linear(worst: worst, best: best) }
      sink.error(
        "invalid-value", at: node.location,
        LocalizedText(zh: "linear 需要不相等的 worst 和 best", en: "linear needs a worst and a best that differ"))
      return nil
    }
    let bands = list(mapping, "bands").compactMap { node -> FigureScorer.Band? in
      guard let inner = YAMLMapping(node, sink: sink, what: LocalizedText(zh: "分档", en: "a band")) else { return nil }
      let band = (inner.number("min"), inner.number("max"), inner.number("score"))
      inner.finish()
      guard let score = band.2, (0...100).contains(score) else {
        sink.error(
          "invalid-value", at: node.location,
          LocalizedText(zh: "分档需要 0 到 100 的 score", en: "a band needs a score from 0 to 100"))
        return nil
      }
      return FigureScorer.Band(minimum: band.0, maximum: band.1, points: Int((score * 100).rounded()))
    }
    if !bands.isEmpty { return .bands(bands) }
    if isNeeded, !sink.hasErrors {
      sink.error(
        "missing-key", at: mapping.location,
        LocalizedText(zh: "指标和情绪评分项需要 bands 或 linear", en: "metric and sentiment sections need bands or linear"))
    }
    return nil
  }

  static func bands(_ mapping: YAMLMapping, sink: DiagnosticSink) -> [ScoringPolicy.Band] {
    guard let node = mapping.value("bands") else {
      return [("A", 90), ("B", 80), ("C", 70), ("D", 60), ("E", 0)].map { .init(grade: $0.0, lowerBound: $0.1 * 100) }
    }
    guard case .mapping(let entries) = node.content else {
      sink.error(
        "wrong-type", at: node.location,
        LocalizedText(zh: "bands 应当是“等级: 下限”", en: "bands must map grades to lower bounds"))
      return []
    }
    return entries.compactMap { entry in
      guard let bound = entry.value.scalar.flatMap(DecimalNumber.parse), (0...100).contains(bound) else {
        sink.error(
          "invalid-value", at: entry.value.location,
          LocalizedText(zh: "等级下限应当在 0 到 100 之间", en: "a lower bound must be from 0 to 100"))
        return nil
      }
      return ScoringPolicy.Band(grade: entry.key, lowerBound: Int((bound * 100).rounded()))
    }
  }

  private static func target(_ node: YAMLNode, sink: DiagnosticSink) -> ScoringPolicy.Target? {
    guard let mapping = YAMLMapping(node, sink: sink, what: LocalizedText(zh: "指标目标", en: "a target")) else {
      return nil
    }
    let name = mapping.text("metric", required: true)
    let value = mapping.number("target")
    mapping.finish()
    guard let name else { return nil }
    guard MetricDefinition.named(name) != nil else {
      let closest = SpellingSuggestion.closest(to: name, among: MetricDefinition.all.map(\.name))
      sink.error(
        "unknown-metric", at: mapping.location(of: "metric"),
        LocalizedText(zh: "没有指标“\(name)”", en: "there is no metric '\(name)'"),
        hint: closest.map { LocalizedText(zh: "是不是想写“\($0)”？", en: "did you mean '\($0)'?") })
      return nil
    }
    guard let value else {
      sink.error("missing-key", at: mapping.location, LocalizedText(zh: "指标目标缺少 target", en: "a target needs 'target'"))
      return nil
    }
    return ScoringPolicy.Target(metric: name, value: value)
  }
}
