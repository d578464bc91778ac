/// How often rules and their phrases hit in real conversations.
public struct RuleUsage: Sendable {
  /// How often one phrase occurs where its rule looks.
  public struct PhraseUse: Sendable {
    public let phrase: String
    /// Messages with an occurrence that counts.
    public internal(set) var messages = 0
    public internal(set) var conversations = 0
    /// Occurrences that do not count, by the reason.
    public internal(set) var suppressed: [Suppression: Int] = [:]

    init(phrase: String) {
      self.phrase = phrase
    }
  }

  /// How much work one regular expression is.
  public struct ExpressionUse: Sendable {
    public let pattern: String
    /// Messages that hold a literal without which it cannot match, so that it has to be tried.
    public internal(set) var candidates = 0
    public internal(set) var messages = 0
    public internal(set) var suppressed: [Suppression: Int] = [:]
    /// Messages on which it ran out of its work limit.
    public internal(set) var exhausted = 0

    init(pattern: String) {
      self.pattern = pattern
    }
  }

  /// A text operator of a rule.
  public struct LeafUse: Sendable {
    public let location: SourceLocation
    /// The messages of the roles that it looks at.
    public internal(set) var seen = 0
    public internal(set) var phrases: [PhraseUse] = []
    public internal(set) var expression: ExpressionUse?
    /// Whether each of its hits leads to a finding, so that frequent ones matter.
    let isFinding: Bool
  }

  public struct RuleUse: Sendable {
    public let rule: String
    public let title: String
    /// Conversations by result.
    public internal(set) var results: [RuleResult: Int] = [:]
    public internal(set) var findings = 0
    public internal(set) var leaves: [LeafUse] = []

    /// Conversations with a finding.
    public var hits: Int { results[.hit] ?? 0 }
    /// Occurrences that do not count, by the reason.
    public var suppressed: [Suppression: Int] {
      var sum: [Suppression: Int] = [:]
      for leaf in leaves {
        for phrase in leaf.phrases { sum.merge(phrase.suppressed, uniquingKeysWith: +) }
        if let expression = leaf.expression { sum.merge(expression.suppressed, uniquingKeysWith: +) }
      }
      return sum
    }
  }

  public internal(set) var conversations = 0
  public internal(set) var messages = 0
  /// In the order of the rules' ids.
  public internal(set) var rules: [RuleUse] = []

  /// Nothing seen yet.
  public init() {}

  /// The fewest messages from which a share says anything.
  static let fewestMessages = 50

  /// Phrases whose hits make findings and that hit more than `share` (0…1) of the messages that their rules look at.
  public func frequentPhrases(above share: Double) -> [Diagnostic] {
    let definition = LintChecks.frequentPhrase
    return rules.flatMap { rule in
      rule.leaves.filter { $0.isFinding && $0.seen >= Self.fewestMessages }.flatMap { leaf in
        leaf.phrases.filter { Double($0.messages) > share * Double(leaf.seen) }.map { phrase in
          let percent = Int((100 * Double(phrase.messages) / Double(leaf.seen)).rounded())
          return Diagnostic(
            definition.severity, code: definition.id,
            message: LocalizedText(
              zh: "短语“\(phrase.phrase)”命中了 \(leaf.seen) 条消息中的 \(phrase.messages) 条（\(percent)%）",
              en: "the phrase '\(phrase.phrase)' hits \(phrase.messages) of \(leaf.seen) messages (\(percent) %)"),
            location: leaf.location, hint: definition.remedy)
        }
      }
    }
  }
}
