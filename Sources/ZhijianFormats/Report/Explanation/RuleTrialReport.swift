public import Zhijian

/// What a rule that is tried finds in chats: how much, and the first findings for people to look at.
public struct RuleTrialReport: Sendable {
  public enum Format: String, Sendable, CaseIterable {
    case text, json
  }

  private struct Sample: Sendable {
    let transcript: Transcript
    let findings: [Finding]
  }

  private let rule: Rule
  private let options: ReportOptions
  /// The most findings that are shown.
  private let limit: Int
  private var samples: [Sample] = []
  private var shown = 0
  private(set) var results: [RuleResult: Int] = [:]
  private var findings = 0
  private var hits = 0

  public init(rule: Rule, options: ReportOptions, limit: Int) {
    self.rule = rule
    self.options = options
    self.limit = max(0, limit)
  }

  /// How many conversations were judged.
  public var conversations: Int { results.values.reduce(0, +) }

  /// Adds a conversation that was judged by the rule alone.
  public mutating func add(_ evaluation: Evaluation) {
    guard let outcome = evaluation.outcomes.first else { return }
    results[outcome.result, default: 0] += 1
    findings += evaluation.findings.count
    hits += evaluation.findings.reduce(0) { $0 + $1.hits.count }
    let kept = Array(evaluation.findings.prefix(limit - shown))
    guard !kept.isEmpty else { return }
    shown += kept.count
    samples.append(Sample(transcript: evaluation.transcript, findings: kept))
  }

  public func bytes(_ format: Format) -> [UInt8] {
    switch format {
    case .text: Array(lines().map { $0 + "\n" }.joined().utf8)
    case .json: json() + [0x0A]
    }
  }

  private func count(_ result: RuleResult) -> Int { results[result, default: 0] }

  // MARK: For people

  private func lines() -> [String] {
    let say = ReportWording(language: options.language)
    var lines: [String] = []
    for sample in samples {
      var messages = ExplanationMessages(
        sample.transcript, redactor: options.redactor(default: .mask), language: options.language)
      let id = TerminalText.safe(messages.redactor.show(sample.transcript.id))
      lines.append(say("会话 ", "conversation ") + id)
      for finding in sample.findings { lines += self.lines(of: finding, &messages, say).map { "  " + $0 } }
    }
    if findings > shown {
      lines.append(say("…还有 \(findings - shown) 条没有列出（--limit）", "… \(findings - shown) more (--limit)"))
    }
    if !lines.isEmpty { lines.append("") }
    return lines + totals(say)
  }

  private func lines(of finding: Finding, _ messages: inout ExplanationMessages, _ say: ReportWording) -> [String] {
    var lines = messages.quotes(finding.hits.flatMap(\.spans))
    let folds = finding.hits.flatMap(\.folds)
    if !folds.isEmpty, let last = lines.popLast() {
      let names = Fold.allCases.filter(folds.contains).map { say.fold($0) }.joined(separator: say("、", ", "))
      lines.append(last + say("（归一：\(names)）", " (folded: \(names))"))
    }
    if finding.hits.isEmpty {
      lines.append(finding.searched.map { say.searched($0) } ?? say("整个会话", "the conversation"))
    }
    for related in finding.related where related.why == .given {
      lines.append(
        say.reason(related.why) + say("：", ": ") + messages.head(related.message) + say("：", ": ")
          + messages.quote(related.message))
    }
    if let miss = finding.nearestMiss {
      lines.append(
        say("最接近：", "nearest: ") + messages.quotes([miss.span]).joined()
          + say("，缺“\(TerminalText.safe(miss.lacks))”", ", lacks '\(TerminalText.safe(miss.lacks))'"))
    }
    return lines
  }

  private func totals(_ say: ReportWording) -> [String] {
    let rate = conversations == 0 ? nil : Double(count(.hit)) / Double(conversations)
    var total = say(
      "共 \(conversations) 个会话，\(count(.hit)) 个有结果（\(say.percent(rate))），\(findings) 条结果，命中 \(hits) 处",
      "\(say.count(conversations, "conversation")), \(count(.hit)) with findings (\(say.percent(rate))), "
        + "\(say.count(findings, "finding")), \(say.count(hits, "hit"))")
    for (result, zh, en) in [
      (RuleResult.notApplicable, "不适用", "not applicable"), (.unknown, "判断不了", "cannot be told"),
      (.error, "出错", "with errors"),
    ] where count(result) > 0 {
      total += say("，\(count(result)) 个\(zh)", ", \(count(result)) \(en)")
    }
    return [total]
  }

  // MARK: For programs

  /// docs/schema/rules-try.schema.json describes it.
  private func json() -> [UInt8] {
    let redactor = options.redactor(default: .none)
    var json = JSONWriter()
    json.beginObject()
    json.key("schema")
    json.integer(1)
    json.key("command")
    json.string("rules try")
    json.key("rule")
    json.string(rule.id)
    json.key("verb")
    json.string(rule.verb.rawValue)
    json.key("conversations")
    json.integer(conversations)
    json.key("results")
    json.beginObject()
    for result in RuleResult.allCases where result != .pending {
      json.key(escaping: result.rawValue)
      json.integer(count(result))
    }
    json.endObject()
    json.key("rate")
    json.decimal(conversations == 0 ? nil : Double(count(.hit)) / Double(conversations), places: 4)
    json.key("findings")
    json.integer(findings)
    json.key("hits")
    json.integer(hits)
    json.key("samples")
    json.beginArray()
    for sample in samples {
      var texts = ShownTexts(sample.transcript, redactor: redactor)
      for finding in sample.findings { write(finding, of: sample.transcript, redactor, &texts, to: &json) }
    }
    json.endArray()
    json.endObject()
    return json.bytes
  }

  private func write(
    _ finding: Finding, of transcript: Transcript, _ redactor: Redactor, _ texts: inout ShownTexts,
    to json: inout JSONWriter
  ) {
    json.beginObject()
    json.key("conversation")
    json.string(redactor.show(transcript.id))
    json.key("agent")
    json.optional(redactor.show(finding.agent))
    json.key("spans")
    json.beginArray()
    for hit in finding.hits {
      for span in hit.spans {
        let shown = texts.span(span)
        json.beginObject()
        json.key("message")
        json.integer(span.message)
        json.key("start")
        json.integer(shown.range.lowerBound)
        json.key("end")
        json.integer(shown.range.upperBound)
        json.key("text")
        json.string(shown.text)
        json.key("folds")
        json.strings(hit.folds.map(\.rawValue))
        json.endObject()
      }
    }
    json.endArray()
    json.key("related")
    json.beginArray()
    for related in finding.related { json.integer(related.message) }
    json.endArray()
    json.endObject()
  }
}
