internal import Foundation
public import Zhijian

/// What `zhijian.yaml` says. Paths in it are relative to the file.
public struct Configuration: Sendable {
  /// What a configuration changes about a rule it did not write.
  public struct Override: Sendable {
    public var severity: RuleSeverity?
    public var score: RuleScore?
    public var status: RuleStatus?
    /// The place of the rule's id.
    public let location: SourceLocation
    /// The place of the score, where there is one.
    public var scoreLocation: SourceLocation?

    /// What `later` says, and what it leaves open as it is here.
    func merged(with later: Override) -> Override {
      Override(
        severity: later.severity ?? severity, score: later.score ?? score, status: later.status ?? status,
        location: later.location, scoreLocation: later.score == nil ? scoreLocation : later.scoreLocation)
    }
  }

  /// What a shop has of its own.
  public struct Shop: Sendable {
    /// A word list in place of the one in the lexicons.
    struct List: Sendable {
      let phrases: YAMLNode
      /// The place of the list's name.
      let location: SourceLocation
    }

    var lists: [String: List] = [:]
    public var overrides: [String: Override] = [:]

    /// What `later` says, and what it leaves open as it is here.
    func merged(with later: Shop) -> Shop {
      Shop(
        lists: lists.merging(later.lists) { $1 },
        overrides: overrides.merging(later.overrides) { $0.merged(with: $1) })
    }
  }

  /// The file it came from; nil where there is none.
  public var file: String?
  public var rules: [String] = []
  public var lexicons: String?
  public var scorecard: String?
  public var overrides: [String: Override] = [:]
  public var shops: [String: Shop] = [:]
  public var preset: TurnPreset = .generic
  public var calendar: WorkCalendar = .always
  /// The hours of `calendar`; nil where it is open all the time.
  var hours: OpenHours?
  public var privacy: String?
  /// The mapping that transcripts are read by: a file, or the name of a shipped one.
  public var mapping: String?
  /// What was decided of findings before, where the command line does not say.
  public var decisions = DecisionFiles.Paths()
  /// Other ids of an agent, and the id that counts.
  public var agentAliases: [String: String] = [:]
  /// Levels of the linter's checks, by their ids, where they are not their own.
  public var lintLevels: [String: LintLevel] = [:]
  /// The file that each key was last read from, by the key.
  public var origins: [String: String] = [:]
  /// The files that it comes from, those that it extends before those that extend them.
  var files: [String] = []
  public var contentHash = ""

  public init() {}

  /// The nearest `zhijian.yaml` in `folder` or above it; nil where there is none.
  public static func nearest(to folder: String) -> String? {
    var current = URL(fileURLWithPath: folder).standardizedFileURL.path
    for _ in 0..<64 {
      let candidate = current == "/" ? "/zhijian.yaml" : current + "/zhijian.yaml"
      if FileManager.default.fileExists(atPath: candidate) { return candidate }
      if current == "/" || current.isEmpty { return nil }
      current = FilePath.folder(of: current)
    }
    return nil
  }

  /// Reads a configuration; every fault goes to `sink`.
  public static func read(_ path: String, sink: DiagnosticSink) -> Configuration? {
    read(path, sink: sink, store: .none)
  }

  /// The same; `store` may know the YAML from an earlier run.
  static func read(
    _ path: String, sink: DiagnosticSink, store: CompiledStore, depth: Int = 0
  ) -> Configuration? {
    guard let text = FileText.read(path, sink: sink),
      let mapping = ConfigurationMapping(text: text, file: path, sink: sink, store: store)
    else { return nil }
    let folder = FilePath.folder(of: path)
    func resolved(_ path: String) -> String {
      path.hasPrefix("/") || folder.isEmpty ? path : (folder == "/" ? "" : folder) + "/" + path
    }
    var configuration = Configuration()
    if let base = mapping.text("extends") {
      guard depth < 8 else {
        sink.error(
          "too-deep", at: mapping.location("extends"),
          LocalizedText(zh: "extends 嵌套太深或成环", en: "extends nests too deeply or in a circle"))
        return nil
      }
      // Where the base cannot be read, the faults of this file are still named.
      configuration = read(resolved(base), sink: sink, store: store, depth: depth + 1) ?? Configuration()
      if configuration.files.isEmpty { configuration.files = [resolved(base)] }
    }
    configuration.file = path
    configuration.files.append(path)
    if let rules = mapping.texts("rules") { configuration.rules = rules.map(resolved) }
    if let lexicons = mapping.text("lexicons") { configuration.lexicons = resolved(lexicons) }
    if let scorecard = mapping.text("scorecard") { configuration.scorecard = resolved(scorecard) }
    if let overrides = mapping.overrides("overrides") {
      configuration.overrides.merge(overrides) { $0.merged(with: $1) }
    }
    configuration.shops.merge(mapping.shops()) { $0.merged(with: $1) }
    mapping.metrics(into: &configuration)
    configuration.privacy = mapping.choice("privacy", among: ["none", "mask", "pseudonym"]) ?? configuration.privacy
    if let mapped = mapping.text("mapping") {
      // A plain word is the name of a shipped mapping.
      configuration.mapping = mapped.contains("/") || mapped.hasSuffix(".yaml") ? resolved(mapped) : mapped
    }
    if let baseline = mapping.text("baseline") { configuration.decisions.baseline = resolved(baseline) }
    if let suppressions = mapping.text("suppressions") { configuration.decisions.suppressions = resolved(suppressions) }
    if let reviews = mapping.texts("reviews") { configuration.decisions.reviews = reviews.map(resolved) }
    configuration.agentAliases.merge(mapping.pairs("agents")) { $1 }
    configuration.lintLevels.merge(mapping.lintLevels()) { $1 }
    mapping.finish()
    for key in mapping.keys { configuration.origins[key] = path }
    configuration.contentHash = SHA256.hexString(Array((configuration.contentHash + mapping.canonical).utf8))
    return configuration
  }
}
