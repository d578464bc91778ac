/// A column of a table. Where the screen is narrow the title is shown in every cell.
struct HTMLReportColumn {
  let title: String
  let isNumber: Bool
  let isSortable: Bool

  init(_ title: String, isNumber: Bool = false, isSortable: Bool = false) {
    self.title = title
    self.isNumber = isNumber
    self.isSortable = isSortable
  }
}

extension HTMLReportMarkup {
  /// A table with a head. `body` writes the rows.
  mutating func table(
    columns: [HTMLReportColumn], style: String = "", list: String? = nil,
    body: (inout HTMLReportMarkup, [HTMLReportColumn]) -> Void
  ) {
    element("div", .class("scroll")) { html in
      html.element("table", .class(style)) { html in
        html.element("thead") { html in
          html.element("tr") { html in
            for column in columns {
              var attributes = [HTMLReportAttribute("scope", "col")]
              if column.isNumber { attributes.append(.class("n")) }
              if column.isSortable { attributes.append(HTMLReportAttribute("data-sort", column.isNumber ? "n" : "t")) }
              html.element("th", attributes: attributes) { $0.text(column.title) }
            }
          }
        }
        html.newline()
        html.element("tbody", attributes: list.map { [HTMLReportAttribute("data-list", $0)] } ?? []) { html in
          body(&html, columns)
        }
      }
    }
    newline()
  }

  mutating func cell(
    _ column: HTMLReportColumn, sortedBy value: Double? = nil, isEmpty: Bool = false,
    content: (inout HTMLReportMarkup) -> Void
  ) {
    var attributes = [HTMLReportAttribute.label(column.title)]
    let styles = (column.isNumber ? ["n"] : []) + (isEmpty ? ["none"] : [])
    if !styles.isEmpty { attributes.append(.class(styles.joined(separator: " "))) }
    if column.isSortable, column.isNumber { attributes.append(.value(value)) }
    element("td", attributes: attributes, content: content)
  }

  mutating func cell(_ column: HTMLReportColumn, sortedBy value: Double? = nil, text: String) {
    // A narrow screen, where each cell is a line, leaves out those that say nothing.
    cell(column, sortedBy: value, isEmpty: text.isEmpty || text == HTMLReportNumber.none) { $0.text(text) }
  }

  /// One figure of the first screen.
  mutating func card(_ title: String, _ value: String, _ note: String, isAlert: Bool = false) {
    element("div", .class(isAlert ? "kpi alert" : "kpi")) { html in
      html.element("small", text: title)
      html.element("b", text: value)
      html.element("span", .class("quiet"), text: note)
    }
  }
}
