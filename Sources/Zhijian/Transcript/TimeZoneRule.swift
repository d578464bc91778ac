import Foundation

/// A time zone: a fixed offset from UTC, or a named zone with its history of summer times.
public struct TimeZoneRule: Sendable, Hashable {
  private enum Kind: Sendable, Hashable {
    case fixed
    case china
    case named(TimeZone)
  }

  /// The name it was made from, such as `Asia/Shanghai` or `+08:00`.
  public let identifier: String
  private let kind: Kind
  private let fixedMilliseconds: Int64

  /// The zone of mainland China, the default everywhere.
  public static let china = TimeZoneRule(identifier: "Asia/Shanghai", kind: .china, fixedMilliseconds: 28_800_000)
  /// Coordinated universal time.
  public static let utc = TimeZoneRule(identifier: "UTC", kind: .fixed, fixedMilliseconds: 0)

  private init(identifier: String, kind: Kind, fixedMilliseconds: Int64) {
    self.identifier = identifier
    self.kind = kind
    self.fixedMilliseconds = fixedMilliseconds
  }

  /// The zone of an IANA name (`Asia/Shanghai`), `UTC`, `Z` or an offset (`+08:00`); nil for an unknown one.
  public init?(identifier: String) {
    if identifier == "Asia/Shanghai" {
      self = .china
    } else if identifier == "UTC" || identifier == "Z" {
      self = .utc
    } else if let offset = Self.offset(parsing: identifier) {
      self.init(identifier: identifier, kind: .fixed, fixedMilliseconds: offset)
    } else if identifier.contains("/"), let zone = TimeZone(identifier: identifier) {
      self.init(identifier: identifier, kind: .named(zone), fixedMilliseconds: 0)
    } else {
      return nil
    }
  }

  /// Milliseconds that local time is ahead of UTC at `instant`.
  public func offsetMilliseconds(at instant: Timestamp) -> Int64 {
    switch kind {
    case .fixed: return fixedMilliseconds
    case .china:
      // China has had no summer time since 1991; the years before need the zone's history.
      if instant.milliseconds >= 694_224_000_000 { return fixedMilliseconds }
      guard let zone = TimeZone(identifier: identifier) else { return fixedMilliseconds }
      return Self.offset(of: zone, at: instant)
    case .named(let zone): return Self.offset(of: zone, at: instant)
    }
  }

  /// What a clock in the zone shows at `instant`; instants beyond 250,000 years from now are clamped.
  public func localTime(at instant: Timestamp) -> LocalTime {
    let clamped = instant.clampedToCalendar
    let local = clamped.milliseconds + offsetMilliseconds(at: clamped)
    let day = local >= 0 ? local / 86_400_000 : (local - 86_399_999) / 86_400_000
    return LocalTime(dayNumber: Int(day), millisecondOfDay: local - day * 86_400_000)
  }

  /// The instant at which a clock in the zone shows `millisecond` (0…172,800,000) of a day; inside the hour
  /// that a summer time skips, the instant of the switch or shortly after it.
  func instant(dayNumber: Int, millisecond: Int64) -> Int64 {
    let local = Int64(dayNumber) * 86_400_000 + millisecond
    if kind == .fixed { return local - fixedMilliseconds }
    let guess = local - offsetMilliseconds(at: Timestamp(milliseconds: local))
    return local - offsetMilliseconds(at: Timestamp(milliseconds: guess))
  }

  private static func offset(of zone: TimeZone, at instant: Timestamp) -> Int64 {
    let seconds = Double(instant.clampedToCalendar.milliseconds) / 1000
    return Int64(zone.secondsFromGMT(for: Date(timeIntervalSince1970: seconds))) * 1000
  }

  private static func offset(parsing text: String) -> Int64? {
    let units = Array(text.utf8)
    guard units.count == 6, units[3] == UInt8(ascii: ":"),
      units[0] == UInt8(ascii: "+") || units[0] == UInt8(ascii: "-"),
      let time = OpenHours.minute(parsing: units[1...]), time <= 14 * 60
    else { return nil }
    return Int64(time) * (units[0] == UInt8(ascii: "-") ? -60_000 : 60_000)
  }
}

extension Timestamp {
  /// The instant, or the nearest one of the 273,000 years around 1970 that calendars are computed for.
  var clampedToCalendar: Timestamp {
    Timestamp(milliseconds: min(max(milliseconds, -8_640_000_000_000_000), 8_640_000_000_000_000))
  }
}
