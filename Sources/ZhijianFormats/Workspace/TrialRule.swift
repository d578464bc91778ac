internal import Foundation
public import Zhijian

/// A rule that is tried before it is finished: typed on a command line, or in a file that is no part of the workspace.
///
/// Its title, category and the like may be missing, and a condition alone is one that is forbidden.
public struct TrialRule: Sendable {
  /// The name that diagnostics show.
  public let file: String
  public let text: String

  /// A rule that was typed.
  public init(typed text: String) {
    file = "<-e>"
    self.text = text
  }

  /// A rule in a file; throws where that cannot be read.
  public init(file path: String) throws(DiagnosticsError) {
    let sink = DiagnosticSink()
    guard let text = FileText.read(path, sink: sink) else { throw DiagnosticsError(sink.sorted) }
    file = path
    self.text = text
  }

  /// The rule as a workspace reads it, with all that is odd about it without being wrong. A retired one is a draft.
  public func rule(in workspace: Workspace) throws(DiagnosticsError) -> (rule: Rule, warnings: [Diagnostic]) {
    let sink = DiagnosticSink()
    let stem = FilePath.stem(of: file)
    var source = RuleSource.trial(text, file: file, id: RuleDraft.isID(stem) ? stem : "try")
    let parser = RuleParser(
      lists: workspace.lists, folding: workspace.analyzer.folding, scriptLexicon: workspace.scriptLexicon)
    guard var rule = parser.parse(&source, expressions: ExpressionTable(), sink: sink), !sink.hasErrors else {
      throw DiagnosticsError(sink.sorted)
    }
    rule = WorkspaceLoader.apply(workspace.configuration.overrides, to: [rule])[0]
    if rule.status == .retired { rule.status = .draft }
    return (rule, sink.sorted)
  }
}

extension Workspace {
  /// The same with `rule` among its rules, in place of the one of the same id.
  public func adding(_ rule: Rule) -> Workspace {
    func added(to rules: [Rule]) -> [Rule] { rules.filter { $0.id != rule.id } + [rule] }
    return replacing(added(to: rules.rules), shops: shops.mapValues { added(to: $0.rules) })
  }

  /// The same with no rule but `rule`, for every shop.
  public func trying(_ rule: Rule) -> Workspace { replacing([rule], shops: [:]) }

  private func replacing(_ rules: [Rule], shops: [String: [Rule]]) -> Workspace {
    let own = analyzer
    let compile: @Sendable ([Rule]) -> Analyzer = { rules in
      Analyzer(
        rules: RuleSet(rules, folding: own.folding), tokenizer: own.tokenizer, folding: own.folding,
        sentiment: own.sentiment, policy: own.policy, turnBuilder: own.turnBuilder, versions: own.versions)
    }
    return Workspace(
      configuration: configuration, mapping: mapping, lists: lists, scriptLexicon: scriptLexicon, policy: policy,
      warnings: warnings,
      analyzer: compile(rules), shops: shops.mapValues { ShopAnalyzer($0, compile: compile) })
  }
}
