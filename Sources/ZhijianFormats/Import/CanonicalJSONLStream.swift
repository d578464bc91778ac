internal import Zhijian

/// Reads canonical JSONL from an open descriptor, such as standard input, and hands out each line as soon as it is
/// there: nothing is looked at in advance. The text must be UTF-8.
public struct CanonicalJSONLStream {
  private let lines: LineReader
  private let reader: CanonicalJSONLReader
  private let options: ImportOptions

  /// The caller opens and closes `descriptor`; `file` is the name that diagnostics give.
  public init(descriptor: Int32, file: String, options: ImportOptions = ImportOptions()) {
    lines = LineReader(source: ByteSource(descriptor: descriptor), maximumBytes: options.maximumLineBytes)
    reader = CanonicalJSONLReader(
      file: file, timeZoneOffsetSeconds: options.timeZoneOffsetSeconds, year: options.year)
    self.options = options
  }

  /// One record for each line that is not blank, in order, until `yield` returns false. A read that fails is a
  /// failure without a line.
  public func read(_ yield: (ImportedRecord) -> Bool) {
    while let line = lines.next() {
      let number = lines.number
      guard case .bytes(var range) = line else {
        guard yield(.failure(line: number, lineTooLong(reader.file, number, options))) else { return }
        continue
      }
      // Safe: the line is lent to the parser, which copies what it keeps; nothing reads on meanwhile.
      let goesOn = lines.source.buffer.withUnsafeBufferPointer { buffer in
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        if number == 1, buffer[range].starts(with: mark) { range = range.lowerBound + 3..<range.upperBound }
        guard buffer[range].contains(where: { $0 > 0x20 }) else { return true }
        do throws(DiagnosticsError) {
          return yield(
            .transcript(try reader.parse(line: UnsafeBufferPointer(rebasing: buffer[range]), number: number)))
        } catch {
          return yield(JSONLinesFormat.failure(error, line: number, file: reader.file))
        }
      }
      guard goesOn else { return }
    }
    if let failure = lines.source.failure {
      _ = yield(.failure(line: nil, OpenFailure.system(failure).diagnostic(path: reader.file)))
    }
  }
}
