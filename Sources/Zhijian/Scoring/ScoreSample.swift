/// Scores of many conversations, kept as whole numbers, so that samples merge exactly in any order.
public struct ScoreSample: Sendable, Hashable {
  public private(set) var count = 0
  /// In hundredths of a point.
  public private(set) var sum = 0
  private var sumOfSquares = 0

  public init() {}

  /// Adds a score in hundredths of a point, 0…10000.
  public mutating func add(_ score: Int) {
    let score = min(10_000, max(0, score))
    count += 1
    sum += score
    sumOfSquares += score * score
  }

  public static func += (left: inout ScoreSample, right: ScoreSample) {
    left.count += right.count
    left.sum += right.sum
    left.sumOfSquares += right.sumOfSquares
  }

  /// 0…100; nil for an empty sample.
  public var mean: Double? { count == 0 ? nil : Double(sum) / Double(count) / 100 }

  /// The 95 % t-interval of the mean, cut to 0…100; nil below two scores.
  public var interval: ConfidenceInterval? {
    guard count >= 2, let mean, let t = SampleStatistics.studentQuantile(0.975, degreesOfFreedom: count - 1) else {
      return nil
    }
    // n·Σx² − (Σx)² is exact in whole numbers: no cancellation.
    let (product, overflow) = count.multipliedReportingOverflow(by: sumOfSquares)
    let (square, squareOverflow) = sum.multipliedReportingOverflow(by: sum)
    let spread =
      overflow || squareOverflow
      ? Double(count) * Double(sumOfSquares) - Double(sum) * Double(sum) : Double(product - square)
    let variance = max(0, spread) / (Double(count) * Double(count - 1)) / 10_000
    let half = t * (variance / Double(count)).squareRoot()
    return ConfidenceInterval(low: max(0, mean - half), high: min(100, mean + half))
  }
}
