import Zhijian

/// A finding as the tables of the page need it once its conversation is rendered.
struct HTMLReportFindingRow {
  /// The number of the conversation on the page.
  let conversation: Int
  let conversationID: String
  /// From 1.
  let number: Int
  let finding: Finding
  let effect: Int
  let time: Timestamp?
  let quote: HTMLReportMarkup
  /// The anchor of the line it points at, or of its card.
  let target: String

  init(_ conversation: HTMLReportConversation, place: Int) {
    let finding = conversation.evaluation.findings[place]
    self.conversation = conversation.number
    conversationID = conversation.id
    number = place + 1
    self.finding = finding
    effect = conversation.effects[place] ?? 0
    let line = conversation.target(of: finding)
    time = line.flatMap { conversation.message($0)?.at }
    quote = conversation.quote(of: place)
    target = line.map(conversation.anchor(message:)) ?? conversation.anchor(finding: place + 1)
  }

  /// Whether it speaks against somebody and counts.
  var isViolation: Bool { finding.scores && (finding.verb == .forbid || finding.verb == .require) }

  /// Violations first, then severity, then what it cost, then the order of the input.
  static func isWorse(_ left: HTMLReportFindingRow, _ right: HTMLReportFindingRow) -> Bool {
    if left.isViolation != right.isViolation { return left.isViolation }
    if left.finding.severity != right.finding.severity { return left.finding.severity > right.finding.severity }
    if left.effect != right.effect { return left.effect < right.effect }
    return (left.conversation, left.number) < (right.conversation, right.number)
  }
}

/// The table of findings, with the controls that narrow it down.
struct HTMLReportFindings {
  let context: HTMLReportContext
  /// From the worst.
  let rows: [HTMLReportFindingRow]
  /// Agents in the order of the page.
  let agents: [String]
  /// Whether the rows are a choice that was made, and explained, before.
  var isCut = false

  func markup() -> HTMLReportMarkup {
    var html = HTMLReportMarkup()
    let shown = isCut ? rows[...] : rows.prefix(context.limits.findingRows)
    if rows.count > shown.count {
      html.element(
        "p", .class("warn"),
        text: context.say(
          "本页会话共有 \(rows.count) 条，这里列出最严重的 \(shown.count) 条；其余见各会话。",
          "The conversations of this page have \(rows.count); the \(shown.count) most severe are listed. See the conversations for the others."
        ))
    }
    if shown.isEmpty {
      html.element("p", .class("quiet"), text: context.say("没有发现问题。", "Nothing was found."))
      return html
    }
    controls(Array(shown), into: &html)
    let columns: [HTMLReportColumn] = [
      .init(context.say("级别", "Severity"), isSortable: true), .init(context.say("规则", "Rule"), isSortable: true),
      .init(context.say("原文", "Quote")), .init(context.say("客服", "Agent"), isSortable: true),
      .init(context.say("时间", "Time"), isSortable: true),
      .init(context.say("影响", "Effect"), isNumber: true, isSortable: true), .init(context.say("会话", "Conversation")),
    ]
    html.table(columns: columns, style: "findings cards", list: "findings") { html, columns in
      for row in shown { self.row(row, columns, into: &html) }
    }
    return html
  }

  private func controls(_ shown: [HTMLReportFindingRow], into html: inout HTMLReportMarkup) {
    let tones: [(HTMLReportTone, String)] =
      RuleSeverity.allCases.filter { $0 != .info }.compactMap { severity in
        HTMLReportTone(rawValue: severity.rawValue).map { ($0, context.word(severity)) }
      } + [(.good, context.word(.credit)), (.info, context.say("提示与观察", "info and observe"))]
    let present = Set(shown.map { HTMLReportTone($0.finding).rawValue })
    let rules = Set(shown.map(\.finding.rule)).sorted { left, right in
      (context.ruleTitle(left), left) < (context.ruleTitle(right), right)
    }
    let people = Set(shown.compactMap(\.finding.agent))
    html.element("form", .class("js filter"), HTMLReportAttribute("data-for", "findings")) { html in
      html.choice(
        "s", context.say("全部级别", "All severities"),
        tones.filter { present.contains($0.0.rawValue) }.map { ($0.0.rawValue, $0.1) })
      html.choice(
        "k", context.say("全部类型", "All kinds"),
        RuleVerb.allCases.filter { verb in shown.contains { $0.finding.verb == verb } }.map {
          ($0.rawValue, context.word($0))
        })
      html.choice("r", context.say("全部规则", "All rules"), rules.map { (context.ruleAnchor($0), context.ruleTitle($0)) })
      html.choice(
        "a", context.say("全部客服", "All agents"),
        agents.filter(people.contains).map { (context.agentAnchor($0), context.agentName($0)) })
      html.search(context.say("搜索原文、规则、会话", "Search quotes, rules, conversations"))
      html.element("output", .class("count"), HTMLReportAttribute("data-unit", context.say(" 条", " findings"))) { _ in }
    }
  }

  private func row(_ row: HTMLReportFindingRow, _ columns: [HTMLReportColumn], into html: inout HTMLReportMarkup) {
    let finding = row.finding
    let tone = HTMLReportTone(finding)
    html.element(
      "tr", .class(tone.rawValue), HTMLReportAttribute("data-s", tone.rawValue),
      HTMLReportAttribute("data-r", context.ruleAnchor(finding.rule)),
      HTMLReportAttribute("data-k", finding.verb.rawValue),
      HTMLReportAttribute("data-a", finding.agent.map(context.agentAnchor) ?? "")
    ) { html in
      html.cell(columns[0]) { $0.tag(of: finding, context) }
      html.cell(columns[1]) { html in
        html.element("a", .link(context.ruleAnchor(finding.rule)), text: context.ruleTitle(finding.rule))
        if let why = context.rule(finding.rule)?.why, !why.isEmpty {
          html.element("small", .class("why"), HTMLReportAttribute("title", why), text: why)
        }
      }
      html.cell(columns[2]) { html in
        html.element("a", .class("q"), .link(row.target)) { $0.append(row.quote) }
      }
      html.cell(columns[3]) { html in
        if let agent = finding.agent {
          html.element("a", .link(context.agentAnchor(agent))) { $0.element("bdi", text: context.agentName(agent)) }
        } else {
          html.text(HTMLReportNumber.none)
        }
      }
      html.cell(columns[4], text: row.time.map(context.dayAndClock) ?? HTMLReportNumber.none)
      html.cell(
        columns[5], sortedBy: Double(row.effect),
        text: row.effect == 0 ? "0" : HTMLReportNumber.signedPoints(row.effect))
      html.cell(columns[6]) { html in
        html.element("a", .class("cid"), .link("c\(row.conversation)-f\(row.number)"), text: row.conversationID)
      }
    }
    html.newline()
  }
}

extension HTMLReportMarkup {
  /// A choice that narrows a list down.
  mutating func choice(_ key: String, _ all: String, _ options: [(value: String, title: String)]) {
    element("select", HTMLReportAttribute("data-key", key), HTMLReportAttribute("aria-label", all)) { html in
      html.element("option", HTMLReportAttribute("value", ""), text: all)
      for option in options { html.element("option", HTMLReportAttribute("value", option.value), text: option.title) }
    }
  }

  mutating func search(_ label: String) {
    empty(
      "input", HTMLReportAttribute("type", "search"), HTMLReportAttribute("placeholder", label),
      HTMLReportAttribute("aria-label", label))
  }
}
