public import Zhijian

/// A summary for a terminal, at most 100 cells wide: the whole, the agents, the worst findings, the rules. What is
/// personal is masked unless asked for otherwise, and nothing in a transcript can steer the terminal.
public struct TextReport: ReportFormat {
  /// The most cells a line takes.
  static let width = 100

  public let name = "text"
  public let title = LocalizedText(zh: "终端上看的摘要", en: "a summary for the terminal")
  public let isFolder = false

  public init() {}

  public func makeWriter(options: ReportOptions, output: any ReportOutput) -> any ReportWriter {
    TextReportWriter(options: options, output: output)
  }
}

private final class TextReportWriter: ReportWriter {
  private let options: ReportOptions
  private let output: any ReportOutput
  private var ruleErrors: [String: Int] = [:]
  private var warnings: [String: Int] = [:]
  private var changes = ScoreChangesSummary()
  private var decisions = FindingDecisionsSummary()

  init(options: ReportOptions, output: any ReportOutput) {
    self.options = options
    self.output = output
  }

  func write(_ evaluation: Evaluation) {
    for outcome in evaluation.outcomes where outcome.result == .error { ruleErrors[outcome.rule, default: 0] += 1 }
    for code in Set(evaluation.diagnostics.filter { $0.severity != .error }.map(\.code)) {
      warnings[code, default: 0] += 1
    }
    changes.add(evaluation)
    decisions.add(evaluation)
  }

  func finish(_ report: BatchReport, problems: [Diagnostic], period: PeriodDocument?) throws {
    var page = TextPage(options: options)
    page.addHeader(report, problems: problems)
    page.addTotals(report)
    page.addChanges(changes)
    page.addAgents(report)
    page.addMoods(report)
    page.addHighlights(report)
    page.addDecisions(decisions)
    page.addRules(report)
    page.addNotes(problems: problems, ruleErrors: ruleErrors, warnings: warnings)
    var text = page.text
    if var period {
      period.redactor = options.redactor(default: .mask)
      text += "\n" + period.text
    }
    try output.write(Array(text.utf8), to: nil)
  }
}

/// The text report in the making.
struct TextPage {
  let options: ReportOptions
  let say: ReportWording
  let redactor: Redactor
  let rules: [String: Rule]
  private(set) var text = ""

  init(options: ReportOptions) {
    self.options = options
    say = ReportWording(language: options.language)
    redactor = options.redactor(default: .mask)
    rules = options.rulesByID
  }

  enum Style: String {
    case bold = "\u{1B}[1m"
    case red = "\u{1B}[31m"
    case yellow = "\u{1B}[33m"
    case dim = "\u{1B}[2m"
  }

  /// Adds a line, cut to the page.
  mutating func line(_ line: String = "", style: Style? = nil) {
    let line = TerminalText.cut(line, to: TextReport.width)
    if let style, options.usesColor, !line.isEmpty {
      text += style.rawValue + line + "\u{1B}[0m\n"
    } else {
      text += line + "\n"
    }
  }

  mutating func heading(_ heading: String) {
    line()
    line(heading, style: .bold)
  }

  /// Adds a paragraph whose further lines stand under the first one's text.
  mutating func paragraph(_ label: String, _ body: String, indent: Int) {
    let blanks = String(repeating: " ", count: indent)
    let inset = indent + DisplayWidth.of(label)
    for (number, part) in TerminalText.wrapped(body, to: max(20, TextReport.width - inset)).enumerated() {
      line(number == 0 ? blanks + label + part : String(repeating: " ", count: inset) + part)
    }
  }

  /// Text of a transcript, fit to be shown.
  func shown(_ text: String) -> String { TerminalText.safe(redactor.show(text)) }

  /// The id, with the name where there is one.
  func agent(_ id: String, name: String?) -> String {
    if id == Transcript.unknownAgent { return say("（未知客服）", "(unknown)") }
    guard let name, name != id, !name.isEmpty else { return shown(id) }
    return "\(shown(name)) (\(shown(id)))"
  }
}
