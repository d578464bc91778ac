internal import Foundation
public import Zhijian

/// One finding that is known already and does not block.
public struct BaselineEntry: Sendable, Hashable, Comparable {
  public let rule: String
  /// The conversation's id as it may be shown; only the fingerprint tells findings apart.
  public let conversation: String
  public let fingerprint: String

  public init(rule: String, conversation: String, fingerprint: String) {
    self.rule = rule
    self.conversation = conversation
    self.fingerprint = fingerprint
  }

  public static func < (left: BaselineEntry, right: BaselineEntry) -> Bool {
    (left.rule, left.conversation, left.fingerprint) < (right.rule, right.conversation, right.fingerprint)
  }
}

/// A baseline: JSON lines, one finding each, by rule, conversation and fingerprint, so that changes are easy to read and
/// merge. docs/schema/baseline.schema.json describes a line.
public enum BaselineFile {
  public static let schema = 1

  public static func bytes(_ entries: [BaselineEntry]) -> [UInt8] {
    var json = JSONWriter()
    var bytes: [UInt8] = []
    for entry in entries.sorted() {
      json.removeAll()
      json.beginObject()
      json.key("schema")
      json.integer(schema)
      json.key("rule")
      json.string(entry.rule)
      json.key("conversation")
      json.string(entry.conversation)
      json.key("fingerprint")
      json.string(entry.fingerprint)
      json.endObject()
      bytes += json.bytes
      bytes.append(0x0A)
    }
    return bytes
  }

  /// The entries of a file, in its order. Every fault goes to `sink` with its line and column.
  public static func read(_ path: String, sink: DiagnosticSink) -> [BaselineEntry] {
    guard let bytes = FileText.bytes(path, sink: sink) else { return [] }
    return read(bytes, file: path, sink: sink)
  }

  static func read(_ bytes: [UInt8], file: String, sink: DiagnosticSink) -> [BaselineEntry] {
    var entries: [BaselineEntry] = []
    var lines: [String: Int] = [:]
    let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes[3...] : bytes[...]
    for (offset, line) in text.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
      guard line.contains(where: { $0 > 0x20 }) else { continue }
      guard let entry = entry(Array(line), file: file, number: offset + 1, sink: sink) else { continue }
      if let first = lines[entry.fingerprint] {
        sink.error(
          "duplicate-fingerprint", at: SourceLocation(file: file, line: offset + 1, column: 1),
          LocalizedText(zh: "与第 \(first) 行是同一个指纹", en: "the fingerprint of line \(first) again"))
      } else {
        lines[entry.fingerprint] = offset + 1
        entries.append(entry)
      }
    }
    return entries
  }

  private static func entry(
    _ line: [UInt8], file: String, number: Int, sink: DiagnosticSink
  ) -> BaselineEntry? {
    line.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return nil }
      // Safe: the scanner lives no longer than the line.
      var scanner = JSONScanner(base: base, end: buffer.count)
      func fault(_ offset: Int, _ message: LocalizedText) -> BaselineEntry? {
        let column = String(decoding: buffer[..<min(offset, buffer.count)], as: UTF8.self).unicodeScalars.count + 1
        sink.error("baseline", at: SourceLocation(file: file, line: number, column: column), message)
        return nil
      }
      var members: [String: (value: JSONValue, offset: Int)] = [:]
      do throws(JSONFault) {
        if try scanner.enterObject() {
          repeat {
            _ = scanner.peek()
            let start = scanner.offset
            let name = try scanner.name().text
            members[name] = (try scanner.value(), start)
          } while try scanner.nextMember()
        }
        _ = scanner.peek()
        if !scanner.isAtEnd { throw scanner.unexpected() }
      } catch {
        return fault(error.offset, error.message)
      }
      if let (value, offset) = members["schema"], value != .integer(Int64(schema)) {
        return fault(offset, LocalizedText(zh: "schema 应当是 \(schema)", en: "schema must be \(schema)"))
      }
      var texts: [String] = []
      for name in ["rule", "conversation", "fingerprint"] {
        guard case .string(let text)? = members[name]?.value else {
          let offset = members[name]?.offset ?? 0
          return fault(offset, LocalizedText(zh: "“\(name)”应当是一段文字", en: "'\(name)' must be text"))
        }
        texts.append(text)
      }
      guard Finding.isFingerprint(texts[2]) else {
        return fault(
          members["fingerprint"]?.offset ?? 0,
          LocalizedText(zh: "指纹应当是 16 位十六进制", en: "a fingerprint has 16 hexadecimal digits"))
      }
      return BaselineEntry(rule: texts[0], conversation: texts[1], fingerprint: texts[2])
    }
  }
}

extension BaselineEntry {
  /// The findings of an evaluation that a baseline is for: those that would block.
  public static func entries(of evaluation: Evaluation, redactor: Redactor) -> [BaselineEntry] {
    evaluation.findings.filter { $0.scores && ($0.verb == .forbid || $0.verb == .require) }.map {
      BaselineEntry(
        rule: $0.rule, conversation: redactor.show(evaluation.transcript.id), fingerprint: $0.fingerprint)
    }
  }

  /// The same of a line that `zhijian score --format jsonl` wrote; nil where it is no evaluation.
  static func entries(ofLine line: UnsafeBufferPointer<UInt8>, redactor: Redactor) -> [BaselineEntry]? {
    guard let base = line.baseAddress else { return nil }
    // Safe: the scanner lives no longer than the line.
    var scanner = JSONScanner(base: base, offset: EarlierEvaluation.mark(line), end: line.count)
    var id: String?
    var findings: JSONValue?
    do throws(JSONFault) {
      guard try scanner.enterObject() else { return nil }
      repeat {
        let name = try scanner.name()
        if name.isEqual(to: "id") {
          id = try scanner.string()
        } else if name.isEqual(to: "duplicate_of") {
          // Its findings are those of an earlier line.
          return []
        } else if name.isEqual(to: "findings") {
          findings = try scanner.value()
        } else {
          try scanner.skipValue()
        }
      } while try scanner.nextMember()
    } catch { return nil }
    guard let id, case .array(let elements)? = findings else { return nil }
    return elements.compactMap { element in
      func text(_ name: String) -> String? {
        guard case .object(let members) = element,
          case .string(let text)? = members.first(where: { $0.key == name })?.value
        else { return nil }
        return text
      }
      guard let rule = text("rule"), let fingerprint = text("fingerprint"), Finding.isFingerprint(fingerprint),
        text("rule_status") == RuleStatus.stable.rawValue,
        ["open", "baseline"].contains(text("state") ?? ""), ["forbid", "require"].contains(text("verb") ?? "")
      else { return nil }
      return BaselineEntry(rule: rule, conversation: redactor.show(id), fingerprint: fingerprint)
    }
  }

  /// The entries of a file of evaluations. Faults go to `sink`; lines that stand for input that could not be read are
  /// faults too, as their findings are not known.
  public static func entries(
    ofEvaluations path: String, redactor: Redactor, sink: DiagnosticSink
  ) -> [BaselineEntry] {
    guard let descriptor = FileText.open(path, sink: sink) else { return [] }
    defer { close(descriptor) }
    var entries: [BaselineEntry] = []
    let lines = LineReader(source: ByteSource(descriptor: descriptor), maximumBytes: LineScorer.maximumLineBytes)
    while let line = lines.next() {
      let place = SourceLocation(file: path, line: lines.number, column: 1)
      guard case .bytes(let range) = line else {
        sink.error("baseline", at: place, LocalizedText(zh: "这一行太长", en: "the line is too long"))
        continue
      }
      // Safe: the range lies in the buffer, which stays as it is until the next line is asked for.
      lines.source.buffer.withUnsafeBufferPointer { buffer in
        let bytes = UnsafeBufferPointer(rebasing: buffer[range])
        guard bytes.contains(where: { $0 > 0x20 }) else { return }
        if let found = Self.entries(ofLine: bytes, redactor: redactor) {
          entries += found
        } else {
          sink.error(
            "baseline", at: place,
            LocalizedText(
              zh: "这一行不是 zhijian score --format jsonl 写的结果", en: "the line is no result of zhijian score --format jsonl"
            ))
        }
      }
    }
    return entries
  }
}
