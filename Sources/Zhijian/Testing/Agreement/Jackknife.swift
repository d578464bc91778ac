/// A figure with the interval that holds the true one with 95 %.
public struct AgreementEstimate: Sendable, Hashable {
  public let value: Double
  /// Nil where the sample says nothing of it: too little was judged, or nothing differs.
  public let interval: ConfidenceInterval?

  public init(value: Double, interval: ConfidenceInterval?) {
    self.value = value
    self.interval = interval
  }

  init(_ value: Double, _ interval: ConfidenceInterval?) { self.init(value: value, interval: interval) }

  /// A share with Wilson's interval; nil of nothing.
  static func share(_ part: Int, of count: Int) -> AgreementEstimate? {
    guard count > 0 else { return nil }
    return AgreementEstimate(
      Double(part) / Double(count), SampleStatistics.wilsonInterval(successes: Int64(part), of: Int64(count)))
  }
}

/// Intervals from what a figure would be without each of the things it was made of (Tukey 1958): the same every time,
/// as nothing is drawn by chance.
struct Jackknife {
  private var sum = 0.0
  private var squares = 0.0
  private var count = 0
  private var isKnown = true

  /// Adds what the figure would be without one thing, for `times` things alike; nil where it would be none.
  mutating func add(_ estimate: Double?, times: Int = 1) {
    guard times > 0 else { return }
    guard let estimate else {
      isKnown = false
      return
    }
    sum += estimate * Double(times)
    squares += estimate * estimate * Double(times)
    count += times
  }

  /// Student's interval around `value`, within −1 and 1; nil for fewer than three things, where the figure hangs on a
  /// single one, or where nothing differs, which says that it was seldom looked and not that it is certain.
  func interval(around value: Double, bounds: ClosedRange<Double> = -1...1) -> ConfidenceInterval? {
    guard isKnown, count >= 3 else { return nil }
    let size = Double(count)
    let variance = (squares - sum * sum / size) * (size - 1) / size
    guard variance > 1e-14, let quantile = SampleStatistics.studentQuantile(0.975, degreesOfFreedom: count - 1) else {
      return nil
    }
    let half = quantile * variance.squareRoot()
    return ConfidenceInterval(
      low: max(bounds.lowerBound, value - half), high: min(bounds.upperBound, value + half))
  }
}
