#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Whether two figures differ by more than chance: the difference, its 95 % interval, and how probable a difference
/// this large would be if nothing had changed.
public struct DifferenceTest: Sendable, Hashable {
  public let difference: Double
  public let interval: ConfidenceInterval
  /// Two-sided, 0…1.
  public let probability: Double

  /// Of shares of conversations: Newcombe's interval (method 10 of Newcombe 1998) and Fisher's exact test. Of other
  /// figures: Welch's interval and test. Nil where one of the samples is too small for it: no conversation for
  /// shares, fewer than two for others.
  public init?(before: RatioSample, after: RatioSample) {
    guard let old = before.value, let new = after.value else { return nil }
    difference = new - old
    if before.isShare, after.isShare {
      let (oldHits, newHits) = (Int(before.part), Int(after.part))
      guard let first = SampleStatistics.wilsonInterval(successes: Int64(oldHits), of: Int64(before.count)),
        let second = SampleStatistics.wilsonInterval(successes: Int64(newHits), of: Int64(after.count))
      else { return nil }
      func length(_ left: Double, _ right: Double) -> Double { (left * left + right * right).squareRoot() }
      interval = ConfidenceInterval(
        low: difference - length(new - second.low, first.high - old),
        high: difference + length(second.high - new, old - first.low))
      probability = Self.fisher(oldHits, of: before.count, newHits, of: after.count)
      return
    }
    guard let first = before.variance, let second = after.variance else { return nil }
    let variance = first + second
    guard variance > 0 else {
      // Neither period varies at all: whatever differs does so exactly.
      interval = ConfidenceInterval(low: difference, high: difference)
      probability = difference == 0 ? 1 : 0
      return
    }
    // Welch and Satterthwaite; rounded down, which errs on the careful side.
    let freedom =
      variance * variance
      / (first * first / Double(before.count - 1) + second * second / Double(after.count - 1))
    let degrees = max(1, Int(min(freedom, 1e9)))
    let error = variance.squareRoot()
    guard let quantile = SampleStatistics.studentQuantile(0.975, degreesOfFreedom: degrees) else { return nil }
    interval = ConfidenceInterval(low: difference - quantile * error, high: difference + quantile * error)
    probability = min(1, 2 * SampleStatistics.studentTail(abs(difference) / error, degrees))
  }

  /// The two-sided probability of Fisher's exact test: of all tables with the same margins, those no more probable.
  static func fisher(_ left: Int, of leftCount: Int, _ right: Int, of rightCount: Int) -> Double {
    let hits = left + right
    let (low, high) = (max(0, hits - rightCount), min(hits, leftCount))
    guard low < high else { return 1 }
    // Weights relative to the most probable table, from which they fall on both sides.
    let mode = min(high, max(low, (leftCount + 1) * (hits + 1) / (leftCount + rightCount + 2)))
    func step(_ k: Int) -> Double {
      Double(hits - k) * Double(leftCount - k) / (Double(k + 1) * Double(rightCount - hits + k + 1))
    }
    var weights: [Double] = []
    var weight = 1.0
    var below: [Double] = []
    for k in stride(from: mode - 1, through: low, by: -1) {
      weight /= step(k)
      below.append(weight)
      if weight < 1e-300 { break }
    }
    let first = mode - below.count
    weights = below.reversed() + [1]
    weight = 1
    for k in mode..<max(mode, high) {
      weight *= step(k)
      weights.append(weight)
      if weight < 1e-300 { break }
    }
    let place = left - first
    let observed = weights.indices.contains(place) ? weights[place] : 0
    var (sum, total) = (0.0, 0.0)
    for weight in weights {
      total += weight
      // Tables of equal probability must not be told apart by rounding.
      if weight <= observed * (1 + 1e-9) { sum += weight }
    }
    return min(1, sum / total)
  }

  /// Probabilities of many tests made together, after Benjamini and Hochberg: what stays below 0.05 is wrong in at
  /// most one of twenty cases.
  public static func adjusted(_ probabilities: [Double]) -> [Double] {
    let order = probabilities.indices.sorted { (probabilities[$0], $0) < (probabilities[$1], $1) }
    var result = probabilities
    var least = 1.0
    for (rank, place) in order.enumerated().reversed() {
      least = min(least, probabilities[place] * Double(order.count) / Double(rank + 1))
      result[place] = least
    }
    return result
  }
}
