internal import Zhijian

/// The tests of one rule that are run together.
struct RuleTestBatch: Sendable {
  /// How they came out.
  struct Outcome: Sendable {
    /// Of those that were asked for.
    let results: [RuleTestResult]
    /// Of all tests of the rule; nil where it was not asked for.
    let coverage: RuleCoverage?
  }

  let rule: Rule
  /// All of them, so that a repetition is one whatever was chosen.
  private let tests: [RuleTest]
  /// The names of those whose results are wanted.
  private let chosen: Set<String>

  /// The examples of `rule` and the tests of its file. Nil where neither the rule's id nor the name of a test holds
  /// `filter`.
  init?(rule: Rule, fileTests: [RuleTest], filter: String?) {
    self.rule = rule
    tests = RuleTest.examples(of: rule) + fileTests
    let isNamed = filter.map { rule.id.contains($0) } ?? true
    chosen = Set(tests.filter { test in isNamed || filter.map { test.name.contains($0) } ?? true }.map(\.name))
    if !isNamed, chosen.isEmpty { return nil }
  }

  private func run(
    _ runner: RuleTestRunner, _ tokenizer: TokenizerWorker, covering lists: WordListCatalog?
  ) throws(DiagnosticsError) -> Outcome {
    guard let lists else {
      guard !chosen.isEmpty else { return Outcome(results: [], coverage: nil) }
      return Outcome(results: asked(try runner.run(tests, of: rule, tokenizer: tokenizer)), coverage: nil)
    }
    let file = rule.location.file
    // It was read before; were it gone by now, its conditions have no names and no phrases.
    let source = RuleSource(FileText.read(file, sink: DiagnosticSink()) ?? "", file: file)
    let (results, coverage) = try runner.runCovering(
      tests, of: rule, source: source, lists: lists, tokenizer: tokenizer)
    return Outcome(results: asked(results), coverage: coverage)
  }

  private func asked(_ results: [RuleTestResult]) -> [RuleTestResult] {
    results.filter { chosen.contains($0.test.name) }
  }

  /// Runs `batches` on some threads; the outcomes are in the order of the batches. With `lists`, the word lists that the
  /// rules were read with, they tell what is covered.
  static func run(
    _ batches: [RuleTestBatch], analyzer: Analyzer, covering lists: WordListCatalog?, jobs: Int
  ) throws -> [Outcome] {
    let runner = RuleTestRunner(analyzer: analyzer)
    var outcomes: [Outcome] = []
    try OrderedPipeline<RuleTestBatch, Result<Outcome, DiagnosticsError>>(capacity: 2 * jobs + 2).run(
      workers: min(jobs, max(1, batches.count)),
      produce: { yield in for batch in batches { guard yield(batch) else { return } } },
      makeWorker: { () -> Result<TokenizerWorker, DiagnosticsError> in
        // One a thread: opening it takes longer than a rule's tests.
        do throws(DiagnosticsError) {
          return .success(try analyzer.tokenizer.makeWorker())
        } catch {
          return .failure(error)
        }
      },
      work: { tokenizer, batch in
        do throws(DiagnosticsError) {
          return .success(try batch.run(runner, try tokenizer.get(), covering: lists))
        } catch {
          return .failure(error)
        }
      },
      take: { outcomes.append(try $0.get()) })
    return outcomes
  }
}
