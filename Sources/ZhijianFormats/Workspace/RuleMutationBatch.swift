internal import Zhijian

/// The mutants of one rule with the tests that should kill them.
struct RuleMutationBatch: Sendable {
  struct Outcome: Sendable {
    let rule: String
    let results: [MutantResult]
    /// Whether the tests pass before anything is changed.
    let isSound: Bool
  }

  private let rule: Rule
  private let tests: [RuleTest]
  private let source: RuleSource
  private(set) var mutants: [RuleMutant]

  init(rule: Rule, fileTests: [RuleTest], skipped: Set<RuleMutator>, sink: DiagnosticSink) {
    self.rule = rule
    tests = RuleTest.examples(of: rule) + fileTests
    let file = rule.location.file
    source = RuleSource(FileText.read(file, sink: sink) ?? "", file: file)
    mutants = MutationRunner.mutants(of: rule, source: source).filter { !skipped.contains($0.mutator) }
  }

  /// Keeps the mutants whose numbers `isKept` names.
  mutating func keep(_ isKept: (Int) -> Bool) {
    mutants = mutants.indices.filter(isKept).map { mutants[$0] }
  }

  func run(_ workspace: Workspace) throws(DiagnosticsError) -> Outcome {
    guard !mutants.isEmpty,
      let runner = try MutationRunner(
        rule, tests: tests, source: source, analyzer: workspace.analyzer, lists: workspace.lists,
        scripts: workspace.scriptLexicon)
    else { return Outcome(rule: rule.id, results: [], isSound: true) }
    guard runner.isSound else { return Outcome(rule: rule.id, results: [], isSound: false) }
    return Outcome(rule: rule.id, results: mutants.map(runner.result), isSound: true)
  }
}
