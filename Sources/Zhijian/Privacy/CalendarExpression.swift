/// Days and times of day: no personal data, but what keeps them from being taken for it.
extension PersonalDataScanner {
  /// Takes the day, the time of day or both that begin at `start`, a digit.
  mutating func scanDate(at start: Int) -> Int? {
    let count = digitCount(at: start)
    guard count <= 14, !touchesMask(TextRange(start, start + count)) else { return nil }
    if count == 8 || count == 14 { return scanCompactDate(TextRange(start, start + count)) }
    guard let (day, dayEnd) = day(at: start) else {
      guard let (time, end) = time(at: start) else { return nil }
      return take(.date, TextRange(start, end), value: time, confidence: 0.85)
    }
    var timeStart = dayEnd
    while timeStart - dayEnd < 2, ascii(timeStart) == 0x20 || ascii(timeStart) == 0x54 { timeStart += 1 }
    guard let (time, end) = time(at: timeStart) else {
      return take(.date, TextRange(start, dayEnd), value: day, confidence: 0.9)
    }
    return take(.date, TextRange(start, end), value: day + " " + time, confidence: 0.95)
  }

  private mutating func scanCompactDate(_ range: TextRange) -> Int? {
    let digits = (range.lower..<range.upper).map { ascii($0) - 0x30 }[...]
    let (year, month, day) = (number(digits, 0, 4), number(digits, 4, 2), number(digits, 6, 2))
    guard (1900...2099).contains(year), isDay(year: year, month: month, day: day) else { return nil }
    if digits.count == 14, number(digits, 8, 2) > 23 || number(digits, 10, 2) > 59 { return nil }
    // Behind a cue it is that number, however much it looks like a day.
    if let cue = cue(before: range.lower), cue.isLinked { return nil }
    return take(
      .date, range, value: "\(year)-\(padded(month))-\(padded(day))", confidence: digits.count == 14 ? 0.8 : 0.6)
  }

  /// A day with year, or month and day in Han, and where it ends.
  private func day(at start: Int) -> (String, Int)? {
    guard let (first, firstEnd) = smallNumber(at: start, maximumDigits: 4) else { return nil }
    let separator = unit(firstEnd)
    if separator == 0x6708, firstEnd - start <= 2 {  // 月
      return monthAndDay(month: first, at: firstEnd + 1)
    }
    guard firstEnd - start == 4, (1900...2099).contains(first) else { return nil }
    let isHanForm = separator == 0x5e74  // 年
    guard isHanForm || [0x2d, 0x2f, 0x2e].contains(ascii(firstEnd)) else { return nil }
    guard let (month, monthEnd) = smallNumber(at: firstEnd + 1, maximumDigits: 2), (1...12).contains(month) else {
      return nil
    }
    if isHanForm {
      guard unit(monthEnd) == 0x6708 else { return nil }
      guard let (day, end) = monthAndDay(month: month, at: monthEnd + 1) else {
        return ("\(first)-\(padded(month))", monthEnd + 1)
      }
      return ("\(first)-\(day)", end)
    }
    guard ascii(monthEnd) == ascii(firstEnd), let (day, end) = smallNumber(at: monthEnd + 1, maximumDigits: 2),
      isDay(year: first, month: month, day: day)
    else { return nil }
    return ("\(first)-\(padded(month))-\(padded(day))", end)
  }

  private func monthAndDay(month: Int, at start: Int) -> (String, Int)? {
    guard let (day, end) = smallNumber(at: start, maximumDigits: 2), isDay(year: 2000, month: month, day: day) else {
      return nil
    }
    let hasSuffix = unit(end) == 0x65e5 || unit(end) == 0x53f7 || unit(end) == 0x865f  // 日 号 號
    return ("\(padded(month))-\(padded(day))", hasSuffix ? end + 1 : end)
  }

  private func time(at start: Int) -> (String, Int)? {
    guard let (hour, hourEnd) = smallNumber(at: start, maximumDigits: 2), hour <= 24, ascii(hourEnd) == 0x3a,
      let (minute, minuteEnd) = smallNumber(at: hourEnd + 1, maximumDigits: 2), minuteEnd - hourEnd == 3, minute < 60
    else { return nil }
    let text = padded(hour) + ":" + padded(minute)
    guard ascii(minuteEnd) == 0x3a, let (second, end) = smallNumber(at: minuteEnd + 1, maximumDigits: 2),
      end - minuteEnd == 3, second < 60
    else { return (text, minuteEnd) }
    return (text + ":" + padded(second), end)
  }

  /// The number at `start` if it has up to `maximumDigits` digits, and where it ends.
  private func smallNumber(at start: Int, maximumDigits: Int) -> (Int, Int)? {
    let count = digitCount(at: start)
    guard count >= 1, count <= maximumDigits else { return nil }
    return ((start..<start + count).reduce(0) { $0 * 10 + Int(ascii($1)) - 0x30 }, start + count)
  }

  private func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
