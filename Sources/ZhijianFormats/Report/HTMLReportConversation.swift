import Zhijian

/// One conversation of a page: what is shown of it, and what its pieces share.
final class HTMLReportConversation {
  let context: HTMLReportContext
  let evaluation: Evaluation
  /// From 1, in the order of the input.
  let number: Int
  /// How many of the findings are shown.
  let findingCount: Int
  /// What each finding takes from the score of the conversation, in hundredths of a point.
  let effects: [Int: Int]
  /// The findings that took the whole score, from 0.
  let fails: Set<Int>
  private var texts: [Int: RedactedText] = [:]
  private var marks: [Int: [(range: TextRange, finding: Int, tone: HTMLReportTone)]] = [:]

  init(_ evaluation: Evaluation, number: Int, context: HTMLReportContext) {
    self.evaluation = evaluation
    self.number = number
    self.context = context
    findingCount = min(evaluation.findings.count, context.limits.findings)
    effects = evaluation.scorecard.findingEffects
    fails = Set(evaluation.scorecard.lines.filter { $0.kind == .autoFail }.flatMap(\.findings))
    for place in 0..<findingCount {
      let finding = evaluation.findings[place]
      for span in finding.hits.flatMap(\.spans) {
        marks[span.message, default: []].append((span.range, place + 1, HTMLReportTone(finding)))
      }
    }
  }

  var anchor: String { "c\(number)" }

  func anchor(message: Int) -> String { "c\(number)-m\(message)" }

  func anchor(finding: Int) -> String { "c\(number)-f\(finding)" }

  func message(_ index: Int) -> Message? {
    evaluation.transcript.messages.indices.contains(index) ? evaluation.transcript.messages[index] : nil
  }

  /// The text of a message as the page shows it.
  func redacted(_ index: Int) -> RedactedText {
    if let text = texts[index] { return text }
    let text = context.redactor.redact(message: index, of: evaluation.transcript.messages)
    texts[index] = text
    return text
  }

  /// A message with everything that points at it, or with the marks of one finding only.
  func evidence(_ index: Int, of finding: Int? = nil) -> HTMLReportEvidence {
    let marks = (marks[index] ?? []).filter { finding == nil || $0.finding == finding }
    return HTMLReportEvidence(text: redacted(index), marks: marks)
  }

  /// The findings that point at a message as a whole, such as a picture.
  func wholeMessageFindings(_ index: Int) -> [Int] {
    Set((marks[index] ?? []).filter(\.range.isEmpty).map(\.finding)).sorted()
  }

  /// Who a message is from.
  func speaker(_ message: Message) -> String {
    switch message.role {
    case .customer: context.customerName(evaluation.transcript.customer)
    case .agent: context.agentName(evaluation.transcript.agentID(of: message))
    case .bot, .system, .unknown: context.word(message.role)
    }
  }

  var id: String { context.masked(evaluation.transcript.id) }

  /// When it began: its start, or the first message with a time.
  var start: Timestamp? {
    evaluation.transcript.startedAt ?? evaluation.order.lazy.compactMap { self.message($0)?.at }.first
  }

  /// The indices of the messages that are shown, in time order. Of a very long conversation: the beginning, the
  /// end, and the surroundings of whatever is pointed at.
  private(set) lazy var shownMessages = chooseMessages()

  /// Whether a link to a message finds it.
  func isShown(_ index: Int) -> Bool { shownSet.contains(index) }

  private lazy var shownSet = Set(shownMessages)

  private func chooseMessages() -> [Int] {
    let order = evaluation.order
    let limit = context.limits.messages
    guard order.count > limit else { return order }
    var positions: [Int: Int] = [:]
    for (position, index) in order.enumerated() { positions[index] = position }
    var shown = Set(0..<(limit / 3)).union((order.count - limit / 6)..<order.count)
    for index in pointedAt() {
      guard let position = positions[index] else { continue }
      shown.formUnion(max(0, position - 2)..<min(order.count, position + 3))
    }
    return shown.sorted().map { order[$0] }
  }

  /// The messages that shown findings and swings point at.
  private func pointedAt() -> Set<Int> {
    var result = Set(marks.keys)
    for finding in evaluation.findings.prefix(findingCount) {
      result.formUnion(finding.related.map(\.message))
      if let near = finding.nearestMiss { result.insert(near.span.message) }
      if let message = finding.firstMessage { result.insert(message) }
    }
    for swing in evaluation.swings.prefix(HTMLReportMood.maximumSwings) {
      result.formUnion([swing.from, swing.to])
      if let line = swing.afterAgentMessage { result.insert(line) }
    }
    return result
  }

  /// The message a link to a finding leads to, which its quote begins with; nil where it points at nothing that is there.
  func target(of finding: Finding) -> Int? {
    let quoted = finding.hits.isEmpty ? [given(of: finding), finding.nearestMiss?.span.message] : []
    return (quoted + [finding.firstMessage]).lazy.compactMap { $0 }.first { message($0) != nil }
  }

  /// What made the rule apply, where nothing was said that could be quoted.
  func given(of finding: Finding) -> Int? {
    finding.related.lazy.map(\.message).first { message($0)?.text.isEmpty == false }
  }

  // MARK: Quotes

  /// What a finding is about in a line or two: its evidence marked in its surroundings, or where it was missed.
  func quote(of place: Int) -> HTMLReportMarkup {
    var html = HTMLReportMarkup()
    let finding = evaluation.findings[place]
    var seen: Set<Int> = []
    let messages = finding.hits.flatMap(\.spans).map(\.message).filter { seen.insert($0).inserted }
    for index in messages.prefix(3) {
      if index != messages.first { html.text(context.say(" ／ ", " / ")) }
      excerpt(index, of: place + 1, into: &html)
    }
    if messages.count > 3 {
      html.text(context.say(" 等 \(messages.count) 条消息", " and more: \(messages.count) messages"))
    }
    if messages.isEmpty {
      // What made the rule apply tells more than where it looked.
      if let given = given(of: finding) {
        excerpt(given, of: place + 1, into: &html)
        html.text(context.say(" ／ ", " / "))
      }
      html.text(searchedText(finding))
      if let near = finding.nearestMiss, let message = message(near.span.message) {
        html.text(context.say(" 最接近：", " Closest: ") + speaker(message) + context.say("：“", ": “"))
        let text = HTMLReportEvidence(
          text: redacted(near.span.message), marks: [(near.span.range, place + 1, HTMLReportTone.info)])
        html.excerpt(text)
        html.text("”")
      }
    }
    return html
  }

  private func excerpt(_ index: Int, of finding: Int, into html: inout HTMLReportMarkup) {
    guard let message = message(index) else { return }
    html.element("span", .class("sp")) { $0.text(speaker(message) + context.say("：", ": ")) }
    if message.text.isEmpty {
      html.text("[" + (context.label(message.kind) ?? context.word(message.role)) + "]")
    } else {
      html.excerpt(evidence(index, of: finding))
    }
  }

  /// Where something was looked for in vain.
  func searchedText(_ finding: Finding) -> String {
    guard let searched = finding.searched else { return context.say("整个会话", "the whole conversation") }
    let role = context.word(searchedRole: searched.role)
    guard let from = searched.from, let to = searched.to, searched.messages > 0 else {
      return context.say("查找范围内没有\(role)消息。", "No \(role) message where one was looked for.")
    }
    let place = from == to ? "#\(from)" : "#\(from)–#\(to)"
    return finding.verb == .require
      ? context.say(
        "\(place) 的 \(searched.messages) 条\(role)消息中没有找到。",
        "Not found in \(searched.messages) \(role) messages, \(place).")
      : context.say(
        "依据 \(place) 的 \(searched.messages) 条\(role)消息。", "Judged on \(searched.messages) \(role) messages, \(place).")
  }
}

extension HTMLReportMarkup {
  /// The number of a message, as a link where the message is shown.
  mutating func number(of message: Int, in conversation: HTMLReportConversation) {
    if conversation.isShown(message) {
      element("a", .link(conversation.anchor(message: message)), text: "#\(message)")
    } else {
      text("#\(message)")
    }
  }
}
