import Foundation

/// As much of JSON Schema 2020-12 as docs/schema uses.
struct JSONSchema {
  private let root: [String: Any]
  private static let known: Set<String> = [
    "$schema", "title", "description", "$defs", "$ref", "oneOf", "anyOf", "type", "properties", "required", "items",
    "additionalProperties", "propertyNames", "const", "enum", "pattern", "minimum", "maximum",
  ]

  init(contentsOf path: String) throws {
    root = try JSONSerialization.jsonObject(with: Data(contentsOf: URL(filePath: path))) as? [String: Any] ?? [:]
  }

  /// What is wrong with `value`; with `isClosed`, members that the schema does not name are faults too.
  func faults(of value: Any, isClosed: Bool = true) -> [String] { check(value, root, at: "$", isClosed) }

  private func check(_ value: Any, _ schema: [String: Any], at path: String, _ isClosed: Bool) -> [String] {
    var faults = schema.keys.filter { !Self.known.contains($0) }.map { "\(path): keyword \($0) is not checked" }
    if let name = schema["$ref"] as? String {
      let definitions = root["$defs"] as? [String: [String: Any]]
      guard let target = definitions?[String(name.dropFirst("#/$defs/".count))] else { return ["\(path): no \(name)"] }
      faults += check(value, target, at: path, isClosed)
    }
    for (keyword, isExclusive) in [("oneOf", true), ("anyOf", false)] {
      guard let options = schema[keyword] as? [[String: Any]] else { continue }
      let results = options.map { check(value, $0, at: path, isClosed) }
      let matches = results.count { $0.isEmpty }
      if matches == 0 { faults += results.min { $0.count < $1.count } ?? [] }
      if isExclusive, matches > 1 { faults.append("\(path): more than one of \(keyword)") }
    }
    if let types = (schema["type"] as? [String]) ?? (schema["type"] as? String).map({ [$0] }),
      !types.contains(where: { Self.isOf(type: $0, value) })
    {
      return faults + ["\(path): \(value) is not \(types)"]
    }
    if let constant = schema["const"] as? NSObject, constant != value as? NSObject { faults.append("\(path): const") }
    if let choices = schema["enum"] as? [NSObject], let object = value as? NSObject, !choices.contains(object) {
      faults.append("\(path): \(value) is none of \(choices)")
    }
    if let pattern = schema["pattern"] as? String, let text = value as? String,
      text.range(of: pattern, options: .regularExpression) == nil
    {
      faults.append("\(path): '\(text)' does not match \(pattern)")
    }
    if let number = value as? NSNumber, !Self.isBool(number) {
      if let minimum = schema["minimum"] as? Double, number.doubleValue < minimum {
        faults.append("\(path): too small")
      }
      if let maximum = schema["maximum"] as? Double, number.doubleValue > maximum {
        faults.append("\(path): too large")
      }
    }
    if let object = value as? [String: Any] { faults += check(members: object, schema, at: path, isClosed) }
    if let array = value as? [Any], let items = schema["items"] as? [String: Any] {
      for (index, item) in array.enumerated() { faults += check(item, items, at: "\(path)[\(index)]", isClosed) }
    }
    return faults
  }

  private func check(
    members: [String: Any], _ schema: [String: Any], at path: String, _ isClosed: Bool
  ) -> [String] {
    guard schema["$ref"] == nil, schema["oneOf"] == nil, schema["anyOf"] == nil else { return [] }
    var faults: [String] = []
    let properties = schema["properties"] as? [String: [String: Any]] ?? [:]
    for key in schema["required"] as? [String] ?? [] where members[key] == nil { faults.append("\(path): no \(key)") }
    for (key, value) in members.sorted(by: { $0.key < $1.key }) {
      if let names = schema["propertyNames"] as? [String: Any] { faults += check(key, names, at: path, isClosed) }
      if let property = properties[key] {
        faults += check(value, property, at: "\(path).\(key)", isClosed)
      } else if let rest = schema["additionalProperties"] as? [String: Any] {
        faults += check(value, rest, at: "\(path).\(key)", isClosed)
      } else if isClosed {
        faults.append("\(path): \(key) is not in the schema")
      }
    }
    return faults
  }

  private static func isOf(type: String, _ value: Any) -> Bool {
    switch type {
    case "object": return value is [String: Any]
    case "array": return value is [Any]
    case "string": return value is String
    case "null": return value is NSNull
    case "boolean": return (value as? NSNumber).map(isBool) ?? false
    case "number": return (value as? NSNumber).map { !isBool($0) } ?? false
    case "integer":
      return (value as? NSNumber).map { !isBool($0) && $0.doubleValue == $0.doubleValue.rounded() } ?? false
    default: return false
    }
  }

  private static func isBool(_ number: NSNumber) -> Bool {
    let type = String(cString: number.objCType)
    return type == "c" || type == "B"
  }
}
