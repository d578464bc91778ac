internal import Zhijian

/// Turns byte offsets of a JSON text into places that people can find.
struct CanonicalPlace {
  let file: String
  /// The line at which the text starts, from 1.
  let line: Int
  /// The place last asked for. The next is most often behind it: going on from there keeps a long text with many
  /// faults from being counted through from its beginning for each.
  private var last: (offset: Int, line: Int, column: Int)

  init(file: String, line: Int) {
    self.file = file
    self.line = line
    last = (0, line, 1)
  }

  /// The line and the column, in Unicode scalars, of a byte of `text`, which is the same text each time.
  mutating func location(of offset: Int, in text: UnsafeBufferPointer<UInt8>) -> SourceLocation {
    let offset = min(offset, text.count)
    var (start, line, column) = last
    if start > offset { (start, line, column) = (0, self.line, 1) }
    while start < offset {
      let index = start
      start += 1
      let byte = text[index]
      if byte == 0x0A || (byte == 0x0D && (index + 1 >= text.count || text[index + 1] != 0x0A)) {
        line += 1
        column = 1
      } else if byte & 0xC0 != 0x80 {
        column += 1
      }
    }
    last = (offset, line, column)
    return SourceLocation(file: file, line: line, column: column)
  }

  mutating func syntax(_ fault: JSONFault, in text: UnsafeBufferPointer<UInt8>) -> Diagnostic {
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
        location: SourceLocation(file: file, line: diagnostics.last?.location?.line))
    ]
  }
}
