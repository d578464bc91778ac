/// A SMART goal: a figure that somebody is to bring from a baseline to a target between two days.
public struct Goal: Sendable, Hashable {
  public let id: String
  public let title: String
  /// The name of a `PeriodMetric`.
  public let metric: String
  /// An agent's id; nil for everybody.
  public let agent: String?
  public let baseline: Double
  public let target: Double
  public let start: CalendarDate
  public let due: CalendarDate
  public let owner: String
  public let location: SourceLocation

  /// How far a goal has come on a day.
  public struct Progress: Sendable, Hashable {
    public let current: Double?
    /// (current − baseline) / (target − baseline), which is above 1 where the target is exceeded; nil without a figure
    /// and for a goal to maintain.
    public let attainment: Double?
    /// The part of the time that is over, 0…1.
    public let elapsed: Double
    /// Whether the attainment is at least the part of the time; of a goal to maintain, whether the target is met. Nil
    /// without a figure.
    public let isOnTrack: Bool?
  }

  /// Whether the figure is only to stay where it is.
  public var isMaintained: Bool { baseline == target }

  /// The progress with the figure at `current` on `today`.
  public func progress(current: Double?, today: CalendarDate) -> Progress {
    let length = due.dayNumber - start.dayNumber
    let passed = today.dayNumber - start.dayNumber
    let elapsed = length <= 0 ? (passed >= 0 ? 1 : 0) : min(1, max(0, Double(passed) / Double(length)))
    guard let current else { return Progress(current: nil, attainment: nil, elapsed: elapsed, isOnTrack: nil) }
    if isMaintained {
      let isMet = PeriodMetric.named(metric).map { $0.meets(current, target: target) }
      return Progress(current: current, attainment: nil, elapsed: elapsed, isOnTrack: isMet)
    }
    let attainment = (current - baseline) / (target - baseline)
    return Progress(current: current, attainment: attainment, elapsed: elapsed, isOnTrack: attainment >= elapsed)
  }
}
