/// How well scores agree with labels, by ranks only.
public enum RankAgreement {
  /// The chance that a positive scores above a negative, ties counting half; nil without both.
  public static func auc(_ pairs: [(score: Double, isPositive: Bool)]) -> Double? {
    let positives = pairs.count { $0.isPositive }
    let negatives = pairs.count - positives
    guard positives > 0, negatives > 0 else { return nil }
    let sum = zip(ranks(pairs.map(\.score)), pairs).reduce(0.0) { $0 + ($1.1.isPositive ? $1.0 : 0) }
    return (sum - Double(positives) * Double(positives + 1) / 2) / (Double(positives) * Double(negatives))
  }

  /// Spearman's rank correlation; nil for fewer than two pairs or a side without any difference.
  public static func spearman(_ pairs: [(Double, Double)]) -> Double? {
    let (left, right) = (ranks(pairs.map(\.0)), ranks(pairs.map(\.1)))
    let mean = Double(pairs.count + 1) / 2
    var (product, leftSquares, rightSquares) = (0.0, 0.0, 0.0)
    for (x, y) in zip(left, right) {
      product += (x - mean) * (y - mean)
      leftSquares += (x - mean) * (x - mean)
      rightSquares += (y - mean) * (y - mean)
    }
    guard leftSquares > 0, rightSquares > 0 else { return nil }
    return product / (leftSquares * rightSquares).squareRoot()
  }

  /// Ranks from 1, equal values sharing their mean rank.
  static func ranks(_ values: [Double]) -> [Double] {
    let order = values.indices.sorted { (values[$0], $0) < (values[$1], $1) }
    var ranks = [Double](repeating: 0, count: values.count)
    var start = 0
    while start < order.count {
      var end = start
      while end + 1 < order.count, values[order[end + 1]] == values[order[start]] { end += 1 }
      for index in start...end { ranks[order[index]] = Double(start + end) / 2 + 1 }
      start = end + 1
    }
    return ranks
  }
}
