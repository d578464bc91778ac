/// Decimal numbers that are kept as whole numbers of their last place, as text: exact, never with an exponent.
enum DecimalText {
  /// Without trailing zeros: 340 with two places is `3.4`.
  static func shortest(_ value: Int, places: Int) -> String {
    var value = value
    var places = places
    while places > 0, value % 10 == 0 {
      value /= 10
      places -= 1
    }
    return fixed(value, places: places)
  }

  /// With all its places: 340 with two places is `3.40`.
  static func fixed(_ value: Int, places: Int) -> String {
    var digits = String(value.magnitude)
    if digits.utf8.count <= places {
      digits = String(repeating: "0", count: places + 1 - digits.utf8.count) + digits
    }
    let sign = value < 0 ? "-" : ""
    guard places > 0 else { return sign + digits }
    return sign + digits.dropLast(places) + "." + digits.suffix(places)
  }

  /// `value` in units of its last place, rounded to the nearest; nil where that is no number to speak of.
  static func units(_ value: Double, places: Int) -> Int? {
    var scaled = value
    for _ in 0..<places { scaled *= 10 }
    guard scaled.isFinite, abs(scaled) < 9_000_000_000_000_000 else { return nil }
    return Int(scaled.rounded())
  }
}

extension JSONWriter {
  /// Writes hundredths as a number with at most two decimals.
  mutating func hundredths(_ value: Int?) {
    guard let value else { return null() }
    decimal(units: value, places: 2)
  }

  /// Writes a number with at most `places` decimals; null for nil.
  mutating func decimal(_ value: Double?, places: Int) {
    guard let units = value.flatMap({ DecimalText.units($0, places: places) }) else { return null() }
    decimal(units: units, places: places)
  }

  mutating func optional(_ text: String?) {
    guard let text else { return null() }
    string(text)
  }

  mutating func optional(_ value: Int?) {
    guard let value else { return null() }
    integer(value)
  }
}
