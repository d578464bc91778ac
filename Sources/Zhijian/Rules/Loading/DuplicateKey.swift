/// Finds the second mention of a key in a mapping, so that it can be named and the rest be read.
struct DuplicateKey {
  /// Where the key stands the second time, in scalars of its line; all from 1.
  let line: Int
  let column: Int

  private static let firstMark: UInt32 = 0xE000

  /// The second mention of `key` in the mapping that begins at a place; nil where it is not written plainly.
  init?(_ key: String, inMappingAt line: Int, column: Int, of lines: [[Unicode.Scalar]]) {
    guard lines.indices.contains(line - 1), column >= 1 else { return nil }
    let wanted = Array(key.unicodeScalars)
    let first = lines[line - 1]
    var mentions: [(line: Int, column: Int)] = []
    let before = first.prefix(max(0, min(column - 1, first.count))).lastIndex { $0 != " " }
    if let open = column <= first.count && first[column - 1] == "{" ? column - 1 : before, first[open] == "{" {
      mentions = Self.flowMentions(wanted, line: line, column: open + 1, lines)
    } else {
      for number in line...lines.count {
        let text = lines[number - 1]
        guard let start = text.firstIndex(where: { $0 != " " }), text[start] != "#" else { continue }
        // A list's dash stands before the first key.
        let place = number == line ? column - 1 : start
        if place < column - 1 { break }
        if place == column - 1, Self.isKey(wanted, in: text, at: place) { mentions.append((number, place + 1)) }
      }
    }
    guard mentions.count >= 2 else { return nil }
    (self.line, self.column) = mentions[1]
  }

  private static func flowMentions(
    _ wanted: [Unicode.Scalar], line: Int, column: Int, _ lines: [[Unicode.Scalar]]
  ) -> [(line: Int, column: Int)] {
    var mentions: [(line: Int, column: Int)] = []
    var depth = 0
    var quote: Unicode.Scalar?
    for number in line...lines.count {
      let text = lines[number - 1]
      for place in (number == line ? column - 1 : 0)..<max(number == line ? column - 1 : 0, text.count) {
        let scalar = text[place]
        let isStart = place == 0 || text[place - 1] == " " || text[place - 1] == "{" || text[place - 1] == ","
        if let open = quote {
          if scalar == open { quote = nil }
          continue
        }
        if depth == 1, isStart, isKey(wanted, in: text, at: place) { mentions.append((number, place + 1)) }
        switch scalar {
        case "'" where isStart, "\"" where isStart: quote = scalar
        case "{", "[": depth += 1
        case "}", "]":
          depth -= 1
          if depth == 0 { return mentions }
        default: break
        }
      }
    }
    return mentions
  }

  private static func isKey(_ wanted: [Unicode.Scalar], in text: [Unicode.Scalar], at place: Int) -> Bool {
    guard place + wanted.count < text.count, Array(text[place..<(place + wanted.count)]) == wanted else { return false }
    return text[(place + wanted.count)...].first { $0 != " " } == ":"
  }

  /// Puts a name of the same length in the key's place that nobody wrote.
  func blankOut(_ key: String, number: Int, in lines: inout [[Unicode.Scalar]]) {
    guard let mark = Unicode.Scalar(Self.firstMark + UInt32(truncatingIfNeeded: number)) else { return }
    for place in (column - 1)..<(column - 1 + key.unicodeScalars.count) { lines[line - 1][place] = mark }
  }

  /// Whether a key is one that was blanked out.
  static func isBlankedOut(_ key: String) -> Bool {
    guard let first = key.unicodeScalars.first else { return false }
    return (firstMark..<(firstMark + 64)).contains(first.value) && key.unicodeScalars.allSatisfy { $0 == first }
  }
}
