/// Which findings of one conversation two sets of rules share, and which only one of them has.
///
/// Findings of one rule with the same fingerprint are the same. What is left of a rule on both sides in one message is
/// paired too: first what overlaps, then in text order. Such a pair moved its evidence; it is neither gained nor lost.
/// Exchanging both sides exchanges `gained` and `lost` and turns the pairs round.
public struct FindingComparison: Sendable, Hashable {
  /// In what a finding of both sides differs.
  public enum Aspect: String, Sendable, CaseIterable {
    case evidence, severity, status, verb, agent
  }

  /// One finding as both sides have it, by its places in their lists.
  public struct Pair: Sendable, Hashable {
    public let before: Int
    public let after: Int
    /// In what they differ, in the order of the cases.
    public fileprivate(set) var aspects: [Aspect] = []

    init(before: Int, after: Int) {
      self.before = before
      self.after = after
    }
  }

  /// Places among the findings after, ascending.
  public private(set) var gained: [Int] = []
  /// Places among the findings before, ascending.
  public private(set) var lost: [Int] = []
  /// Pairs that differ in evidence, severity, status, verb or agent, by their places after.
  public private(set) var changed: [Pair] = []

  public init(before: [Finding], after: [Finding]) {
    var unpaired = Dictionary(
      after.indices.map { (after[$0].fingerprint, $0) }, uniquingKeysWith: { first, _ in first })
    var restBefore: [Int] = []
    var pairs: [Pair] = []
    for place in before.indices {
      if let other = unpaired[before[place].fingerprint], after[other].rule == before[place].rule {
        unpaired[before[place].fingerprint] = nil
        pairs.append(Pair(before: place, after: other))
      } else {
        restBefore.append(place)
      }
    }
    let paired = Set(pairs.map(\.after))
    let restAfter = after.indices.filter { !paired.contains($0) }
    if !restBefore.isEmpty, !restAfter.isEmpty {
      pairMoved(restBefore, of: before, restAfter, of: after, into: &pairs)
    } else {
      (lost, gained) = (restBefore, restAfter)
    }
    for index in pairs.indices {
      pairs[index].aspects = Self.aspects(before[pairs[index].before], after[pairs[index].after])
    }
    changed = pairs.filter { !$0.aspects.isEmpty }.sorted { $0.after < $1.after }
  }

  /// In what two findings differ; confidence and what was searched do not count.
  private static func aspects(_ left: Finding, _ right: Finding) -> [Aspect] {
    var aspects: [Aspect] = []
    if !left.hits.elementsEqual(right.hits, by: { $0.spans == $1.spans }) { aspects.append(.evidence) }
    if left.severity != right.severity { aspects.append(.severity) }
    if left.status != right.status { aspects.append(.status) }
    if left.verb != right.verb { aspects.append(.verb) }
    if left.agent != right.agent { aspects.append(.agent) }
    return aspects
  }

  /// Where findings may stand for each other.
  private struct Place: Hashable {
    let rule: String
    let message: Int

    init(_ finding: Finding) {
      rule = finding.rule
      message = finding.firstMessage ?? -1
    }
  }

  private mutating func pairMoved(
    _ restBefore: [Int], of before: [Finding], _ restAfter: [Int], of after: [Finding], into pairs: inout [Pair]
  ) {
    let old = Dictionary(grouping: restBefore) { Place(before[$0]) }
    let new = Dictionary(grouping: restAfter) { Place(after[$0]) }
    for (place, lostHere) in old {
      guard let gainedHere = new[place] else {
        lost += lostHere
        continue
      }
      let (left, right) = Self.pair(
        lostHere.map { ($0, Self.extent(before[$0])) }, gainedHere.map { ($0, Self.extent(after[$0])) }, into: &pairs)
      lost += left
      gained += right
    }
    for (place, gainedHere) in new where old[place] == nil { gained += gainedHere }
    lost.sort()
    gained.sort()
  }

  /// The units that a finding points at in its first message.
  private static func extent(_ finding: Finding) -> TextRange {
    let ranges = finding.hits.flatMap(\.spans).filter { $0.message == finding.firstMessage }.map(\.range)
    return TextRange(ranges.map(\.lower).min() ?? 0, ranges.map(\.upper).max() ?? 0)
  }

  /// Pairs what overlaps and then, in order, what is left; returns what stays alone.
  private static func pair(
    _ left: [(place: Int, extent: TextRange)], _ right: [(place: Int, extent: TextRange)], into pairs: inout [Pair]
  ) -> ([Int], [Int]) {
    let left = left.sorted { ($0.extent, $0.place) < ($1.extent, $1.place) }
    let right = right.sorted { ($0.extent, $0.place) < ($1.extent, $1.place) }
    var (aloneLeft, aloneRight): ([Int], [Int]) = ([], [])
    var (l, r) = (0, 0)
    while l < left.count, r < right.count {
      let (one, other) = (left[l].extent, right[r].extent)
      if one.overlaps(other) || one.upper == other.upper {
        pairs.append(Pair(before: left[l].place, after: right[r].place))
        l += 1
        r += 1
      } else if one.upper < other.upper {
        aloneLeft.append(left[l].place)
        l += 1
      } else {
        aloneRight.append(right[r].place)
        r += 1
      }
    }
    aloneLeft += left[l...].map(\.place)
    aloneRight += right[r...].map(\.place)
    let common = min(aloneLeft.count, aloneRight.count)
    for (before, after) in zip(aloneLeft, aloneRight) { pairs.append(Pair(before: before, after: after)) }
    return (Array(aloneLeft[common...]), Array(aloneRight[common...]))
  }
}
