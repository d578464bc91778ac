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
  /// What scores are compared with.
  public var previous: PreviousEvaluations?
  /// What was decided of findings before.
  public var decisions: DecisionFiles?

  public init(workspace: Workspace, jobs: Int) {
    self.workspace = workspace
    self.jobs = max(1, jobs)
  }

  /// Reads to the end of `descriptor`. `take` is called on the calling thread.
  public func score(descriptor: Int32, take: (Outcome) throws -> Void) throws {
    let (workspace, previous, decisions) = (workspace, previous, decisions)
    let reader = reader
    var seen = DuplicateIndex()
    try run(
      descriptor: descriptor,
      makeWorker: { ConversationScorer(workspace: workspace, previous: previous, decisions: decisions) },
      work: { (scorer, batch) -> [Outcome] in
        var outcomes: [Outcome] = []
        Self.score(batch, reader: reader, scorer: scorer) { outcomes.append($0) }
        return outcomes
      },
      take: { outcomes in
        for outcome in outcomes {
          if case .evaluation(let evaluation, let line) = outcome,
            let first = seen.insert(DuplicateIndex.key(of: evaluation), number: line)
          {
            try take(.duplicate(id: evaluation.transcript.id, line: line, ofLine: first))
          } else {
            try take(outcome)
          }
        }
        try take(.endOfBatch)
      })
  }

  /// Cuts the input into batches of lines, has them worked on and takes what comes of them, in order.
  func run<Worker, Product: Sendable>(
    descriptor: Int32, makeWorker: @escaping @Sendable () -> Worker,
    work: @escaping @Sendable (Worker, LineBatch) -> Product, take: (Product) throws -> Void
  ) throws {
    let maximumLineBytes = maximumLineBytes
    try OrderedPipeline<LineBatch, Product>(capacity: jobs * 4, weight: \.bytes.count).run(
      workers: jobs,
      produce: { LineBatchReader(descriptor: descriptor, maximumLineBytes: maximumLineBytes).read($0) },
      makeWorker: makeWorker, work: work, take: take)
  }

  var reader: CanonicalJSONLReader {
    CanonicalJSONLReader(file: "stdin", timeZoneOffsetSeconds: workspace.timeZoneOffsetSeconds)
  }

  /// Gives `each` the outcomes of the lines of a batch, in order; duplicates are not known here.
  static func score(
    _ batch: LineBatch, reader: CanonicalJSONLReader, scorer: ConversationScorer, each: (Outcome) -> Void
  ) {
    // Safe: the batch outlives the parser, which copies what it keeps.
    batch.bytes.withUnsafeBufferPointer { bytes in
      for (place, range) in batch.lines.enumerated() {
        let number = batch.firstLine + place
        guard let range else {
          each(.failure(line: number, tooLong(number)))
          continue
        }
        var line = bytes[range]
        if number == 1, line.starts(with: [0xEF, 0xBB, 0xBF]) { line = line.dropFirst(3) }
        guard line.contains(where: { $0 != 0x20 && $0 != 0x09 && $0 != 0x0D }) else { continue }
        score(UnsafeBufferPointer(rebasing: line), number: number, reader: reader, scorer: scorer, each: each)
      }
    }
    if let failure = batch.failure {
      each(.problem(OpenFailure.system(failure).diagnostic(path: "stdin")))
    }
  }

  private static func score(
    _ line: UnsafeBufferPointer<UInt8>, number: Int, reader: CanonicalJSONLReader, scorer: ConversationScorer,
    each: (Outcome) -> Void
  ) {
    var replacements = 0
    do throws(DiagnosticsError) {
      let imported = try reader.parse(line: line, number: number, replacements: &replacements)
      let evaluation = try scorer.evaluate(imported.transcript)
      for diagnostic in imported.diagnostics { each(.problem(diagnostic)) }
      if replacements > 0 { each(.problem(replaced(replacements, number))) }
      each(.evaluation(evaluation, line: number))
    } catch {
      each(.failure(line: number, error.diagnostics.first ?? unreadable(number)))
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
