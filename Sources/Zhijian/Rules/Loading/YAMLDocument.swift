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
    if let location = tooManyAliases(text, file: file) {
      sink.error("alias", at: location, aliasMessage, hint: aliasHint)
      return nil
    }
    var text = text
    // A duplicate key is reported and blanked out, so that the rest can be read.
    for number in 0..<64 {
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

  fileprivate static let aliasMessage = LocalizedText(
    zh: "不支持 YAML 锚点和别名（& 和 *）", en: "YAML anchors and aliases (& and *) are not supported")
  fileprivate static let aliasHint = LocalizedText(
    zh: "把内容写全，或改用词表 $名称；如果是普通文字，请加引号",
    en: "write the content out or use a word list $name; quote it if it is plain text")

  /// A cheap look at the raw text before anything is composed: nested aliases grow exponentially
  /// as soon as anybody walks them. Twenty can at worst stand for some thousand nodes.
  private static func tooManyAliases(_ text: String, file: String) -> SourceLocation? {
    var anchors = 0
    var aliases = 0
    var line = 1
    var column = 0
    var previous: UInt8 = 0x0A
    for byte in text.utf8 {
      let startsToken = previous == 0x20 || previous == 0x0A || previous == 0x5B || previous == 0x7B || previous == 0x2C
      if byte & 0xC0 != 0x80 { column += 1 }
      if startsToken, byte == 0x26 { anchors += 1 }
      if startsToken, byte == 0x2A { aliases += 1 }
      if anchors > 0, aliases > 20 { return SourceLocation(file: file, line: line, column: column) }
      if byte == 0x0A {
        line += 1
        column = 0
      }
      previous = byte
    }
    return nil
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
        LocalizedText(zh: "YAML 语法错误：\(problem)", en: "YAML syntax: \(problem)"),
        hint: fullWidthHint(text, line: mark.line))
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

  private static func fullWidthHint(_ text: String, line: Int) -> LocalizedText? {
    let lines = text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false)
    let around = [line - 2, line - 1].filter { lines.indices.contains($0) }.map {
      String(decoding: lines[$0], as: UTF8.self)
    }
    guard around.contains(where: { $0.contains("：") || $0.contains("，") || $0.contains("、") }) else { return nil }
    return LocalizedText(
      zh: "YAML 的冒号和逗号要用半角 : 和 ,；全角标点写在短语里时请给短语加引号",
      en: "YAML wants ASCII : and , ; quote phrases that hold full-width punctuation")
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
      // What an anchor stands before is read all the same, for its other faults.
      if node.anchor != nil { sink.error("alias", at: location, aliasMessage, hint: aliasHint) }
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
          entries.append(.init(key: name, keyLocation: keyNode.location, value: valueNode))
        }
        return YAMLNode(content: .mapping(entries), location: location)
      case .alias:
        return YAMLNode(content: .scalar("*", isPlain: true), location: location)
      }
    }
  }
}

extension Node {
  fileprivate var anchor: Anchor? {
    switch self {
    case .scalar(let scalar): scalar.anchor
    case .mapping(let mapping): mapping.anchor
    case .sequence(let sequence): sequence.anchor
    case .alias(let alias): alias.anchor
    }
  }
}
