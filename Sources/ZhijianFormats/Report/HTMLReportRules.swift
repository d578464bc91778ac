import Zhijian

/// How often each rule spoke.
struct HTMLReportRules {
  let context: HTMLReportContext
  let report: BatchReport

  func markup() -> HTMLReportMarkup {
    var html = HTMLReportMarkup()
    func number(_ zh: String, _ en: String) -> HTMLReportColumn {
      HTMLReportColumn(context.say(zh, en), isNumber: true, isSortable: true)
    }
    let columns = [
      HTMLReportColumn(context.say("规则", "Rule"), isSortable: true),
      HTMLReportColumn(context.say("评分项", "Section"), isSortable: true),
      HTMLReportColumn(context.say("类型", "Kind"), isSortable: true), number("检出率", "Prevalence"),
      number("问题数", "Findings"), number("检出会话", "Hit"), number("未检出", "No hit"),
      number("不适用", "Not applicable"), number("无法判断", "Unknown"), number("出错", "Errors"),
    ]
    let rules = context.options.rules.rules.sorted { left, right in
      let counts = (report.rules[left.id]?.findings ?? 0, report.rules[right.id]?.findings ?? 0)
      return counts.0 == counts.1 ? left.id < right.id : counts.0 > counts.1
    }
    html.element(
      "p", .class("quiet"),
      text: context.say(
        "检出率 = 检出会话 ÷（检出会话 + 未检出会话）；不适用和无法判断的会话不计入。",
        "Prevalence = conversations hit ÷ (hit + no hit); those to which a rule does not apply are left out."))
    html.table(columns: columns, style: "rules cards", list: "") { html, columns in
      for rule in rules { row(rule, columns, into: &html) }
    }
    return html
  }

  private func row(_ rule: Rule, _ columns: [HTMLReportColumn], into html: inout HTMLReportMarkup) {
    let summary = report.rules[rule.id]
    func count(_ result: RuleResult) -> Int { summary?.results[result] ?? 0 }
    let share = summary.flatMap { $0.decided == 0 ? nil : Double($0.results[.hit] ?? 0) / Double($0.decided) }
    html.element("tr", .id(context.ruleAnchor(rule.id))) { html in
      html.cell(columns[0]) { html in
        html.element("details") { html in
          html.element("summary", text: rule.title)
          html.element("p", .class("why"), text: rule.why)
          html.element("small", .class("cid"), text: rule.id + " · " + rule.contentHash.prefix(12))
        }
      }
      html.cell(columns[1], text: context.sectionTitle(rule.category))
      html.cell(columns[2]) { html in
        html.element("span", .class("sev " + rule.severity.rawValue), text: context.word(rule.severity))
        html.text(" " + context.word(rule.verb))
        if rule.status == .draft { html.element("span", .class("chip"), text: context.say("试行", "draft")) }
      }
      html.cell(columns[3], sortedBy: share, text: HTMLReportNumber.percent(share))
      let findings = summary?.findings ?? 0
      html.cell(columns[4], sortedBy: Double(findings)) { html in
        if findings == 0 { return html.text("0") }
        html.element(
          "a", .link("findings"), HTMLReportAttribute("data-set", "r:" + context.ruleAnchor(rule.id)),
          text: "\(findings)")
      }
      let results: [RuleResult] = [.hit, .noHit, .notApplicable, .unknown, .error]
      for (column, result) in zip(columns[5...], results) {
        // Undecided live conversations are unknown for now.
        let number = count(result) + (result == .unknown ? count(.pending) : 0)
        html.cell(column, sortedBy: Double(number), text: "\(number)")
      }
    }
    html.newline()
  }
}
