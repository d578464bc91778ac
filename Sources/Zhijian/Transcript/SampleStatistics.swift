#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A range that holds the true value with a stated confidence.
public struct ConfidenceInterval: Sendable, Hashable {
  public let low: Double
  public let high: Double

  public init(low: Double, high: Double) {
    self.low = low
    self.high = high
  }
}

/// Statistics of samples; every one is nil where the sample cannot give it.
public enum SampleStatistics {
  /// The arithmetic mean; nil for no values.
  public static func mean(_ values: [Double]) -> Double? {
    values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
  }

  /// The standard deviation of a sample, with n − 1; nil for fewer than two values.
  public static func standardDeviation(_ values: [Double]) -> Double? {
    guard values.count > 1, let mean = mean(values) else { return nil }
    let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return (squares / Double(values.count - 1)).squareRoot()
  }

  /// Student's interval of the mean at `confidence`; nil for fewer than two values.
  public static func meanInterval(_ values: [Double], confidence: Double = 0.95) -> ConfidenceInterval? {
    guard let mean = mean(values), let deviation = standardDeviation(values),
      let quantile = studentQuantile((1 + confidence) / 2, degreesOfFreedom: values.count - 1)
    else { return nil }
    let half = quantile * deviation / Double(values.count).squareRoot()
    return ConfidenceInterval(low: mean - half, high: mean + half)
  }

  /// Wilson's interval of a share at 95 %; nil for a count of 0 or fewer, or successes outside 0…count.
  public static func wilsonInterval(successes: Int64, of count: Int64) -> ConfidenceInterval? {
    guard count > 0, (0...count).contains(successes) else { return nil }
    let z = 1.959963984540054
    let n = Double(count)
    let share = Double(successes) / n
    let denominator = 1 + z * z / n
    let centre = (share + z * z / (2 * n)) / denominator
    let half = z * (share * (1 - share) / n + z * z / (4 * n * n)).squareRoot() / denominator
    // Rounding must not move the bounds of 0 of n and n of n off 0 and 1.
    return ConfidenceInterval(
      low: successes == 0 ? 0 : max(0, centre - half), high: successes == count ? 1 : min(1, centre + half))
  }

  /// The value at a percentile (1…100) of sorted values by nearest rank; nil for no values.
  public static func nearestRank<Value>(_ percentile: Int, ofSorted values: [Value]) -> Value? {
    guard !values.isEmpty else { return nil }
    let percentile = min(max(percentile, 1), 100)
    let whole = values.count / 100 * percentile
    let rank = whole + (values.count % 100 * percentile + 99) / 100
    return values[min(max(rank, 1), values.count) - 1]
  }

  /// The value that Student's t falls below with `probability` (inside 0…1); nil for fewer than one degree of
  /// freedom or a probability outside. Exact to about ten digits.
  public static func studentQuantile(_ probability: Double, degreesOfFreedom: Int) -> Double? {
    guard degreesOfFreedom >= 1, probability > 0, probability < 1 else { return nil }
    if probability == 0.5 { return 0 }
    let tail = min(probability, 1 - probability)
    var low = 0.0
    var high = 1.0
    while studentTail(high, degreesOfFreedom) > tail, high < 1e300 { high *= 2 }
    for _ in 0..<200 {
      let middle = low + (high - low) / 2
      if middle == low || middle == high { break }
      if studentTail(middle, degreesOfFreedom) > tail { low = middle } else { high = middle }
    }
    let quantile = low + (high - low) / 2
    return probability < 0.5 ? -quantile : quantile
  }

  /// The probability that Student's t is above `t` ≥ 0.
  static func studentTail(_ t: Double, _ degreesOfFreedom: Int) -> Double {
    let n = Double(degreesOfFreedom)
    let square = t * t
    // Of x and 1 − x the one that was not made by subtraction keeps its digits.
    if square < n { return 0.5 - 0.5 * incompleteBeta(0.5, n / 2, square / (n + square), n / (n + square)) }
    return 0.5 * incompleteBeta(n / 2, 0.5, n / (n + square), square / (n + square))
  }

  /// The regularized incomplete beta function at `x`, with `y` = 1 − x.
  private static func incompleteBeta(_ a: Double, _ b: Double, _ x: Double, _ y: Double) -> Double {
    if x <= 0 { return 0 }
    if y <= 0 { return 1 }
    if x > (a + 1) / (a + b + 2) { return 1 - incompleteBeta(b, a, y, x) }
    let front = exp(a * log(x) + b * log(y) - logBeta(a, b)) / a
    return front * continuedFraction(a, b, x)
  }

  /// Lentz's method on the continued fraction of the incomplete beta function.
  private static func continuedFraction(_ a: Double, _ b: Double, _ x: Double) -> Double {
    let tiny = 1e-300
    func safe(_ value: Double) -> Double { abs(value) < tiny ? tiny : value }
    var c = 1.0
    var d = 1 / safe(1 - (a + b) * x / (a + 1))
    var result = d
    for step in 1...10_000 {
      let m = Double(step)
      let even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
      d = 1 / safe(1 + even * d)
      c = safe(1 + even / c)
      result *= d * c
      let odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
      d = 1 / safe(1 + odd * d)
      c = safe(1 + odd / c)
      result *= d * c
      if abs(d * c - 1) < 1e-15 { break }
    }
    return result
  }

  private static func logBeta(_ a: Double, _ b: Double) -> Double { logGamma(a) + logGamma(b) - logGamma(a + b) }

  /// Stirling's series, moved to where it is exact to the last digits.
  private static func logGamma(_ value: Double) -> Double {
    var x = value
    var shift = 0.0
    while x < 16 {
      shift += log(x)
      x += 1
    }
    let inverse = 1 / x
    let square = inverse * inverse
    let series =
      inverse
      * (1.0 / 12 - square * (1.0 / 360 - square * (1.0 / 1260 - square * (1.0 / 1680 - square / 1188))))
    return (x - 0.5) * log(x) - x + 0.918_938_533_204_672_7 + series - shift
  }
}
