internal import Zhijian

/// How a rule came to its result, as a tree for people.
struct ExplanationText {
  private let explained: ExplainedEvaluation
  private let options: ReportOptions
  let say: ReportWording
  var messages: ExplanationMessages
  private var result: [String] = []

  private var explanation: RuleExplanation { explained.explanation }
  private var rule: Rule { explanation.rule }

  /// So many anchors are named in a row.
  private static let mostAnchors = 20
  /// So many windows and findings are written out.
  private static let mostWindows = 50

  init(_ explained: ExplainedEvaluation, options: ReportOptions) {
    self.explained = explained
    self.options = options
    say = ReportWording(language: options.language)
    messages = ExplanationMessages(
      explained.evaluation.transcript, redactor: options.redactor(default: .mask), language: options.language)
  }

  mutating func lines() -> [String] {
    addHead()
    addFilters()
    addGiven()
    addWindows()
    addFindings()
    addScore()
    line("")
    line(
      say(
        "图例：✓ 成立 ✗ 不成立 – 不适用 ? 判断不了 ! 出错；【】标出找到的字，#n 是第几条消息（从 0 数）",
        "legend: ✓ holds ✗ does not – not applicable ? cannot be told ! error; 【】 marks what was found, #n counts messages from 0"
      ))
    return result
  }

  mutating func line(_ text: String, indent: Int = 0) {
    result.append(String(repeating: "  ", count: indent) + text)
  }

  func text(_ text: LocalizedText) -> String { TerminalText.safe(text.text(in: options.language)) }

  /// The same of what may hold a value of the conversation.
  func shown(_ text: LocalizedText) -> String {
    TerminalText.safe(messages.redactor.show(text.text(in: options.language)))
  }

  // MARK: What and what came out

  private mutating func addHead() {
    line(say("规则 ", "rule ") + TerminalText.safe("\(rule.id)  \(rule.title)"))
    var facts = [say.verb(rule.verb), say.severity(rule.severity), say.status(rule.status)]
    if let points = say.points(rule.score) { facts.append(points) }
    line(facts.joined(separator: " · "), indent: 1)
    let transcript = explained.evaluation.transcript
    var parts = [messages.redactor.show(transcript.id)]
    parts += [transcript.platform, transcript.shop].compactMap { $0 }
    parts.append(say("\(transcript.messages.count) 条消息", say.count(transcript.messages.count, "message")))
    line(say("会话 ", "conversation ") + TerminalText.safe(parts.joined(separator: " · ")))
    line(say("结论：", "result: ") + conclusion())
  }

  private func conclusion() -> String {
    let outcome = explanation.outcome
    let count = outcome.findings.count
    switch outcome.result {
    case .hit:
      return say("有问题要报告，共 \(count) 条质检结果", "reported, \(say.count(count, "finding"))")
        + (rule.verb == .require ? say("（该有的没有）", " (what is required is missing)") : "")
    case .noHit:
      return rule.verb == .require
        ? say("没有问题，该有的都有", "nothing to report: what is required is there")
        : say("没有命中", "no hit") + leftOut()
    case .notApplicable: return say("不适用：", "not applicable: ") + reasonNotApplicable()
    case .unknown: return say("判断不了：缺时间，或会话还没结束", "cannot be told: times are missing, or the conversation goes on")
    case .error: return say("出错：", "error: ") + (outcome.problem.map(text) ?? "")
    case .pending: return say("待定", "pending")
    }
  }

  /// How many hits do not count, where there are any.
  private func leftOut() -> String {
    let looks = explanation.windows.flatMap { $0.condition.all }.flatMap(\.looks)
    let count = Set(looks.flatMap(\.leftOut).map(\.spans)).count
    return count == 0 ? "" : say("（有 \(count) 处不算，原因见下）", " (\(count) left out, see below why)")
  }

  private func reasonNotApplicable() -> String {
    if explanation.filters.contains(where: { $0.state == .noHit }) {
      return say("会话不在规则要看的范围（for）里", "the rule does not look at such conversations (for)")
    }
    if explanation.windows.isEmpty, rule.hasPrecondition {
      return explanation.given?.state == .hit
        ? say("前置条件（given）命中了，但没有 which 要的那一处", "given was hit, but not as often as 'which' asks")
        : say("前置条件（given）没有命中，没有什么要判断", "given was not hit: there is nothing to judge")
    }
    let conditions = explanation.windows.flatMap { $0.condition.all }
    for look in conditions.flatMap(\.looks) {
      if let emptiness = look.emptiness { return say.emptiness(emptiness, role: look.role) }
    }
    return say("没有可以看的消息或字段", "there is no message or field to look at")
  }

  private mutating func addFilters() {
    guard !explanation.filters.isEmpty else { return }
    line("")
    line(say("看哪些会话（for）", "which conversations (for)"))
    for filter in explanation.filters {
      let actual = filter.actual.map { TerminalText.safe(messages.redactor.show($0)) } ?? say("没有", "none")
      line(
        say.mark(filter.state) + " " + say.filter(filter.key)
          + say("：要求 \(text(filter.wanted))，会话是 \(actual)", ": wanted \(text(filter.wanted)), is \(actual)"), indent: 1)
    }
  }

  // MARK: Conditions

  private mutating func addGiven() {
    guard let given = explanation.given else { return }
    line("")
    line(say("前置条件（given）", "precondition (given)"))
    add(given, indent: 1)
    guard !explanation.anchors.isEmpty else { return }
    let chosen = explanation.anchors.filter(\.isChosen)
    var named = chosen.prefix(Self.mostAnchors).map { $0.message.map { "#\($0)" } ?? say("整个会话", "the conversation") }
    if chosen.count > named.count { named.append("…") }
    let list = named.isEmpty ? say("没有", "none") : named.joined(separator: say("、", ", "))
    line(
      say(
        "触发 \(explanation.anchors.count) 处，判断：\(list)",
        "\(say.count(explanation.anchors.count, "hit")), judged: \(list)"), indent: 1)
  }

  private mutating func addWindows() {
    for (number, window) in explanation.windows.prefix(Self.mostWindows).enumerated() {
      line("")
      var head = explanation.windows.count > 1 ? say("窗口 \(number + 1)", "window \(number + 1)") : say("判断", "judged")
      if let anchor = window.anchor {
        head += say("：由 #\(anchor) 触发", ": because of #\(anchor)")
        line(head)
        line(messages.head(anchor) + say("：", ": ") + messages.quote(anchor), indent: 1)
      } else if let from = window.from, let to = window.to, explanation.windows.count > 1 {
        line(head + say("：会话的 #\(from)–#\(to)", ": #\(from) to #\(to)"))
      } else {
        line(head)
      }
      add(window.condition, indent: 1)
    }
    let left = explanation.windows.count - Self.mostWindows
    if left > 0 {
      line("")
      line(say("还有 \(left) 个窗口没有列出（--format json 里全有）", "\(left) more windows (all of them with --format json)"))
    }
  }

  // MARK: What came of it

  private mutating func addFindings() {
    let findings = explanation.outcome.findings
    guard !findings.isEmpty || !explanation.dropped.isEmpty else { return }
    line("")
    line(say("质检结果", "findings"))
    let places = explained.findingPlaces
    for (number, finding) in findings.prefix(Self.mostWindows).enumerated() {
      let id = places[number].map { "f\($0 + 1)" } ?? "f?"
      let agent = finding.agent.map { TerminalText.safe(messages.redactor.show($0)) }
      let owner = explanation.owners.indices.contains(number) ? explanation.owners[number] : nil
      line(
        id + say(" 归 ", " belongs to ") + (agent ?? say("谁也不归", "nobody")) + say("：", ": ")
          + (owner.map { say.owner($0) } ?? ""), indent: 1)
      for quote in messages.quotes(finding.hits.flatMap(\.spans)) { line(quote, indent: 2) }
      if let searched = finding.searched, finding.hits.isEmpty { line(say.searched(searched), indent: 2) }
      if let miss = finding.nearestMiss { add(miss, indent: 2) }
    }
    let left = findings.count - Self.mostWindows
    if left > 0 { line(say("还有 \(left) 条没有列出", "\(left) more"), indent: 1) }
    for dropped in explanation.dropped.prefix(Self.mostWindows) {
      let why =
        switch dropped.why {
        case .merged: say("和更长的命中重叠，并在一起", "overlaps a longer hit and is merged with it")
        case .sameSpans: say("别的窗口已经报告过同样的字", "another window has reported the same text")
        }
      line(say("不另算：", "not counted again: ") + why, indent: 1)
      for quote in messages.quotes(dropped.spans) { line(quote, indent: 2) }
    }
  }

  private mutating func addScore() {
    line("")
    line(say("分数", "score"))
    let evaluation = explained.evaluation
    let cards = [evaluation.scorecard] + evaluation.agents.map(\.scorecard)
    let lines = cards.flatMap(\.lines).filter { $0.rule == rule.id }
    for entry in lines {
      let whose = entry.agent.map { TerminalText.safe(messages.redactor.show($0)) + say(" 的得分", "'s score") }
      let findings = entry.findings.map { "f\($0 + 1)" }.joined(separator: say("、", ", "))
      let effect = DecimalText.fixed(entry.effect, places: 2)
      let points = DecimalText.shortest(abs(entry.points), places: 2)
      var reasons = [say.ledger(entry.kind)]
      if entry.points != 0 {
        reasons[0] += say(" \(points) 分", " \(points) points")
        reasons.append(say("按这一项的权重折算", "by the weight of the section"))
      }
      if !findings.isEmpty { reasons.append(say("来自 ", "of ") + findings) }
      line(
        (whose ?? say("会话总分", "the conversation's score")) + " \(entry.effect > 0 ? "+" : "")\(effect)"
          + say("（", " (") + reasons.joined(separator: say("，", ", ")) + say("）", ")"), indent: 1)
    }
    if lines.isEmpty { line(reasonNoScore(), indent: 1) }
    let score = evaluation.scorecard.score.map { DecimalText.fixed($0, places: 2) } ?? ReportWording.unknown
    line(
      say("会话得分 \(score)", "the conversation's score is \(score)")
        + (evaluation.scorecard.grade.map { say("，等级 ", ", grade ") + $0 } ?? ""), indent: 1)
  }

  private func reasonNoScore() -> String {
    if explanation.outcome.findings.isEmpty { return say("没有质检结果，不影响分数", "without findings the score stays") }
    if rule.status != .stable { return say("草稿规则只报告，不计分", "drafts are reported and never scored") }
    if rule.verb == .observe { return say("observe 只记录，不计分", "observe leaves the score alone") }
    if rule.score.effect == .none { return say("规则没有写 score，不计分", "the rule has no score") }
    return say("评分表里没有 \(rule.category) 这一项，不计分", "the scorecard has no section \(rule.category)")
  }
}
