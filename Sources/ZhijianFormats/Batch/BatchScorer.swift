public import Zhijian

/// Scores files on all cores; results come in the order of the files and of the records in them,
/// whatever the number of threads.
public struct BatchScorer: Sendable {
  public let workspace: Workspace
  public var importOptions = ImportOptions()
  public var jobs: Int

  /// How far a run has come.
  public struct Progress: Sendable {
    public var conversations = 0
    public var messages = 0
    public var filesRead = 0
    public var files = 0
    public var bytesRead = 0
    public var bytes = 0
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
    importOptions.timeZoneOffsetSeconds = Int(
      workspace.configuration.calendar.zone.offsetMilliseconds(at: Timestamp(milliseconds: 1_767_225_600_000)) / 1000)
  }

  private enum Item: Sendable {
    case records([ImportedRecord], file: String)
    case endOfFile(ImportReport, byteCount: Int)
  }

  private enum Result: Sendable {
    case scored([Evaluated], file: String)
    case endOfFile(ImportReport, byteCount: Int)
  }

  private enum Evaluated: Sendable {
    case evaluation(Evaluation, [Diagnostic])
    case failure(Diagnostic)
  }

  private static let batchSize = 32

  /// Scores the files of a listing. `event` is called on the calling thread, `progress` after each batch.
  public func score(
    _ listing: TranscriptFolder.Listing, event: (Event) throws -> Void, progress: (Progress) -> Void
  ) throws {
    for diagnostic in listing.diagnostics { try event(.problem(diagnostic)) }
    let files = listing.files
    let options = importOptions
    let workspace = workspace
    var state = Progress()
    state.files = files.count
    state.bytes = listing.byteCount
    var seen = DuplicateIndex()
    let pipeline = OrderedPipeline<Item, Result>(capacity: jobs * 4)
    try pipeline.run(
      workers: jobs,
      produce: { yield in
        let reader = TranscriptReader(options: options)
        for file in files {
          var batch: [ImportedRecord] = []
          var wantsMore = true
          let report = reader.read(path: file.path) { record in
            batch.append(record)
            if batch.count == Self.batchSize {
              wantsMore = yield(.records(batch, file: file.path))
              batch.removeAll(keepingCapacity: true)
            }
            return wantsMore
          }
          if wantsMore, !batch.isEmpty { wantsMore = yield(.records(batch, file: file.path)) }
          guard wantsMore, yield(.endOfFile(report, byteCount: file.byteCount)) else { return }
        }
      },
      makeWorker: { ConversationScorer(workspace: workspace) },
      work: { scorer, item in
        switch item {
        case .records(let records, let file): .scored(records.map { Self.evaluate($0, scorer) }, file: file)
        case .endOfFile(let report, let byteCount): .endOfFile(report, byteCount: byteCount)
        }
      },
      take: { result in
        switch result {
        case .scored(let items, let file):
          for item in items { try take(item, file: file, seen: &seen, state: &state, event: event) }
        case .endOfFile(let report, let byteCount):
          for diagnostic in report.diagnostics { try event(.problem(diagnostic)) }
          state.filesRead += 1
          state.bytesRead += byteCount
        }
        progress(state)
      })
  }

  private static func evaluate(_ record: ImportedRecord, _ scorer: ConversationScorer) -> Evaluated {
    switch record {
    case .transcript(let imported):
      do throws(DiagnosticsError) {
        return .evaluation(try scorer.evaluate(imported.transcript), imported.diagnostics)
      } catch {
        return .failure(
          error.diagnostics.first
            ?? Diagnostic(.error, code: "analysis", message: LocalizedText(zh: "无法分析", en: "cannot be analysed")))
      }
    case .failure(_, let diagnostic): return .failure(diagnostic)
    }
  }

  private func take(
    _ item: Evaluated, file: String, seen: inout DuplicateIndex, state: inout Progress, event: (Event) throws -> Void
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
  private var general: AnalyzerWorker?
  private var workers: [ObjectIdentifier: AnalyzerWorker] = [:]

  public init(workspace: Workspace) {
    self.workspace = workspace
  }

  /// Throws where ICU's data cannot be used.
  public func evaluate(_ transcript: Transcript) throws(DiagnosticsError) -> Evaluation {
    let transcript = renamingAgents(transcript)
    return try worker(for: transcript).evaluate(transcript)
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
