import Zhijian

/// A back-test for a browser: one file in the dress of the quality report.
struct BackTestHTMLPage {
  let document: BackTestDocument
  let context: HTMLReportContext
  let say: ReportWording
  var report: BackTestReport { document.report }

  private static let maximumAgents = 200

  init(document: BackTestDocument) {
    self.document = document
    context = HTMLReportContext(options: document.options, limits: HTMLReportLimits())
    say = ReportWording(language: document.options.language)
    context.meet(document.report)
  }

  func markup() -> HTMLReportMarkup {
    let frame = HTMLReportFrame(context: context, title: say("规则回测", "Back-test of rules"))
    let sections = [
      ("overview", say("总览", "Overview")), ("rules", say("规则", "Rules")),
      ("conversations", say("会话", "Conversations")), ("agents", say("客服", "Agents")),
    ]
    return frame.document { html in
      frame.header(subtitle, sections: sections, into: &html)
      html.element("main") { html in
        for (id, title) in sections {
          html.element("section", .id(id)) { html in
            html.element("h2", text: title)
            html.newline()
            switch id {
            case "overview": overview(into: &html)
            case "rules": BackTestHTMLRules(page: self).write(into: &html)
            case "conversations": conversations(into: &html)
            default: agents(into: &html)
            }
          }
          html.newline()
        }
        frame.problems(document.problems, into: &html)
      }
      html.element("footer") { footer(into: &$0) }
    }
  }

  private var subtitle: String {
    [
      "\(context.masked(report.before.name)) → \(context.masked(report.after.name))",
      say("\(report.conversations) 个会话", say.count(report.conversations, "conversation")), context.privacyNote,
    ].joined(separator: " · ")
  }

  // MARK: Overview

  private func overview(into html: inout HTMLReportMarkup) {
    if !report.otherDifferences.isEmpty {
      let others = say.others(report.otherDifferences)
      html.element(
        "p", .class("warn"),
        text: say("两边除规则外还有不同：\(others)。", "Besides the rules, the sides differ in: \(others)."))
    }
    cards(into: &html)
    if !document.bars.isEmpty { bars(into: &html) }
    guard !report.gradeFlips.isEmpty else { return }
    html.element("div", .class("panel")) { html in
      html.element("h3", text: say("等级有变的会话", "Conversations with another grade"))
      html.table(columns: [
        HTMLReportColumn(say("等级", "Grade")), HTMLReportColumn(say("会话", "Conversations"), isNumber: true),
        HTMLReportColumn(say("例如", "Such as")),
      ]) { html, columns in
        for flip in report.gradeFlips {
          html.element("tr") { html in
            html.cell(columns[0], text: say.grade(flip.before) + " → " + say.grade(flip.after))
            html.cell(columns[1], text: "\(flip.count)")
            html.cell(columns[2]) { html in
              html.element(
                "span", .class("cid"),
                text: flip.examples.map(context.masked).joined(separator: say("、", ", ")))
            }
          }
        }
      }
    }
  }

  private func cards(into html: inout HTMLReportMarkup) {
    let (before, after) = (report.totalsBefore, report.totalsAfter)
    html.element("div", .class("kpis")) { html in
      html.card(
        say("平均得分", "Mean score"), HTMLReportNumber.decimal(after.scores.mean, 2),
        say("之前 ", "before ") + HTMLReportNumber.decimal(before.scores.mean, 2) + say("，", ", ")
          + say.signed(report.scoreChange))
      html.card(
        say("有变化的会话", "Changed"), "\(report.conversationsChanged)",
        say("占 ", "") + share(report.conversationsChanged)
          + say("，分数有变 \(report.scoresChanged)", ", \(report.scoresChanged) with another score"))
      html.card(
        say("质检结果", "Findings"), "+\(report.gained) −\(report.lost)",
        say.step("\(before.findings)", "\(after.findings)")
          + say("，有变 \(report.changed)", ", \(report.changed) changed"))
      html.card(
        say("等级有变", "Other grade"), "\(report.gradeFlipCount)", say("占 ", "") + share(report.gradeFlipCount))
      html.card(
        say("一票否决", "Auto-fails"), say.step("\(before.autoFails)", "\(after.autoFails)"),
        say(
          "新增 \(report.newAutoFails)，解除 \(report.endedAutoFails)",
          "\(report.newAutoFails) new, \(report.endedAutoFails) ended"),
        isAlert: report.newAutoFails > 0)
    }
  }

  private func bars(into html: inout HTMLReportMarkup) {
    html.element("ul", .class("lines panel")) { html in
      for outcome in document.bars {
        html.element("li") { html in
          html.element(
            "span", .class("sev " + (outcome.isBroken ? "critical" : "good")),
            text: outcome.isBroken ? say("越线", "broken") : say("通过", "kept"))
          html.element("b", text: outcome.bar.expression)
          html.text(say("：实际 ", ": it is ") + say.value(outcome))
        }
      }
    }
    html.newline()
  }

  private func share(_ part: Int) -> String {
    HTMLReportNumber.percent(report.conversations == 0 ? nil : Double(part) / Double(report.conversations))
  }

  // MARK: Conversations and agents

  private func conversations(into html: inout HTMLReportMarkup) {
    guard !report.flips.isEmpty else {
      return html.element(
        "p", .class("quiet"), text: say("没有会话的分数、等级或通过状态有变。", "No score, grade or pass state changed."))
    }
    html.element(
      "p", .class("quiet"),
      text: say(
        "先列一票否决状态有变的，再按分数变化的大小；最多列 \(BackTestReport.maximumFlips) 个。",
        "Those whose pass state changed first, then by how far the score moved; at most \(BackTestReport.maximumFlips)."
      ))
    let columns = [
      HTMLReportColumn(say("会话", "Conversation")), HTMLReportColumn(say("得分", "Score"), isNumber: true),
      HTMLReportColumn(say("变化", "Change"), isNumber: true), HTMLReportColumn(say("等级", "Grade")),
      HTMLReportColumn(say("一票否决", "Auto-fail")), HTMLReportColumn(say("因为", "Because of")),
      HTMLReportColumn(say("客服", "Agents")),
    ]
    html.table(columns: columns, style: "flips cards") { html, columns in
      for flip in report.flips {
        html.element("tr") { html in
          html.cell(columns[0]) { $0.element("span", .class("cid"), text: context.masked(flip.id)) }
          html.cell(columns[1], text: say.step(say.points(flip.before.score), say.points(flip.after.score)))
          html.cell(columns[2]) { html in
            guard let old = flip.before.score, let new = flip.after.score else {
              return html.text(HTMLReportNumber.none)
            }
            html.difference(Double(new - old) / 100)
          }
          html.cell(columns[3], text: say.step(say.grade(flip.before.grade), say.grade(flip.after.grade)))
          html.cell(columns[4]) { html in
            let state = say.step(say.passState(flip.before.isAutoFailed), say.passState(flip.after.isAutoFailed))
            if flip.isAutoFailChanged {
              html.element("span", .class("badge" + (flip.after.isAutoFailed ? " fail" : "")), text: state)
            } else {
              html.text(state)
            }
          }
          html.cell(columns[5]) { html in
            for line in flip.ledger { cause(line, into: &html) }
          }
          html.cell(columns[6], text: flip.agents.map(context.agentName).joined(separator: say("、", ", ")))
        }
        html.newline()
      }
    }
  }

  private func cause(_ line: ScoreChanges.Line, into html: inout HTMLReportMarkup) {
    html.element("div") { html in
      if let rule = line.rule {
        html.element("a", .link(anchor(rule)), text: title(rule))
      } else {
        html.text((line.category.map { context.sectionTitle($0) + " " } ?? "") + say.word(ledger: line.kind))
      }
      html.text(" ")
      html.difference(Double(line.difference) / 100)
    }
  }

  private func agents(into html: inout HTMLReportMarkup) {
    let agents = report.agentsMoved
    guard !agents.isEmpty else {
      return html.element("p", .class("quiet"), text: say("没有客服的分数有变。", "No agent's score changed."))
    }
    if agents.count > Self.maximumAgents {
      let count = agents.count
      html.element(
        "p", .class("warn"),
        text: say(
          "共 \(count) 人的分数有变，这里列出变化最大的 \(Self.maximumAgents) 人。",
          "Of \(count) agents who moved, the \(Self.maximumAgents) that moved farthest are listed."))
    }
    let before = report.ranks(\.before, policy: report.before.policy)
    let after = report.ranks(\.after, policy: report.after.policy)
    func number(_ zh: String, _ en: String) -> HTMLReportColumn {
      HTMLReportColumn(say(zh, en), isNumber: true, isSortable: true)
    }
    let columns = [
      HTMLReportColumn(say("客服", "Agent"), isSortable: true), number("会话", "Conv."), number("之前", "Before"),
      number("之后", "After"), number("变化", "Change"), HTMLReportColumn(say("名次", "Rank")),
      number("新增结果", "Gained"), number("消失结果", "Lost"),
    ]
    html.table(columns: columns, style: "diff cards", list: "") { html, columns in
      for agent in agents.prefix(Self.maximumAgents) {
        let ranks = [before[agent.id], after[agent.id]].map { $0.map { "\($0)" } ?? HTMLReportNumber.none }
        html.element("tr") { html in
          html.cell(columns[0]) { $0.element("bdi", text: context.agentName(agent.id)) }
          let count = max(agent.before.count, agent.after.count)
          html.cell(columns[1], sortedBy: Double(count), text: "\(count)")
          html.cell(
            columns[2], sortedBy: agent.before.mean, text: HTMLReportNumber.decimal(agent.before.mean, 2))
          html.cell(columns[3], sortedBy: agent.after.mean, text: HTMLReportNumber.decimal(agent.after.mean, 2))
          html.cell(columns[4], sortedBy: agent.change) { html in
            if let change = agent.change { html.difference(change) } else { html.text(HTMLReportNumber.none) }
          }
          html.cell(columns[5], text: say.step(ranks[0], ranks[1]))
          html.cell(columns[6], sortedBy: Double(agent.gained), text: "\(agent.gained)")
          html.cell(columns[7], sortedBy: Double(agent.lost), text: "\(agent.lost)")
        }
        html.newline()
      }
    }
    html.element(
      "p", .class("quiet"),
      text: say(
        "名次只给有分会话不少于评分表 minimum_sample 的客服；同分同名次。",
        "Only agents with the scorecard's minimum_sample of scored conversations have a rank; equal means share one."))
  }

  private func footer(into html: inout HTMLReportMarkup) {
    let (old, new) = (report.before.versions, report.after.versions)
    html.element("dl", .class("figures")) { html in
      for (title, before, after) in [
        (say("程序", "Program"), old.program, new.program), ("ICU", old.icu, new.icu),
        (say("规则版本", "Rules"), old.rules, new.rules), (say("词库版本", "Lexicons"), old.lexicons, new.lexicons),
        (say("评分表版本", "Scorecard"), old.scorecard, new.scorecard),
        (say("分词版本", "Tokenizer"), old.tokenizer, new.tokenizer),
        (say("配置版本", "Configuration"), old.config, new.config),
      ] {
        html.element("dt", text: title)
        html.element("dd", text: say.step(before, after))
      }
    }
    html.element(
      "p", .class("quiet"),
      text: say(
        "新增：只有新规则有的结果；消失：只有旧规则有的；有变：同一条结果，位置、级别、状态或归属不同。例子按指纹选取，与文件次序无关。",
        "Gained: findings of the new rules only; lost: of the old ones only; changed: the same finding with another place, "
          + "severity, status or agent. Samples are chosen by fingerprint, whatever the order of files."))
  }

  // MARK: Rules

  func title(_ rule: String) -> String { report.rule(rule)?.rule?.title ?? rule }

  /// Anchors are made of numbers, never of ids from outside.
  func anchor(_ rule: String) -> String { numbers[rule].map { "r\($0)" } ?? "rules" }

  private var numbers: [String: Int] {
    Dictionary(
      report.rulesOfInterest.filter(\.hasChanges).enumerated().map { ($0.element.id, $0.offset + 1) },
      uniquingKeysWith: { first, _ in first })
  }
}

extension HTMLReportMarkup {
  /// A difference of scores, coloured.
  mutating func difference(_ points: Double) {
    element("b", .class(points < 0 ? "lost" : "won"), text: HTMLReportNumber.signed(points, 2))
  }
}
