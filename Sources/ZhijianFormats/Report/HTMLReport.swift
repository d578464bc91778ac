public import Zhijian

/// The report for a browser: one file that opens from disk, asks no network and runs no foreign code.
///
/// Personal data is masked unless the options say otherwise; customers' names are masked with it, agents' names
/// stay. Whatever comes from outside (texts, names, ids, rule titles, diagnostics) is escaped, and control and
/// bidirectional formatting characters are shown as tokens. The same evaluations in the same order give the same
/// bytes.
///
/// More than `maximumSinglePageConversations` conversations, or more than `maximumSinglePageBytes` of their markup,
/// become a folder of pages beside the file: agents, a page for each of them, findings, rules, the list of
/// conversations, and all conversations in parts. What a page holds is bounded, and whatever is left out is named on it:
/// - where there is no place for further files, as on standard output, `maximumConversations` conversations and
///   `maximumConversationBytes` of their markup: those with the lowest scores stay, conversations without a score go
///   first. Figures always cover all conversations.
/// - `maximumFindingRows` rows in the table of findings, the most severe ones.
/// - `maximumAgentPages` agents with a page of their own, the first ones of the input.
/// - `maximumMessages` messages and `maximumFindings` findings of one conversation; what findings point at stays.
///
/// Memory is bounded by the markup kept, about twice `maximumConversationBytes` at worst, and much
/// less for a folder of pages, whose parts are written as they fill.
public struct HTMLReport: ReportFormat {
  /// How many conversations stay in one file where further ones can be written.
  public static let maximumSinglePageConversations = 500
  /// How many bytes they may take there.
  public static let maximumSinglePageBytes = 16 << 20
  /// How many conversations a page shows where it has to be one.
  public static let maximumConversations = 2_000
  /// How many bytes the shown conversations may take, in UTF-8.
  public static let maximumConversationBytes = 64 << 20
  /// How many rows the table of findings has.
  public static let maximumFindingRows = 3_000
  /// How many agents have a page of their own.
  public static let maximumAgentPages = 1_000
  /// How many messages of one conversation are shown.
  public static let maximumMessages = 600
  /// How many findings of one conversation are shown.
  public static let maximumFindings = 200

  public let name = "html"
  public let title = LocalizedText(zh: "网页报告", en: "HTML report")
  public let isFolder = false
  public let hasPages = true
  let limits: HTMLReportLimits

  public init() { limits = HTMLReportLimits() }

  init(limits: HTMLReportLimits) { self.limits = limits }

  public func isOwnFile(_ name: String) -> Bool {
    ["agents.html", "performance.html", "findings.html", "rules.html", "conversations.html"].contains(name)
      || name.wholeMatch(of: /(conversations|agent)-[0-9]{3,9}\.html/) != nil
  }

  public func makeWriter(options: ReportOptions, output: any ReportOutput) throws -> any ReportWriter {
    HTMLReportWriter(context: HTMLReportContext(options: options, limits: limits), output: output)
  }
}

/// The bounds of a page; smaller ones are for tests.
struct HTMLReportLimits: Sendable {
  var conversations = HTMLReport.maximumConversations
  var bytes = HTMLReport.maximumConversationBytes
  var singlePageConversations = HTMLReport.maximumSinglePageConversations
  var singlePageBytes = HTMLReport.maximumSinglePageBytes
  var findingRows = HTMLReport.maximumFindingRows
  var messages = HTMLReport.maximumMessages
  var findings = HTMLReport.maximumFindings
  /// Conversations, and bytes of their markup, of one page of a report of many pages.
  var partConversations = 200
  var partBytes = 8 << 20
  /// Points of a mood curve, and rows of its table.
  var moodPoints = 300
  /// Lines shown of one agent and one rule.
  var linesOfRule = 20
  /// Agents with a page of their own; of the others the broken rules are shown.
  var agentPages = HTMLReport.maximumAgentPages
  /// Diagnostics shown.
  var problems = 200
}
