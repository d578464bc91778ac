/// What may stand behind a key of the rule language. Parser, JSON Schema and reference read the same type.
indirect enum ValueType: Sendable {
  /// One scalar, as it is written: `no`, `010` and `12:30` are those characters. Nothing at all is no text.
  case text
  /// A text, or a number, of a fixed form.
  case form(TextForm)
  /// An ICU regular expression.
  case expression
  /// One phrase or a list of phrases; `$name` stands for a word list.
  case phrases
  /// `true` or `false`, without quotes.
  case boolean
  /// A whole number, without quotes.
  case wholeNumber(ClosedRange<Int>)
  /// A number, without quotes.
  case number(ClosedRange<Double>)
  /// `500ms`, `180s`, `15m`, `24h`, `2d`.
  case duration
  /// One of a closed set of words.
  case choice([Choice])
  /// The name that an author gives to a condition.
  case label
  /// `given`, or the name of a condition.
  case anchor
  /// A dialogue in the notation of rule examples.
  case dialogue
  /// A condition: an operator or logic with its scope.
  case condition
  /// A list of at least one condition.
  case conditions
  /// The steps of a sequence: conditions with two keys more.
  case steps
  /// A mapping with known keys.
  case mapping(MappingShape)
  /// A mapping with keys of the author's own, each with a value of one type.
  case named(ValueType, counts: ClosedRange<Int>)
  /// A list, which may be empty.
  case list(ValueType)
  /// One value, or a list of such.
  case oneOrMore(ValueType, mayBeEmpty: Bool)
  /// One of several types.
  case either([ValueType])
  /// Whatever YAML can say.
  case anything

  /// One of the cases of a type that explains them.
  static func choice<Cases: ExplainedChoice>(_ type: Cases.Type) -> ValueType { .choice(type.choices) }

  /// One or several of the cases of a type that explains them.
  static func choices<Cases: ExplainedChoice>(_ type: Cases.Type, mayBeEmpty: Bool = false) -> ValueType {
    .oneOrMore(.choice(type.choices), mayBeEmpty: mayBeEmpty)
  }

  /// `over`, `under`, `min`, `max`: at least one of them.
  static let bounds = ValueType.mapping(MappingShape(keys: NumberBounds.parameters, needsOneOf: NumberBounds.names))

  /// A number of any size that authors can write.
  static let anyNumber = ValueType.number(-1e15...1e15)
}

/// A word of a closed set and what it means.
struct Choice: Sendable {
  let name: String
  let meaning: LocalizedText
}

/// A closed set of words that says what each of them means.
protocol ExplainedChoice: CaseIterable, RawRepresentable, Sendable where RawValue == String {
  var meaning: LocalizedText { get }
}

extension ExplainedChoice {
  static var choices: [Choice] { allCases.map { Choice(name: $0.rawValue, meaning: $0.meaning) } }
}

/// A mapping with known keys.
struct MappingShape: Sendable {
  let keys: [KeyDefinition]
  /// Keys of which at least one has to be there; empty where none is needed.
  var needsOneOf: [String] = []
  /// Sets of keys of which at most one may be there.
  var atMostOneOf: [[String]] = []
  /// For a key the others that mean something only beside it, and only where its value is no mapping itself.
  var siblings: [String: [String]] = [:]
  /// Whether nothing at all may stand for the empty mapping.
  var mayBeNothing = false
}

/// A text of a fixed form, such as positions or a date.
struct TextForm: Sendable {
  /// How it is called, for people.
  let name: LocalizedText
  /// What the whole text matches: JSON Schema's dialect, ASCII only, anchored at both ends.
  let pattern: String
  /// The numbers that stand for themselves unquoted, or nil where only text will do.
  var numbers: Numbers?
  /// The types of JSON Schema whose values are taken as they are written, whatever YAML makes of them.
  var asWritten: [String] = []
  /// Texts of the form.
  let samples: [String]

  enum Numbers: Sendable {
    case whole(ClosedRange<Int>)
    case any(ClosedRange<Double>)
  }
}
