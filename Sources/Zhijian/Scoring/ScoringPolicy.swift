/// How findings and figures become scores: what `scorecard.yaml` says.
public struct ScoringPolicy: Sendable {
  /// One part of the score.
  public struct Section: Sendable {
    public enum Kind: Sendable {
      /// 100 less the deductions and plus the awards of the rules whose category is the section's id.
      case rules
      /// A service metric, by name.
      case metric(String, FigureScorer)
      /// A figure of the customer's mood.
      case sentiment(SentimentFigure, FigureScorer)
    }

    public let id: String
    public let title: String
    public let kind: Kind
    /// In hundredths; only its share of all weights matters.
    public let weight: Int
    /// The least a section can come to, in hundredths of a point.
    public let floor: Int

    public init(id: String, title: String, kind: Kind, weight: Int, floor: Int = 0) {
      self.id = id
      self.title = title
      self.kind = kind
      self.weight = weight
      self.floor = floor
    }
  }

  /// A grade and the least score that earns it.
  public struct Band: Sendable, Hashable {
    public let grade: String
    /// In hundredths of a point.
    public let lowerBound: Int

    public init(grade: String, lowerBound: Int) {
      self.grade = grade
      self.lowerBound = lowerBound
    }
  }

  /// A target for a service metric; whether lower or higher is better is the metric's own business.
  public struct Target: Sendable, Hashable {
    public let metric: String
    public let value: Double

    public init(metric: String, value: Double) {
      self.metric = metric
      self.value = value
    }
  }

  public let sections: [Section]
  /// From the highest bound to the lowest.
  public let bands: [Band]
  /// Agents with fewer scored conversations are not ranked.
  public let minimumSample: Int
  public let targets: [Target]
  public let contentHash: String

  public init(sections: [Section], bands: [Band], minimumSample: Int, targets: [Target] = [], contentHash: String = "")
  {
    self.sections = sections
    self.bands = bands.sorted { $0.lowerBound > $1.lowerBound }
    self.minimumSample = minimumSample
    self.targets = targets
    self.contentHash = contentHash
  }

  /// The grade of a score in hundredths of a point; nil below every band.
  public func grade(of score: Int) -> String? { bands.first { score >= $0.lowerBound }?.grade }
}

/// Which figure of the customer's mood a section scores.
public enum SentimentFigure: String, Sendable, CaseIterable {
  case begin, end, mean, lowest, shift
}

/// Turns a figure into 0 to 100 points.
public enum FigureScorer: Sendable, Hashable {
  /// The points of the first band whose bounds hold the figure; 0 where none does.
  case bands([Band])
  /// 0 points at `worst`, 100 at `best`, in proportion between them.
  case linear(worst: Double, best: Double)

  public struct Band: Sendable, Hashable {
    public let minimum: Double?
    public let maximum: Double?
    /// In hundredths of a point.
    public let points: Int
  }

  /// Hundredths of a point, 0…10000.
  public func points(of figure: Double) -> Int {
    switch self {
    case .bands(let bands):
      return bands.first { band in
        (band.minimum.map { figure >= $0 } ?? true) && (band.maximum.map { figure <= $0 } ?? true)
      }?.points ?? 0
    case .linear(let worst, let best):
      guard worst != best, figure.isFinite else { return figure == best ? 10_000 : 0 }
      let share = (figure - worst) / (best - worst)
      return Int((min(1, max(0, share)) * 10_000).rounded())
    }
  }
}
