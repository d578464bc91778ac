/// A number as it is said in a script, with its unit: 48小时, 1-3个工作日, 三天, 半个月.
struct SpokenQuantity: Sendable, Hashable {
  enum Dimension: Sendable, Hashable {
    /// In hours.
    case time
    /// Working days: no time by the clock.
    case workingDays
    case money, discount, percent, weight, length, score, clock, dayOfMonth, month, points, temperature, times
    /// A number without a unit that is known.
    case plain
  }

  let dimension: Dimension
  let lower: Double
  /// The end of a range such as 1-3天; nil for one number.
  let upper: Double?

  private struct Unit {
    let text: [UInt16]
    let dimension: Dimension
    let factor: Double
  }

  private static let names: [(dimension: Dimension, factor: Double, names: [String])] = [
    (.workingDays, 1, ["个工作日", "工作日"]), (.time, 1, ["个小时", "小时", "钟头", "h"]),
    (.time, 168, ["个星期", "星期", "周"]), (.time, 24, ["天", "日"]), (.time, 730, ["个月"]), (.time, 8760, ["年"]),
    (.time, 1 / 60, ["分钟"]), (.time, 1 / 3600, ["秒"]), (.month, 1, ["月"]), (.dayOfMonth, 1, ["号"]),
    (.clock, 1, ["点"]), (.money, 1, ["块钱", "块", "元"]), (.discount, 1, ["折"]), (.percent, 1, ["%"]),
    (.weight, 1000, ["公斤", "kg"]), (.weight, 500, ["斤"]), (.weight, 1, ["克", "g"]), (.length, 1, ["厘米", "cm"]),
    (.length, 100, ["米"]), (.score, 1, ["星", "分"]), (.points, 1, ["积分"]), (.temperature, 1, ["度"]),
    (.times, 1, ["次", "倍"]),
  ]

  private static let units: [Unit] = names.flatMap { entry in
    entry.names.map { Unit(text: Array($0.utf16), dimension: entry.dimension, factor: entry.factor) }
  }.sorted { $0.text.count > $1.text.count }

  private static let rangeMarks = Set("-~—–到至".utf16)
  private static let chineseDigits: [UInt16: Double] = {
    var digits: [UInt16: Double] = [:]
    for (value, unit) in "零一二三四五六七八九".utf16.enumerated() { digits[unit] = Double(value) }
    digits[0x4E24] = 2  // 两
    return digits
  }()
  private static let multipliers: [UInt16: Double] = [0x5341: 10, 0x767E: 100, 0x5343: 1000]
  private static let tenThousand: UInt16 = 0x4E07
  private static let half: UInt16 = 0x534A
  private static let longestNumber = 15

  /// The quantity that begins at `start`, and where it ends; Chinese numerals count only with a unit.
  static func read(_ text: [UInt16], at start: Int) -> (quantity: SpokenQuantity, end: Int)? {
    guard let first = number(text, at: start) else { return nil }
    var end = first.end
    var upper: Double?
    var mark = skipBlank(text, end)
    if mark < text.count, rangeMarks.contains(text[mark]) {
      mark = skipBlank(text, mark + 1)
      if let second = number(text, at: mark) {
        upper = second.value
        end = second.end
      }
    }
    let place = skipBlank(text, end)
    let unit = place < text.count ? units.first { text[place...].starts(with: $0.text) } : nil
    guard unit != nil || !first.isChinese else { return nil }
    if let unit { end = place + unit.text.count }
    let factor = unit?.factor ?? 1
    return (
      SpokenQuantity(
        dimension: unit?.dimension ?? .plain, lower: first.value * factor, upper: upper.map { $0 * factor }), end
    )
  }

  private static func skipBlank(_ text: [UInt16], _ place: Int) -> Int {
    place < text.count && text[place] == 0x20 ? place + 1 : place
  }

  private static func isDigit(_ unit: UInt16) -> Bool { (0x30...0x39).contains(unit) }

  private static func number(_ text: [UInt16], at start: Int) -> (value: Double, end: Int, isChinese: Bool)? {
    guard start < text.count else { return nil }
    if text[start] == half { return (0.5, start + 1, true) }
    var end = start
    if isDigit(text[start]) {
      while end < text.count, isDigit(text[end]) { end += 1 }
      if end + 1 < text.count, text[end] == 0x2E, isDigit(text[end + 1]) {
        end += 1
        while end < text.count, isDigit(text[end]) { end += 1 }
      }
      guard end - start <= longestNumber, let value = Double(String(decoding: text[start..<end], as: UTF16.self)) else {
        return nil
      }
      return (value, end, false)
    }
    while end < text.count, end - start < longestNumber, isNumeral(text[end]) { end += 1 }
    return end > start ? (chinese(text[start..<end]), end, true) : nil
  }

  private static func isNumeral(_ unit: UInt16) -> Bool {
    chineseDigits[unit] != nil || multipliers[unit] != nil || unit == tenThousand
  }

  private static func chinese(_ numerals: ArraySlice<UInt16>) -> Double {
    var whole = 0.0
    var section = 0.0
    var digit = 0.0
    for unit in numerals {
      if let value = chineseDigits[unit] {
        digit = value
      } else if let multiplier = multipliers[unit] {
        section += (digit == 0 ? 1 : digit) * multiplier
        digit = 0
      } else {
        whole = (whole + section + digit) * 10_000
        section = 0
        digit = 0
      }
    }
    return whole + section + digit
  }

  /// Whether both say the same; 30 days are a month, and twelve months a year.
  func agrees(with other: SpokenQuantity) -> Bool {
    guard dimension == other.dimension, (upper == nil) == (other.upper == nil) else { return false }
    return Self.isSame(lower, other.lower, dimension) && Self.isSame(upper ?? 0, other.upper ?? 0, dimension)
  }

  private static func isSame(_ left: Double, _ right: Double, _ dimension: Dimension) -> Bool {
    let larger = max(left, right)
    // Months and years are no whole numbers of days.
    let tolerance = dimension == .time && larger >= 330 ? larger * 0.02 : 0.001
    return abs(left - right) <= tolerance
  }

  /// Whether both are quantities of the same kind, so that one can stand in the other's place.
  func isComparable(to other: SpokenQuantity) -> Bool {
    func kind(_ dimension: Dimension) -> Dimension { dimension == .workingDays ? .time : dimension }
    return kind(dimension) == kind(other.dimension)
  }
}
