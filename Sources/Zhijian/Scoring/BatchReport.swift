/// What many evaluations come to together. Evaluations can be added in any order and reports of
/// parts can be merged: the result is the same.
public struct BatchReport: Sendable {
  /// What an agent's conversations come to.
  public struct AgentSummary: Sendable {
    public let id: String
    public var name: String?
    /// Conversations the agent took part in.
    public var conversations = 0
    /// The agent's score in each conversation that has one.
    public internal(set) var scores = ScoreSample()
    public var autoFails = 0
    public var coverage = ScriptCoverage()
    /// Scoring findings of `forbid` rules.
    public var forbiddenFindings = 0
    /// All scoring findings by rule.
    public var findingsByRule: [String: Int] = [:]
    /// Conversations with a scoring finding, by rule.
    public var conversationsByRule: [String: Int] = [:]
    /// What the sections of the scorecard brought, by id; under "" what belongs to none, such as rounding. The points
    /// of all of them together are the sum of the scores.
    public internal(set) var sections: [String: SectionSample] = [:]
    /// By the local day on which conversations began; those without times or without a customer have none.
    public internal(set) var days: [CalendarDate: DaySample] = [:]
    /// Drops of the customer's mood behind a line of the agent.
    public var moodDrops = 0
    public var metrics = ServiceMetrics()
    /// How the customers' moods went in the agent's conversations.
    public internal(set) var moods = MoodSample()

    init(id: String) {
      self.id = id
    }

    /// The number of conversations that count for the score.
    public var n: Int { scores.count }

    /// The mean score, 0…100; nil without a scored conversation.
    public var score: Double? { scores.mean }

    /// The 95 % t-interval of the mean, cut to 0…100; nil below two conversations.
    public var interval: ConfidenceInterval? { scores.interval }
  }

  /// How often a rule spoke.
  public struct RuleSummary: Sendable, Hashable {
    /// Those that people overturned are left out.
    public var findings = 0
    /// Conversations by result; one whose findings were all overturned is no hit.
    public var results: [RuleResult: Int] = [:]

    /// Conversations in which the rule was decided.
    public var decided: Int { (results[.hit] ?? 0) + (results[.noHit] ?? 0) }
  }

  /// A finding worth showing, with the texts to show.
  public struct Highlight: Sendable {
    public let conversation: String
    public let finding: Finding
    /// The number of the finding in its conversation, from 1.
    public let number: Int
    /// What the finding takes from the conversation's score, in hundredths of a point; 0 or less.
    public let effect: Int
    /// The messages it points at, or the one it hangs on.
    public let messages: [(index: Int, message: Message, text: SurroundedText)]
  }

  public static let maximumHighlights = 50

  public private(set) var conversations = 0
  public private(set) var messages = 0
  /// Scores of the conversations that have one.
  public private(set) var scores = ScoreSample()
  public private(set) var autoFails = 0
  public private(set) var moodDrops = 0
  public private(set) var moodDropsRecovered = 0
  public private(set) var coverage = ScriptCoverage()
  /// How the customers' moods went in all conversations.
  public private(set) var moods = MoodSample()
  public private(set) var metrics: ServiceMetricsReport
  public private(set) var rules: [String: RuleSummary] = [:]
  public private(set) var grades: [String: Int] = [:]
  /// By the local day on which conversations began, each once; those without times or without a customer have none.
  public private(set) var days: [CalendarDate: DaySample] = [:]
  /// The worst findings, worst first.
  public private(set) var highlights: [Highlight] = []
  private var agentsByID: [String: AgentSummary] = [:]
  private let policy: ScoringPolicy

  public init(policy: ScoringPolicy, preset: String) {
    self.policy = policy
    metrics = ServiceMetricsReport(preset: preset)
  }

  /// The mean of the conversations' scores, 0…100.
  public var score: Double? { scores.mean }

  /// The agents: ranked ones by score from the best, then the others; equal ones by id. Who could not
  /// be told comes last.
  public var agents: [AgentSummary] {
    agentsByID.values.sorted { left, right in
      if isRanked(left) != isRanked(right) { return isRanked(left) }
      let isUnknown = (left.id == Transcript.unknownAgent, right.id == Transcript.unknownAgent)
      if isUnknown.0 != isUnknown.1 { return isUnknown.1 }
      if (left.score ?? -1) != (right.score ?? -1) { return (left.score ?? -1) > (right.score ?? -1) }
      return left.id < right.id
    }
  }

  /// Whether an agent has enough conversations to stand in a ranking.
  public func isRanked(_ agent: AgentSummary) -> Bool {
    agent.id != Transcript.unknownAgent && agent.n >= policy.minimumSample
  }

  /// How the moods of an agent's customers ended, beside all others; nil where none was scored.
  public func mood(of agent: AgentSummary) -> MoodStanding? { moods.standing(of: agent.moods) }

  public var minimumSample: Int { policy.minimumSample }

  /// The grade of a mean score; nil without a score.
  public func grade(_ score: Double?) -> String? { score.flatMap { policy.grade(of: Int(($0 * 100).rounded())) } }

  public mutating func add(_ evaluation: Evaluation) {
    conversations += 1
    messages += evaluation.transcript.messages.count
    if let score = evaluation.scorecard.score { scores.add(score) }
    if let grade = evaluation.scorecard.grade { grades[grade, default: 0] += 1 }
    if evaluation.scorecard.isAutoFailed { autoFails += 1 }
    metrics += evaluation.metrics
    var overturned: [String: Int] = [:]
    for finding in evaluation.findings where finding.decision?.state == .overturned {
      overturned[finding.rule, default: 0] += 1
    }
    for outcome in evaluation.outcomes {
      let findings = outcome.findings.count - (overturned[outcome.rule] ?? 0)
      let isHit = outcome.result != .hit || findings > 0
      rules[outcome.rule, default: RuleSummary()].findings += findings
      rules[outcome.rule, default: RuleSummary()].results[isHit ? outcome.result : .noHit, default: 0] += 1
      for part in outcome.coverage.values { coverage += part }
    }
    if let day = evaluation.metrics.firstDay { days[day, default: DaySample()].add(evaluation) }
    let mood = Self.mood(of: evaluation)
    if let mood { moods += mood }
    addAgents(evaluation, mood)
    for swing in evaluation.swings where swing.kind == .drop {
      moodDrops += 1
      if swing.recovered { moodDropsRecovered += 1 }
      guard let line = swing.afterAgentMessage, evaluation.agentOfMessage.indices.contains(line),
        let agent = evaluation.agentOfMessage[line]
      else { continue }
      agentsByID[agent, default: AgentSummary(id: agent)].moodDrops += 1
    }
    addHighlights(evaluation)
  }

  public static func += (left: inout BatchReport, right: BatchReport) {
    left.conversations += right.conversations
    left.messages += right.messages
    left.scores += right.scores
    left.autoFails += right.autoFails
    left.moodDrops += right.moodDrops
    left.moodDropsRecovered += right.moodDropsRecovered
    left.coverage += right.coverage
    left.moods += right.moods
    left.metrics += right.metrics
    left.grades.merge(right.grades, uniquingKeysWith: +)
    for (day, sample) in right.days { left.days[day, default: DaySample()] += sample }
    for (rule, summary) in right.rules {
      left.rules[rule, default: RuleSummary()].findings += summary.findings
      left.rules[rule, default: RuleSummary()].results.merge(summary.results, uniquingKeysWith: +)
    }
    for (id, agent) in right.agentsByID {
      var merged = left.agentsByID[id] ?? AgentSummary(id: id)
      merged.name = [merged.name, agent.name].compactMap { $0 }.min()
      merged.conversations += agent.conversations
      merged.scores += agent.scores
      merged.autoFails += agent.autoFails
      merged.coverage += agent.coverage
      merged.forbiddenFindings += agent.forbiddenFindings
      merged.findingsByRule.merge(agent.findingsByRule, uniquingKeysWith: +)
      merged.conversationsByRule.merge(agent.conversationsByRule, uniquingKeysWith: +)
      for (id, section) in agent.sections { merged.sections[id, default: SectionSample()] += section }
      for (day, sample) in agent.days { merged.days[day, default: DaySample()] += sample }
      merged.moodDrops += agent.moodDrops
      merged.moods += agent.moods
      merged.metrics += agent.metrics
      left.agentsByID[id] = merged
    }
    left.highlights = Self.worst(left.highlights + right.highlights)
  }

  /// The opening and the end of one conversation; nil below two scored customer messages.
  private static func mood(of evaluation: Evaluation) -> MoodSample? {
    let messages = evaluation.transcript.messages
    var opening: Int?
    var (scored, written, length) = (0, 0, 0)
    for index in evaluation.order where messages[index].role == .customer {
      if messages[index].isWritten {
        written += 1
        length += messages[index].text.utf16.count
      }
      guard evaluation.sentiments.indices.contains(index), let score = evaluation.sentiments[index]?.thousandths
      else { continue }
      opening = opening ?? score
      scored += 1
    }
    guard scored > 1, let opening, let end = evaluation.courses[.customer]?.end else { return nil }
    var sample = MoodSample()
    sample.add(opening: opening, end: Int((end * 1000).rounded()), length: length / max(1, written))
    return sample
  }

  private mutating func addAgents(_ evaluation: Evaluation, _ mood: MoodSample?) {
    for agent in evaluation.agents {
      var summary = agentsByID[agent.id] ?? AgentSummary(id: agent.id)
      let name = evaluation.transcript.agents.first { $0.id == agent.id }?.name
      summary.name = [summary.name, name].compactMap { $0 }.min()
      summary.conversations += 1
      if let mood { summary.moods += mood }
      if let score = agent.scorecard.score { summary.scores.add(score) }
      if agent.scorecard.isAutoFailed { summary.autoFails += 1 }
      summary.coverage += agent.coverage
      var spoken: Set<String> = []
      for finding in evaluation.findings where finding.agent == agent.id && finding.scores {
        summary.findingsByRule[finding.rule, default: 0] += 1
        if spoken.insert(finding.rule).inserted { summary.conversationsByRule[finding.rule, default: 0] += 1 }
        if finding.verb == .forbid { summary.forbiddenFindings += 1 }
      }
      summary.add(sectionsOf: agent.scorecard)
      if let day = evaluation.metrics.firstDay {
        summary.days[day, default: DaySample()].add(evaluation, agent: agent)
      }
      if let metrics = evaluation.metrics.agents[agent.id] { summary.metrics += metrics }
      agentsByID[agent.id] = summary
    }
  }

  private mutating func addHighlights(_ evaluation: Evaluation) {
    let effects = Self.effects(evaluation.scorecard)
    var found: [Highlight] = []
    for (place, finding) in evaluation.findings.enumerated()
    where finding.scores && (finding.verb == .forbid || finding.verb == .require) {
      var indices = finding.hits.flatMap(\.spans).map(\.message)
      if indices.isEmpty { indices = finding.related.map(\.message) }
      if indices.isEmpty, let near = finding.nearestMiss { indices = [near.span.message] }
      // Where something is missing, the last message that was looked at says when.
      if indices.isEmpty, let last = finding.searched?.to { indices = [last] }
      var seen: Set<Int> = []
      let messages = indices.filter { seen.insert($0).inserted && evaluation.transcript.messages.indices.contains($0) }
        .prefix(3).map { index in
          let messages = evaluation.transcript.messages
          return (index: index, message: messages[index], text: SurroundedText(index, of: messages))
        }
      found.append(
        Highlight(
          conversation: evaluation.transcript.id, finding: finding, number: place + 1, effect: effects[place] ?? 0,
          messages: Array(messages)))
    }
    if !found.isEmpty { highlights = Self.worst(highlights + found) }
  }

  /// What each finding takes, by its place: its part of the deductions, less what the cap of its rule gave back.
  /// The first findings fill a cap; those behind it take nothing more.
  private static func effects(_ scorecard: Scorecard) -> [Int: Int] {
    var effects: [Int: Int] = [:]
    var givenBack: [String: Int] = [:]
    for line in scorecard.lines where line.kind == .cap && line.effect > 0 {
      if let rule = line.rule { givenBack[rule, default: 0] += line.effect }
    }
    for line in scorecard.lines.reversed() where line.kind == .deduct || line.kind == .autoFail {
      guard !line.findings.isEmpty else { continue }
      var effect = line.effect
      if let rule = line.rule, line.kind == .deduct, let back = givenBack[rule] {
        let part = min(back, max(0, -effect))
        effect += part
        givenBack[rule] = back - part
      }
      let (share, rest) = effect.quotientAndRemainder(dividingBy: line.findings.count)
      for (number, place) in line.findings.enumerated() {
        effects[place, default: 0] += share + (number < abs(rest) ? rest.signum() : 0)
      }
    }
    return effects
  }

  private static func worst(_ highlights: [Highlight]) -> [Highlight] {
    Array(
      highlights.sorted { left, right in
        if left.finding.severity != right.finding.severity { return left.finding.severity > right.finding.severity }
        if left.effect != right.effect { return left.effect < right.effect }
        return (left.conversation, left.number) < (right.conversation, right.number)
      }.prefix(maximumHighlights))
  }
}
