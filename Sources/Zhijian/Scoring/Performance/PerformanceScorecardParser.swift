/// Reads a scorecard of metrics, such as `scorecards/s4.yaml`.
public enum PerformanceScorecardParser {
  /// The scorecard in `text`; nil where there are errors. Every fault goes to `sink`.
  public static func parse(_ text: String, file: String, sink: DiagnosticSink) -> PerformanceScorecard? {
    let own = DiagnosticSink()
    defer { sink.report(own.diagnostics) }
    guard let root = YAMLDocument.read(text, file: file, sink: own),
      let mapping = YAMLMapping(root, sink: own, what: LocalizedText(zh: "绩效评分表", en: "a scorecard"))
    else { return nil }
    let title = mapping.text("title", required: true)
    _ = mapping.text("note")
    let sample = mapping.integer("minimum_sample", in: 1...1_000_000) ?? 30
    let bands = ScoringPolicyParser.bands(mapping, sink: own)
    var sections: [PerformanceScorecard.Section] = []
    var items: [PerformanceScorecard.Item] = []
    var places: [(metric: String, location: SourceLocation)] = []
    for node in ScoringPolicyParser.list(mapping, "sections") {
      guard let inner = YAMLMapping(node, sink: own, what: LocalizedText(zh: "评分项", en: "a section")) else { continue }
      let id = inner.text("id", required: true) ?? ""
      let title = inner.text("title", required: true) ?? ""
      for item in ScoringPolicyParser.list(inner, "items") {
        guard let (read, location) = self.item(item, section: sections.count, sink: own) else { continue }
        items.append(read)
        places.append((read.metric.name, location))
      }
      inner.finish()
      sections.append(.init(id: id, title: title))
    }
    mapping.finish()
    var seen: Set<String> = []
    for place in places where !seen.insert(place.metric).inserted {
      own.error(
        "duplicate-metric", at: place.location,
        LocalizedText(zh: "指标“\(place.metric)”出现两次，每个指标只属于一项", en: "the metric '\(place.metric)' is given twice"))
    }
    if !own.hasErrors, items.reduce(0, { $0 + $1.weight }) == 0 {
      own.error(
        "missing-key", at: root.location, LocalizedText(zh: "绩效评分表没有带权重的指标", en: "no metric has a weight"))
    }
    guard !own.hasErrors, let title else { return nil }
    let hash = SHA256.hexString(CanonicalYAML(lists: WordListCatalog()).bytes(of: root))
    return PerformanceScorecard(
      title: title, sections: sections, items: items, bands: bands, minimumSample: sample, contentHash: hash)
  }

  private static func item(
    _ node: YAMLNode, section: Int, sink: DiagnosticSink
  ) -> (PerformanceScorecard.Item, SourceLocation)? {
    guard let mapping = YAMLMapping(node, sink: sink, what: LocalizedText(zh: "指标", en: "a metric")) else { return nil }
    let metric = mapping.metric("metric")
    let weight = mapping.number("weight", in: 0...10_000)
    if weight == nil, mapping.value("weight") == nil {
      sink.error("missing-key", at: mapping.location, LocalizedText(zh: "缺少“weight”", en: "'weight' is missing"))
    }
    let base = mapping.number("base_weight", in: 0...10_000)
    let target = mapping.number("target")
    let isRelative = mapping.boolean("relative") ?? false
    let minimum = mapping.integer("minimum", in: 0...1_000_000)
    _ = mapping.text("note")
    let needsScorer = target == nil || metric?.direction == .band
    let scorer = ScoringPolicyParser.scorer(mapping, isNeeded: needsScorer, sink: sink)
    mapping.finish()
    guard let metric, let weight, let scorer = scorer ?? target.flatMap({ atTarget($0, metric) }) else { return nil }
    let read = PerformanceScorecard.Item(
      metric: metric, section: section, weight: hundredths(weight), baseWeight: base.map(hundredths), target: target,
      isRelative: isRelative, minimumCount: minimum.map(Int64.init), scorer: scorer)
    return (read, mapping.location(of: "metric"))
  }

  /// All or nothing: what a target alone says.
  private static func atTarget(_ target: Double, _ metric: PeriodMetric) -> FigureScorer? {
    switch metric.direction {
    case .higher: .bands([.init(minimum: target, maximum: nil, points: 10_000)])
    case .lower: .bands([.init(minimum: nil, maximum: target, points: 10_000)])
    case .band: nil
    }
  }

  private static func hundredths(_ number: Double) -> Int { Int((number * 100).rounded()) }
}

extension YAMLMapping {
  /// The metric named under `key`; reports its absence and a name that there is not.
  func metric(_ key: String) -> PeriodMetric? {
    guard let name = text(key, required: true) else { return nil }
    if let metric = PeriodMetric.named(name) { return metric }
    let closest = SpellingSuggestion.closest(to: name, among: PeriodMetric.all.map(\.name))
    sink.error(
      "unknown-metric", at: value(key)?.location ?? location,
      LocalizedText(zh: "没有指标“\(name)”", en: "there is no metric '\(name)'"),
      hint: closest.map { LocalizedText(zh: "是不是想写“\($0)”？", en: "did you mean '\($0)'?") }
        ?? LocalizedText(zh: "指标的名字见 docs/metrics.md", en: "docs/metrics.md names all metrics"))
    return nil
  }
}
