/// `field`: a figure or text of the conversation itself.
struct FieldOperator: ConditionOperator {
  let test: FieldTest

  let looksAtRoles = false

  let looksAtMessages = false

  let hitsMessages = false

  static let definition = OperatorDefinition(
    name: "field", form: .scalar,
    summary: LocalizedText(
      zh: "会话字段，如 rating.value、fields.order_id", en: "a field of the conversation, such as rating.value"),
    details: LocalizedText(
      zh: """
        用点连接的路径：rating.value、close_reason、fields.order_id……只写路径表示“有这个字段”。没有这个字段是不适用；\
        写了界限而字段不是数是出错。命中的是整个会话，没有消息可以挂。
        """,
      en: """
        A dotted path: rating.value, close_reason, fields.order_id … A path alone says that the field is there. Without \
        the field it does not apply; with bounds a field that is no number is an error. It hits the conversation and no \
        message.
        """),
    value: .form(.fieldPath),
    parameters: FieldTest.parameters,
    examples: [
      ConditionExample(
        LocalizedText(zh: "客户打了低分", en: "a low rating"),
        """
        field: rating.value
        max: 2
        """,
        hit: .init("客户: 太慢了", conversation: "{rating: {value: 1, min: 1, max: 5}}"),
        miss: .init("客户: 挺快的", conversation: "{rating: {value: 5, min: 1, max: 5}}")),
      ConditionExample(
        LocalizedText(zh: "大客户的会话", en: "conversations of key customers"),
        """
        field: fields.level
        in: [金牌, 钻石]
        """,
        hit: .init("客户: 在吗", conversation: "{fields: {level: 钻石}}"),
        miss: .init("客户: 在吗", conversation: "{fields: {level: 普通}}")),
    ])

  init?(value: YAMLNode, options: YAMLMapping, context: OperatorContext) {
    guard let test = FieldTest(path: value, options: options) else { return nil }
    self.test = test
  }

  func judge(_ window: LeafWindow) -> Judgement {
    let outcome = test.judge(window.view.transcript)
    window.note {
      let value = window.view.transcript.field(at: test.path)?.plainText
      return .text(
        "value", value, of: nil, isHit: outcome == .absent ? nil : outcome == .holds(true),
        LocalizedText(
          zh: "\(test.path) " + (value.map { "是 \($0)" } ?? "没有值"),
          en: "\(test.path) " + (value.map { "is \($0)" } ?? "is not there")))
    }
    switch outcome {
    case .absent: return .notApplicable
    case .holds(let holds): return Judgement(truth: holds ? .hit : .noHit)
    case .wrongType(let path):
      return .error(LocalizedText(zh: "字段 \(path) 不是数", en: "the field \(path) is not a number"))
    }
  }
}

/// A test of one field, as `field` and `for` write it.
struct FieldTest: Sendable {
  enum Outcome: Sendable, Hashable {
    case absent
    case holds(Bool)
    case wrongType(String)
  }

  let path: String
  let values: [String]?
  let bounds: NumberBounds

  static let parameters: [KeyDefinition] =
    [
      .init("is", LocalizedText(zh: "等于", en: "equals"), type: .text),
      .init("in", LocalizedText(zh: "是其中之一", en: "is one of"), type: .oneOrMore(.text, mayBeEmpty: false)),
    ] + NumberBounds.parameters

  init?(path node: YAMLNode, options: YAMLMapping) {
    guard let path = node.text, !path.isEmpty else {
      options.sink.error("wrong-type", at: node.location, LocalizedText(zh: "字段名应当是文字", en: "a field is named by text"))
      return nil
    }
    self.path = path
    var values: [String] = []
    if let single = options.value("is") {
      if let text = single.text {
        values.append(text)
      } else {
        options.sink.error(
          "wrong-type", at: single.location,
          LocalizedText(zh: "“is”应当是一个值；多个值请用 in", en: "'is' must be one value; use 'in' for several"))
      }
    }
    values += options.texts("in") ?? []
    self.values = values.isEmpty ? nil : values
    bounds = NumberBounds(options, required: false)
  }

  func judge(_ transcript: Transcript) -> Outcome {
    guard let value = transcript.field(at: path) else { return .absent }
    if let values, !values.contains(value.plainText) { return .holds(false) }
    guard !bounds.isEmpty else { return .holds(true) }
    guard let number = value.plainNumber else { return .wrongType(path) }
    return .holds(bounds.contains(number))
  }
}

extension JSONValue {
  /// The value as an author would write it: text itself, numbers in plain form, `true`, `false`.
  var plainText: String {
    switch self {
    case .null: "null"
    case .bool(let value): value ? "true" : "false"
    case .integer(let value): String(value)
    case .number(let value): value == value.rounded() && abs(value) < 1e15 ? String(Int64(value)) : String(value)
    case .string(let text): text
    case .array, .object: ""
    }
  }

  /// The value as a number; numbers written as text count.
  var plainNumber: Double? {
    switch self {
    case .integer(let value): Double(value)
    case .number(let value): value
    case .string(let text): DecimalNumber.parse(text)
    case .null, .bool, .array, .object: nil
    }
  }
}

extension Transcript {
  /// The value at a dotted path of the canonical record, such as `rating.value`; nil where the
  /// record has none.
  func field(at path: String) -> JSONValue? {
    let parts = path.utf8.split(separator: 0x2E, omittingEmptySubsequences: false).map {
      String(decoding: $0, as: UTF8.self)
    }
    guard let first = parts.first else { return nil }
    var value: JSONValue?
    switch first {
    case "id": value = .string(id)
    case "platform": value = platform.map(JSONValue.string)
    case "shop": value = shop.map(JSONValue.string)
    case "group": value = group.map(JSONValue.string)
    case "open": value = .bool(isOpen)
    case "close_reason": value = closeReason.map(JSONValue.string)
    case "fields": value = fields.isEmpty ? nil : .object(fields)
    case "customer":
      value = customer.map { party in
        .object(
          [.init(key: "id", value: .string(party.id))]
            + [party.name.map { .init(key: "name", value: .string($0)) }].compactMap { $0 })
      }
    case "rating":
      value = rating.map { rating in
        .object([
          .init(key: "value", value: .number(rating.value)), .init(key: "min", value: .number(rating.minimum)),
          .init(key: "max", value: .number(rating.maximum)),
        ])
      }
    default: value = extra.last { $0.key == first }?.value
    }
    for part in parts.dropFirst() { value = value?[part] }
    if case .null? = value { return nil }
    return value
  }
}
