/// As much of an earlier evaluation of a conversation as explains a change of its scores. Ids are as they were written.
public struct EarlierEvaluation: Sendable {
  public struct Line: Sendable, Hashable {
    public let agent: String?
    public let rule: String?
    public let category: String?
    public let kind: String
    /// In hundredths of a point.
    public let effect: Int

    public init(agent: String?, rule: String?, category: String?, kind: String, effect: Int) {
      self.agent = agent
      self.rule = rule
      self.category = category
      self.kind = kind
      self.effect = effect
    }
  }

  public let id: String
  /// The members of `versions`.
  public let versions: [String: String]
  /// In hundredths of a point.
  public let score: Int?
  /// The agents' scores by their ids.
  public let agents: [String: Int?]
  public let lines: [Line]

  public init(id: String, versions: [String: String], score: Int?, agents: [String: Int?], lines: [Line]) {
    self.id = id
    self.versions = versions
    self.score = score
    self.agents = agents
    self.lines = lines
  }
}

/// Why scores of a conversation are not what they were: the lines of the ledgers that differ, and what could make them
/// differ.
public struct ScoreChanges: Sendable, Hashable {
  /// What a score depends on, in the order in which it is named.
  public enum Cause: String, Sendable, CaseIterable {
    case transcript, rules, lexicons, scorecard, config, reviews, suppressions, tokenizer, program
  }

  /// A line, or all lines of one rule, whose effect is not the same.
  public struct Line: Sendable, Hashable {
    /// Nil for the conversation's score.
    public let agent: String?
    public let rule: String?
    public let category: String?
    /// Nil for the lines of a rule together.
    public let kind: String?
    /// In hundredths of a point; nil where there was no such line.
    public let before: Int?
    public let after: Int?

    /// What it adds to the score that it did not before.
    public var difference: Int { (after ?? 0) &- (before ?? 0) }
  }

  public struct AgentScore: Sendable, Hashable {
    public let id: String
    public let before: Int?
    public let after: Int?
  }

  /// Those whose hashes differ and that can explain a line; empty where nothing known does.
  public let causes: [Cause]
  /// The conversation's score in hundredths of a point.
  public let before: Int?
  public let after: Int?
  /// Of the conversation, if its score changed, and of the agents whose scores did: what they add up to is the change.
  public let ledger: [Line]
  /// The agents whose scores changed, by id.
  public let agents: [AgentScore]

  /// Nil where all scores are the same. `show` gives ids as the earlier evaluation has them.
  public init?(from earlier: EarlierEvaluation, to evaluation: Evaluation, show: (String) -> String = { $0 }) {
    before = earlier.score
    after = evaluation.scorecard.score
    var cards: [(agent: String?, card: Scorecard)] = before == after ? [] : [(nil, evaluation.scorecard)]
    var agents: [AgentScore] = []
    var left = earlier.agents
    for agent in evaluation.agents {
      let known = left.removeValue(forKey: show(agent.id))
      let old = known ?? nil
      guard old != agent.scorecard.score else { continue }
      agents.append(AgentScore(id: agent.id, before: old, after: agent.scorecard.score))
      cards.append((agent.id, agent.scorecard))
    }
    var gone: [String] = []
    for (id, score) in left where score != nil {
      agents.append(AgentScore(id: id, before: score, after: nil))
      gone.append(id)
    }
    guard before != after || !agents.isEmpty else { return nil }
    self.agents = agents.sorted { $0.id < $1.id }
    var ledger = LedgerComparison()
    for (agent, card) in cards {
      for line in card.lines {
        ledger.add(
          agent, rule: line.rule, category: line.category, kind: line.kind.rawValue, line.effect, isAfter: true)
      }
    }
    let names = Dictionary(
      cards.compactMap { card in card.agent.map { (show($0), $0) } } + gone.map { ($0, $0) },
      uniquingKeysWith: { first, _ in first })
    for line in earlier.lines {
      let agent = line.agent.flatMap { names[$0] }
      // Lines of scores that stayed say nothing.
      guard line.agent == nil ? before != after : agent != nil else { continue }
      ledger.add(agent, rule: line.rule, category: line.category, kind: line.kind, line.effect, isAfter: false)
    }
    self.ledger = ledger.lines
    causes = Self.causes(of: ledger.lines, differing: Self.differing(earlier.versions, evaluation))
  }

  /// What has another hash now.
  private static func differing(_ old: [String: String], _ evaluation: Evaluation) -> Set<Cause> {
    let new = evaluation.versions
    var result: Set<Cause> = []
    for (cause, name, now) in [
      (Cause.transcript, "transcript", evaluation.transcriptHash), (.rules, "rules", new.rules),
      (.lexicons, "lexicons", new.lexicons), (.scorecard, "scorecard", new.scorecard), (.config, "config", new.config),
      (.tokenizer, "tokenizer", new.tokenizer), (.program, "program", new.program), (.program, "icu", new.icu),
    ] where old[name] != now { result.insert(cause) }
    if old["reviews"] != new.reviews { result.insert(.reviews) }
    if old["suppressions"] != new.suppressions { result.insert(.suppressions) }
    return result
  }

  private static func causes(of lines: [Line], differing: Set<Cause>) -> [Cause] {
    // What is left of the arithmetic follows from the other lines.
    let telling = lines.filter { $0.kind != LedgerLine.Kind.rounding.rawValue }
    var able: Set<Cause> = []
    for line in telling.isEmpty ? lines : telling { able.formUnion(explanations(of: line)) }
    return Cause.allCases.filter { able.contains($0) && differing.contains($0) }
  }

  /// What can change a line.
  private static func explanations(of line: Line) -> Set<Cause> {
    switch line.kind.flatMap(LedgerLine.Kind.init(rawValue:)) {
    // A section's share of the full score is fixed by the weights; whether it applies is not.
    case .base where line.before != nil && line.after != nil: [.scorecard, .program]
    case .metric: [.scorecard, .config, .transcript, .program]
    case .sentiment: [.scorecard, .lexicons, .tokenizer, .transcript, .program]
    case .base, .deduct, .award, .cap, .floor, .autoFail, .renormalise, .rounding, nil: Set(Cause.allCases)
    }
  }
}

/// Adds up the lines of two ledgers.
struct LedgerComparison {
  private struct Key: Hashable {
    let agent: String?
    let rule: String?
    let category: String?
    let kind: String?
  }

  private var places: [Key: Int] = [:]
  private var sums: [(key: Key, before: Int?, after: Int?)] = []

  mutating func add(
    _ agent: String?, rule: String?, category: String?, kind: String, _ effect: Int, isAfter: Bool
  ) {
    let key = Key(agent: agent, rule: rule, category: category, kind: rule == nil ? kind : nil)
    let place = places[key] ?? sums.count
    if place == sums.count {
      places[key] = place
      sums.append((key, nil, nil))
    }
    if isAfter {
      sums[place].after = (sums[place].after ?? 0) &+ effect
    } else {
      sums[place].before = (sums[place].before ?? 0) &+ effect
    }
  }

  /// Those that differ: in the order in which they came.
  var lines: [ScoreChanges.Line] {
    sums.filter { ($0.before ?? 0) != ($0.after ?? 0) }.map { key, before, after in
      ScoreChanges.Line(
        agent: key.agent, rule: key.rule, category: key.category, kind: key.kind, before: before, after: after)
    }
  }
}
