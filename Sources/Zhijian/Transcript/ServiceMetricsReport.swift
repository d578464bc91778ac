/// The limits by which metrics call a reply slow, a conversation long and a customer satisfied.
public struct ServiceMetricsLimits: Sendable, Hashable {
  /// A wait above this is slow; 千牛 warns its agents at 100 s.
  public var slowMilliseconds: Int64
  /// A conversation above this is long.
  public var longMilliseconds: Int64
  /// The part of the scale, 0…1, from which a rating is satisfied; 0.75 is 4 of 1–5.
  public var satisfiedShare: Double

  public init(
    slowMilliseconds: Int64 = 100_000, longMilliseconds: Int64 = 1_800_000, satisfiedShare: Double = 0.75
  ) {
    self.slowMilliseconds = slowMilliseconds
    self.longMilliseconds = longMilliseconds
    self.satisfiedShare = satisfiedShare
  }
}

/// The metrics of one conversation or of many, together and by agent.
///
/// An agent's metrics are of the messages the agent sent and the turns the agent replied to or left, across
/// transfers; a bot or an auto-reply is nobody's. Turns, waits and messages of the agents and `unattributed`
/// add up to `total`; conversations, persons and ratings do not, since agents share them.
public struct ServiceMetricsReport: Sendable, Hashable {
  /// The name of the preset, printed with every figure.
  public var preset: String
  public var total = ServiceMetrics()
  public var agents: [String: ServiceMetrics] = [:]
  /// What belongs to no known agent.
  public var unattributed = ServiceMetrics()
  /// The first and last local day on which a conversation began; nil without times.
  public var firstDay: CalendarDate?
  public var lastDay: CalendarDate?

  /// Nothing measured yet.
  public init(preset: String) { self.preset = preset }

  /// The metrics of a conversation.
  public init(
    _ transcript: Transcript, builder: TurnBuilder, limits: ServiceMetricsLimits = ServiceMetricsLimits()
  ) {
    self.init(transcript, timeline: builder.timeline(of: transcript), builder: builder, limits: limits)
  }

  /// The metrics of a conversation whose turns `builder` has made.
  public init(
    _ transcript: Transcript, timeline: TurnTimeline, builder: TurnBuilder,
    limits: ServiceMetricsLimits = ServiceMetricsLimits()
  ) {
    var collector = ServiceMetricsCollector(transcript, timeline, builder, limits)
    collector.collect()
    self.init(preset: builder.preset.name)
    // The two change places: copying would touch every sample and table.
    swap(&self, &collector.report)
  }

  /// Both together, in any order.
  public static func + (left: ServiceMetricsReport, right: ServiceMetricsReport) -> ServiceMetricsReport {
    var sum = left
    sum += right
    return sum
  }

  /// Adds another report of the same preset to this one.
  public static func += (left: inout ServiceMetricsReport, right: ServiceMetricsReport) {
    left.total += right.total
    left.unattributed += right.unattributed
    for (agent, metrics) in right.agents { left.agents[agent, default: ServiceMetrics()] += metrics }
    if let day = right.firstDay { left.firstDay = left.firstDay.map { min($0, day) } ?? day }
    if let day = right.lastDay { left.lastDay = left.lastDay.map { max($0, day) } ?? day }
  }
}
