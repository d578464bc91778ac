import Zhijian

/// The rules of a back-test: what each gained and lost, with samples.
struct BackTestHTMLRules {
  let page: BackTestHTMLPage
  private var say: ReportWording { page.say }
  private var context: HTMLReportContext { page.context }

  func write(into html: inout HTMLReportMarkup) {
    let rules = page.report.rulesOfInterest
    guard !rules.isEmpty else {
      return html.element("p", .class("quiet"), text: say("两边的规则和结果都相同。", "Rules and findings are the same."))
    }
    func number(_ zh: String, _ en: String) -> HTMLReportColumn {
      HTMLReportColumn(say(zh, en), isNumber: true, isSortable: true)
    }
    let columns = [
      HTMLReportColumn(say("规则", "Rule"), isSortable: true), HTMLReportColumn(say("状态", "State"), isSortable: true),
      number("之前", "Before"), number("之后", "After"), number("新增", "Gained"), number("消失", "Lost"),
      number("有变", "Changed"),
    ]
    html.table(columns: columns, style: "diff rules cards", list: "") { html, columns in
      for rule in rules { row(rule, columns, into: &html) }
    }
    let changed = rules.filter { $0.hasChanges }
    guard !changed.isEmpty else {
      return html.element("p", .class("quiet"), text: say("没有增减或改变任何质检结果。", "No finding came, went or changed."))
    }
    html.element("h3", text: say("哪些结果变了", "Which findings"))
    for rule in changed { samples(rule, into: &html) }
  }

  private func row(_ rule: RuleDifference, _ columns: [HTMLReportColumn], into html: inout HTMLReportMarkup) {
    html.element("tr") { html in
      html.cell(columns[0]) { html in
        if rule.hasChanges {
          html.element("a", .link(page.anchor(rule.id)), text: page.title(rule.id))
        } else {
          html.text(page.title(rule.id))
        }
        html.element("small", .class("cid"), text: rule.id)
      }
      html.cell(columns[1]) { html in
        if rule.kind == .same {
          html.text(say.word(rule.kind))
        } else {
          html.element("span", .class("sev info"), text: say.word(rule.kind))
        }
        if let status = step(rule, \.status, word: { context.word($0) }) { html.element("small", text: status) }
        if let severity = step(rule, \.severity, word: { context.word($0) }) { html.element("small", text: severity) }
      }
      for (column, count) in zip(
        columns[2...], [rule.findingsBefore, rule.findingsAfter, rule.gained, rule.lost, rule.changed])
      {
        html.cell(column, sortedBy: Double(count), text: "\(count)")
      }
    }
    html.newline()
  }

  /// What a property went from and to; nil where it stayed or one side has no such rule.
  private func step<Value: Equatable>(
    _ rule: RuleDifference, _ property: KeyPath<Rule, Value>, word: (Value) -> String
  ) -> String? {
    guard let old = rule.before?[keyPath: property], let new = rule.after?[keyPath: property], old != new else {
      return nil
    }
    return word(old) + " → " + word(new)
  }

  private func samples(_ rule: RuleDifference, into html: inout HTMLReportMarkup) {
    html.element("details", .class("person"), .id(page.anchor(rule.id)), HTMLReportAttribute("open", "")) { html in
      html.element("summary") { html in
        if let severity = rule.rule?.severity {
          html.element("span", .class("sev " + severity.rawValue), text: context.word(severity))
        }
        html.element("bdi", text: page.title(rule.id))
        html.element(
          "span", .class("quiet"),
          text: say(
            " 新增 \(rule.gained)，消失 \(rule.lost)，有变 \(rule.changed)",
            " \(rule.gained) gained, \(rule.lost) lost, \(rule.changed) changed"))
      }
      if let why = rule.rule?.why, !why.isEmpty {
        html.element("p", .class("why"), text: say("依据：", "Why: ") + why)
      }
      for kind in ConversationComparison.Change.Kind.allCases {
        let samples = rule.samples(kind)
        guard !samples.isEmpty else { continue }
        let count = kind == .gained ? rule.gained : kind == .lost ? rule.lost : rule.changed
        let aspects = kind == .changed ? say("：", ": ") + say.aspects(rule) : ""
        html.element("h4", text: say.word(kind) + " \(count)" + aspects)
        html.element("ul", .class("lines")) { html in
          for sample in samples { item(sample, into: &html) }
        }
        if count > samples.count {
          html.element(
            "p", .class("quiet"),
            text: say(
              "共 \(count) 处，列出其中 \(samples.count) 处，原文各不相同。", "\(samples.count) of \(count), with different texts."))
        }
      }
    }
    html.newline()
  }

  private func item(_ sample: FindingSample, into html: inout HTMLReportMarkup) {
    let tone = HTMLReportTone(rawValue: sample.severity.rawValue) ?? .info
    html.element("li") { html in
      for line in sample.lines {
        html.element("div", .class("q")) { html in
          var speaker = context.word(line.role)
          if line.role == .agent, let agent = line.agent { speaker += " " + context.agentName(agent) }
          if let reason = line.reason { speaker += say("（", " (") + context.word(reason) + say("）", ")") }
          html.element("span", .class("sp")) { html in
            html.element("bdi", text: speaker)
            html.text(say("：", ": "))
          }
          if line.text.isEmpty { return html.text(say.kind(line.kind)) }
          let evidence = HTMLReportEvidence(
            text: line.surrounded.redacted(by: context.redactor), marks: line.marks.map { ($0, 1, tone) })
          html.excerpt(evidence)
        }
      }
      html.element("small") { html in
        if let searched = sample.searched { html.text(searchedText(searched) + " ") }
        html.element("span", .class("cid"), text: context.masked(sample.conversation))
        if let message = sample.lines.first?.index { html.text(" #\(message)") }
        if let agent = sample.agent {
          html.text(say(" · 归 ", " · of "))
          html.element("bdi", text: context.agentName(agent))
        }
        if let time = sample.lines.compactMap(\.at).first { html.text(" · " + context.dayAndClock(time)) }
      }
    }
    html.newline()
  }

  private func searchedText(_ searched: SearchedWindow) -> String {
    let role = context.word(searchedRole: searched.role)
    return searched.messages == 0
      ? say("查找范围内没有\(role)消息。", "No \(role) message where one was looked for.")
      : say("\(searched.messages) 条\(role)消息中没有找到。", "Not found in \(searched.messages) \(role) messages.")
  }
}

extension HTMLReportContext {
  func word(_ status: RuleStatus) -> String {
    switch status {
    case .draft: say("试行", "draft")
    case .stable: say("生效", "stable")
    case .retired: say("停用", "retired")
    }
  }
}
