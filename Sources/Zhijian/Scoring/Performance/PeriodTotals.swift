/// What the rules found in the conversations of a period.
public struct QualityTotals: Sendable, Hashable {
  /// Scores of conversations, each as the agent's or the conversation's own.
  public var scores = ScoreSample()
  public var coverage = ScriptCoverage()
  /// Conversations that were judged.
  public var judged = 0
  /// Those with at least one scoring finding of severity critical.
  public var withCriticalError = 0
  public var moodDrops = 0
  public var moodDropsRecovered = 0

  public init() {}

  public static func += (left: inout QualityTotals, right: QualityTotals) {
    left.scores += right.scores
    left.coverage += right.coverage
    left.judged += right.judged
    left.withCriticalError += right.withCriticalError
    left.moodDrops += right.moodDrops
    left.moodDropsRecovered += right.moodDropsRecovered
  }
}

/// What a period comes to for an agent, or for everybody: sums and counts of chats, rules and tables.
public struct PeriodTotals: Sendable, Hashable {
  public var service = ServiceMetrics()
  public var quality = QualityTotals()
  public var business = BusinessTotals()

  public init() {}

  public static func += (left: inout PeriodTotals, right: PeriodTotals) {
    left.service += right.service
    left.quality += right.quality
    left.business += right.business
  }
}
