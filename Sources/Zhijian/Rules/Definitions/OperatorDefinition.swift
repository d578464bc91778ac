/// What an operator is called, takes and means: the source of its parser messages, of the rule
/// reference and of the JSON Schema.
struct OperatorDefinition: Sendable {
  typealias Parameter = KeyDefinition

  /// What stands behind the operator's key.
  enum Form: String, Sendable {
    /// A list of phrases, or one; options are sibling keys.
    case list
    /// One scalar; options are sibling keys.
    case scalar
    /// A mapping that holds the options.
    case mapping
  }

  let name: String
  let form: Form
  /// One line: what is a hit.
  let summary: LocalizedText
  /// What an author has to know beyond the summary, in whole sentences.
  let details: LocalizedText?
  /// What stands behind the operator's key where options are sibling keys.
  let value: ValueType?
  let parameters: [Parameter]
  /// Parameters of which at least one has to be there; empty where none is needed.
  let needsOneOf: [String]
  /// Whether the mapping may be left out: `silent:` for `silent: {}`.
  let mayBeNothing: Bool
  let examples: [ConditionExample]

  init(
    name: String, form: Form, summary: LocalizedText, details: LocalizedText? = nil, value: ValueType? = nil,
    parameters: [Parameter], needsOneOf: [String] = [], mayBeNothing: Bool = false, examples: [ConditionExample] = []
  ) {
    self.name = name
    self.form = form
    self.summary = summary
    self.details = details
    self.value = value
    self.parameters = parameters
    self.needsOneOf = needsOneOf
    self.mayBeNothing = mayBeNothing
    self.examples = examples
  }

  /// What stands behind the operator's key; nil where the definition is not finished.
  var type: ValueType? {
    guard form == .mapping else { return value }
    return .mapping(MappingShape(keys: parameters, needsOneOf: needsOneOf, mayBeNothing: mayBeNothing))
  }
}

/// A condition as an author would write it, with a dialogue in which it holds and one in which it does not.
/// Both are judged by a test.
struct ConditionExample: Sendable {
  /// What the example shows, in a few words.
  let title: LocalizedText
  /// YAML of one condition.
  let condition: String
  let hit: Case
  let miss: Case

  struct Case: Sendable, ExpressibleByStringLiteral {
    /// Lines in the notation of rule examples; ⟦⟧ marks what has to be pointed at.
    let dialogue: String
    /// What is known of the conversation, in the notation of `conversation:` of rule examples; nil for nothing.
    let conversation: String?

    init(_ dialogue: String, conversation: String? = nil) {
      self.dialogue = dialogue
      self.conversation = conversation
    }

    init(stringLiteral dialogue: String) { self.init(dialogue) }
  }

  init(_ title: LocalizedText, _ condition: String, hit: Case, miss: Case) {
    self.title = title
    self.condition = condition
    self.hit = hit
    self.miss = miss
  }
}
