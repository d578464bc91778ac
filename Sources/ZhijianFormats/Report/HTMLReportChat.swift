import Zhijian

/// The messages of a conversation as a chat.
struct HTMLReportChat {
  let conversation: HTMLReportConversation

  private var context: HTMLReportContext { conversation.context }
  private var evaluation: Evaluation { conversation.evaluation }

  func markup() -> HTMLReportMarkup {
    var html = HTMLReportMarkup()
    let shown = conversation.shownMessages
    let swings = Dictionary(
      grouping: evaluation.swings.prefix(HTMLReportMood.maximumSwings), by: \.to)
    var day: String?
    // Positions in time order, to tell where messages are left out.
    var next = 0
    html.element("div", .class("chat")) { html in
      for index in shown {
        var skipped = 0
        while next < evaluation.order.count, evaluation.order[next] != index {
          next += 1
          skipped += 1
        }
        next += 1
        if skipped > 0 {
          event(context.say("此处略去 \(skipped) 条消息", "\(skipped) messages left out here"), "cut", into: &html)
        }
        guard let message = conversation.message(index) else { continue }
        if let at = message.at, context.day(at) != day {
          day = context.day(at)
          event(context.day(at), "day", into: &html)
        }
        if message.isEvent || message.role == .system {
          eventLine(message, index, into: &html)
        } else {
          bubble(message, index, into: &html)
        }
        for swing in swings[index] ?? [] { line(of: swing, into: &html) }
        html.newline()
      }
    }
    return html
  }

  private func event(_ text: String, _ style: String, into html: inout HTMLReportMarkup) {
    html.element("p", .class("ev " + style), text: text)
  }

  private func eventLine(_ message: Message, _ index: Int, into html: inout HTMLReportMarkup) {
    html.element("p", .class("ev"), .id(conversation.anchor(message: index))) { html in
      if let at = message.at { html.element("time", text: context.clock(at) + " ") }
      // Exports often say in words what the event is.
      if let label = context.label(message.kind), !contains(message.text, label) { html.text("[\(label)] ") }
      text(index, into: &html)
      if let transfer = message.transfer {
        let names = [transfer.from, transfer.to].map { $0.map(context.agentName) ?? "?" }
        html.element("bdi", text: " \(names[0]) → \(names[1])")
      }
    }
  }

  private func contains(_ text: String, _ label: String) -> Bool {
    let (units, wanted) = (Array(text.utf16.prefix(200)), Array(label.utf16))
    guard units.count >= wanted.count else { return false }
    return (0...(units.count - wanted.count)).contains { units[$0..<($0 + wanted.count)].elementsEqual(wanted) }
  }

  private func bubble(_ message: Message, _ index: Int, into html: inout HTMLReportMarkup) {
    let whole = conversation.wholeMessageFindings(index)
    let style = ["m", message.role.rawValue] + (message.kind == .note ? ["note"] : []) + (whole.isEmpty ? [] : ["hit"])
    html.element(
      "div", .class(style.joined(separator: " ")), .id(conversation.anchor(message: index))
    ) { html in
      html.element("div", .class("by")) { html in
        dot(index, into: &html)
        html.element("bdi", text: conversation.speaker(message))
        if let at = message.at { html.element("time", text: " " + context.clock(at)) }
        if message.isAutoReply { html.element("span", .class("chip"), text: context.say("自动回复", "auto-reply")) }
        if message.isRecalled { html.element("span", .class("chip"), text: context.say("已撤回", "recalled")) }
        if message.kind == .note { html.element("span", .class("chip"), text: context.label(.note) ?? "") }
        html.element("a", .class("no"), .link(conversation.anchor(message: index)), text: "#\(index)")
      }
      html.element("div", .class("b")) { html in
        if message.isRecalled {
          html.element("del") { content(message, index, into: &$0) }
        } else {
          content(message, index, into: &html)
        }
        for finding in whole {
          html.element("a", .class("ref"), .link(conversation.anchor(finding: finding)), text: "\(finding)")
        }
      }
    }
  }

  private func content(_ message: Message, _ index: Int, into html: inout HTMLReportMarkup) {
    if let label = context.label(message.kind), message.kind != .note {
      // Most exports already write `[图片]` for a picture.
      let isNamed = message.text.utf8.first == 0x5B && message.text.utf8.count < 24
      if !isNamed { html.element("span", .class("kind"), text: "[\(label)]" + (message.text.isEmpty ? "" : " ")) }
    }
    text(index, into: &html)
  }

  private func text(_ index: Int, into html: inout HTMLReportMarkup) {
    html.pieces(conversation.evidence(index).pieces()) { conversation.anchor(finding: $0) }
  }

  /// The sentiment of a message as a coloured dot; none where there is nothing to judge.
  private func dot(_ index: Int, into html: inout HTMLReportMarkup) {
    guard evaluation.sentiments.indices.contains(index), let sentiment = evaluation.sentiments[index],
      let score = sentiment.score
    else { return }
    let words =
      [context.say("情绪 ", "Sentiment ") + HTMLReportNumber.signed(score, 2)]
      + (sentiment.emotion.map { [context.word($0)] } ?? [])
    let text = words.joined(separator: " · ")
    html.element(
      "i", .class("dot " + sentiment.polarity.rawValue), HTMLReportAttribute("title", text),
      HTMLReportAttribute("role", "img"), HTMLReportAttribute("aria-label", text)
    ) { _ in }
  }

  private func line(of swing: EmotionSwing, into html: inout HTMLReportMarkup) {
    html.element("p", .class("ev swing " + swing.kind.rawValue)) { html in
      html.text(HTMLReportMood.title(of: swing, context))
      html.text(context.say("，自 ", ", since "))
      html.number(of: swing.from, in: conversation)
      if let line = swing.afterAgentMessage {
        html.text(context.say("，此前客服消息 ", ", after the agent's "))
        html.number(of: line, in: conversation)
      }
    }
  }
}
