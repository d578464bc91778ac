import Foundation

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// A second opinion on a page: an XML parser, which accepts no open element and no bare sign.
enum XMLCheck {
  /// What is wrong with the page; nil for nothing. Style and script are code and left out.
  static func fault(in page: String) -> String? {
    var markup = page
    for name in ["style", "script"] {
      guard let start = markup.range(of: "<\(name)>"), let end = markup.range(of: "</\(name)>") else {
        return "no \(name)"
      }
      markup.removeSubrange(start.upperBound..<end.lowerBound)
    }
    let parser = XMLParser(data: Data(markup.utf8))
    return parser.parse() ? nil : "line \(parser.lineNumber): \(parser.parserError.map { "\($0)" } ?? "?")"
  }
}
