/// The agents of a period by a scorecard. Who has too few cases has figures and intervals but no place.
public struct PerformanceRanking: Sendable {
  /// Why an agent has no place.
  public enum Obstacle: Sendable, Hashable {
    /// Conversations, and how many it takes.
    case fewConversations(Int, of: Int)
    /// A metric that counts, its denominator, and how large that must be.
    case thinMetric(String, Int64, of: Int64)
    case noScore
  }

  public struct Entry: Sendable {
    public let agent: String
    public let name: String?
    public let conversations: Int
    public let score: PerformanceScore
    /// From 1; equal scores share a place. Nil for an agent who is not ranked.
    public internal(set) var rank: Int?
    public let obstacles: [Obstacle]

    /// The grade of the score; nil for an agent who is not ranked, as a few cases must not label anybody.
    public var grade: String? { rank == nil ? nil : score.grade }
  }

  /// Ranked ones from the best, then the others by id.
  public let entries: [Entry]

  public init(_ report: PeriodReport, scorecard: PerformanceScorecard) {
    var entries = report.agents.sorted { $0.key < $1.key }.map { id, agent in
      let conversations = agent.totals.service.conversations
      let score = scorecard.score(
        { report.figure($0, of: id) }, reference: { report.figure($0) })
      var obstacles: [Obstacle] = []
      if conversations < scorecard.minimumSample {
        obstacles.append(.fewConversations(conversations, of: scorecard.minimumSample))
      }
      for line in score.lines where line.isThin && scorecard.items[line.item].weight > 0 {
        let item = scorecard.items[line.item]
        obstacles.append(.thinMetric(item.metric.name, line.figure.count ?? 0, of: item.minimumCount))
      }
      if score.score == nil { obstacles.append(.noScore) }
      return Entry(
        agent: id, name: agent.name, conversations: conversations, score: score, rank: nil, obstacles: obstacles)
    }
    entries.sort { left, right in
      if left.obstacles.isEmpty != right.obstacles.isEmpty { return left.obstacles.isEmpty }
      guard left.obstacles.isEmpty else { return left.agent < right.agent }
      let (first, second) = (left.score.score ?? -1, right.score.score ?? -1)
      return first != second ? first > second : left.agent < right.agent
    }
    for place in entries.indices where entries[place].obstacles.isEmpty {
      let isTied = place > 0 && entries[place - 1].score.score == entries[place].score.score
      entries[place].rank = isTied ? entries[place - 1].rank : place + 1
    }
    self.entries = entries
  }

  /// The part of the variance of the ranked scores that each item explains, by its place: they add up to 1. Nil with
  /// fewer than three ranked agents or where all have the same score.
  public var varianceShares: [Double]? {
    let ranked = entries.filter { $0.rank != nil }
    guard ranked.count >= 3, let items = ranked.first?.score.lines.count else { return nil }
    func effects(_ item: Int) -> [Double] { ranked.map { Double($0.score.lines[item].effect) } }
    let totals = ranked.map { entry in Double(entry.score.lines.reduce(0) { $0 + $1.effect }) }
    guard let mean = SampleStatistics.mean(totals) else { return nil }
    let deviations = totals.map { $0 - mean }
    let variance = deviations.reduce(0) { $0 + $1 * $1 }
    guard variance > 0 else { return nil }
    return (0..<items).map { item in
      zip(effects(item), deviations).reduce(0) { $0 + $1.0 * $1.1 } / variance
    }
  }
}
