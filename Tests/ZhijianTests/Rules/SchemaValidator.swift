import Foundation

@testable import Zhijian

/// As much of JSON Schema draft-07 as the schema of rules uses, over YAML as editors read it (the core schema of
/// YAML 1.2). A keyword that it does not know is a fault itself.
struct SchemaValidator {
  let root: JSONValue

  private static let annotations: Set<String> = ["$schema", "title", "description", "enumDescriptions", "definitions"]

  /// What is wrong with `node`; empty where the schema accepts it.
  func faults(_ node: YAMLNode) -> [String] { check(node, root, at: "") }

  private func check(_ node: YAMLNode, _ schema: JSONValue, at path: String) -> [String] {
    if case .bool(let isAllowed) = schema { return isAllowed ? [] : ["\(path): not allowed"] }
    guard case .object(let members) = schema else { return ["\(path): no schema"] }
    if let reference = schema["$ref"].flatMap(\.text) {
      // Draft-07 reads nothing beside a reference.
      return members.count == 1
        ? resolve(reference).map { check(node, $0, at: path) } ?? ["\(path): no \(reference)"]
        : ["\(path): something stands beside $ref"]
    }
    return members.flatMap { member in
      Self.annotations.contains(member.key) ? [] : check(node, member, in: schema, at: path)
    }
  }

  private func resolve(_ reference: String) -> JSONValue? {
    reference.split(separator: "/").dropFirst().reduce(Optional(root)) { $0?[String($1)] }
  }

  private func isValid(_ node: YAMLNode, _ schema: JSONValue) -> Bool { check(node, schema, at: "").isEmpty }

  private func check(_ node: YAMLNode, _ member: JSONValue.Member, in schema: JSONValue, at path: String) -> [String] {
    func fault(_ isFault: Bool) -> [String] { isFault ? ["\(path): \(member.key)"] : [] }
    let value = member.value
    let number = node.resolved.number
    switch member.key {
    case "type": return fault(!(value.elements ?? [value]).compactMap(\.text).contains(where: node.resolved.isOf))
    case "enum": return fault(!(value.elements ?? []).contains(where: node.resolved.equals))
    case "const": return fault(!node.resolved.equals(value))
    case "minimum": return fault(number.map { $0 < value.plainNumber ?? 0 } ?? false)
    case "maximum": return fault(number.map { $0 > value.plainNumber ?? 0 } ?? false)
    case "minLength":
      return fault(node.resolved.string.map { Double($0.unicodeScalars.count) < value.plainNumber ?? 0 } ?? false)
    case "maxLength":
      return fault(node.resolved.string.map { Double($0.unicodeScalars.count) > value.plainNumber ?? 0 } ?? false)
    case "pattern":
      let isMatch = node.resolved.string.map { $0.range(of: value.text ?? "", options: .regularExpression) != nil }
      return fault(isMatch == false)
    case "minItems": return fault(node.items.map { Double($0.count) < value.plainNumber ?? 0 } ?? false)
    case "maxItems": return fault(node.items.map { Double($0.count) > value.plainNumber ?? 0 } ?? false)
    case "items": return (node.items ?? []).enumerated().flatMap { check($1, value, at: "\(path)/\($0)") }
    case "allOf": return (value.elements ?? []).flatMap { check(node, $0, at: path) }
    case "anyOf": return fault(!(value.elements ?? []).contains { isValid(node, $0) })
    case "oneOf": return fault((value.elements ?? []).count { isValid(node, $0) } != 1)
    case "not": return fault(isValid(node, value))
    case "if": return isValid(node, value) ? schema["then"].map { check(node, $0, at: path) } ?? [] : []
    case "then": return []
    default: return checkMapping(node, member, in: schema, at: path)
    }
  }

  private func checkMapping(
    _ node: YAMLNode, _ member: JSONValue.Member, in schema: JSONValue, at path: String
  ) -> [String] {
    let entries = node.entries ?? []
    switch member.key {
    case "properties":
      return entries.flatMap { entry in
        member.value[entry.key].map { check(entry.value, $0, at: "\(path)/\(entry.key)") } ?? []
      }
    case "required":
      guard node.entries != nil else { return [] }
      return (member.value.elements ?? []).compactMap(\.text).filter { key in !entries.contains { $0.key == key } }
        .map { "\(path): \($0) is missing" }
    case "minProperties":
      return node.entries.map { Double($0.count) < member.value.plainNumber ?? 0 } == true
        ? ["\(path): minProperties"] : []
    case "maxProperties":
      return node.entries.map { Double($0.count) > member.value.plainNumber ?? 0 } == true
        ? ["\(path): maxProperties"] : []
    case "additionalProperties":
      return entries.filter { schema["properties"]?[$0.key] == nil }
        .flatMap { check($0.value, member.value, at: "\(path)/\($0.key)") }
    case "dependencies":
      guard case .object(let dependencies) = member.value else { return ["\(path): dependencies"] }
      return dependencies.filter { dependency in entries.contains { $0.key == dependency.key } }.flatMap { dependency in
        let needed = dependency.value.elements.map { JSONValue.object([.init("required", .array($0))]) }
        return check(node, needed ?? dependency.value, at: path)
      }
    default: return ["\(path): the keyword \(member.key) is not checked"]
    }
  }
}

extension JSONValue {
  fileprivate var text: String? {
    if case .string(let text) = self { return text }
    return nil
  }

  fileprivate var elements: [JSONValue]? {
    if case .array(let elements) = self { return elements }
    return nil
  }
}

/// A YAML value as the core schema of YAML 1.2 reads it.
enum ResolvedValue {
  case null, object, array
  case bool(Bool)
  case number(Double)
  case string(String)

  var number: Double? {
    if case .number(let number) = self { return number }
    return nil
  }

  var string: String? {
    if case .string(let text) = self { return text }
    return nil
  }

  func isOf(_ type: String) -> Bool {
    switch self {
    case .null: type == "null"
    case .object: type == "object"
    case .array: type == "array"
    case .bool: type == "boolean"
    case .number(let number): type == "number" || (type == "integer" && number == number.rounded())
    case .string: type == "string"
    }
  }

  func equals(_ value: JSONValue) -> Bool {
    switch (self, value) {
    case (.bool(let left), .bool(let right)): left == right
    case (.string(let left), .string(let right)): left == right
    case (.number(let left), _): value.text == nil && value.plainNumber == left
    default: false
    }
  }
}

extension YAMLNode {
  var items: [YAMLNode]? {
    if case .sequence(let items) = content { return items }
    return nil
  }

  var entries: [Entry]? {
    if case .mapping(let entries) = content { return entries }
    return nil
  }

  var resolved: ResolvedValue {
    switch content {
    case .mapping: return .object
    case .sequence: return .array
    case .scalar(let text, isPlain: false): return .string(text)
    case .scalar(let text, isPlain: true):
      if ["", "~", "null", "Null", "NULL"].contains(text) { return .null }
      if ["true", "True", "TRUE"].contains(text) { return .bool(true) }
      if ["false", "False", "FALSE"].contains(text) { return .bool(false) }
      let isNumber = text.wholeMatch(of: /[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?/) != nil
      return isNumber ? Double(text).map(ResolvedValue.number) ?? .string(text) : .string(text)
    }
  }
}
