public import Zhijian

/// Looks at a rule that is about to be written as `rules check` and `rules test` would.
public struct RuleDraftCheck: Sendable {
  public let draft: RuleDraft
  /// The text of the file.
  public let text: String
  /// What is wrong with it.
  public let diagnostics: [Diagnostic]
  /// The examples that do not come true.
  public let failures: [RuleTestResult]

  public var isSound: Bool { failures.isEmpty && !diagnostics.contains { $0.severity == .error } }

  /// Checks `draft`; examples that are missing are proposed, as far as they come true. `file` is the name to be.
  public static func run(
    _ draft: RuleDraft, file: String, language: Language, workspace: Workspace
  ) throws(DiagnosticsError) -> RuleDraftCheck {
    var draft = draft
    let own = Set(draft.findings + draft.cleans)
    var proposals = draft.proposals
    proposals.findings.removeAll(where: own.contains)
    proposals.cleans.removeAll(where: own.contains)
    let (ownFindings, ownCleans) = (draft.findings.count, draft.cleans.count)
    if ownFindings < 3 { draft.findings += proposals.findings.prefix(3 - ownFindings) }
    if ownCleans < 3 { draft.cleans += proposals.cleans.prefix(3 - ownCleans) }
    let first = try check(draft, file: file, language: language, workspace: workspace)
    guard !first.failures.isEmpty else { return first }
    // Only what was made up may be left out.
    let failed = Set(first.failures.map { $0.test.source.trimmedLineEnd })
    let isKept = { (own: Int) in
      { (item: (offset: Int, element: String)) in item.offset < own || !failed.contains(item.element) }
    }
    draft.findings = draft.findings.enumerated().filter(isKept(ownFindings)).map(\.element)
    draft.cleans = draft.cleans.enumerated().filter(isKept(ownCleans)).map(\.element)
    return try check(draft, file: file, language: language, workspace: workspace)
  }

  private static func check(
    _ draft: RuleDraft, file: String, language: Language, workspace: Workspace
  ) throws(DiagnosticsError) -> RuleDraftCheck {
    let text = draft.yaml(in: language)
    let sink = DiagnosticSink()
    let own = workspace.analyzer
    guard
      let rule = RuleParser(lists: workspace.lists, folding: own.folding).parse(text, file: file, sink: sink)
    else { return RuleDraftCheck(draft: draft, text: text, diagnostics: sink.sorted, failures: []) }
    let input = LintInput(
      rules: [rule], sources: [RuleSource(text, file: file)], catalog: workspace.lists, listFiles: [],
      folding: own.folding, tokenizer: try own.tokenizer.makeWorker())
    sink.report(RuleLinter(levels: workspace.configuration.lintLevels).diagnostics(of: input))
    let analyzer = Analyzer(
      rules: RuleSet([rule], folding: own.folding), tokenizer: own.tokenizer, folding: own.folding,
      sentiment: own.sentiment, policy: own.policy, turnBuilder: own.turnBuilder, versions: own.versions)
    let results = try RuleTestRunner(analyzer: analyzer).run(rule)
    return RuleDraftCheck(
      draft: draft, text: text, diagnostics: sink.sorted,
      failures: results.filter { $0.verdict == .failed || $0.verdict == .error })
  }
}

extension String {
  fileprivate var trimmedLineEnd: String {
    var text = self
    while text.utf8.last == 0x0A { text.removeLast() }
    return text
  }
}
