import Zhijian

/// The rules an agent broke, the most severe and then the most frequent first, with lines that lead to the
/// conversations.
struct HTMLReportAgentRules {
  let context: HTMLReportContext
  let agent: BatchReport.AgentSummary
  /// The agent's findings to show, from the worst.
  let rows: [HTMLReportFindingRow]

  /// Lines of a rule that are shown before the others are asked for.
  private static let linesAtOnce = 5

  /// How many findings speak against an agent, by rule.
  static func counts(of agent: BatchReport.AgentSummary, _ context: HTMLReportContext) -> [String: Int] {
    agent.findingsByRule.filter { rule, _ in
      context.rule(rule).map { $0.verb == .forbid || $0.verb == .require } ?? true
    }
  }

  func markup() -> HTMLReportMarkup {
    var html = HTMLReportMarkup()
    let byRule = Dictionary(grouping: rows, by: \.finding.rule)
    func rank(_ rule: String) -> RuleSeverity { context.rule(rule)?.severity ?? .info }
    let rules = Self.counts(of: agent, context).sorted { left, right in
      if rank(left.key) != rank(right.key) { return rank(left.key) > rank(right.key) }
      return left.value == right.value ? left.key < right.key : left.value > right.value
    }
    if rules.isEmpty {
      html.element("p", .class("quiet"), text: context.say("没有计分的问题。", "No scoring findings."))
    }
    for (place, (rule, count)) in rules.enumerated() {
      self.rule(rule, count, byRule[rule] ?? [], isOpen: place == 0, into: &html)
    }
    return html
  }

  private func rule(
    _ rule: String, _ count: Int, _ rows: [HTMLReportFindingRow], isOpen: Bool, into html: inout HTMLReportMarkup
  ) {
    let shown = rows.prefix(context.limits.linesOfRule)
    var attributes: [HTMLReportAttribute] = [.class("byrule")]
    // The worst rule shows its lines at once: they are what the page is opened for.
    if isOpen { attributes.append(HTMLReportAttribute("open", "")) }
    html.element("details", attributes: attributes) { html in
      html.element("summary") { html in
        if let severity = context.rule(rule)?.severity {
          html.element("span", .class("sev " + severity.rawValue), text: context.word(severity))
        }
        html.text(context.ruleTitle(rule))
        html.element("b", text: " ×\(count)")
        let conversations = agent.conversationsByRule[rule] ?? 0
        let share = agent.conversations == 0 ? nil : Double(conversations) / Double(agent.conversations)
        html.element(
          "span", .class("quiet share"),
          text: context.say(
            " \(conversations) 个会话（\(HTMLReportNumber.percent(share))）",
            " \(conversations) conversations (\(HTMLReportNumber.percent(share)))"))
      }
      lines(shown.prefix(Self.linesAtOnce), into: &html)
      let others = shown.dropFirst(Self.linesAtOnce)
      if !others.isEmpty {
        html.element("details", .class("byrule")) { html in
          html.element("summary", .class("quiet"), text: context.say("再看 \(others.count) 处", "\(others.count) more"))
          lines(others, into: &html)
        }
      }
      if count > shown.count {
        html.element("p", .class("quiet")) { html in
          html.text(
            context.say("另有 \(count - shown.count) 处未在此列出。", "\(count - shown.count) more are not listed here. "))
          html.element(
            "a", .link("findings"),
            HTMLReportAttribute("data-set", "a:\(context.agentAnchor(agent.id)) r:\(context.ruleAnchor(rule))"),
            text: context.say("到“问题”里看", "See the findings"))
        }
      }
    }
  }

  private func lines(_ rows: ArraySlice<HTMLReportFindingRow>, into html: inout HTMLReportMarkup) {
    html.element("ul", .class("lines")) { html in
      for row in rows { line(row, into: &html) }
    }
  }

  private func line(_ row: HTMLReportFindingRow, into html: inout HTMLReportMarkup) {
    html.element("li") { html in
      html.element("a", .class("q"), .link(row.target)) { $0.append(row.quote) }
      html.element("small") { html in
        html.text((row.time.map(context.dayAndClock).map { $0 + " " } ?? ""))
        html.element("a", .class("cid"), .link("c\(row.conversation)-f\(row.number)"), text: row.conversationID)
      }
    }
    html.newline()
  }
}
