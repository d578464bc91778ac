/// Hours of a day, half-open, in minutes after local midnight; they may run past midnight.
public struct OpenHours: Sendable, Hashable {
  /// 0…1439.
  public let opensMinute: Int
  /// Above `opensMinute`, by at most a day.
  public let closesMinute: Int

  /// Midnight to midnight.
  public static let wholeDay = OpenHours(unchecked: 0, 1440)

  /// Hours from a minute of the day up to but not including another; nil where they are out of range.
  public init?(opensMinute: Int, closesMinute: Int) {
    guard (0..<1440).contains(opensMinute), closesMinute > opensMinute, closesMinute <= opensMinute + 1440
    else { return nil }
    self.init(unchecked: opensMinute, closesMinute)
  }

  /// Hours written `09:00-23:00`; `22:00-02:00` runs past midnight and `00:00-24:00` is the whole day.
  /// Nil for anything else.
  public init?(parsing text: String) {
    let units = Array(text.utf8)
    guard units.count == 11, units[5] == UInt8(ascii: "-"), let opens = Self.minute(parsing: units[0..<5]),
      let closes = Self.minute(parsing: units[6...]), opens < 1440, closes <= 1440, opens != closes
    else { return nil }
    self.init(unchecked: opens, closes > opens ? closes : closes + 1440)
  }

  init(unchecked opensMinute: Int, _ closesMinute: Int) {
    self.opensMinute = opensMinute
    self.closesMinute = closesMinute
  }

  /// Whether the clock shows a time inside the hours, which are taken to be the same every day.
  public func contains(_ time: LocalTime) -> Bool {
    let minute = time.minuteOfDay
    return (opensMinute..<closesMinute).contains(minute) || (opensMinute..<closesMinute).contains(minute + 1440)
  }

  /// The minute of the day of `HH:MM` up to `24:00`.
  static func minute(parsing units: ArraySlice<UInt8>) -> Int? {
    guard units.count == 5 else { return nil }
    let start = units.startIndex
    func digit(_ offset: Int) -> Int? {
      let unit = units[start + offset]
      return (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(unit) ? Int(unit - UInt8(ascii: "0")) : nil
    }
    guard units[start + 2] == UInt8(ascii: ":"), let tens = digit(0), let ones = digit(1),
      let minuteTens = digit(3), let minuteOnes = digit(4), minuteTens < 6
    else { return nil }
    let minute = (tens * 10 + ones) * 60 + minuteTens * 10 + minuteOnes
    return minute <= 1440 ? minute : nil
  }
}

extension OpenHours: CustomStringConvertible {
  /// The hours as `09:00-23:00`.
  public var description: String {
    func clock(_ minute: Int) -> String {
      let hour = minute / 60
      let rest = minute % 60
      return (hour < 10 ? "0" : "") + "\(hour)" + ":" + (rest < 10 ? "0" : "") + "\(rest)"
    }
    return clock(opensMinute) + "-" + clock(closesMinute > 1440 ? closesMinute - 1440 : closesMinute)
  }
}
