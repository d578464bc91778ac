/// Which styles of a workbook show a number as a date or a time of day.
struct CellStyles {
  enum Shape { case number, date, dateTime, time }

  private var shapes: [Shape] = []

  init() {}

  /// Reads `styles.xml`.
  init(_ xml: XMLReader) throws(XMLFault) {
    var formats: [Int: Shape] = [:]
    var isInCells = false
    while true {
      switch try xml.next() {
      case .start(let isEmpty):
        if xml.isNamed("numFmt") {
          if let id = xml.attribute("numFmtId").flatMap({ Int($0) }), let code = xml.attribute("formatCode") {
            formats[id] = Self.shape(ofFormat: code)
          }
        } else if xml.isNamed("cellXfs") {
          isInCells = !isEmpty
        } else if isInCells, xml.isNamed("xf") {
          let id = xml.attribute("numFmtId").flatMap { Int($0) } ?? 0
          if shapes.count < 100_000 { shapes.append(formats[id] ?? Self.shape(ofBuiltIn: id)) }
        }
      case .end: if xml.isNamed("cellXfs") { isInCells = false }
      case .text: break
      case .finished: return
      }
    }
  }

  /// How the style with a number, from 0, shows numbers.
  func shape(_ index: Int) -> Shape { shapes.indices.contains(index) ? shapes[index] : .number }

  /// The formats that every workbook has; those of 27…36 and 50…58 are dates in Chinese, Japanese and Korean.
  static func shape(ofBuiltIn id: Int) -> Shape {
    switch id {
    case 14...17, 27...31, 36, 50...54, 57, 58: .date
    case 22: .dateTime
    case 18...21, 32...35, 45...47, 55, 56: .time
    default: .number
    }
  }

  /// What a format code such as `yyyy/m/d h:mm` shows.
  static func shape(ofFormat code: String) -> Shape {
    var letters: Set<Character> = []
    var isQuoted = false
    var inBracket = false
    var isEscaped = false
    for character in code.lowercased() {
      if isEscaped {
        isEscaped = false
        continue
      }
      switch character {
      case "\\", "_", "*": isEscaped = !isQuoted
      case "\"": isQuoted.toggle()
      case "[" where !isQuoted: inBracket = true
      case "]" where !isQuoted: inBracket = false
      case ";" where !isQuoted: if !letters.isEmpty { return shape(letters) }
      default:
        // `[h]` counts hours; `[Red]` and `[$-804]` are no time.
        if !isQuoted, !inBracket || "hms".contains(character) && code.lowercased().contains("[\(character)") {
          letters.insert(character)
        }
      }
    }
    return shape(letters)
  }

  private static func shape(_ letters: Set<Character>) -> Shape {
    let hasDay = letters.contains("y") || letters.contains("d") || letters.contains("年") || letters.contains("日")
    let hasTime = letters.contains("h") || letters.contains("s")
    if letters.contains("0") || letters.contains("#") || letters.contains("e"), !hasDay, !hasTime { return .number }
    if hasDay { return hasTime ? .dateTime : .date }
    if hasTime { return .time }
    return letters.contains("m") && !letters.contains("g") ? .date : .number
  }
}

/// The dates of spreadsheets.
enum SerialDate {
  /// The text of a day number as its cell shows it: `2026-11-22 05:00:00`, `2026-11-22` or `05:00:00`; nil for
  /// numbers that are no date.
  static func text(_ serial: Double, shape: CellStyles.Shape, startsIn1904: Bool) -> String? {
    guard serial.isFinite, serial >= 0, serial < 2_958_466 else { return nil }
    var days = Int(serial)
    // Serials have some 10 significant digits behind the day: milliseconds are as far as they go.
    var milliseconds = Int64(((serial - Double(days)) * 86_400_000).rounded())
    if milliseconds % 1000 <= 1 { milliseconds -= milliseconds % 1000 }
    if milliseconds % 1000 == 999 { milliseconds += 1 }
    if milliseconds >= CivilTime.millisecondsPerDay {
      milliseconds -= CivilTime.millisecondsPerDay
      days += 1
    }
    let time = timeText(milliseconds)
    if shape == .time, days == 0 { return time }
    let date = CivilTime.date(days: days - 25_569 + (startsIn1904 ? 1462 : 0))
    let day = "\(padded(date.year, 4))-\(padded(date.month, 2))-\(padded(date.day, 2))"
    return shape == .date && milliseconds == 0 ? day : day + " " + time
  }

  private static func timeText(_ milliseconds: Int64) -> String {
    let seconds = Int(milliseconds / 1000)
    let rest = Int(milliseconds % 1000)
    let clock = "\(padded(seconds / 3600, 2)):\(padded(seconds / 60 % 60, 2)):\(padded(seconds % 60, 2))"
    return rest == 0 ? clock : clock + "." + padded(rest, 3)
  }

  private static func padded(_ value: Int, _ width: Int) -> String {
    let digits = String(max(0, value))
    return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
  }
}
