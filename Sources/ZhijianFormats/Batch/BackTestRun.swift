public import Zhijian

/// Judges every conversation of some files by two sets of rules: the files are read once, and both sets judge a
/// conversation one after the other on the same thread.
public struct BackTestRun: Sendable {
  public let before: Workspace
  public let after: Workspace
  public let jobs: Int

  /// What comes out of a run, one by one.
  public enum Event {
    case comparison(ConversationComparison)
    /// The same conversation as an earlier one; it does not count.
    case duplicate
    /// Rules of a side that could not be judged in a conversation.
    case ruleErrors([Diagnostic], id: String, isAfter: Bool)
    case problem(Diagnostic)
  }

  private enum Compared: Sendable {
    case comparison(ConversationComparison, key: UInt64, errors: [[Diagnostic]], [Diagnostic])
    case failure(Diagnostic)
  }

  /// Times without a zone are read as `after` has it: both sides judge the same transcripts.
  public init(before: Workspace, after: Workspace, jobs: Int) {
    self.before = before
    self.after = after
    self.jobs = max(1, jobs)
  }

  /// Compares the conversations of a listing. `event` is called on the calling thread, `progress` after each batch.
  public func run(
    _ listing: TranscriptFolder.Listing, event: (Event) throws -> Void, progress: (BatchScorer.Progress) -> Void
  ) throws {
    let (before, after) = (before, after)
    let options = after.importOptions
    var state = BatchScorer.Progress()
    var seen = DuplicateIndex()
    try RecordPipeline(listing: listing, options: options, jobs: jobs).run(
      makeWorker: { (ConversationScorer(workspace: before), ConversationScorer(workspace: after)) },
      work: { scorers, record in Self.compare(record, scorers.0, scorers.1) },
      take: { try Self.take($0, seen: &seen, state: &state, event: event) },
      problem: { try event(.problem($0)) },
      read: { files in
        state.read(files, of: listing)
        progress(state)
      })
  }

  private static func compare(
    _ record: ImportedRecord, _ before: ConversationScorer, _ after: ConversationScorer
  ) -> Compared {
    switch record {
    case .failure(_, let diagnostic): return .failure(diagnostic)
    case .transcript(let imported):
      do throws(DiagnosticsError) {
        let old = try before.evaluate(imported.transcript)
        let new = try after.evaluate(imported.transcript)
        let errors = [old, new].map { evaluation in
          evaluation.hasRuleErrors ? evaluation.diagnostics.filter { $0.severity == .error } : []
        }
        return .comparison(
          ConversationComparison(before: old, after: new), key: DuplicateIndex.key(of: new), errors: errors,
          imported.diagnostics)
      } catch {
        return .failure(BatchScorer.failure(error))
      }
    }
  }

  private static func take(
    _ item: Compared, seen: inout DuplicateIndex, state: inout BatchScorer.Progress, event: (Event) throws -> Void
  ) throws {
    switch item {
    case .failure(let diagnostic): try event(.problem(diagnostic))
    case .comparison(let comparison, let key, let errors, let diagnostics):
      for diagnostic in diagnostics { try event(.problem(diagnostic)) }
      state.conversations += 1
      state.messages += comparison.messages
      guard seen.insert(key, number: state.conversations) == nil else { return try event(.duplicate) }
      for (side, errors) in errors.enumerated() where !errors.isEmpty {
        try event(.ruleErrors(errors, id: comparison.id, isAfter: side == 1))
      }
      try event(.comparison(comparison))
    }
  }
}
