internal import Zhijian

/// What a cell or a line says about time.
enum TimeText: Equatable {
  case instant(Timestamp)
  /// A date without a time of day: days since 1970-01-01.
  case date(days: Int)
  /// A time of day without a date.
  case timeOfDay(milliseconds: Int64)
  /// A date without a year, such as `11月22日 05:00`.
  case yearless
  /// An empty cell or one that says that there is nothing.
  case absent
  case invalid
}

/// Reads times as exports write them: ISO 8601, `2026-8-26 11:01:00`, `2026/11/22 5:00`,
/// `2026年8月26日 下午3:05`, epoch seconds or milliseconds, spreadsheet serial numbers. Fractions of a
/// second beyond the third digit are cut, never rounded.
struct TimeReader: Sendable {
  /// The offset from UTC of times that have none.
  var offsetSeconds = 8 * 3600
  /// The year of dates that have none.
  var year: Int?
  /// What whole numbers count since 1970; nil where their length tells.
  var unit: ImportMapping.TimeUnit?

  /// With what a mapping says of times.
  func following(_ mapping: ImportMapping?) -> TimeReader {
    guard let mapping else { return self }
    var result = self
    result.offsetSeconds = mapping.timeZoneOffsetSeconds ?? offsetSeconds
    result.year = mapping.year ?? year
    result.unit = mapping.timeUnit
    return result
  }

  func read(_ text: String) -> TimeText {
    var text = text
    return text.withUTF8 { read($0) }
  }

  func read(_ bytes: UnsafeBufferPointer<UInt8>) -> TimeText {
    if let instant = readPadded(bytes) { return .instant(instant) }
    var cursor = TimeCursor(bytes: bytes)
    cursor.trim()
    guard cursor.index < cursor.end else { return .absent }
    if cursor.isPlaceholder { return .absent }
    if let number = cursor.wholeNumber() { return read(number) }
    return readCivil(&cursor)
  }

  /// The common form with all its digits, `2026-11-01T09:30:02` and what may follow; nil for all others.
  private func readPadded(_ bytes: UnsafeBufferPointer<UInt8>) -> Timestamp? {
    // Safe: with 19 bytes all indices below 19 exist.
    guard bytes.count >= 19, bytes[4] == 0x2D, bytes[7] == 0x2D, bytes[10] == 0x54 || bytes[10] == 0x20,
      bytes[13] == 0x3A, bytes[16] == 0x3A
    else { return nil }
    func digits(_ index: Int) -> Int {
      let tens = Int(bytes[index]) - 0x30
      let ones = Int(bytes[index + 1]) - 0x30
      return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? -100_000 : tens * 10 + ones
    }
    var millisecond = 0
    var cursor = TimeCursor(bytes: bytes)
    cursor.index = 19
    if cursor.take(0x2E) { millisecond = cursor.fraction() }
    let zone = cursor.index == cursor.end ? offsetSeconds : cursor.zone()
    guard let zone, cursor.index == cursor.end,
      let days = CivilTime.days(year: digits(0) * 100 + digits(2), month: digits(5), day: digits(8)),
      let time = CivilTime.milliseconds(
        hour: digits(11), minute: digits(14), second: digits(17), millisecond: millisecond)
    else { return nil }
    return instant(days: days, time: time, offset: zone)
  }

  private func readCivil(_ cursor: inout TimeCursor) -> TimeText {
    guard let first = cursor.number(maximumDigits: 4) else { return .invalid }
    if cursor.take(0x3A) { return readTime(&cursor, hour: first.value, days: nil) }
    let monthFirst = first.digits <= 2
    guard cursor.takeDateSeparator(monthFirst ? "月" : "年") else { return .invalid }
    var months = first
    var years = year
    if !monthFirst {
      guard first.digits == 4, let second = cursor.number(maximumDigits: 2) else { return .invalid }
      guard cursor.takeDateSeparator("月") else { return .invalid }
      months = second
      years = first.value
    }
    guard let run = cursor.number(maximumDigits: 4) else { return .invalid }
    // `2026-8-2815:18:02`: the space between date and time was lost.
    var day = run.value
    var hour: Int?
    if cursor.peek() == 0x3A {
      guard run.digits >= 2 else { return .invalid }
      let divisor = run.digits >= 3 ? 100 : 10
      day = run.value / divisor
      hour = run.value % divisor
      cursor.index += 1
    } else {
      guard run.digits <= 2 else { return .invalid }
      _ = cursor.take("日") || cursor.take("号")
    }
    guard let year = years else {
      guard let days = CivilTime.days(year: 2000, month: months.value, day: day) else { return .invalid }
      let rest = hour.map { readTime(&cursor, hour: $0, days: days) } ?? readTimeBehindDate(&cursor, days: days)
      return rest == .invalid ? .invalid : .yearless
    }
    guard let days = CivilTime.days(year: year, month: months.value, day: day) else { return .invalid }
    if let hour { return readTime(&cursor, hour: hour, days: days) }
    return readTimeBehindDate(&cursor, days: days)
  }

  private func readTimeBehindDate(_ cursor: inout TimeCursor, days: Int) -> TimeText {
    _ = cursor.take(0x54) || cursor.take(0x74)
    cursor.skipSpace()
    cursor.skipWeekday()
    guard cursor.index < cursor.end else { return .date(days: days) }
    let half = cursor.takeHalf()
    cursor.skipSpace()
    guard let hour = cursor.number(maximumDigits: 2) else { return .invalid }
    guard cursor.take(0x3A) || cursor.take("：") || cursor.take("时") || cursor.take("点") else { return .invalid }
    return readTime(&cursor, hour: hour.value, days: days, half: half)
  }

  private func readTime(
    _ cursor: inout TimeCursor, hour: Int, days: Int?, half: TimeCursor.Half? = nil
  ) -> TimeText {
    guard let minute = cursor.number(maximumDigits: 2) else { return .invalid }
    _ = cursor.take("分")
    var second = 0
    var millisecond = 0
    if cursor.take(0x3A) || cursor.take("：") || cursor.isDigit {
      guard let seconds = cursor.number(maximumDigits: 2) else { return .invalid }
      second = seconds.value
      _ = cursor.take("秒")
      if cursor.take(0x2E) || cursor.take(0x2C) { millisecond = cursor.fraction() }
    }
    cursor.skipSpace()
    let half = half ?? cursor.takeHalf()
    var hours = hour
    if let half {
      switch half {
      case .morning: hours = hour == 12 ? 0 : hour
      case .noon: hours = hour < 3 ? hour + 12 : hour
      case .afternoon: hours = hour < 12 ? hour + 12 : hour
      }
    }
    cursor.skipSpace()
    let zone = cursor.zone()
    guard cursor.index == cursor.end,
      let time = CivilTime.milliseconds(hour: hours, minute: minute.value, second: second, millisecond: millisecond)
    else { return .invalid }
    guard let days else { return zone == nil ? .timeOfDay(milliseconds: time) : .invalid }
    return .instant(instant(days: days, time: time, offset: zone ?? offsetSeconds))
  }

  /// The instant of a local date and time of day.
  func instant(days: Int, time: Int64, offset: Int? = nil) -> Timestamp {
    Timestamp(
      milliseconds: Int64(days) * CivilTime.millisecondsPerDay + time - Int64(offset ?? offsetSeconds) * 1000)
  }

  private func read(_ number: TimeCursor.WholeNumber) -> TimeText {
    let value = number.value
    if let unit, value != 0 {
      let fraction = number.fraction ?? 0
      switch unit {
      case .seconds where value < 1 << 40:
        return .instant(Timestamp(milliseconds: Int64(value) * 1000 + Int64(fraction * 1000)))
      case .milliseconds: return .instant(Timestamp(milliseconds: Int64(value)))
      case .microseconds: return .instant(Timestamp(milliseconds: Int64(value / 1000)))
      default: return .invalid
      }
    }
    switch number.digits {
    case 1 where value == 0: return .absent
    case 5 where (20_000...80_000).contains(value): return serial(number)
    case 8 where number.fraction == nil:
      return CivilTime.days(year: value / 10_000, month: value / 100 % 100, day: value % 100)
        .map { .date(days: $0) } ?? .invalid
    case 9, 10:
      return .instant(Timestamp(milliseconds: Int64(value) * 1000 + Int64((number.fraction ?? 0) * 1000)))
    case 12, 13: return .instant(Timestamp(milliseconds: Int64(value)))
    case 14 where number.fraction == nil:
      guard
        let days = CivilTime.days(
          year: value / 10_000_000_000, month: value / 100_000_000 % 100,
          day: value / 1_000_000 % 100),
        let time = CivilTime.milliseconds(
          hour: value / 10_000 % 100, minute: value / 100 % 100, second: value % 100)
      else { return .invalid }
      return .instant(instant(days: days, time: time))
    case 16: return .instant(Timestamp(milliseconds: Int64(value / 1000)))
    default: return .invalid
    }
  }

  /// A spreadsheet's day number since 1899-12-30. A serial printed with few digits is taken as whole seconds.
  private func serial(_ number: TimeCursor.WholeNumber) -> TimeText {
    let days = number.value - 25_569
    guard let fraction = number.fraction else { return .date(days: days) }
    let exact = fraction * 86_400_000
    let isCoarse = number.fractionDigits < 9
    let time = isCoarse ? Int64((exact / 1000).rounded()) * 1000 : Int64(exact.rounded())
    return .instant(instant(days: days, time: time))
  }
}
