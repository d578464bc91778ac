internal import Foundation

/// The words of HTML.
enum MarkupText {
  private static let names: [String: String] = [
    "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": " ", "hellip": "…", "mdash": "—", "ndash": "–",
    "ldquo": "“", "rdquo": "”", "lsquo": "‘", "rsquo": "’", "middot": "·", "yen": "¥", "copy": "©", "times": "×",
    "ensp": " ", "emsp": " ",
  ]

  /// `html` without its tags: line ends where paragraphs and lines end, `[图片]` for a picture, entities resolved.
  static func plain(_ html: String) -> String {
    guard html.utf8.contains(0x3C) || html.utf8.contains(0x26) else { return html }
    var result = ""
    var rest = Substring(html)
    var hidden: String?
    while let mark = rest.firstIndex(where: { $0 == "<" || $0 == "&" }) {
      if hidden == nil { result += rest[..<mark] }
      rest = rest[mark...]
      if rest.first == "&" {
        let (text, length) = entity(rest)
        if hidden == nil { result += text }
        rest = rest.dropFirst(length)
        continue
      }
      if let name = hidden {
        // Only its own end tag ends a script.
        guard let end = rest.range(of: "</" + name, options: .caseInsensitive) else { break }
        rest = rest[end.lowerBound...]
      }
      guard let tag = tag(rest) else {
        if hidden == nil { result += "<" }
        rest = rest.dropFirst()
        continue
      }
      rest = rest[tag.end...]
      if hidden != nil {
        hidden = nil
        continue
      }
      switch tag.name {
      case "script", "style": if !tag.isEnd { hidden = tag.name }
      case "br": result += "\n"
      case "p", "div", "li", "tr", "h1", "h2", "h3", "h4", "blockquote", "table":
        if tag.isEnd, !result.isEmpty, !result.hasSuffix("\n") { result += "\n" }
      case "img": result += "[图片]"
      default: break
      }
    }
    if hidden == nil { result += rest }
    while let last = result.unicodeScalars.last, last.properties.isWhitespace { result.unicodeScalars.removeLast() }
    while let first = result.unicodeScalars.first, first.properties.isWhitespace { result.unicodeScalars.removeFirst() }
    return result
  }

  private static func tag(_ text: Substring) -> (name: String, isEnd: Bool, end: Substring.Index)? {
    var index = text.index(after: text.startIndex)
    if text[index...].hasPrefix("!--") {
      guard let close = text.firstRange(of: "-->") else { return nil }
      return ("", false, close.upperBound)
    }
    let isEnd = index < text.endIndex && text[index] == "/"
    if isEnd { index = text.index(after: index) }
    guard index < text.endIndex, text[index].isASCII, text[index].isLetter || text[index] == "!" || text[index] == "?"
    else { return nil }
    let name = text[index...].prefix { $0.isLetter || $0.isNumber }
    guard let close = text[index...].prefix(4096).firstIndex(of: ">") else { return nil }
    return (name.lowercased(), isEnd, text.index(after: close))
  }

  private static func entity(_ text: Substring) -> (text: String, length: Int) {
    guard let end = text.prefix(12).firstIndex(of: ";") else { return ("&", 1) }
    let name = text[text.index(after: text.startIndex)..<end]
    let length = name.count + 2
    if name.hasPrefix("#") {
      let digits = name.dropFirst()
      let code = digits.lowercased().hasPrefix("x") ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
      guard let code, code != 0, let scalar = Unicode.Scalar(code) else { return ("&", 1) }
      return (String(Character(scalar)), length)
    }
    return names[String(name)].map { ($0, length) } ?? ("&", 1)
  }
}
