/// A rule file as YAML, before it becomes a rule: what does not depend on word lists, shops and overrides.
package struct RuleSource: Sendable {
  package let file: String
  /// Nil where the file could not be read as YAML.
  let root: YAMLNode?
  /// What is wrong with the YAML.
  package let diagnostics: [Diagnostic]
  /// Whether the examples were read and had no fault.
  private(set) var hasSoundExamples = false

  package init(_ text: String, file: String) {
    let sink = DiagnosticSink()
    root = YAMLDocument.read(text, file: file, sink: sink)
    diagnostics = sink.diagnostics
    self.file = file
  }

  /// A file that was changed after it was read; its examples are not read again.
  init(root: YAMLNode, file: String) {
    self.init(file: file, root: root, hasSoundExamples: true)
  }

  private init(file: String, root: YAMLNode, hasSoundExamples: Bool, diagnostics: [Diagnostic] = []) {
    self.file = file
    self.root = root
    self.hasSoundExamples = hasSoundExamples
    self.diagnostics = diagnostics
  }

  /// A rule that is tried before it is finished: what it needs beyond a verb may be missing, and a condition alone is one
  /// that is forbidden. `id` is the one of a rule that has none.
  package static func trial(_ text: String, file: String, id: String) -> RuleSource {
    let source = RuleSource(text, file: file)
    guard let root = source.root, case .mapping(let entries) = root.content else { return source }
    func entry(_ key: String, _ value: YAMLNode) -> YAMLNode.Entry {
      YAMLNode.Entry(key: key, keyLocation: root.location, value: value)
    }
    let verbs = RuleVerb.allCases.map(\.rawValue)
    // A misspelt verb is a verb.
    let isRule = entries.contains { entry in
      RuleKeys.ofRulesAlone.contains(entry.key) || SpellingSuggestion.closest(to: entry.key, among: verbs) != nil
    }
    var completed = isRule ? entries : [entry(RuleVerb.forbid.rawValue, root)]
    let known = Set(completed.map(\.key))
    for (key, value) in [
      ("id", id), ("title", id), ("why", id), ("category", id), ("severity", RuleSeverity.info.rawValue),
    ] where !known.contains(key) {
      completed.append(entry(key, YAMLNode(content: .scalar(value, isPlain: false), location: root.location)))
    }
    return RuleSource(
      file: file, root: YAMLNode(content: .mapping(completed), location: root.location), hasSoundExamples: false,
      diagnostics: source.diagnostics)
  }

  /// Whether it refers to one of the word lists `names`.
  package func refers(toAnyOf names: Set<String>) -> Bool { root.map { Self.refers($0, names) } ?? false }

  private static func refers(_ node: YAMLNode, _ names: Set<String>) -> Bool {
    switch node.content {
    case .scalar(let text, _): text.utf8.first == 0x24 && names.contains(String(text.dropFirst()))
    case .sequence(let items): items.contains { refers($0, names) }
    case .mapping(let entries): entries.contains { $0.key != "examples" && refers($0.value, names) }
    }
  }

  /// The examples at `node`, which are dialogues to be read; sound ones are left for later.
  mutating func examples(_ node: YAMLNode, sink: DiagnosticSink) -> ExampleSource {
    if hasSoundExamples { return .sound(node) }
    let own = DiagnosticSink()
    let examples = RuleExampleParser.parse(node, sink: own)
    sink.report(own.diagnostics)
    hasSoundExamples = own.diagnostics.isEmpty
    return .read(examples)
  }

  // MARK: Compiled form

  /// The sources with the expressions in them as bytes; nil where some file has a fault, which must be found again.
  package static func compiled(_ sources: [RuleSource], _ expressions: ExpressionTable) -> [UInt8]? {
    var writer = CompiledWriter()
    writer.write(count: sources.count)
    for source in sources {
      guard source.diagnostics.isEmpty, let root = source.root else { return nil }
      writer.write(UInt8(source.hasSoundExamples ? 1 : 0))
      writer.write(root)
    }
    expressions.write(to: &writer)
    return writer.bytes
  }

  /// Reads what `compiled` wrote for `files`.
  package static func read(
    _ reader: inout CompiledReader, files: [String]
  ) throws(CompiledFault) -> ([RuleSource], ExpressionTable) {
    guard try reader.count() == files.count else { throw CompiledFault() }
    var sources: [RuleSource] = []
    for file in files {
      let hasSoundExamples = try reader.integer(UInt8.self) == 1
      sources.append(RuleSource(file: file, root: try reader.node(in: file), hasSoundExamples: hasSoundExamples))
    }
    return (sources, try ExpressionTable(&reader))
  }
}

/// What is known of the expressions in rules: of those in the table ICU is asked only when they have to search.
package final class ExpressionTable {
  private var known: [String: CompiledExpression] = [:]

  package init() {}

  /// Compiles `pattern`, or takes it from the table. Expressions of one table are folded alike.
  func expression(_ pattern: String, folding: TextFolding) throws(RegularExpressionError) -> RegularExpression {
    if let compiled = known[pattern] { return RegularExpression(pattern, compiled: compiled) }
    let expression = try RegularExpression(pattern, folding: folding)
    known[pattern] = expression.compiled
    return expression
  }

  fileprivate func write(to writer: inout CompiledWriter) {
    writer.write(count: known.count)
    for (pattern, compiled) in known.sorted(by: { $0.key < $1.key }) {
      writer.write(pattern)
      writer.write(compiled)
    }
  }

  fileprivate init(_ reader: inout CompiledReader) throws(CompiledFault) {
    for _ in 0..<(try reader.count()) { known[try reader.text()] = try reader.expression() }
  }
}
