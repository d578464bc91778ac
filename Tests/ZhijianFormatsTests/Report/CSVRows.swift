/// The rows of a CSV text without its byte order mark, after RFC 4180.
func csvRows(_ text: String) -> [[String]] {
  var rows: [[String]] = []
  var row: [String] = []
  var cell: [Unicode.Scalar] = []
  var isQuoted = false
  var scalars = Array(text.unicodeScalars)[...]
  if scalars.first == "\u{FEFF}" { scalars.removeFirst() }
  func string(_ cell: [Unicode.Scalar]) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: cell)
    return String(view)
  }
  while let scalar = scalars.popFirst() {
    switch scalar {
    case "\"" where isQuoted && scalars.first == "\"": cell.append(scalars.removeFirst())
    case "\"": isQuoted.toggle()
    case _ where isQuoted: cell.append(scalar)
    case ",", "\n":
      row.append(string(cell))
      cell = []
      guard scalar == "\n" else { continue }
      rows.append(row)
      row = []
    case "\r": continue
    default: cell.append(scalar)
    }
  }
  return rows
}
