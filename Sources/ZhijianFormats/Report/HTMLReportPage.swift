import Zhijian

/// The page around the conversations.
struct HTMLReportPage {
  let context: HTMLReportContext
  let report: BatchReport
  let problems: [Diagnostic]
  /// Nil without tables and scorecard of performance.
  let period: PeriodDocument?
  /// From the worst.
  let rows: [HTMLReportFindingRow]
  let agents: HTMLReportAgents
  /// How many conversations the page shows, and how many there were.
  let shown: Int
  let given: Int

  var title: String { context.say("质检报告", "Quality inspection report") }

  /// What stands before the conversations and what stands after them.
  func markup() -> (head: [UInt8], tail: [UInt8]) {
    var split = 0
    let html = HTMLReportFrame(context: context, title: title).document { html in
      body(into: &html) { split = $0.bytes.count }
    }
    return (Array(html.bytes[..<split]), Array(html.bytes[split...]))
  }

  private func body(into html: inout HTMLReportMarkup, conversations: (HTMLReportMarkup) -> Void) {
    let sections = Self.sections(context)
    HTMLReportFrame(context: context, title: title).header(subtitle, sections: sections, into: &html)
    html.element("main") { html in
      for (id, title) in sections {
        html.element("section", .id(id)) { html in
          html.element("h2", text: title)
          html.newline()
          switch id {
          case "overview":
            notes(into: &html)
            html.append(HTMLReportOverview(context: context, report: report, rows: rows).markup())
          case "agents":
            html.append(agents.markup())
            html.append(agents.cards())
          case "performance":
            if let period { html.append(HTMLReportPeriod(context: context, period: period).markup()) }
          case "findings":
            let agents = report.agents.map(\.id)
            html.append(HTMLReportFindings(context: context, rows: rows, agents: agents).markup())
          case "rules": html.append(HTMLReportRules(context: context, report: report).markup())
          default:
            Self.controls(context, agents: report.agents.map(\.id), into: &html)
            html.element("div", .class("convs"), HTMLReportAttribute("data-list", "convs")) { conversations($0) }
          }
        }
        html.newline()
      }
      HTMLReportFrame(context: context, title: title).problems(problems, into: &html)
    }
    html.element("footer") { footer(into: &$0) }
  }

  /// The sections of a report, in order.
  static func sections(_ context: HTMLReportContext) -> [(id: String, title: String)] {
    let period = context.options.hasPeriod ? [("performance", context.say("绩效", "Performance"))] : []
    return [("overview", context.say("总览", "Overview")), ("agents", context.say("客服", "Agents"))] + period + [
      ("findings", context.say("问题", "Findings")), ("rules", context.say("规则", "Rules")),
      ("conversations", context.say("会话", "Conversations")),
    ]
  }

  func sectionTitle(_ id: String) -> String { Self.sections(context).first { $0.id == id }?.title ?? id }

  var subtitle: String {
    var parts: [String] = []
    if let first = report.metrics.firstDay, let last = report.metrics.lastDay {
      parts.append(first == last ? first.description : context.say("\(first) 至 \(last)", "\(first) to \(last)"))
    }
    parts.append(context.say("\(report.conversations) 个会话", "\(report.conversations) conversations"))
    parts.append(context.privacyNote)
    return parts.joined(separator: " · ")
  }

  /// What the page does not show, and what could not be read.
  func notes(into html: inout HTMLReportMarkup) {
    if shown < given {
      html.element(
        "p", .class("warn"), HTMLReportAttribute("data-note", "left-out"),
        text: context.say(
          "共 \(given) 个会话，本页只展开得分最低的 \(shown) 个，其余 \(given - shown) 个未列出；统计数字包含全部会话。写到文件（--output 报告.html）时每个会话都在。",
          "Of \(given) conversations this page shows the \(shown) with the lowest scores; \(given - shown) are left out. Figures cover all of them. Written to a file (--output report.html) the report has every conversation."
        ))
    }
    let errors = problems.count { $0.severity == .error }
    let warnings = problems.count { $0.severity == .warning }
    if errors + warnings > 0 {
      html.element("p", .class("warn")) { html in
        html.text(
          context.say("读取时有 \(errors) 个错误、\(warnings) 个警告，", "Reading met \(errors) errors and \(warnings) warnings: "))
        html.element("a", .link("problems"), text: context.say("查看详情", "details"))
      }
    }
  }

  /// What narrows down and orders a list of conversations, which stands from the lowest score on or as they came.
  static func controls(
    _ context: HTMLReportContext, agents: [String], isByScore: Bool = true, into html: inout HTMLReportMarkup
  ) {
    let orders = [
      ("v", context.say("得分从低到高", "Lowest score first")), ("-v", context.say("得分从高到低", "Highest score first")),
    ]
    let asGiven = [("n", context.say("按输入顺序", "In the order of the input"))]
    let bands = context.options.policy.bands.map(\.grade)
    html.element(
      "form", .class("js filter"), HTMLReportAttribute("data-for", "convs"), HTMLReportAttribute("data-step", "40")
    ) { html in
      html.choice(
        "a", context.say("全部客服", "All agents"),
        agents.map { ("\(context.agentNumber($0))", context.agentName($0)) })
      html.choice("g", context.say("全部等级", "All grades"), bands.map { ($0, $0) })
      html.element(
        "select", HTMLReportAttribute("data-order", "convs"),
        HTMLReportAttribute("aria-label", context.say("排序", "Order"))
      ) { html in
        for (value, title) in isByScore ? orders + asGiven : asGiven + orders {
          html.element("option", HTMLReportAttribute("value", value), text: title)
        }
      }
      html.search(context.say("搜索消息、会话编号", "Search messages and ids"))
      html.element("output", .class("count"), HTMLReportAttribute("data-unit", context.say(" 个会话", " conversations"))) {
        _ in
      }
    }
  }

  func footer(into html: inout HTMLReportMarkup) {
    let versions = context.options.versions
    html.element("dl", .class("figures")) { html in
      for (title, value) in [
        (context.say("程序", "Program"), versions.program), ("ICU", versions.icu),
        (context.say("规则版本", "Rules"), versions.rules), (context.say("词库版本", "Lexicons"), versions.lexicons),
        (context.say("评分表版本", "Scorecard"), versions.scorecard), (context.say("分词版本", "Tokenizer"), versions.tokenizer),
        (context.say("配置版本", "Configuration"), versions.config),
        (context.say("响应口径", "Response preset"), report.metrics.preset),
        (context.say("时区", "Time zone"), context.options.zone.identifier),
      ] {
        html.element("dt", text: title)
        html.element("dd", text: value.isEmpty ? HTMLReportNumber.none : value)
      }
    }
    html.element(
      "p", .class("quiet"),
      text: context.say(
        "#n 是消息在会话文件中的序号，从 0 起，与 JSONL 输出一致。脱敏按规则识别，可能有遗漏。",
        "#n is the place of a message in its conversation's file, from 0, as in the JSONL output. Masking goes by patterns and may miss values."
      ))
  }
}
