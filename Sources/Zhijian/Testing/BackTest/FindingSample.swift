/// A finding with the texts that show what it is about, small enough to be kept.
public struct FindingSample: Sendable, Hashable {
  /// A message that the finding points at or hangs on.
  public struct Line: Sendable, Hashable {
    /// Its index in the conversation, from 0.
    public let index: Int
    public let role: Role
    /// The agent, of an agent's line.
    public let agent: String?
    public let at: Timestamp?
    public let kind: MessageKind
    /// Its text; of a very long one the part around the evidence.
    public let text: String
    /// The text with what its personal data may need of the messages around it.
    public let surrounded: SurroundedText
    /// UTF-16 units of `text` that the finding points at.
    public let marks: [TextRange]
    /// Why it is shown where the finding does not point at it.
    public let reason: RelatedMessage.Reason?
  }

  public static let maximumLines = 3
  /// UTF-16 units kept of a text.
  static let maximumUnits = 4096

  public let conversation: String
  public let fingerprint: String
  public let agent: String?
  public let severity: RuleSeverity
  public let lines: [Line]
  public let searched: SearchedWindow?

  init(_ finding: Finding, of transcript: Transcript) {
    conversation = transcript.id
    fingerprint = finding.fingerprint
    agent = finding.agent
    severity = finding.severity
    searched = finding.hits.isEmpty ? finding.searched : nil
    let spans = finding.hits.flatMap(\.spans)
    var indices = spans.map(\.message)
    if indices.isEmpty { indices = finding.related.map(\.message) }
    if indices.isEmpty, let last = finding.searched?.to { indices = [last] }
    var seen: Set<Int> = []
    lines = indices.filter { seen.insert($0).inserted && transcript.messages.indices.contains($0) }
      .prefix(Self.maximumLines).map { index in
        let reason = finding.related.first { $0.message == index }?.why
        let marks = spans.filter { $0.message == index }.map(\.range)
        return Line(
          transcript.messages[index], index: index, marks: marks, reason: marks.isEmpty ? reason : nil, of: transcript)
      }
  }

  /// What a reader sees of it: samples with the same texts show the same thing.
  var texts: [String] { lines.map(\.text) }
}

extension FindingSample.Line {
  fileprivate init(
    _ message: Message, index: Int, marks: [TextRange], reason: RelatedMessage.Reason?, of transcript: Transcript
  ) {
    self.index = index
    self.reason = reason
    role = message.role
    agent = message.role == .agent ? transcript.agentID(of: message) : nil
    at = message.at
    kind = message.kind
    let limit = FindingSample.maximumUnits
    guard message.text.utf8.count > limit, case let units = Array(message.text.utf16), units.count > limit else {
      text = message.text
      surrounded = SurroundedText(index, of: transcript.messages)
      self.marks = Array(marks.prefix(limit))
      return
    }
    // Far from the evidence on both sides, so that personal data cut in two is never shown.
    let first = min(max(0, marks.map(\.lower).min() ?? 0), units.count)
    let start = max(0, min(first - limit / 2, units.count - limit))
    let end = min(units.count, start + limit)
    text = String(decoding: units[start..<end], as: UTF16.self)
    surrounded = SurroundedText(0, of: [Message(role: message.role, text: text)])
    self.marks = marks.prefix(limit).compactMap { mark in
      let range = TextRange(max(mark.lower, start) - start, min(mark.upper, end) - start)
      return mark.lower < end && mark.upper >= start ? range : nil
    }
  }
}

/// A few samples out of many: those with the lowest fingerprints among different texts. Fingerprints are hashes, so
/// that they come from all over the input, whatever its order.
struct FindingSamples: Sendable {
  static let capacity = 5

  /// By their fingerprints.
  private(set) var kept: [FindingSample] = []

  mutating func add(_ sample: FindingSample) {
    if kept.count == Self.capacity, let last = kept.last, !Self.isBefore(sample, last) { return }
    if let same = kept.firstIndex(where: { $0.texts == sample.texts }) {
      guard Self.isBefore(sample, kept[same]) else { return }
      kept.remove(at: same)
    }
    kept.insert(sample, at: kept.firstIndex { Self.isBefore(sample, $0) } ?? kept.count)
    if kept.count > Self.capacity { kept.removeLast() }
  }

  private static func isBefore(_ left: FindingSample, _ right: FindingSample) -> Bool {
    (left.fingerprint, left.conversation) < (right.fingerprint, right.conversation)
  }
}
