/// Krippendorff's α: how far any number of people agree, not everybody having judged everything. 1 is full agreement,
/// 0 chance. Rely on what reaches .80; from .667 on it is tentative (Krippendorff 2004).
public struct KrippendorffAlpha: Sendable, Hashable {
  public let value: Double
  /// By leaving out one thing after the other; nil like that of estimates.
  public let interval: ConfidenceInterval?
  /// How many things at least two judged.
  public let units: Int
  /// How many judgements of those there are.
  public let ratings: Int

  /// Of categories without an order. `units` holds, for each thing, what each of those who judged it said. Nil where
  /// nothing was judged twice, or everybody says one and the same of everything.
  public static func nominal(_ units: [[Int]]) -> KrippendorffAlpha? { categories(units) { _ in { $0 == $1 ? 0 : 1 } } }

  /// Of categories with an order, such as grades: the larger the number the higher.
  public static func ordinal(_ units: [[Int]]) -> KrippendorffAlpha? {
    categories(units) { totals in
      var below = [0.0]
      for total in totals { below.append((below.last ?? 0) + total) }
      // Half of what lies at both ends and all between them, squared.
      return { first, second in
        let (low, high) = (min(first, second), max(first, second))
        let distance = low == high ? 0 : below[high + 1] - below[low] - (totals[low] + totals[high]) / 2
        return distance * distance
      }
    }
  }

  /// Of numbers whose differences count, such as scores.
  public static func interval(_ units: [[Double]]) -> KrippendorffAlpha? {
    let judged = units.filter { $0.count > 1 }
    guard !judged.isEmpty else { return nil }
    // Far from zero squares would lose the differences.
    let middle = SampleStatistics.mean(judged.flatMap { $0 }) ?? 0
    let parts = judged.map { Sums($0.map { $0 - middle }) }
    let whole = parts.reduce(Sums([])) { $0.adding($1, sign: 1) }
    guard let value = whole.alpha else { return nil }
    var jackknife = Jackknife()
    for part in parts { jackknife.add(whole.adding(part, sign: -1).alpha) }
    return KrippendorffAlpha(
      value: value, interval: jackknife.interval(around: value), units: judged.count, ratings: Int(whole.count))
  }

  /// What the differences of numbers come from.
  private struct Sums {
    var count = 0.0
    var sum = 0.0
    var squares = 0.0
    /// Of the squared differences within each thing, over its judgements less one.
    var within = 0.0

    init(_ values: [Double]) {
      count = Double(values.count)
      sum = values.reduce(0, +)
      squares = values.reduce(0) { $0 + $1 * $1 }
      within = count > 1 ? 2 * (count * squares - sum * sum) / (count - 1) : 0
    }

    func adding(_ other: Sums, sign: Double) -> Sums {
      var result = self
      result.count += sign * other.count
      result.sum += sign * other.sum
      result.squares += sign * other.squares
      result.within += sign * other.within
      return result
    }

    var alpha: Double? {
      let byChance = 2 * (count * squares - sum * sum)
      guard count > 1, byChance > 1e-9 * max(1, count * squares) else { return nil }
      return 1 - (count - 1) * within / byChance
    }
  }

  /// α of categories whose distance `metric` makes of how often each was used.
  private static func categories(
    _ units: [[Int]], metric: ([Double]) -> (Int, Int) -> Double
  ) -> KrippendorffAlpha? {
    let judged = units.filter { $0.count > 1 }
    let names = Set(judged.joined()).sorted()
    let places = Dictionary(names.enumerated().map { ($0.element, $0.offset) }, uniquingKeysWith: { first, _ in first })
    var whole = Coincidences(size: names.count)
    let coded = judged.map { unit in unit.compactMap { places[$0] } }
    for unit in coded { whole.add(unit, sign: 1) }
    guard let value = whole.alpha(metric) else { return nil }
    // Things judged alike are left out at one go.
    var jackknife = Jackknife()
    let alike = Dictionary(grouping: coded.map { $0.sorted() }, by: { $0 }).sorted {
      $0.key.lexicographicallyPrecedes($1.key)
    }
    for (unit, same) in alike {
      var rest = whole
      rest.add(unit, sign: -1)
      jackknife.add(rest.alpha(metric), times: same.count)
    }
    return KrippendorffAlpha(
      value: value, interval: jackknife.interval(around: value), units: judged.count,
      ratings: judged.reduce(0) { $0 + $1.count })
  }

  /// How often which two categories were said of one thing.
  private struct Coincidences {
    private let size: Int
    private var pairs: [Double]
    private var totals: [Double]
    private var count = 0.0

    init(size: Int) {
      self.size = size
      pairs = [Double](repeating: 0, count: size * size)
      totals = [Double](repeating: 0, count: size)
    }

    mutating func add(_ unit: [Int], sign: Double) {
      let weight = sign / Double(unit.count - 1)
      for (place, first) in unit.enumerated() {
        totals[first] += sign
        count += sign
        for (other, second) in unit.enumerated() where other != place { pairs[first * size + second] += weight }
      }
    }

    func alpha(_ metric: ([Double]) -> (Int, Int) -> Double) -> Double? {
      guard count > 1 else { return nil }
      let distance = metric(totals)
      var (observed, byChance) = (0.0, 0.0)
      for first in 0..<size {
        for second in 0..<size where first != second {
          let distance = distance(first, second)
          observed += pairs[first * size + second] * distance
          byChance += totals[first] * totals[second] * distance
        }
      }
      return byChance > 0 ? 1 - (count - 1) * observed / byChance : nil
    }
  }
}
