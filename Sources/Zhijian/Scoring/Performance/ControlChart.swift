/// A control chart of daily figures: which points cannot be chance.
///
/// Ratios have a p chart, whose limits follow the size of each day; everything else an XmR chart, whose spread is the
/// mean moving range over 1.128. The limits come from the first points where a baseline is given, else from all.
public struct ControlChart: Sendable, Hashable {
  public enum Kind: String, Sendable, CaseIterable {
    case p
    case xmr
  }

  /// Why a point is out of control.
  public enum Signal: String, Sendable, CaseIterable {
    /// On or beyond three standard deviations.
    case beyondLimits = "beyond_limits"
    /// Two of three on or beyond two standard deviations, on one side.
    case twoOfThree = "two_of_three"
    /// The eighth in a row on one side of the centre.
    case run
  }

  public struct Point: Sendable, Hashable {
    public let value: Double
    public let low: Double
    public let high: Double
    public let signals: [Signal]
  }

  public let kind: Kind
  public let centre: Double
  public let points: [Point]

  /// The place of the first point with a signal; nil where the process is in control.
  public var firstSignal: Int? { points.firstIndex { !$0.signals.isEmpty } }

  /// A p chart of hits and counts; nil without two days with a count among the baseline.
  public static func p(hits: [Int64], counts: [Int64], baseline: Int? = nil) -> ControlChart? {
    let days = zip(hits, counts).filter { $0.1 > 0 && (0...$0.1).contains($0.0) }
    let base = days.prefix(baseline ?? days.count)
    guard base.count >= 2 else { return nil }
    let hit = base.reduce(Int64(0)) { $0.saturatingAdd($1.0) }
    let all = base.reduce(Int64(0)) { $0.saturatingAdd($1.1) }
    let centre = Double(hit) / Double(all)
    return ControlChart(
      .p, values: days.map { Double($0.0) / Double($0.1) }, centre: centre,
      deviations: days.map { (centre * (1 - centre) / Double($0.1)).squareRoot() }, bounds: 0...1)
  }

  /// An XmR chart of values; nil without two values in the baseline, or where one of them is not finite.
  public static func xmr(_ values: [Double], baseline: Int? = nil) -> ControlChart? {
    let base = Array(values.prefix(baseline ?? values.count))
    guard base.count >= 2, values.allSatisfy(\.isFinite), let centre = SampleStatistics.mean(base) else { return nil }
    let ranges = zip(base, base.dropFirst()).map { abs($1 - $0) }
    let deviation = (SampleStatistics.mean(ranges) ?? 0) / 1.128
    return ControlChart(
      .xmr, values: values, centre: centre, deviations: [Double](repeating: deviation, count: values.count),
      bounds: -Double.greatestFiniteMagnitude...Double.greatestFiniteMagnitude)
  }

  private init(
    _ kind: Kind, values: [Double], centre: Double, deviations: [Double], bounds: ClosedRange<Double>
  ) {
    self.kind = kind
    self.centre = centre
    let distances = zip(values, deviations).map { value, deviation -> Double in
      let distance = value - centre
      if deviation > 0 { return distance / deviation }
      return abs(distance) <= 1e-12 * max(1, abs(centre)) ? 0 : distance < 0 ? -.infinity : .infinity
    }
    points = values.indices.map { place in
      Point(
        value: values[place], low: max(bounds.lowerBound, centre - 3 * deviations[place]),
        high: min(bounds.upperBound, centre + 3 * deviations[place]),
        signals: Self.signals(at: place, distances))
    }
  }

  /// Distances are in standard deviations; a point that lies on a limit up to rounding is beyond it.
  private static func signals(at place: Int, _ distances: [Double]) -> [Signal] {
    let tolerance = 1e-9
    var signals: [Signal] = []
    if abs(distances[place]) >= 3 - tolerance { signals.append(.beyondLimits) }
    for side in [1.0, -1.0] {
      func isOut(_ distance: Double) -> Bool { distance * side >= 2 - tolerance }
      let three = distances[max(0, place - 2)...place]
      if isOut(distances[place]), three.count(where: isOut) >= 2 { signals.append(.twoOfThree) }
      let eight = distances[max(0, place - 7)...place]
      if eight.count == 8, eight.allSatisfy({ $0 * side > 0 }) { signals.append(.run) }
    }
    return signals
  }
}
