public import Zhijian

/// The canonical JSONL, one conversation a line; also a JSON file with one conversation, an array of them or
/// several one after the other.
public struct JSONLinesFormat: ImportFormat {
  public let name = "jsonl"
  public let title = LocalizedText(zh: "标准会话 JSONL", en: "canonical JSONL")
  public let fileExtensions = ["jsonl", "ndjson", "json"]

  public init() {}

  public func confidence(of sniff: FileSniff, options: ImportOptions) -> Double {
    let first = sniff.firstByte
    let isLines = sniff.fileExtension == "jsonl" || sniff.fileExtension == "ndjson"
    guard first == 0x7B || first == 0x5B else { return isLines ? 0.35 : 0 }
    if sniff.contains("\"messages\"") {
      return sniff.contains("\"role\"") && sniff.contains("\"text\"") ? 1 : 0.7
    }
    return isLines ? 0.35 : 0.1
  }

  public func read(_ input: ImportInput, options: ImportOptions, yield: (ImportedRecord) -> Bool) {
    let reader = CanonicalJSONLReader(
      file: input.file, timeZoneOffsetSeconds: options.timeZoneOffsetSeconds, year: options.year)
    do throws(DiagnosticsError) {
      if JSONShape.isDocument(input.sniff) {
        try readDocument(input, options: options, yield: yield)
      } else {
        try input.eachLine { line, number in
          guard let line else { return yield(.failure(line: number, lineTooLong(input.file, number, options))) }
          return isBlank(line) || yield(record(line, number, reader, input))
        }
      }
    } catch {
      for diagnostic in error.diagnostics { guard yield(.failure(line: nil, diagnostic)) else { return } }
    }
  }

  private func record(
    _ line: UnsafeBufferPointer<UInt8>, _ number: Int, _ reader: CanonicalJSONLReader, _ input: ImportInput
  ) -> ImportedRecord {
    var replacements = 0
    do throws(DiagnosticsError) {
      let imported = try reader.parse(line: line, number: number, replacements: &replacements)
      if replacements > 0 {
        if let decoded = input.reconsider(line, number: number) {
          return .transcript(try reader.parse(line: decoded, number: number))
        }
        input.countReplacements(replacements, line: number)
      }
      return .transcript(imported)
    } catch {
      if let decoded = input.reconsider(line, number: number),
        let imported = try? reader.parse(line: decoded, number: number)
      {
        return .transcript(imported)
      }
      return Self.failure(error, line: number, file: input.file)
    }
  }

  /// The first fault, with the number of the others in its hint.
  static func failure(_ error: DiagnosticsError, line: Int?, file: String) -> ImportedRecord {
    guard let first = error.diagnostics.first else {
      return .failure(
        line: line,
        Diagnostic(
          .error, code: "bad-json", message: LocalizedText(zh: "无法读取", en: "cannot be read"),
          location: SourceLocation(file: file, line: line)))
    }
    let rest = error.diagnostics.count - 1
    guard rest > 0 else { return .failure(line: line, first) }
    return .failure(
      line: line,
      Diagnostic(
        first.severity, code: first.code, message: first.message, location: first.location,
        hint: LocalizedText(zh: "此会话另有 \(rest) 处问题", en: "\(rest) more faults in this conversation")))
  }

  private func isBlank(_ line: UnsafeBufferPointer<UInt8>) -> Bool {
    line.allSatisfy { $0 == 0x20 || $0 == 0x09 }
  }

  private func readDocument(
    _ input: ImportInput, options: ImportOptions, yield: (ImportedRecord) -> Bool
  ) throws(DiagnosticsError) {
    let text = try input.text()
    // Safe: the text outlives the parser, which ends with this closure and copies what it keeps.
    text.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      var parser = CanonicalParser(
        scanner: JSONScanner(base: base, end: buffer.count), times: options.timeReader,
        place: CanonicalPlace(file: input.file, line: 1))
      do throws(JSONFault) {
        while parser.scanner.peek() != 0 || !parser.scanner.isAtEnd {
          guard try readValue(&parser, file: input.file, yield: yield) else { return }
        }
      } catch {
        let fault = parser.place.syntax(error, in: buffer)
        _ = yield(
          .failure(
            line: fault.location?.line,
            Diagnostic(
              .error, code: fault.code, message: fault.message, location: fault.location,
              hint: LocalizedText(zh: "其后的内容未读取", en: "nothing behind it was read"))))
      }
    }
  }

  /// Reads a conversation or an array of them; false where the caller wants no more.
  private func readValue(
    _ parser: inout CanonicalParser, file: String, yield: (ImportedRecord) -> Bool
  ) throws(JSONFault) -> Bool {
    guard parser.scanner.peek() == 0x5B else { return try readRecord(&parser, file: file, yield: yield) }
    guard try parser.scanner.enterArray() else { return true }
    repeat {
      guard try readRecord(&parser, file: file, yield: yield) else { return false }
    } while try parser.scanner.nextElement()
    return true
  }

  private func readRecord(
    _ parser: inout CanonicalParser, file: String, yield: (ImportedRecord) -> Bool
  ) throws(JSONFault) -> Bool {
    _ = parser.scanner.peek()
    var single = CanonicalParser(scanner: parser.scanner, times: parser.times, place: parser.place)
    let start = single.scanner.offset
    single.scanner.resetCounts()
    let outcome = try single.record()
    parser.scanner.offset = single.scanner.offset
    parser.place = single.place
    switch outcome {
    case .success(let imported): return yield(.transcript(imported))
    case .failure(let error):
      let line = parser.place.location(of: start, in: parser.text).line
      return yield(Self.failure(error, line: line, file: file))
    }
  }
}

/// The diagnostic of a line beyond `maximumLineBytes`.
func lineTooLong(_ file: String, _ line: Int, _ options: ImportOptions) -> Diagnostic {
  Diagnostic(
    .error, code: "line-too-long",
    message: LocalizedText(
      zh: "此行超过 \(options.maximumLineBytes) 字节，已跳过",
      en: "the line has more than \(options.maximumLineBytes) bytes and was passed over"),
    location: SourceLocation(file: file, line: line))
}
