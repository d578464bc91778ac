public import Zhijian

/// How much of each evaluation a report holds.
public enum ReportDetail: String, Sendable, CaseIterable {
  /// Score, ledger, findings with their hits, swings, metrics.
  case findings
  /// And the result of every rule.
  case results
  /// And every message with the parts of its sentiment, and the hits that did not count.
  case full
}

/// What all report formats are told.
public struct ReportOptions: Sendable {
  public var detail: ReportDetail
  public var language: Language
  /// What happens to personal data in the output; nil lets each format follow its own default:
  /// masked wherever people read.
  public var privacy: Redactor.Policy?
  /// The rules, for titles and reasons.
  public var rules: RuleSet
  public var policy: ScoringPolicy
  public var versions: AnalysisVersions
  /// The zone that times are shown in.
  public var zone: TimeZoneRule
  /// Whether text for a terminal may be coloured.
  public var usesColor: Bool
  /// The file of the earlier results that scores are compared with; nil where they are not.
  public var previous: String?
  /// Whether the report ends with a period: tables joined, or a scorecard of performance.
  public var hasPeriod = false

  public init(
    detail: ReportDetail = .findings, language: Language = .chinese, privacy: Redactor.Policy? = nil, rules: RuleSet,
    policy: ScoringPolicy, versions: AnalysisVersions, zone: TimeZoneRule = .china, usesColor: Bool = false
  ) {
    self.detail = detail
    self.language = language
    self.privacy = privacy
    self.rules = rules
    self.policy = policy
    self.versions = versions
    self.zone = zone
    self.usesColor = usesColor
  }
}

/// A way to write results. One format is one file and one line in `ReportFormats.all`.
public protocol ReportFormat: Sendable {
  /// The name on the command line.
  var name: String { get }
  var title: LocalizedText { get }
  /// Whether it writes a folder of files.
  var isFolder: Bool { get }
  /// Whether a large report of one file has further files beside it.
  var hasPages: Bool { get }
  /// Whether a file of this name in the folder of the report, or of its further files, is one that some runs write and
  /// others do not: left over from an earlier run it would be taken for a part of this one.
  func isOwnFile(_ name: String) -> Bool
  /// Starts a report; what is written goes to `output`.
  func makeWriter(options: ReportOptions, output: any ReportOutput) throws -> any ReportWriter
}

extension ReportFormat {
  public var hasPages: Bool { false }
  public func isOwnFile(_ name: String) -> Bool { false }
}

/// Takes evaluations one by one, in the order of the input, and the whole at the end. Memory has to
/// stay flat where the format allows.
public protocol ReportWriter: AnyObject {
  func write(_ evaluation: Evaluation) throws
  /// `problems` are the diagnostics of reading: what was skipped and why; `period` is what tables and a scorecard of
  /// performance add, nil where neither was given.
  func finish(_ report: BatchReport, problems: [Diagnostic], period: PeriodDocument?) throws
}

extension ReportWriter {
  /// Ends a report without tables.
  public func finish(_ report: BatchReport, problems: [Diagnostic]) throws {
    try finish(report, problems: problems, period: nil)
  }
}

/// Where a report's bytes go.
public protocol ReportOutput: AnyObject {
  /// Adds bytes to a file of the report; `name` is nil for the file of a format of one, and a plain file name in a
  /// folder or for one of its further files.
  func write(_ bytes: [UInt8], to name: String?) throws
  /// Where further files of a format of one file go: `write` takes their plain names. Nil where there can be none.
  var pages: ReportPages? { get }
}

extension ReportOutput {
  public var pages: ReportPages? { nil }
}

/// The names by which the main file of a report and the further ones find each other.
public struct ReportPages: Sendable, Hashable {
  /// The name of the main file.
  public let main: String
  /// The name of the folder of further files, beside the main one.
  public let folder: String

  public init(main: String, folder: String) {
    self.main = main
    self.folder = folder
  }
}
