/// The five dimensions of SERVQUAL, in the order of its 22 items.
public enum ServqualDimension: String, Sendable, CaseIterable {
  case tangibles, reliability, responsiveness, assurance, empathy

  public var title: LocalizedText {
    switch self {
    case .tangibles: LocalizedText(zh: "有形性", en: "tangibles")
    case .reliability: LocalizedText(zh: "可靠性", en: "reliability")
    case .responsiveness: LocalizedText(zh: "响应性", en: "responsiveness")
    case .assurance: LocalizedText(zh: "保证性", en: "assurance")
    case .empathy: LocalizedText(zh: "移情性", en: "empathy")
    }
  }

  /// The dimension of an item of the questionnaire, from 1; nil outside of 1…22.
  public init?(item: Int) {
    switch item {
    case 1...4: self = .tangibles
    case 5...9: self = .reliability
    case 10...13: self = .responsiveness
    case 14...17: self = .assurance
    case 18...22: self = .empathy
    default: return nil
    }
  }
}

/// What one row of a survey says of one dimension.
public struct ServqualAnswer: Sendable, Hashable {
  public var dimension: ServqualDimension
  /// What was expected and what was perceived, in thousandths of a point.
  public var expectation: Int64
  public var perception: Int64

  public init(dimension: ServqualDimension, expectation: Int64, perception: Int64) {
    self.dimension = dimension
    self.expectation = expectation
    self.perception = perception
  }
}

/// The answers of a survey by dimension, summed.
public struct ServqualTotals: Sendable, Hashable {
  /// Sums in thousandths of a point.
  public struct Answers: Sendable, Hashable {
    public internal(set) var count = 0
    public internal(set) var expectation: Int64 = 0
    public internal(set) var perception: Int64 = 0
    /// Importance of the dimension, one weight an answer, in hundredths.
    public internal(set) var weight: Int64 = 0

    public init() {}

    /// Perception less expectation, in thousandths.
    public var gap: Int64 { perception.saturatingSubtract(expectation) }

    /// The mean gap in points; nil without answers.
    public var meanGap: Double? { count == 0 ? nil : Double(gap) / Double(count) / 1000 }

    static func += (left: inout Answers, right: Answers) {
      left.count += right.count
      left.expectation = left.expectation.saturatingAdd(right.expectation)
      left.perception = left.perception.saturatingAdd(right.perception)
      left.weight = left.weight.saturatingAdd(right.weight)
    }
  }

  public private(set) var answers: [ServqualDimension: Answers] = [:]
  /// The scales of the answers; of several nothing can be averaged.
  public private(set) var scales: Set<RatingScale> = []

  public init() {}

  /// Adds the answers of one row; `weights` are in hundredths.
  mutating func add(_ record: ServqualRecord) {
    scales.insert(record.scale)
    for answer in record.answers {
      var sum = Answers()
      sum.count = 1
      sum.expectation = answer.expectation
      sum.perception = answer.perception
      sum.weight = record.weights[answer.dimension] ?? 100
      answers[answer.dimension, default: Answers()] += sum
    }
  }

  public static func += (left: inout ServqualTotals, right: ServqualTotals) {
    for (dimension, sum) in right.answers { left.answers[dimension, default: Answers()] += sum }
    left.scales.formUnion(right.scales)
  }

  /// The answers to a dimension; empty where there are none or their scales differ.
  public func comparable(_ dimension: ServqualDimension) -> Answers {
    scales.count > 1 ? Answers() : answers[dimension] ?? Answers()
  }

  /// The mean of the gaps of all five dimensions, each as important as its answers say or all alike; nil where a
  /// dimension has no answer, or nothing has a weight.
  public func gap(isWeighted: Bool) -> Double? {
    var (sum, weights) = (0.0, 0.0)
    for dimension in ServqualDimension.allCases {
      let answers = comparable(dimension)
      guard let gap = answers.meanGap else { return nil }
      let weight = isWeighted ? Double(answers.weight) / Double(answers.count) : 1
      sum += weight * gap
      weights += weight
    }
    return weights > 0 ? sum / weights : nil
  }

  /// Answers to all dimensions.
  public var count: Int { ServqualDimension.allCases.reduce(0) { $0 + comparable($1).count } }
}
