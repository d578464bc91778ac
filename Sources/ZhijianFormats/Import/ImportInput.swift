public import Zhijian

/// The bytes of one file on their way to a format: all at once or line by line, decoded to UTF-8.
public final class ImportInput {
  /// The path or name that diagnostics give.
  public let file: String
  public let sniff: FileSniff
  /// The encoding that was found or asked for.
  public private(set) var encoding: TextEncoding
  /// What the format reported about the file as a whole.
  public private(set) var diagnostics: [Diagnostic] = []

  let source: ByteSource
  private let options: ImportOptions
  private var decision: EncodingDecision
  private var replacements = ReplacementLog()
  private var converters: [TextEncoding: LegacyDecoder] = [:]
  /// Lines that were in another encoding than the file.
  private var recovered: [Int] = []

  /// Bytes that are in memory already.
  public convenience init(bytes: [UInt8], file: String, options: ImportOptions = ImportOptions()) {
    self.init(source: ByteSource(bytes: bytes), file: file, options: options)
  }

  init(source: ByteSource, file: String, options: ImportOptions) {
    self.file = file
    self.source = source
    self.options = options
    source.fill(atLeast: FileSniff.maximumBytes + 1)
    let isComplete = source.available <= FileSniff.maximumBytes && source.isExhausted
    let head = Array(source.buffer[source.start..<min(source.end, source.start + FileSniff.maximumBytes)])
    let decision = head.withUnsafeBufferPointer {
      EncodingDecision.decide($0, isComplete: isComplete, forced: options.encoding)
    }
    self.decision = decision
    encoding = decision.encoding
    sniff = FileSniff(path: file, utf8: DecodedText(head, decision: decision)?.utf8 ?? [], isComplete: isComplete)
  }

  /// The name of the format that reads it.
  var formatName = ""
  /// How its parts were understood.
  public private(set) var descriptions: [ImportDescription] = []

  /// How many bytes the file says it has; 0 where that is not known.
  var statedByteCount = 0

  /// Whether the file was read although it gave no conversation of its own.
  var isRead = false

  /// Another file beside it, by its name.
  var sibling: (String) -> ByteSource? = { _ in nil }

  /// Says how a part of the file was understood.
  func describe(_ description: ImportDescription) { descriptions.append(description) }

  /// Adds what concerns the file as a whole.
  public func report(_ diagnostic: Diagnostic) { diagnostics.append(diagnostic) }

  /// The whole text; throws where it is too large, cannot be read or the system lacks its encoding.
  func text() throws(DiagnosticsError) -> [UInt8] {
    // A file that says so itself need not be read first; a sparse one would take minutes.
    let isTooLarge = statedByteCount > options.maximumFileBytes
    guard !isTooLarge, let bytes = source.takeAll(limit: options.maximumFileBytes) else {
      throw fault(
        "file-too-large",
        LocalizedText(
          zh: "文件超过 \(options.maximumFileBytes) 字节", en: "the file has more than \(options.maximumFileBytes) bytes"))
    }
    // What an archive could not give whole is not read in part; its reader says why.
    guard source.problem == nil else { throw DiagnosticsError([]) }
    if decision.encoding == .utf8, decision.basis == .validity, !sniff.isComplete {
      // The head was plain; the rest may not be.
      decision = bytes.withUnsafeBufferPointer { EncodingDecision.decide($0, isComplete: true, forced: nil) }
      encoding = decision.encoding
    }
    guard let text = DecodedText(bytes, decision: decision) else { throw missingConverter() }
    for (line, count) in text.replacedLines { replacements.add(line: line, count: count) }
    recovered += text.recoveredLines
    return text.utf8
  }

  /// Calls `body` with each line, its number from 1, and nil for a line beyond `maximumLineBytes`, until
  /// it returns false. Memory stays flat; only UTF-16 is held whole.
  ///
  /// Safe: a line's bytes are lent for the time of the call, during which nothing reads on.
  func eachLine(_ body: (UnsafeBufferPointer<UInt8>?, Int) -> Bool) throws(DiagnosticsError) {
    var source = source
    if decision.encoding == .utf16LittleEndian || decision.encoding == .utf16BigEndian {
      source = ByteSource(bytes: try text())
    } else {
      source.take(decision.markLength)
    }
    let lines = LineReader(source: source, maximumBytes: options.maximumLineBytes)
    while let line = lines.next() {
      guard case .bytes(let range) = line else {
        guard body(nil, lines.number) else { return }
        continue
      }
      if encoding == .gb18030 || encoding == .big5 {
        guard
          let decoded = source.buffer.withUnsafeBufferPointer({
            decodeLine(UnsafeBufferPointer(rebasing: $0[range]), number: lines.number)
          })
        else { throw missingConverter() }
        guard decoded.withUnsafeBufferPointer({ body($0, lines.number) }) else { return }
        continue
      }
      let goesOn = source.buffer.withUnsafeBufferPointer {
        body(UnsafeBufferPointer(rebasing: $0[range]), lines.number)
      }
      guard goesOn else { return }
    }
  }

  private func decodeLine(_ bytes: UnsafeBufferPointer<UInt8>, number: Int) -> [UInt8]? {
    if bytes.contains(where: { $0 >= 0x80 }), let other = LineRecovery.encoding(of: bytes, main: encoding) {
      recovered.append(number)
      return other == .utf8 ? Array(bytes) : decodeLine(bytes, as: other, number: number)
    }
    return decodeLine(bytes, as: encoding, number: number)
  }

  private func decodeLine(
    _ bytes: UnsafeBufferPointer<UInt8>, as encoding: TextEncoding, number: Int
  ) -> [UInt8]? {
    if converters[encoding] == nil { converters[encoding] = LegacyDecoder(encoding) }
    guard let converter = converters[encoding] else { return nil }
    var output: [UInt8] = []
    let faults = converter.decode(bytes, into: &output)
    replacements.add(line: number, count: faults.count)
    return output
  }

  /// A broken line of UTF-8 in the encoding that it is in as a whole: where nothing before it told the encoding, the
  /// lines behind it are read so, too. Nil where it is rather broken UTF-8.
  func reconsider(_ line: UnsafeBufferPointer<UInt8>, number: Int) -> [UInt8]? {
    guard encoding == .utf8, decision.basis != .option else { return nil }
    guard decision.basis == .validity, !sniff.utf8.contains(where: { $0 >= 0x80 }) else {
      guard let other = LineRecovery.encoding(of: line, main: .utf8) else { return nil }
      recovered.append(number)
      return decodeLine(line, as: other, number: number)
    }
    let changed = EncodingDecision.decide(line, isComplete: true, forced: nil)
    guard changed.encoding == .gb18030 || changed.encoding == .big5 else { return nil }
    decision = changed
    encoding = changed.encoding
    return decodeLine(line, as: encoding, number: number)
  }

  /// Counts sequences that a format itself had to replace.
  func countReplacements(_ count: Int, line: Int) { replacements.add(line: line, count: count) }

  private func missingConverter() -> DiagnosticsError {
    fault(
      "encoding-unavailable",
      LocalizedText(
        zh: "本系统没有 \(decision.encoding.rawValue) 解码器",
        en: "this system has no converter for \(decision.encoding.rawValue)"),
      hint: LocalizedText(zh: "请安装 glibc 的 gconv 模块，或另存为 UTF-8", en: "install glibc's gconv modules, or save as UTF-8"))
  }

  private func fault(_ code: String, _ message: LocalizedText, hint: LocalizedText? = nil) -> DiagnosticsError {
    DiagnosticsError([
      Diagnostic(.error, code: code, message: message, location: SourceLocation(file: file), hint: hint)
    ])
  }

  /// The diagnostics of the decoding, to be asked for when everything has been read.
  func encodingDiagnostics() -> [Diagnostic] {
    var result: [Diagnostic] = []
    if encoding != .utf8, decision.basis != .option {
      let isGuess = decision.basis == .likelihood
      let name = encoding.rawValue.uppercased()
      result.append(
        Diagnostic(
          isGuess ? .warning : .note, code: "encoding-detected",
          message: isGuess
            ? LocalizedText(zh: "编码不确定，按 \(name) 读取", en: "the encoding is uncertain; read as \(name)")
            : LocalizedText(zh: "按 \(name) 读取", en: "read as \(name)"),
          location: SourceLocation(file: file)))
    }
    if let first = recovered.first {
      let shown = recovered.prefix(200).map(String.init).joined(separator: ", ") + (recovered.count > 200 ? " …" : "")
      result.append(
        Diagnostic(
          .warning, code: "mixed-encodings",
          message: LocalizedText(
            zh: "有 \(recovered.count) 行的编码与全文不同，已按各自的编码读取；行：\(shown)",
            en:
              "\(recovered.count) line\(recovered.count == 1 ? "" : "s") in another encoding than the file, read as such; lines: \(shown)"
          ),
          location: SourceLocation(file: file, line: first)))
    }
    if let replaced = replacements.diagnostic(file: file, encoding: encoding) { result.append(replaced) }
    return result
  }
}
