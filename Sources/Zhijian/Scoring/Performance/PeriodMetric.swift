/// A metric of a period: those of chats, those of rules and those that need a table.
public struct PeriodMetric: Sendable {
  /// What the value counts.
  public enum Unit: String, Sendable, CaseIterable {
    case seconds, count, ratio, points, yuan, days
    case yuanPerHour = "yuan_per_hour"
  }

  /// Where its inputs come from.
  public enum Source: String, Sendable, CaseIterable {
    case chats, rules, ratings, orders, complaints, issues, logins, queue, costs, training, assessments, servqual
  }

  /// The four target dimensions; every metric belongs to exactly one.
  public enum Dimension: String, Sendable, CaseIterable {
    case service, satisfaction, business, development

    public var title: LocalizedText {
      switch self {
      case .service: LocalizedText(zh: "服务质量", en: "Service quality")
      case .satisfaction: LocalizedText(zh: "客户满意度", en: "Customer satisfaction")
      case .business: LocalizedText(zh: "企业效益", en: "Business results")
      case .development: LocalizedText(zh: "员工发展", en: "People")
      }
    }
  }

  /// Stable, in snake_case, with the unit where it has one.
  public let name: String
  public let unit: Unit
  public let direction: MetricDefinition.Direction
  public let source: Source
  public let dimension: Dimension
  public let title: LocalizedText
  public let formula: LocalizedText
  /// The denominator below which the figure ranks nobody; 0 for plain counts and sums.
  public let minimumCount: Int64
  /// Whether the denominator counts things, and not money or time.
  public let countsCases: Bool
  private let measure: @Sendable (PeriodTotals) -> MetricFigure
  private var measureBasis: (@Sendable (PeriodTotals) -> ResolutionBasis)?

  init(
    _ name: String, _ unit: Unit, _ direction: MetricDefinition.Direction, _ source: Source, _ dimension: Dimension,
    zh: String, en: String, formula: LocalizedText, minimumCount: Int64 = 0, countsCases: Bool = true,
    measure: @escaping @Sendable (PeriodTotals) -> MetricFigure
  ) {
    self.name = name
    self.unit = unit
    self.direction = direction
    self.source = source
    self.dimension = dimension
    title = LocalizedText(zh: zh, en: en)
    self.formula = formula
    self.minimumCount = minimumCount
    self.countsCases = countsCases
    self.measure = measure
  }

  /// The figure of a period, with its interval where the sample gives one.
  public func figure(of totals: PeriodTotals) -> MetricFigure { measure(totals) }

  /// Who says that something was resolved, in figures that count that; empty in others.
  public func basis(of totals: PeriodTotals) -> ResolutionBasis { measureBasis?(totals) ?? ResolutionBasis() }

  /// The same with who says that something was resolved.
  func based(on basis: @escaping @Sendable (PeriodTotals) -> ResolutionBasis) -> PeriodMetric {
    var metric = self
    metric.measureBasis = basis
    return metric
  }

  /// The definition of a name, such as `csat_ratio`; nil for an unknown one.
  public static func named(_ name: String) -> PeriodMetric? { byName[name] }

  /// Every metric, those of chats first.
  public static let all: [PeriodMetric] =
    MetricDefinition.all.map(PeriodMetric.init(of:)) + rules + ratings + servqual + orders + complaints + issues
    + work + spending

  private static let byName = Dictionary(all.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })

  /// Whether `value` is at least as good as `target`; for a metric without direction, whether it is the same.
  public func meets(_ value: Double, target: Double) -> Bool {
    switch direction {
    case .higher: value >= target
    case .lower: value <= target
    case .band: value == target
    }
  }
}

extension PeriodMetric {
  /// A metric of chats, with Student's interval for means of durations.
  private init(of definition: MetricDefinition) {
    let ofRatings: Set<String> = ["satisfied_ratio", "rating_mean_points", "ratings"]
    let needsSample = definition.unit == .ratio || definition.unit == .seconds
    let sample = Self.samples.first { definition.name == $0.name + "_mean_seconds" }?.path
    self.init(
      definition.name, Unit(rawValue: definition.unit.rawValue) ?? .count, definition.direction, .chats,
      ofRatings.contains(definition.name) ? .satisfaction : .service,
      zh: definition.title.chinese, en: definition.title.english, formula: definition.formula,
      minimumCount: ofRatings.contains(definition.name) && definition.unit != .count ? 10 : needsSample ? 30 : 0
    ) { totals in
      var figure = definition.figure(of: totals.service)
      if let sample { figure.interval = Self.interval(of: totals.service[keyPath: sample]) }
      return figure
    }
  }

  private static let samples: [(name: String, path: ServiceMetrics.Sample)] = [
    ("first_response", \.firstResponse), ("end_to_end_first_response", \.endToEndFirstResponse),
    ("any_first_response", \.anyResponse), ("response", \.response), ("queue_wait", \.queueWait),
    ("duration", \.duration),
  ]

  /// Student's interval of the mean in seconds, cut at 0; nil below two values.
  private static func interval(of sample: DurationSample) -> ConfidenceInterval? {
    SampleStatistics.meanInterval(sample.values.map { Double($0) / 1000 }).map {
      ConfidenceInterval(low: max(0, $0.low), high: $0.high)
    }
  }

  // MARK: Shapes

  static func ratio(
    _ name: String, _ direction: MetricDefinition.Direction, _ source: Source, _ dimension: Dimension, zh: String,
    en: String, _ formula: LocalizedText, minimum: Int64 = 10,
    _ parts: @escaping @Sendable (PeriodTotals) -> (part: Int, whole: Int)
  ) -> PeriodMetric {
    PeriodMetric(
      name, .ratio, direction, source, dimension, zh: zh, en: en, formula: formula, minimumCount: minimum
    ) {
      let (part, whole) = parts($0)
      return MetricFigure(
        sum: Int64(part), count: Int64(whole), value: whole > 0 ? Double(part) / Double(whole) : nil,
        interval: SampleStatistics.wilsonInterval(successes: Int64(part), of: Int64(whole)))
    }
  }

  static func count(
    _ name: String, _ direction: MetricDefinition.Direction, _ source: Source, _ dimension: Dimension, zh: String,
    en: String, _ formula: LocalizedText, _ number: @escaping @Sendable (PeriodTotals) -> Int
  ) -> PeriodMetric {
    PeriodMetric(name, .count, direction, source, dimension, zh: zh, en: en, formula: formula) {
      let number = number($0)
      return MetricFigure(sum: Int64(number), value: Double(number))
    }
  }

  /// `sum` over `count`, `scale` units of the sum making one of the value.
  static func quotient(
    _ name: String, _ unit: Unit, _ direction: MetricDefinition.Direction, _ source: Source, _ dimension: Dimension,
    zh: String, en: String, _ formula: LocalizedText, scale: Double, minimum: Int64 = 0, countsCases: Bool = true,
    _ parts: @escaping @Sendable (PeriodTotals) -> (sum: Int64, count: Int64)
  ) -> PeriodMetric {
    PeriodMetric(
      name, unit, direction, source, dimension, zh: zh, en: en, formula: formula, minimumCount: minimum,
      countsCases: countsCases
    ) {
      let (sum, count) = parts($0)
      return MetricFigure(sum: sum, count: count, value: count > 0 ? Double(sum) / Double(count) / scale : nil)
    }
  }

  /// An amount of money, in hundredths of a yuan.
  static func yuan(
    _ name: String, _ direction: MetricDefinition.Direction, _ source: Source, zh: String, en: String,
    _ formula: LocalizedText, _ cents: @escaping @Sendable (PeriodTotals) -> Int64
  ) -> PeriodMetric {
    PeriodMetric(name, .yuan, direction, source, .business, zh: zh, en: en, formula: formula) {
      let cents = cents($0)
      return MetricFigure(sum: cents, value: Double(cents) / 100)
    }
  }

  /// Mean and 90th percentile of durations.
  static func duration(
    _ name: String, _ source: Source, _ dimension: Dimension, zh: String, en: String, _ formula: LocalizedText,
    _ path: any KeyPath<BusinessTotals, DurationSample> & Sendable
  ) -> [PeriodMetric] {
    [
      PeriodMetric(
        name + "_mean_seconds", .seconds, .lower, source, dimension, zh: zh + "（均值）", en: en + ", mean",
        formula: formula, minimumCount: 10
      ) {
        let sample = $0.business[keyPath: path]
        return MetricFigure(
          sum: sample.sumMilliseconds, count: Int64(sample.count), value: sample.meanMilliseconds.map { $0 / 1000 },
          interval: interval(of: sample))
      },
      PeriodMetric(
        name + "_p90_seconds", .seconds, .lower, source, dimension, zh: zh + "（P90）",
        en: en + ", 90th percentile", formula: formula, minimumCount: 10
      ) {
        let sample = $0.business[keyPath: path]
        return MetricFigure(
          count: Int64(sample.count), value: sample.percentileMilliseconds(90).map { Double($0) / 1000 })
      },
    ]
  }
}
