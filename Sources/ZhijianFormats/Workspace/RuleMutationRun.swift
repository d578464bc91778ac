public import Zhijian

/// What the tests of rules make of small changes to the rules.
public struct RuleMutationRun: Sendable {
  /// How many of the mutants of one kind came out which way.
  public struct Tally: Sendable, Equatable {
    public var killed = 0
    public var survived = 0
    public var equivalent = 0
    public var invalid = 0

    /// Those that tests could notice.
    public var countable: Int { killed + survived }

    mutating func add(_ fate: MutantResult.Fate) {
      switch fate {
      case .killed: killed += 1
      case .survived: survived += 1
      case .equivalent: equivalent += 1
      case .invalid: invalid += 1
      }
    }
  }

  /// What is looked at.
  public struct Choice: Sendable {
    /// The ids of the rules; empty for all.
    public var rules: [String] = []
    /// The changes that are left out.
    public var skipped: Set<RuleMutator> = []
    /// The most mutants that are tried; nil for all of them.
    public var limit: Int?
    /// Which ones are tried where there are more.
    public var seed: UInt64 = 1
    public var jobs = 1

    public init() {}
  }

  /// How many rules were changed.
  public let rules: Int
  /// How many mutants there are, tried or not.
  public let mutants: Int
  /// What was tried, by rule and place.
  public let results: [MutantResult]
  /// The rules whose tests fail or are missing as it is: nothing can be said of them.
  public let unsound: [String]
  public let faults: [Diagnostic]
  public let seed: UInt64

  /// The counts of one mutator.
  public func tally(_ mutator: RuleMutator) -> Tally { tally { $0 == mutator } }

  /// The counts of all mutators but those of phrases, or of those.
  public func tally(ofPhrases: Bool) -> Tally { tally { $0.isOfPhrases == ofPhrases } }

  private func tally(_ isMeant: (RuleMutator) -> Bool) -> Tally {
    var tally = Tally()
    for result in results where isMeant(result.mutant.mutator) { tally.add(result.fate) }
    return tally
  }

  /// Whether less than `percent` of the mutants that tests could notice are killed, those of phrases aside.
  public func isKilled(below percent: Double) -> Bool {
    let tally = tally(ofPhrases: false)
    return Double(tally.killed) * 100 < percent * Double(tally.countable)
  }

  /// Whether something could not be judged.
  public var hasErrors: Bool { !unsound.isEmpty || faults.contains { $0.severity == .error } }

  /// What could not even be loaded.
  public init(faults: [Diagnostic]) {
    self.init(rules: 0, mutants: 0, results: [], unsound: [], faults: faults, seed: 1)
  }

  init(
    rules: Int, mutants: Int, results: [MutantResult], unsound: [String], faults: [Diagnostic], seed: UInt64
  ) {
    self.rules = rules
    self.mutants = mutants
    self.results = results
    self.unsound = unsound
    self.faults = faults
    self.seed = seed
  }

  /// Changes the rules of `workspace`, which was loaded from `locations`, and runs their tests. The result is the same
  /// for any number of threads.
  public static func run(
    _ workspace: Workspace, _ locations: Workspace.Locations, _ choice: Choice
  ) throws -> RuleMutationRun {
    let sink = DiagnosticSink()
    let files = RuleTestFiles(workspace, locations)
    sink.report(files.diagnostics)
    let rules = workspace.rules.rules.filter { choice.rules.isEmpty || choice.rules.contains($0.id) }
    var batches = rules.map {
      RuleMutationBatch(rule: $0, fileTests: files.tests(of: $0.id), skipped: choice.skipped, sink: sink)
    }
    let total = batches.reduce(0) { $0 + $1.mutants.count }
    if let limit = choice.limit {
      let chosen = Set(MutantSample.numbers(of: total, limit: limit, seed: choice.seed))
      var first = 0
      for place in batches.indices {
        let count = batches[place].mutants.count
        batches[place].keep { chosen.contains(first + $0) }
        first += count
      }
    }
    let toRun = batches
    var results: [MutantResult] = []
    var unsound: [String] = []
    try OrderedPipeline<RuleMutationBatch, Result<RuleMutationBatch.Outcome, DiagnosticsError>>(
      capacity: 2 * choice.jobs + 2
    ).run(
      workers: min(choice.jobs, max(1, batches.count)),
      produce: { yield in for batch in toRun { guard yield(batch) else { return } } },
      makeWorker: {},
      work: { _, batch in
        do throws(DiagnosticsError) {
          return .success(try batch.run(workspace))
        } catch {
          return .failure(error)
        }
      },
      take: { result in
        let outcome = try result.get()
        results += outcome.results
        if !outcome.isSound { unsound.append(outcome.rule) }
      })
    return RuleMutationRun(
      rules: batches.count, mutants: total, results: results, unsound: unsound, faults: sink.sorted, seed: choice.seed)
  }
}
