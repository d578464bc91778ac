public import Zhijian

/// The calendar arithmetic of reading and writing times: proleptic Gregorian days, no time zone tables.
enum CivilTime {
  static let millisecondsPerDay: Int64 = 86_400_000

  /// Days from 1970-01-01 to a date; nil where the date does not exist. Years 1 to 9999.
  static func days(year: Int, month: Int, day: Int) -> Int? {
    guard (1...9999).contains(year), (1...12).contains(month), day >= 1, day <= length(month: month, of: year) else {
      return nil
    }
    let shifted = month <= 2 ? year - 1 : year
    let era = shifted / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  static func length(month: Int, of year: Int) -> Int {
    switch month {
    case 4, 6, 9, 11: 30
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    default: 31
    }
  }

  /// Milliseconds since midnight; nil where there is no such time of day.
  static func milliseconds(hour: Int, minute: Int, second: Int, millisecond: Int = 0) -> Int64? {
    guard (0..<24).contains(hour), (0..<60).contains(minute), (0..<60).contains(second) else { return nil }
    return Int64(((hour * 60 + minute) * 60 + second) * 1000 + millisecond)
  }

  static func date(days: Int) -> (year: Int, month: Int, day: Int) {
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthIndex = (5 * dayOfYear + 2) / 153
    let month = monthIndex < 10 ? monthIndex + 3 : monthIndex - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return (year, month, dayOfYear - (153 * monthIndex + 2) / 5 + 1)
  }
}

extension Timestamp {
  /// The instant as ISO 8601 with an offset from UTC, as in `2026-11-01T09:30:02.120+08:00`; milliseconds
  /// only where they are not zero. Instants outside the local years 1 to 9999 are clamped to them.
  public func iso8601(offsetSeconds: Int = 8 * 3600) -> String {
    let offset = max(-86_340, min(86_340, offsetSeconds / 60 * 60))
    // It is the local time that has to have four digits: the first midnight of year 1 in China is still year 0 in UTC.
    let local = max(-62_200_000_000_000, min(253_500_000_000_000, milliseconds)) + Int64(offset) * 1000
    let clamped = max(-62_135_596_800_000, min(253_402_300_799_999, local))
    var days = clamped / CivilTime.millisecondsPerDay
    var rest = clamped % CivilTime.millisecondsPerDay
    if rest < 0 {
      rest += CivilTime.millisecondsPerDay
      days -= 1
    }
    let date = CivilTime.date(days: Int(days))
    let seconds = Int(rest / 1000)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(29)
    func append(_ value: Int, width: Int) {
      var divisor = 1
      for _ in 1..<width { divisor *= 10 }
      while divisor > 0 {
        bytes.append(UInt8(truncatingIfNeeded: 0x30 + value / divisor % 10))
        divisor /= 10
      }
    }
    append(date.year, width: 4)
    bytes.append(0x2D)
    append(date.month, width: 2)
    bytes.append(0x2D)
    append(date.day, width: 2)
    bytes.append(0x54)
    append(seconds / 3600, width: 2)
    bytes.append(0x3A)
    append(seconds / 60 % 60, width: 2)
    bytes.append(0x3A)
    append(seconds % 60, width: 2)
    if rest % 1000 != 0 {
      bytes.append(0x2E)
      append(Int(rest % 1000), width: 3)
    }
    bytes.append(offset < 0 ? 0x2D : 0x2B)
    append(abs(offset) / 3600, width: 2)
    bytes.append(0x3A)
    append(abs(offset) / 60 % 60, width: 2)
    return String(decoding: bytes, as: UTF8.self)
  }
}
