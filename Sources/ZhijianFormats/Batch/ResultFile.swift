internal import Foundation
public import Zhijian

/// A file of evaluations, as `zhijian score --format jsonl` writes it, read for what two periods are compared by. No
/// more than a line of it is kept.
public struct ResultFile: Sendable {
  private static let maximumLineBytes = 64 << 20

  public let path: String

  public init(path: String) {
    self.path = path
  }

  /// Adds up all conversations of the file; lines that are none are counted in a warning. Throws where the file cannot
  /// be read, or holds no evaluations.
  public func results() throws(DiagnosticsError) -> (results: PeriodResults, problems: [Diagnostic]) {
    let sink = DiagnosticSink()
    guard let descriptor = FileText.open(path, sink: sink) else { throw DiagnosticsError(sink.diagnostics) }
    defer { close(descriptor) }
    var results = PeriodResults()
    var (unreadable, duplicates) = (0, 0)
    var seen: Set<UInt64> = []
    let lines = LineReader(source: ByteSource(descriptor: descriptor), maximumBytes: Self.maximumLineBytes)
    while let line = lines.next() {
      guard case .bytes(let range) = line else {
        unreadable += 1
        continue
      }
      // Safe: the range lies in the buffer, which stays as it is until the next line is asked for.
      let record = lines.source.buffer.withUnsafeBufferPointer { buffer -> ResultLine? in
        let bytes = UnsafeBufferPointer(rebasing: buffer[range])
        return bytes.allSatisfy { $0 == 0x20 || $0 == 0x09 } ? .blank : ResultLine(bytes)
      }
      switch record {
      case .blank: break
      case .duplicate: duplicates += 1
      case .evaluation(let id, let record):
        // A conversation that is there twice, as where files were put together, must not count twice.
        let key = SHA256.leading64(Array((id + "\u{0}" + (record.versions["transcript"] ?? "")).utf8))
        if seen.insert(key).inserted { results.add(record) } else { duplicates += 1 }
      case nil: unreadable += 1
      }
    }
    guard results.conversations > 0 else {
      throw fault(
        LocalizedText(
          zh: "里面没有 zhijian score --format jsonl 写的结果", en: "it holds no results of zhijian score --format jsonl"))
    }
    return (results, problems(unreadable: unreadable, duplicates: duplicates))
  }

  private func problems(unreadable: Int, duplicates: Int) -> [Diagnostic] {
    var problems: [Diagnostic] = []
    if unreadable > 0 {
      problems.append(
        Diagnostic(
          .warning, code: "results-unreadable",
          message: LocalizedText(
            zh: "有 \(unreadable) 行不是结果，没有计入", en: "\(unreadable) lines are no results and do not count"),
          location: SourceLocation(file: path)))
    }
    if duplicates > 0 {
      problems.append(
        Diagnostic(
          .note, code: "results-duplicate",
          message: LocalizedText(
            zh: "有 \(duplicates) 个重复的会话，只计一次", en: "\(duplicates) conversations came again and count once"),
          location: SourceLocation(file: path)))
    }
    return problems
  }

  private func fault(_ message: LocalizedText) -> DiagnosticsError {
    DiagnosticsError([Diagnostic(.error, code: "results", message: message, location: SourceLocation(file: path))])
  }
}

/// A line of a file of evaluations.
enum ResultLine {
  case blank
  /// A line of `--stdin` for a conversation that was there before.
  case duplicate
  case evaluation(id: String, ResultRecord)

  /// Nil where the line is no evaluation.
  init?(_ line: UnsafeBufferPointer<UInt8>) {
    guard let base = line.baseAddress else { return nil }
    // Safe: the scanner lives no longer than the line.
    var scanner = JSONScanner(base: base, offset: EarlierEvaluation.mark(line), end: line.count)
    var id: String?
    var isDuplicate = false
    var record = ResultRecord()
    do throws(JSONFault) {
      guard try scanner.enterObject() else { return nil }
      repeat {
        let name = try scanner.name()
        if name.isEqual(to: "id") {
          id = try scanner.value().text
        } else if name.isEqual(to: "duplicate_of") {
          isDuplicate = true
          try scanner.skipValue()
        } else if name.isEqual(to: "hits") || name.isEqual(to: "ledger") || name.isEqual(to: "messages") {
          try scanner.skipValue()
        } else {
          record.read(name.text, try scanner.value())
        }
      } while try scanner.nextMember()
    } catch { return nil }
    if isDuplicate {
      self = .duplicate
      return
    }
    guard let id, record.versions["rules"] != nil else { return nil }
    self = .evaluation(id: id, record)
  }
}

extension ResultRecord {
  fileprivate mutating func read(_ name: String, _ value: JSONValue) {
    switch name {
    case "versions": versions = value.members.compactMapValues(\.text)
    case "score": score = value.hundredths
    case "auto_fail": isAutoFailed = value == .bool(true)
    case "agents":
      agents = value.elements.compactMap { agent in
        let members = agent.members
        return members["id"]?.text.map {
          Agent(id: $0, score: members["score"]?.hundredths, isAutoFailed: members["auto_fail"] == .bool(true))
        }
      }
    case "findings": findings = value.elements.compactMap(Finding.init)
    case "swings":
      hasMoodDrop = value.elements.contains { $0.members["kind"]?.text == EmotionSwing.Kind.drop.rawValue }
    case "sentiment": moodEnd = value.members[Role.customer.rawValue]?.members["end"]?.number
    case "metrics":
      for (name, metric) in value.members {
        if name == "preset" { preset = metric.text }
        let members = metric.members
        if let sum = members["sum"]?.number { metrics[name] = Metric(sum: sum, count: members["count"]?.number) }
      }
    case "results":
      var results: [String: RuleResult] = [:]
      for element in value.elements {
        let members = element.members
        guard let rule = members["rule"]?.text, let result = members["result"]?.text.flatMap(RuleResult.init) else {
          continue
        }
        results[rule] = result
      }
      self.results = results
    default: break
    }
  }
}

extension ResultRecord.Finding {
  fileprivate init?(_ value: JSONValue) {
    let members = value.members
    guard let rule = members["rule"]?.text, let verb = members["verb"]?.text.flatMap(RuleVerb.init(rawValue:)) else {
      return nil
    }
    let state = members["state"]?.text.flatMap(Finding.State.init(rawValue:))
    let isStable = members["rule_status"]?.text == RuleStatus.stable.rawValue
    self.init(
      rule: rule, verb: verb, agent: members["agent"]?.text,
      scores: isStable && (state == .open || state == .baseline))
  }
}

extension JSONValue {
  fileprivate var text: String? {
    if case .string(let text) = self { return text }
    return nil
  }

  fileprivate var number: Double? {
    switch self {
    case .integer(let value): Double(value)
    case .number(let value): value
    default: nil
    }
  }

  /// A number as hundredths.
  fileprivate var hundredths: Int? { number.flatMap { DecimalText.units($0, places: 2) } }

  fileprivate var elements: [JSONValue] {
    if case .array(let elements) = self { return elements }
    return []
  }

  fileprivate var members: [String: JSONValue] {
    guard case .object(let members) = self else { return [:] }
    return Dictionary(members.map { ($0.key, $0.value) }, uniquingKeysWith: { _, last in last })
  }
}
