/// A customer of a shop on a day: what platforms count once however often the customer asks (人次按人去重).
public struct PersonDay: Sendable, Hashable {
  public var shop: String?
  /// The customer's id; the conversation's where the customer is not known.
  public var customer: String
  /// The local day of asking, in days since 1970-01-01; nil without a time.
  public var dayNumber: Int?

  public init(shop: String?, customer: String, dayNumber: Int?) {
    self.shop = shop
    self.customer = customer
    self.dayNumber = dayNumber
  }
}

/// How the counted turns of a customer's day went.
public struct PersonRounds: Sendable, Hashable {
  /// When the first of them was asked, in milliseconds; the latest possible time where that is not known.
  public var firstAskedMilliseconds: Int64
  /// Whether that one met the preset's target.
  public var isFirstInTime: Bool
  /// Whether all of them met it.
  public var areAllInTime: Bool
  /// Whether an agent replied to any.
  public var isReplied: Bool
  /// Whether the reply to any was slow.
  public var isSlow: Bool
  public var rounds: Int

  /// Takes in another part of the same day.
  public static func += (left: inout PersonRounds, right: PersonRounds) {
    if right.firstAskedMilliseconds < left.firstAskedMilliseconds {
      left.firstAskedMilliseconds = right.firstAskedMilliseconds
      left.isFirstInTime = right.isFirstInTime
    } else if right.firstAskedMilliseconds == left.firstAskedMilliseconds {
      left.isFirstInTime = left.isFirstInTime && right.isFirstInTime
    }
    left.areAllInTime = left.areAllInTime && right.areAllInTime
    left.isReplied = left.isReplied || right.isReplied
    left.isSlow = left.isSlow || right.isSlow
    left.rounds += right.rounds
  }
}

/// How many of the things a preset counts met its target.
public struct TargetRate: Sendable, Hashable {
  public var hits: Int
  public var count: Int

  public init(hits: Int = 0, count: Int = 0) {
    self.hits = hits
    self.count = count
  }

  /// Hits over count; nil where nothing was counted.
  public var value: Double? { count == 0 ? nil : Double(hits) / Double(count) }

  public static func += (left: inout TargetRate, right: TargetRate) {
    left.hits += right.hits
    left.count += right.count
  }
}

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
