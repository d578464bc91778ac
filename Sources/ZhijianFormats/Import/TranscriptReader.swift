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
    let folder = FilePath.folder(of: path)
    var report = read(
      source, file: path, descriptor: descriptor, byteCount: max(0, Int(before.st_size)),
      sibling: { OpenFile(path: folder.isEmpty ? $0 : folder + "/" + $0)?.source() }, yield)
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

  /// `descriptor` is that of the file itself, where it has one; `sibling` opens a file beside it.
  func read(
    _ source: ByteSource, file: String, descriptor: Int32? = nil, byteCount: Int = 0,
    sibling: @escaping (String) -> ByteSource? = { _ in nil }, _ yield: (ImportedRecord) -> Bool
  ) -> ImportReport {
    let options = self.options.mapping.map { self.options.following($0) } ?? self.options
    var report = ImportReport(file: file)
    var wantsMore = true
    var quota = DiagnosticQuota()
    func count(_ record: ImportedRecord) -> Bool {
      switch record {
      case .transcript(var imported):
        report.transcripts += 1
        imported.boundTexts(file: file)
        imported.diagnostics = imported.diagnostics.filter { quota.takes($0) }
        wantsMore = yield(.transcript(imported))
      case .failure(_, let diagnostic):
        report.failures += 1
        if quota.takes(diagnostic) { wantsMore = yield(record) } else { report.unlistedFailures += 1 }
      }
      return wantsMore
    }
    source.fill(atLeast: 8)
    #if Archives
      if ArchiveReading.isArchive(source.buffer[source.start..<source.end]) {
        let part = ArchiveReading(options: options, file: file)
          .read(descriptor: descriptor, source: source, yield: count)
        (report.format, report.encoding, report.confidence) = (part.format, part.encoding, part.confidence)
        (report.diagnostics, report.descriptions) = (part.diagnostics, part.descriptions)
        report.failures += part.unlistedFailures
        report.diagnostics += quota.rest(file: file)
        return closed(report)
      }
    #endif
    let input = ImportInput(source: source, file: file, options: options)
    input.sibling = sibling
    input.statedByteCount = byteCount
    if let foreign = FileSignature.diagnostic(of: source.buffer[source.start..<source.end], file: file) {
      _ = count(.failure(line: nil, foreign))
      return report
    }
    report.encoding = input.encoding
    let isWhole = source.failure == nil && source.problem == nil && input.sniff.isComplete
    if isWhole, input.sniff.utf8.allSatisfy({ $0 <= 0x20 }) {
      report.diagnostics.append(
        Diagnostic(
          .warning, code: "empty-file", message: LocalizedText(zh: "文件为空", en: "the file is empty"),
          location: SourceLocation(file: file)))
      return report
    }
    // Now it is known that it is worth its memory.
    if byteCount <= options.maximumFileBytes { source.reserve(byteCount + (1 << 18)) }
    if let (format, confidence) = format(of: input.sniff, options: options) {
      report.format = format.name
      report.confidence = confidence
      input.formatName = format.name
      format.read(input, options: options, yield: count)
      // Where nothing could be read, the failure says more.
      let isDoubtful = confidence.map { $0 < ImportFormats.sureConfidence } ?? false
      if isDoubtful, source.problem == nil, report.transcripts > 0 || report.failures == 0 {
        report.diagnostics.append(unsure(format, file))
      }
    } else if source.failure == nil, source.problem == nil {
      _ = count(.failure(line: nil, unknownFormat(file)))
    }
    if let failure = source.failure, wantsMore {
      _ = count(.failure(line: nil, OpenFailure.system(failure).diagnostic(path: file)))
    }
    if let problem = source.problem, wantsMore { _ = count(.failure(line: nil, problem)) }
    report.encoding = input.encoding
    report.diagnostics += quota.rest(file: file) + input.encodingDiagnostics() + input.diagnostics
    report.descriptions = input.descriptions
    if report.descriptions.isEmpty, let format = report.format { report.descriptions = [whole(format, options)] }
    return input.isRead ? report : closed(report)
  }

  /// What a format that says everything itself came to.
  private func whole(_ format: String, _ options: ImportOptions) -> ImportDescription {
    var mapping = options.mapping ?? ImportMapping(name: format)
    mapping.format = format
    return ImportDescription(format: format, basis: .format, mapping: mapping)
  }

  private func closed(_ report: ImportReport) -> ImportReport {
    var report = report
    let file = report.file
    if report.transcripts == 0, report.failures == 0 {
      report.diagnostics.append(
        Diagnostic(
          .warning, code: "no-conversations",
          message: LocalizedText(zh: "文件中没有会话", en: "there is no conversation in the file"),
          location: SourceLocation(file: file)))
    }
    return report
  }

  /// The format of a file, with its confidence where it was detected.
  private func format(
    of sniff: FileSniff, options: ImportOptions
  ) -> (format: any ImportFormat, confidence: Double?)? {
    if let name = options.format { return ImportFormats.named(name).map { ($0, nil) } }
    if let mapping = options.mapping, let format = ImportFormats.named(mapping.format),
      format.confidence(of: sniff, options: options) > 0
    {
      return (format, nil)
    }
    return ImportFormats.detect(sniff, options: options).map { ($0.format, $0.confidence) }
  }

  private func unsure(_ format: any ImportFormat, _ file: String) -> Diagnostic {
    Diagnostic(
      .warning, code: "format-guessed",
      message: LocalizedText(
        zh: "格式不确定，按“\(format.title.chinese)”读取", en: "the format is uncertain; read as \(format.name)"),
      location: SourceLocation(file: file),
      hint: LocalizedText(
        zh: "用 zhijian import 文件 --preview 看看读得对不对",
        en: "see whether it was read rightly by zhijian import FILE --preview"))
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

/// A file that stays open as long as it is read from.
private final class OpenFile {
  private let descriptor: Int32

  /// Nil where there is no such regular file; links are not followed.
  init?(path: String) {
    var status = stat()
    guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    let opened = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY | O_NOFOLLOW)
    guard opened >= 0 else { return nil }
    guard fstat(opened, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      close(opened)
      return nil
    }
    descriptor = opened
  }

  deinit { close(descriptor) }

  func source() -> ByteSource {
    ByteSource { [self] buffer in
      while true {
        // Safe: the buffer has room for its own count.
        let count = read(descriptor, buffer.baseAddress, buffer.count)
        if count >= 0 { return .success(count) }
        guard errno == EINTR else { return .success(0) }
      }
    }
  }
}
