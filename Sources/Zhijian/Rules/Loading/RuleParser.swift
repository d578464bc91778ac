/// Reads one rule file.
public struct RuleParser: Sendable {
  public let lists: WordListCatalog
  let folding: TextFolding
  let scriptLexicon: ScriptLexicon

  /// `folding` reads the literal characters of expressions as it reads the texts they are compared with. Without a
  /// `scriptLexicon`, `similar` and `script` know no words that say the same.
  public init(lists: WordListCatalog, folding: TextFolding, scriptLexicon: ScriptLexicon? = nil) {
    self.lists = lists
    self.folding = folding
    self.scriptLexicon = scriptLexicon ?? ScriptLexicon(folding: folding)
  }

  /// The rule in `text`, or nil where there are errors; every fault of the file goes to `sink`.
  /// `file` is the name that diagnostics show; its last part without `.yaml` has to be the rule's id.
  public func parse(_ text: String, file: String, sink: DiagnosticSink) -> Rule? {
    var source = RuleSource(text, file: file)
    return parse(&source, expressions: ExpressionTable(), sink: sink)
  }

  /// The rule in `source`; what was found out about it on the way is kept in `source` and `expressions`.
  package func parse(_ source: inout RuleSource, expressions: ExpressionTable, sink: DiagnosticSink) -> Rule? {
    let own = DiagnosticSink()
    // What an alias or tag was cannot be right for anything else, either.
    let gone = Set(source.diagnostics.filter { $0.code == "alias" || $0.code == "tag" }.compactMap(\.location))
    defer {
      sink.report(
        own.diagnostics.enumerated().filter { offset, diagnostic in
          offset < source.diagnostics.count || !(diagnostic.location.map(gone.contains) ?? false)
        }.map(\.element))
    }
    own.report(source.diagnostics)
    guard let root = source.root else { return nil }
    return rule(root, of: &source, expressions: expressions, sink: own)
  }

  private func rule(
    _ root: YAMLNode, of source: inout RuleSource, expressions: ExpressionTable, sink: DiagnosticSink
  ) -> Rule? {
    guard let mapping = YAMLMapping(root, sink: sink, what: LocalizedText(zh: "规则文件", en: "a rule file")) else {
      return nil
    }
    let id = mapping.text("id", required: true)
    if let id { checkID(id, file: source.file, at: mapping.value("id")?.location ?? mapping.location, sink: sink) }
    let title = mapping.text("title", required: true)
    let why = mapping.text("why", required: true)
    let category = mapping.text("category", required: true)
    let severity = mapping.choice("severity", RuleSeverity.self)
    if severity == nil, !mapping.keys.contains("severity") { missing("severity", mapping, sink) }
    let status = mapping.choice("status", RuleStatus.self) ?? .stable
    let filter = mapping.value("for").flatMap { ConversationFilterParser.parse($0, sink: sink) }

    // Asking for every verb first lets a misspelt one suggest the right one.
    let verbs = RuleVerb.allCases.filter { mapping.value($0.rawValue) != nil }
    if verbs.count != 1 {
      sink.error(
        "verb", at: verbs.count > 1 ? mapping.location(of: verbs[1].rawValue) : mapping.location,
        LocalizedText(
          zh: "每条规则要有且只有一个动词：forbid、require、credit、observe",
          en: "a rule has exactly one verb: forbid, require, credit or observe"))
    }
    // Without the one verb the rest is read all the same, for its other faults.
    let verb = verbs.first ?? .observe
    let score =
      mapping.value("score").map { RuleScoreParser.parse($0, verb: verbs.count == 1 ? verb : nil, sink: sink) }
      ?? RuleScore.none
    let conditions = ConditionParser(
      verb: verb, lists: lists, folding: folding, expressions: expressions,
      scriptLexicon: scriptLexicon, sink: sink)
    let given = mapping.value("given").flatMap { conditions.parse($0, inheriting: Scope()) }
    let hasGiven = mapping.value("given") != nil
    var outer = Scope()
    if hasGiven { outer.anchor = .init(side: .after, name: .given) }
    conditions.isGivenAMessage = given.map(\.mayHitMessages) ?? true
    let bodies = verbs.compactMap { mapping.value($0.rawValue) }
    let condition = bodies.map { conditions.parse($0, inheriting: outer) }.first ?? nil
    let which =
      ScopeParser.which(mapping) ?? given?.scope.which
      ?? (condition?.scope.anchor?.name == .given ? condition?.scope.which : nil) ?? .each
    conditions.checkLabels([given, condition].compactMap { $0 })
    if let given { conditions.checkGiven(given) }
    if !hasGiven, let condition { conditions.checkGivenReferences(condition) }
    let allowances = mapping.value("lint").map { LintSettings.allowances($0, sink: sink) } ?? []
    let examples = mapping.value("examples").map { source.examples($0, sink: sink) } ?? .read([])
    mapping.finish()
    guard !sink.hasErrors, verbs.count == 1, let id, let title, let why, let category, let severity, let condition
    else {
      return nil
    }
    return Rule(
      id: id, title: title, why: why, category: category, severity: severity, status: status, score: score, verb: verb,
      filter: filter, given: given, which: which, condition: condition, labels: conditions.labels,
      exampleSource: examples, location: root.location,
      contentHash: SHA256.hexString(CanonicalYAML(lists: lists).bytes(of: root)), lintAllowances: allowances)
  }

  private func missing(_ key: String, _ mapping: YAMLMapping, _ sink: DiagnosticSink) {
    sink.error("missing-key", at: mapping.location, LocalizedText(zh: "缺少“\(key)”", en: "'\(key)' is missing"))
  }

  private func checkID(_ id: String, file: String, at location: SourceLocation, sink: DiagnosticSink) {
    let isPlain = id.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D }
    if id.isEmpty || !isPlain {
      sink.error(
        "invalid-id", at: location,
        LocalizedText(
          zh: "id 只能用小写英文字母、数字和连字符", en: "an id holds lower-case letters, digits and hyphens only"))
      return
    }
    let name = file.utf8.split(separator: 0x2F).last.map { String(decoding: $0, as: UTF8.self) } ?? file
    let stem =
      name.hasSuffix(".yaml") ? String(name.dropLast(5)) : name.hasSuffix(".yml") ? String(name.dropLast(4)) : nil
    if let stem, stem != id {
      sink.error(
        "id-not-file-name", at: location,
        LocalizedText(zh: "id “\(id)”和文件名“\(stem)”不一致", en: "the id '\(id)' is not the file name '\(stem)'"))
    }
  }
}

/// Reads `score:`.
package enum RuleScoreParser {
  /// The score at `node`; `verb` nil where the rule is not known, so that it cannot be checked against it.
  package static func parse(_ node: YAMLNode, verb: RuleVerb?, sink: DiagnosticSink) -> RuleScore {
    guard let mapping = YAMLMapping(node, sink: sink, what: LocalizedText(zh: "score", en: "score")) else {
      return .none
    }
    let deduct = mapping.number("deduct", in: RuleKeys.points).map(hundredths)
    let award = mapping.number("award", in: RuleKeys.points).map(hundredths)
    let autoFail = mapping.boolean("auto_fail") ?? false
    let unit = mapping.choice("per", RuleScore.Unit.self) ?? .conversation
    let cap = mapping.number("cap", in: RuleKeys.points).map(hundredths)
    mapping.finish()
    guard mapping.keys.count(where: ["deduct", "award", "auto_fail"].contains) <= 1 else {
      sink.error(
        "conflicting-keys", at: node.location,
        LocalizedText(zh: "deduct、award、auto_fail 只能写一个", en: "only one of deduct, award, auto_fail may be given"))
      return .none
    }
    let effect: RuleScore.Effect =
      if let deduct { .deduct(deduct) } else if let award { .award(award) } else if autoFail { .autoFail } else {
        .none
      }
    if let verb { check(effect, of: verb, at: node.location, sink: sink) }
    return RuleScore(effect: effect, unit: unit, cap: cap)
  }

  /// Whether a rule of `verb` may have `effect`.
  package static func check(
    _ effect: RuleScore.Effect, of verb: RuleVerb, at location: SourceLocation, sink: DiagnosticSink
  ) {
    switch (verb, effect) {
    case (.observe, .deduct), (.observe, .award), (.observe, .autoFail):
      sink.error(
        "score-verb", at: location, LocalizedText(zh: "observe 不影响分数", en: "observe leaves the score alone"))
    case (.credit, .deduct), (.credit, .autoFail):
      sink.error("score-verb", at: location, LocalizedText(zh: "credit 只能加分（award）", en: "credit can only award"))
    case (.forbid, .award), (.require, .award):
      sink.error(
        "score-verb", at: location,
        LocalizedText(zh: "\(verb.rawValue) 不能加分，加分请用 credit", en: "\(verb.rawValue) cannot award; use credit"))
    default: break
    }
  }

  private static func hundredths(_ points: Double) -> Int { Int((points * 100).rounded()) }
}

/// The form of a rule that its hash is taken of: every key and value but the examples and what is said to the linter,
/// with the word lists it names written out.
package struct CanonicalYAML {
  let lists: WordListCatalog

  package init(lists: WordListCatalog) {
    self.lists = lists
  }

  package func bytes(of root: YAMLNode) -> [UInt8] {
    var bytes: [UInt8] = []
    write(root, to: &bytes, isRoot: true)
    return bytes
  }

  private static func isAside(_ key: String) -> Bool { key == "examples" || key == "lint" }

  private func write(_ node: YAMLNode, to bytes: inout [UInt8], isRoot: Bool = false) {
    switch node.content {
    case .scalar(let text, _):
      bytes.append(0x22)
      bytes.append(contentsOf: text.utf8)
      bytes.append(0x22)
      if text.hasPrefix("$"), let list = lists[String(text.dropFirst())] {
        for entry in list {
          bytes.append(contentsOf: entry.utf8)
          bytes.append(0x00)
        }
      }
    case .sequence(let items):
      bytes.append(0x5B)
      for item in items { write(item, to: &bytes) }
      bytes.append(0x5D)
    case .mapping(let entries):
      bytes.append(0x7B)
      for entry in entries.sorted(by: { $0.key < $1.key }) where !(isRoot && Self.isAside(entry.key)) {
        bytes.append(contentsOf: entry.key.utf8)
        bytes.append(0x3A)
        write(entry.value, to: &bytes)
      }
      bytes.append(0x7D)
    }
  }
}
