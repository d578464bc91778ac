import Zhijian

/// What the conversations say of agents, as far as coaching sheets need it; the lines kept are bounded.
struct CoachingRecord {
  /// How many lines of one agent and one rule are kept.
  static let maximumQuotes = 3
  /// How many of an agent's conversations are listed.
  static let maximumLowest = 10

  /// A line to show.
  struct Quote {
    let row: HTMLReportFindingRow?
    let conversation: String
    /// The number of the conversation, and the anchor of the line in it.
    let number: Int
    let target: String
    let time: Timestamp?
    let markup: HTMLReportMarkup
    /// What was missing; nil where nothing was.
    let missing: Missing?
  }

  /// What a finding of something that was not said lacks.
  struct Missing {
    /// The phrase that a message came closest to.
    let phrase: String?
    /// The steps that were left out.
    let parts: [String]
  }

  struct RuleRecord {
    var findings = 0
    /// What it did to the agent's scores together, in hundredths of a point.
    var effect = 0
    var coverage = ScriptCoverage()
    /// Conversations of the agent, 1 for each with a finding.
    var conversations = 0
    var quotes: [Quote] = []
  }

  /// A conversation as the agent scored in it.
  struct ScoredConversation {
    let number: Int
    let id: String
    /// In hundredths of a point.
    let score: Int
    let isAutoFailed: Bool
    let start: Timestamp?
  }

  struct AgentRecord {
    var rules: [String: RuleRecord] = [:]
    /// By figure of `CoachingFigure`.
    var figures: [CoachingFigure: RatioSample] = [:]
    /// Lines behind which the customer's mood rose again, and behind which it fell for good.
    var rises: [Quote] = []
    var drops: [Quote] = []
    var recovered = 0
    var lost = 0
    var conversations = 0
    /// The conversations in which the agent scored lowest; twice as many as are shown, at most.
    var lowest: [ScoredConversation] = []
    /// Findings that do not count, by state.
    var withdrawn: [Finding.State: Int] = [:]
  }

  private(set) var agents: [String: AgentRecord] = [:]
  private(set) var all = AgentRecord()

  mutating func add(_ conversation: HTMLReportConversation) {
    let evaluation = conversation.evaluation
    for agent in evaluation.agents {
      var record = agents[agent.id] ?? AgentRecord()
      record.conversations += 1
      all.conversations += 1
      for (figure, part, whole) in CoachingFigure.parts(of: evaluation, agent: agent) {
        record.figures[figure, default: RatioSample()].add(part, of: whole)
        all.figures[figure, default: RatioSample()].add(part, of: whole)
      }
      addFindings(conversation, agent: agent.id, to: &record)
      if let score = agent.scorecard.score {
        record.lowest.append(
          ScoredConversation(
            number: conversation.number, id: conversation.id, score: score,
            isAutoFailed: agent.scorecard.isAutoFailed, start: conversation.start))
        if record.lowest.count > 2 * Self.maximumLowest { record.lowest = Self.lowest(of: record) }
      }
      for line in agent.scorecard.lines {
        guard let rule = line.rule else { continue }
        record.rules[rule, default: RuleRecord()].effect += line.effect
      }
      addScripts(evaluation, agent: agent.id, to: &record)
      addMood(conversation, agent: agent.id, to: &record)
      agents[agent.id] = record
    }
  }

  private mutating func addFindings(
    _ conversation: HTMLReportConversation, agent: String, to record: inout AgentRecord
  ) {
    var seen: Set<String> = []
    for place in 0..<conversation.evaluation.findings.count {
      let finding = conversation.evaluation.findings[place]
      guard finding.agent == agent else { continue }
      guard finding.scores else {
        if finding.status == .stable { record.withdrawn[finding.state, default: 0] += 1 }
        continue
      }
      let isFirst = seen.insert(finding.rule).inserted
      var rule = record.rules[finding.rule] ?? RuleRecord()
      rule.findings += 1
      if isFirst { rule.conversations += 1 }
      // One line of a conversation says enough.
      if isFirst, place < conversation.findingCount {
        rule.quotes.append(Self.quote(conversation, place))
        if rule.quotes.count > 2 * Self.maximumQuotes { Self.keepWorst(&rule.quotes) }
      }
      record.rules[finding.rule] = rule
      if isFirst { all.rules[finding.rule, default: RuleRecord()].conversations += 1 }
    }
  }

  /// The conversations in which an agent scored lowest, the lowest first, equal ones in the order of the input.
  static func lowest(of record: AgentRecord) -> [ScoredConversation] {
    Array(record.lowest.sorted { ($0.score, $0.number) < ($1.score, $1.number) }.prefix(maximumLowest))
  }

  private static func keepWorst(_ quotes: inout [Quote]) {
    quotes.sort { left, right in
      guard let left = left.row, let right = right.row else { return left.row != nil && right.row == nil }
      return HTMLReportFindingRow.isWorse(left, right)
    }
    if quotes.count > maximumQuotes { quotes.removeSubrange(maximumQuotes...) }
  }

  /// The lines kept of a rule, the worst first.
  static func quotes(of rule: RuleRecord) -> [Quote] {
    var quotes = rule.quotes
    keepWorst(&quotes)
    return quotes
  }

  private static func quote(_ conversation: HTMLReportConversation, _ place: Int) -> Quote {
    let finding = conversation.evaluation.findings[place]
    let row = HTMLReportFindingRow(conversation, place: place)
    var markup = HTMLReportMarkup()
    // Where nothing can be shown of what was not said, the last line of the search tells which conversation it was.
    if finding.hits.isEmpty, finding.nearestMiss == nil, conversation.given(of: finding) == nil,
      let last = finding.searched?.to, let message = conversation.message(last), !message.text.isEmpty
    {
      markup.element("span", .class("sp"), text: conversation.speaker(message) + conversation.context.say("：", ": "))
      markup.excerpt(HTMLReportEvidence(text: conversation.redacted(last), marks: []))
      markup.text(" ")
    }
    markup.append(row.quote)
    let missing = Missing(
      phrase: finding.nearestMiss?.phrase, parts: finding.parts.filter { $0.state == .missing }.map(\.name))
    return Quote(
      row: row, conversation: row.conversationID, number: row.conversation, target: row.target, time: row.time,
      markup: markup,
      missing: finding.verb == .require ? missing : nil)
  }

  private mutating func addScripts(_ evaluation: Evaluation, agent: String, to record: inout AgentRecord) {
    for outcome in evaluation.outcomes {
      guard let coverage = outcome.coverage[agent] else { continue }
      record.rules[outcome.rule, default: RuleRecord()].coverage += coverage
      all.rules[outcome.rule, default: RuleRecord()].coverage += coverage
    }
  }

  private mutating func addMood(
    _ conversation: HTMLReportConversation, agent: String, to record: inout AgentRecord
  ) {
    for swing in conversation.evaluation.swings {
      guard let line = swing.afterAgentMessage,
        conversation.evaluation.agentOfMessage.indices.contains(line),
        conversation.evaluation.agentOfMessage[line] == agent
      else { continue }
      switch swing.kind {
      case .rise:
        record.recovered += 1
        keep(conversation, line: line, then: swing.to, in: &record.rises)
      case .drop where !swing.recovered:
        record.lost += 1
        keep(conversation, line: line, then: swing.to, in: &record.drops)
      case .drop: break
      }
    }
  }

  private func keep(
    _ conversation: HTMLReportConversation, line: Int, then answer: Int, in quotes: inout [Quote]
  ) {
    guard quotes.count < Self.maximumQuotes, let message = conversation.message(line) else { return }
    var markup = HTMLReportMarkup()
    for (place, index) in [line, answer].enumerated() {
      guard let said = conversation.message(index), !said.text.isEmpty else { continue }
      if place > 0 { markup.text(" → ") }
      markup.element("span", .class("sp")) { html in
        html.text(conversation.speaker(said) + conversation.context.say("：", ": "))
      }
      markup.excerpt(HTMLReportEvidence(text: conversation.redacted(index), marks: []))
    }
    let target = conversation.isShown(line) ? conversation.anchor(message: line) : conversation.anchor
    quotes.append(
      Quote(
        row: nil, conversation: conversation.id, number: conversation.number, target: target, time: message.at,
        markup: markup, missing: nil))
  }
}

/// A figure of an agent beside that of the others.
enum CoachingFigure: CaseIterable, Hashable {
  case score, autoFails, findings, scripts, firstResponse, response, satisfied, moodDrops

  var isHigherBetter: Bool {
    switch self {
    case .score, .scripts, .satisfied: true
    case .autoFails, .findings, .firstResponse, .response, .moodDrops: false
    }
  }

  func title(_ context: HTMLReportContext) -> String {
    switch self {
    case .score: context.say("平均得分", "Mean score")
    case .autoFails: context.say("一票否决的会话", "Auto-failed conversations")
    case .findings: context.say("每个会话的问题", "Findings per conversation")
    case .scripts: context.say("关键话术覆盖", "Script coverage")
    case .firstResponse: context.say("首次响应（均值）", "First response, mean")
    case .response: context.say("平均响应（均值）", "Response, mean")
    case .satisfied: context.say("满意度", "Satisfied")
    case .moodDrops: context.say("说完后客户情绪下滑的会话", "Conversations with a mood drop behind a line")
    }
  }

  func text(_ value: Double?, _ context: HTMLReportContext) -> String {
    switch self {
    case .score, .findings: HTMLReportNumber.decimal(value, 2)
    case .autoFails, .scripts, .satisfied, .moodDrops: HTMLReportNumber.percent(value)
    case .firstResponse, .response: context.duration(seconds: value)
    }
  }

  /// What a conversation of an agent gives to the figures.
  static func parts(of evaluation: Evaluation, agent: AgentEvaluation) -> [(CoachingFigure, Double, Double)] {
    let against = evaluation.findings.count {
      $0.agent == agent.id && $0.scores && ($0.verb == .forbid || $0.verb == .require)
    }
    let drops = evaluation.swings.contains { swing in
      guard swing.kind == .drop, let line = swing.afterAgentMessage,
        evaluation.agentOfMessage.indices.contains(line)
      else { return false }
      return evaluation.agentOfMessage[line] == agent.id
    }
    var parts: [(CoachingFigure, Double, Double)] = [
      (.autoFails, agent.scorecard.isAutoFailed ? 1 : 0, 1), (.findings, Double(against), 1),
      (.moodDrops, drops ? 1 : 0, 1),
      (.scripts, Double(agent.coverage.covered), Double(agent.coverage.applicable)),
    ]
    if let score = agent.scorecard.score { parts.append((.score, Double(score) / 100, 1)) }
    guard let metrics = evaluation.metrics.agents[agent.id] else { return parts }
    for (figure, sample) in [(CoachingFigure.firstResponse, metrics.firstResponse), (.response, metrics.response)] {
      parts.append((figure, Double(sample.sumMilliseconds) / 1000, Double(sample.count)))
    }
    let ratings = metrics.ratings.values
    parts.append(
      (.satisfied, Double(ratings.reduce(0) { $0 + $1.satisfied }), Double(ratings.reduce(0) { $0 + $1.count })))
    return parts
  }
}
