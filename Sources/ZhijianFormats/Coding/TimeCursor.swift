/// A place in the bytes of a time, with the steps that its reader takes.
///
/// Safe: `index <= end <= bytes.count` always, and every byte is read behind a check of its index against `end`; the bytes
/// stay with the caller for the time of one reading.
struct TimeCursor {
  let bytes: UnsafeBufferPointer<UInt8>
  var index: Int
  var end: Int

  enum Half { case morning, noon, afternoon }

  init(bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
    index = 0
    end = bytes.count
  }

  func peek() -> UInt8 { index < end ? bytes[index] : 0 }

  var isDigit: Bool { index < end && bytes[index] >= 0x30 && bytes[index] <= 0x39 }

  mutating func trim() {
    skipSpace()
    while end > index, bytes[end - 1] == 0x20 || bytes[end - 1] == 0x09 || bytes[end - 1] == 0x0D { end -= 1 }
    // An apostrophe keeps a spreadsheet from reading a cell as a number.
    if peek() == 0x27 { index += 1 }
  }

  /// Spaces, tabs, no-break and ideographic spaces.
  mutating func skipSpace() {
    while index < end {
      if bytes[index] == 0x20 || bytes[index] == 0x09 {
        index += 1
      } else if !(take("\u{3000}") || take("\u{A0}") || take("\u{202F}")) {
        return
      }
    }
  }

  /// `-`, `--`, `/`, `null`, `无` and the like.
  var isPlaceholder: Bool {
    var copy = self
    for word: StaticString in ["--", "-", "/", "null", "NULL", "None", "N/A", "无", "—", "——"] {
      copy.index = index
      if copy.take(word), copy.index == end { return true }
    }
    return false
  }

  mutating func take(_ byte: UInt8) -> Bool {
    guard index < end, bytes[index] == byte else { return false }
    index += 1
    return true
  }

  mutating func take(_ word: StaticString) -> Bool {
    let count = word.utf8CodeUnitCount
    guard end - index >= count else { return false }
    for step in 0..<count where bytes[index + step] != word.utf8Start[step] { return false }
    index += count
    return true
  }

  mutating func takeDateSeparator(_ word: StaticString) -> Bool {
    take(0x2D) || take(0x2F) || take(0x2E) || take(word)
  }

  mutating func number(maximumDigits: Int) -> (value: Int, digits: Int)? {
    var value = 0
    var digits = 0
    while isDigit {
      guard digits < maximumDigits else { return nil }
      value = value * 10 + Int(bytes[index] - 0x30)
      digits += 1
      index += 1
    }
    return digits == 0 ? nil : (value, digits)
  }

  /// The milliseconds of the digits of a fraction of a second; all of its digits are passed.
  mutating func fraction() -> Int {
    var value = 0
    var scale = 100
    while isDigit {
      value += Int(bytes[index] - 0x30) * scale
      scale /= 10
      index += 1
    }
    return value
  }

  struct WholeNumber {
    var value: Int
    var digits: Int
    var fraction: Double?
    var fractionDigits: Int
  }

  /// The text as one number of at most 18 digits, with or without a fraction; nil where it is not one.
  mutating func wholeNumber() -> WholeNumber? {
    let start = index
    defer { index = start }
    guard let whole = number(maximumDigits: 18) else { return nil }
    guard index < end else { return WholeNumber(value: whole.value, digits: whole.digits, fractionDigits: 0) }
    guard take(0x2E) else { return nil }
    var fraction = 0.0
    var scale = 1.0
    let first = index
    while isDigit, index - first < 17 {
      fraction = fraction * 10 + Double(bytes[index] - 0x30)
      scale *= 10
      index += 1
    }
    guard index > first, index == end else { return nil }
    return WholeNumber(
      value: whole.value, digits: whole.digits, fraction: fraction / scale, fractionDigits: index - first)
  }

  mutating func skipWeekday() {
    guard take("星期") || take("周") || take("礼拜") else { return }
    for day: StaticString in ["一", "二", "三", "四", "五", "六", "日", "天"] where take(day) { break }
    skipSpace()
  }

  mutating func takeHalf() -> Half? {
    if take("上午") || take("凌晨") || take("早上") || take("AM") || take("am") { return .morning }
    if take("下午") || take("晚上") || take("PM") || take("pm") { return .afternoon }
    if take("中午") { return .noon }
    return nil
  }

  /// `Z`, `+08:00`, `+0800`, `+08`: seconds east of UTC.
  mutating func zone() -> Int? {
    if take(0x5A) || take(0x7A) { return 0 }
    let start = index
    let isWest = peek() == 0x2D
    guard take(0x2B) || take(0x2D) else { return nil }
    guard let first = number(maximumDigits: 4) else {
      index = start
      return nil
    }
    var hours = first.value
    var minutes = 0
    if first.digits == 4 {
      hours = first.value / 100
      minutes = first.value % 100
    } else if take(0x3A) {
      minutes = number(maximumDigits: 2)?.value ?? 99
    }
    guard first.digits != 3, hours <= 14, minutes < 60 else {
      index = start
      return nil
    }
    return (hours * 60 + minutes) * (isWest ? -60 : 60)
  }
}
