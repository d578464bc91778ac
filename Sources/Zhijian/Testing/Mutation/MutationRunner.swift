/// Makes the mutants of one rule and runs its tests against them. On one thread.
package final class MutationRunner {
  private let runner: RuleTestRunner
  private let parser: RuleParser
  private let tokenizer: TokenizerWorker
  private let rule: Rule
  private let root: YAMLNode
  private let tests: [RuleTest]
  private let form: RuleForm
  private let expressions = ExpressionTable()

  /// Nil where `source`, the rule's file, is none. `lists` and `scripts` are what it was read with.
  package init?(
    _ rule: Rule, tests: [RuleTest], source: RuleSource, analyzer: Analyzer, lists: WordListCatalog,
    scripts: ScriptLexicon
  ) throws(DiagnosticsError) {
    tokenizer = try analyzer.tokenizer.makeWorker()
    guard let root = source.root else { return nil }
    runner = RuleTestRunner(analyzer: analyzer)
    parser = RuleParser(lists: lists, folding: analyzer.folding, scriptLexicon: scripts)
    self.rule = rule
    self.root = root
    // A known gap asks for nothing.
    self.tests = tests.filter { !$0.isKnownGap }
    form = RuleForm(rule, root: root, lists: lists)
  }

  /// All mutants of the rule, in the order of their places.
  package static func mutants(of rule: Rule, source: RuleSource) -> [RuleMutant] {
    source.root.map { MutantGenerator(rule: rule.id, root: $0).mutants } ?? []
  }

  /// Whether the tests pass before anything is changed.
  package var isSound: Bool { !fails(rule) }

  package func result(of mutant: RuleMutant) -> MutantResult {
    MutantResult(mutant: mutant, fate: fate(of: mutant))
  }

  private func fate(of mutant: RuleMutant) -> MutantResult.Fate {
    var source = RuleSource(root: mutant.root, file: rule.location.file)
    guard var changed = parser.parse(&source, expressions: expressions, sink: DiagnosticSink()) else {
      return .invalid
    }
    // As the settings have it.
    (changed.severity, changed.status) = (rule.severity, rule.status)
    if mutant.mutator != .verb { changed.score = rule.score }
    if RuleForm(changed, root: mutant.root, lists: parser.lists) == form { return .equivalent }
    return fails(changed) ? .killed : .survived
  }

  private func fails(_ rule: Rule) -> Bool {
    let worker = AnalyzerWorker(analyzer: runner.alone(rule), tokenizer: tokenizer)
    return tests.contains { runner.fails($0, worker: worker) }
  }
}
