/// A figure with what it was made of.
public struct MetricFigure: Sendable, Hashable {
  /// The numerator in the metric's smallest unit (milliseconds, thousandths of a point, things counted); nil for
  /// a median or percentile.
  public var sum: Int64?
  /// The denominator; nil for a plain count.
  public var count: Int64?
  /// In the metric's unit; nil where there is nothing to divide by, which is never 0 and never 1.
  public var value: Double?
  /// Wilson's interval at 95 %, for ratios of things counted.
  public var interval: ConfidenceInterval?

  public init(
    sum: Int64? = nil, count: Int64? = nil, value: Double? = nil, interval: ConfidenceInterval? = nil
  ) {
    self.sum = sum
    self.count = count
    self.value = value
    self.interval = interval
  }
}

/// What a metric is called, how it is computed and which way is better.
public struct MetricDefinition: Sendable {
  /// What the value counts.
  public enum Unit: String, Sendable, CaseIterable {
    case seconds, count, ratio, points
  }

  /// Which values are better.
  public enum Direction: String, Sendable, CaseIterable {
    case higher, lower
    /// Neither: to be seen in context.
    case band
  }

  /// Stable, in snake_case, with the unit where it has one.
  public let name: String
  public let unit: Unit
  public let direction: Direction
  public let title: LocalizedText
  public let formula: LocalizedText
  private let measure: @Sendable (ServiceMetrics) -> MetricFigure
  /// Whether it is a part of a whole, whose interval is known.
  private let hasInterval: Bool

  init(
    _ name: String, _ unit: Unit, _ direction: Direction, _ title: LocalizedText, formula: LocalizedText,
    hasInterval: Bool = false, measure: @escaping @Sendable (ServiceMetrics) -> MetricFigure
  ) {
    self.name = name
    self.unit = unit
    self.direction = direction
    self.title = title
    self.formula = formula
    self.hasInterval = hasInterval
    self.measure = measure
  }

  /// The figure of some metrics.
  public func figure(of metrics: ServiceMetrics) -> MetricFigure {
    var figure = measure(metrics)
    if hasInterval, let part = figure.sum, let whole = figure.count {
      figure.interval = SampleStatistics.wilsonInterval(successes: part, of: whole)
    }
    return figure
  }

  /// The figure of some metrics, cheaper by its interval.
  package func figureWithoutInterval(of metrics: ServiceMetrics) -> MetricFigure { measure(metrics) }

  /// The definition of a name, such as `first_response_mean_seconds`; nil for an unknown one.
  public static func named(_ name: String) -> MetricDefinition? { byName[name] }

  /// Calls `body` with the place in `all` and the figure of every metric, without intervals: the whole list at once,
  /// for reports that write all of them for every conversation.
  package static func forEachFigure(of metrics: ServiceMetrics, _ body: (Int, MetricFigure) -> Void) {
    let measures = measures
    for place in measures.indices { body(place, measures[place](metrics)) }
  }

  private static let measures = all.map { $0.measure }

  private static let byName = Dictionary(all.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
}

extension MetricDefinition {
  /// Mean, median and 90th percentile of a sample of durations.
  static func durations(
    _ name: String, _ direction: Direction, zh: String, en: String, formula: LocalizedText,
    _ sample: @escaping @Sendable (ServiceMetrics) -> DurationSample
  ) -> [MetricDefinition] {
    [
      MetricDefinition(
        name + "_mean_seconds", .seconds, direction, LocalizedText(zh: zh + "（均值）", en: en + ", mean"),
        formula: formula
      ) {
        let sample = sample($0)
        return MetricFigure(
          sum: sample.sumMilliseconds, count: Int64(sample.count), value: sample.meanMilliseconds.map { $0 / 1000 })
      },
      MetricDefinition(
        name + "_median_seconds", .seconds, direction, LocalizedText(zh: zh + "（中位数）", en: en + ", median"),
        formula: formula
      ) {
        let sample = sample($0)
        if sample.count == 0 { return MetricFigure(count: 0) }
        return MetricFigure(count: Int64(sample.count), value: sample.medianMilliseconds.map { $0 / 1000 })
      },
      MetricDefinition(
        name + "_p90_seconds", .seconds, direction, LocalizedText(zh: zh + "（P90）", en: en + ", 90th percentile"),
        formula: formula
      ) {
        let sample = sample($0)
        if sample.count == 0 { return MetricFigure(count: 0) }
        return MetricFigure(
          count: Int64(sample.count), value: sample.percentileMilliseconds(90).map { Double($0) / 1000 })
      },
    ]
  }

  /// A part of a whole, with its interval.
  static func ratio(
    _ name: String, _ direction: Direction, zh: String, en: String, formula: LocalizedText,
    _ parts: @escaping @Sendable (ServiceMetrics) -> (part: Int, whole: Int)
  ) -> MetricDefinition {
    MetricDefinition(
      name, .ratio, direction, LocalizedText(zh: zh, en: en), formula: formula, hasInterval: true
    ) {
      let (part, whole) = parts($0)
      return MetricFigure(
        sum: Int64(part), count: Int64(whole), value: whole > 0 ? Double(part) / Double(whole) : nil)
    }
  }

  /// A number of things.
  static func count(
    _ name: String, _ direction: Direction, zh: String, en: String, formula: LocalizedText,
    _ number: @escaping @Sendable (ServiceMetrics) -> Int
  ) -> MetricDefinition {
    MetricDefinition(name, .count, direction, LocalizedText(zh: zh, en: en), formula: formula) {
      let number = number($0)
      return MetricFigure(sum: Int64(number), value: Double(number))
    }
  }
}
