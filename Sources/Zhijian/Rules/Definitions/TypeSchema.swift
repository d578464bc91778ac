/// The JSON Schema of one type of the rule language.
///
/// YAML gives numbers and booleans where the rule language reads characters, so a text may be any of them. What the
/// loader takes as a number or boolean stands without quotes, so that both see the same.
struct TypeSchema: Sendable {
  let language: Language

  /// A key with its type and what an editor shows.
  func property(_ key: KeyDefinition) -> JSONValue.Member {
    .init(key.name, schema(of: key.type, description: key.explanation(in: language)))
  }

  /// A type with a description; a type that is not defined takes everything.
  func schema(of type: ValueType?, description: String? = nil) -> JSONValue {
    let description = description.map { [JSONValue.Member("description", .string($0))] } ?? []
    return .object(description + (type.map(members) ?? []))
  }

  private static let scalars = JSONValue.array(["string", "number", "boolean"])
  private static let reference = JSONValue.Member(
    "allOf", .array([.object([.init("$ref", "#/definitions/condition")])]))

  /// What a schema of the type says.
  func members(of type: ValueType) -> [JSONValue.Member] {
    switch type {
    case .text, .anchor, .dialogue: return [.init("type", Self.scalars)]
    case .form(let form): return members(of: form)
    case .expression: return [.init("type", Self.scalars), .init("minLength", .integer(1))]
    case .phrases:
      return [
        .init("type", .array(["string", "number", "boolean", "array"])), .init("minItems", .integer(1)),
        .init("items", .object([.init("type", Self.scalars)] + Self.phrase)),
      ] + Self.phrase
    case .boolean: return [.init("type", "boolean")]
    case .wholeNumber(let range):
      return [
        .init("type", "integer"), .init("minimum", .integer(Int64(range.lowerBound))),
        .init("maximum", .integer(Int64(range.upperBound))),
      ]
    case .number(let range):
      guard range.upperBound < 1e15 else { return [.init("type", "number")] }
      return [
        .init("type", "number"), .init("minimum", Self.bound(range.lowerBound)),
        .init("maximum", Self.bound(range.upperBound)),
      ]
    case .duration: return [.init("type", "string"), .init("pattern", .string(DurationText.pattern))]
    case .choice(let choices):
      return [
        .init("enum", .array(choices.map { .string($0.name) })),
        .init("enumDescriptions", .array(choices.map { .string($0.meaning.text(in: language)) })),
      ]
    case .label:
      return [.init("type", Self.scalars), .init("not", .object([.init("const", "given")]))]
    case .condition: return [Self.reference]
    case .conditions:
      return [
        .init("type", "array"), .init("minItems", .integer(1)),
        .init("items", .object([.init("$ref", "#/definitions/condition")])),
      ]
    case .steps:
      return [
        .init("type", "array"), .init("minItems", .integer(Int64(ConditionKeys.steps.lowerBound))),
        .init("maxItems", .integer(Int64(ConditionKeys.steps.upperBound))),
        .init("items", .object([.init("$ref", "#/definitions/step")])),
      ]
    case .mapping(let shape): return members(of: shape)
    case .named(let type, let counts):
      var members: [JSONValue.Member] = [.init("type", "object"), .init("additionalProperties", schema(of: type))]
      if counts.lowerBound > 0 { members.append(.init("minProperties", .integer(Int64(counts.lowerBound)))) }
      if counts.upperBound < Int.max { members.append(.init("maxProperties", .integer(Int64(counts.upperBound)))) }
      return members
    case .list(let type): return [.init("type", "array"), .init("items", schema(of: type))]
    case .oneOrMore(let type, let mayBeEmpty):
      var list: [JSONValue.Member] = [.init("type", "array"), .init("items", schema(of: type))]
      if !mayBeEmpty { list.append(.init("minItems", .integer(1))) }
      return [.init("anyOf", .array([schema(of: type), .object(list)]))]
    case .either(let types): return [.init("anyOf", .array(types.map { schema(of: $0) }))]
    case .anything: return []
    }
  }

  /// A phrase has something in it beside blanks.
  private static let phrase: [JSONValue.Member] = [
    .init("maxLength", .integer(Int64(PhraseList.maximumLength))),
    .init("pattern", #"[^ \t\r\u3000\ufeff]"#),
  ]

  private static func bound(_ number: Double) -> JSONValue {
    number == number.rounded() ? .integer(Int64(number)) : .number(number)
  }

  private func members(of form: TextForm) -> [JSONValue.Member] {
    let pattern = JSONValue.Member("pattern", .string(form.pattern))
    if !form.asWritten.isEmpty { return [.init("type", .array(form.asWritten.map(JSONValue.string))), pattern] }
    switch form.numbers {
    case nil: return [.init("type", "string"), pattern]
    case .whole(let range):
      return [
        .init("type", .array(["string", "integer"])), pattern, .init("minimum", .integer(Int64(range.lowerBound))),
        .init("maximum", .integer(Int64(range.upperBound))),
      ]
    case .any(let range):
      return [
        .init("type", .array(["string", "number"])), pattern, .init("minimum", Self.bound(range.lowerBound)),
        .init("maximum", Self.bound(range.upperBound)),
      ]
    }
  }

  /// A mapping with known keys and no others.
  func members(of shape: MappingShape) -> [JSONValue.Member] {
    var members: [JSONValue.Member] = [
      .init("type", shape.mayBeNothing ? .array(["object", "null"]) : "object"),
      .init("properties", .object(shape.keys.map(property))),
    ]
    let required = shape.keys.filter(\.isRequired).map { JSONValue.string($0.name) }
    if !required.isEmpty { members.append(.init("required", .array(required))) }
    members.append(.init("additionalProperties", .bool(false)))
    if !shape.needsOneOf.isEmpty {
      members.append(.init("anyOf", .array(shape.needsOneOf.map { Self.requires([$0]) })))
    }
    var rules = Self.exclusions(shape.atMostOneOf)
    for (owner, siblings) in shape.siblings.sorted(by: { $0.key < $1.key }) {
      members.append(
        .init("dependencies", .object(siblings.map { .init($0, .array([.string(owner)])) })))
      let isMapping = JSONValue.object([.init(owner, .object([.init("type", "object")]))])
      rules.append(
        .object([
          .init("if", .object([.init("required", .array([.string(owner)])), .init("properties", isMapping)])),
          .init("then", .object([.init("properties", .object(siblings.map { .init($0, .bool(false)) }))])),
        ]))
    }
    if !rules.isEmpty { members.append(.init("allOf", .array(rules))) }
    return members
  }

  // MARK: Parts

  static func requires(_ keys: [String]) -> JSONValue {
    .object([.init("required", .array(keys.map(JSONValue.string)))])
  }

  /// Where the keys are there, these properties hold.
  static func when(_ keys: [String], _ properties: JSONValue, require required: [String] = []) -> JSONValue {
    var then: [JSONValue.Member] = [.init("properties", properties)]
    if !required.isEmpty { then.append(.init("required", .array(required.map(JSONValue.string)))) }
    return .object([.init("if", requires(keys)), .init("then", .object(then))])
  }

  /// No two keys of a set together.
  static func exclusions(_ sets: [[String]]) -> [JSONValue] {
    sets.flatMap { set in
      set.indices.flatMap { first in
        set[(first + 1)...].map { .object([.init("not", requires([set[first], $0]))]) }
      }
    }
  }
}
