public import Zhijian

/// Canonical JSONL in, evaluation JSONL out, line for line: reading, scoring and writing JSON are all done by the
/// worker threads, so that the calling thread has bytes to hand on and no more.
public struct EvaluationLines: Sendable {
  public enum Event: Sendable {
    /// The lines of one batch, with their ends.
    case output([UInt8])
    /// A conversation that was not a duplicate, where `keepsEvaluations` asks for it.
    case evaluation(Evaluation)
    /// Rules that could not be judged in a conversation.
    case ruleErrors([Diagnostic], id: String)
    /// A line that could not be read; the output has a line for it.
    case failure(Diagnostic)
    /// Something to know that stands for no line.
    case problem(Diagnostic)
  }

  public let scorer: LineScorer
  public let options: ReportOptions
  /// Whether the evaluations are handed out too.
  public let keepsEvaluations: Bool

  public init(scorer: LineScorer, options: ReportOptions, keepsEvaluations: Bool = false) {
    self.scorer = scorer
    self.options = options
    self.keepsEvaluations = keepsEvaluations
  }

  /// Reads to the end of `descriptor`. `take` is called on the calling thread: the events of each batch of lines,
  /// its output last.
  public func write(descriptor: Int32, take: (Event) throws -> Void) throws {
    let (workspace, reader, previous) = (scorer.workspace, scorer.reader, scorer.previous)
    let decisions = scorer.decisions
    let (options, keepsEvaluations) = (options, keepsEvaluations)
    let redactor = options.redactor(default: .none)
    var seen = DuplicateIndex()
    try scorer.run(
      descriptor: descriptor,
      makeWorker: {
        EvaluationLineWorker(
          scorer: ConversationScorer(workspace: workspace, previous: previous, decisions: decisions), reader: reader,
          options: options, redactor: redactor, keepsEvaluations: keepsEvaluations)
      },
      work: { worker, batch in worker.lines(of: batch) },
      take: { try Self.hand($0, redactor: redactor, seen: &seen, take: take) })
  }

  private static func hand(
    _ batch: WrittenBatch, redactor: Redactor, seen: inout DuplicateIndex, take: (Event) throws -> Void
  ) throws {
    // Empty while nothing has to be left out.
    var output: [UInt8] = []
    var copied = 0
    for line in batch.lines {
      if let key = line.key, let first = seen.insert(key, number: line.number) {
        output += batch.bytes[copied..<line.bytes.lowerBound]
        output += EvaluationLine.duplicate(line: line.number, id: line.id, ofLine: first, redactor: redactor)
        output.append(0x0A)
        copied = line.bytes.upperBound
      } else if let events = line.events {
        for event in events { try take(event) }
      }
    }
    if copied == 0 { return try take(.output(batch.bytes)) }
    output += batch.bytes[copied...]
    try take(.output(output))
  }
}

/// The output of a batch of lines.
private struct WrittenBatch: Sendable {
  struct Line: Sendable {
    let number: Int
    /// Its place in the bytes of the batch, with its end; empty for what stands for no line.
    let bytes: Range<Int>
    /// What tells its conversation from others; nil for a line without one.
    let key: UInt64?
    let id: String
    /// Nil for none.
    let events: [EvaluationLines.Event]?
  }

  var bytes: [UInt8] = []
  var lines: [Line] = []
}

/// What one thread needs to turn lines into lines.
private final class EvaluationLineWorker {
  private let scorer: ConversationScorer
  private let reader: CanonicalJSONLReader
  private let encoder: EvaluationEncoder
  private let language: Language
  private let redactor: Redactor
  private let keepsEvaluations: Bool
  private var json = JSONWriter()

  init(
    scorer: ConversationScorer, reader: CanonicalJSONLReader, options: ReportOptions, redactor: Redactor,
    keepsEvaluations: Bool
  ) {
    self.scorer = scorer
    self.reader = reader
    self.redactor = redactor
    self.keepsEvaluations = keepsEvaluations
    encoder = EvaluationEncoder(options: options, redactor: redactor)
    language = options.language
  }

  func lines(of batch: LineBatch) -> WrittenBatch {
    var written = WrittenBatch()
    written.lines.reserveCapacity(batch.lines.count)
    json.removeAll()
    LineScorer.score(batch, reader: reader, scorer: scorer) { outcome in
      written.lines.append(line(outcome))
    }
    written.bytes = json.bytes
    return written
  }

  private func line(_ outcome: LineScorer.Outcome) -> WrittenBatch.Line {
    let start = json.count
    switch outcome {
    case .evaluation(let evaluation, let number):
      encoder.encode(evaluation, to: &json)
      json.newline()
      return WrittenBatch.Line(
        number: number, bytes: start..<json.count, key: DuplicateIndex.key(of: evaluation),
        id: evaluation.transcript.id, events: events(evaluation))
    case .failure(let number, let diagnostic):
      json.raw(EvaluationLine.error(line: number, diagnostic: diagnostic, language: language, redactor: redactor))
      json.newline()
      return WrittenBatch.Line(
        number: number, bytes: start..<json.count, key: nil, id: "", events: [.failure(diagnostic)])
    case .problem(let diagnostic):
      return WrittenBatch.Line(number: 0, bytes: start..<start, key: nil, id: "", events: [.problem(diagnostic)])
    case .duplicate, .endOfBatch:
      // Known only where all lines come together.
      return WrittenBatch.Line(number: 0, bytes: start..<start, key: nil, id: "", events: nil)
    }
  }

  private func events(_ evaluation: Evaluation) -> [EvaluationLines.Event]? {
    var events: [EvaluationLines.Event] = []
    if evaluation.hasRuleErrors {
      events.append(
        .ruleErrors(evaluation.diagnostics.filter { $0.severity == .error }, id: evaluation.transcript.id))
    }
    if keepsEvaluations { events.append(.evaluation(evaluation)) }
    return events.isEmpty ? nil : events
  }
}
