/// How the cells of a column look.
public enum XLSXStyle: Int, Sendable, CaseIterable {
  case text
  /// Text that goes on in further lines.
  case wrapped
  case head
  case integer
  /// Two decimals.
  case points
  /// One decimal.
  case seconds
  /// A share of 1, shown in percent with one decimal.
  case percent
  /// As many decimals as there are.
  case decimal

  /// The number format in the language of spreadsheets; nil for text.
  var numberFormat: String? {
    switch self {
    case .text, .wrapped, .head: nil
    case .integer: "0"
    case .points: "0.00"
    case .seconds: "0.0"
    case .percent: "0.0%"
    case .decimal: "General"
    }
  }
}

/// What stands in a cell. Text is never read as a formula.
public enum XLSXCell: Sendable, Equatable {
  case text(String)
  case number(Double)
  case empty
}
