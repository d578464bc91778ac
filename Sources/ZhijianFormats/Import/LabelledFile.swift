public import Zhijian

/// Reads conversations and texts that people have judged: JSON Lines in UTF-8.
///
/// A line is a conversation of the canonical JSONL or `{"text": …, "label": …}`. Judgements are
/// - of a message: `sat` 0, 1 or 2 (dissatisfied, neither, satisfied), or `label` −1…1;
/// - of a conversation: `rating` as in the canonical JSONL, or `satisfaction` (also `S`), −2…2, 0 being neither;
/// - of a text: `label` 1 or 0 (positive, negative), or the name of a feeling (`angry`, `happy`, `sad`, …).
///
/// Lines without any judgement are left out and counted.
public struct LabelledFile: Sendable {
  public let set: LabelledSet
  /// Lines that have no judgement.
  public let unlabelled: Int
  public let diagnostics: [Diagnostic]

  /// Reads `path`. A line that cannot be read is reported and left out.
  public static func read(_ path: String, options: ImportOptions = ImportOptions()) -> LabelledFile {
    let sink = DiagnosticSink()
    guard let bytes = FileText.bytes(path, sink: sink) else {
      return LabelledFile(
        set: LabelledSet(name: path, conversations: []), unlabelled: 0, diagnostics: sink.sorted)
    }
    let canonical = CanonicalJSONLReader(
      file: path, timeZoneOffsetSeconds: options.timeZoneOffsetSeconds, year: options.year)
    let lines = LineReader(source: ByteSource(bytes: bytes), maximumBytes: options.maximumLineBytes)
    var conversations: [LabelledConversation] = []
    var unlabelled = 0
    while let line = lines.next() {
      let place = SourceLocation(file: path, line: lines.number)
      guard case .bytes(let range) = line else {
        sink.error("line-too-long", at: place, LocalizedText(zh: "这一行太长", en: "the line is too long"))
        continue
      }
      let text = Array(lines.source.buffer[range])
      guard text.contains(where: { $0 > 0x20 }) else { continue }
      do throws(DiagnosticsError) {
        let found = try conversation(text, number: lines.number, canonical: canonical)
        if found.label != nil || found.hasMessageLabels { conversations.append(found) } else { unlabelled += 1 }
      } catch {
        sink.report(error.diagnostics)
      }
    }
    return LabelledFile(
      set: LabelledSet(name: FilePath.stem(of: path), conversations: conversations), unlabelled: unlabelled,
      diagnostics: sink.sorted)
  }

  private static func conversation(
    _ line: [UInt8], number: Int, canonical: CanonicalJSONLReader
  ) throws(DiagnosticsError) -> LabelledConversation {
    guard let value = value(line), value["messages"] == nil, case .string(let text)? = value["text"] else {
      return conversation(try canonical.parse(line: line, number: number).transcript, number: number)
    }
    var found = LabelledConversation(
      id: "\(number)", messages: [LabelledConversation.Message(role: .customer, text: text)])
    if case .string(let id)? = value["id"] { found.id = id }
    switch value["label"] {
    case .string(let name)?:
      found.label = LabelledConversation.label(ofFeeling: name)
      found.feeling = found.label == nil ? nil : name
    case let label?: found.label = Self.number(label).map { $0 <= 0 ? -1 : 1 }
    case nil: found.label = nil
    }
    return found
  }

  /// The value of a line; nil for what is no JSON, which the canonical reader explains.
  private static func value(_ line: [UInt8]) -> JSONValue? {
    line.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return nil }
      // Safe: the scanner is used up before the buffer goes, and its values are copies.
      var scanner = JSONScanner(base: base, end: buffer.count)
      return try? scanner.value()
    }
  }

  private static func conversation(_ transcript: Transcript, number: Int) -> LabelledConversation {
    func member(_ key: String, of members: [JSONValue.Member]) -> Double? {
      members.last { $0.key == key }.flatMap { Self.number($0.value) }
    }
    let messages = transcript.messages.map { message in
      let sat = member("sat", of: message.extra).map { min(max($0, 0), 2) - 1 }
      let kind: MessageKind = message.isRecalled ? .recall : message.isAutoReply ? .autoReply : message.kind
      return LabelledConversation.Message(
        role: message.role, kind: kind, text: message.text, at: message.at,
        label: sat ?? member("label", of: message.extra).map { min(max($0, -1), 1) })
    }
    var label = (member("satisfaction", of: transcript.extra) ?? member("S", of: transcript.extra))
      .map { min(max($0, -2), 2) }
    if let rating = transcript.rating, rating.maximum > rating.minimum {
      let middle = (rating.maximum + rating.minimum) / 2
      let share = (rating.value - middle) * 2 / (rating.maximum - rating.minimum)
      // Of numbers so large that their differences are none nothing is known.
      label = share.isNaN ? nil : min(max(share, -1), 1)
    }
    return LabelledConversation(
      id: transcript.id.isEmpty ? "\(number)" : transcript.id, messages: messages, label: label)
  }

  private static func number(_ value: JSONValue) -> Double? {
    switch value {
    case .integer(let number): Double(number)
    case .number(let number): number
    default: nil
    }
  }
}
