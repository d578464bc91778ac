extension Int64 {
  /// The sum, or the largest or smallest number there is where it does not fit.
  func saturatingAdd(_ other: Int64) -> Int64 {
    let (sum, overflow) = addingReportingOverflow(other)
    guard overflow else { return sum }
    return other < 0 ? .min : .max
  }

  static func saturatingAdd(_ left: inout Int64, _ right: Int64) { left = left.saturatingAdd(right) }
}
