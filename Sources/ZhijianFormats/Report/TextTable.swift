internal import Zhijian

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
