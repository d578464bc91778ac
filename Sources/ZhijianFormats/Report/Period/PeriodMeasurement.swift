public import Zhijian

/// Gathers what a period needs from the evaluations of a run.
public struct PeriodMeasurement: Sendable {
  public private(set) var report: PeriodReport
  public private(set) var contacts: [PeriodContact] = []
  /// Totals of everybody by the local day on which conversations began; only where asked for.
  public private(set) var days: [CalendarDate: PeriodTotals] = [:]
  /// Conversations whose id an earlier one with other content has: parts of one conversation, or an id used twice.
  public private(set) var repeatedIDs = 0
  private var ids: Set<String> = []
  private let inquiryRule: String?
  private let tracksDays: Bool

  public init(preset: String, inquiryRule: String? = nil, tracksDays: Bool = false) {
    report = PeriodReport(preset: preset)
    self.inquiryRule = inquiryRule
    self.tracksDays = tracksDays
  }

  /// Takes in what the analyzer says of a conversation.
  public mutating func add(_ evaluation: Evaluation) {
    report.add(evaluation)
    if !ids.insert(evaluation.transcript.id).inserted { repeatedIDs += 1 }
    contacts.append(PeriodContact(evaluation, inquiryRule: inquiryRule))
    guard tracksDays, let day = evaluation.metrics.firstDay else { return }
    var one = PeriodReport(preset: report.preset)
    one.add(evaluation)
    days[day, default: PeriodTotals()] += one.total
  }
}

/// The daily figures of a metric on a control chart.
public struct DailyChart: Sendable {
  public let metric: PeriodMetric
  /// One for each point of the chart, in order.
  public let days: [CalendarDate]
  /// Nil with fewer than two days.
  public let chart: ControlChart?

  /// A p chart of a ratio, an XmR chart of anything else; the limits come from the days before `baseline` ends.
  public init(_ metric: PeriodMetric, days: [CalendarDate: PeriodTotals], baselineDays: Int? = nil) {
    self.metric = metric
    let figures = days.sorted { $0.key < $1.key }.map { (day: $0.key, figure: metric.figure(of: $0.value)) }
    let isShare = metric.unit == .ratio && figures.contains { $0.figure.interval != nil }
    if isShare {
      let counted = figures.filter { ($0.figure.count ?? 0) > 0 }
      self.days = counted.map(\.day)
      chart = ControlChart.p(
        hits: counted.map { $0.figure.sum ?? 0 }, counts: counted.map { $0.figure.count ?? 0 },
        baseline: baselineDays)
    } else {
      let known = figures.filter { $0.figure.value != nil }
      self.days = known.map(\.day)
      chart = ControlChart.xmr(known.compactMap(\.figure.value), baseline: baselineDays)
    }
  }
}
