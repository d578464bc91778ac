/// A share or a sum over several strata, each of which was sampled apart, with a 95 % interval.
///
/// Each stratum has Wilson's interval; they are put together by the method of variance estimates recovery (Zou and
/// Donner 2008; for ratios Donner and Zou 2012). With one stratum the interval is Wilson's own.
public struct StratifiedEstimate: Sendable, Hashable {
  /// What was sampled of one stratum.
  public struct Stratum: Sendable, Hashable {
    /// How many there are.
    public var population: Int
    /// How many of them were judged.
    public var judged: Int
    /// How many of those have what is counted.
    public var positive: Int

    public init(population: Int, judged: Int, positive: Int) {
      self.population = population
      self.judged = judged
      self.positive = positive
    }
  }

  public let value: Double
  public let interval: ConfidenceInterval

  init(value: Double, low: Double, high: Double) {
    self.value = value
    interval = ConfidenceInterval(low: low, high: high)
  }

  /// How many have it in all strata together; nil where some stratum that is not empty was not looked at.
  static func total(_ strata: [Stratum]) -> StratifiedEstimate? {
    var (value, below, above) = (0.0, 0.0, 0.0)
    for stratum in strata where stratum.population > 0 {
      guard
        let interval = SampleStatistics.wilsonInterval(
          successes: Int64(stratum.positive), of: Int64(stratum.judged))
      else { return nil }
      let size = Double(stratum.population)
      let share = Double(stratum.positive) / Double(stratum.judged)
      value += size * share
      below += size * size * (share - interval.low) * (share - interval.low)
      above += size * size * (interval.high - share) * (interval.high - share)
    }
    return StratifiedEstimate(
      value: value, low: max(0, value - below.squareRoot()), high: value + above.squareRoot())
  }

  /// The share that has it among all; nil where there is none, or some stratum was not looked at.
  public static func share(_ strata: [Stratum]) -> StratifiedEstimate? {
    let size = Double(strata.reduce(0) { $0 + max(0, $1.population) })
    guard size > 0, let total = total(strata) else { return nil }
    return StratifiedEstimate(
      value: total.value / size, low: total.interval.low / size, high: min(1, total.interval.high / size))
  }

  /// The share of what was found among what is there: `found` over the sum of both. Nil where neither is, or some
  /// stratum was not looked at.
  public static func foundShare(found: [Stratum], missed: [Stratum]) -> StratifiedEstimate? {
    guard let hits = total(found), let misses = total(missed), hits.value + misses.value > 0 else { return nil }
    let value = hits.value / (hits.value + misses.value)
    // 1 / (1 + misses / hits): the larger the ratio, the smaller the share.
    let (least, most) = ratioInterval(misses, hits)
    return StratifiedEstimate(value: value, low: min(value, 1 / (1 + most)), high: max(value, 1 / (1 + least)))
  }

  /// The interval of the ratio of two estimates that are independent; the upper end may be infinite.
  private static func ratioInterval(
    _ upper: StratifiedEstimate, _ lower: StratifiedEstimate
  ) -> (least: Double, most: Double) {
    let product = upper.value * lower.value
    func root(_ first: Double, _ second: Double) -> Double { max(0, product * product - first * second).squareRoot() }
    let leastUpper = upper.interval.low * (2 * upper.value - upper.interval.low)
    let mostLower = lower.interval.high * (2 * lower.value - lower.interval.high)
    let leastBelow = product + root(leastUpper, mostLower)
    let mostUpper = upper.interval.high * (2 * upper.value - upper.interval.high)
    let leastLower = lower.interval.low * (2 * lower.value - lower.interval.low)
    let most = leastLower > 0 ? (product + root(mostUpper, leastLower)) / leastLower : Double.infinity
    return (leastBelow > 0 ? max(0, leastUpper / leastBelow) : 0, most)
  }
}
