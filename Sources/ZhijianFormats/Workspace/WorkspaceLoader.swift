internal import Foundation
internal import Zhijian

/// Reads the files of a workspace and compiles them.
struct WorkspaceLoader {
  let locations: Workspace.Locations
  let sink: DiagnosticSink
  /// Looks at the rules that could be read, although others may have faults.
  var lint: ((LintParts) -> Void)?

  func load() -> Workspace? {
    guard let configuration = configuration() else { return nil }
    guard let lexicons = lexiconFolder(configuration) else { return nil }
    warnAboutMissingLexicons(in: lexicons)
    // The largest part, and nothing else waits for it.
    let words = SegmentationLoader(folder: lexicons + "/words", cache: locations.cache)
    let segmentation = BackgroundValue { words.load() }
    let (pending, foldingHash) = folding(in: lexicons + "/folding")
    let lists = wordLists(in: lexicons + "/lists")
    let policy = policy(configuration)
    var reading = read(ruleSources(configuration), foldingHash: foldingHash)
    let (folding, foldingDiagnostics) = pending.value()
    sink.report(foldingDiagnostics)
    let (scorer, sentimentHash) = sentiment(
      in: lexicons + "/sentiment", folding: folding, foldingHash: foldingHash)
    let (scripts, scriptHash) = scripts(in: lexicons + "/script", folding: folding)
    let rules = parse(&reading, lists: lists, folding: folding, scripts: scripts)
    if scriptHash.isEmpty, rules.contains(where: \.usesScriptLexicon) {
      sink.warning(
        "missing-lexicon", at: SourceLocation(file: lexicons + "/script"),
        LocalizedText(zh: "没有话术词库，similar 和 script 不认识同义词", en: "there is no script lexicon: no synonyms are known"))
    }
    keep(reading)
    let mapping = mapping(configuration)
    checkOverrides(configuration, rules: rules)
    checkCategories(rules, policy: policy)
    let builder = TurnBuilder(preset: configuration.preset, calendar: configuration.calendar)
    let store = store
    let shops = shopRules(
      configuration, general: rules, reading: &reading, lists: lists, folding: folding, scripts: scripts)
    let general =
      sink.hasErrors
      ? nil
      : RuleSet(
        Self.apply(configuration.overrides, to: rules), folding: folding, foldingHash: foldingHash, store: store)
    let segmented = segmentation.value()
    sink.report(segmented.diagnostics)
    lint?(
      LintParts(
        rules: rules, sources: reading.sources, lists: lists, lexicons: lexicons, folding: folding,
        tokenizer: segmented.tokenizer, configuration: configuration))
    guard !sink.hasErrors, let general, let policy, let tokenizer = segmented.tokenizer else { return nil }
    @Sendable func analyzer(_ set: RuleSet) -> Analyzer {
      let versions = AnalysisVersions(
        program: ProgramVersion.current, icu: Tokenizer.icuVersion, rules: String(set.contentHash.prefix(16)),
        lexicons: Self.short(sentimentHash + foldingHash + scriptHash),
        scorecard: String(policy.contentHash.prefix(16)),
        tokenizer: Self.short(segmented.hashes + Tokenizer.icuVersion) + tokenizer.versionSuffix,
        config: String(configuration.contentHash.prefix(16)))
      return Analyzer(
        rules: set, tokenizer: tokenizer,
        bridging: folding.bridging(set.phrasesWithGaps, hash: foldingHash, store: store), sentiment: scorer,
        policy: policy, turnBuilder: builder, versions: versions)
    }
    // Shops with the same rules share an analyzer.
    var known: [String: ShopAnalyzer] = [:]
    var shopAnalyzers: [String: ShopAnalyzer] = [:]
    for (shop, own) in shops {
      let hash = RuleSet.contentHash(of: own)
      guard hash != general.contentHash else { continue }
      let shared = known[hash] ?? ShopAnalyzer(own) { analyzer(RuleSet($0, folding: folding, like: general)) }
      known[hash] = shared
      shopAnalyzers[shop] = shared
    }
    return Workspace(
      configuration: configuration, mapping: mapping, lists: lists, scriptLexicon: scripts, policy: policy,
      warnings: sink.sorted,
      analyzer: analyzer(general), shops: shopAnalyzers)
  }

  /// The mapping that the configuration names: one that is shipped, or a file.
  private func mapping(_ configuration: Configuration) -> ImportMapping? {
    guard let name = configuration.mapping else { return nil }
    return MappingCatalog.shipped.first { $0.name == name } ?? ImportMapping.read(name, sink: sink)
  }

  var store: CompiledStore { locations.cache.store }

  private static func short(_ text: String) -> String { String(SHA256.hexString(Array(text.utf8)).prefix(16)) }

  // MARK: Where things are

  /// The file of the settings; nil where there is none.
  var configurationPath: String? {
    if let path = locations.configuration ?? Configuration.nearest(to: locations.workingFolder) { return path }
    return locations.home.map { $0 + "/zhijian.yaml" }.flatMap {
      FileManager.default.fileExists(atPath: $0) ? $0 : nil
    }
  }

  /// The folder of the lexicons; nil where none is named or shipped.
  func lexiconPath(_ configuration: Configuration) -> String? {
    locations.lexicons ?? configuration.lexicons ?? locations.home.map { $0 + "/lexicons" }
  }

  /// The file of the scorecard; nil where none is named or shipped.
  func scorecardPath(_ configuration: Configuration) -> String? {
    locations.scorecard ?? configuration.scorecard ?? locations.home.map { $0 + "/scorecard.yaml" }
  }

  func configuration() -> Configuration? {
    guard let path = configurationPath else { return Configuration() }
    return Configuration.read(path, sink: sink, store: store)
  }

  /// The folder of lexicons; nil, with a diagnostic, where there is none.
  func lexicons() -> String? { configuration().flatMap(lexiconFolder) }

  private func lexiconFolder(_ configuration: Configuration) -> String? {
    if let folder = locations.lexicons ?? configuration.lexicons {
      var isFolder: ObjCBool = false
      if FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder), isFolder.boolValue { return folder }
      sink.error(
        "no-such-file", at: SourceLocation(file: folder),
        LocalizedText(zh: "没有这个词库文件夹", en: "there is no such folder of lexicons"))
      return nil
    }
    if let folder = lexiconPath(configuration) { return folder }
    sink.error(
      "no-lexicons", at: nil, LocalizedText(zh: "找不到随附的规则和词库", en: "the shipped rules and lexicons were not found"),
      hint: LocalizedText(
        zh: "用 --rules 和 --lexicons 指定，或设置环境变量 ZHIJIAN_HOME",
        en: "name them by --rules and --lexicons, or set ZHIJIAN_HOME"))
    return nil
  }

  // MARK: Lexicons

  /// What the analysis then does without; nothing is replaced silently.
  private func warnAboutMissingLexicons(in folder: String) {
    let kinds = [
      ("words", LocalizedText(zh: "没有分词词库，只按 ICU 切词", en: "there are no word lists: ICU alone cuts words")),
      ("sentiment", LocalizedText(zh: "没有情感词库，看不出情绪", en: "there is no sentiment lexicon: no mood is seen")),
      (
        "folding",
        LocalizedText(zh: "没有归一表，变形写法认不出来", en: "there are no folding tables: disguised spellings are not seen")
      ),
    ]
    for (name, message) in kinds where !FileManager.default.fileExists(atPath: folder + "/" + name) {
      sink.warning("missing-lexicon", at: SourceLocation(file: folder + "/" + name), message)
    }
  }

  func wordLists(in folder: String) -> WordListCatalog {
    guard FileManager.default.fileExists(atPath: folder) else { return WordListCatalog() }
    var lists: [String: [String]] = [:]
    for path in FileText.files(in: folder, suffix: ".txt", sink: sink) {
      guard let text = FileText.read(path, sink: sink) else { continue }
      lists[FilePath.stem(of: path)] = WordListCatalog.parse(text)
    }
    return WordListCatalog(lists)
  }

  private func sentiment(
    in folder: String, folding: TextFolding, foldingHash: String
  ) -> (scorer: SentimentScorer, hash: String) {
    let files = tables(in: folder)
    let paths = files.map(\.path)
    let hash = files.map(\.hashed).joined()
    let key = Self.key([foldingHash, hash])
    if let known = store.value(
      .sentiment, key,
      { (reader) throws(CompiledFault) in
        try reader.sentimentScorer(files: paths)
      })
    {
      return (known, hash)
    }
    let before = sink.diagnostics.count
    let (lexicon, diagnostics) = SentimentLexicon.parse(files: texts(of: files).map { (name: $0.path, text: $0.text) })
    sink.report(diagnostics)
    let scorer = SentimentScorer(lexicon: lexicon, folding: folding)
    if sink.diagnostics.count == before {
      var writer = CompiledWriter()
      writer.write(scorer, files: paths)
      store.write(.sentiment, key, writer.bytes)
    }
    return (scorer, hash)
  }

  /// The words of `similar` and `script`; without the folder only negation and quantities are known.
  private func scripts(in folder: String, folding: TextFolding) -> (ScriptLexicon, hash: String) {
    let files = tables(in: folder)
    let (lexicon, diagnostics) = ScriptLexicon.parse(
      files: texts(of: files).map { .init(name: $0.path, text: $0.text) }, folding: folding)
    sink.report(diagnostics)
    return (lexicon, files.map(\.hashed).joined())
  }

  /// `parts` one after the other, each with its length.
  static func key(_ parts: [String]) -> [UInt8] {
    var writer = CompiledWriter()
    for part in parts { writer.write(part) }
    return writer.bytes
  }

  /// The folding, which is made meanwhile, and the hash of its tables.
  private func folding(in folder: String) -> (
    BackgroundValue<(folding: TextFolding, diagnostics: [Diagnostic])>, hash: String
  ) {
    let files = tables(in: folder)
    let hash = files.map(\.hashed).joined()
    let store = store
    let folding = BackgroundValue {
      TextFolding.folding(hash: hash, store: store) {
        let sink = DiagnosticSink()
        let texts = Self.texts(of: files, sink).map {
          FoldingTables.File(name: FilePath.name(of: $0.path), text: $0.text)
        }
        var diagnostics = sink.diagnostics
        let tables = FoldingTables(files: texts, diagnostics: &diagnostics)
        return (TextFolding(tables: tables), diagnostics)
      }
    }
    return (folding, hash)
  }

  private struct Table: Sendable {
    let path: String
    /// Without a byte order mark.
    let bytes: [UInt8]
    let hashed: String

    init(path: String, bytes: [UInt8]) {
      (self.path, self.bytes) = (path, bytes)
      hashed = "\(FilePath.name(of: path)) \(SHA256.hexString(bytes))\n"
    }
  }

  private func tables(in folder: String) -> [Table] {
    guard FileManager.default.fileExists(atPath: folder) else { return [] }
    return FileText.files(in: folder, suffix: ".tsv", sink: sink).compactMap { path in
      FileText.body(path, sink: sink).map { Table(path: path, bytes: $0) }
    }
  }

  private func texts(of tables: [Table]) -> [(path: String, text: String)] { Self.texts(of: tables, sink) }

  private static func texts(of tables: [Table], _ sink: DiagnosticSink) -> [(path: String, text: String)] {
    tables.compactMap { table in
      FileText.text(table.bytes, of: table.path, sink: sink).map { (table.path, $0) }
    }
  }

  // MARK: Rules

  private func policy(_ configuration: Configuration) -> ScoringPolicy? {
    guard let path = scorecardPath(configuration) else {
      sink.error("no-scorecard", at: nil, LocalizedText(zh: "没有评分表", en: "there is no scorecard"))
      return nil
    }
    return FileText.read(path, sink: sink).flatMap {
      ScoringPolicyParser.parse($0, file: path, sink: sink, store: store)
    }
  }
}
