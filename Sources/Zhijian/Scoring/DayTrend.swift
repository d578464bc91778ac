/// How an agent's scores and findings went, by day or, where the days are many, by week, with control limits.
public struct DayTrend: Sendable {
  public enum Span: String, Sendable, CaseIterable { case day, week }

  public struct Point: Sendable {
    /// The day, or the Monday of the week.
    public let start: CalendarDate
    public let sample: DaySample
    /// The mean score on its XmR chart; nil without a score or without a chart.
    public let score: ControlChart.Point?
    /// The share of conversations with a finding on its p chart; nil without a chart.
    public let findings: ControlChart.Point?
  }

  /// Days that are shown one by one; beyond, they are summed by week.
  public static let mostDays = 45
  /// Points below which control limits say little and are left out.
  public static let leastForLimits = 8

  public let span: Span
  /// In the order of time.
  public let points: [Point]
  /// The centres of the charts; nil where there are none.
  public let scoreCentre: Double?
  public let findingCentre: Double?

  /// Days where `days` are few, else weeks.
  public static func span(of days: some Collection<CalendarDate>) -> Span { days.count > mostDays ? .week : .day }

  public init(_ days: [CalendarDate: DaySample], span: Span) {
    var sums: [CalendarDate: DaySample] = [:]
    for (day, sample) in days { sums[Self.start(of: day, span), default: DaySample()] += sample }
    let rows = sums.sorted { $0.key < $1.key }
    let scored = rows.indices.filter { rows[$0].value.scores.count > 0 }
    let scores = Self.charted(scored.count) { ControlChart.xmr(scored.compactMap { rows[$0].value.scores.mean }) }
    let findings = Self.charted(rows.count) {
      ControlChart.p(
        hits: rows.map { Int64($0.value.withFindings) }, counts: rows.map { Int64($0.value.conversations) })
    }
    var place: [Int: Int] = [:]
    for (number, row) in scored.enumerated() { place[row] = number }
    self.span = span
    points = rows.indices.map { row in
      Point(
        start: rows[row].key, sample: rows[row].value,
        score: place[row].flatMap { number in scores.flatMap { Self.point(number, of: $0) } }.map(Self.within),
        findings: findings.flatMap { Self.point(row, of: $0) })
    }
    scoreCentre = scores?.centre
    findingCentre = findings?.centre
  }

  private static func charted(_ count: Int, _ chart: () -> ControlChart?) -> ControlChart? {
    count < leastForLimits ? nil : chart()
  }

  private static func point(_ number: Int, of chart: ControlChart) -> ControlChart.Point? {
    chart.points.indices.contains(number) ? chart.points[number] : nil
  }

  /// The limits of a score, cut to what scores can be.
  private static func within(_ point: ControlChart.Point) -> ControlChart.Point {
    ControlChart.Point(
      value: point.value, low: max(0, point.low), high: min(100, point.high), signals: point.signals)
  }

  /// The Monday of the week of a day, or the day itself.
  private static func start(of day: CalendarDate, _ span: Span) -> CalendarDate {
    guard span == .week else { return day }
    // 1970-01-05 was a Monday.
    let number = day.dayNumber - 4
    let weekday = ((number % 7) + 7) % 7
    return CalendarDate(dayNumber: day.dayNumber - weekday)
  }
}
