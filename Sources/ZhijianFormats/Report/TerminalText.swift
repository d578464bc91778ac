/// Text that is safe to print on a terminal and fits into a number of cells.
enum TerminalText {
  /// `text` without anything that a terminal obeys: control characters become their pictures (␛), line ends and
  /// tabs a space, and characters that nobody sees or that turn the direction of writing go.
  static func safe(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars { append(scalar, to: &result) }
    return String(result)
  }

  static func append(_ scalar: Unicode.Scalar, to result: inout String.UnicodeScalarView) {
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
  static func cut(_ text: String, to width: Int) -> String {
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
  static func padded(_ text: String, to width: Int, toTheRight: Bool = false) -> String {
    let blanks = String(repeating: " ", count: max(0, width - DisplayWidth.of(text)))
    return toTheRight ? blanks + text : text + blanks
  }

  /// Lines of at most `width` cells each; broken at spaces where one is near, and anywhere else.
  static func wrapped(_ text: String, to width: Int) -> [String] {
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

/// A table for a terminal.
struct TextTable {
  struct Column {
    let title: String
    var isNumber = true
  }

  static let gap = 2

  let columns: [Column]
  var rows: [[String]] = []

  /// The lines of the table, the titles first, in at most `width` cells: the first column gives way where the
  /// others need the room, and a line that still does not fit is cut.
  func lines(width: Int) -> [String] {
    var widths = columns.map { DisplayWidth.of($0.title) }
    for row in rows {
      for (column, cell) in row.enumerated() where column < widths.count {
        widths[column] = max(widths[column], DisplayWidth.of(cell))
      }
    }
    if let first = widths.first {
      let others = widths.dropFirst().reduce(0) { $0 + $1 + Self.gap }
      widths[0] = max(8, min(first, width - others))
    }
    return ([columns.map(\.title)] + rows).map { line($0, widths, width) }
  }

  private func line(_ cells: [String], _ widths: [Int], _ width: Int) -> String {
    var line = ""
    for (column, cell) in cells.enumerated() where column < widths.count {
      let text = TerminalText.cut(cell, to: widths[column])
      line += TerminalText.padded(text, to: widths[column], toTheRight: columns[column].isNumber)
      if column < cells.count - 1 { line += String(repeating: " ", count: Self.gap) }
    }
    while line.last == " " { line.removeLast() }
    return TerminalText.cut(line, to: width)
  }
}
