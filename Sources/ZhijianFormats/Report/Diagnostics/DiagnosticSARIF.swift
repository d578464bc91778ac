internal import Zhijian

extension DiagnosticReport {
  /// A SARIF 2.1.0 log with one run (OASIS, Static Analysis Results Interchange Format).
  public func sarif() -> [UInt8] {
    var writer = JSONWriter()
    let rules = sarifRules()
    let numbers = Dictionary(rules.enumerated().map { ($0.element.code, $0.offset) }) { first, _ in first }
    writer.beginObject()
    writer.key("$schema")
    writer.string("https://json.schemastore.org/sarif-2.1.0.json")
    writer.key("version")
    writer.string("2.1.0")
    writer.key("runs")
    writer.beginArray()
    writer.beginObject()
    writer.key("tool")
    writer.beginObject()
    writer.key("driver")
    writer.beginObject()
    writer.key("name")
    writer.string("zhijian")
    writer.key("version")
    writer.string(ProgramVersion.current)
    writer.key("rules")
    writer.beginArray()
    for kind in rules { write(kind, to: &writer) }
    writer.endArray()
    writer.endObject()
    writer.endObject()
    writer.key("columnKind")
    writer.string("unicodeCodePoints")
    writer.key("originalUriBaseIds")
    writer.beginObject()
    writer.key("SRCROOT")
    writer.beginObject()
    writer.key("description")
    text(LocalizedText(zh: "运行命令的文件夹", en: "the folder that the command ran in"), to: &writer)
    writer.endObject()
    writer.endObject()
    writer.key("results")
    writer.beginArray()
    for diagnostic in diagnostics { write(diagnostic, number: numbers[diagnostic.code], to: &writer) }
    writer.endArray()
    writer.endObject()
    writer.endArray()
    writer.endObject()
    return writer.bytes
  }

  /// The kinds that are known and those that came up, each once.
  private func sarifRules() -> [Kind] {
    let known = Set(kinds.map(\.code))
    var others: [String: Diagnostic] = [:]
    for diagnostic in diagnostics where !known.contains(diagnostic.code) && others[diagnostic.code] == nil {
      others[diagnostic.code] = diagnostic
    }
    let nothing = LocalizedText(zh: "", en: "")
    let more = others.values.map { diagnostic in
      let name = LocalizedText(zh: diagnostic.code, en: diagnostic.code)
      return Kind(
        code: diagnostic.code, severity: diagnostic.severity, summary: name, reason: nothing, remedy: nothing)
    }
    return (kinds + more).sorted { $0.code < $1.code }
  }

  private func write(_ kind: Kind, to writer: inout JSONWriter) {
    writer.beginObject()
    writer.key("id")
    writer.string(kind.code)
    writer.key("shortDescription")
    text(kind.summary, to: &writer)
    if !kind.reason.chinese.isEmpty {
      writer.key("fullDescription")
      text(kind.reason, to: &writer)
      writer.key("help")
      text(kind.remedy, to: &writer)
    }
    writer.key("defaultConfiguration")
    writer.beginObject()
    writer.key("level")
    writer.string(kind.severity.rawValue)
    writer.endObject()
    writer.endObject()
  }

  private func text(_ text: LocalizedText, to writer: inout JSONWriter) {
    writer.beginObject()
    writer.key("text")
    writer.string(text.text(in: language))
    writer.endObject()
  }

  private func write(_ diagnostic: Diagnostic, number: Int?, to writer: inout JSONWriter) {
    writer.beginObject()
    writer.key("ruleId")
    writer.string(diagnostic.code)
    if let number {
      writer.key("ruleIndex")
      writer.integer(number)
    }
    writer.key("level")
    writer.string(diagnostic.severity.rawValue)
    writer.key("message")
    let hint = diagnostic.hint
    text(
      LocalizedText(
        zh: diagnostic.message.chinese + (hint.map { "。\($0.chinese)" } ?? ""),
        en: diagnostic.message.english + (hint.map { ". \($0.english)" } ?? "")), to: &writer)
    if let location = diagnostic.location {
      writer.key("locations")
      writer.beginArray()
      write(location, to: &writer)
      writer.endArray()
    }
    writer.endObject()
  }

  private func write(_ location: SourceLocation, to writer: inout JSONWriter) {
    let name = name(of: location.file)
    writer.beginObject()
    writer.key("physicalLocation")
    writer.beginObject()
    writer.key("artifactLocation")
    writer.beginObject()
    writer.key("uri")
    writer.string(name.hasPrefix("/") ? "file://" + Self.escapedPath(name) : Self.escapedPath(name))
    if !name.hasPrefix("/") {
      writer.key("uriBaseId")
      writer.string("SRCROOT")
    }
    writer.endObject()
    if let line = location.line {
      writer.key("region")
      writer.beginObject()
      writer.key("startLine")
      writer.integer(line)
      if let column = location.column {
        writer.key("startColumn")
        writer.integer(column)
      }
      writer.endObject()
    }
    writer.endObject()
    writer.endObject()
  }

  /// A path as a relative reference of RFC 3986: everything but unreserved characters and slashes is percent-encoded.
  static func escapedPath(_ path: String) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    var bytes: [UInt8] = []
    for byte in path.utf8 {
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x2F, 0x5F, 0x7E: bytes.append(byte)
      default: bytes += [0x25, digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
