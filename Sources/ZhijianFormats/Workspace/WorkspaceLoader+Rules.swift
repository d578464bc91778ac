internal import Zhijian

extension Workspace.Locations {
  /// The folders and files that rules come from.
  func ruleRoots(_ configuration: Configuration) -> [String] {
    let roots = rules.isEmpty ? configuration.rules : rules
    return roots.isEmpty ? [home.map { $0 + "/rules" }].compactMap { $0 } : roots
  }
}

/// From rule files to rules.
extension WorkspaceLoader {
  func ruleSources(_ configuration: Configuration) -> [(path: String, text: String)] {
    let roots = locations.ruleRoots(configuration)
    var sources: [(path: String, text: String)] = []
    var seen: Set<String> = []
    for root in roots {
      let paths = FileText.files(in: root, suffix: ".yaml", sink: sink).filter { !$0.hasSuffix(".test.yaml") }
      if paths.isEmpty, !sink.hasErrors {
        sink.error(
          "no-rules", at: SourceLocation(file: root),
          LocalizedText(zh: "这里没有规则文件（*.yaml）", en: "there are no rule files (*.yaml) here"))
      }
      for path in paths where seen.insert(path).inserted {
        if let text = FileText.read(path, sink: sink) { sources.append((path, text)) }
      }
    }
    return sources
  }

  /// The files as YAML, from the cache where they have not changed.
  func read(_ sources: [(path: String, text: String)], foldingHash: String) -> RuleReading {
    let key = Self.key([foldingHash] + sources.map(\.text))
    let paths = sources.map(\.path)
    if let known = store.value(
      .rules, key,
      { (reader) throws(CompiledFault) in
        try RuleSource.read(&reader, files: paths)
      })
    {
      return RuleReading(sources: known.0, expressions: known.1, key: nil)
    }
    return RuleReading(
      sources: sources.map { RuleSource($0.text, file: $0.path) }, expressions: ExpressionTable(), key: key)
  }

  /// Rule files on their way to rules, with what was found out about them.
  struct RuleReading {
    var sources: [RuleSource]
    let expressions: ExpressionTable
    /// Where to keep them; nil if they come from there.
    let key: [UInt8]?
  }

  func parse(
    _ reading: inout RuleReading, lists: WordListCatalog, folding: TextFolding, scripts: ScriptLexicon
  ) -> [Rule] {
    let parser = RuleParser(lists: lists, folding: folding, scriptLexicon: scripts)
    var rules: [Rule] = []
    var places: [String: SourceLocation] = [:]
    for index in reading.sources.indices {
      guard let rule = parser.parse(&reading.sources[index], expressions: reading.expressions, sink: sink) else {
        continue
      }
      if let first = places[rule.id] {
        sink.error(
          "duplicate-rule", at: rule.location,
          LocalizedText(
            zh: "规则 id “\(rule.id)”已经在 \(first.file) 用过",
            en: "the rule id '\(rule.id)' is already used in \(first.file)"))
        continue
      }
      places[rule.id] = rule.location
      rules.append(rule)
    }
    return rules
  }

  func keep(_ reading: RuleReading) {
    guard let key = reading.key, let bytes = RuleSource.compiled(reading.sources, reading.expressions) else { return }
    store.write(.rules, key, bytes)
  }

  func checkCategories(_ rules: [Rule], policy: ScoringPolicy?) {
    guard let policy else { return }
    let sections = policy.sections.map(\.id)
    for rule in rules where rule.score.effect != .none && !sections.contains(rule.category) {
      sink.warning(
        "unscored-category", at: rule.location,
        LocalizedText(
          zh: "评分表没有“\(rule.category)”这一项，规则 \(rule.id) 不会影响分数",
          en: "the scorecard has no section '\(rule.category)': rule \(rule.id) does not change any score"),
        hint: SpellingSuggestion.closest(to: rule.category, among: sections).map {
          LocalizedText(zh: "是不是想写“\($0)”？", en: "did you mean '\($0)'?")
        })
    }
  }
}
