import Zhijian

/// Something to tell an agent: what, on what it rests, and lines that show it.
struct CoachingPoint {
  let title: String
  /// A sentence with the figures.
  let fact: String
  /// Why it matters; nil where the figures say it.
  let why: String?
  /// What to do or say.
  let advice: String?
  let quotes: [CoachingRecord.Quote]
  /// What it weighs against other points.
  let weight: Double
}

/// Chooses what a sheet tells: at most three points of each kind, none that the figures do not bear.
struct CoachingChoice {
  static let maximumPoints = 3
  /// Characters below which a phrase is not proposed.
  private static let minimumPhrase = 5
  /// Windows of a script below which doing it always says little.
  static let minimumWindows = 5

  let context: HTMLReportContext
  let record: CoachingRecord
  let agent: CoachingRecord.AgentRecord
  /// Whether there are enough conversations to compare.
  let isComparable: Bool
  /// Whether the agent is who reads it; a lead otherwise.
  var isAddressed = true

  private func best(_ points: [CoachingPoint]) -> [CoachingPoint] {
    Array(
      points.enumerated().sorted { left, right in
        left.element.weight == right.element.weight
          ? left.offset < right.offset : left.element.weight > right.element.weight
      }.map(\.element).prefix(Self.maximumPoints))
  }

  /// The figure of the others, who are everybody else.
  func others(_ figure: CoachingFigure) -> RatioSample {
    (record.all.figures[figure] ?? RatioSample()).removing(agent.figures[figure] ?? RatioSample())
  }

  /// Better, worse, or nothing that chance could not explain; nil where there is too little to compare.
  func verdict(_ figure: CoachingFigure) -> ResultsComparison.Verdict? {
    let (mine, others) = (agent.figures[figure] ?? RatioSample(), others(figure))
    guard isComparable, mine.count >= Self.minimumWindows, others.count >= Self.minimumWindows,
      let test = DifferenceTest(before: others, after: mine)
    else { return nil }
    let isClear = test.probability < ResultsComparison.level && (test.interval.low > 0 || test.interval.high < 0)
    guard isClear else { return .noise }
    return (test.difference > 0) == figure.isHigherBetter ? .better : .worse
  }

  // MARK: Strengths

  func strengths() -> [CoachingPoint] {
    let rules = agent.rules.sorted { $0.key < $1.key }
    return best(
      rules.compactMap(credit) + rules.compactMap(script) + rises() + CoachingFigure.allCases.compactMap(fast))
  }

  private func credit(_ id: String, _ rule: CoachingRecord.RuleRecord) -> CoachingPoint? {
    guard context.rule(id)?.verb == .credit, rule.findings > 0 else { return nil }
    return CoachingPoint(
      title: context.ruleTitle(id),
      fact: context.say(
        "在 \(rule.conversations) 个会话里做到了，共 \(rule.findings) 次。",
        "In \(rule.conversations) conversations, \(rule.findings) times in all."),
      why: context.rule(id)?.why, advice: nil, quotes: CoachingRecord.quotes(of: rule),
      weight: 3 + Double(rule.conversations) / Double(max(1, agent.conversations)))
  }

  private func script(_ id: String, _ rule: CoachingRecord.RuleRecord) -> CoachingPoint? {
    guard rule.coverage.applicable >= Self.minimumWindows, let share = rule.coverage.share, share >= 0.9 else {
      return nil
    }
    let all = record.all.rules[id]?.coverage ?? ScriptCoverage()
    let rest = ScriptCoverage(
      covered: all.covered - rule.coverage.covered, applicable: all.applicable - rule.coverage.applicable)
    // What everybody does always is no strength of one.
    guard isComparable ? share >= (rest.share ?? 0) : true else { return nil }
    let lead = share - (rest.share ?? share)
    return CoachingPoint(
      title: context.say("没有出现“\(context.ruleTitle(id))”", "Free of “\(context.ruleTitle(id))”"),
      fact: context.say(
        "该做的 \(rule.coverage.applicable) 次做到了 \(rule.coverage.covered) 次",
        "\(rule.coverage.covered) of \(rule.coverage.applicable) times it was due")
        + others(rest.share) + context.say("。", "."),
      why: context.rule(id)?.why, advice: nil, quotes: [], weight: 1 + 3 * lead + share / 10)
  }

  private func others(_ share: Double?) -> String {
    guard isComparable, let share else { return "" }
    return context.say("（其他同事 \(HTMLReportNumber.percent(share))）", " (the others: \(HTMLReportNumber.percent(share)))")
  }

  private func rises() -> [CoachingPoint] {
    guard agent.recovered > 0 else { return [] }
    return [
      CoachingPoint(
        title: context.say("能把客户的情绪拉回来", "Turns a customer's mood around"),
        fact: context.say(
          "有 \(agent.recovered) 次，\(subject)说完之后客户的情绪明显回升。",
          "\(agent.recovered) times a customer's mood rose clearly behind \(possessive) line."),
        why: nil, advice: nil, quotes: agent.rises, weight: 2.5)
    ]
  }

  private func fast(_ figure: CoachingFigure) -> CoachingPoint? {
    guard verdict(figure) == .better else { return nil }
    return CoachingPoint(
      title: context.say("\(figure.title(context))好于其他同事", "\(figure.title(context)): better than the others"),
      fact: pair(figure), why: nil, advice: nil, quotes: [], weight: figure == .score ? 2 : 2.2)
  }

  private func pair(_ figure: CoachingFigure) -> String {
    let (mine, rest) = (agent.figures[figure]?.value, others(figure).value)
    return context.say(
      "\(subject) \(figure.text(mine, context))，其他同事 \(figure.text(rest, context))。",
      "\(isAddressed ? "You" : "This agent"): \(figure.text(mine, context)); the others: \(figure.text(rest, context))."
    )
  }

  private var subject: String { isAddressed ? "您" : "本人" }

  private var possessive: String { isAddressed ? "your" : "the agent's" }

  // MARK: What to mend

  func faults() -> [CoachingPoint] {
    let rules = agent.rules.sorted { $0.key < $1.key }
    return best(rules.compactMap(fault) + drops() + CoachingFigure.allCases.compactMap(slow))
  }

  private func fault(_ id: String, _ rule: CoachingRecord.RuleRecord) -> CoachingPoint? {
    guard let known = context.rule(id), known.verb == .forbid || known.verb == .require, rule.findings > 0 else {
      return nil
    }
    let lost = max(0, -Double(rule.effect) / 100)
    let each = lost / Double(max(1, agent.conversations))
    var fact = context.say(
      "\(agent.conversations) 个会话里有 \(rule.conversations) 个出现，共 \(rule.findings) 处",
      "In \(rule.conversations) of \(agent.conversations) conversations, \(rule.findings) times in all")
    if isComparable {
      let all = record.all.rules[id]?.conversations ?? 0
      let rest = record.all.conversations - agent.conversations
      if rest > 0 { fact += others(Double(all - rule.conversations) / Double(rest)) }
    }
    if lost > 0 {
      fact += context.say(
        "，平均每个会话少 \(HTMLReportNumber.decimal(each, 2)) 分",
        ", which costs \(HTMLReportNumber.decimal(each, 2)) points a conversation")
    }
    let quotes = CoachingRecord.quotes(of: rule)
    let severity = Double([RuleSeverity.info, .minor, .major, .critical].firstIndex(of: known.severity) ?? 0)
    return CoachingPoint(
      title: known.title, fact: fact + context.say("。", "."), why: known.why,
      advice: advice(quotes.compactMap(\.missing)), quotes: quotes, weight: each + severity / 4)
  }

  /// What was left out, or a phrase that would have done; nil where neither is known.
  private func advice(_ missing: [CoachingRecord.Missing]) -> String? {
    var seen: Set<String> = []
    let parts = missing.flatMap(\.parts).filter { seen.insert($0).inserted }
    if !parts.isEmpty {
      let list = parts.map(context.masked).joined(separator: context.say("、", ", "))
      return context.say("漏掉的步骤：\(list)", "Steps left out: \(list)")
    }
    // A piece of a phrase is no sentence to say.
    let phrase = missing.lazy.compactMap(\.phrase).first { $0.unicodeScalars.count >= Self.minimumPhrase }
    return phrase.map { context.say("可以说：“\(context.masked($0))”", "You could say: “\(context.masked($0))”") }
  }

  private func drops() -> [CoachingPoint] {
    guard agent.lost > 0 else { return [] }
    return [
      CoachingPoint(
        title: context.say("客户情绪下滑后没有挽回", "A customer's mood fell for good"),
        fact: context.say(
          "有 \(agent.lost) 次，\(subject)说完之后客户的情绪明显下滑，到结束也没有回来。",
          "\(agent.lost) times a customer's mood fell clearly behind \(possessive) line and did not come back."),
        why: nil,
        advice: context.say(
          "先接住情绪再讲办法：道歉或表示理解，再说下一步和时间。",
          "First the feeling, then the way out: say sorry or that you understand, then what comes next and when."),
        quotes: agent.drops, weight: 0.6 + Double(agent.lost) / Double(max(1, agent.conversations)))
    ]
  }

  private func slow(_ figure: CoachingFigure) -> CoachingPoint? {
    // Scores and findings are what the rules above come to.
    let isOwn = figure == .firstResponse || figure == .response || figure == .satisfied
    guard isOwn, verdict(figure) == .worse else { return nil }
    return CoachingPoint(
      title: context.say("\(figure.title(context))不如其他同事", "\(figure.title(context)): behind the others"),
      fact: pair(figure), why: nil, advice: nil, quotes: [], weight: 0.8)
  }
}
