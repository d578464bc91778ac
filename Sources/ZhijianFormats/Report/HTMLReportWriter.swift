import Zhijian

/// Keeps the rendered conversations within the bounds of `HTMLReport` and writes the page at the end; where there are
/// more and further files can be written, it goes over to a report of many pages.
final class HTMLReportWriter: ReportWriter {
  private let context: HTMLReportContext
  private let output: any ReportOutput
  private var entries: [HTMLReportEntry] = []
  private var byteCount = 0
  private var count = 0
  private var folder: HTMLReportFolder?
  /// What the pages of agents say of strengths and faults.
  private var record = CoachingRecord()

  init(context: HTMLReportContext, output: any ReportOutput) {
    self.context = context
    self.output = output
  }

  func write(_ evaluation: Evaluation) throws {
    count += 1
    context.meet(evaluation.transcript)
    let conversation = HTMLReportConversation(evaluation, number: count, context: context)
    record.add(conversation)
    let entry = HTMLReportEntry(
      number: count, line: HTMLReportConversationLine(conversation),
      markup: HTMLReportConversationPage(conversation: conversation).markup(),
      rows: (0..<conversation.findingCount).map { HTMLReportFindingRow(conversation, place: $0) })
    if let folder { return try folder.add(entry) }
    entries.append(entry)
    byteCount += entry.byteCount
    let limits = context.limits
    if let pages = output.pages {
      guard entries.count > limits.singlePageConversations || byteCount > limits.singlePageBytes else { return }
      let folder = HTMLReportFolder(context: context, output: output, pages: pages)
      for entry in entries { try folder.add(entry) }
      entries = []
      self.folder = folder
    } else if entries.count > 2 * limits.conversations || byteCount > 2 * limits.bytes {
      prune()
    }
  }

  func finish(_ report: BatchReport, problems: [Diagnostic], period: PeriodDocument?) throws {
    var period = period
    period?.redactor = context.redactor
    if let folder { return try folder.finish(report, record: record, problems: problems, period: period) }
    prune()
    let rows = entries.flatMap(\.rows).sorted(by: HTMLReportFindingRow.isWorse)
    let shown = Set(entries.map(\.number))
    let page = HTMLReportPage(
      context: context, report: report, problems: problems, period: period, rows: rows,
      agents: HTMLReportAgents(
        context: context, report: report, rows: rows,
        pages: HTMLReportAgentPages(
          context: context, report: report, record: record, period: period, rows: rows, isShown: shown.contains)),
      shown: entries.count, given: count)
    let (head, tail) = page.markup()
    try output.write(head, to: nil)
    for entry in entries { try output.write(entry.markup.bytes, to: nil) }
    try output.write(tail, to: nil)
  }

  /// Keeps the worst conversations that fit. Since one that does not fit now cannot fit once there are more, it
  /// does not matter when or how often this is done.
  private func prune() {
    entries.sort { HTMLReportConversationLine.isWorse($0.line, $1.line) }
    var kept = 0
    var bytes = 0
    for entry in entries.prefix(context.limits.conversations) {
      // A single conversation is shown however long it is.
      if kept > 0, bytes + entry.byteCount > context.limits.bytes { break }
      kept += 1
      bytes += entry.byteCount
    }
    entries.removeSubrange(kept...)
    byteCount = bytes
  }
}
