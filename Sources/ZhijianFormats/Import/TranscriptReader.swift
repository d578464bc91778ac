internal import Zhijian

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Reads files of any known format: opens each once, finds its encoding and format, hands out records.
public struct TranscriptReader: Sendable {
  public var options: ImportOptions

  public init(options: ImportOptions = ImportOptions()) {
    self.options = options
  }

  /// Hands out the records of a file in file order until `yield` returns false. A file that cannot be read
  /// at all is one failure without a line. Pipes and devices are refused and never opened.
  @discardableResult
  public func read(path: String, _ yield: (ImportedRecord) -> Bool) -> ImportReport {
    var before = stat()
    guard stat(path, &before) == 0 else { return refuse(path, OpenFailure.system(errno), yield) }
    guard before.st_mode & S_IFMT == S_IFREG else { return refuse(path, .kind(before.st_mode), yield) }
    let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY)
    guard descriptor >= 0 else { return refuse(path, .system(errno), yield) }
    defer { close(descriptor) }
    guard fstat(descriptor, &before) == 0 else { return refuse(path, .system(errno), yield) }
    guard before.st_mode & S_IFMT == S_IFREG else { return refuse(path, .kind(before.st_mode), yield) }
    let source = ByteSource(descriptor: descriptor, pieceSize: min(max(Int(before.st_size), 0) + 1, 1 << 18))
    var report = read(source, file: path, yield)
    var after = stat()
    if fstat(descriptor, &after) == 0, isChanged(before, after) {
      report.diagnostics.append(
        Diagnostic(
          .warning, code: "file-changed",
          message: LocalizedText(zh: "读取过程中文件被修改", en: "the file changed while it was read"),
          location: SourceLocation(file: path)))
    }
    return report
  }

  /// The same for bytes that are in memory already; `file` is the name for detection and diagnostics.
  @discardableResult
  public func read(bytes: [UInt8], file: String, _ yield: (ImportedRecord) -> Bool) -> ImportReport {
    read(ByteSource(bytes: bytes), file: file, yield)
  }

  private func read(_ source: ByteSource, file: String, _ yield: (ImportedRecord) -> Bool) -> ImportReport {
    var report = ImportReport(file: file)
    var wantsMore = true
    func count(_ record: ImportedRecord) -> Bool {
      switch record {
      case .transcript: report.transcripts += 1
      case .failure: report.failures += 1
      }
      wantsMore = yield(record)
      return wantsMore
    }
    let input = ImportInput(source: source, file: file, options: options)
    if let foreign = FileSignature.diagnostic(of: source.buffer[source.start..<source.end], file: file) {
      _ = count(.failure(line: nil, foreign))
      return report
    }
    report.encoding = input.encoding
    if source.failure == nil, input.sniff.isComplete, input.sniff.utf8.allSatisfy({ $0 <= 0x20 }) {
      report.diagnostics.append(
        Diagnostic(
          .warning, code: "empty-file", message: LocalizedText(zh: "文件为空", en: "the file is empty"),
          location: SourceLocation(file: file)))
      return report
    }
    if let format = format(of: input.sniff) {
      report.format = format.name
      format.read(input, options: options, yield: count)
    } else if source.failure == nil {
      _ = count(.failure(line: nil, unknownFormat(file)))
    }
    if let failure = source.failure, wantsMore {
      _ = count(.failure(line: nil, OpenFailure.system(failure).diagnostic(path: file)))
    }
    report.encoding = input.encoding
    report.diagnostics += input.encodingDiagnostics() + input.diagnostics
    if report.transcripts == 0, report.failures == 0 {
      report.diagnostics.append(
        Diagnostic(
          .warning, code: "no-conversations",
          message: LocalizedText(zh: "文件中没有会话", en: "there is no conversation in the file"),
          location: SourceLocation(file: file)))
    }
    return report
  }

  private func format(of sniff: FileSniff) -> (any ImportFormat)? {
    if let name = options.format { return ImportFormats.named(name) }
    return ImportFormats.detect(sniff)?.format
  }

  private func unknownFormat(_ file: String) -> Diagnostic {
    let known = ImportFormats.all.map(\.name).joined(separator: ", ")
    return Diagnostic(
      .error, code: "unknown-format",
      message: LocalizedText(zh: "无法识别的聊天记录格式", en: "not a known transcript format"),
      location: SourceLocation(file: file),
      hint: LocalizedText(zh: "支持：\(known)；表格需有“内容”列", en: "known: \(known); a table needs a column of texts"))
  }

  private func refuse(_ path: String, _ failure: OpenFailure, _ yield: (ImportedRecord) -> Bool) -> ImportReport {
    var report = ImportReport(file: path)
    report.failures = 1
    _ = yield(.failure(line: nil, failure.diagnostic(path: path)))
    return report
  }

  private func isChanged(_ before: stat, _ after: stat) -> Bool {
    #if canImport(Darwin)
      let times = (before.st_mtimespec, after.st_mtimespec)
    #else
      let times = (before.st_mtim, after.st_mtim)
    #endif
    return before.st_size != after.st_size || times.0.tv_sec != times.1.tv_sec || times.0.tv_nsec != times.1.tv_nsec
  }
}
