public import Zhijian

/// JSON for people and for comparing versions: two spaces a level, short values on one line.
public enum IndentedJSON {
  private static let longestLine = 110

  /// The text of `value`, without a line break at its end.
  public static func text(_ value: JSONValue) -> String {
    var text = ""
    write(value, after: 0, indent: "", to: &text)
    return text
  }

  private static func write(_ value: JSONValue, after used: Int, indent: String, to text: inout String) {
    let short = oneLine(value)
    let inner = indent + "  "
    switch value {
    case .object(let members) where used + short.count > longestLine && !members.isEmpty:
      text += "{"
      for (offset, member) in members.enumerated() {
        let key = oneLine(.string(member.key)) + ": "
        text += (offset == 0 ? "\n" : ",\n") + inner + key
        write(member.value, after: inner.count + key.count, indent: inner, to: &text)
      }
      text += "\n\(indent)}"
    case .array(let elements) where used + short.count > longestLine && !elements.isEmpty:
      text += "["
      for (offset, element) in elements.enumerated() {
        text += (offset == 0 ? "\n" : ",\n") + inner
        write(element, after: inner.count, indent: inner, to: &text)
      }
      text += "\n\(indent)]"
    default: text += short
    }
  }

  private static func oneLine(_ value: JSONValue) -> String {
    switch value {
    case .object(let members):
      return "{" + members.map { "\(oneLine(.string($0.key))): \(oneLine($0.value))" }.joined(separator: ", ") + "}"
    case .array(let elements): return "[" + elements.map(oneLine).joined(separator: ", ") + "]"
    default:
      var writer = JSONWriter()
      writer.value(value)
      return String(decoding: writer.bytes, as: UTF8.self)
    }
  }
}
