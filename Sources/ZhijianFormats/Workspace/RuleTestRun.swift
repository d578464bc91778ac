public import Zhijian

/// All tests of the rules of a workspace: the examples in the rules, and the `.test.yaml` files beside them.
public struct RuleTestRun: Sendable {
  /// How many rules have a test among those chosen, or are chosen and have none.
  public let rules: Int
  /// By rule; a rule's examples before the tests of its file.
  public let results: [RuleTestResult]
  /// What is wrong with the test files.
  public let faults: [Diagnostic]
  /// What the tests cover of each rule; nil where that was not asked for.
  public let coverage: [RuleCoverage]?

  /// What could not even be loaded.
  public init(faults: [Diagnostic]) {
    self.init(rules: 0, results: [], faults: faults)
  }

  public init(
    rules: Int, results: [RuleTestResult], faults: [Diagnostic], coverage: [RuleCoverage]? = nil
  ) {
    self.rules = rules
    self.results = results
    self.faults = faults
    self.coverage = coverage
  }

  /// How many tests came out so.
  public func count(_ verdict: RuleTestResult.Verdict) -> Int { results.count { $0.verdict == verdict } }

  /// Whether there was nothing to run.
  public var isEmpty: Bool { rules == 0 || results.isEmpty }

  /// Whether something could not be judged.
  public var hasErrors: Bool { count(.error) > 0 || faults.contains { $0.severity == .error } }

  /// Runs the tests of `workspace`, which was loaded from `locations`: those of rules whose id holds `filter`, and those
  /// of files whose name does. The result is the same for any number of threads.
  public static func run(
    _ workspace: Workspace, _ locations: Workspace.Locations, filter: String?, jobs: Int, covers: Bool = false
  ) throws -> RuleTestRun {
    let files = RuleTestFiles(workspace, locations)
    let batches = workspace.rules.rules.compactMap {
      RuleTestBatch(rule: $0, fileTests: files.tests(of: $0.id), filter: filter)
    }
    let outcomes = try RuleTestBatch.run(
      batches, analyzer: workspace.analyzer, covering: covers ? workspace.lists : nil, jobs: jobs)
    return RuleTestRun(outcomes, faults: files.diagnostics, covers: covers)
  }

  init(_ outcomes: [RuleTestBatch.Outcome], faults: [Diagnostic], covers: Bool) {
    self.init(
      rules: outcomes.count, results: outcomes.flatMap(\.results), faults: faults,
      coverage: covers ? outcomes.compactMap(\.coverage) : nil)
  }
}
