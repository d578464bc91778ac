/// What the best fifth of the agents reach, as a proposal for targets and weights. Nothing is changed by it.
///
/// A target is the direction-aware 80th percentile (nearest rank) over agents with enough cases. The metric whose
/// middle is furthest behind its best fifth gains weight (from 40 % to 50 %, and so on); the others give in proportion.
/// Weights start from `base_weight` where a calibration wrote it, so a proposal calibrated again is the same proposal.
public struct Calibration: Sendable {
  /// Agents that a percentile takes.
  public static let minimumAgents = 10
  /// What the share of the metric furthest behind is multiplied by.
  public static let emphasis = 1.25
  static let largestShare = 0.9

  /// What is proposed for one item.
  public struct Proposal: Sendable {
    /// The place of the item.
    public let item: Int
    /// How many agents have enough cases.
    public let agents: Int
    /// Nil where there are too few agents, or the metric has no better side.
    public let target: Double?
    /// The 20th percentile from the worst, which takes 0 points in proportion; nil like `target`.
    public let laggard: Double?
    public let median: Double?
    public let isRaised: Bool

    /// How far the middle is behind the best fifth, in spreads between the best and the worst fifth.
    var gap: Double {
      guard let target, let laggard, let median, target != laggard else { return 0 }
      return (target - median) / (target - laggard)
    }
  }

  /// In the order of the items.
  public let proposals: [Proposal]
  public let before: PerformanceScorecard
  public let after: PerformanceScorecard
  public let ranksBefore: PerformanceRanking
  public let ranksAfter: PerformanceRanking

  /// A calibration on the agents of a report; `raising` names the metric to give weight to instead of the one furthest
  /// behind. Nil where no metric has ten agents with enough cases.
  public init?(_ report: PeriodReport, scorecard: PerformanceScorecard, raising: String? = nil) {
    let ranking = PerformanceRanking(report, scorecard: scorecard)
    let eligible = ranking.entries.filter { $0.conversations >= scorecard.minimumSample }
    var found = scorecard.items.indices.map { Self.proposal($0, eligible, scorecard) }
    guard found.contains(where: { $0.target != nil }) else { return nil }
    let raised =
      raising.flatMap { name in scorecard.items.firstIndex { $0.metric.name == name } }
      ?? Self.furthestBehind(found, scorecard)
    if let raised {
      let old = found[raised]
      found[raised] = Proposal(
        item: raised, agents: old.agents, target: old.target, laggard: old.laggard, median: old.median, isRaised: true)
    }
    proposals = found
    before = scorecard
    after = Self.applied(found, to: scorecard)
    ranksBefore = ranking
    ranksAfter = PerformanceRanking(report, scorecard: after)
  }

  private static func proposal(
    _ place: Int, _ entries: [PerformanceRanking.Entry], _ scorecard: PerformanceScorecard
  ) -> Proposal {
    let values = entries.compactMap { entry -> Double? in
      let line = entry.score.lines[place]
      return line.isThin ? nil : line.value
    }
    // From the worst to the best.
    let sorted: [Double]? =
      switch scorecard.items[place].metric.direction {
      case .higher: values.sorted()
      case .lower: values.sorted(by: >)
      case .band: nil
      }
    guard let sorted, sorted.count >= minimumAgents else {
      return Proposal(
        item: place, agents: values.count, target: nil, laggard: nil, median: nil, isRaised: false)
    }
    return Proposal(
      item: place, agents: sorted.count, target: SampleStatistics.nearestRank(80, ofSorted: sorted),
      laggard: SampleStatistics.nearestRank(20, ofSorted: sorted),
      median: SampleStatistics.nearestRank(50, ofSorted: sorted), isRaised: false)
  }

  private static func furthestBehind(_ proposals: [Proposal], _ scorecard: PerformanceScorecard) -> Int? {
    var best: Int?
    for proposal in proposals where proposal.gap > 0 && scorecard.items[proposal.item].weight > 0 {
      if proposal.gap > best.map({ proposals[$0].gap }) ?? 0 { best = proposal.item }
    }
    return best
  }

  /// The scorecard with targets, scorers in proportion and weights as proposed.
  private static func applied(_ proposals: [Proposal], to scorecard: PerformanceScorecard) -> PerformanceScorecard {
    let raised = proposals.firstIndex { $0.isRaised }
    let bases = scorecard.items.map { $0.baseWeight ?? $0.weight }
    let weights = raised.map { Self.weights(bases, raising: $0) } ?? shares(of: bases.map(Double.init))
    let items = zip(scorecard.items, proposals).enumerated().map { place, pair in
      let (item, proposal) = pair
      var scorer = item.scorer
      if case .linear = scorer, let target = proposal.target, let laggard = proposal.laggard, target != laggard {
        scorer = .linear(worst: laggard, best: target)
      }
      return PerformanceScorecard.Item(
        metric: item.metric, section: item.section, weight: weights[place], baseWeight: bases[place],
        target: proposal.target ?? item.target, isRelative: item.isRelative, minimumCount: item.minimumCount,
        scorer: scorer)
    }
    return PerformanceScorecard(
      title: scorecard.title, sections: scorecard.sections, items: items, bands: scorecard.bands,
      minimumSample: scorecard.minimumSample)
  }

  /// Weights in hundredths of a percent that add up to 100 %, with one of them raised.
  static func weights(_ bases: [Int], raising place: Int) -> [Int] {
    let total = Double(bases.reduce(0, +))
    guard total > 0, bases.indices.contains(place) else { return bases }
    let old = Double(bases[place]) / total
    guard old > 0, old < 1 else { return shares(of: bases.map(Double.init)) }
    let new = max(old, min(largestShare, old * emphasis))
    let factor = (1 - new) / (1 - old)
    return shares(of: bases.indices.map { $0 == place ? new : Double(bases[$0]) / total * factor })
  }

  /// Whole hundredths of a percent in proportion to `parts` that add up to 10,000, by largest remainders.
  static func shares(of parts: [Double]) -> [Int] {
    let total = parts.reduce(0, +)
    guard total > 0 else { return parts.map { _ in 0 } }
    let exact = parts.map { $0 / total * 10_000 }
    var whole = exact.map { Int($0.rounded(.down)) }
    let rest = 10_000 - whole.reduce(0, +)
    let order = exact.indices.sorted { left, right in
      let (first, second) = (exact[left] - exact[left].rounded(.down), exact[right] - exact[right].rounded(.down))
      return first != second ? first > second : left < right
    }
    for place in order.prefix(max(0, rest)) { whole[place] += 1 }
    return whole
  }
}
