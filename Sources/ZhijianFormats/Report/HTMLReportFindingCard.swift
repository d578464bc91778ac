import Zhijian

/// One finding beside its conversation: what, whose, why, where it was looked for, and what it cost.
struct HTMLReportFindingCard {
  let conversation: HTMLReportConversation
  /// From 0.
  let place: Int

  private var context: HTMLReportContext { conversation.context }
  private var finding: Finding { conversation.evaluation.findings[place] }

  func markup() -> HTMLReportMarkup {
    var html = HTMLReportMarkup()
    let number = place + 1
    html.element(
      "li", .class("f " + HTMLReportTone(finding).rawValue), .id(conversation.anchor(finding: number))
    ) { html in
      html.element("p", .class("fh")) { html in
        html.element("span", .class("num"), text: "\(number)")
        html.tag(of: finding, context)
        html.element("a", .class("ft"), .link(context.ruleAnchor(finding.rule)), text: context.ruleTitle(finding.rule))
        if conversation.fails.contains(place) {
          html.element("span", .class("badge fail"), text: context.say("一票否决", "auto-fail"))
        }
        if let effect = conversation.effects[place], effect != 0 {
          html.element("b", .class(effect < 0 ? "lost" : "won"), text: HTMLReportNumber.signedPoints(effect))
        }
        if let agent = finding.agent { html.element("bdi", .class("fa"), text: context.agentName(agent)) }
      }
      html.element("blockquote") { html in
        html.append(conversation.quote(of: place))
        if let target = conversation.target(of: finding) {
          html.text(" ")
          html.element(
            "a", .class("go"), .link(conversation.anchor(message: target)), text: context.say("看原文", "show line"))
        }
      }
      if let why = context.rule(finding.rule)?.why, !why.isEmpty {
        html.element("p", .class("why"), text: context.say("依据：", "Why: ") + why)
      }
      notes(into: &html)
    }
    html.newline()
    return html
  }

  /// What an argument about the finding turns on.
  private func notes(into html: inout HTMLReportMarkup) {
    if let decision = finding.decision, let title = context.word(finding.state) {
      note(title, context.masked(context.sentence(decision)), into: &html)
    }
    if let searched = finding.searched, !finding.hits.isEmpty, searched.messages > 0 {
      note(context.say("查找范围", "Searched"), conversation.searchedText(finding), into: &html)
    }
    if let near = finding.nearestMiss {
      note(
        context.say("最接近的话术", "Closest phrase"),
        context.masked(near.phrase)
          + (near.lacks.isEmpty
            ? "" : context.say("，缺“\(context.masked(near.lacks))”", ", lacking “\(context.masked(near.lacks))”")),
        into: &html)
    }
    if !finding.parts.isEmpty {
      let parts = finding.parts.map { "\($0.name) \(context.word($0.state))" }
      note(context.say("步骤", "Steps"), parts.joined(separator: context.say("；", "; ")), into: &html)
    }
    if !finding.related.isEmpty {
      html.element("p", .class("nt")) { html in
        html.element("small", text: context.say("相关消息", "Related") + " ")
        for related in finding.related.prefix(8) where conversation.message(related.message) != nil {
          html.text(context.word(related.why) + " ")
          html.number(of: related.message, in: conversation)
          html.text(" ")
        }
      }
    }
    let folds = Set(finding.hits.flatMap(\.folds)).sorted()
    if !folds.isEmpty {
      note(
        context.say("还原变形后命中", "Seen through"), folds.map(context.word).joined(separator: context.say("、", ", ")),
        into: &html)
    }
    if finding.confidence < 1 {
      note(context.say("把握", "Confidence"), HTMLReportNumber.percent(finding.confidence), into: &html)
    }
  }

  private func note(_ title: String, _ text: String, into html: inout HTMLReportMarkup) {
    html.element("p", .class("nt")) { html in
      html.element("small", text: title + " ")
      html.text(text)
    }
  }
}

extension HTMLReportMarkup {
  /// How much a finding matters, or that it is to somebody's credit; and why it does not count.
  mutating func tag(of finding: Finding, _ context: HTMLReportContext) {
    let tone = HTMLReportTone(finding)
    let word =
      switch finding.verb {
      case .credit, .observe: context.word(finding.verb)
      case .forbid, .require: context.word(finding.severity)
      }
    element("span", .class("sev " + tone.rawValue), text: word)
    if let state = context.word(finding.state) { element("span", .class("chip"), text: state) }
    if finding.status == .draft {
      element("span", .class("chip"), text: context.say("试行，不计分", "draft, not scored"))
    }
  }
}
