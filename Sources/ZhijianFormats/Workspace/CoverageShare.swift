public import Zhijian

/// How much of something is covered.
public struct CoverageShare: Sendable, Equatable {
  /// What is counted.
  public enum Measure: String, Sendable, CaseIterable {
    case all, conditions, phrases

    fileprivate func counts(_ part: RuleCoverage.Part) -> Bool {
      switch self {
      case .all: true
      case .conditions: part.kind != .phrase
      case .phrases: part.kind == .phrase
      }
    }
  }

  public let reached: Int
  public let goals: Int

  /// Over all of `rules`.
  public init(_ measure: Measure, of rules: [RuleCoverage]) {
    let parts = rules.flatMap(\.parts).filter(measure.counts)
    reached = parts.reduce(0) { $0 + $1.reached }
    goals = parts.reduce(0) { $0 + $1.goals }
  }

  /// Whether less than `percent` is covered; nothing at all is covered as a whole.
  public func isBelow(_ percent: Double) -> Bool { Double(reached) * 100 < percent * Double(goals) }

  /// Percent with one decimal, rounded down, so that only everything is all.
  public var text: String { RuleCoverageText.percent(reached, goals) }
}
