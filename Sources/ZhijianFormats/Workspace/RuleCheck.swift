internal import Foundation
public import Zhijian

/// Everything that is wrong or odd with the rules of a workspace: what stops them from loading, and what the linter
/// finds in those that can be read.
public struct RuleCheck: Sendable {
  /// By file, line and column.
  public var diagnostics: [Diagnostic]
  /// What the rules come to; nil where there are errors that stop them from loading.
  public let workspace: Workspace?
  /// How many rules could be read.
  public let rules: Int
  /// Levels of the checks as the configuration sets them.
  public let levels: [String: LintLevel]

  /// Reads and checks everything. With `isWhole` there are no other rules that could use the word lists.
  public static func run(_ locations: Workspace.Locations = .init(), isWhole: Bool) -> RuleCheck {
    let sink = DiagnosticSink()
    let found = LintOutcome()
    var loader = WorkspaceLoader(locations: locations, sink: sink)
    loader.lint = { parts in found.take(parts, isWhole: isWhole) }
    let workspace = loader.load()
    let isLoaded = workspace != nil && !sink.hasErrors
    sink.report(found.diagnostics)
    return RuleCheck(
      diagnostics: sink.sorted, workspace: isLoaded ? workspace : nil, rules: found.rules, levels: found.levels)
  }

  /// Adds what was found elsewhere, at the levels of the configuration and without what the rules allow.
  public mutating func add(_ more: [Diagnostic], of rules: RuleSet) {
    let linter = RuleLinter(levels: levels)
    let sink = DiagnosticSink()
    sink.report(diagnostics)
    for diagnostic in more where levels[diagnostic.code] != .off {
      let rule = rules.rules.first { $0.location.file == diagnostic.location?.file }
      if rule?.lintAllowances.contains(where: { $0.check == diagnostic.code }) ?? false { continue }
      sink.report(linter.atLevel(diagnostic))
    }
    diagnostics = sink.sorted
  }
}

/// What the linter needs of a workspace that may be unfit for anything else.
struct LintParts {
  let rules: [Rule]
  let sources: [RuleSource]
  let lists: WordListCatalog
  let lexicons: String
  let folding: TextFolding
  let tokenizer: Tokenizer?
  let configuration: Configuration
}

/// Takes what the linter finds out of the middle of loading.
private final class LintOutcome {
  private(set) var diagnostics: [Diagnostic] = []
  private(set) var rules = 0
  private(set) var levels: [String: LintLevel] = [:]

  func take(_ parts: LintParts, isWhole: Bool) {
    rules = parts.rules.count { $0.status != .retired }
    levels = parts.configuration.lintLevels
    // Where ICU's data cannot be used, loading has said so.
    guard let tokenizer = try? parts.tokenizer?.makeWorker() else { return }
    let input = LintInput(
      rules: parts.rules, sources: parts.sources, catalog: parts.lists,
      listFiles: isWhole ? listFiles(below: parts.lexicons + "/lists") : [], folding: parts.folding,
      tokenizer: tokenizer)
    diagnostics = RuleLinter(levels: levels).diagnostics(of: input)
  }

  /// The word lists; what cannot be read was reported by loading.
  private func listFiles(below folder: String) -> [WordListFile] {
    guard FileManager.default.fileExists(atPath: folder) else { return [] }
    let sink = DiagnosticSink()
    return FileText.files(in: folder, suffix: ".txt", sink: sink).compactMap { path in
      FileText.read(path, sink: sink).map { WordListFile(name: FilePath.stem(of: path), file: path, text: $0) }
    }
  }
}
