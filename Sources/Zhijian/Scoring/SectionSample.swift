/// What a section of the scorecard brought in many scores, in hundredths of a point.
public struct SectionSample: Sendable, Hashable {
  /// What the section's lines did to the scores.
  public private(set) var points = 0
  /// What it could have brought: its part of the full score, with what sections that do not apply left to it.
  public private(set) var possible = 0

  public init() {}

  mutating func add(_ line: LedgerLine) {
    points += line.effect
    if line.kind == .base || line.kind == .renormalise { possible += line.effect }
  }

  public static func += (left: inout SectionSample, right: SectionSample) {
    left.points += right.points
    left.possible += right.possible
  }
}

extension BatchReport.AgentSummary {
  /// Adds the lines of a score to their sections; without a score they are no part of one.
  mutating func add(sectionsOf scorecard: Scorecard) {
    guard scorecard.score != nil else { return }
    for line in scorecard.lines { sections[line.category ?? "", default: SectionSample()].add(line) }
  }
}
