/// A dialogue kept with a rule, and what the rule has to say of it.
public struct RuleExample: Sendable {
  public enum Expectation: String, Sendable, CaseIterable {
    case finding, clean
    case notApplicable = "not_applicable"
    case unknown
    /// What the rule does not see yet; shown, and no failure.
    case knownGap = "known_gap"
  }

  public let expectation: Expectation
  /// The dialogue as its author wrote it, marks included.
  public let source: String
  public let transcript: Transcript
  /// The texts between ⟦ and ⟧: what a finding has to point at.
  public let expectedSpans: [EvidenceSpan]
  public let location: SourceLocation
}

/// Reads `examples:`.
public enum RuleExampleParser {
  static func parse(_ node: YAMLNode, sink: DiagnosticSink) -> [RuleExample] {
    guard case .sequence(let items) = node.content else {
      sink.error(
        "wrong-type", at: node.location, LocalizedText(zh: "examples 应当是列表", en: "examples must be a list"))
      return []
    }
    return items.compactMap { example($0, sink: sink) }
  }

  /// The cases of a file of rule tests: a mapping with `rule` (an id) and `cases` (a list of the
  /// form of `examples`).
  public static func cases(_ text: String, file: String, sink: DiagnosticSink) -> (rule: String, cases: [RuleExample])?
  {
    guard let root = YAMLDocument.read(text, file: file, sink: sink),
      let mapping = YAMLMapping(root, sink: sink, what: LocalizedText(zh: "规则测试文件", en: "a file of rule tests"))
    else { return nil }
    let rule = mapping.text("rule", required: true)
    let cases = mapping.value("cases").map { parse($0, sink: sink) } ?? []
    mapping.finish()
    return rule.map { ($0, cases) }
  }

  private static func example(_ node: YAMLNode, sink: DiagnosticSink) -> RuleExample? {
    let names = RuleExample.Expectation.allCases.map(\.rawValue)
    guard case .mapping(let entries) = node.content, entries.count == 1, let entry = entries.first,
      let expectation = RuleExample.Expectation(rawValue: entry.key)
    else {
      sink.error(
        "invalid-example", at: node.location,
        LocalizedText(
          zh: "例子的写法是“- finding: 对话”，可以用 \(names.joined(separator: "、"))",
          en: "an example is written '- finding: dialogue', with one of \(names.joined(separator: ", "))"))
      return nil
    }
    let value = entry.value
    if let source = value.text {
      return make(expectation, source: source, conversation: nil, location: entry.keyLocation, sink: sink)
    }
    guard let mapping = YAMLMapping(value, sink: sink, what: LocalizedText(zh: "例子", en: "an example")) else {
      return nil
    }
    let conversation = mapping.value("conversation")
    let source = mapping.text("dialogue", required: true)
    mapping.finish()
    guard let source else { return nil }
    return make(expectation, source: source, conversation: conversation, location: entry.keyLocation, sink: sink)
  }

  private static func make(
    _ expectation: RuleExample.Expectation, source: String, conversation: YAMLNode?, location: SourceLocation,
    sink: DiagnosticSink
  ) -> RuleExample? {
    do {
      var dialogue = try Dialogue(source)
      if let conversation { ConversationFields.apply(conversation, to: &dialogue.transcript, sink: sink) }
      return RuleExample(
        expectation: expectation, source: source, transcript: dialogue.transcript, expectedSpans: dialogue.marks,
        location: location)
    } catch {
      report(error, at: location, sink: sink)
      return nil
    }
  }

  /// Says what is wrong with a dialogue.
  static func report(_ error: Dialogue.SyntaxError, at location: SourceLocation, sink: DiagnosticSink) {
    sink.error(
      "invalid-dialogue", at: location,
      LocalizedText(
        zh: "对话第 \(error.line) 行：\(error.problem.chinese)",
        en: "line \(error.line) of the dialogue: \(error.problem.english)"),
      hint: LocalizedText(zh: "写法：[+0:08] 客服(小李): 文本", en: "written like [+0:08] 客服(小李): text"))
  }
}

/// The `conversation:` of an example: fields of the conversation.
enum ConversationFields {
  static func apply(_ node: YAMLNode, to transcript: inout Transcript, sink: DiagnosticSink) {
    guard let mapping = YAMLMapping(node, sink: sink, what: LocalizedText(zh: "conversation", en: "conversation"))
    else { return }
    if let id = mapping.text("id") { transcript.id = id }
    transcript.platform = mapping.text("platform")
    transcript.shop = mapping.text("shop")
    transcript.group = mapping.text("group")
    transcript.closeReason = mapping.text("close_reason")
    transcript.isOpen = mapping.boolean("open") ?? false
    if let rating = mapping.value("rating") {
      if let value = rating.plainScalar.flatMap(DecimalNumber.parse) {
        transcript.rating = .init(value: value)
      } else if let inner = YAMLMapping(rating, sink: sink, what: LocalizedText(zh: "rating", en: "rating")) {
        transcript.rating = .init(
          value: rated(inner), minimum: inner.number("min") ?? 1, maximum: inner.number("max") ?? 5)
        inner.finish()
      }
    }
    if let fields = mapping.value("fields") {
      if case .mapping(let entries) = fields.content {
        transcript.fields = entries.map { .init(key: $0.key, value: json($0.value)) }
      } else {
        sink.error(
          "wrong-type", at: fields.location,
          LocalizedText(zh: "fields 应当是“键: 值”的形式", en: "fields must be a mapping of keys to values"))
      }
    }
    mapping.finish()
  }

  private static func rated(_ rating: YAMLMapping) -> Double {
    if !rating.keys.contains("value") {
      rating.sink.error(
        "missing-key", at: rating.location, LocalizedText(zh: "rating 缺少“value”", en: "'value' is missing in rating"))
    }
    return rating.number("value") ?? 0
  }

  private static func json(_ node: YAMLNode) -> JSONValue {
    switch node.content {
    case .scalar(let text, isPlain: true):
      if text == "true" || text == "false" { return .bool(text == "true") }
      if let whole = Int64(text) { return .integer(whole) }
      return DecimalNumber.parse(text).map(JSONValue.number) ?? .string(text)
    case .scalar(let text, _): return .string(text)
    case .sequence(let items): return .array(items.map(json))
    case .mapping(let entries): return .object(entries.map { .init(key: $0.key, value: json($0.value)) })
    }
  }
}
