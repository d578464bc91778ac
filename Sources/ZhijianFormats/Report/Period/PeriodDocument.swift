public import Zhijian

/// Everything `zhijian metrics` reports: figures, scores, tables, charts, goals and what is odd about them.
public struct PeriodDocument {
  public var report: PeriodReport
  public var accounts: [JoinAccount] = []
  public var readings: [TableReading] = []
  public var benchmarks: [PeerBenchmark] = []
  public var options = PeriodJoin.Options()
  /// Nil where no scorecard was given.
  public var scorecard: PerformanceScorecard?
  public var ranking: PerformanceRanking?
  public var warnings: [Diagnostic] = []
  public var charts: [DailyChart] = []
  /// Agents whose accounts are written out in the text.
  public var explained: [String] = []
  public var language: Language
  public var redactor: Redactor
  public var usesColor = false

  public init(report: PeriodReport, language: Language = .chinese, redactor: Redactor = Redactor(policy: .mask)) {
    self.report = report
    self.language = language
    self.redactor = redactor
  }

  /// Formats on the command line.
  public enum Format: String, Sendable, CaseIterable {
    case text, json, csv
  }

  /// Metrics whose inputs are there.
  var metrics: [PeriodMetric] { PeriodMetric.all.filter { report.sources.contains($0.source) } }

  /// Figures that are in no sample: denominators, intervals and what they are.
  func benchmark(_ metric: PeriodMetric, _ peer: PeerBenchmark.Peer) -> Double? {
    benchmarks.first { $0.metric == metric.name && $0.peer == peer }?.value
  }

  /// Agents by rank, or by id where none was scored.
  var agentIDs: [String] { ranking?.entries.map(\.agent) ?? report.agents.keys.sorted() }
}
