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
      text += TerminalText.plain(location.file)
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
    text += " \(TerminalText.plain(diagnostic.message.text(in: language))) [\(diagnostic.code)]\n"
    if let location = diagnostic.location, let line = location.line, let source,
      let sourceLine = Self.line(line, of: source)
    {
      let shown = TerminalText.plain(sourceLine)
      text += "    \(shown)\n"
      if let column = location.column {
        let before = sourceLine.unicodeScalars.prefix(max(0, column - 1))
        let width = before.reduce(0) { $0 + TerminalText.width(of: $1) }
        text += "    " + String(repeating: " ", count: width) + colored("^", diagnostic.severity) + "\n"
      }
    }
    if let hint = diagnostic.hint {
      text += "    \(language == .chinese ? "建议" : "hint"): \(TerminalText.plain(hint.text(in: language)))\n"
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

/// Text for terminals.
public enum TerminalText {
  /// The text with control characters shown as visible tokens, so that no transcript or file name
  /// can steer a terminal. Tabs become blanks.
  public static func plain(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x09: result.append(" ")
      case 0x0A, 0x0D: result.append("⏎")
      case 0..<0x20, 0x7F..<0xA0, 0x2028, 0x2029, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069:
        result.append(contentsOf: "<\(String(scalar.value, radix: 16, uppercase: true))>".unicodeScalars)
      default: result.append(scalar)
      }
    }
    return String(result)
  }

  /// The cells a scalar takes: 2 for wide ones, 0 for combining and invisible ones, else 1.
  public static func width(of scalar: Unicode.Scalar) -> Int {
    switch scalar.value {
    case 0x300...0x36F, 0x200B...0x200F, 0x20D0...0x20FF, 0xFE00...0xFE0F, 0xFEFF, 0xE0100...0xE01EF: 0
    case 0x1100...0x115F, 0x231A...0x231B, 0x23E9...0x23F3, 0x25FD...0x25FE, 0x2614...0x2615, 0x2E80...0x303E,
      0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xA000...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF,
      0xFE30...0xFE4F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F680...0x1F6FF, 0x1F900...0x1F9FF,
      0x20000...0x3FFFD:
      2
    default: 1
    }
  }

  /// The cells a text takes.
  public static func width(of text: String) -> Int { text.unicodeScalars.reduce(0) { $0 + width(of: $1) } }
}
