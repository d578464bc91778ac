/// How customers' moods ended in many conversations, beside how they began and how much the customers wrote. Sums of
/// whole numbers, so that samples merge exactly in any order.
public struct MoodSample: Sendable, Hashable {
  public private(set) var count = 0
  private var opening = Moments()
  private var length = Moments()
  /// In thousandths.
  private var endSum: Int64 = 0
  private var endSquares: Int64 = 0

  /// Sums of a figure, of its squares, and of its products with the end.
  private struct Moments: Sendable, Hashable {
    var sum: Int64 = 0
    var squares: Int64 = 0
    var products: Int64 = 0

    mutating func add(_ value: Int, end: Int) {
      sum += Int64(value)
      squares += Int64(value * value)
      products += Int64(value * end)
    }

    static func += (left: inout Moments, right: Moments) {
      left.sum += right.sum
      left.squares += right.squares
      left.products += right.products
    }
  }

  public init() {}

  /// Adds a conversation: the scores at its opening and its end, −1000…1000, and the characters of a mean message.
  mutating func add(opening: Int, end: Int, length: Int) {
    let end = min(1000, max(-1000, end))
    count += 1
    endSum += Int64(end)
    endSquares += Int64(end * end)
    self.opening.add(min(1000, max(-1000, opening)), end: end)
    self.length.add(min(1000, max(0, length)), end: end)
  }

  public static func += (left: inout MoodSample, right: MoodSample) {
    left.count += right.count
    left.opening += right.opening
    left.length += right.length
    left.endSum += right.endSum
    left.endSquares += right.endSquares
  }

  /// The mean mood at the end, −1…1; nil for no conversation.
  public var end: Double? { count == 0 ? nil : mean(endSum) / 1000 }

  /// The mean mood at the opening, −1…1; nil for no conversation.
  public var begin: Double? { count == 0 ? nil : mean(opening.sum) / 1000 }

  /// By how much the end differs where the opening differs by 1; nil below twenty conversations or where all openings
  /// are equal.
  public var openingEffect: Double? { slope(opening) }

  private func mean(_ sum: Int64) -> Double { Double(sum) / Double(count) }

  private func slope(_ moments: Moments) -> Double? {
    guard count >= Self.leastForSlope else { return nil }
    let n = Double(count)
    let spread = Double(moments.squares) - Double(moments.sum) * Double(moments.sum) / n
    guard spread > 0 else { return nil }
    return (Double(moments.products) - Double(moments.sum) * Double(endSum) / n) / spread
  }

  /// Fewer conversations do not say how openings and ends go together.
  public static let leastForSlope = 20

  /// What the conversations of `part` come to, measured by all of them.
  public func standing(of part: MoodSample) -> MoodStanding? {
    guard let raw = part.end else { return nil }
    var standing = MoodStanding(
      count: part.count, begin: part.begin ?? 0, raw: raw, rawInterval: part.interval(around: raw, slope: 0))
    guard let effect = openingEffect, let all = end, let begin else { return standing }
    let adjusted = raw - effect * ((part.begin ?? 0) - begin)
    standing.adjusted = adjusted
    standing.adjustedInterval = part.interval(around: adjusted, slope: effect)
    if let lengthEffect = slope(length) {
      standing.byLength = all + lengthEffect * (part.mean(part.length.sum) - mean(length.sum)) / 1000
    }
    return standing
  }

  /// The 95 % t-interval of the mean of end − slope · opening, moved to lie around `centre`, cut to −1…1.
  private func interval(around centre: Double, slope: Double) -> ConfidenceInterval? {
    guard count >= 2, let t = SampleStatistics.studentQuantile(0.975, degreesOfFreedom: count - 1) else { return nil }
    let n = Double(count)
    func covariance(_ products: Int64, _ left: Int64, _ right: Int64) -> Double {
      (Double(products) - Double(left) * Double(right) / n) / (n - 1)
    }
    let variance =
      covariance(endSquares, endSum, endSum)
      - 2 * slope * covariance(opening.products, opening.sum, endSum)
      + slope * slope * covariance(opening.squares, opening.sum, opening.sum)
    let half = t * (max(0, variance) / n).squareRoot() / 1000
    return ConfidenceInterval(low: max(-1, centre - half), high: min(1, centre + half))
  }
}

/// How the moods of one agent's customers ended, as it is and as is fair.
public struct MoodStanding: Sendable, Hashable {
  /// Conversations with two scored customer messages or more.
  public let count: Int
  /// The mean mood in which the customers came.
  public let begin: Double
  /// The mean mood in which they went.
  public let raw: Double
  public let rawInterval: ConfidenceInterval?
  /// The same, had the customers come in the mood in which customers come on average; nil where too few conversations
  /// say what that changes.
  public internal(set) var adjusted: Double?
  public internal(set) var adjustedInterval: ConfidenceInterval?
  /// What the length of the customers' messages alone would make one expect.
  public internal(set) var byLength: Double?
}
