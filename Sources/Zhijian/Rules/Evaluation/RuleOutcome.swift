/// What a rule says of one conversation.
public enum RuleResult: String, Sendable, CaseIterable {
  case hit
  case noHit = "no_hit"
  case notApplicable = "not_applicable"
  case unknown, error, pending
}

/// How many windows of a rule came out which way.
public struct WindowCounts: Sendable, Hashable {
  public var hit = 0
  public var noHit = 0
  public var unknown = 0
  public var notApplicable = 0
  public init() {}
}

/// The judgement of one rule over one conversation.
public struct RuleOutcome: Sendable {
  public let rule: String
  public let result: RuleResult
  public let windows: WindowCounts
  public let findings: [Finding]
  /// Of a `require` rule: its windows by the agent in charge when they closed.
  public fileprivate(set) var coverage: [String: ScriptCoverage]
  /// What went wrong, with `result == .error`.
  public let problem: LocalizedText?

  init(
    rule: String, result: RuleResult, windows: WindowCounts, findings: [Finding], coverage: [String: ScriptCoverage],
    problem: LocalizedText?
  ) {
    self.rule = rule
    self.result = result
    self.windows = windows
    self.findings = findings
    self.coverage = coverage
    self.problem = problem
  }

  /// A rule that was settled without a look at its windows: one window stands for all.
  init(rule: String, settled result: RuleResult, problem: LocalizedText? = nil) {
    self.init(
      rule: rule, result: result, windows: Self.windows(settled: result), findings: [], coverage: [:], problem: problem)
  }

  private static func windows(settled result: RuleResult) -> WindowCounts {
    var counts = WindowCounts()
    switch result {
    case .noHit: counts.noHit = 1
    case .notApplicable: counts.notApplicable = 1
    case .unknown: counts.unknown = 1
    case .hit, .error, .pending: break
    }
    return counts
  }

  /// Whether its result says everything.
  fileprivate var isSettled: Bool {
    findings.isEmpty && coverage.isEmpty && problem == nil && windows == Self.windows(settled: result)
  }
}

/// The judgements of all rules over one conversation, in the order of rule ids.
///
/// Of the most rules there is nothing to tell but the result, and no more than that is kept of them.
public struct RuleOutcomes: RandomAccessCollection, Sendable {
  private let entries: [RuleEntry]
  /// By rule.
  private(set) var results: [RuleResult] = []
  /// The outcomes of which there is more to tell, in the same order.
  private(set) var told: [(rule: Int, outcome: RuleOutcome)] = []

  init(_ rules: RuleSet) {
    entries = rules.entries
    results.reserveCapacity(entries.count)
  }

  /// The ids of the rules.
  var ids: [String] { entries.map(\.rule.id) }

  /// Adds a rule of which there is no more to tell.
  mutating func append(_ result: RuleResult) { results.append(result) }

  mutating func append(_ outcome: RuleOutcome) {
    if !outcome.isSettled { told.append((results.count, outcome)) }
    results.append(outcome.result)
  }

  /// Counts a script that `agent` was said to have left out as said: people overturned the finding of a rule that tells
  /// more.
  mutating func cover(_ place: Int, by agent: String) {
    guard let own = told[place].outcome.coverage[agent], own.covered < own.applicable else { return }
    told[place].outcome.coverage[agent]?.covered += 1
  }

  public var startIndex: Int { 0 }
  public var endIndex: Int { results.count }

  public subscript(rule: Int) -> RuleOutcome {
    var (lower, upper) = (0, told.count)
    while lower < upper {
      let middle = (lower + upper) / 2
      if told[middle].rule < rule { lower = middle + 1 } else { upper = middle }
    }
    if lower < told.count, told[lower].rule == rule { return told[lower].outcome }
    return RuleOutcome(rule: entries[rule].rule.id, settled: results[rule])
  }
}
