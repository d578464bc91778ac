/// Reads one test of a file.
struct RuleTestParser {
  private let mapping: YAMLMapping
  private let rule: String
  private let sink: DiagnosticSink

  init?(_ node: YAMLNode, rule: String, sink: DiagnosticSink) {
    guard let mapping = YAMLMapping(node, sink: sink, what: LocalizedText(zh: "测试", en: "a test")) else { return nil }
    self.mapping = mapping
    self.rule = rule
    self.sink = sink
  }

  func test() -> RuleTest? {
    let name = mapping.text("name", required: true)?.trimmingBlanks()
    let source = mapping.text("dialogue", required: true)
    let conversation = mapping.value("conversation")
    let expected = mapping.value("expect")
    let isKnownGap = mapping.boolean("known_gap") ?? false
    let reason = mapping.text("reason")
    mapping.finish()
    checkReason(reason, isKnownGap: isKnownGap)
    if let name, name.isEmpty {
      sink.error(
        "invalid-value", at: mapping.location(of: "name"), LocalizedText(zh: "“name”是空的", en: "'name' is empty"))
    }
    var dialogue = source.flatMap(read)
    if let conversation {
      // Without a dialogue its faults are reported all the same.
      var transcript = dialogue?.transcript ?? Transcript(id: "", customer: .init(id: ""), agents: [], messages: [])
      ConversationFields.apply(conversation, to: &transcript, sink: sink)
      dialogue?.transcript = transcript
    }
    let expectation = expectation(expected, dialogue?.transcript)
    guard let name, let source, let dialogue, let expectation else { return nil }
    return RuleTest(
      rule: rule, name: name, isExample: false, expectation: expectation, isKnownGap: isKnownGap, reason: reason,
      source: source, transcript: dialogue.transcript, marks: dialogue.marks,
      location: mapping.location(of: "name"))
  }

  private func checkReason(_ reason: String?, isKnownGap: Bool) {
    if isKnownGap, reason == nil, !mapping.keys.contains("reason") {
      sink.error(
        "missing-key", at: mapping.location(of: "known_gap"),
        LocalizedText(zh: "known_gap 要写理由（reason）", en: "a known gap needs its 'reason'"))
    } else if reason != nil, !isKnownGap {
      sink.error(
        "idle-key", at: mapping.location(of: "reason"),
        LocalizedText(zh: "reason 只和 known_gap: true 一起写", en: "'reason' goes with 'known_gap: true' only"))
    }
  }

  private func read(_ source: String) -> Dialogue? {
    do {
      return try Dialogue(source)
    } catch {
      RuleExampleParser.report(error, at: mapping.location(of: "dialogue"), sink: sink)
      return nil
    }
  }

  // MARK: What is expected

  private func expectation(_ node: YAMLNode?, _ transcript: Transcript?) -> RuleTest.Expectation? {
    guard let node else {
      sink.error("missing-key", at: mapping.location, LocalizedText(zh: "缺少“expect”", en: "'expect' is missing"))
      return nil
    }
    switch node.content {
    case .scalar("not_applicable", _): return .result(.notApplicable)
    case .scalar("unknown", _): return .result(.unknown)
    case .sequence(let items) where items.count <= RuleTestFile.mostFindings:
      let findings = items.map { finding($0, transcript) }
      let read = findings.compactMap { $0 }
      return read.count == findings.count ? .findings(read) : nil
    case .sequence:
      let most = RuleTestFile.mostFindings
      sink.error(
        "too-many-findings", at: node.location,
        LocalizedText(zh: "一个测试最多列 \(most) 条结果", en: "a test can list \(most) findings at most"))
      return nil
    default:
      sink.error(
        "invalid-value", at: node.location,
        LocalizedText(
          zh: "“expect”应当是结果的列表（[] 是没有结果），或 not_applicable、unknown",
          en: "'expect' must be a list of findings ([] for none), not_applicable or unknown"))
      return nil
    }
  }

  private func finding(_ node: YAMLNode, _ transcript: Transcript?) -> ExpectedFinding? {
    guard
      let fields = YAMLMapping(node, sink: sink, what: LocalizedText(zh: "期望的结果", en: "an expected finding"))
    else { return nil }
    let before = sink.diagnostics.count
    let message = fields.value("message").flatMap { self.message($0, transcript) }
    let span = fields.text("span")
    let owner = owner(fields)
    let score = score(fields)
    fields.finish()
    if let span, let transcript { check(span, in: message, transcript, at: fields.location(of: "span")) }
    guard sink.diagnostics.count == before else { return nil }
    return ExpectedFinding(message: message, span: span, owner: owner, score: score, location: node.location)
  }

  /// A message is named by its number, from 1, or by its text, or a piece of it, that no other has.
  private func message(_ node: YAMLNode, _ transcript: Transcript?) -> Int? {
    guard let transcript else { return nil }
    let count = transcript.messages.count
    if let number = node.wholeNumber {
      if (1...max(1, count)).contains(number) { return number - 1 }
      sink.error(
        "no-such-message", at: node.location,
        LocalizedText(zh: "对话只有 \(count) 条消息", en: "the dialogue has \(count) message\(count == 1 ? "" : "s")"))
      return nil
    }
    guard let text = node.text, !text.isEmpty else {
      sink.error(
        "wrong-type", at: node.location,
        LocalizedText(
          zh: "“message”应当是第几条（从 1 数）或那一条里的文字", en: "'message' must be a number, from 1, or text of the message"))
      return nil
    }
    let exact = transcript.messages.indices.filter { transcript.messages[$0].text == text }
    if exact.count == 1 { return exact[0] }
    let found = transcript.messages.indices.filter { transcript.messages[$0].text.contains(text) }
    if found.count == 1 { return found[0] }
    sink.error(
      "no-such-message", at: node.location,
      found.isEmpty
        ? LocalizedText(zh: "没有一条消息里有“\(text)”", en: "no message holds '\(text)'")
        : LocalizedText(
          zh: "“\(text)”在 \(found.count) 条消息里都有，请写第几条", en: "\(found.count) messages hold '\(text)': write a number"))
    return nil
  }

  private func check(_ span: String, in message: Int?, _ transcript: Transcript, at location: SourceLocation) {
    let messages = message.map { [transcript.messages[$0]] } ?? transcript.messages
    guard !messages.contains(where: { $0.text.contains(span) }) else { return }
    sink.error(
      "no-such-text", at: location,
      message.map {
        LocalizedText(zh: "第 \($0 + 1) 条消息里没有“\(span)”", en: "message \($0 + 1) does not hold '\(span)'")
      } ?? LocalizedText(zh: "对话里没有“\(span)”", en: "the dialogue does not hold '\(span)'"))
  }

  private func owner(_ fields: YAMLMapping) -> ExpectedFinding.Owner? {
    if let node = fields.value("owner"), node.isNull { return .nobody }
    return fields.text("owner").map { .agent($0) }
  }

  private func score(_ fields: YAMLMapping) -> ExpectedFinding.Score? {
    if fields.value("score")?.plainScalar == "auto_fail" { return .autoFail }
    return fields.number("score", in: -10_000...10_000).map { .points(Int(($0 * 100).rounded())) }
  }
}
