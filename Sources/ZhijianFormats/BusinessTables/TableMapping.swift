public import Zhijian

/// What a mapping file says about the tables to join: `zhijian metrics PATH… --tables FILE.yaml`.
public struct TableMapping: Sendable {
  public struct Table: Sendable {
    public let kind: BusinessTableKind
    public let path: String
    let columns: [BusinessField: String]
    let location: SourceLocation
    /// The scale of ratings.
    let scale: (minimum: Double, maximum: Double)
    /// The scale of the question whether one would recommend the shop; nil where the file does not say.
    let recommendation: RecommendationScale?
    /// Headers of a platform's export and the metrics they are.
    let metrics: [String: String]
    /// How important the dimensions of a SERVQUAL survey are, in hundredths; empty where the file does not say.
    var weights: [ServqualDimension: Int64] = [:]
  }

  /// How answers to the question whether one would recommend the shop are read.
  struct RecommendationScale: Sendable {
    var minimum: Double
    var maximum: Double
    /// The least answer of a promoter, and the largest of a detractor.
    var promoters: Double
    var detractors: Double

    /// The scale of the definition: 9–10 promote, 0–6 detract.
    static let standard = RecommendationScale(minimum: 0, maximum: 10, promoters: 9, detractors: 6)
  }

  public let tables: [Table]
  public var options: PeriodJoin.Options
  /// The rule whose hit makes a conversation an inquiry; nil for all of them.
  public let inquiryRule: String?

  /// Reads a mapping file, whose paths are relative to it; nil where there are errors, all of which go to `sink`.
  public static func read(_ path: String, sink: DiagnosticSink) -> TableMapping? {
    let own = DiagnosticSink()
    defer { sink.report(own.diagnostics) }
    guard let text = FileText.read(path, sink: own), let root = YAMLDocument.read(text, file: path, sink: own),
      let mapping = YAMLMapping(root, sink: own, what: LocalizedText(zh: "映射文件", en: "a mapping"))
    else { return nil }
    var options = PeriodJoin.Options()
    options.freezeDays = mapping.integer("freeze_days", in: 0...365) ?? options.freezeDays
    options.attributionDays = mapping.integer("attribution_days", in: 0...365) ?? options.freezeDays
    options.repeatDays = mapping.integer("repeat_days", in: 1...365) ?? options.repeatDays
    options.infersResolution = mapping.boolean("infer_resolved") ?? false
    if let node = mapping.value("as_of") {
      options.lastDay = node.scalar.flatMap { CalendarDate(parsing: $0) }
      if options.lastDay == nil {
        own.error(
          "invalid-value", at: node.location,
          LocalizedText(zh: "as_of 应当是日期，如 2026-11-30", en: "'as_of' must be a date such as 2026-11-30"))
      }
    }
    let rule = mapping.text("inquiry_rule")
    options.agentAliases = pairs("agents", mapping, own)
    let folder = FilePath.folder(of: path)
    let tables = list("tables", mapping, own).compactMap { table($0, folder: folder, sink: own) }
    mapping.finish()
    if tables.isEmpty, !own.hasErrors {
      own.error(
        "missing-key", at: root.location, LocalizedText(zh: "映射文件没有 tables", en: "'tables' is missing"))
    }
    guard !own.hasErrors else { return nil }
    return TableMapping(tables: tables, options: options, inquiryRule: rule)
  }

  private static func table(_ node: YAMLNode, folder: String, sink: DiagnosticSink) -> Table? {
    guard let mapping = YAMLMapping(node, sink: sink, what: LocalizedText(zh: "表", en: "a table")) else { return nil }
    let kind = mapping.choice("kind", BusinessTableKind.self)
    if kind == nil, mapping.value("kind") == nil { _ = mapping.text("kind", required: true) }
    let file = mapping.text("file", required: true)
    let columns = fields("columns", kind: kind, mapping, sink)
    let metrics = kind == .platform ? pairs("metrics", mapping, sink) : [:]
    for (header, metric) in metrics where PeriodMetric.named(metric) == nil {
      sink.error(
        "unknown-metric", at: mapping.location(of: "metrics"),
        LocalizedText(zh: "列“\(header)”：没有指标“\(metric)”", en: "column '\(header)': there is no metric '\(metric)'"))
    }
    var scale = (minimum: 1.0, maximum: 5.0)
    var recommendation: RecommendationScale?
    if kind == .ratings {
      scale = pair("scale", mapping, sink) ?? scale
      recommendation = recommendationScale(mapping, sink)
    }
    var weights: [ServqualDimension: Int64] = [:]
    if kind == .servqual {
      scale = pair("scale", mapping, sink) ?? (1, 7)
      weights = self.weights(mapping, sink)
    }
    mapping.finish()
    guard let kind, let file else { return nil }
    let path = file.hasPrefix("/") || folder.isEmpty ? file : (folder == "/" ? "" : folder) + "/" + file
    return Table(
      kind: kind, path: path, columns: columns, location: mapping.location(of: "file"), scale: scale,
      recommendation: recommendation, metrics: metrics, weights: weights)
  }

  /// The importance of the dimensions; one that is left out has none.
  private static func weights(_ mapping: YAMLMapping, _ sink: DiagnosticSink) -> [ServqualDimension: Int64] {
    guard let node = mapping.value("weights") else { return [:] }
    let inner = LocalizedText(zh: "维度的权重", en: "the weights of dimensions")
    guard let weights = YAMLMapping(node, sink: sink, what: inner) else { return [:] }
    var result: [ServqualDimension: Int64] = [:]
    for dimension in ServqualDimension.allCases {
      let weight = weights.number(dimension.rawValue, in: 0...10_000) ?? 0
      result[dimension] = Int64((weight * 100).rounded())
    }
    weights.finish()
    if result.values.allSatisfy({ $0 == 0 }) {
      sink.error(
        "invalid-value", at: node.location,
        LocalizedText(zh: "weights 里没有大于 0 的权重", en: "no weight in 'weights' is above 0"))
    }
    return result
  }

  /// A scale other than 0–10 says nothing of who promotes, so it must be written.
  private static func recommendationScale(_ mapping: YAMLMapping, _ sink: DiagnosticSink) -> RecommendationScale? {
    let promoters = mapping.number("nps_promoters")
    let detractors = mapping.number("nps_detractors")
    guard let scale = pair("nps_scale", mapping, sink) else {
      if promoters != nil || detractors != nil {
        sink.error(
          "missing-key", at: mapping.location, LocalizedText(zh: "缺少“nps_scale”", en: "'nps_scale' is missing"))
      }
      return nil
    }
    let isStandard = scale.minimum == 0 && scale.maximum == 10
    guard let promoters = promoters ?? (isStandard ? 9 : nil), let detractors = detractors ?? (isStandard ? 6 : nil),
      detractors < promoters
    else {
      sink.error(
        "nps-scale", at: mapping.location(of: "nps_scale"),
        LocalizedText(
          zh: "NPS 的定义只适用于 0–10；别的量表要写明 nps_promoters（推荐者的下限）和 nps_detractors（贬损者的上限）",
          en: "NPS is defined on 0–10; on another scale name nps_promoters (from) and nps_detractors (up to)"))
      return nil
    }
    return RecommendationScale(
      minimum: scale.minimum, maximum: scale.maximum, promoters: promoters, detractors: detractors)
  }

  // MARK: YAML

  private static func list(_ key: String, _ mapping: YAMLMapping, _ sink: DiagnosticSink) -> [YAMLNode] {
    guard let node = mapping.value(key) else { return [] }
    if case .sequence(let items) = node.content { return items }
    sink.error("wrong-type", at: node.location, LocalizedText(zh: "“\(key)”应当是列表", en: "'\(key)' must be a list"))
    return []
  }

  private static func pairs(_ key: String, _ mapping: YAMLMapping, _ sink: DiagnosticSink) -> [String: String] {
    guard let node = mapping.value(key) else { return [:] }
    guard case .mapping(let entries) = node.content else {
      sink.error(
        "wrong-type", at: node.location, LocalizedText(zh: "“\(key)”应当是“键: 值”的形式", en: "'\(key)' must be a mapping"))
      return [:]
    }
    var result: [String: String] = [:]
    for entry in entries {
      guard let value = entry.value.text else {
        sink.error("wrong-type", at: entry.value.location, LocalizedText(zh: "这里应当是文字", en: "this must be text"))
        continue
      }
      result[entry.key] = value
    }
    return result
  }

  private static func fields(
    _ key: String, kind: BusinessTableKind?, _ mapping: YAMLMapping, _ sink: DiagnosticSink
  ) -> [BusinessField: String] {
    guard let node = mapping.value(key), let kind else { return [:] }
    let known = kind.fields.needed + kind.fields.other
    guard case .mapping(let entries) = node.content else {
      _ = pairs(key, mapping, sink)
      return [:]
    }
    var result: [BusinessField: String] = [:]
    for entry in entries {
      guard let field = BusinessField(rawValue: entry.key), known.contains(field) else {
        let names = known.map(\.rawValue)
        let closest = SpellingSuggestion.closest(to: entry.key, among: names)
        sink.error(
          "unknown-key", at: entry.keyLocation,
          LocalizedText(
            zh: "\(kind.rawValue) 表没有列“\(entry.key)”", en: "tables of \(kind.rawValue) have no column '\(entry.key)'"),
          hint: closest.map { LocalizedText(zh: "是不是想写“\($0)”？", en: "did you mean '\($0)'?") }
            ?? LocalizedText(
              zh: "这里可以写：\(names.joined(separator: "、"))", en: "possible here: \(names.joined(separator: ", "))"))
        continue
      }
      result[field] = entry.value.text
    }
    return result
  }

  /// Two rising numbers, such as `[1, 5]`.
  private static func pair(
    _ key: String, _ mapping: YAMLMapping, _ sink: DiagnosticSink
  ) -> (minimum: Double, maximum: Double)? {
    guard let node = mapping.value(key) else { return nil }
    if case .sequence(let items) = node.content, items.count == 2, let low = items[0].scalar.flatMap(Double.init),
      let high = items[1].scalar.flatMap(Double.init), low.isFinite, high.isFinite, low < high
    {
      return (low, high)
    }
    sink.error(
      "invalid-value", at: node.location,
      LocalizedText(zh: "“\(key)”应当是量表的两端，如 [1, 5]", en: "'\(key)' must be the ends of the scale, such as [1, 5]"))
    return nil
  }
}
