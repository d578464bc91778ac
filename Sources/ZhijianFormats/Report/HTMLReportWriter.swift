import Zhijian

/// Keeps the rendered conversations within the bounds of `HTMLReport` and writes the page at the end.
final class HTMLReportWriter: ReportWriter {
  /// A rendered conversation and its findings.
  private struct Entry {
    let number: Int
    let score: Int?
    let markup: HTMLReportMarkup
    let rows: [HTMLReportFindingRow]

    var byteCount: Int { markup.bytes.count + rows.reduce(0) { $0 + $1.quote.bytes.count + 200 } }

    /// The lowest score first, conversations without one last; equal ones in the order of the input.
    static func isWorse(_ left: Entry, _ right: Entry) -> Bool {
      let scores = (left.score ?? Int.max, right.score ?? Int.max)
      return scores.0 == scores.1 ? left.number < right.number : scores.0 < scores.1
    }
  }

  private let context: HTMLReportContext
  private let output: any ReportOutput
  private var entries: [Entry] = []
  private var byteCount = 0
  private var count = 0

  init(context: HTMLReportContext, output: any ReportOutput) {
    self.context = context
    self.output = output
  }

  func write(_ evaluation: Evaluation) throws {
    count += 1
    context.meet(evaluation.transcript)
    let conversation = HTMLReportConversation(evaluation, number: count, context: context)
    let entry = Entry(
      number: count, score: evaluation.scorecard.score,
      markup: HTMLReportConversationPage(conversation: conversation).markup(),
      rows: (0..<conversation.findingCount).map { HTMLReportFindingRow(conversation, place: $0) })
    entries.append(entry)
    byteCount += entry.byteCount
    let limits = context.limits
    if entries.count > 2 * limits.conversations || byteCount > 2 * limits.bytes { prune() }
  }

  func finish(_ report: BatchReport, problems: [Diagnostic]) throws {
    prune()
    let page = HTMLReportPage(
      context: context, report: report, problems: problems,
      rows: entries.flatMap(\.rows).sorted(by: HTMLReportFindingRow.isWorse), shown: entries.count, given: count)
    let (head, tail) = page.markup()
    try output.write(head, to: nil)
    for entry in entries { try output.write(entry.markup.bytes, to: nil) }
    try output.write(tail, to: nil)
  }

  /// Keeps the worst conversations that fit. Since one that does not fit now cannot fit once there are more, it
  /// does not matter when or how often this is done.
  private func prune() {
    entries.sort(by: Entry.isWorse)
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
