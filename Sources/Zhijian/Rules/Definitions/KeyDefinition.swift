/// A key of the rule language: an option of an operator, a scope key, a key of a rule.
struct KeyDefinition: Sendable {
  let name: String
  /// One line: what the key says.
  let summary: LocalizedText
  /// What may stand behind it. Nil is a definition that is not finished; a test names it.
  let type: ValueType?
  /// How the default reads, or nil where there is none.
  let defaultValue: LocalizedText?
  let isRequired: Bool
  /// More than the summary, in whole sentences; nil where there is nothing more to say.
  let details: LocalizedText?

  init(
    _ name: String, _ summary: LocalizedText, type: ValueType? = nil, default defaultValue: String? = nil,
    isRequired: Bool = false, details: LocalizedText? = nil
  ) {
    self.name = name
    self.summary = summary
    self.type = type
    self.defaultValue = defaultValue.map { LocalizedText(zh: $0, en: $0) }
    self.isRequired = isRequired
    self.details = details
  }

  /// The same with a default that takes words to say.
  init(
    _ name: String, _ summary: LocalizedText, type: ValueType, default defaultValue: LocalizedText,
    details: LocalizedText? = nil
  ) {
    self.name = name
    self.summary = summary
    self.type = type
    self.defaultValue = defaultValue
    isRequired = false
    self.details = details
  }
}
