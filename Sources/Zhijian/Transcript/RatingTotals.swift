/// The scale of a rating, such as 1 to 5.
public struct RatingScale: Sendable, Hashable, Comparable {
  public var minimum: Double
  public var maximum: Double

  public init(minimum: Double, maximum: Double) {
    self.minimum = minimum
    self.maximum = maximum
  }

  public static func < (left: RatingScale, right: RatingScale) -> Bool {
    (left.minimum, left.maximum) < (right.minimum, right.maximum)
  }
}

/// Ratings on one scale, summed.
public struct RatingTotals: Sendable, Hashable {
  /// Sum of the ratings in thousandths of a point.
  public var sumThousandths: Int64
  public var count: Int
  public var satisfied: Int

  public init(sumThousandths: Int64 = 0, count: Int = 0, satisfied: Int = 0) {
    self.sumThousandths = sumThousandths
    self.count = count
    self.satisfied = satisfied
  }

  public static func += (left: inout RatingTotals, right: RatingTotals) {
    let (sum, overflow) = left.sumThousandths.addingReportingOverflow(right.sumThousandths)
    left.sumThousandths = overflow ? (left.sumThousandths < 0 ? .min : .max) : sum
    left.count += right.count
    left.satisfied += right.satisfied
  }
}
