public import Zhijian

/// A folder of coaching sheets: one printed page for each agent, to be handed out, and a list of them for the team
/// lead. Strengths, what to mend, the lines they rest on, and the agent's figures beside those of the others.
///
/// What a small sample cannot say is left unsaid: below the scorecard's minimum sample nobody is compared. Findings
/// that were overturned, suppressed or are of draft rules do not appear; how many were taken out is told. What is
/// personal is masked unless asked for otherwise.
public struct CoachingReport: ReportFormat {
  public let name = "coaching"
  public let title = LocalizedText(zh: "一个文件夹的辅导单，每位客服一页", en: "a folder of coaching sheets, one page an agent")
  public let isFolder = true

  public init() {}

  public func isOwnFile(_ name: String) -> Bool { name.wholeMatch(of: /agent-[0-9]{3,9}\.html/) != nil }

  public func makeWriter(options: ReportOptions, output: any ReportOutput) throws -> any ReportWriter {
    CoachingReportWriter(context: HTMLReportContext(options: options, limits: HTMLReportLimits()), output: output)
  }
}

private final class CoachingReportWriter: ReportWriter {
  private let context: HTMLReportContext
  private let output: any ReportOutput
  private var record: CoachingRecord
  private var count = 0

  init(context: HTMLReportContext, output: any ReportOutput) {
    self.context = context
    self.output = output
    record = CoachingRecord()
  }

  func write(_ evaluation: Evaluation) throws {
    count += 1
    context.meet(evaluation.transcript)
    record.add(HTMLReportConversation(evaluation, number: count, context: context))
  }

  func finish(_ report: BatchReport, problems: [Diagnostic], period: PeriodDocument?) throws {
    let agents = report.agents.filter { $0.id != Transcript.unknownAgent }
    let sheets = agents.enumerated().map { place, agent in
      CoachingSheet(
        context: context, report: report, agent: agent, record: record,
        file: "agent-\(HTMLReportNumber.padded(place + 1, 3)).html")
    }
    for sheet in sheets { try output.write(sheet.markup().bytes, to: sheet.file) }
    let index = CoachingIndex(context: context, report: report, sheets: sheets, problems: problems)
    try output.write(index.markup().bytes, to: "index.html")
  }
}
