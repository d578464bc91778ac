import Zhijian

/// What every page has around what it says: the head with its policy, the title with its links, and the script.
struct HTMLReportFrame {
  let context: HTMLReportContext
  let title: String

  /// A whole document; `body` writes what stands between the tags of the body.
  func document(_ body: (inout HTMLReportMarkup) -> Void) -> HTMLReportMarkup {
    var html = HTMLReportMarkup()
    html.verbatim("<!DOCTYPE html>\n")
    html.element("html", HTMLReportAttribute("lang", context.say("zh-CN", "en"))) { html in
      html.element("head") { head(into: &$0) }
      html.newline()
      html.element("body", HTMLReportAttribute("data-more", context.say("再显示 ", "Show more: "))) { html in
        body(&html)
        html.element("script") { $0.verbatim(HTMLReportScript.code) }
      }
    }
    html.newline()
    return html
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

  /// The title, what stands below it, and links to the sections.
  func header(
    _ subtitle: String, sections: [(id: String, title: String)], current: String? = nil,
    into html: inout HTMLReportMarkup
  ) {
    html.element("header") { html in
      html.element("h1", text: title)
      html.element("p", .class("quiet"), text: subtitle)
      guard !sections.isEmpty else { return }
      html.element("nav") { html in
        for (id, title) in sections {
          var attributes: [HTMLReportAttribute] = [.link(id)]
          if id == current { attributes.append(HTMLReportAttribute("aria-current", "page")) }
          html.element("a", attributes: attributes) { $0.text(title) }
        }
      }
    }
    html.newline()
  }

  /// The diagnostics of reading, where there are any.
  func problems(_ problems: [Diagnostic], into html: inout HTMLReportMarkup) {
    guard !problems.isEmpty else { return }
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
}

extension HTMLReportContext {
  /// What became of personal data on the page.
  var privacyNote: String {
    switch redactor.policy {
    case .none: say("未脱敏，含个人信息", "not masked: contains personal data")
    case .mask: say("识别到的个人信息已脱敏，可能有遗漏", "personal data masked as far as found")
    case .pseudonym: say("识别到的个人信息已换成代号，可能有遗漏", "personal data as far as found replaced")
    }
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
