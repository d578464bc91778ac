import Zhijian

/// The shapes of charts. Colours come from the style sheet, so that they follow light, dark and print.
extension HTMLReportMarkup {
  /// A drawing that says what it shows to those who cannot see it.
  mutating func svg(_ box: String, label: String, style: String, content: (inout HTMLReportMarkup) -> Void) {
    element(
      "svg", .class(style), HTMLReportAttribute("viewBox", box), HTMLReportAttribute("role", "img"),
      HTMLReportAttribute("aria-label", label), content: content)
  }

  mutating func line(_ x1: String, _ y1: String, _ x2: String, _ y2: String, style: String) {
    empty(
      "line", .class(style), HTMLReportAttribute("x1", x1), HTMLReportAttribute("y1", y1),
      HTMLReportAttribute("x2", x2), HTMLReportAttribute("y2", y2))
  }

  mutating func rectangle(
    _ x: String, _ y: String, _ width: String, _ height: String, style: String, title: String? = nil
  ) {
    element(
      "rect", .class(style), HTMLReportAttribute("x", x), HTMLReportAttribute("y", y),
      HTMLReportAttribute("width", width), HTMLReportAttribute("height", height)
    ) { html in
      if let title { html.element("title", text: title) }
    }
  }

  mutating func circle(_ x: String, _ y: String, _ radius: String, style: String, title: String? = nil) {
    element(
      "circle", .class(style), HTMLReportAttribute("cx", x), HTMLReportAttribute("cy", y),
      HTMLReportAttribute("r", radius)
    ) { html in
      if let title { html.element("title", text: title) }
    }
  }

  mutating func label(_ x: String, _ y: String, _ value: String, anchor: String) {
    element(
      "text", HTMLReportAttribute("x", x), HTMLReportAttribute("y", y), HTMLReportAttribute("text-anchor", anchor),
      text: value)
  }
}

enum HTMLReportCharts {
  /// How many conversations have which grade, as bars with their figures.
  static func grades(_ grades: [(grade: String, count: Int)], label: String) -> HTMLReportMarkup {
    var html = HTMLReportMarkup()
    let most = max(1, grades.map(\.count).max() ?? 1)
    let step = 320.0 / Double(max(1, grades.count))
    let width = min(44, step * 0.6)
    html.svg("0 0 320 120", label: label, style: "bars") { html in
      html.line("0", "98", "320", "98", style: "zero")
      for (place, bar) in grades.enumerated() {
        let middle = (Double(place) + 0.5) * step
        let height = Double(bar.count) / Double(most) * 76
        html.rectangle(
          HTMLReportNumber.plain(middle - width / 2, 1), HTMLReportNumber.plain(98 - height, 1),
          HTMLReportNumber.plain(width, 1), HTMLReportNumber.plain(height, 1), style: "bar g\(place)")
        html.label(
          HTMLReportNumber.plain(middle, 1), HTMLReportNumber.plain(92 - height, 1), "\(bar.count)", anchor: "middle")
        html.label(HTMLReportNumber.plain(middle, 1), "114", bar.grade, anchor: "middle")
      }
    }
    return html
  }

  /// A mean on a scale from `start` to 100, with its interval.
  static func whisker(_ mean: Double, _ interval: ConfidenceInterval?, from start: Double, label: String)
    -> HTMLReportMarkup
  {
    var html = HTMLReportMarkup()
    func x(_ value: Double) -> String {
      HTMLReportNumber.plain(5 + (min(100, max(start, value)) - start) / (100 - start) * 110, 1)
    }
    html.svg("0 0 120 18", label: label, style: "whisker") { html in
      html.line("5", "9", "115", "9", style: "grid")
      if let interval {
        html.line(x(interval.low), "9", x(interval.high), "9", style: "range")
        html.line(x(interval.low), "5", x(interval.low), "13", style: "range")
        html.line(x(interval.high), "5", x(interval.high), "13", style: "range")
      }
      html.circle(x(mean), "9", "3.5", style: "mean")
    }
    return html
  }
}
