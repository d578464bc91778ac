/// An instant, in whole milliseconds since 1970-01-01T00:00:00Z. Nothing is rounded on the way in.
public struct Timestamp: Sendable, Hashable, Comparable {
  public let milliseconds: Int64

  public init(milliseconds: Int64) {
    self.milliseconds = milliseconds
  }

  public static func < (left: Timestamp, right: Timestamp) -> Bool {
    left.milliseconds < right.milliseconds
  }

  /// Milliseconds from `earlier` to this instant; negative where this one is the earlier.
  /// Saturates instead of overflowing.
  public func milliseconds(since earlier: Timestamp) -> Int64 {
    let (difference, overflow) = milliseconds.subtractingReportingOverflow(earlier.milliseconds)
    guard overflow else { return difference }
    return milliseconds < earlier.milliseconds ? .min : .max
  }
}
