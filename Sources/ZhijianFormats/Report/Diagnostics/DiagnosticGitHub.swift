internal import Zhijian

extension DiagnosticReport {
  /// Workflow commands of GitHub Actions, which become annotations of the lines they name: one a line,
  /// `::error file=…,line=…,col=…,title=…::text`.
  public func githubLines() -> [String] {
    diagnostics.map { diagnostic in
      let command =
        switch diagnostic.severity {
        case .error: "error"
        case .warning: "warning"
        case .note: "notice"
        }
      var properties: [String] = []
      if let location = diagnostic.location {
        properties.append("file=" + Self.escapedProperty(name(of: location.file)))
        if let line = location.line {
          properties.append("line=\(line)")
          if let column = location.column { properties.append("col=\(column)") }
        }
      }
      properties.append("title=" + Self.escapedProperty(diagnostic.code))
      let hint = diagnostic.hint.map { "\n" + $0.text(in: language) } ?? ""
      return "::\(command) \(properties.joined(separator: ","))::"
        + Self.escapedData(diagnostic.message.text(in: language) + hint)
    }
  }

  /// Text behind `::`: nothing in it ends the line or begins an escape.
  static func escapedData(_ text: String) -> String { escaped(text, ["%": "%25", "\r": "%0D", "\n": "%0A"]) }

  /// The value of a property, which must not end it or the list.
  static func escapedProperty(_ text: String) -> String {
    escaped(text, ["%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"])
  }

  /// By scalars: a carriage return and a line feed are one character.
  private static func escaped(_ text: String, _ table: [Unicode.Scalar: String]) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if let code = table[scalar] {
        result.append(contentsOf: code.unicodeScalars)
      } else {
        result.append(scalar)
      }
    }
    return String(result)
  }
}
