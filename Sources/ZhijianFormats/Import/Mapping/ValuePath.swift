internal import Zhijian

/// Where a value stands in JSON: `text.content` in the record, `^id` in the object around it (`^^id` one further out),
/// `$.id` in the outermost; `items[0]` is one element, `items[]` every one.
struct ValuePath: Hashable, Sendable {
  enum Step: Hashable, Sendable {
    case member(String)
    case element(Int)
    case every
  }

  /// How many objects outward it begins; nil for the outermost.
  var outward: Int? = 0
  var steps: [Step] = []

  /// Nil where the text is no path.
  init?(_ text: String) {
    var rest = Substring(text)
    if rest.hasPrefix("$") {
      outward = nil
      rest.removeFirst()
      if rest.hasPrefix(".") { rest.removeFirst() }
    } else {
      while rest.hasPrefix("^") {
        outward = (outward ?? 0) + 1
        rest.removeFirst()
      }
    }
    guard (outward ?? 0) < 8 else { return nil }
    guard !rest.isEmpty else { return }
    for part in rest.split(separator: ".", omittingEmptySubsequences: false) {
      let name = part.prefix { $0 != "[" }
      if !name.isEmpty { steps.append(.member(String(name))) } else if part.isEmpty { return nil }
      var brackets = part[name.endIndex...]
      while !brackets.isEmpty {
        guard brackets.hasPrefix("["), let close = brackets.firstIndex(of: "]") else { return nil }
        let inner = brackets[brackets.index(after: brackets.startIndex)..<close]
        if inner.isEmpty {
          steps.append(.every)
        } else if let index = Int(inner), index >= 0 {
          steps.append(.element(index))
        } else {
          return nil
        }
        brackets = brackets[brackets.index(after: close)...]
      }
    }
    guard steps.count <= 16 else { return nil }
  }

  /// The value's texts, one a line; empty where there is none. `objects` are the objects around a record, the record last.
  func text(in objects: [JSONValue]) -> String {
    guard let start = start(in: objects) else { return "" }
    var texts: [String] = []
    Self.visit(start, steps[...]) { value in
      if let text = value.cellText, !text.isEmpty { texts.append(text) }
    }
    return texts.count == 1 ? texts[0] : texts.joined(separator: "\n")
  }

  private func start(in objects: [JSONValue]) -> JSONValue? {
    guard let outward else { return objects.first }
    return objects.indices.contains(objects.count - 1 - outward) ? objects[objects.count - 1 - outward] : nil
  }

  private static func visit(_ value: JSONValue, _ steps: ArraySlice<Step>, _ body: (JSONValue) -> Void) {
    guard let step = steps.first else { return body(value) }
    switch step {
    case .member(let name): if let inner = value[name] { visit(inner, steps.dropFirst(), body) }
    case .element(let index):
      if case .array(let elements) = value, elements.indices.contains(index) {
        visit(elements[index], steps.dropFirst(), body)
      }
    case .every:
      if case .array(let elements) = value { for element in elements { visit(element, steps.dropFirst(), body) } }
    }
  }

  /// Calls `body` with every object that the path leads to from `value`, and the objects around it, until it returns false.
  func records(in value: JSONValue, _ body: ([JSONValue]) -> Bool) -> Bool {
    Self.walk(value, steps[...], around: [], body)
  }

  private static func walk(
    _ value: JSONValue, _ steps: ArraySlice<Step>, around objects: [JSONValue], _ body: ([JSONValue]) -> Bool
  ) -> Bool {
    var objects = objects
    if case .object = value { objects.append(value) }
    guard let step = steps.first else {
      guard case .object = value else { return true }
      return body(objects)
    }
    switch step {
    case .member(let name):
      guard let inner = value[name] else { return true }
      return walk(inner, steps.dropFirst(), around: objects, body)
    case .element(let index):
      guard case .array(let elements) = value, elements.indices.contains(index) else { return true }
      return walk(elements[index], steps.dropFirst(), around: objects, body)
    case .every:
      guard case .array(let elements) = value else { return true }
      return elements.allSatisfy { walk($0, steps.dropFirst(), around: objects, body) }
    }
  }
}

extension JSONValue {
  /// What a cell of a table would hold; nil for null, arrays and objects.
  var cellText: String? {
    switch self {
    case .null, .array, .object: nil
    case .bool(let flag): flag ? "true" : "false"
    case .integer(let number): String(number)
    case .number(let number): number == number.rounded() && abs(number) < 9e15 ? String(Int64(number)) : String(number)
    case .string(let text): text
    }
  }
}
