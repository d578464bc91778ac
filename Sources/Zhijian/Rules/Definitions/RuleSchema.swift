/// The JSON Schema of rule files, generated from the definitions: draft-07, which editors and validators all read.
///
/// It says what a schema can say. That a regular expression compiles, a word list or label exists and a range is
/// not empty is the loader's business.
public struct RuleSchema: Sendable {
  let types: TypeSchema
  private let language: Language

  /// A schema whose descriptions are in `language`.
  public init(language: Language = .chinese) {
    self.language = language
    types = TypeSchema(language: language)
  }

  public var value: JSONValue {
    let isChinese = language == .chinese
    var members: [JSONValue.Member] = [
      .init("$schema", "http://json-schema.org/draft-07/schema#"),
      .init("title", .string(isChinese ? "质检规则" : "A rule of Zhijian")),
      .init(
        "description",
        .string(isChinese ? "由 zhijian rules schema 生成。" : "Written by zhijian rules schema.")),
    ]
    members += types.members(of: RuleKeys.shape)
    members.append(.init("allOf", .array([verb] + scores)))
    members.append(
      .init(
        "definitions",
        .object([
          .init("condition", condition), .init("step", step), .init("oneOperator", oneOperator),
        ])))
    return .object(members)
  }

  /// Exactly one verb.
  private var verb: JSONValue {
    .object([.init("oneOf", .array(RuleKeys.verbs.map { TypeSchema.requires([$0.name]) }))])
  }

  /// What each verb may do to the score.
  private var scores: [JSONValue] {
    let no = JSONValue.bool(false)
    let notTrue = JSONValue.object([.init("enum", .array([no]))])
    return RuleVerb.allCases.map { verb in
      let barred: [JSONValue.Member] =
        switch verb {
        case .forbid, .require: [.init("award", no)]
        case .credit: [.init("deduct", no), .init("auto_fail", notTrue)]
        case .observe: [.init("deduct", no), .init("award", no), .init("auto_fail", notTrue)]
        }
      let score = JSONValue.object([.init("properties", .object(barred))])
      return TypeSchema.when([verb.rawValue], .object([.init("score", score)]))
    }
  }

  // MARK: Conditions

  private var definitions: [OperatorDefinition] { ConditionOperators.all.map { $0.definition } }

  /// The operators whose options are siblings of their key.
  private var withSiblings: [OperatorDefinition] {
    definitions.filter { $0.form != .mapping && !$0.parameters.isEmpty }
  }

  private var conditionProperties: [JSONValue.Member] {
    var members: [JSONValue.Member] = definitions.map { definition in
      .init(
        definition.name, types.schema(of: definition.type, description: definition.explanation(in: language)))
    }
    members += (ConditionKeys.logic + ConditionKeys.beside).map(types.property)
    var known = Set(members.map(\.key))
    for parameter in withSiblings.flatMap(\.parameters) where known.insert(parameter.name).inserted {
      members.append(.init(parameter.name, .object([])))
    }
    return members
  }

  private var condition: JSONValue {
    .object([
      .init("type", "object"), .init("properties", .object(conditionProperties)),
      .init("additionalProperties", .bool(false)),
      .init("allOf", .array([.object([.init("$ref", "#/definitions/oneOperator")])])),
    ])
  }

  private var step: JSONValue {
    let inherited = conditionProperties.map { member in
      JSONValue.Member(
        member.key, .object([.init("$ref", .string("#/definitions/condition/properties/\(member.key)"))]))
    }
    return .object([
      .init("type", "object"),
      .init("properties", .object(inherited + ConditionKeys.step.map(types.property))),
      .init("additionalProperties", .bool(false)),
      .init("allOf", .array([.object([.init("$ref", "#/definitions/oneOperator")])])),
    ])
  }

  /// One operator or logic key, the options that belong to it, and scope keys that exclude each other.
  private var oneOperator: JSONValue {
    let heads = definitions.map(\.name) + ConditionKeys.logicNames
    let options = withSiblings.map { definition in
      TypeSchema.when(
        [definition.name], .object(definition.parameters.map(types.property)),
        require: definition.parameters.filter(\.isRequired).map(\.name))
    }
    var owners: [(option: String, operators: [String])] = []
    for definition in withSiblings {
      for parameter in definition.parameters {
        if let place = owners.firstIndex(where: { $0.option == parameter.name }) {
          owners[place].operators.append(definition.name)
        } else {
          owners.append((parameter.name, [definition.name]))
        }
      }
    }
    let dependencies = owners.map { option, operators in
      JSONValue.Member(option, .object([.init("anyOf", .array(operators.map { TypeSchema.requires([$0]) }))]))
    }
    let exclusions = TypeSchema.exclusions([ScopeKeys.positions, ScopeKeys.anchors])
    return .object([
      .init("dependencies", .object(dependencies)),
      .init("oneOf", .array(heads.map { TypeSchema.requires([$0]) })),
      .init("allOf", .array(exclusions + options)),
    ])
  }
}

extension JSONValue: ExpressibleByStringLiteral {
  public init(stringLiteral text: String) { self = .string(text) }
}

extension JSONValue.Member {
  init(_ key: String, _ value: JSONValue) { self.init(key: key, value: value) }
}
