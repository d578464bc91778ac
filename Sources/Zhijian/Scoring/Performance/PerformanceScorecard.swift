/// How the figures of a period become an agent's score (绩效评分表): metrics with weights and scorers in sections.
public struct PerformanceScorecard: Sendable {
  /// One metric that counts.
  public struct Item: Sendable {
    public let metric: PeriodMetric
    /// The place of its section.
    public let section: Int
    /// In hundredths; only its share of all weights matters.
    public let weight: Int
    /// The weight before a calibration raised or lowered it; nil where none did.
    public let baseWeight: Int?
    public let target: Double?
    /// Whether the figure is divided by that of everybody together.
    public let isRelative: Bool
    /// The denominator below which the figure ranks nobody.
    public let minimumCount: Int64
    public let scorer: FigureScorer

    public init(
      metric: PeriodMetric, section: Int, weight: Int, baseWeight: Int? = nil, target: Double? = nil,
      isRelative: Bool = false, minimumCount: Int64? = nil, scorer: FigureScorer
    ) {
      self.metric = metric
      self.section = section
      self.weight = weight
      self.baseWeight = baseWeight
      self.target = target
      self.isRelative = isRelative
      self.minimumCount = minimumCount ?? metric.minimumCount
      self.scorer = scorer
    }
  }

  public struct Section: Sendable {
    public let id: String
    public let title: String

    public init(id: String, title: String) {
      self.id = id
      self.title = title
    }
  }

  public let title: String
  public let sections: [Section]
  public let items: [Item]
  /// From the highest bound to the lowest.
  public let bands: [ScoringPolicy.Band]
  /// Agents with fewer conversations are not ranked.
  public let minimumSample: Int
  public let contentHash: String

  public init(
    title: String, sections: [Section], items: [Item], bands: [ScoringPolicy.Band], minimumSample: Int,
    contentHash: String = ""
  ) {
    self.title = title
    self.sections = sections
    self.items = items
    self.bands = bands.sorted { $0.lowerBound > $1.lowerBound }
    self.minimumSample = minimumSample
    self.contentHash = contentHash
  }

  /// The grade of a score in hundredths of a point; nil below every band.
  public func grade(of score: Int) -> String? { bands.first { score >= $0.lowerBound }?.grade }

  /// The score of figures; `reference` gives those of everybody, which relative items are divided by.
  public func score(
    _ figure: (PeriodMetric) -> MetricFigure, reference: (PeriodMetric) -> MetricFigure
  ) -> PerformanceScore {
    let readings = items.map { item -> (figure: MetricFigure, value: Double?) in
      let own = figure(item.metric)
      guard item.isRelative, let value = own.value else { return (own, own.value) }
      guard let whole = reference(item.metric).value, whole > 0 else { return (own, nil) }
      return (own, value / whole)
    }
    let points = zip(items, readings).map { item, reading in reading.value.map(item.scorer.points(of:)) }
    let total = items.reduce(0) { $0 + $1.weight }
    let weight = zip(items, points).reduce(0) { $0 + ($1.1 == nil ? 0 : $1.0.weight) }
    var lines: [PerformanceScore.Line] = []
    var weighted = 0
    for (place, item) in items.enumerated() {
      let points = points[place]
      let value = readings[place].value
      let count = readings[place].figure.count
      var line = PerformanceScore.Line(
        item: place, figure: readings[place].figure, value: value, points: points,
        isThin: value != nil && item.minimumCount > 0 && (count ?? .max) < item.minimumCount,
        meetsTarget: value.flatMap { value in item.target.map { item.metric.meets(value, target: $0) } })
      if let points, weight > 0, total > 0 {
        weighted += points * item.weight
        line.nominal = points * item.weight / total
        line.effect = points * item.weight / weight
      }
      lines.append(line)
    }
    guard weight > 0 else { return PerformanceScore(score: nil, grade: nil, lines: lines, rounding: 0) }
    let exact = (2 * weighted + weight) / (2 * weight)
    return PerformanceScore(
      score: exact, grade: grade(of: exact), lines: lines,
      rounding: exact - lines.reduce(0) { $0 + $1.effect })
  }
}

/// A score of a period with its account: the effects of the lines and the rounding add up to it.
public struct PerformanceScore: Sendable {
  /// What one item of the scorecard brought. All numbers of points are in hundredths.
  public struct Line: Sendable {
    /// The place of the item.
    public let item: Int
    public let figure: MetricFigure
    /// The figure that was scored, divided by everybody's where the item is relative; nil where there is none.
    public let value: Double?
    /// 0…10000; nil where the figure is missing, whose weight the others then share.
    public let points: Int?
    /// Whether the figure has too few cases to rank anybody.
    public let isThin: Bool
    /// Nil without a target or a figure.
    public let meetsTarget: Bool?
    /// What it brings by the weights as written.
    public internal(set) var nominal = 0
    /// What it brings after missing items left their weights to it.
    public internal(set) var effect = 0

    /// What missing items leave to it.
    public var renormalised: Int { effect - nominal }
  }

  /// What a section brought and what it could have brought, after missing metrics left their weights, in hundredths of
  /// a point; nil where none of its figures is there.
  public func section(_ section: Int, of scorecard: PerformanceScorecard) -> (earned: Int, possible: Int)? {
    let own = lines.filter { scorecard.items[$0.item].section == section && $0.points != nil }
    let present = lines.filter { $0.points != nil }.reduce(0) { $0 + scorecard.items[$1.item].weight }
    guard !own.isEmpty, present > 0 else { return nil }
    let weight = own.reduce(0) { $0 + scorecard.items[$1.item].weight }
    return (own.reduce(0) { $0 + $1.effect }, (2 * weight * 10_000 + present) / (2 * present))
  }

  /// 0…10000; nil where no figure is there.
  public let score: Int?
  public let grade: String?
  /// In the order of the items.
  public let lines: [Line]
  /// What is left of the arithmetic in hundredths.
  public let rounding: Int
}
