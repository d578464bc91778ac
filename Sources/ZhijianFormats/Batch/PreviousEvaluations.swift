internal import Foundation
internal import Synchronization
public import Zhijian

/// The evaluations of an earlier run, as `zhijian score --format jsonl` wrote them. The file is read once to find its
/// lines; of a line no more is kept than where it is, under the hash of its id (25 bytes), and it is read again when its
/// conversation comes.
///
/// Ids are compared as this run would write them: both runs have to treat personal data alike.
public final class PreviousEvaluations: Sendable {
  private struct Entry {
    let key: UInt64
    let offset: Int64
    let length: Int32
  }

  private struct Counts {
    /// By entry.
    var isMet: [Bool]
    var missing = 0
    var unreadable: Int
  }

  private static let maximumLineBytes = 64 << 20
  /// How many conversations of one id are told apart.
  private static let maximumOfOneID = 64

  private let path: String
  private let descriptor: Int32
  /// By key, those of one key in the order of the file.
  private let entries: [Entry]
  private let redactor: Redactor
  private let counts: Mutex<Counts>

  /// Reads the file to its end. Throws where it cannot be read, or holds no evaluations.
  public init(path: String, options: ReportOptions) throws(DiagnosticsError) {
    self.path = path
    redactor = options.redactor(default: .none)
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    var status = stat()
    guard descriptor >= 0, fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      if descriptor >= 0 { close(descriptor) }
      throw Self.fault(
        path, LocalizedText(zh: "以前的结果读不了：应当是一个文件", en: "the earlier results cannot be read: they must be a file"))
    }
    self.descriptor = descriptor
    let (entries, unreadable, isEvaluations) = Self.index(descriptor)
    self.entries = entries
    counts = Mutex(Counts(isMet: Array(repeating: false, count: entries.count), unreadable: unreadable))
    guard isEvaluations else {
      throw Self.fault(
        path,
        LocalizedText(
          zh: "里面没有 zhijian score --format jsonl 写的结果", en: "it holds no results of zhijian score --format jsonl"))
    }
  }

  deinit { close(descriptor) }

  private static func fault(_ path: String, _ message: LocalizedText) -> DiagnosticsError {
    DiagnosticsError([Diagnostic(.error, code: "previous", message: message, location: SourceLocation(file: path))])
  }

  private static func index(_ descriptor: Int32) -> (entries: [Entry], unreadable: Int, isEvaluations: Bool) {
    var entries: [Entry] = []
    var unreadable = 0
    var isEvaluations = false
    let lines = LineReader(source: ByteSource(descriptor: descriptor), maximumBytes: maximumLineBytes)
    while let line = lines.next() {
      guard case .bytes(let range) = line else {
        unreadable += 1
        continue
      }
      // Safe: the range lies in the buffer, which stays as it is until the next line is asked for.
      let entry = lines.source.buffer.withUnsafeBufferPointer { buffer -> Entry? in
        let bytes = UnsafeBufferPointer(rebasing: buffer[range])
        if bytes.dropFirst(EarlierEvaluation.mark(bytes)).allSatisfy({ $0 == 0x20 || $0 == 0x09 }) { return nil }
        switch EarlierEvaluation.head(of: bytes) {
        case .broken: unreadable += 1
        case .withoutID: break
        case .id(let id):
          if !isEvaluations { isEvaluations = EarlierEvaluation(line: bytes) != nil }
          return Entry(
            key: key(of: id), offset: Int64(lines.lineOffset), length: Int32(truncatingIfNeeded: range.count))
        }
        return nil
      }
      if let entry { entries.append(entry) }
    }
    entries.sort { ($0.key, $0.offset) < ($1.key, $1.offset) }
    return (entries, unreadable, isEvaluations)
  }

  private static func key(of id: String) -> UInt64 { SHA256.leading64(Array(id.utf8)) }

  /// Why the scores of a conversation are not what they were; nil where they are, or where it was not there. Several
  /// threads may ask at once.
  func changes(for evaluation: Evaluation) -> ScoreChanges? {
    let id = redactor.show(evaluation.transcript.id)
    let key = Self.key(of: id)
    let first = entries.partitioningIndex { $0.key >= key }
    let end = entries[first...].prefix(Self.maximumOfOneID).prefix { $0.key == key }.endIndex
    var found: EarlierEvaluation?
    for place in first..<end {
      if let earlier = read(entries[place]), earlier.id == id {
        // Of several conversations of one id, the one with the same content.
        let isSame = earlier.versions["transcript"] == evaluation.transcriptHash
        if found == nil || isSame { found = earlier }
        if isSame { break }
      }
    }
    counts.withLock { counts in
      for place in first..<end { counts.isMet[place] = true }
      if found == nil { counts.missing += 1 }
      if found == nil, end > first { counts.unreadable += 1 }
    }
    guard let found else { return nil }
    return ScoreChanges(from: found, to: evaluation) { redactor.show($0) }
  }

  private func read(_ entry: Entry) -> EarlierEvaluation? {
    var got = 0
    let line = [UInt8](unsafeUninitializedCapacity: Int(entry.length)) { buffer, count in
      while got < buffer.count {
        // Safe: as many bytes are asked for as the buffer has room for behind the first `got`.
        let piece = pread(
          descriptor, buffer.baseAddress.map { $0 + got }, buffer.count - got, off_t(entry.offset) + off_t(got))
        if piece < 0, errno == EINTR { continue }
        guard piece > 0 else { break }
        got += piece
      }
      count = got
    }
    guard got == Int(entry.length) else { return nil }
    return line.withUnsafeBufferPointer { EarlierEvaluation(line: $0) }
  }

  /// What could not be compared, once all conversations came.
  public var diagnostics: [Diagnostic] {
    let (missing, unmet, unreadable) = counts.withLock { counts in
      (counts.missing, counts.isMet.count { !$0 }, counts.unreadable)
    }
    var result: [Diagnostic] = []
    func warn(_ code: String, _ chinese: String, _ english: String) {
      result.append(
        Diagnostic(
          .warning, code: code, message: LocalizedText(zh: chinese, en: english),
          location: SourceLocation(file: path)))
    }
    if missing > 0 {
      warn(
        "previous-missing", "\(missing) 个会话在以前的结果里没有，无从比较",
        "\(missing) of the conversations are not among the earlier results and are not compared")
    }
    if unmet > 0 {
      warn(
        "previous-unmet", "以前的结果里有 \(unmet) 个会话这次没有",
        "\(unmet) of the earlier results are of conversations that did not come")
    }
    if unreadable > 0 {
      warn(
        "previous-unreadable", "以前的结果有 \(unreadable) 行读不懂",
        "\(unreadable) lines of the earlier results are not understood")
    }
    return result
  }
}
