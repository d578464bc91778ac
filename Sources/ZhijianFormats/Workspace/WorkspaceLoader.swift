internal import Foundation
internal import Zhijian

/// Reads the files of a workspace and compiles them.
struct WorkspaceLoader {
  let locations: Workspace.Locations
  let sink: DiagnosticSink

  func load() -> Workspace? {
    guard let configuration = configuration() else { return nil }
    guard let lexicons = lexiconFolder(configuration) else { return nil }
    warnAboutMissingLexicons(in: lexicons)
    let lists = wordLists(in: lexicons + "/lists")
    let (words, wordsHash) = segmentation(in: lexicons + "/words")
    let (sentiment, sentimentHash) = sentiment(in: lexicons + "/sentiment")
    let (folding, foldingHash) = folding(in: lexicons + "/folding")
    let policy = policy(configuration)
    let sources = ruleSources(configuration)
    let rules = parse(sources, lists: lists, folding: folding)
    checkOverrides(configuration, rules: rules)
    checkCategories(rules, policy: policy)
    guard !sink.hasErrors, let policy, let tokenizer = tokenizer(words) else { return nil }
    func versions(_ rules: RuleSet) -> AnalysisVersions {
      AnalysisVersions(
        program: ProgramVersion.current, icu: Tokenizer.icuVersion, rules: String(rules.contentHash.prefix(16)),
        lexicons: Self.short(sentimentHash + foldingHash), scorecard: String(policy.contentHash.prefix(16)),
        tokenizer: Self.short(wordsHash + Tokenizer.icuVersion) + tokenizer.versionSuffix,
        config: String(configuration.contentHash.prefix(16)))
    }
    let scorer = SentimentScorer(lexicon: sentiment, folding: folding)
    let builder = TurnBuilder(preset: configuration.preset, calendar: configuration.calendar)
    func analyzer(_ rules: [Rule]) -> Analyzer {
      let set = RuleSet(rules, folding: folding)
      return Analyzer(
        rules: set, tokenizer: tokenizer, folding: folding, sentiment: scorer, policy: policy, turnBuilder: builder,
        versions: versions(set))
    }
    var shops: [String: Analyzer] = [:]
    for (name, shop) in configuration.shops.sorted(by: { $0.key < $1.key }) {
      let own = parse(sources, lists: lists.replacing(with: shop.lists), folding: folding, of: name)
      shops[name] = analyzer(Self.apply(configuration.overrides.merging(shop.overrides) { $1 }, to: own))
    }
    guard !sink.hasErrors else { return nil }
    return Workspace(
      configuration: configuration, lists: lists, policy: policy, warnings: sink.sorted,
      analyzer: analyzer(Self.apply(configuration.overrides, to: rules)), shopAnalyzers: shops)
  }

  private static func short(_ text: String) -> String { String(SHA256.hexString(Array(text.utf8)).prefix(16)) }

  // MARK: Where things are

  private func configuration() -> Configuration? {
    if let path = locations.configuration { return Configuration.read(path, sink: sink) }
    if let path = Configuration.nearest(to: locations.workingFolder) { return Configuration.read(path, sink: sink) }
    if let home = locations.home, FileManager.default.fileExists(atPath: home + "/zhijian.yaml") {
      return Configuration.read(home + "/zhijian.yaml", sink: sink)
    }
    return Configuration()
  }

  private func lexiconFolder(_ configuration: Configuration) -> String? {
    if let folder = locations.lexicons ?? configuration.lexicons {
      var isFolder: ObjCBool = false
      if FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder), isFolder.boolValue { return folder }
      sink.error(
        "no-such-file", at: SourceLocation(file: folder),
        LocalizedText(zh: "没有这个词库文件夹", en: "there is no such folder of lexicons"))
      return nil
    }
    if let home = locations.home { return home + "/lexicons" }
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

  private func wordLists(in folder: String) -> WordListCatalog {
    guard FileManager.default.fileExists(atPath: folder) else { return WordListCatalog() }
    var lists: [String: [String]] = [:]
    for path in FileText.files(in: folder, suffix: ".txt", sink: sink) {
      guard let text = FileText.read(path, sink: sink) else { continue }
      lists[FilePath.stem(of: path)] = WordListCatalog.parse(text)
    }
    return WordListCatalog(lists)
  }

  private func segmentation(in folder: String) -> ([WordList], String) {
    guard FileManager.default.fileExists(atPath: folder) else { return ([], "") }
    var lists: [WordList] = []
    var hashes = ""
    for path in FileText.files(in: folder, suffix: ".tsv", sink: sink) {
      guard let bytes = FileText.bytes(path, sink: sink) else { continue }
      let (list, diagnostics) = WordList.parse(utf8: bytes, file: path)
      sink.report(diagnostics)
      lists.append(list)
      hashes += "\(FilePath.name(of: path)) \(SHA256.hexString(bytes))\n"
    }
    return (lists, hashes)
  }

  private func tokenizer(_ words: [WordList]) -> Tokenizer? {
    do throws(DiagnosticsError) {
      return try Tokenizer(wordLists: words)
    } catch {
      sink.report(error.diagnostics)
      return nil
    }
  }

  private func sentiment(in folder: String) -> (SentimentLexicon, String) {
    let files = tables(in: folder)
    let (lexicon, diagnostics) = SentimentLexicon.parse(files: files.map { (name: $0.path, text: $0.text) })
    sink.report(diagnostics)
    return (lexicon, files.map(\.hashed).joined())
  }

  private func folding(in folder: String) -> (TextFolding, String) {
    let files = tables(in: folder)
    var diagnostics: [Diagnostic] = []
    let tables = FoldingTables(
      files: files.map { .init(name: FilePath.name(of: $0.path), text: $0.text) }, diagnostics: &diagnostics)
    sink.report(diagnostics)
    return (TextFolding(tables: tables), files.map(\.hashed).joined())
  }

  private struct Table {
    let path: String
    let text: String
    var hashed: String { "\(FilePath.name(of: path)) \(SHA256.hexString(Array(text.utf8)))\n" }
  }

  private func tables(in folder: String) -> [Table] {
    guard FileManager.default.fileExists(atPath: folder) else { return [] }
    return FileText.files(in: folder, suffix: ".tsv", sink: sink).compactMap { path in
      FileText.read(path, sink: sink).map { Table(path: path, text: $0) }
    }
  }

  // MARK: Rules

  private func policy(_ configuration: Configuration) -> ScoringPolicy? {
    guard let path = locations.scorecard ?? configuration.scorecard ?? locations.home.map({ $0 + "/scorecard.yaml" })
    else {
      sink.error("no-scorecard", at: nil, LocalizedText(zh: "没有评分表", en: "there is no scorecard"))
      return nil
    }
    return FileText.read(path, sink: sink).flatMap { ScoringPolicyParser.parse($0, file: path, sink: sink) }
  }

  private func ruleSources(_ configuration: Configuration) -> [(path: String, text: String)] {
    var roots = locations.rules.isEmpty ? configuration.rules : locations.rules
    if roots.isEmpty, let home = locations.home { roots = [home + "/rules"] }
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

  /// The rules of a shop: what is odd about every shop's alike was reported before.
  private func parse(
    _ sources: [(path: String, text: String)], lists: WordListCatalog, folding: TextFolding, of shop: String
  ) -> [Rule] {
    let own = DiagnosticSink()
    let rules = WorkspaceLoader(locations: locations, sink: own).parse(sources, lists: lists, folding: folding)
    let known = Set(sink.diagnostics)
    for diagnostic in own.diagnostics where !known.contains(diagnostic) {
      let message = diagnostic.message
      sink.report(
        Diagnostic(
          diagnostic.severity, code: diagnostic.code,
          message: LocalizedText(zh: "店铺“\(shop)”：\(message.chinese)", en: "shop '\(shop)': \(message.english)"),
          location: diagnostic.location, hint: diagnostic.hint))
    }
    return rules
  }

  private func parse(_ sources: [(path: String, text: String)], lists: WordListCatalog, folding: TextFolding) -> [Rule]
  {
    let parser = RuleParser(lists: lists, folding: folding)
    var rules: [Rule] = []
    var places: [String: SourceLocation] = [:]
    for source in sources {
      guard let rule = parser.parse(source.text, file: source.path, sink: sink) else { continue }
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

  private func checkOverrides(_ configuration: Configuration, rules: [Rule]) {
    let ids = rules.map(\.id)
    // While some rule could not be read, it may be the one that is meant.
    guard !sink.hasErrors else { return }
    let all = Array(configuration.overrides) + configuration.shops.values.flatMap { Array($0.overrides) }
    for (id, override) in all.sorted(by: { $0.value.location < $1.value.location }) where !ids.contains(id) {
      sink.error(
        "unknown-rule", at: override.location, LocalizedText(zh: "没有规则“\(id)”", en: "there is no rule '\(id)'"),
        hint: SpellingSuggestion.closest(to: id, among: ids).map {
          LocalizedText(zh: "是不是想写“\($0)”？", en: "did you mean '\($0)'?")
        })
    }
  }

  private func checkCategories(_ rules: [Rule], policy: ScoringPolicy?) {
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

  private static func apply(_ overrides: [String: Configuration.Override], to rules: [Rule]) -> [Rule] {
    rules.map { rule in
      guard let override = overrides[rule.id] else { return rule }
      var changed = rule
      if let severity = override.severity { changed.severity = severity }
      if let score = override.score { changed.score = score }
      if let status = override.status { changed.status = status }
      return changed
    }
  }
}
