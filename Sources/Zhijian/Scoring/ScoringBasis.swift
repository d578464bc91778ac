/// What scoring knows besides the conversation: shared by all of them.
final class ScoringBasis: Sendable {
  let policy: ScoringPolicy
  let rules: [Rule]
  let turnBuilder: TurnBuilder
  let versions: AnalysisVersions
  /// By rule, the section of its category, −1 where there is none.
  let sectionOfRule: [Int]
  /// By rule, the section it makes apply where it is decided; −1 where it does not score.
  let appliedSection: [Int]
  /// By section, the first one with its id: itself, as ids are different.
  let firstSection: [Int]

  init(rules: RuleSet, policy: ScoringPolicy, turnBuilder: TurnBuilder, versions: AnalysisVersions) {
    self.policy = policy
    self.rules = rules.rules
    self.turnBuilder = turnBuilder
    self.versions = versions
    func first(_ id: String) -> Int { policy.sections.firstIndex { $0.id == id } ?? -1 }
    firstSection = policy.sections.map { first($0.id) }
    sectionOfRule = rules.rules.map { first($0.category) }
    appliedSection = rules.rules.map { rule in
      rule.status == .stable && rule.score.effect != .none ? first(rule.category) : -1
    }
  }
}
