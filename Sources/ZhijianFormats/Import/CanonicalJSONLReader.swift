public import Zhijian

/// Reads conversations of the canonical JSONL, one a line, straight from UTF-8 bytes.
///
/// Only `messages` with `role` and `text` are needed. Unknown members are kept in `extra`. A conversation
/// without id gets the empty one; an agent's message without sender gets the only agent there is.
public struct CanonicalJSONLReader: Sendable {
  /// The number in `schema` that this reader understands.
  public static let schema = 1

  /// The path or name that diagnostics give.
  public let file: String
  private let times: TimeReader

  /// `timeZoneOffsetSeconds` is the offset east of UTC of times that have none.
  public init(file: String, timeZoneOffsetSeconds: Int = 8 * 3600, year: Int? = nil) {
    self.file = file
    times = TimeReader(offsetSeconds: timeZoneOffsetSeconds, year: year)
  }

  /// The conversation on line `number`, from 1. Throws every fault that kept it from being read, with the
  /// column in Unicode scalars.
  public func parse(line: [UInt8], number: Int) throws(DiagnosticsError) -> ImportedTranscript {
    let result: Result<ImportedTranscript, DiagnosticsError> = line.withUnsafeBufferPointer { buffer in
      Result { () throws(DiagnosticsError) in try parse(line: buffer, number: number) }
    }
    return try result.get()
  }

  /// The same over bytes that the caller keeps alive.
  public func parse(line: UnsafeBufferPointer<UInt8>, number: Int) throws(DiagnosticsError) -> ImportedTranscript {
    var replacements = 0
    var imported = try parse(line: line, number: number, replacements: &replacements)
    var log = ReplacementLog()
    log.add(line: number, count: replacements)
    if let replaced = log.diagnostic(file: file, encoding: .utf8) { imported.diagnostics.append(replaced) }
    return imported
  }

  /// `replacements` gains the number of broken UTF-8 sequences, which the caller reports.
  func parse(
    line: UnsafeBufferPointer<UInt8>, number: Int, replacements: inout Int
  ) throws(DiagnosticsError) -> ImportedTranscript {
    guard let base = line.baseAddress else {
      var place = CanonicalPlace(file: file, line: number)
      throw DiagnosticsError([place.syntax(JSONFault(offset: 0, problem: .truncated), in: line)])
    }
    // Safe: the caller keeps `line` alive until this returns, and the parser copies what it keeps.
    var parser = CanonicalParser(
      scanner: JSONScanner(base: base, end: line.count), times: times,
      place: CanonicalPlace(file: file, line: number))
    let outcome: Result<ImportedTranscript, DiagnosticsError>
    do throws(JSONFault) {
      outcome = try parser.record()
      _ = parser.scanner.peek()
      if !parser.scanner.isAtEnd { throw parser.scanner.unexpected() }
    } catch {
      throw DiagnosticsError([parser.place.syntax(error, in: line)])
    }
    replacements += parser.scanner.replacements
    var imported = try outcome.get()
    imported.boundTexts(file: file)
    return imported
  }
}
