/// What a rule does with its condition.
public enum RuleVerb: String, Sendable, CaseIterable {
  /// Reports each hit; the usual forbidden phrase or slow reply.
  case forbid
  /// Reports each window in which the condition does not hold; required scripts.
  case require
  /// Reports each hit, to the agent's credit.
  case credit
  /// Reports each hit and leaves the score alone.
  case observe
}

/// How much a finding matters, from the most to the least.
public enum RuleSeverity: String, Sendable, CaseIterable, Comparable {
  case critical, major, minor, info

  private var rank: Int {
    switch self {
    case .critical: 3
    case .major: 2
    case .minor: 1
    case .info: 0
    }
  }

  public static func < (left: RuleSeverity, right: RuleSeverity) -> Bool { left.rank < right.rank }
}

/// How far a rule has come. Only findings of stable rules score and count for exit codes.
public enum RuleStatus: String, Sendable, CaseIterable {
  case draft, stable, retired
}

/// What the findings of a rule do to the score.
public struct RuleScore: Sendable, Hashable {
  /// What is counted once.
  public enum Unit: String, Sendable, CaseIterable {
    case finding, message, agent, conversation
  }

  public enum Effect: Sendable, Hashable {
    case none
    /// Hundredths of a point taken from the section, a positive number.
    case deduct(Int)
    /// Hundredths of a point added to the section, a positive number.
    case award(Int)
    /// The conversation's score becomes 0.
    case autoFail
  }

  public var effect: Effect
  public var unit: Unit
  /// The most that the rule takes or adds in a conversation, in hundredths of a point.
  public var cap: Int?

  public init(effect: Effect, unit: Unit = .conversation, cap: Int? = nil) {
    self.effect = effect
    self.unit = unit
    self.cap = cap
  }

  public static let none = RuleScore(effect: .none)
}

/// A rule as its author wrote it. What it means is the contract in docs (规则语言).
public struct Rule: Sendable {
  public let id: String
  public let title: String
  /// Why the rule exists; printed with every finding.
  public let why: String
  /// The section of the scorecard.
  public let category: String
  public var severity: RuleSeverity
  public var status: RuleStatus
  public var score: RuleScore
  public let verb: RuleVerb
  /// What restricts the conversations before any text is read.
  let filter: ConversationFilter?
  /// The precondition and anchor.
  let given: ConditionNode?
  /// Which hits of `given` are judged.
  let which: AnchorChoice
  let condition: ConditionNode
  /// The labelled conditions, by name.
  let labels: [String: ConditionNode]
  let exampleSource: ExampleSource
  public let location: SourceLocation
  /// A hash of what the rule says, examples aside: the version that a finding cites.
  public let contentHash: String
  /// The checks of the linter that the rule silences for itself.
  public var lintAllowances: [LintAllowance] = []

  /// Whether it has a `given`.
  public var hasPrecondition: Bool { given != nil }

  /// The examples in the file. Those that are known to be sound are read when they are asked for.
  public var examples: [RuleExample] {
    switch exampleSource {
    case .read(let examples): examples
    case .sound(let node): RuleExampleParser.parse(node, sink: DiagnosticSink())
    }
  }
}

/// Where the examples of a rule come from.
enum ExampleSource: Sendable {
  case read([RuleExample])
  /// Not read again: they had no fault when they were.
  case sound(YAMLNode)
}

/// Which hits of an anchor count.
enum AnchorChoice: Sendable, Hashable {
  case each, any, first, last
  /// The n-th hit, from 1.
  case nth(Int)
}
