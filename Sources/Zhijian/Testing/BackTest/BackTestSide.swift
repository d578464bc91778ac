/// One of the two sets of rules of a back-test.
public struct BackTestSide: Sendable {
  /// How it was named on the command line.
  public let name: String
  public let rules: [Rule]
  public let versions: AnalysisVersions
  public let policy: ScoringPolicy

  public init(name: String, analyzer: Analyzer) {
    self.name = name
    rules = analyzer.rules.rules
    versions = analyzer.versions
    policy = analyzer.policy
  }
}

/// What happened to a rule and to what it finds.
public struct RuleDifference: Sendable {
  public enum Kind: String, Sendable, CaseIterable {
    /// Only the side after has it; retired rules count as not there.
    case new
    /// Only the side before has it.
    case removed
    /// Its content, or what the configuration makes of its severity, status and score, is not the same.
    case changed
    case same
  }

  public let id: String
  /// Nil where that side does not have it; both are where only a shop's own set does.
  public let before: Rule?
  public let after: Rule?
  public internal(set) var findingsBefore = 0
  public internal(set) var findingsAfter = 0
  public internal(set) var gained = 0
  public internal(set) var lost = 0
  public internal(set) var changed = 0
  /// How many of the changed findings differ in what; one may differ in several.
  public private(set) var changedBy: [FindingComparison.Aspect: Int] = [:]
  private var samples: [ConversationComparison.Change.Kind: FindingSamples] = [:]

  init(id: String, before: Rule?, after: Rule?) {
    self.id = id
    self.before = before
    self.after = after
  }

  public var kind: Kind {
    guard let before else { return after == nil ? .same : .new }
    guard let after else { return .removed }
    let isSame =
      before.contentHash == after.contentHash && before.severity == after.severity && before.status == after.status
      && before.score == after.score
    return isSame ? .same : .changed
  }

  /// The rule as it is after, or as it was.
  public var rule: Rule? { after ?? before }

  /// Whether its findings differ.
  public var hasChanges: Bool { gained + lost + changed > 0 }

  /// A few of the findings, by their fingerprints: the same ones whatever the order of the input.
  public func samples(_ kind: ConversationComparison.Change.Kind) -> [FindingSample] { samples[kind]?.kept ?? [] }

  mutating func add(_ change: ConversationComparison.Change) {
    switch change.kind {
    case .gained: gained += 1
    case .lost: lost += 1
    case .changed: changed += 1
    }
    for aspect in change.aspects { changedBy[aspect, default: 0] += 1 }
    samples[change.kind, default: FindingSamples()].add(change.sample)
  }
}
