public import Zhijian

/// Scores files on all cores; results come in the order of the files and of the records in them,
/// whatever the number of threads.
public struct BatchScorer: Sendable {
  public let workspace: Workspace
  public var importOptions: ImportOptions
  public var jobs: Int
  /// What scores are compared with.
  public var previous: PreviousEvaluations?
  /// What was decided of findings before.
  public var decisions: DecisionFiles?

  /// How far a run has come.
  public struct Progress: Sendable {
    public var conversations = 0
    public var messages = 0
    public var filesRead = 0
    public var files = 0
    public var bytesRead = 0
    public var bytes = 0

    mutating func read(_ read: RecordPipeline.Reading, of listing: TranscriptFolder.Listing) {
      (filesRead, bytesRead) = (read.files, read.bytes)
      (files, bytes) = (listing.files.count, listing.byteCount)
    }
  }

  /// What comes out of a run, one by one.
  public enum Event {
    case evaluation(Evaluation)
    /// The same conversation as an earlier one, letter by letter; it does not count.
    /// Both are numbers of conversations in the order of the run, from 1.
    case duplicate(id: String, number: Int, of: Int)
    case problem(Diagnostic)
  }

  public init(workspace: Workspace, jobs: Int) {
    self.workspace = workspace
    self.jobs = max(1, jobs)
    importOptions = workspace.importOptions
  }

  private enum Evaluated: Sendable {
    case evaluation(Evaluation, [Diagnostic])
    case failure(Diagnostic)
  }

  /// Scores the files of a listing. `event` is called on the calling thread, `progress` after each batch.
  public func score(
    _ listing: TranscriptFolder.Listing, event: (Event) throws -> Void, progress: (Progress) -> Void
  ) throws {
    let (workspace, previous, decisions) = (workspace, previous, decisions)
    var state = Progress()
    var seen = DuplicateIndex()
    try RecordPipeline(listing: listing, options: importOptions, jobs: jobs).run(
      makeWorker: { ConversationScorer(workspace: workspace, previous: previous, decisions: decisions) },
      work: { scorer, record in Self.evaluate(record, scorer) },
      take: { try take($0, seen: &seen, state: &state, event: event) },
      problem: { try event(.problem($0)) },
      read: { files in
        state.read(files, of: listing)
        progress(state)
      })
  }

  private static func evaluate(_ record: ImportedRecord, _ scorer: ConversationScorer) -> Evaluated {
    switch record {
    case .transcript(let imported):
      do throws(DiagnosticsError) {
        return .evaluation(try scorer.evaluate(imported.transcript), imported.diagnostics)
      } catch {
        return .failure(failure(error))
      }
    case .failure(_, let diagnostic): return .failure(diagnostic)
    }
  }

  /// Why a conversation could not be analysed.
  static func failure(_ error: DiagnosticsError) -> Diagnostic {
    error.diagnostics.first
      ?? Diagnostic(.error, code: "analysis", message: LocalizedText(zh: "无法分析", en: "cannot be analysed"))
  }

  private func take(
    _ item: Evaluated, seen: inout DuplicateIndex, state: inout Progress, event: (Event) throws -> Void
  ) throws {
    switch item {
    case .failure(let diagnostic): try event(.problem(diagnostic))
    case .evaluation(let evaluation, let diagnostics):
      for diagnostic in diagnostics { try event(.problem(diagnostic)) }
      state.conversations += 1
      state.messages += evaluation.transcript.messages.count
      if let first = seen.insert(DuplicateIndex.key(of: evaluation), number: state.conversations) {
        try event(.duplicate(id: evaluation.transcript.id, number: state.conversations, of: first))
      } else {
        try event(.evaluation(evaluation))
      }
    }
  }
}

/// Scores single conversations on one thread, each by its shop's rules.
public final class ConversationScorer {
  private let workspace: Workspace
  private let previous: PreviousEvaluations?
  private let decisions: DecisionFiles?
  private var general: AnalyzerWorker?
  private var workers: [ObjectIdentifier: AnalyzerWorker] = [:]

  /// With `previous`, evaluations say why their scores are not what they were.
  public init(workspace: Workspace, previous: PreviousEvaluations? = nil, decisions: DecisionFiles? = nil) {
    self.workspace = workspace
    self.previous = previous
    self.decisions = decisions
  }

  /// Throws where ICU's data cannot be used.
  public func evaluate(_ transcript: Transcript) throws(DiagnosticsError) -> Evaluation {
    var evaluation = try evaluation(of: transcript)
    decisions?.meet(evaluation)
    if let previous { evaluation.changes = previous.changes(for: evaluation) }
    return evaluation
  }

  /// The same with how the rule of an id came to its result; nil where the conversation's shop has no such rule.
  public func explain(_ transcript: Transcript, rule: String) throws(DiagnosticsError) -> ExplainedEvaluation? {
    let transcript = renamingAgents(transcript)
    return try worker(for: transcript).explain(transcript, rule: rule)
  }

  private func evaluation(of transcript: Transcript) throws(DiagnosticsError) -> Evaluation {
    let transcript = renamingAgents(transcript)
    return try worker(for: transcript).evaluate(transcript, decisions: decisions?.decisions)
  }

  private func worker(for transcript: Transcript) throws(DiagnosticsError) -> AnalyzerWorker {
    guard let shop = workspace.shop(of: transcript) else {
      if let general { return general }
      let worker = try workspace.analyzer.makeWorker()
      general = worker
      return worker
    }
    if let worker = workers[ObjectIdentifier(shop)] { return worker }
    let worker = try shop.analyzer.makeWorker()
    workers[ObjectIdentifier(shop)] = worker
    return worker
  }

  /// The transcript with the agents' other ids replaced by the ones that count.
  private func renamingAgents(_ transcript: Transcript) -> Transcript {
    let aliases = workspace.configuration.agentAliases
    guard !aliases.isEmpty else { return transcript }
    var renamed = transcript
    for index in renamed.agents.indices {
      if let id = aliases[renamed.agents[index].id] { renamed.agents[index].id = id }
    }
    for index in renamed.messages.indices {
      if renamed.messages[index].role == .agent, let sender = renamed.messages[index].sender, let id = aliases[sender] {
        renamed.messages[index].sender = id
      }
      if let from = renamed.messages[index].transfer?.from, let id = aliases[from] {
        renamed.messages[index].transfer?.from = id
      }
      if let to = renamed.messages[index].transfer?.to, let id = aliases[to] {
        renamed.messages[index].transfer?.to = id
      }
    }
    return renamed
  }
}
