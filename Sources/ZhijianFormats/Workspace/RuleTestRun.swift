internal import Foundation
public import Zhijian

/// All tests of the rules of a workspace: the examples in the rules, and the `.test.yaml` files beside them.
public struct RuleTestRun: Sendable {
  /// How many rules have a test among those chosen, or are chosen and have none.
  public let rules: Int
  /// By rule; a rule's examples before the tests of its file.
  public let results: [RuleTestResult]
  /// What is wrong with the test files.
  public let faults: [Diagnostic]

  /// What could not even be loaded.
  public init(faults: [Diagnostic]) {
    self.init(rules: 0, results: [], faults: faults)
  }

  public init(rules: Int, results: [RuleTestResult], faults: [Diagnostic]) {
    self.rules = rules
    self.results = results
    self.faults = faults
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
    _ workspace: Workspace, _ locations: Workspace.Locations, filter: String?, jobs: Int
  ) throws -> RuleTestRun {
    let sink = DiagnosticSink()
    let files = TestFiles(workspace, locations, sink: sink)
    var rules = 0
    var batches: [Batch] = []
    for rule in workspace.rules.rules {
      let all = RuleTest.examples(of: rule) + (files.tests[rule.id] ?? [])
      let isNamed = filter.map { rule.id.contains($0) } ?? true
      let isChosen = Set(all.filter { test in isNamed || filter.map { test.name.contains($0) } ?? true }.map(\.name))
      if isNamed || !isChosen.isEmpty { rules += 1 }
      guard !isChosen.isEmpty else { continue }
      // All of them are run, so that a repetition is one whatever was chosen.
      batches.append(Batch(rule: rule.id, tests: all, chosen: isChosen))
    }
    let runner = RuleTestRunner(analyzer: workspace.analyzer)
    var results: [RuleTestResult] = []
    let toRun = batches
    try OrderedPipeline<Batch, Result<[RuleTestResult], DiagnosticsError>>(capacity: 2 * jobs + 2).run(
      workers: min(jobs, max(1, batches.count)),
      produce: { yield in for batch in toRun { guard yield(batch) else { return } } },
      makeWorker: {},
      work: { _, batch in
        do throws(DiagnosticsError) {
          return .success(try runner.run(batch.tests, of: batch.rule).filter { batch.chosen.contains($0.test.name) })
        } catch {
          return .failure(error)
        }
      },
      take: { results += try $0.get() })
    return RuleTestRun(rules: rules, results: results, faults: sink.sorted)
  }

  /// The tests of one rule.
  private struct Batch: Sendable {
    let rule: String
    let tests: [RuleTest]
    /// The names of those whose results are wanted.
    let chosen: Set<String>
  }
}

/// The test files of a workspace.
private struct TestFiles {
  /// By rule.
  private(set) var tests: [String: [RuleTest]] = [:]
  private static let suffix = ".test.yaml"

  init(_ workspace: Workspace, _ locations: Workspace.Locations, sink: DiagnosticSink) {
    let ids = workspace.rules.rules.map(\.id)
    var seen: Set<String> = []
    for root in locations.ruleRoots(workspace.configuration) {
      for path in Self.paths(root, sink) where seen.insert(path).inserted {
        guard let text = FileText.read(path, sink: sink),
          let file = RuleTestFile.read(text, file: path, sink: sink)
        else { continue }
        let name = String(FilePath.name(of: path).dropLast(Self.suffix.count))
        if name != file.rule {
          sink.error(
            "test-file-name", at: file.ruleLocation,
            LocalizedText(
              zh: "文件名应当是 \(file.rule)\(Self.suffix)", en: "the file must be named \(file.rule)\(Self.suffix)"))
        }
        guard ids.contains(file.rule) else {
          let closest = SpellingSuggestion.closest(to: file.rule, among: ids)
          sink.error(
            "unknown-rule", at: file.ruleLocation,
            LocalizedText(
              zh: "没有规则“\(file.rule)”（或者已停用）", en: "there is no rule '\(file.rule)', or it is retired"),
            hint: closest.map { LocalizedText(zh: "是不是想写“\($0)”？", en: "did you mean '\($0)'?") })
          continue
        }
        tests[file.rule, default: []] += file.tests
      }
    }
  }

  /// The test files below a folder, or the one beside a rule file.
  private static func paths(_ root: String, _ sink: DiagnosticSink) -> [String] {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: root, isDirectory: &isFolder) else { return [] }
    if isFolder.boolValue { return FileText.files(in: root, suffix: suffix, sink: sink) }
    let ending = ".yaml"
    guard root.hasSuffix(ending) else { return [] }
    let beside = String(root.dropLast(ending.count)) + suffix
    return FileManager.default.fileExists(atPath: beside) ? [beside] : []
  }
}
