/// What a period comes to, for everybody together and by agent.
public struct PeriodReport: Sendable {
  public struct Agent: Sendable {
    public var name: String?
    public var totals = PeriodTotals()

    public init(name: String? = nil) { self.name = name }

    /// Of several names the first in order, so that the order of conversations leaves no trace.
    mutating func take(name: String?) { self.name = [self.name, name].compactMap { $0 }.min() }
  }

  /// The name of the turn preset, printed with every figure.
  public var preset: String
  public var total = PeriodTotals()
  /// By id; who could not be told is not among them.
  public var agents: [String: Agent] = [:]
  /// Where figures can come from: chats and rules, and the tables that were given.
  public var sources: Set<PeriodMetric.Source>
  public var firstDay: CalendarDate?
  public var lastDay: CalendarDate?

  public init(preset: String, sources: Set<PeriodMetric.Source> = [.chats, .rules]) {
    self.preset = preset
    self.sources = sources
  }

  /// A figure of everybody, or of an agent; without a value where its table was not given.
  public func figure(_ metric: PeriodMetric, of agent: String? = nil) -> MetricFigure {
    guard sources.contains(metric.source) else { return MetricFigure() }
    guard let agent else { return metric.figure(of: total) }
    return agents[agent].map { metric.figure(of: $0.totals) } ?? MetricFigure()
  }

  /// Who says that something was resolved, in a figure of everybody or of an agent; empty in figures that do not count
  /// that.
  public func basis(_ metric: PeriodMetric, of agent: String? = nil) -> ResolutionBasis {
    guard sources.contains(metric.source) else { return ResolutionBasis() }
    guard let agent else { return metric.basis(of: total) }
    return agents[agent].map { metric.basis(of: $0.totals) } ?? ResolutionBasis()
  }

  /// Takes in what the analyzer says of a conversation.
  public mutating func add(_ evaluation: Evaluation) {
    let metrics = evaluation.metrics
    total.service += metrics.total
    if let day = metrics.firstDay { firstDay = min(firstDay ?? day, day) }
    if let day = metrics.lastDay { lastDay = max(lastDay ?? day, day) }
    for (id, service) in metrics.agents where id != Transcript.unknownAgent {
      let name = evaluation.transcript.agents.first { $0.id == id }?.name
      agents[id, default: Agent()].totals.service += service
      agents[id, default: Agent()].take(name: name)
    }
    addQuality(evaluation)
  }

  private mutating func addQuality(_ evaluation: Evaluation) {
    func isCritical(_ finding: Finding) -> Bool { finding.scores && finding.severity == .critical }
    total.quality.judged += 1
    if let score = evaluation.scorecard.score { total.quality.scores.add(score) }
    if evaluation.findings.contains(where: isCritical) { total.quality.withCriticalError += 1 }
    for outcome in evaluation.outcomes { for part in outcome.coverage.values { total.quality.coverage += part } }
    for agent in evaluation.agents where agent.id != Transcript.unknownAgent {
      var quality = QualityTotals()
      quality.judged = 1
      if let score = agent.scorecard.score { quality.scores.add(score) }
      quality.coverage = agent.coverage
      if evaluation.findings.contains(where: { isCritical($0) && $0.agent == agent.id }) {
        quality.withCriticalError = 1
      }
      agents[agent.id, default: Agent()].totals.quality += quality
    }
    for swing in evaluation.swings where swing.kind == .drop {
      var quality = QualityTotals()
      quality.moodDrops = 1
      if swing.recovered { quality.moodDropsRecovered = 1 }
      total.quality += quality
      guard let line = swing.afterAgentMessage, evaluation.agentOfMessage.indices.contains(line),
        let agent = evaluation.agentOfMessage[line], agent != Transcript.unknownAgent
      else { continue }
      agents[agent, default: Agent()].totals.quality += quality
    }
  }

  /// Both together, in any order.
  public static func += (left: inout PeriodReport, right: PeriodReport) {
    left.total += right.total
    left.sources.formUnion(right.sources)
    for (id, agent) in right.agents {
      left.agents[id, default: Agent()].totals += agent.totals
      left.agents[id, default: Agent()].take(name: agent.name)
    }
    if let day = right.firstDay { left.firstDay = min(left.firstDay ?? day, day) }
    if let day = right.lastDay { left.lastDay = max(left.lastDay ?? day, day) }
  }
}
