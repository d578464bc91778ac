/// Text that is safe to print on a terminal and fits into a number of cells.
public enum TerminalText {
  /// `text` without anything that a terminal obeys: control characters become their pictures (␛), line ends and
  /// tabs a space, and characters that nobody sees or that turn the direction of writing go.
  public static func safe(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars { append(scalar, to: &result) }
    return String(result)
  }

  /// Adds what stands for `scalar` on a terminal, which may be nothing.
  public static func append(_ scalar: Unicode.Scalar, to result: inout String.UnicodeScalarView) {
    switch scalar.value {
    case 0x09, 0x0A, 0x0D, 0x85, 0x2028, 0x2029: result.append(" ")
    case 0..<0x20: result.append(Unicode.Scalar(0x2400 + scalar.value) ?? "\u{FFFD}")
    case 0x7F: result.append("\u{2421}")
    case 0x80..<0xA0: result.append("\u{FFFD}")
    case 0x20..<0x7F: result.append(scalar)
    // The joiner of emoji stays.
    case 0x200D: result.append(scalar)
    default:
      if scalar.properties.generalCategory != .format { result.append(scalar) }
    }
  }

  /// The beginning of `text`, with … where something is left out, in at most `width` cells.
  public static func cut(_ text: String, to width: Int) -> String {
    guard DisplayWidth.of(text) > width else { return text }
    var result = ""
    var used = 0
    for character in text {
      let cells = DisplayWidth.of(character)
      guard used + cells <= width - 1 else { break }
      result.append(character)
      used += cells
    }
    return width > 0 ? result + "…" : ""
  }

  /// `text` filled up with spaces to `width` cells; longer ones stay.
  public static func padded(_ text: String, to width: Int, toTheRight: Bool = false) -> String {
    let blanks = String(repeating: " ", count: max(0, width - DisplayWidth.of(text)))
    return toTheRight ? blanks + text : text + blanks
  }

  /// Lines of at most `width` cells each; broken at spaces where one is near, and anywhere else.
  public static func wrapped(_ text: String, to width: Int) -> [String] {
    var lines: [String] = []
    var line: [Character] = []
    var used = 0
    for character in text {
      let cells = DisplayWidth.of(character)
      if used + cells > width, !line.isEmpty {
        var rest: [Character] = []
        if character != " ", let space = line.lastIndex(of: " "), space > line.count / 2 {
          rest = Array(line[(space + 1)...])
          line.removeSubrange(space...)
        }
        lines.append(String(line))
        line = rest
        used = rest.reduce(0) { $0 + DisplayWidth.of($1) }
        if character == " ", line.isEmpty { continue }
      }
      line.append(character)
      used += cells
    }
    if !line.isEmpty || lines.isEmpty { lines.append(String(line)) }
    return lines
  }
}
