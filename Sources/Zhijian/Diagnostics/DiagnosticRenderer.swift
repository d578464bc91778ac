/// Writes diagnostics for people: `file:line:col: error: text [code]`, the source line, a caret under
/// the right column, the hint.
public struct DiagnosticRenderer: Sendable {
  public let language: Language
  /// Whether colours are written as ANSI escapes.
  public let usesColor: Bool

  public init(language: Language, usesColor: Bool = false) {
    self.language = language
    self.usesColor = usesColor
  }

  /// One diagnostic, ending in a line end. `source` is the text of the file it points into, if known.
  public func render(_ diagnostic: Diagnostic, source: String? = nil) -> String {
    var text = ""
    if let location = diagnostic.location {
      text += TerminalText.safe(location.file)
      if let line = location.line {
        text += ":\(line)"
        if let column = location.column { text += ":\(column)" }
      }
      text += ": "
    }
    let severity =
      switch (diagnostic.severity, language) {
      case (.error, .chinese): "错误"
      case (.warning, .chinese): "警告"
      case (.note, .chinese): "提示"
      case (_, .english): diagnostic.severity.rawValue
      }
    text += colored(severity + ":", diagnostic.severity)
    text += " \(TerminalText.safe(diagnostic.message.text(in: language))) [\(diagnostic.code)]\n"
    if let location = diagnostic.location, let line = location.line, let source,
      let sourceLine = Self.line(line, of: source)
    {
      let excerpt = SourceExcerpt(sourceLine, column: location.column)
      text += "    \(excerpt.text)\n"
      if let cells = excerpt.caret {
        text += "    " + String(repeating: " ", count: cells) + colored("^", diagnostic.severity) + "\n"
      }
    }
    if let hint = diagnostic.hint {
      text += "    \(language == .chinese ? "建议" : "hint"): \(TerminalText.safe(hint.text(in: language)))\n"
    }
    return text
  }

  private func colored(_ text: String, _ severity: Diagnostic.Severity) -> String {
    guard usesColor else { return text }
    let code =
      switch severity {
      case .error: "31"
      case .warning: "33"
      case .note: "36"
      }
    return "\u{1B}[1;\(code)m\(text)\u{1B}[0m"
  }

  private static func line(_ number: Int, of source: String) -> String? {
    var current = 1
    var bytes: [UInt8] = []
    for byte in source.utf8 {
      if byte == 0x0A {
        if current == number { break }
        current += 1
      } else if current == number {
        bytes.append(byte)
        if bytes.count > 2000 { break }
      }
    }
    guard current == number else { return nil }
    if bytes.last == 0x0D { bytes.removeLast() }
    return String(decoding: bytes, as: UTF8.self)
  }
}
