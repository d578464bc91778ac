/// Something that was judged, with what everybody said of it.
public struct ReviewItem: Sendable {
  /// What the judgements come to.
  public enum Consensus: String, Sendable {
    case right, wrong
    /// Nobody was sure.
    case unsure
    /// As many say right as say wrong: somebody else has to decide.
    case disputed
  }

  /// The first row of it.
  public let row: ReviewRow
  /// One of each reviewer, by their names.
  public let judged: [ReviewRow]

  /// What most of those who decided say.
  public var consensus: Consensus {
    let right = judged.count { $0.verdict == .right }
    let wrong = judged.count { $0.verdict == .wrong }
    if right == 0, wrong == 0 { return .unsure }
    return right == wrong ? .disputed : right > wrong ? .right : .wrong
  }

  /// Who says so, and why; nil where nobody does.
  public func voices(of verdict: ReviewVerdict) -> (by: String, reason: String?)? {
    let rows = judged.filter { $0.verdict == verdict }
    guard !rows.isEmpty else { return nil }
    var reasons: [String] = []
    for reason in rows.compactMap(\.reason) where !reasons.contains(reason) { reasons.append(reason) }
    return (rows.map(\.reviewer).joined(separator: "、"), reasons.isEmpty ? nil : reasons.joined(separator: "；"))
  }

  /// The items of some rows, by rule, stratum and key; rows without a verdict are left out. One reviewer counts once
  /// for an item: the first row.
  public static func items(of rows: [ReviewRow]) -> [ReviewItem] {
    var places: [String: Int] = [:]
    var items: [(row: ReviewRow, judged: [ReviewRow])] = []
    for row in rows where row.verdict != nil {
      let name = row.batch + "\u{0}" + row.rule + "\u{0}" + row.key.text
      if let place = places[name] {
        if !items[place].judged.contains(where: { $0.reviewer == row.reviewer }) { items[place].judged.append(row) }
      } else {
        places[name] = items.count
        items.append((row, [row]))
      }
    }
    return items.map { ReviewItem(row: $0.row, judged: $0.judged.sorted { $0.reviewer < $1.reviewer }) }
      .sorted { left, right in
        let (l, r) = (left.row, right.row)
        if l.rule != r.rule { return l.rule < r.rule }
        if l.stratum != r.stratum { return l.stratum.rawValue < r.stratum.rawValue }
        return (l.key, l.batch) < (r.key, r.batch)
      }
  }
}
