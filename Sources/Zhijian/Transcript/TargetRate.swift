/// How many of the things a preset counts met its target.
public struct TargetRate: Sendable, Hashable {
  public var hits: Int
  public var count: Int

  public init(hits: Int = 0, count: Int = 0) {
    self.hits = hits
    self.count = count
  }

  /// Hits over count; nil where nothing was counted.
  public var value: Double? { count == 0 ? nil : Double(hits) / Double(count) }

  public static func += (left: inout TargetRate, right: TargetRate) {
    left.hits += right.hits
    left.count += right.count
  }
}
