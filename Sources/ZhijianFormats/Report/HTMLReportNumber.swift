import Zhijian

/// How figures are written, the same in every locale.
enum HTMLReportNumber {
  /// What stands for a figure that does not exist.
  static let none = "–"

  /// With `digits` decimals and a plain minus; for coordinates and sorting. Not finite is 0.
  static func plain(_ value: Double, _ digits: Int) -> String { text(value, digits, minus: "-") ?? "0" }

  /// With `digits` decimals and a typographic minus; nil is a dash.
  static func decimal(_ value: Double?, _ digits: Int) -> String {
    value.flatMap { text($0, digits, minus: "−") } ?? none
  }

  /// A signed figure: `+3.00`, `−12.50`, `0.00`.
  static func signed(_ value: Double, _ digits: Int) -> String {
    let text = decimal(value, digits)
    return value > 0 && text.utf8.contains(where: { (0x31...0x39).contains($0) }) ? "+" + text : text
  }

  /// Hundredths of a point as points with two decimals.
  static func points(_ hundredths: Int?) -> String { hundredths.map { decimal(Double($0) / 100, 2) } ?? none }

  static func signedPoints(_ hundredths: Int) -> String { signed(Double(hundredths) / 100, 2) }

  /// 0…1 as a percentage with one decimal.
  static func percent(_ share: Double?) -> String { share.map { decimal($0 * 100, 1) + "%" } ?? none }

  static func padded(_ number: Int, _ width: Int = 2) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }

  private static func text(_ value: Double, _ digits: Int, minus: String) -> String? {
    guard value.isFinite, abs(value) < 1e12 else { return nil }
    var scale = 1
    for _ in 0..<digits { scale *= 10 }
    let scaled = Int((value * Double(scale)).rounded())
    let magnitude = abs(scaled)
    let whole = String(magnitude / scale)
    let sign = scaled < 0 ? minus : ""
    return digits == 0 ? sign + whole : sign + whole + "." + padded(magnitude % scale, digits)
  }
}

extension HTMLReportContext {
  /// `42 秒`, `3 分 05 秒`, `1 时 02 分`; nil is a dash.
  func duration(seconds: Double?) -> String {
    guard let seconds, seconds.isFinite, abs(seconds) < 1e10 else { return HTMLReportNumber.none }
    if seconds < 60 {
      let isWhole = seconds == seconds.rounded()
      return HTMLReportNumber.decimal(seconds, isWhole ? 0 : 1) + say(" 秒", " s")
    }
    let whole = Int(seconds.rounded())
    let (hours, minutes, rest) = (whole / 3600, whole / 60 % 60, whole % 60)
    if hours == 0 {
      return "\(minutes)" + say(" 分 ", " min ") + HTMLReportNumber.padded(rest) + say(" 秒", " s")
    }
    return "\(hours)" + say(" 时 ", " h ") + HTMLReportNumber.padded(minutes) + say(" 分", " min")
  }

  /// `2026-11-01` in the zone of the report.
  func day(_ time: Timestamp) -> String { options.zone.localTime(at: time).date.description }

  /// `09:30:02` in the zone of the report.
  func clock(_ time: Timestamp) -> String {
    let seconds = Int(options.zone.localTime(at: time).millisecondOfDay / 1000)
    return [seconds / 3600, seconds / 60 % 60, seconds % 60].map { HTMLReportNumber.padded($0) }.joined(separator: ":")
  }

  func dayAndClock(_ time: Timestamp) -> String { day(time) + " " + clock(time) }

  /// A figure in the unit of its metric.
  func figure(_ value: Double?, _ unit: MetricDefinition.Unit) -> String {
    switch unit {
    case .seconds: duration(seconds: value)
    case .count: HTMLReportNumber.decimal(value, 0)
    case .ratio: HTMLReportNumber.percent(value)
    case .points: HTMLReportNumber.decimal(value, 2)
    }
  }
}

extension PeriodMetric {
  /// A figure as pages show it.
  func shown(_ value: Double?, _ context: HTMLReportContext) -> String {
    value == nil ? HTMLReportNumber.none : shown(value, ReportWording(language: context.options.language))
  }

  /// What the figure was computed from; a dash where that is money or time.
  func sampleText(_ figure: MetricFigure) -> String {
    guard countsCases, let count = figure.count else { return HTMLReportNumber.none }
    return "\(count)"
  }

  func shown(_ interval: ConfidenceInterval?, _ context: HTMLReportContext) -> String {
    interval.map { shown($0.low, context) + "–" + shown($0.high, context) } ?? HTMLReportNumber.none
  }
}
