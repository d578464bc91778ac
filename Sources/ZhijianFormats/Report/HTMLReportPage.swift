import Zhijian

/// The page around the conversations.
struct HTMLReportPage {
  let context: HTMLReportContext
  let report: BatchReport
  let problems: [Diagnostic]
  /// From the worst.
  let rows: [HTMLReportFindingRow]
  /// How many conversations the page shows, and how many there were.
  let shown: Int
  let given: Int

  private var title: String { context.say("质检报告", "Quality inspection report") }

  /// What stands before the conversations and what stands after them.
  func markup() -> (head: [UInt8], tail: [UInt8]) {
    var html = HTMLReportMarkup()
    var split = 0
    html.verbatim("<!DOCTYPE html>\n")
    html.element("html", HTMLReportAttribute("lang", context.say("zh-CN", "en"))) { html in
      html.element("head") { head(into: &$0) }
      html.newline()
      html.element("body", HTMLReportAttribute("data-more", context.say("再显示 ", "Show more: "))) { html in
        body(into: &html) { split = $0.bytes.count }
      }
    }
    html.newline()
    return (Array(html.bytes[..<split]), Array(html.bytes[split...]))
  }

  private func head(into html: inout HTMLReportMarkup) {
    func source(_ text: String) -> String { "'sha256-" + Base64.encode(SHA256.hash(text.utf8)) + "'" }
    let policy =
      "default-src 'none'; style-src \(source(HTMLReportStyle.sheet)); script-src \(source(HTMLReportScript.code)); "
      + "img-src data:; base-uri 'none'; form-action 'none'"
    html.empty("meta", HTMLReportAttribute("charset", "utf-8"))
    html.empty(
      "meta", HTMLReportAttribute("http-equiv", "Content-Security-Policy"), HTMLReportAttribute("content", policy))
    html.empty(
      "meta", HTMLReportAttribute("name", "viewport"),
      HTMLReportAttribute("content", "width=device-width, initial-scale=1"))
    html.empty("meta", HTMLReportAttribute("name", "referrer"), HTMLReportAttribute("content", "no-referrer"))
    html.empty("meta", HTMLReportAttribute("name", "color-scheme"), HTMLReportAttribute("content", "light dark"))
    html.element("title", text: title)
    html.newline()
    html.element("style") { $0.verbatim(HTMLReportStyle.sheet) }
    html.newline()
  }

  private func body(into html: inout HTMLReportMarkup, conversations: (HTMLReportMarkup) -> Void) {
    let sections: [(String, String)] = [
      ("overview", context.say("总览", "Overview")), ("agents", context.say("客服", "Agents")),
      ("findings", context.say("问题", "Findings")), ("rules", context.say("规则", "Rules")),
      ("conversations", context.say("会话", "Conversations")),
    ]
    html.element("header") { html in
      html.element("h1", text: title)
      html.element("p", .class("quiet"), text: subtitle)
      html.element("nav") { html in
        for (id, title) in sections { html.element("a", .link(id), text: title) }
      }
    }
    html.newline()
    html.element("main") { html in
      for (id, title) in sections {
        html.element("section", .id(id)) { html in
          html.element("h2", text: title)
          html.newline()
          switch id {
          case "overview":
            notes(into: &html)
            html.append(HTMLReportOverview(context: context, report: report, rows: rows).markup())
          case "agents": html.append(HTMLReportAgents(context: context, report: report, rows: rows).markup())
          case "findings":
            let agents = report.agents.map(\.id)
            html.append(HTMLReportFindings(context: context, rows: rows, agents: agents).markup())
          case "rules": html.append(HTMLReportRules(context: context, report: report).markup())
          default:
            controls(into: &html)
            html.element("div", .class("convs"), HTMLReportAttribute("data-list", "convs")) { conversations($0) }
          }
        }
        html.newline()
      }
      if !problems.isEmpty { problemList(into: &html) }
    }
    html.element("footer") { footer(into: &$0) }
    html.element("script") { $0.verbatim(HTMLReportScript.code) }
  }

  private var subtitle: String {
    var parts: [String] = []
    if let first = report.metrics.firstDay, let last = report.metrics.lastDay {
      parts.append(first == last ? first.description : context.say("\(first) 至 \(last)", "\(first) to \(last)"))
    }
    parts.append(context.say("\(report.conversations) 个会话", "\(report.conversations) conversations"))
    switch context.redactor.policy {
    case .none: parts.append(context.say("未脱敏，含个人信息", "not masked: contains personal data"))
    case .mask: parts.append(context.say("识别到的个人信息已脱敏，可能有遗漏", "personal data masked as far as found"))
    case .pseudonym: parts.append(context.say("识别到的个人信息已换成代号，可能有遗漏", "personal data as far as found replaced"))
    }
    return parts.joined(separator: " · ")
  }

  /// What the page does not show, and what could not be read.
  private func notes(into html: inout HTMLReportMarkup) {
    if shown < given {
      html.element(
        "p", .class("warn"), HTMLReportAttribute("data-note", "left-out"),
        text: context.say(
          "共 \(given) 个会话，本页只展开得分最低的 \(shown) 个，其余 \(given - shown) 个未列出；统计数字包含全部会话。逐个查看请用 jsonl 或 csv 格式。",
          "Of \(given) conversations this page shows the \(shown) with the lowest scores; \(given - shown) are left out. Figures cover all of them. Use jsonl or csv to see each."
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

  private func controls(into html: inout HTMLReportMarkup) {
    let bands = context.options.policy.bands.map(\.grade)
    html.element(
      "form", .class("js filter"), HTMLReportAttribute("data-for", "convs"), HTMLReportAttribute("data-step", "40")
    ) { html in
      html.choice(
        "a", context.say("全部客服", "All agents"),
        report.agents.map { ("\(context.agentNumber($0.id))", context.agentName($0.id)) })
      html.choice("g", context.say("全部等级", "All grades"), bands.map { ($0, $0) })
      html.element(
        "select", HTMLReportAttribute("data-order", "convs"),
        HTMLReportAttribute("aria-label", context.say("排序", "Order"))
      ) { html in
        for (value, title) in [
          ("v", context.say("得分从低到高", "Lowest score first")), ("-v", context.say("得分从高到低", "Highest score first")),
          ("n", context.say("按输入顺序", "In the order of the input")),
        ] { html.element("option", HTMLReportAttribute("value", value), text: title) }
      }
      html.search(context.say("搜索消息、会话编号", "Search messages and ids"))
      html.element("output", .class("count"), HTMLReportAttribute("data-unit", context.say(" 个会话", " conversations"))) {
        _ in
      }
    }
  }

  private func problemList(into html: inout HTMLReportMarkup) {
    let limit = context.limits.problems
    html.element("section", .id("problems")) { html in
      html.element("h2", text: context.say("读取情况", "Reading"))
      html.element("ul", .class("lines panel")) { html in
        for problem in problems.prefix(limit) { item(problem, into: &html) }
      }
      if problems.count > limit {
        html.element(
          "p", .class("warn"),
          text: context.say("另有 \(problems.count - limit) 条未列出。", "\(problems.count - limit) more are not listed."))
      }
    }
  }

  private func item(_ problem: Diagnostic, into html: inout HTMLReportMarkup) {
    let tone: HTMLReportTone =
      switch problem.severity {
      case .error: .critical
      case .warning: .minor
      case .note: .info
      }
    html.element("li") { html in
      html.element("span", .class("sev " + tone.rawValue), text: context.word(problem.severity))
      if let location = problem.location {
        let place = [location.line, location.column].compactMap { $0.map { ":\($0)" } }.joined()
        html.element("bdi", .class("cid"), text: context.masked(location.file) + place + " ")
      }
      html.text(context.masked(context.say(problem.message)))
      if let hint = problem.hint { html.element("small", text: " " + context.masked(context.say(hint))) }
    }
    html.newline()
  }

  private func footer(into html: inout HTMLReportMarkup) {
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

/// Base64 as in RFC 4648, which Content-Security-Policy hashes are written in.
enum Base64 {
  private static let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  static func encode(_ bytes: [UInt8]) -> String {
    var result: [UInt8] = []
    var start = 0
    while start < bytes.count {
      let group = bytes[start..<min(start + 3, bytes.count)]
      let value = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
      for place in 0..<4 {
        result.append(place <= group.count ? digits[value >> (18 - 6 * place) & 63] : UInt8(ascii: "="))
      }
      start += 3
    }
    return String(decoding: result, as: UTF8.self)
  }
}
