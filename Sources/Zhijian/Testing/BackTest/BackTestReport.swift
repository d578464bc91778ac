/// What a change of rules does to many conversations: sums, and a few of whatever is worth showing.
///
/// Conversations can be added in any order: the result is the same. It grows with rules, agents and grades, never with
/// conversations.
public struct BackTestReport: Sendable {
  /// What one side comes to.
  public struct Totals: Sendable {
    public internal(set) var findings = 0
    public internal(set) var autoFails = 0
    /// Scores of the conversations that have one.
    public internal(set) var scores = ScoreSample()
    public internal(set) var grades: [String: Int] = [:]

    mutating func add(_ outcome: ConversationComparison.Outcome) {
      findings += outcome.findings
      if outcome.isAutoFailed { autoFails += 1 }
      if let score = outcome.score { scores.add(score) }
      if let grade = outcome.grade { grades[grade, default: 0] += 1 }
    }
  }

  /// Conversations that went from one grade to another; nil is no grade.
  public struct GradeFlip: Sendable, Hashable {
    public let before: String?
    public let after: String?
    public internal(set) var count = 0
    /// The first ids in their order.
    public internal(set) var examples: [String] = []
  }

  /// An agent's part on both sides.
  public struct AgentMove: Sendable {
    public let id: String
    public internal(set) var name: String?
    public internal(set) var before = ScoreSample()
    public internal(set) var after = ScoreSample()
    public internal(set) var gained = 0
    public internal(set) var lost = 0

    /// How far the mean score moved, in points; nil without a score on both sides.
    public var change: Double? {
      guard let old = before.mean, let new = after.mean else { return nil }
      return new - old
    }

    /// Whether the scores on both sides differ, or only one side has any.
    public var isMoved: Bool { before != after }
  }

  /// A conversation whose score, grade or pass state is not the same.
  public struct Flip: Sendable {
    public let id: String
    public let before: ConversationComparison.Outcome
    public let after: ConversationComparison.Outcome
    public let agents: [String]
    /// The lines of its ledgers that differ: those of rules first, then the largest.
    public let ledger: [ScoreChanges.Line]

    /// How far the score moved, in hundredths of a point; one that comes or goes moves by all of it.
    public var movement: Int { abs((after.score ?? 0) - (before.score ?? 0)) }
    public var isAutoFailChanged: Bool { before.isAutoFailed != after.isAutoFailed }
  }

  /// How many conversations are named.
  public static let maximumFlips = 20
  static let maximumExamples = 3
  /// How many agents and ledger lines of one conversation are named.
  static let maximumNames = 8

  public let before: BackTestSide
  public let after: BackTestSide
  public private(set) var conversations = 0
  public private(set) var messages = 0
  public private(set) var conversationsChanged = 0
  public private(set) var scoresChanged = 0
  /// Conversations that fail now and did not before.
  public private(set) var newAutoFails = 0
  /// Conversations that failed before and do not now.
  public private(set) var endedAutoFails = 0
  public private(set) var gained = 0
  public private(set) var lost = 0
  public private(set) var changed = 0
  public private(set) var totalsBefore = Totals()
  public private(set) var totalsAfter = Totals()
  /// Those whose pass state flips first, then those whose score moved farthest.
  public private(set) var flips: [Flip] = []
  private var rulesByID: [String: RuleDifference] = [:]
  private var agentsByID: [String: AgentMove] = [:]
  private var gradeFlipsByPair: [[String?]: GradeFlip] = [:]

  public init(before: BackTestSide, after: BackTestSide) {
    self.before = before
    self.after = after
    let old = Dictionary(before.rules.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let new = Dictionary(after.rules.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    for id in Set(old.keys).union(new.keys) {
      rulesByID[id] = RuleDifference(id: id, before: old[id], after: new[id])
    }
  }

  // MARK: Results

  /// Every rule of either side, by id.
  public var rules: [RuleDifference] { rulesByID.values.sorted { $0.id < $1.id } }

  /// The rules that are not the same or whose findings differ: those with the most gained and lost first.
  public var rulesOfInterest: [RuleDifference] {
    rulesByID.values.filter { $0.hasChanges || $0.kind != .same }.sorted { left, right in
      let keys = [left, right].map { ($0.gained + $0.lost, $0.changed) }
      return keys[0] == keys[1] ? left.id < right.id : keys[0] > keys[1]
    }
  }

  public func rule(_ id: String) -> RuleDifference? { rulesByID[id] }

  /// From the most frequent.
  public var gradeFlips: [GradeFlip] {
    gradeFlipsByPair.values.sorted { left, right in
      if left.count != right.count { return left.count > right.count }
      return (left.before ?? "", left.after ?? "") < (right.before ?? "", right.after ?? "")
    }
  }

  /// How many conversations have another grade.
  public var gradeFlipCount: Int { gradeFlipsByPair.values.reduce(0) { $0 + $1.count } }

  /// Every agent, by id.
  public var agents: [AgentMove] { agentsByID.values.sorted { $0.id < $1.id } }

  /// The agents whose scores differ, those that moved farthest first.
  public var agentsMoved: [AgentMove] {
    agentsByID.values.filter(\.isMoved).sorted { left, right in
      let changes = (left.change.map { abs($0) } ?? .infinity, right.change.map { abs($0) } ?? .infinity)
      return changes.0 == changes.1 ? left.id < right.id : changes.0 > changes.1
    }
  }

  /// The name of an agent; nil where none was given.
  public func agentName(_ id: String) -> String? { agentsByID[id]?.name }

  /// The places of the ranked agents, from 1: one more than the number of those with a better mean.
  public func ranks(_ side: KeyPath<AgentMove, ScoreSample>, policy: ScoringPolicy) -> [String: Int] {
    var ranked: [(id: String, mean: Double)] = []
    for agent in agentsByID.values where agent.id != Transcript.unknownAgent {
      let sample = agent[keyPath: side]
      if sample.count >= policy.minimumSample, let mean = sample.mean { ranked.append((agent.id, mean)) }
    }
    ranked.sort { left, right in left.mean == right.mean ? left.id < right.id : left.mean > right.mean }
    var ranks: [String: Int] = [:]
    var place = 0
    for (number, agent) in ranked.enumerated() {
      if number == 0 || ranked[number - 1].mean != agent.mean { place = number + 1 }
      ranks[agent.id] = place
    }
    return ranks
  }

  /// How far the mean score moved, in points; nil without a score on both sides.
  public var scoreChange: Double? {
    guard let old = totalsBefore.scores.mean, let new = totalsAfter.scores.mean else { return nil }
    return new - old
  }

  /// The largest move of a known agent's mean score, in points, with the mean it started from.
  public var largestAgentChange: (points: Double, from: Double)? {
    var largest: (points: Double, from: Double)?
    for agent in agents where agent.id != Transcript.unknownAgent {
      guard let change = agent.change, let from = agent.before.mean else { continue }
      if abs(change) > largest?.points ?? -1 { largest = (abs(change), from) }
    }
    return largest
  }

  /// What else than rules is not the same on both sides: `lexicons`, `scorecard`, `tokenizer`, `config`.
  public var otherDifferences: [String] {
    let (old, new) = (before.versions, after.versions)
    return [
      ("lexicons", old.lexicons, new.lexicons), ("scorecard", old.scorecard, new.scorecard),
      ("tokenizer", old.tokenizer, new.tokenizer), ("config", old.config, new.config),
    ].filter { $0.1 != $0.2 }.map(\.0)
  }

  // MARK: Adding

  public mutating func add(_ conversation: ConversationComparison) {
    conversations += 1
    messages += conversation.messages
    totalsBefore.add(conversation.before)
    totalsAfter.add(conversation.after)
    for (rule, before, after) in conversation.findings {
      rulesByID[rule, default: RuleDifference(id: rule, before: nil, after: nil)].findingsBefore += before
      rulesByID[rule]?.findingsAfter += after
    }
    addAgents(conversation)
    guard conversation.isChanged else { return }
    conversationsChanged += 1
    for change in conversation.changes {
      switch change.kind {
      case .gained: gained += 1
      case .lost: lost += 1
      case .changed: changed += 1
      }
      rulesByID[change.rule]?.add(change)
    }
    addFlips(conversation)
  }

  private mutating func addAgents(_ conversation: ConversationComparison) {
    for agent in conversation.agents {
      var move = agentsByID[agent.id] ?? AgentMove(id: agent.id)
      move.name = [move.name, agent.name].compactMap { $0 }.min()
      if let score = agent.before { move.before.add(score) }
      if let score = agent.after { move.after.add(score) }
      agentsByID[agent.id] = move
    }
    for change in conversation.changes {
      guard let agent = change.sample.agent else { continue }
      switch change.kind {
      case .gained: agentsByID[agent]?.gained += 1
      case .lost: agentsByID[agent]?.lost += 1
      case .changed: break
      }
    }
  }

  private mutating func addFlips(_ conversation: ConversationComparison) {
    if conversation.isScoreChanged { scoresChanged += 1 }
    if conversation.isAutoFailChanged {
      if conversation.after.isAutoFailed { newAutoFails += 1 } else { endedAutoFails += 1 }
    }
    if conversation.isGradeChanged {
      let (old, new) = (conversation.before.grade, conversation.after.grade)
      var flip = gradeFlipsByPair[[old, new]] ?? GradeFlip(before: old, after: new)
      flip.count += 1
      let place = flip.examples.firstIndex { conversation.id < $0 } ?? flip.examples.count
      flip.examples.insert(conversation.id, at: place)
      if flip.examples.count > Self.maximumExamples { flip.examples.removeLast() }
      gradeFlipsByPair[[old, new]] = flip
    }
    guard conversation.isScoreChanged || conversation.isGradeChanged || conversation.isAutoFailChanged else { return }
    if flips.count == Self.maximumFlips, let last = flips.last, !Self.isBefore(conversation, last) { return }
    let place = flips.firstIndex { Self.isBefore(conversation, $0) } ?? flips.count
    flips.insert(
      Flip(
        id: conversation.id, before: conversation.before, after: conversation.after,
        agents: conversation.agents.prefix(Self.maximumNames).map(\.id),
        ledger: Array(conversation.ledger.prefix(Self.maximumNames))),
      at: place)
    if flips.count > Self.maximumFlips { flips.removeLast() }
  }

  private static func isBefore(_ left: ConversationComparison, _ right: Flip) -> Bool {
    if left.isAutoFailChanged != right.isAutoFailChanged { return left.isAutoFailChanged }
    if left.movement != right.movement { return left.movement > right.movement }
    return left.id < right.id
  }
}
