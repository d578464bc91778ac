internal import Yams

/// A YAML value with its place, every scalar exactly as it was written: `no`, `010` and `12:30`
/// are those characters and nothing else.
package struct YAMLNode: Sendable {
  package enum Content: Sendable {
    /// `isPlain` tells an unquoted scalar, whose form YAML itself would interpret.
    case scalar(String, isPlain: Bool)
    case sequence([YAMLNode])
    case mapping([Entry])
  }

  package struct Entry: Sendable {
    package let key: String
    package let keyLocation: SourceLocation
    package let value: YAMLNode
  }

  package let content: Content
  package let location: SourceLocation

  /// The text of a scalar; nil for lists and mappings.
  package var scalar: String? {
    if case .scalar(let text, _) = content { return text }
    return nil
  }

  /// The text of a scalar that is not nothing.
  package var text: String? { isNull ? nil : scalar }

  /// The text of a scalar without quotes: numbers and booleans stand without them.
  var plainScalar: String? {
    if case .scalar(let text, isPlain: true) = content { return text }
    return nil
  }

  /// The whole number that a scalar without quotes is.
  var wholeNumber: Int? { plainScalar.flatMap { Int($0) } }

  /// Whether the key had no value at all, or `~` or `null` unquoted.
  package var isNull: Bool {
    if case .scalar(let text, isPlain: true) = content { return text.isEmpty || text == "~" || text == "null" }
    return false
  }
}

/// Reads YAML of limited size and depth, without anchors, aliases and duplicate keys.
package enum YAMLDocument {
  static let maximumBytes = 1_000_000
  static let maximumDepth = 50
  static let maximumNodes = 100_000
  /// The most bytes that are read anew after duplicate keys; a file that is longer is read three times at most.
  private static let maximumBytesAgain = 150_000

  /// The root of the only document in `text`, or nil where there is none or where it could not be
  /// read; every fault goes to `sink`.
  package static func read(_ text: String, file: String, sink: DiagnosticSink) -> YAMLNode? {
    let start = SourceLocation(file: file, line: 1, column: 1)
    guard text.utf8.count <= maximumBytes else {
      sink.error(
        "file-too-large", at: start,
        LocalizedText(zh: "文件超过 1 MB，未读取", en: "the file is larger than 1 MB and was not read"))
      return nil
    }
    if let found = YAMLProblem.forbiddenCharacter(in: text) {
      reportForbidden(found.scalar, at: SourceLocation(file: file, line: found.line, column: found.column), sink)
      return nil
    }
    var text = text
    if let indicators = YAMLIndicators(text) {
      report(indicators, file: file, sink: sink)
      text = indicators.text
    }
    // A duplicate key is reported and blanked out, so that the rest can be read.
    for number in 0..<64 where number < 3 || number * text.utf8.count <= maximumBytesAgain {
      do {
        let parser = try Parser(yaml: text)
        guard let root = try parser.singleRoot() else {
          sink.error("empty-file", at: start, LocalizedText(zh: "文件里没有内容", en: "the file holds nothing"))
          return nil
        }
        var conversion = Conversion(file: file, sink: sink)
        // The parser owns the anchors of its nodes, so it has to outlive the conversion.
        return withExtendedLifetime(parser) { conversion.convert(root, depth: 0) }
      } catch let error as YamlError {
        guard case .duplicatedKeysInMapping(let keys, let context) = error,
          let next = blankOut(keys, at: context.mark, number: number, in: text, file: file, sink: sink)
        else {
          report(error, file: file, text: text, sink: sink)
          return nil
        }
        text = next
      } catch {
        sink.error(
          "yaml-syntax", at: start, LocalizedText(zh: "YAML 无法解析：\(error)", en: "YAML cannot be read: \(error)"))
        return nil
      }
    }
    return nil
  }

  /// The same by way of `store`, where the text was read before without any fault.
  package static func read(_ text: String, file: String, sink: DiagnosticSink, store: CompiledStore) -> YAMLNode? {
    let key = Array(text.utf8)
    if let known = store.value(.documents, key, { (reader) throws(CompiledFault) in try reader.node(in: file) }) {
      return known
    }
    let own = DiagnosticSink()
    defer { sink.report(own.diagnostics) }
    guard let root = read(text, file: file, sink: own) else { return nil }
    if own.diagnostics.isEmpty {
      var writer = CompiledWriter()
      writer.write(root)
      store.write(.documents, key, writer.bytes)
    }
    return root
  }

  /// The text with the second mention of a duplicate key made harmless; nil where it was not found.
  private static func blankOut(
    _ keys: [String], at mark: Mark, number: Int, in text: String, file: String, sink: DiagnosticSink
  ) -> String? {
    var lines = text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false)
      .map { Array(String(decoding: $0, as: UTF8.self).unicodeScalars) }
    for key in keys.sorted() {
      guard let found = DuplicateKey(key, inMappingAt: mark.line, column: mark.column, of: lines) else { continue }
      sink.error(
        "duplicate-key", at: SourceLocation(file: file, line: found.line, column: found.column),
        LocalizedText(zh: "重复的键“\(key)”", en: "duplicate key '\(key)'"))
      found.blankOut(key, number: number, in: &lines)
      var result = String.UnicodeScalarView()
      for (offset, line) in lines.enumerated() {
        if offset > 0 { result.append("\n") }
        result.append(contentsOf: line)
      }
      return String(result)
    }
    return nil
  }

  /// The most anchors, aliases and tags that are named; a thousand of them are one fault.
  private static let mostIndicators = 20

  private static func report(_ indicators: YAMLIndicators, file: String, sink: DiagnosticSink) {
    for mark in indicators.marks.prefix(mostIndicators) {
      let location = SourceLocation(file: file, line: mark.line, column: mark.column)
      let quote = LocalizedText(zh: "如果是普通文字，请加引号", en: "quote it if it is plain text")
      switch mark.kind {
      case "!":
        sink.error(
          "tag", at: location,
          LocalizedText(zh: "不支持 YAML 标签“\(mark.text)”", en: "the YAML tag '\(mark.text)' is not supported"),
          hint: quote)
      default:
        let what =
          mark.kind == "*" ? LocalizedText(zh: "别名", en: "alias") : LocalizedText(zh: "锚点", en: "anchor")
        sink.error(
          "alias", at: location,
          LocalizedText(
            zh: "不支持 YAML \(what.chinese)“\(mark.text)”", en: "the YAML \(what.english) '\(mark.text)' is not supported"
          ),
          hint: LocalizedText(
            zh: "把内容写全，或改用词表 $名称；\(quote.chinese)",
            en: "write the content out or use a word list $name; \(quote.english)"))
      }
    }
  }

  private static func reportForbidden(_ scalar: Unicode.Scalar, at location: SourceLocation, _ sink: DiagnosticSink) {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    let code = "U+" + String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
    sink.error(
      "yaml-syntax", at: location,
      LocalizedText(zh: "这里有看不见的字符 \(code)", en: "there is an invisible character \(code) here"),
      hint: LocalizedText(
        zh: "删掉它，或在双引号里写 \"\\u\(code.dropFirst(2))\"；换行只用 LF 或 CRLF",
        en: "remove it, or write \"\\u\(code.dropFirst(2))\" in double quotes; lines end in LF or CRLF"))
  }

  private static func report(_ error: YamlError, file: String, text: String, sink: DiagnosticSink) {
    func location(_ mark: Mark) -> SourceLocation {
      SourceLocation(file: file, line: max(1, mark.line), column: max(1, mark.column))
    }
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      sink.error(
        "yaml-syntax", at: location(mark),
        LocalizedText(
          zh: "YAML 语法错误：\(YAMLProblem.text(problem).chinese)", en: "YAML syntax: \(YAMLProblem.text(problem).english)"),
        hint: YAMLProblem.hint(text, line: mark.line))
    case .duplicatedKeysInMapping(let keys, let context):
      let names = keys.joined(separator: ", ")
      sink.error(
        "duplicate-key", at: location(context.mark),
        LocalizedText(zh: "重复的键“\(names)”", en: "duplicate key '\(names)'"))
    case .reader(let problem, _, _, _):
      sink.error(
        "yaml-syntax", at: SourceLocation(file: file, line: 1, column: 1),
        LocalizedText(zh: "YAML 中有无法读取的字符：\(problem)", en: "YAML holds characters that cannot be read: \(problem)"))
    default:
      sink.error(
        "yaml-syntax", at: SourceLocation(file: file, line: 1, column: 1),
        LocalizedText(zh: "YAML 无法解析", en: "YAML cannot be read"))
    }
  }

  private struct Conversion {
    let file: String
    let sink: DiagnosticSink
    var nodes = 0

    mutating func convert(_ node: Node, depth: Int) -> YAMLNode? {
      let mark = node.mark
      let location = SourceLocation(file: file, line: max(1, mark?.line ?? 1), column: max(1, mark?.column ?? 1))
      nodes += 1
      guard depth <= maximumDepth, nodes <= maximumNodes else {
        if nodes <= maximumNodes + 1 {
          sink.error(
            "too-deep", at: location,
            LocalizedText(zh: "嵌套太深或内容太多", en: "nested too deeply, or too many values"))
        }
        nodes = maximumNodes + 2
        return nil
      }
      switch node {
      case .scalar(let scalar):
        return YAMLNode(content: .scalar(scalar.string, isPlain: scalar.style == .plain), location: location)
      case .sequence(let items):
        return YAMLNode(content: .sequence(items.compactMap { convert($0, depth: depth + 1) }), location: location)
      case .mapping(let pairs):
        var entries: [YAMLNode.Entry] = []
        for (key, value) in pairs {
          guard let keyNode = convert(key, depth: depth + 1), let valueNode = convert(value, depth: depth + 1) else {
            continue
          }
          guard let name = keyNode.scalar else {
            sink.error("key-not-text", at: keyNode.location, LocalizedText(zh: "键必须是文字", en: "a key must be text"))
            continue
          }
          if DuplicateKey.isBlankedOut(name) { continue }
          // A merge key with an alias, or a key that was one: both are reported.
          if YAMLIndicators.isSubstitute(name) { continue }
          if name == "<<", let value = valueNode.scalar, YAMLIndicators.isSubstitute(value) { continue }
          entries.append(.init(key: name, keyLocation: keyNode.location, value: valueNode))
        }
        return YAMLNode(content: .mapping(entries), location: location)
      case .alias:
        // None is left when the text is parsed.
        return nil
      }
    }
  }
}
