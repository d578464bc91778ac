/// Changed copies of YAML values.
extension YAMLNode {
  func with(_ content: Content) -> YAMLNode { YAMLNode(content: content, location: location) }

  /// The same place with another text, quoted where this was.
  func withText(_ text: String) -> YAMLNode {
    if case .scalar(_, let isPlain) = content { return with(.scalar(text, isPlain: isPlain)) }
    return with(.scalar(text, isPlain: true))
  }

  var entries: [Entry] {
    if case .mapping(let entries) = content { return entries }
    return []
  }

  var items: [YAMLNode] {
    if case .sequence(let items) = content { return items }
    return []
  }

  func value(_ key: String) -> YAMLNode? { entries.first { $0.key == key }?.value }

  /// The mapping without some keys.
  func without(_ keys: [String]) -> YAMLNode { with(.mapping(entries.filter { !keys.contains($0.key) })) }

  /// The mapping with another value at the place of a key.
  func replacing(_ entry: Entry, by value: YAMLNode) -> YAMLNode {
    with(
      .mapping(
        entries.map {
          $0.keyLocation == entry.keyLocation
            ? Entry(key: $0.key, keyLocation: $0.keyLocation, value: value) : $0
        }))
  }

  /// The mapping with another key for the same value.
  func renaming(_ entry: Entry, to key: String) -> YAMLNode {
    with(
      .mapping(
        entries.map {
          $0.keyLocation == entry.keyLocation ? Entry(key: key, keyLocation: $0.keyLocation, value: $0.value) : $0
        }))
  }

  /// The list with another item at a place, or without it.
  func replacingItem(_ number: Int, by item: YAMLNode?) -> YAMLNode {
    var items = items
    guard items.indices.contains(number) else { return self }
    if let item { items[number] = item } else { items.remove(at: number) }
    return with(.sequence(items))
  }

  /// The value in one line of YAML, cut to about `width` characters.
  func line(width: Int = 64) -> String {
    var text = ""
    write(to: &text, width: width)
    return text.count > width ? text.prefix(width) + "…" : text
  }

  private func write(to text: inout String, width: Int) {
    guard text.count <= width else { return }
    switch content {
    case .scalar(let scalar, let isPlain):
      text += isPlain ? scalar : "'" + scalar.replacing("'", with: "''").replacing("\n", with: " ") + "'"
    case .sequence(let items):
      text += "["
      for (number, item) in items.enumerated() {
        if number > 0 { text += ", " }
        item.write(to: &text, width: width)
      }
      text += "]"
    case .mapping(let entries):
      text += "{"
      for (number, entry) in entries.enumerated() {
        if number > 0 { text += ", " }
        text += entry.key + ": "
        entry.value.write(to: &text, width: width)
      }
      text += "}"
    }
  }
}

extension YAMLNode.Entry {
  func line() -> String { "\(key): \(value.line())" }
}

/// Numbers next to one that a rule holds.
enum NumberNeighbours {
  /// Small whole numbers change by one; others double and halve. Empty for what is no number or duration.
  static func texts(of text: String) -> [String] {
    if let number = Int(text) {
      if abs(number) < 10 { return [String(number + 1), String(number - 1)] }
      return abs(number) < 1_000_000 ? [String(number * 2), String(number / 2)] : []
    }
    if let number = DecimalNumber.parse(text) { return [number * 1.5, number * 0.5].map(DecimalNumber.text) }
    guard let milliseconds = DurationText.milliseconds(text), milliseconds > 0 else { return [] }
    return ["\(milliseconds / 500)s", "\(Double(milliseconds) / 2000)s"].filter {
      DurationText.milliseconds($0) != nil
    }
  }
}
