import Testing

@testable import Zhijian

extension ValueType {
  /// A value of the type, in YAML's flow style.
  var sample: String {
    switch self {
    case .text, .label: "甲"
    case .form(let form): "'\(form.samples.first ?? "")'"
    case .expression: "'甲'"
    case .phrases: "[甲]"
    case .boolean: "true"
    case .wholeNumber(let range): String(max(range.lowerBound, min(1, range.upperBound)))
    case .number(let range): range.contains(1) ? "1" : DecimalNumber.text(range.lowerBound)
    case .duration: "5m"
    case .choice(let choices): choices.first?.name ?? ""
    case .anchor: "given"
    case .dialogue: "'客服: 甲'"
    case .condition: "{keyword: [甲]}"
    case .conditions, .steps: "[{keyword: [甲]}]"
    case .mapping(let shape): "{" + shape.needed.joined(separator: ", ") + "}"
    case .named(let type, _): "{甲: \(type.sample)}"
    case .list(let type): "[\(type.sample)]"
    case .oneOrMore(let type, _): type.sample
    case .either(let types): types.first?.sample ?? ""
    case .anything: "1"
    }
  }

  /// A value that is not of the type; nil where everything is.
  var wrong: String? {
    switch self {
    case .condition, .conditions, .steps, .mapping, .named, .list: "zzz"
    case .either where shape != nil: "[]"
    case .anything: nil
    default: "{zzz: 1}"
    }
  }

  /// Numbers just outside of the type's range, and halves where there are none.
  var outside: [String] {
    switch self {
    case .wholeNumber(let range):
      [String(range.lowerBound - 1), String(range.upperBound + 1), String(range.lowerBound) + ".5"]
    case .number(let range) where range.upperBound < 1e15:
      [DecimalNumber.text(range.lowerBound - 0.5), DecimalNumber.text(range.upperBound + 0.5)]
    case .either(let types): types.flatMap(\.outside)
    default: []
    }
  }
}

extension MappingShape {
  /// The keys that have to be there, with values.
  var needed: [String] {
    let first = needsOneOf.first
    return keys.filter { $0.isRequired || $0.name == first }.map { "\($0.name): \($0.type?.sample ?? "")" }
  }
}

/// A place in a rule file where some keys may stand.
struct KeySite: Sendable, CustomTestStringConvertible {
  let name: String
  /// The lines before the key.
  let before: [String]
  let indent: Int
  let keys: [KeyDefinition]
  /// What else may stand there, without being tried.
  var others: [String] = []
  /// Members that have to be there, by key, unless it is the key that is tried.
  var needed: [(key: String, line: String)] = []
  /// Lines behind a key that goes with others.
  var after: [String: [String]] = [:]
  var testDescription: String { name }

  /// A rule file with `key: value`, and where the value begins.
  func file(_ key: String, _ value: String) -> (text: String, line: Int, column: Int) {
    let pad = String(repeating: " ", count: indent)
    let lines = before + needed.filter { $0.key != key }.map { pad + $0.line } + ["\(pad)\(key): \(value)"]
    let tail = (after[key] ?? []).map { pad + $0 }
    let head = Self.head.filter { line in indent > 0 || !line.hasPrefix(key + ":") }
    return ((head + lines + tail).joined(separator: "\n") + "\n", head.count + lines.count, indent + key.count + 3)
  }

  private static let head = ["id: no-promise", "title: 甲", "why: 甲", "category: attitude", "severity: minor"]
  private static let rule = ["given: {keyword: [乙]}", "forbid: {keyword: [甲]}"]

  private static let operators = ConditionOperators.all.map { $0.definition }
  private static let logic = ConditionKeys.logicNames + operators.map(\.name)

  static let all: [KeySite] =
    [
      KeySite(
        name: "rule", before: ["forbid: {keyword: [甲]}"], indent: 0, keys: RuleKeys.head + [RuleKeys.examples],
        others: RuleKeys.verbs.map(\.name)),
      KeySite(
        name: "verbs", before: [], indent: 0, keys: RuleKeys.verbs, others: RuleKeys.head.map(\.name) + ["examples"]),
      KeySite(
        name: "score", before: rule + ["score:"], indent: 2, keys: RuleKeys.score.keys.filter { $0.name != "award" },
        others: ["award"]),
      KeySite(
        name: "award", before: ["credit: {keyword: [甲]}", "score:"], indent: 2,
        keys: RuleKeys.score.keys.filter { $0.name == "award" }, others: RuleKeys.score.keys.map(\.name)),
      KeySite(
        name: "for", before: rule + ["for:"], indent: 2, keys: ConversationFilter.shape.keys,
        needed: [("field", "field: rating.value")]),
      KeySite(
        name: "examples", before: rule + ["examples:", "  -"], indent: 4,
        keys: RuleKeys.examples.type?.shape?.keys ?? []),
      KeySite(
        name: "conversation",
        before: rule + ["examples:", "  - finding:", "      dialogue: '客服: 甲'", "      conversation:"],
        indent: 8, keys: RuleKeys.conversation.keys),
      KeySite(
        name: "condition", before: ["given: {keyword: [乙]}", "forbid:", "  count: {min: 1}"], indent: 2,
        keys: ConditionKeys.beside, others: logic),
      KeySite(
        name: "logic", before: ["given: {keyword: [乙]}", "forbid:"], indent: 2, keys: ConditionKeys.logic,
        others: ConditionKeys.beside.map(\.name) + operators.map(\.name)),
      KeySite(
        name: "step", before: ["given: {keyword: [乙]}", "forbid:", "  sequence:", "    - count: {min: 1}"], indent: 6,
        keys: ConditionKeys.step, others: ConditionKeys.beside.map(\.name) + logic),
      KeySite(
        name: "at_least", before: ["forbid:", "  at_least:"], indent: 4,
        keys: ConditionKeys.logic.first { $0.name == "at_least" }?.type?.shape?.keys ?? [],
        needed: [("n", "n: 1"), ("of", "of: [{keyword: [甲]}]")]),
      KeySite(
        name: "operators", before: ["forbid:"], indent: 2,
        keys: operators.map { KeyDefinition($0.name, $0.summary, type: $0.type) },
        others: ConditionKeys.beside.map(\.name) + ConditionKeys.logicNames,
        after: Dictionary(
          uniqueKeysWithValues: operators.filter { $0.form != .mapping }.map { ($0.name, needed($0).map(\.line)) })),
    ] + operators.map(site)

  private static func site(_ definition: OperatorDefinition) -> KeySite {
    guard definition.form == .mapping else {
      return KeySite(
        name: definition.name, before: ["forbid:", "  \(definition.name): \(definition.type?.sample ?? "")"], indent: 2,
        keys: definition.parameters, others: ConditionKeys.beside.map(\.name) + logic, needed: needed(definition))
    }
    return KeySite(
      name: definition.name, before: ["forbid:", "  \(definition.name):"], indent: 4, keys: definition.parameters,
      needed: needed(definition))
  }

  private static func needed(_ definition: OperatorDefinition) -> [(key: String, line: String)] {
    definition.parameters.filter { $0.isRequired || $0.name == definition.needsOneOf.first }
      .map { ($0.name, "\($0.name): \($0.type?.sample ?? "")") }
  }
}
