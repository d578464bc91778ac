/// How far people who judged the same things agree.
public struct ReviewAgreement: Sendable, Hashable {
  /// How many things both judged and decided.
  public let count: Int
  /// The share on which both say the same.
  public let observed: Double
  /// The share that would be the same by chance, from how often each says what.
  public let expected: Double

  /// A table of counts: `table[i][j]` things that one puts in category i and the other in j. Nil for none at all.
  public init?(table: [[Int]]) {
    let count = table.reduce(0) { $0 + $1.reduce(0, +) }
    guard count > 0, table.allSatisfy({ $0.count == table.count }) else { return nil }
    let size = Double(count)
    self.count = count
    observed = table.indices.reduce(0.0) { $0 + Double(table[$1][$1]) } / size
    expected = table.indices.reduce(0.0) { sum, category in
      let one = table[category].reduce(0, +)
      let other = table.reduce(0) { $0 + $1[category] }
      return sum + Double(one) / size * (Double(other) / size)
    }
  }

  /// Cohen's κ: 1 for full agreement, 0 for chance; nil where both say one and the same of everything.
  public var kappa: Double? { expected < 1 ? (observed - expected) / (1 - expected) : nil }

  /// The κ that two evenly used categories would give: it does not fall where one is rare.
  public var prevalenceAdjusted: Double { 2 * observed - 1 }

  /// Krippendorff's α for categories without an order. `units` holds, for each thing, what each of those who judged
  /// it said. Nil where nothing was judged twice, or everybody says one and the same of everything.
  public static func alpha(_ units: [[Int]]) -> Double? {
    var totals: [Int: Double] = [:]
    var (disagreement, pairs) = (0.0, 0.0)
    for unit in units where unit.count > 1 {
      var counts: [Int: Int] = [:]
      for value in unit { counts[value, default: 0] += 1 }
      let size = Double(unit.count)
      let same = counts.values.reduce(0) { $0 + $1 * ($1 - 1) }
      disagreement += (size * (size - 1) - Double(same)) / (size - 1)
      pairs += size
      for (value, count) in counts { totals[value, default: 0] += Double(count) }
    }
    guard pairs > 1 else { return nil }
    // Sums of whole numbers: their order does not matter.
    let byChance = pairs * pairs - totals.values.reduce(0) { $0 + $1 * $1 }
    return byChance > 0 ? 1 - (pairs - 1) * disagreement / byChance : nil
  }
}
