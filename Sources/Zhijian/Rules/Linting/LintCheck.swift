/// What a check of the linter is called and what it says: the source of its diagnostics, of SARIF's rule table and of
/// the reference docs/lint.md.
public struct LintCheckDefinition: Sendable {
  /// The stable identifier, which is named after the fault; also the code of the diagnostics.
  public let id: String
  /// The level unless a configuration says otherwise.
  public let severity: Diagnostic.Severity
  /// What is wrong, in one line.
  public let summary: LocalizedText
  /// Why it matters.
  public let reason: LocalizedText
  /// What to do about it.
  public let remedy: LocalizedText
}

/// One check of the linter: a file in `Checks/` and a line in `LintChecks.all`.
protocol LintCheck: Sendable {
  static var definition: LintCheckDefinition { get }

  /// Reports what it finds in one rule. Checks of single rules take turns with each rule, so that what one of them
  /// prepares serves the others.
  static func check(_ rule: LintedRule, _ input: LintInput, _ report: LintReport)

  /// Reports what it finds in all rules and word lists together.
  static func run(_ input: LintInput, _ report: LintReport)
}

extension LintCheck {
  static func check(_ rule: LintedRule, _ input: LintInput, _ report: LintReport) {}
  static func run(_ input: LintInput, _ report: LintReport) {}
}

/// The checks of the linter, in the order of their ids.
public enum LintChecks {
  static let all: [any LintCheck.Type] = [
    AlwaysTrueCheck.self, BroadPhraseCheck.self, ContradictionCheck.self, DuplicateExampleCheck.self,
    DuplicatePhraseCheck.self, EmptyFilterCheck.self, EmptyWindowCheck.self, IdleExcuseCheck.self,
    IdleOptionCheck.self, ImpossibleConditionCheck.self, ImpossiblePhraseCheck.self, NestedQuantifierCheck.self,
    PointlessCapCheck.self, RepeatedPhraseCheck.self, SameRuleCheck.self, ScoredDraftCheck.self,
    SeverityMismatchCheck.self, ShadowedPhraseCheck.self, SlowRegexCheck.self, TooFewExamplesCheck.self,
    UndecidableFieldCheck.self, UnexplainedRuleCheck.self, UngatedRegexCheck.self, UnreachableAnchorCheck.self,
    UnreachableStepCheck.self, UnscoredSeverityCheck.self, UnusedLabelCheck.self, UnusedListCheck.self,
    UnusedListEntryCheck.self,
  ]

  /// An allowance that silences nothing: known only after all checks have run.
  static let unusedAllowance = LintCheckDefinition(
    id: "unused-allowance", severity: .warning,
    summary: LocalizedText(zh: "lint.allow 里的豁免没有用到", en: "an allowance in lint.allow silences nothing"),
    reason: LocalizedText(
      zh: "豁免留着，以后真出现这种问题时就看不见了。", en: "It would hide the problem when it really comes up one day."),
    remedy: LocalizedText(zh: "删掉这条豁免。", en: "Remove the allowance."))

  /// What is too frequent in transcripts: found by `--against`.
  public static let frequentPhrase = LintCheckDefinition(
    id: "frequent-phrase", severity: .warning,
    summary: LocalizedText(zh: "短语在实际聊天里命中的消息太多", en: "a phrase hits too many messages of real chats"),
    reason: LocalizedText(
      zh: "到处都命中的短语几乎没有区分力，报告里会全是它。", en: "A phrase that is everywhere tells nothing apart and fills the reports."),
    remedy: LocalizedText(
      zh: "换更长、更具体的短语，限定角色或范围，或用 unless 放行常见的说法。",
      en: "Use a longer phrase, narrow role or scope, or excuse common wordings by unless."))

  /// What every check is about.
  public static var definitions: [LintCheckDefinition] {
    (all.map { $0.definition } + [unusedAllowance, frequentPhrase]).sorted { $0.id < $1.id }
  }

  static let ids: [String] = definitions.map(\.id)
}

/// How loud a check is.
public enum LintLevel: String, Sendable, CaseIterable {
  case off, note, warning, error

  public var severity: Diagnostic.Severity? {
    switch self {
    case .off: nil
    case .note: .note
    case .warning: .warning
    case .error: .error
    }
  }
}

/// Collects what checks find, with the rule it is about.
final class LintReport {
  struct Entry {
    let check: LintCheckDefinition
    let diagnostic: Diagnostic
    /// The id of the rule that can allow it; nil for word lists.
    let rule: String?
  }

  private(set) var entries: [Entry] = []
  private let check: LintCheckDefinition

  init(_ check: LintCheckDefinition) {
    self.check = check
  }

  /// Reports a fault at `location`; `severity` where it is less grave than the check usually is.
  func add(
    _ rule: LintedRule?, at location: SourceLocation, _ message: LocalizedText, hint: LocalizedText? = nil,
    severity: Diagnostic.Severity? = nil
  ) {
    entries.append(
      Entry(
        check: check,
        diagnostic: Diagnostic(
          severity ?? check.severity, code: check.id, message: message, location: location,
          hint: hint ?? check.remedy),
        rule: rule?.rule.id))
  }
}
