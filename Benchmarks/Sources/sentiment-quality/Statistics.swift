/// Agreement of a score with labels.
enum Statistics {
  /// Ranks from 1, equal values sharing their mean rank.
  static func ranks(_ values: [Double]) -> [Double] {
    let order = values.indices.sorted { values[$0] < values[$1] }
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

  /// The chance that a positive scores above a negative, ties counting half.
  static func auc(_ pairs: [(score: Double, isPositive: Bool)]) -> Double {
    let ranks = ranks(pairs.map(\.score))
    let positives = pairs.filter(\.isPositive).count
    let negatives = pairs.count - positives
    guard positives > 0, negatives > 0 else { return .nan }
    let sum = zip(ranks, pairs).reduce(0) { $0 + ($1.1.isPositive ? $1.0 : 0) }
    return (sum - Double(positives * (positives + 1)) / 2) / Double(positives * negatives)
  }

  /// Spearman's rank correlation.
  static func spearman(_ pairs: [(Double, Double)]) -> Double {
    let (left, right) = (ranks(pairs.map(\.0)), ranks(pairs.map(\.1)))
    let mean = Double(pairs.count + 1) / 2
    var (product, leftSquares, rightSquares) = (0.0, 0.0, 0.0)
    for (x, y) in zip(left, right) {
      product += (x - mean) * (y - mean)
      leftSquares += (x - mean) * (x - mean)
      rightSquares += (y - mean) * (y - mean)
    }
    return product / (leftSquares * rightSquares).squareRoot()
  }
}
