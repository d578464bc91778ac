internal import Foundation
public import Zhijian

/// Everything that rules, lexicons and settings on disk come to: ready analyzers.
public struct Workspace: Sendable {
  public let configuration: Configuration
  /// How transcripts are read that it fits, where the configuration says so.
  public let mapping: ImportMapping?
  public let rules: RuleSet
  public let lists: WordListCatalog
  /// What `similar` and `script` compare messages by.
  public let scriptLexicon: ScriptLexicon
  public let policy: ScoringPolicy
  public let versions: AnalysisVersions
  /// What was odd about the files without being wrong.
  public let warnings: [Diagnostic]
  /// For conversations of any shop that has no settings of its own.
  public let analyzer: Analyzer
  /// What shops with settings of their own are judged by, by name.
  let shops: [String: ShopAnalyzer]

  /// What is named on a command line; each goes before the configuration.
  public struct Locations: Sendable {
    public var configuration: String?
    /// Folders or files of rules, instead of those of the configuration.
    public var rules: [String] = []
    public var lexicons: String?
    public var scorecard: String?
    /// Where a configuration is looked for, upward.
    public var workingFolder: String
    /// The shipped rules and lexicons, where nothing else is named.
    public var home: String?

    /// Where compiled rules and lexicons are kept from run to run; nowhere unless told.
    public var cache = CompiledCache(folder: nil)

    /// The folder that the program was started in, the shipped rules, and the user's cache.
    public init() {
      self.init(workingFolder: FileManager.default.currentDirectoryPath, home: Workspace.shippedHome())
      cache = .standard
    }

    public init(workingFolder: String, home: String?) {
      self.workingFolder = workingFolder
      self.home = home
    }
  }

  /// The rules that some conversation is judged by: the general ones, and those that only shops have.
  public var everyRule: RuleSet {
    let ids = Set(rules.rules.map(\.id))
    let others = shops.sorted { $0.key < $1.key }.flatMap { shop in
      shop.value.rules.filter { $0.status != .retired && !ids.contains($0.id) }
    }
    guard !others.isEmpty else { return rules }
    let named = Dictionary(others.map { ($0.id, $0) }) { first, _ in first }
    return RuleSet(rules.rules + named.values, folding: analyzer.folding)
  }

  /// The analyzer for a conversation: its shop's, or the general one.
  public func analyzer(for transcript: Transcript) -> Analyzer {
    shop(of: transcript)?.analyzer ?? analyzer
  }

  /// What the conversation's shop is judged by; nil where that is the general analyzer.
  func shop(of transcript: Transcript) -> ShopAnalyzer? {
    shops.isEmpty ? nil : transcript.shop.flatMap { shops[$0] }
  }

  /// How transcripts are read: with the shipped mappings, the configuration's own, and its time zone.
  public var importOptions: ImportOptions {
    var options = ImportOptions()
    options.presets = MappingCatalog.shipped
    options.mapping = mapping
    options.timeZoneOffsetSeconds = timeZoneOffsetSeconds
    return options
  }

  /// What clock times without a zone in transcripts are taken to be off UTC.
  public var timeZoneOffsetSeconds: Int {
    Int(configuration.calendar.zone.offsetMilliseconds(at: Timestamp(milliseconds: 1_767_225_600_000)) / 1000)
  }

  /// Reads everything. All faults of all files are thrown at once.
  public static func load(_ locations: Locations = Locations()) throws(DiagnosticsError) -> Workspace {
    let sink = DiagnosticSink()
    guard let workspace = WorkspaceLoader(locations: locations, sink: sink).load(), !sink.hasErrors else {
      throw DiagnosticsError(sink.sorted)
    }
    return workspace
  }

  /// The configuration that `load` would use, without what it names. All its faults are thrown at once.
  public static func configuration(_ locations: Locations = Locations()) throws(DiagnosticsError) -> Configuration {
    let sink = DiagnosticSink()
    guard let configuration = WorkspaceLoader(locations: locations, sink: sink).configuration(), !sink.hasErrors else {
      throw DiagnosticsError(sink.sorted)
    }
    return configuration
  }

  init(
    configuration: Configuration, mapping: ImportMapping?, lists: WordListCatalog, scriptLexicon: ScriptLexicon,
    policy: ScoringPolicy,
    warnings: [Diagnostic], analyzer: Analyzer, shops: [String: ShopAnalyzer]
  ) {
    self.configuration = configuration
    self.mapping = mapping
    self.lists = lists
    self.scriptLexicon = scriptLexicon
    self.policy = policy
    self.warnings = warnings
    self.analyzer = analyzer
    self.shops = shops
    rules = analyzer.rules
    versions = analyzer.versions
  }

  /// Where the shipped rules and lexicons are: `$ZHIJIAN_HOME`, else `../share/zhijian` beside the
  /// program, else the nearest folder above the program that holds them; nil where there are none.
  public static func shippedHome() -> String? {
    if let home = ProcessInfo.processInfo.environment["ZHIJIAN_HOME"], !home.isEmpty { return home }
    let program = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().path
    return home(above: program)
  }

  static func home(above program: String) -> String? {
    func isHome(_ folder: String) -> Bool {
      FileManager.default.fileExists(atPath: folder + "/lexicons/words")
        && FileManager.default.fileExists(atPath: folder + "/rules/common")
    }
    var folder = FilePath.folder(of: program)
    let share = FilePath.folder(of: folder) + "/share/zhijian"
    if isHome(share) { return share }
    while !folder.isEmpty, folder != "/" {
      if isHome(folder) { return folder }
      folder = FilePath.folder(of: folder)
    }
    return nil
  }
}
