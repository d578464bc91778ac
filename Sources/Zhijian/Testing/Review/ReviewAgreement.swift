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
}
