import Zhijian

/// The markup of one conversation: a line that opens to the chat and everything said about it.
struct HTMLReportConversationPage {
  let conversation: HTMLReportConversation

  private var context: HTMLReportContext { conversation.context }
  private var evaluation: Evaluation { conversation.evaluation }

  func markup() -> HTMLReportMarkup {
    var html = HTMLReportMarkup()
    let agents = evaluation.agents.map { "\(context.agentNumber($0.id))" }.joined(separator: " ")
    let rules = Set(evaluation.findings.map { context.ruleAnchor($0.rule) }).sorted().joined(separator: " ")
    html.element(
      "details", .class("conv"), .id(conversation.anchor), HTMLReportAttribute("data-a", agents),
      HTMLReportAttribute("data-r", rules), HTMLReportAttribute("data-g", evaluation.scorecard.grade ?? ""),
      HTMLReportAttribute("data-n", "\(conversation.number)"),
      HTMLReportAttribute("data-v", evaluation.scorecard.score.map { "\($0)" } ?? "")
    ) { html in
      summary(into: &html)
      html.newline()
      html.element("div", .class("cols")) { html in
        html.element("div", .class("left")) { html in
          facts(into: &html)
          html.append(HTMLReportChat(conversation: conversation).markup())
        }
        html.newline()
        html.element("div", .class("right")) { html in
          findings(into: &html)
          mood(into: &html)
          if let changes = evaluation.changes {
            html.append(HTMLReportChanges(conversation: conversation, changes: changes).markup())
          }
          ledgers(into: &html)
          metrics(into: &html)
        }
      }
    }
    html.newline()
    return html
  }

  private func summary(into html: inout HTMLReportMarkup) {
    html.element("summary") { html in
      html.element("span", .class("score"), text: HTMLReportNumber.points(evaluation.scorecard.score))
      html.badge(grade: evaluation.scorecard.grade, isAutoFailed: evaluation.scorecard.isAutoFailed, context)
      html.element("span", .class("who")) { html in
        let names = evaluation.agents.map { context.agentName($0.id) }
        html.element(
          "bdi",
          text: names.isEmpty ? context.say("无人工客服", "no agent") : names.joined(separator: context.say("、", ", ")))
      }
      html.element(
        "span", .class("when"), text: conversation.start.map(context.dayAndClock) ?? context.say("无时间", "no time"))
      html.element("span", .class("tags")) { html in
        for severity in RuleSeverity.allCases {
          let count = evaluation.findings.count { finding in
            finding.severity == severity && finding.scores && (finding.verb == .forbid || finding.verb == .require)
          }
          if count > 0 {
            html.element("span", .class("sev " + severity.rawValue), text: "\(context.word(severity)) \(count)")
          }
        }
        if let drop = evaluation.swings.first(where: { $0.kind == .drop && !$0.recovered })
          ?? evaluation.swings.first(where: { $0.kind == .drop })
        {
          html.element(
            "span", .class("sev mooddrop"),
            text: drop.recovered ? context.say("情绪下滑后挽回", "mood recovered") : context.say("情绪下滑", "mood drop"))
        }
        if evaluation.transcript.isOpen { html.element("span", .class("chip"), text: context.say("进行中", "open")) }
      }
      html.element("span", .class("cid"), text: conversation.id)
    }
  }

  /// What the export says of the conversation as a whole.
  private func facts(into html: inout HTMLReportMarkup) {
    let transcript = evaluation.transcript
    var facts: [(String, String)] = []
    for (title, value) in [
      (context.say("平台", "Platform"), transcript.platform), (context.say("店铺", "Shop"), transcript.shop),
      (context.say("分组", "Group"), transcript.group), (context.say("结束原因", "Close reason"), transcript.closeReason),
    ] {
      if let value, !value.isEmpty { facts.append((title, context.masked(value))) }
    }
    if transcript.customer != nil {
      facts.append((context.say("客户", "Customer"), context.customerName(transcript.customer)))
    }
    if let rating = transcript.rating {
      let text = "\(plain(rating.value)) / \(plain(rating.maximum))"
      facts.append((context.say("客户评分", "Rating"), text))
    }
    facts.append((context.say("消息", "Messages"), "\(transcript.messages.count)"))
    html.element("p", .class("facts")) { html in
      for (title, value) in facts {
        html.element("span") { html in
          html.element("small", text: title + " ")
          html.element("bdi", text: value)
        }
        html.text(" ")
      }
      for agent in evaluation.agents {
        html.element("span") { html in
          html.element("small", text: context.say("客服 ", "Agent "))
          html.element("a", .link(context.agentAnchor(agent.id))) { html in
            html.element("bdi", text: context.agentName(agent.id))
          }
          html.text(" " + HTMLReportNumber.points(agent.scorecard.score))
        }
        html.text(" ")
      }
    }
    for diagnostic in evaluation.diagnostics {
      html.element("p", .class("warn"), text: context.masked(context.say(diagnostic.message)))
    }
  }

  private func plain(_ value: Double) -> String { HTMLReportNumber.decimal(value, value == value.rounded() ? 0 : 1) }

  private func findings(into html: inout HTMLReportMarkup) {
    html.element("h4", text: context.say("问题与记录 ", "Findings ") + "\(evaluation.findings.count)")
    if evaluation.findings.isEmpty {
      html.element("p", .class("quiet"), text: context.say("没有发现问题。", "Nothing was found."))
    }
    html.element("ol", .class("fs")) { html in
      for place in 0..<conversation.findingCount {
        html.append(HTMLReportFindingCard(conversation: conversation, place: place).markup())
      }
    }
    let hidden = evaluation.findings.count - conversation.findingCount
    if hidden > 0 {
      html.element(
        "p", .class("warn"), text: context.say("另有 \(hidden) 条未在此列出。", "\(hidden) more are not listed here."))
    }
  }

  private func mood(into html: inout HTMLReportMarkup) {
    html.element("h4", text: context.say("客户情绪", "Customer mood"))
    html.append(HTMLReportMood(conversation: conversation).markup())
  }

  private func ledgers(into html: inout HTMLReportMarkup) {
    html.element("h4", text: context.say("计分明细", "How the score came about"))
    html.append(HTMLReportLedger(conversation: conversation, scorecard: evaluation.scorecard).markup())
    for agent in evaluation.agents {
      html.element("details") { html in
        html.element("summary") { html in
          html.text(context.say("客服 ", "Agent "))
          html.element("bdi", text: context.agentName(agent.id))
          html.text(
            context.say("：", ": ") + HTMLReportNumber.points(agent.scorecard.score)
              + (agent.scorecard.grade.map { " " + $0 } ?? ""))
        }
        html.append(HTMLReportLedger(conversation: conversation, scorecard: agent.scorecard).markup())
      }
    }
  }

  private func metrics(into html: inout HTMLReportMarkup) {
    let figures = MetricDefinition.all.compactMap { definition -> (MetricDefinition, String)? in
      let value = definition.figure(of: evaluation.metrics.total).value
      guard let value, definition.unit != .count || value != 0 else { return nil }
      // One conversation has one first response: its median and percentile say nothing more.
      let isOne = definition.name.hasSuffix("_median_seconds") || definition.name.hasSuffix("_p90_seconds")
      return isOne && !definition.name.hasPrefix("response_")
        ? nil : (definition, context.figure(value, definition.unit))
    }
    guard !figures.isEmpty else { return }
    html.element("details") { html in
      html.element("summary", text: context.say("服务指标 ", "Service metrics ") + "\(figures.count)")
      html.element("dl", .class("figures")) { html in
        for (definition, text) in figures {
          html.element(
            "dt", HTMLReportAttribute("title", context.say(definition.formula)), text: context.say(definition.title))
          html.element("dd", text: text)
        }
      }
    }
  }
}

extension HTMLReportMarkup {
  /// A grade, and whether a single finding took the whole score.
  mutating func badge(grade: String?, isAutoFailed: Bool, _ context: HTMLReportContext) {
    if isAutoFailed {
      element("span", .class("badge fail"), text: context.say("一票否决", "auto-fail"))
    } else {
      element("span", .class("badge"), text: grade ?? HTMLReportNumber.none)
    }
  }
}
