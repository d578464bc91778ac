internal import Foundation
public import Zhijian

/// The tests of a workspace, run again whenever a file changes: those that the change touches, and no others.
public final class RuleTestSession {
  /// What a run came to.
  public struct Outcome: Sendable {
    /// Of all tests, run again or not.
    public let run: RuleTestRun
    public let warnings: [Diagnostic]
    /// The files that were changed; empty for the first run.
    public let changes: [String]
    /// How many rules were run again.
    public let rerun: Int
  }

  private let locations: Workspace.Locations
  private let filter: String?
  private let jobs: Int
  private let covers: Bool
  private var loaded: Loaded?
  /// What stops the workspace from loading.
  private var loadFaults: [Diagnostic] = []
  private var files: WatchedFiles
  /// The settings as they could be read last: broken ones are looked at in the same places until they are mended.
  private var settings = Configuration()

  /// A workspace that could be loaded, kept up to date.
  private struct Loaded {
    let workspace: Workspace
    var lists: WordListCatalog
    var tests: RuleTestFiles
    /// By the path of their file.
    var rules: [String: Rule] = [:]
    /// By the path of their file: rules that have a fault since they were changed.
    var faults: [String: [Diagnostic]] = [:]
    /// By id.
    var outcomes: [String: RuleTestBatch.Outcome] = [:]
  }

  public init(_ locations: Workspace.Locations, filter: String?, jobs: Int, covers: Bool) {
    self.locations = locations
    self.filter = filter
    self.jobs = jobs
    self.covers = covers
    files = WatchedFiles([])
  }

  /// Reads everything and runs everything.
  public func runAll() throws -> Outcome { try runAll(changes: []) }

  /// Runs again what changed since the last run; nil where nothing did.
  public func runChanges() throws -> Outcome? {
    var now = WatchedFiles(roots)
    guard now != files else { return nil }
    if !files.changes(to: now).allSatisfy(now.isWritten) {
      // An editor that replaces a file takes the old one away first.
      usleep(50_000)
      now = WatchedFiles(roots)
    }
    let changes = files.changes(to: now)
    guard !changes.isEmpty else { return nil }
    guard var loaded, let touched = touch(&loaded, by: changes, now) else { return try runAll(changes: changes) }
    files = now
    try rerun(&loaded, touched)
    self.loaded = loaded
    return outcome(changes: changes, rerun: touched.count, warnings: [])
  }

  private func runAll(changes: [String]) throws -> Outcome {
    // Taken before anything is read, so that no later change is missed.
    let path = WorkspaceLoader(locations: locations, sink: DiagnosticSink()).configurationPath
    if let read = path.flatMap({ Configuration.read($0, sink: DiagnosticSink()) }) { settings = read }
    loaded = nil
    let (before, watched) = (WatchedFiles(roots), roots)
    loadFaults = []
    do throws(DiagnosticsError) {
      let workspace = try Workspace.load(locations)
      var loaded = Loaded(
        workspace: workspace, lists: workspace.lists, tests: RuleTestFiles(workspace, locations))
      for rule in workspace.rules.rules { loaded.rules[rule.location.file] = rule }
      self.loaded = loaded
    } catch {
      loadFaults = error.diagnostics
    }
    files = roots == watched ? before : WatchedFiles(roots)
    guard var loaded else { return outcome(changes: changes, rerun: 0, warnings: []) }
    try rerun(&loaded, Set(loaded.rules.keys))
    self.loaded = loaded
    return outcome(changes: changes, rerun: loaded.outcomes.count, warnings: loaded.workspace.warnings)
  }

  private func outcome(changes: [String], rerun: Int, warnings: [Diagnostic]) -> Outcome {
    var run = RuleTestRun(faults: loadFaults)
    if let loaded {
      let faults = loaded.faults.sorted { $0.key < $1.key }.flatMap(\.value)
      let outcomes = loaded.outcomes.sorted { $0.key < $1.key }.map(\.value)
      run = RuleTestRun(outcomes, faults: faults + loaded.tests.diagnostics, covers: covers)
    }
    return Outcome(run: run, warnings: warnings, changes: changes, rerun: rerun)
  }

  /// Runs the tests of the rules of some files.
  private func rerun(_ loaded: inout Loaded, _ paths: Set<String>) throws {
    let batches = paths.sorted().compactMap { path in
      loaded.rules[path].flatMap {
        RuleTestBatch(rule: $0, fileTests: loaded.tests.tests(of: $0.id), filter: filter)
      }
    }
    for path in paths { if let rule = loaded.rules[path] { loaded.outcomes[rule.id] = nil } }
    let outcomes = try RuleTestBatch.run(
      batches, analyzer: loaded.workspace.analyzer, covering: covers ? loaded.lists : nil, jobs: jobs)
    for (batch, outcome) in zip(batches, outcomes) { loaded.outcomes[batch.rule.id] = outcome }
  }

  // MARK: What a change touches

  /// What is looked at. Rules, lists and settings may come to be where they are not yet.
  private var roots: [String] {
    let loader = WorkspaceLoader(locations: locations, sink: DiagnosticSink())
    let path = loader.configurationPath
    let configuration = loaded?.workspace.configuration ?? settings
    let roots =
      locations.ruleRoots(configuration).flatMap { root in
        root.hasSuffix(".yaml") ? [root, root.dropLast(5) + RuleTestFiles.suffix] : [root]
      } + configuration.files
      + [path, loader.lexiconPath(configuration), loader.scorecardPath(configuration)].compactMap { $0 }
    return roots.map { root in
      var root = root
      while root.utf8.count > 1, root.hasSuffix("/") { root.removeLast() }
      return root
    }
  }

  /// Takes in the changed files; gives the files of the rules that have to be run again. Nil where it takes reading
  /// everything again.
  private func touch(_ loaded: inout Loaded, by changes: [String], _ now: WatchedFiles) -> Set<String>? {
    let loader = WorkspaceLoader(locations: locations, sink: DiagnosticSink())
    let lists = loader.lexiconPath(loaded.workspace.configuration).map { $0 + "/lists/" }
    var touched: Set<String> = []
    var names: Set<String> = []
    for path in changes {
      if path.hasSuffix(RuleTestFiles.suffix) {
        let before = loaded.tests.rule(of: path)
        loaded.tests.read(path)
        let named = [before, loaded.tests.rule(of: path)]
        touched.formUnion(loaded.rules.filter { named.contains($0.value.id) }.map(\.key))
      } else if let rule = loaded.rules[path], now.contains(path) {
        take(path, of: rule, &loaded)
        touched.insert(path)
      } else if let lists, path.hasPrefix(lists), path.hasSuffix(".txt"), now.contains(path), files.contains(path) {
        names.insert(FilePath.stem(of: path))
      } else {
        return nil
      }
    }
    guard !names.isEmpty, let lists else { return touched }
    let sink = DiagnosticSink()
    loaded.lists = WorkspaceLoader(locations: locations, sink: sink).wordLists(in: String(lists.dropLast()))
    guard !sink.hasErrors else { return nil }
    for (path, rule) in loaded.rules {
      guard let text = FileText.read(path, sink: sink) else { return nil }
      // Most do not even hold the name, and need not be read as YAML.
      guard names.contains(where: { text.contains("$" + $0) }),
        RuleSource(text, file: path).refers(toAnyOf: names)
      else { continue }
      take(path, of: rule, &loaded)
      touched.insert(path)
    }
    return touched
  }

  /// Reads a rule again. One with a fault stays what it was, and its fault is named.
  private func take(_ path: String, of rule: Rule, _ loaded: inout Loaded) {
    let sink = DiagnosticSink()
    let parser = RuleParser(
      lists: loaded.lists, folding: loaded.workspace.analyzer.folding, scriptLexicon: loaded.workspace.scriptLexicon)
    guard let text = FileText.read(path, sink: sink), let read = parser.parse(text, file: path, sink: sink) else {
      loaded.faults[path] = sink.sorted
      return
    }
    loaded.faults[path] = nil
    loaded.rules[path] = WorkspaceLoader.apply(loaded.workspace.configuration.overrides, to: [read]).first
  }
}
