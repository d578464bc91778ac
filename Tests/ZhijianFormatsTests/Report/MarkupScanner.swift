/// A strict reader of the markup that reports write: every tag has to be one that a report uses, closed in order,
/// with quoted attributes of known names. Anything else is a fault.
struct MarkupScanner {
  struct Element {
    let name: String
    let attributes: [String: String]
    /// The text of the element and of everything inside it.
    var text = ""
    /// The places of the elements around it, from the outermost.
    let path: [Int]
  }

  private(set) var elements: [Element] = []
  private(set) var faults: [String] = []

  static let allowedElements: Set<String> = [
    "html", "head", "meta", "title", "style", "script", "body", "header", "main", "footer", "nav", "section", "h1",
    "h2",
    "h3", "h4", "p", "a", "b", "i", "span", "small", "bdi", "div", "details", "summary", "table", "thead", "tbody",
    "tr",
    "th", "td", "ul", "ol", "li", "dl", "dt", "dd", "mark", "del", "time", "blockquote", "form", "select", "option",
    "input", "output", "svg", "line", "rect", "circle", "polyline", "text",
  ]
  static let allowedAttributes: Set<String> = [
    "lang", "charset", "http-equiv", "content", "name", "class", "id", "href", "title", "role", "aria-label", "scope",
    "data-l", "data-v", "data-a", "data-r", "data-g", "data-s", "data-n", "data-f", "data-for", "data-key", "data-list",
    "data-sort", "data-set", "data-unit", "data-k", "data-more", "data-step", "data-order", "data-note", "value",
    "type",
    "placeholder", "viewBox", "x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "width", "height", "points",
    "text-anchor", "open", "aria-current", "data-metric",
  ]

  /// The elements inside the element at `place`, by name.
  func elements(_ name: String, in place: Int) -> [(place: Int, element: Element)] {
    // The elements inside follow at once.
    elements.indices[(place + 1)...].prefix { elements[$0].path.contains(place) }
      .filter { elements[$0].name == name }.map { ($0, elements[$0]) }
  }

  private let allowsPages: Bool

  /// Reads a page; with `ofMany`, links may lead to further pages of the report.
  init(_ page: String, ofMany allowsPages: Bool = false) {
    self.allowsPages = allowsPages
    var bytes = Array(page.utf8)[...]
    let head = Array("<!DOCTYPE html>\n".utf8)
    if bytes.starts(with: head) { bytes = bytes.dropFirst(head.count) } else { faults.append("no document type") }
    var open: [Int] = []
    while let byte = bytes.first {
      if byte == 0x3C {
        tag(&bytes, &open)
      } else {
        let text = bytes.prefix { $0 != 0x3C }
        bytes = bytes.dropFirst(text.count)
        add(String(decoding: text, as: UTF8.self), open)
      }
      if faults.count > 20 { return }
    }
    if !open.isEmpty { faults.append("not closed: " + open.map { elements[$0].name }.joined(separator: ", ")) }
  }

  /// Whether a link stays in the page, or leads to a file that a report has.
  private func isInside(_ link: String) -> Bool {
    if link.hasPrefix("#") { return true }
    return allowsPages && link.wholeMatch(of: /(?:\.\.\/|[\w.~%-]+\/)?[\w.~%-]+\.html(?:#[\w:,=-]*)?/) != nil
  }

  private mutating func add(_ raw: String, _ open: [Int]) {
    let isCode = open.last.map { ["style", "script"].contains(elements[$0].name) } ?? false
    let text = isCode ? raw : decoded(raw)
    for place in open { elements[place].text += text }
  }

  private mutating func tag(_ bytes: inout ArraySlice<UInt8>, _ open: inout [Int]) {
    // Quoted values hold no `>` because it is escaped.
    let inside = bytes.dropFirst().prefix { $0 != 0x3E }
    bytes = bytes.dropFirst(inside.count + 2)
    var text = String(decoding: inside, as: UTF8.self)
    if text.hasPrefix("/") {
      let name = String(text.dropFirst())
      guard let last = open.popLast(), elements[last].name == name else {
        return faults.append("</\(name)> closes nothing")
      }
      return
    }
    let isEmpty = text.hasSuffix("/")
    if isEmpty { text.removeLast() }
    let name = String(text.prefix { $0 != " " })
    if !Self.allowedElements.contains(name) { faults.append("foreign element <\(text)>") }
    let attributes = self.attributes(String(text.dropFirst(name.count)), of: name)
    elements.append(Element(name: name, attributes: attributes, path: open))
    if !isEmpty {
      open.append(elements.count - 1)
    } else if !["meta", "input", "line", "polyline"].contains(name) {
      faults.append("<\(name)/> is no void element")
    }
    if name == "script" || name == "style" {
      // Raw text up to the end tag.
      let end = Array("</\(name)>".utf8)
      var length = 0
      while length < bytes.count, !bytes.dropFirst(length).starts(with: end) { length += 1 }
      add(String(decoding: bytes.prefix(length), as: UTF8.self), open)
      bytes = bytes.dropFirst(length)
    }
  }

  private mutating func attributes(_ text: String, of element: String) -> [String: String] {
    var result: [String: String] = [:]
    var rest = text[...]
    while let first = rest.first {
      guard first == " ", let equals = rest.firstIndex(of: "=") else {
        faults.append("odd attributes in <\(element)\(text)>")
        return result
      }
      let name = String(rest[rest.index(after: rest.startIndex)..<equals])
      let quote = rest.index(after: equals)
      guard quote < rest.endIndex, rest[quote] == "\"",
        let end = rest[rest.index(after: quote)...].firstIndex(of: "\"")
      else {
        faults.append("unquoted attribute \(name)")
        return result
      }
      let value = decoded(String(rest[rest.index(after: quote)..<end]))
      if !Self.allowedAttributes.contains(name) { faults.append("foreign attribute \(name)") }
      if name == "href", !isInside(value) { faults.append("foreign link \(value)") }
      if result.updateValue(value, forKey: name) != nil { faults.append("attribute \(name) twice") }
      rest = rest[rest.index(after: end)...]
    }
    return result
  }

  private mutating func decoded(_ raw: String) -> String {
    guard raw.contains("&") else { return raw }
    var result = ""
    var rest = raw[...]
    while let ampersand = rest.firstIndex(of: "&") {
      result += rest[..<ampersand]
      rest = rest[ampersand...]
      let known = [("&amp;", "&"), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'")]
      guard let (entity, character) = known.first(where: { rest.hasPrefix($0.0) }) else {
        faults.append("bare ampersand in \(raw.prefix(60))")
        rest = rest.dropFirst()
        continue
      }
      result += character
      rest = rest.dropFirst(entity.count)
    }
    return result + rest
  }
}
