public import Zhijian

/// Scores canonical JSONL from a descriptor: one outcome for every line that is not blank, in the same order.
public struct LineScorer: Sendable {
  public enum Outcome: Sendable {
    case evaluation(Evaluation, line: Int)
    /// The same conversation as that of an earlier line.
    case duplicate(id: String, line: Int, ofLine: Int)
    case failure(line: Int, Diagnostic)
    /// Something to know that stands for no line: a warning about a line that was scored, or an error of the input.
    case problem(Diagnostic)
    /// What was read at once is through; a good moment to hand results on.
    case endOfBatch
  }

  /// The longest line that is held in memory, in bytes.
  public static let maximumLineBytes = 64 << 20

  public let workspace: Workspace
  public let jobs: Int
  /// Lines of more bytes are failures.
  public var maximumLineBytes = Self.maximumLineBytes

  public init(workspace: Workspace, jobs: Int) {
    self.workspace = workspace
    self.jobs = max(1, jobs)
  }

  /// Reads to the end of `descriptor`. `take` is called on the calling thread.
  public func score(descriptor: Int32, take: (Outcome) throws -> Void) throws {
    let workspace = workspace
    let maximumLineBytes = maximumLineBytes
    var seen = DuplicateIndex()
    let offset = Int(
      workspace.configuration.calendar.zone.offsetMilliseconds(at: Timestamp(milliseconds: 1_767_225_600_000)) / 1000)
    let reader = CanonicalJSONLReader(file: "stdin", timeZoneOffsetSeconds: offset)
    let pipeline = OrderedPipeline<LineBatch, [Outcome]>(capacity: jobs * 4)
    try pipeline.run(
      workers: jobs,
      produce: { LineBatchReader(descriptor: descriptor, maximumLineBytes: maximumLineBytes).read($0) },
      makeWorker: { ConversationScorer(workspace: workspace) },
      work: { scorer, batch in Self.outcomes(of: batch, reader: reader, scorer: scorer) },
      take: { outcomes in
        for outcome in outcomes {
          if case .evaluation(let evaluation, let line) = outcome, let first = seen.insert(evaluation, number: line) {
            try take(.duplicate(id: evaluation.transcript.id, line: line, ofLine: first))
          } else {
            try take(outcome)
          }
        }
        try take(.endOfBatch)
      })
  }

  private static func outcomes(
    of batch: LineBatch, reader: CanonicalJSONLReader, scorer: ConversationScorer
  ) -> [Outcome] {
    var outcomes: [Outcome] = []
    for (place, line) in batch.lines.enumerated() {
      let number = batch.firstLine + place
      guard var line else {
        outcomes.append(.failure(line: number, tooLong(number)))
        continue
      }
      if number == 1, line.starts(with: [0xEF, 0xBB, 0xBF]) { line.removeFirst(3) }
      guard line.contains(where: { $0 != 0x20 && $0 != 0x09 && $0 != 0x0D }) else { continue }
      outcomes += Self.outcomes(of: line, number: number, reader: reader, scorer: scorer)
    }
    if let failure = batch.failure {
      outcomes.append(.problem(OpenFailure.system(failure).diagnostic(path: "stdin")))
    }
    return outcomes
  }

  private static func outcomes(
    of line: [UInt8], number: Int, reader: CanonicalJSONLReader, scorer: ConversationScorer
  ) -> [Outcome] {
    var replacements = 0
    let result: Result<ImportedTranscript, DiagnosticsError> = line.withUnsafeBufferPointer { buffer in
      Result { () throws(DiagnosticsError) in
        try reader.parse(line: buffer, number: number, replacements: &replacements)
      }
    }
    do throws(DiagnosticsError) {
      let imported = try result.get()
      var problems = imported.diagnostics
      if replacements > 0 { problems.append(replaced(replacements, number)) }
      return problems.map { .problem($0) } + [.evaluation(try scorer.evaluate(imported.transcript), line: number)]
    } catch {
      return [.failure(line: number, error.diagnostics.first ?? unreadable(number))]
    }
  }

  private static func tooLong(_ number: Int) -> Diagnostic {
    Diagnostic(
      .error, code: "line-too-long",
      message: LocalizedText(zh: "这一行超过 64 MB，未读取", en: "the line is longer than 64 MB and was not read"),
      location: SourceLocation(file: "stdin", line: number))
  }

  private static func replaced(_ count: Int, _ number: Int) -> Diagnostic {
    Diagnostic(
      .warning, code: "broken-utf8",
      message: LocalizedText(
        zh: "\(count) 处不是 UTF-8，已替换为 U+FFFD", en: "\(count) places are no UTF-8 and became U+FFFD"),
      location: SourceLocation(file: "stdin", line: number))
  }

  private static func unreadable(_ number: Int) -> Diagnostic {
    Diagnostic(
      .error, code: "analysis", message: LocalizedText(zh: "无法分析", en: "cannot be analysed"),
      location: SourceLocation(file: "stdin", line: number))
  }
}
