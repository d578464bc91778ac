/// A day of the week, counted as in ISO 8601: Monday is 1.
public enum Weekday: Int, Sendable, CaseIterable {
  case monday = 1
  case tuesday, wednesday, thursday, friday, saturday, sunday

  /// The weekday of a day counted from 1970-01-01, a Thursday.
  public init(dayNumber: Int) {
    let fromMonday = ((dayNumber % 7) + 10) % 7
    self = Weekday(rawValue: fromMonday + 1) ?? .monday
  }
}

/// A day of the proleptic Gregorian calendar, without a zone.
public struct CalendarDate: Sendable, Hashable, Comparable {
  public let year: Int
  public let month: Int
  public let day: Int

  /// The day `dayNumber` days after 1970-01-01.
  public init(dayNumber: Int) {
    // Days are counted in eras of 400 years that begin on 1 March of year 0.
    let shifted = dayNumber + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  }

  /// The day of these numbers; nil for a day that no calendar has, or outside the years 1 to 9999.
  public init?(year: Int, month: Int, day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month), (1...31).contains(day) else { return nil }
    let normal = CalendarDate(dayNumber: Self.dayNumber(year: year, month: month, day: day))
    guard normal.month == month, normal.day == day else { return nil }
    self = normal
  }

  /// The day written `2026-11-01`; nil for anything else.
  public init?(parsing text: String) {
    let units = Array(text.utf8)
    guard units.count == 10, units[4] == UInt8(ascii: "-"), units[7] == UInt8(ascii: "-"),
      let year = Self.number(units[0..<4]), let month = Self.number(units[5..<7]),
      let day = Self.number(units[8..<10])
    else { return nil }
    self.init(year: year, month: month, day: day)
  }

  /// Days since 1970-01-01.
  public var dayNumber: Int { Self.dayNumber(year: year, month: month, day: day) }

  public static func < (left: CalendarDate, right: CalendarDate) -> Bool {
    (left.year, left.month, left.day) < (right.year, right.month, right.day)
  }

  private static func dayNumber(year: Int, month: Int, day: Int) -> Int {
    let shiftedYear = month <= 2 ? year - 1 : year
    let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
    let yearOfEra = shiftedYear - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
    var value = 0
    for digit in digits {
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
      value = value * 10 + Int(digit - UInt8(ascii: "0"))
    }
    return value
  }
}

extension CalendarDate: CustomStringConvertible {
  /// The day as `2026-11-01`.
  public var description: String {
    func padded(_ number: Int, _ width: Int) -> String {
      let digits = String(number.magnitude)
      return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
    return (year < 0 ? "-" : "") + "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
  }
}

/// What the clock on the wall of a zone shows at an instant.
public struct LocalTime: Sendable, Hashable {
  /// Days since 1970-01-01.
  public let dayNumber: Int
  /// From 0 at midnight to 86,399,999.
  public let millisecondOfDay: Int64

  public var date: CalendarDate { CalendarDate(dayNumber: dayNumber) }
  public var weekday: Weekday { Weekday(dayNumber: dayNumber) }
  /// From 0 to 1,439.
  public var minuteOfDay: Int { Int(millisecondOfDay / 60_000) }
}
