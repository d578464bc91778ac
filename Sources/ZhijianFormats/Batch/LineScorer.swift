public import Zhijian

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Scores canonical JSONL from a descriptor: one outcome for every line that is not blank, in the same order.
public struct LineScorer: Sendable {
  public enum Outcome: Sendable {
    case evaluation(Evaluation, line: Int)
    /// The same conversation as that of an earlier line.
    case duplicate(id: String, line: Int, ofLine: Int)
    case failure(line: Int, Diagnostic)
    /// What was read at once is through; a good moment to hand results on.
    case endOfBatch
  }

  /// The longest line that is held in memory.
  public static let maximumLineBytes = 64 << 20

  public let workspace: Workspace
  public let jobs: Int

  public init(workspace: Workspace, jobs: Int) {
    self.workspace = workspace
    self.jobs = max(1, jobs)
  }

  private struct Piece: Sendable {
    let bytes: [UInt8]
    let firstLine: Int
    /// Lines that were cut because they are too long.
    let clipped: Set<Int>
  }

  /// Reads to the end of `descriptor`. `take` is called on the calling thread.
  public func score(descriptor: Int32, take: (Outcome) throws -> Void) throws {
    let workspace = workspace
    var seen = DuplicateIndex()
    let offset = Int(workspace.configuration.calendar.zone.offsetMilliseconds(at: Timestamp(milliseconds: 1_767_225_600_000)) / 1000)
    let reader = CanonicalJSONLReader(file: "stdin", timeZoneOffsetSeconds: offset)
    let pipeline = OrderedPipeline<Piece, [Outcome]>(capacity: jobs * 4)
    try pipeline.run(
      workers: jobs, produce: { Self.read(descriptor, yield: $0) },
      makeWorker: { ConversationScorer(workspace: workspace) },
      work: { scorer, piece in Self.outcomes(of: piece, reader: reader, scorer: scorer) },
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

  /// Cuts the input into pieces of whole lines.
  private static func read(_ descriptor: Int32, yield: (Piece) -> Bool) {
    var pending: [UInt8] = []
    var clipped: Set<Int> = []
    var isSkipping = false
    var line = 1
    var chunk = [UInt8](repeating: 0, count: 1 << 18)
    while true {
      let count = chunk.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { break }
      var start = 0
      if isSkipping {
        guard let end = chunk[..<count].firstIndex(of: 0x0A) else { continue }
        isSkipping = false
        start = end
      }
      pending.append(contentsOf: chunk[start..<count])
      guard let last = pending.lastIndex(of: 0x0A) else {
        if pending.count > maximumLineBytes {
          clipped.insert(line)
          pending.removeAll(keepingCapacity: false)
          isSkipping = true
        }
        continue
      }
      let bytes = Array(pending[...last])
      pending.removeFirst(last + 1)
      guard yield(Piece(bytes: bytes, firstLine: line, clipped: clipped)) else { return }
      line += bytes.count { $0 == 0x0A }
      clipped = []
    }
    if !pending.isEmpty || !clipped.isEmpty { _ = yield(Piece(bytes: pending, firstLine: line, clipped: clipped)) }
  }

  private static func outcomes(of piece: Piece, reader: CanonicalJSONLReader, scorer: ConversationScorer) -> [Outcome] {
    var outcomes: [Outcome] = []
    var number = piece.firstLine
    var start = 0
    while start < piece.bytes.count || piece.clipped.contains(number) {
      let end = piece.bytes[start...].firstIndex(of: 0x0A) ?? piece.bytes.count
      var line = Array(piece.bytes[start..<end])
      if number == 1, line.starts(with: [0xEF, 0xBB, 0xBF]) { line.removeFirst(3) }
      if piece.clipped.contains(number) {
        outcomes.append(.failure(line: number, tooLong(number)))
      } else if line.contains(where: { $0 != 0x20 && $0 != 0x09 && $0 != 0x0D }) {
        outcomes.append(outcome(of: line, number: number, reader: reader, scorer: scorer))
      }
      number += 1
      start = end + 1
    }
    return outcomes
  }

  private static func outcome(
    of line: [UInt8], number: Int, reader: CanonicalJSONLReader, scorer: ConversationScorer
  ) -> Outcome {
    do throws(DiagnosticsError) {
      return .evaluation(try scorer.evaluate(try reader.parse(line: line, number: number).transcript), line: number)
    } catch {
      return .failure(line: number, error.diagnostics.first ?? tooLong(number))
    }
  }

  private static func tooLong(_ number: Int) -> Diagnostic {
    Diagnostic(
      .error, code: "line-too-long",
      message: LocalizedText(zh: "这一行超过 64 MB，未读取", en: "the line is longer than 64 MB and was not read"),
      location: SourceLocation(file: "stdin", line: number))
  }
}
