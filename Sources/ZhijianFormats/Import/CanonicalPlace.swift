internal import Zhijian

/// Turns byte offsets of a JSON text into places that people can find.
struct CanonicalPlace {
  let file: String
  /// The line at which the text starts, from 1.
  let line: Int

  /// The line and the column, in Unicode scalars, of a byte of `text`.
  func location(of offset: Int, in text: UnsafeBufferPointer<UInt8>) -> SourceLocation {
    var line = line
    var column = 1
    for index in 0..<min(offset, text.count) {
      let byte = text[index]
      if byte == 0x0A || (byte == 0x0D && (index + 1 >= text.count || text[index + 1] != 0x0A)) {
        line += 1
        column = 1
      } else if byte & 0xC0 != 0x80 {
        column += 1
      }
    }
    return SourceLocation(file: file, line: line, column: column)
  }

  func syntax(_ fault: JSONFault, in text: UnsafeBufferPointer<UInt8>) -> Diagnostic {
    let message = fault.message
    return Diagnostic(
      .error, code: "bad-json",
      message: LocalizedText(zh: "JSON 有误：\(message.chinese)", en: "not valid JSON: \(message.english)"),
      location: location(of: fault.offset, in: text))
  }
}

/// The faults of one record, up to a limit, with the count of the rest.
struct IssueList {
  static let maximum = 50

  private(set) var diagnostics: [Diagnostic] = []
  private var suppressed = 0

  mutating func add(_ diagnostic: Diagnostic) {
    if diagnostics.count < Self.maximum { diagnostics.append(diagnostic) } else { suppressed += 1 }
  }

  /// All of them, and one more that counts what was left out.
  func closed(file: String) -> [Diagnostic] {
    guard suppressed > 0, let severity = diagnostics.first?.severity else { return diagnostics }
    return diagnostics + [
      Diagnostic(
        severity, code: "more-faults",
        message: LocalizedText(zh: "另有 \(suppressed) 处同类问题", en: "\(suppressed) more such faults"),
        location: SourceLocation(file: file))
    ]
  }
}
