internal import Zhijian

extension DiagnosticReport {
  /// `{schema, program, command, summary, diagnostics, …}`; docs/schema/diagnostics.schema.json describes it.
  /// `members` adds more members to the end of the object.
  public func json(_ members: (inout JSONWriter) -> Void = { _ in }) -> [UInt8] {
    var writer = JSONWriter()
    writer.beginObject()
    writer.key("schema")
    writer.integer(1)
    writer.key("program")
    writer.string(ProgramVersion.current)
    writer.key("command")
    writer.string(command)
    writer.key("summary")
    writer.beginObject()
    for severity in Diagnostic.Severity.allCases {
      writer.key(escaping: severity.rawValue + "s")
      writer.integer(count(severity))
    }
    writer.endObject()
    writer.key("diagnostics")
    writer.beginArray()
    for diagnostic in diagnostics { write(diagnostic, to: &writer) }
    writer.endArray()
    members(&writer)
    writer.endObject()
    return writer.bytes
  }

  private func write(_ diagnostic: Diagnostic, to writer: inout JSONWriter) {
    writer.beginObject()
    writer.key("severity")
    writer.string(diagnostic.severity.rawValue)
    writer.key("code")
    writer.string(diagnostic.code)
    writer.key("message")
    writer.string(diagnostic.message.text(in: language))
    if let location = diagnostic.location { writePlace(location, to: &writer) }
    if let hint = diagnostic.hint {
      writer.key("hint")
      writer.string(hint.text(in: language))
    }
    writer.endObject()
  }
  /// The members `file`, and `line` and `column` where they are known.
  func writePlace(_ location: SourceLocation, to writer: inout JSONWriter) {
    writer.key("file")
    writer.string(name(of: location.file))
    if let line = location.line {
      writer.key("line")
      writer.integer(line)
      if let column = location.column {
        writer.key("column")
        writer.integer(column)
      }
    }
  }
}
