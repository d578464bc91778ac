/// What the tests of a rule make of its conditions and phrases.
///
/// A condition has two goals: to hold once and not to hold once. A phrase has one: to occur in a test in which it counts.
public struct RuleCoverage: Sendable {
  /// A condition, `for`, `unless` or a phrase.
  public struct Part: Sendable, Equatable {
    public enum Kind: String, Sendable, CaseIterable {
      /// An operator, or a combination of conditions.
      case condition
      /// `for`.
      case filter = "for"
      /// `unless`.
      case excuse = "unless"
      /// An item of a list of phrases; a word list is one item.
      case phrase
    }

    /// What no test does.
    public enum Gap: String, Sendable, CaseIterable {
      case neverEvaluated = "never_evaluated"
      case neverTrue = "never_true"
      case neverFalse = "never_false"
      /// A phrase that no test that counts for it holds.
      case neverMatched = "never_matched"
    }

    /// The tests that count for a phrase.
    public enum Witness: String, Sendable {
      /// Those that ask for a finding.
      case finding
      /// Those that ask for the rule's silence, such as for what is required.
      case clean
      /// All.
      case any
    }

    public let kind: Kind
    /// The key of a condition, or the phrase as it is written.
    public let text: String
    public let location: SourceLocation
    /// Of a phrase, the place of the condition whose list it is in; else its own.
    public let owner: SourceLocation
    /// Nil where every goal is reached.
    public let gap: Gap?
    /// Which tests count; `any` for everything but phrases.
    public let witness: Witness

    /// 1 for a phrase, 2 for anything else.
    public var goals: Int { kind == .phrase ? 1 : 2 }

    /// How many of the goals are reached.
    public var reached: Int {
      switch gap {
      case nil: goals
      case .neverTrue, .neverFalse: 1
      case .neverEvaluated, .neverMatched: 0
      }
    }
  }

  public let rule: String
  /// By place.
  public let parts: [Part]

  public var goals: Int { parts.reduce(0) { $0 + $1.goals } }
  public var reached: Int { parts.reduce(0) { $0 + $1.reached } }
  /// Those with a goal that is not reached.
  public var gaps: [Part] { parts.filter { $0.gap != nil } }
}

extension RuleTestRunner {
  /// The results of `tests` as judged by `rule` alone, and what they cover of it. `source` is the rule's file, `lists`
  /// are the word lists it was read with.
  package func runCovering(
    _ tests: [RuleTest], of rule: Rule, source: RuleSource, lists: WordListCatalog, tokenizer: TokenizerWorker? = nil
  ) throws(DiagnosticsError) -> (results: [RuleTestResult], coverage: RuleCoverage) {
    let tally = ConditionTally()
    let results = try run(tests, of: rule, tokenizer: tokenizer, tally: tally)
    return (results, CoverageReader(rule: rule, source: source, lists: lists, tally: tally).coverage())
  }
}
