/// A half-open range of UTF-16 code units of one message's original text: the one text coordinate
/// of the analyzer. Reports convert it to what their readers count, Unicode scalars.
public struct TextRange: Sendable, Hashable, Comparable {
  public var lower: Int
  public var upper: Int

  /// A range from `lower` up to but not including `upper`; `upper` is never below `lower`.
  public init(_ lower: Int, _ upper: Int) {
    self.lower = lower
    self.upper = max(lower, upper)
  }

  public var count: Int { upper - lower }
  public var isEmpty: Bool { upper == lower }

  /// Whether both ranges hold a common unit.
  public func overlaps(_ other: TextRange) -> Bool { lower < other.upper && other.lower < upper }

  /// Whether every unit of `other` is in this range.
  public func contains(_ other: TextRange) -> Bool { lower <= other.lower && other.upper <= upper }

  public static func < (left: TextRange, right: TextRange) -> Bool {
    (left.lower, left.upper) < (right.lower, right.upper)
  }
}
