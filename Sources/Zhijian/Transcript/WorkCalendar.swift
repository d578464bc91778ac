/// When a shop serves its customers: hours per weekday in a zone, with exceptions for single days.
public struct WorkCalendar: Sendable, Hashable {
  public let zone: TimeZoneRule
  /// Per weekday from Monday: disjoint hours in order, none past midnight.
  private let week: [[OpenHours]]
  /// Per day since 1970-01-01: hours that replace those of the weekday.
  private let exceptions: [Int: [OpenHours]]
  private let isAlwaysOpen: Bool

  /// Open all the time, in the zone of mainland China.
  public static let always = WorkCalendar.always(in: .china)

  /// Open all the time.
  public static func always(in zone: TimeZoneRule) -> WorkCalendar { daily(.wholeDay, zone: zone) }

  /// The same hours every day.
  public static func daily(_ hours: OpenHours, zone: TimeZoneRule = .china) -> WorkCalendar {
    WorkCalendar(hours: Dictionary(uniqueKeysWithValues: Weekday.allCases.map { ($0, [hours]) }), zone: zone)
  }

  /// A calendar of hours per weekday; a weekday without hours is closed.
  ///
  /// Hours past midnight belong to the weekday they begin on. `exceptions` replace the hours of single days
  /// (an empty list is a holiday); what of theirs lies past midnight is cut off.
  public init(
    hours: [Weekday: [OpenHours]], exceptions: [CalendarDate: [OpenHours]] = [:], zone: TimeZoneRule = .china
  ) {
    var week = [[OpenHours]](repeating: [], count: 7)
    for weekday in Weekday.allCases {
      for hours in hours[weekday] ?? [] {
        let index = weekday.rawValue - 1
        week[index].append(OpenHours(unchecked: hours.opensMinute, min(hours.closesMinute, 1440)))
        guard hours.closesMinute > 1440 else { continue }
        week[(index + 1) % 7].append(OpenHours(unchecked: 0, hours.closesMinute - 1440))
      }
    }
    self.week = week.map(Self.merged)
    var byDay: [Int: [OpenHours]] = [:]
    for (date, hours) in exceptions {
      byDay[date.dayNumber] = Self.merged(
        hours.map { OpenHours(unchecked: $0.opensMinute, min($0.closesMinute, 1440)) })
    }
    self.exceptions = byDay
    self.zone = zone
    isAlwaysOpen = byDay.isEmpty && self.week.allSatisfy { $0 == [.wholeDay] }
  }

  /// What a clock in the calendar's zone shows at `instant`.
  public func localTime(at instant: Timestamp) -> LocalTime { zone.localTime(at: instant) }

  /// Whether the shop is open at `instant`; the closing instant itself is outside.
  public func contains(_ instant: Timestamp) -> Bool {
    if isAlwaysOpen { return true }
    let time = zone.localTime(at: instant)
    let minute = time.minuteOfDay
    return hours(ofDay: time.dayNumber).contains { ($0.opensMinute..<$0.closesMinute).contains(minute) }
  }

  /// Milliseconds of open time from one instant to a later one; 0 where the second is not later.
  ///
  /// Over spans of more than two years a summer-time switch inside open hours is not seen.
  public func openMilliseconds(from start: Timestamp, to end: Timestamp) -> Int64 {
    guard start < end else { return 0 }
    if isAlwaysOpen { return end.milliseconds(since: start) }
    let lower = start.clampedToCalendar
    let upper = end.clampedToCalendar
    let lastDay = zone.localTime(at: upper).dayNumber
    var day = zone.localTime(at: lower).dayNumber
    var total: Int64 = 0
    if lastDay - day > 731 {
      // Whole weeks in the middle are all alike, so a junk date cannot cost more than a real one.
      total += openMilliseconds(ofDay: day, lower, upper)
      let weeks = (lastDay - day - 1) / 7
      let skipped = (day + 1)..<(day + 1 + weeks * 7)
      let weekTotal = week.reduce(Int64(0)) { $0 + Self.length($1) }
      total += Int64(weeks) * weekTotal
      for (exceptional, hours) in exceptions where skipped.contains(exceptional) {
        total += Self.length(hours) - Self.length(week[Weekday(dayNumber: exceptional).rawValue - 1])
      }
      day = skipped.upperBound
    }
    while day <= lastDay {
      total += openMilliseconds(ofDay: day, lower, upper)
      day += 1
    }
    return total
  }

  private func hours(ofDay day: Int) -> [OpenHours] {
    exceptions.isEmpty
      ? week[Weekday(dayNumber: day).rawValue - 1]
      : exceptions[day] ?? week[Weekday(dayNumber: day).rawValue - 1]
  }

  private func openMilliseconds(ofDay day: Int, _ lower: Timestamp, _ upper: Timestamp) -> Int64 {
    var total: Int64 = 0
    for hours in hours(ofDay: day) {
      let opens = zone.instant(dayNumber: day, millisecond: Int64(hours.opensMinute) * 60_000)
      let closes = zone.instant(dayNumber: day, millisecond: Int64(hours.closesMinute) * 60_000)
      total += max(0, min(closes, upper.milliseconds) - max(opens, lower.milliseconds))
    }
    return total
  }

  private static func length(_ hours: [OpenHours]) -> Int64 {
    hours.reduce(0) { $0 + Int64($1.closesMinute - $1.opensMinute) * 60_000 }
  }

  private static func merged(_ hours: [OpenHours]) -> [OpenHours] {
    var result: [OpenHours] = []
    for next in hours.sorted(by: { ($0.opensMinute, $0.closesMinute) < ($1.opensMinute, $1.closesMinute) }) {
      guard let last = result.last, next.opensMinute <= last.closesMinute else {
        result.append(next)
        continue
      }
      let closes = max(last.closesMinute, next.closesMinute)
      result[result.count - 1] = OpenHours(unchecked: last.opensMinute, closes)
    }
    return result
  }
}
