internal import Zhijian

/// A back-test on a terminal.
struct BackTestTextPage {
  private static let maximumRules = 30
  private static let maximumSamples = 3
  private static let maximumConversations = 10
  private static let maximumAgents = 10

  private let document: BackTestDocument
  private var page: TextPage
  private var report: BackTestReport { document.report }
  private var say: ReportWording { page.say }

  init(document: BackTestDocument) {
    self.document = document
    page = TextPage(options: document.options)
    addHeader()
    addTotals()
    addRules()
    addSamples()
    addConversations()
    addAgents()
    addBars()
    page.addNotes(problems: document.problems, ruleErrors: [:], warnings: [:])
  }

  var bytes: [UInt8] { Array(page.text.utf8) }

  private mutating func addHeader() {
    let (before, after) = (report.before, report.after)
    page.line(
      say("规则回测", "Back-test of rules") + " · \(page.shown(before.name)) → \(page.shown(after.name))", style: .bold)
    page.line(
      say(
        "\(report.conversations) 个会话 · \(report.messages) 条消息",
        say.count(report.conversations, "conversation") + " · " + say.count(report.messages, "message"))
        + say(" · 规则 ", " · rules ") + say.step("\(before.rules.count)", "\(after.rules.count)")
        + say(" 条，版本 ", ", version ")
        + say.step(String(before.versions.rules.prefix(8)), String(after.versions.rules.prefix(8))))
    if !report.otherDifferences.isEmpty {
      let others = say.others(report.otherDifferences)
      page.line(
        say("两边除规则外还有不同：\(others)", "Besides the rules, the sides differ in: \(others)"), style: .yellow)
    }
  }

  private mutating func addTotals() {
    page.heading(say("总体", "Totals"))
    let (before, after) = (report.totalsBefore, report.totalsAfter)
    total(
      say("平均分", "Mean score"),
      say.step(say.score(before.scores.mean), say.score(after.scores.mean))
        + say("（\(say.signed(report.scoreChange))）", " (\(say.signed(report.scoreChange)))"))
    total(
      say("质检结果", "Findings"),
      say.step("\(before.findings)", "\(after.findings)")
        + say(
          "（新增 \(report.gained)，消失 \(report.lost)，有变 \(report.changed)）",
          " (\(report.gained) gained, \(report.lost) lost, \(report.changed) changed)"))
    total(
      say("有变化的会话", "Changed"),
      say(
        "\(report.conversationsChanged) 个（\(share(report.conversationsChanged))），分数有变 \(report.scoresChanged) 个",
        "\(say.count(report.conversationsChanged, "conversation")) (\(share(report.conversationsChanged))), "
          + "\(report.scoresChanged) with another score"))
    var grades = say(
      "\(report.gradeFlipCount) 个会话", say.count(report.gradeFlipCount, "conversation"))
    if report.gradeFlipCount > 0 {
      grades += say("（\(share(report.gradeFlipCount))）", " (\(share(report.gradeFlipCount)))")
    }
    for flip in report.gradeFlips.prefix(6) {
      grades += " · \(say.grade(flip.before))→\(say.grade(flip.after)) \(flip.count)"
    }
    total(say("等级有变", "Other grade"), grades)
    total(
      say("一票否决", "Auto-fails"),
      say.step("\(before.autoFails)", "\(after.autoFails)")
        + say(
          "（新增 \(report.newAutoFails)，解除 \(report.endedAutoFails)）",
          " (\(report.newAutoFails) new, \(report.endedAutoFails) ended)"))
  }

  private mutating func addRules() {
    let rules = report.rulesOfInterest
    func count(_ kind: RuleDifference.Kind) -> Int { rules.count { $0.kind == kind } }
    page.heading(
      say(
        "规则：新增 \(count(.new)) 条，删除 \(count(.removed)) 条，改动 \(count(.changed)) 条",
        "Rules: \(count(.new)) new, \(count(.removed)) removed, \(count(.changed)) changed"))
    guard !rules.isEmpty else { return page.line(say("  两边的规则和结果都相同", "  rules and findings are the same")) }
    var table = TextTable(columns: [
      .init(title: say("规则", "Rule"), isNumber: false), .init(title: say("状态", "State"), isNumber: false),
      .init(title: say("之前", "Before")), .init(title: say("之后", "After")), .init(title: say("新增", "Gained")),
      .init(title: say("消失", "Lost")), .init(title: say("有变", "Changed")),
    ])
    table.rows = rules.prefix(Self.maximumRules).map { rule in
      [
        title(rule), say.word(rule.kind), "\(rule.findingsBefore)", "\(rule.findingsAfter)", "\(rule.gained)",
        "\(rule.lost)", "\(rule.changed)",
      ]
    }
    add(table)
    addRest(rules.count - Self.maximumRules)
  }

  private mutating func addSamples() {
    for kind in ConversationComparison.Change.Kind.allCases {
      let rules = report.rulesOfInterest.filter { !$0.samples(kind).isEmpty }
      guard !rules.isEmpty else { continue }
      switch kind {
      case .gained: page.heading(say("新增的结果", "Findings gained"))
      case .lost: page.heading(say("消失的结果", "Findings lost"))
      case .changed: page.heading(say("有变的结果", "Findings changed"))
      }
      for rule in rules.prefix(Self.maximumRules) {
        let sign = kind == .gained ? "+" : kind == .lost ? "-" : "~"
        let count = kind == .gained ? rule.gained : kind == .lost ? rule.lost : rule.changed
        let aspects = kind == .changed ? say("：", ": ") + say.aspects(rule) : ""
        page.line("\(sign)\(count) \(title(rule))\(aspects)", style: .bold)
        for sample in rule.samples(kind).prefix(Self.maximumSamples) { add(sample) }
      }
      addRest(rules.count - Self.maximumRules)
    }
  }

  private mutating func add(_ sample: FindingSample) {
    for line in sample.lines {
      let text = ShownText(line.surrounded, redactor: page.redactor)
      var label = say.role(line.role.rawValue)
      if let agent = line.agent, line.role == .agent { label += " " + page.agent(agent, name: report.agentName(agent)) }
      if let reason = line.reason { label += say("（\(say.reason(reason))）", " (\(say.reason(reason)))") }
      let body =
        line.text.isEmpty
        ? say.kind(line.kind) : TextPage.marked(text.scalars, line.marks.map { text.range(of: $0) })
      page.paragraph(label + say("：", ": "), body, indent: 4)
    }
    if let searched = sample.searched { page.addSearch(searched) }
    var place = say("会话 ", "conversation ") + page.shown(sample.conversation)
    if let agent = sample.agent { place += say(" · 归 ", " · of ") + page.agent(agent, name: report.agentName(agent)) }
    page.line("      " + place, style: .dim)
  }

  private mutating func addConversations() {
    let flips = report.flips.prefix(Self.maximumConversations)
    guard !flips.isEmpty else { return }
    page.heading(say("变化最大的会话", "Conversations that moved most"))
    var table = TextTable(columns: [
      .init(title: say("会话", "Conversation"), isNumber: false), .init(title: say("得分", "Score"), isNumber: false),
      .init(title: say("等级", "Grade"), isNumber: false), .init(title: say("一票否决", "Auto-fail"), isNumber: false),
      .init(title: say("因为", "Because of"), isNumber: false),
    ])
    table.rows = flips.map { flip in
      [
        page.shown(flip.id), say.step(say.points(flip.before.score), say.points(flip.after.score)),
        say.step(say.grade(flip.before.grade), say.grade(flip.after.grade)),
        say.step(say.passState(flip.before.isAutoFailed), say.passState(flip.after.isAutoFailed)),
        flip.ledger.map { "\(label(of: $0)) \(say.signed(Double($0.difference) / 100))" }.joined(
          separator: say("，", ", ")),
      ]
    }
    add(table)
  }

  private mutating func addAgents() {
    let agents = report.agentsMoved
    guard !agents.isEmpty else { return }
    page.heading(say("分数有变的客服：\(agents.count) 人", "Agents who moved: \(agents.count)"))
    let before = report.ranks(\.before, policy: report.before.policy)
    let after = report.ranks(\.after, policy: report.after.policy)
    var table = TextTable(columns: [
      .init(title: say("客服", "Agent"), isNumber: false), .init(title: say("会话", "Chats")),
      .init(title: say("之前", "Before")), .init(title: say("之后", "After")), .init(title: say("变化", "Change")),
      .init(title: say("名次", "Rank"), isNumber: false), .init(title: say("新增", "Gained")),
      .init(title: say("消失", "Lost")),
    ])
    table.rows = agents.prefix(Self.maximumAgents).map { agent in
      let ranks = [before[agent.id], after[agent.id]].map { $0.map { "\($0)" } ?? ReportWording.unknown }
      return [
        page.agent(agent.id, name: agent.name), "\(max(agent.before.count, agent.after.count))",
        say.score(agent.before.mean), say.score(agent.after.mean), say.signed(agent.change),
        say.step(ranks[0], ranks[1]), "\(agent.gained)", "\(agent.lost)",
      ]
    }
    add(table)
    addRest(agents.count - Self.maximumAgents)
  }

  private mutating func addBars() {
    guard !document.bars.isEmpty else { return }
    page.heading(say("门槛", "Bars"))
    for outcome in document.bars {
      page.line(
        "  " + (outcome.isBroken ? say("越线 ", "broken ") : say("通过 ", "kept "))
          + outcome.sentence(in: document.options.language), style: outcome.isBroken ? .red : nil)
    }
  }

  // MARK: Pieces

  private mutating func total(_ label: String, _ figure: String) {
    page.line("  " + TerminalText.padded(label, to: 16) + figure)
  }

  private mutating func add(_ table: TextTable) {
    let lines = table.lines(width: TextReport.width)
    page.line(lines[0], style: .dim)
    for row in lines.dropFirst() { page.line(row) }
  }

  private mutating func addRest(_ count: Int) {
    if count > 0 { page.line(say("还有 \(count) 个没有列出", "and \(count) more"), style: .dim) }
  }

  private func title(_ rule: RuleDifference) -> String {
    rule.rule.map { "\(TerminalText.safe($0.title)) (\(rule.id))" } ?? rule.id
  }

  /// A line by its rule, or by its section and kind.
  private func label(of line: ScoreChanges.Line) -> String {
    if let rule = line.rule { return TerminalText.safe(report.rule(rule)?.rule?.title ?? rule) }
    return page.label(of: line)
  }

  private func share(_ part: Int) -> String {
    say.percent(report.conversations == 0 ? nil : Double(part) / Double(report.conversations))
  }
}
