/// A leaf of a condition. One operator is one file and one line in `ConditionOperators.all`.
protocol ConditionOperator: Sendable {
  static var definition: OperatorDefinition { get }

  /// Reads the operator's value and options; nil after a diagnostic.
  init?(value: YAMLNode, options: YAMLMapping, context: OperatorContext)

  /// What it looks for, in a few words, for explanations.
  var wanted: LocalizedText { get }

  /// What the scan of every message should look for on this leaf's behalf.
  var scan: LeafScan? { get }

  /// The conditions inside the operator, such as `count`'s `of`.
  var nested: [ConditionNode] { get }

  /// Whether `role` narrows what it looks at; rounds, events and fields are nobody's messages.
  var looksAtRoles: Bool { get }

  /// Whether it looks at messages at all, so that a scope says anything to it.
  var looksAtMessages: Bool { get }

  /// Whether its hits are messages that a window can hang on.
  var hitsMessages: Bool { get }

  /// Whether it does not hold where the scan of the messages found nothing for it, `join` and `every` aside.
  var followsScan: Bool { get }

  /// A nested condition in the same scope without a hit of which it says what that says.
  var needed: ConditionNode? { get }

  /// What the leaf says of one window. What it measures on the way it notes for explanations, see `LeafWindow.note`.
  func judge(_ window: LeafWindow) -> Judgement
}

extension ConditionOperator {
  var scan: LeafScan? { nil }
  var nested: [ConditionNode] { [] }
  var looksAtRoles: Bool { true }
  var looksAtMessages: Bool { true }
  var hitsMessages: Bool { true }
  var followsScan: Bool { false }
  var needed: ConditionNode? { nil }
}

/// What a reader of operators knows beyond the YAML.
struct OperatorContext {
  let sink: DiagnosticSink
  let verb: RuleVerb
  let lists: WordListCatalog
  let folding: TextFolding
  let expressions: ExpressionTable
  let scriptLexicon: ScriptLexicon
  /// Reads a nested condition, such as the one behind `count: {of: …}`.
  let condition: (YAMLNode) -> ConditionNode?
}

/// What to look for in every message for one leaf.
struct LeafScan: Sendable {
  /// The views to look in, from the plainest to the most folded.
  var views: [FoldView]
  var phrases: [String]
  /// Phrases whose occurrence excuses a hit that they cover.
  var excuses: [String]
  var expression: ExpressionScan?
  /// Nil for the default of each phrase: `word` for one character and for Latin or digit edges,
  /// `inside` for everything else.
  var boundary: WordBoundary?
  /// Whether negated, forbidding, quoted and asked occurrences are left out.
  var isAsserted: Bool

  /// A regular expression, looked for in the last of the views.
  struct ExpressionScan: Sendable {
    let expression: RegularExpression
    let unless: RegularExpression?
  }
}

/// How a hit has to lie to the words of the text.
enum WordBoundary: String, ExplainedChoice {
  /// No word of the dictionary partially overlaps the hit.
  case inside
  /// Both edges are word boundaries.
  case word
  /// Anywhere.
  case any
}

/// The operators of the rule language.
enum ConditionOperators {
  static let all: [any ConditionOperator.Type] = [
    KeywordOperator.self, RegexOperator.self, EntityOperator.self, CountOperator.self, LengthOperator.self,
    PaceOperator.self, GapOperator.self, UnansweredOperator.self, SilentOperator.self, SentimentOperator.self,
    SwingOperator.self, EventOperator.self, FieldOperator.self, EndedByOperator.self, RepeatOperator.self,
    SimilarOperator.self, ScriptOperator.self,
  ]

  static let byName: [String: any ConditionOperator.Type] = Dictionary(
    all.map { ($0.definition.name, $0) }, uniquingKeysWith: { first, _ in first })
}
