/// One line of the account of a score.
public struct LedgerLine: Sendable, Hashable {
  public enum Kind: String, Sendable, CaseIterable {
    /// A section's part of the full score.
    case base
    case deduct, award
    /// What a cap gave back, or took from a section above 100.
    case cap
    /// What a section's floor gave back.
    case floor
    case autoFail = "auto_fail"
    case sentiment, metric
    /// What sections that do not apply leave to the others.
    case renormalise
    /// What is left of the arithmetic in hundredths.
    case rounding
  }

  /// The agent whose score the line belongs to; nil for the conversation's.
  public let agent: String?
  public let rule: String?
  public let category: String?
  public let kind: Kind
  /// As authored, before weights, in hundredths of a point.
  public let points: Int
  /// What it does to the score, in hundredths of a point.
  public let effect: Int
  /// Places in the evaluation's findings, from 0.
  public let findings: [Int]
}

/// The account of one score: the effects of the lines add up to it.
public struct Scorecard: Sendable, Hashable {
  /// Hundredths of a point, 0…10000; nil where no section applies.
  public let score: Int?
  public let grade: String?
  public let isAutoFailed: Bool
  public let lines: [LedgerLine]

  /// What each finding does to the score, in hundredths of a point, by its place among the findings: its part of the
  /// lines that name it. Together they are the effects of those lines.
  public var findingEffects: [Int: Int] {
    var effects: [Int: Int] = [:]
    for line in lines where !line.findings.isEmpty {
      let (share, rest) = line.effect.quotientAndRemainder(dividingBy: line.findings.count)
      for (number, place) in line.findings.enumerated() {
        effects[place, default: 0] += share + (number < abs(rest) ? rest.signum() : 0)
      }
    }
    return effects
  }
}

/// What a score is computed from.
struct ScoringInput {
  /// A finding that takes part in scores.
  struct Item {
    /// The number of its rule in the rule set, which has the order of rule ids.
    let rule: Int
    /// Its place in the evaluation, from 0.
    let place: Int
  }

  /// In the order of rules, those of one rule in the order of their places.
  let items: [Item]
  /// The findings of the evaluation.
  let findings: [Finding]
  /// By section of the policy, whether a scored stable rule of it came out as hit or no hit.
  let applies: [Bool]
  let mood: SentimentTimeline.Course?
  /// Nil for the conversation's score.
  let agent: String?
}

extension ScoringBasis {
  /// The account of one conversation, or of one agent in it.
  func scorecard(_ input: ScoringInput, metrics: ServiceMetricsReport) -> Scorecard {
    var sheet = ScoreSheet(agent: input.agent, capacity: 2 * policy.sections.count + input.items.count)
    for section in policy.sections.indices { score(section, input, metrics, into: &sheet) }
    let totalWeight = policy.sections.reduce(0) { $0 + $1.weight }
    let weight = sheet.sections.reduce(0) { $0 + policy.sections[$1.number].weight }
    let isFailed = input.items.contains { rules[$0.rule].score.effect == .autoFail }
    guard weight > 0 else {
      addAutoFails(input, to: &sheet, score: 0)
      return Scorecard(
        score: isFailed ? 0 : nil, grade: isFailed ? policy.grade(of: 0) : nil, isAutoFailed: isFailed,
        lines: sheet.lines)
    }
    addSections(of: &sheet, weight: weight, totalWeight: totalWeight)
    var weighted = 0
    for scored in sheet.sections { weighted += scored.points * policy.sections[scored.number].weight }
    let exact = (2 * weighted + weight) / (2 * weight)
    let sum = sheet.lines.reduce(0) { $0 + $1.effect }
    if sum != exact { sheet.add(.rounding, effect: exact - sum) }
    if isFailed { addAutoFails(input, to: &sheet, score: exact) }
    let score = isFailed ? 0 : exact
    return Scorecard(score: score, grade: policy.grade(of: score), isAutoFailed: isFailed, lines: sheet.lines)
  }

  /// Turns what the sections came to into lines: what they are worth, what those that do not apply leave to them, and
  /// what their rules and figures did.
  private func addSections(of sheet: inout ScoreSheet, weight: Int, totalWeight: Int) {
    for scored in sheet.sections {
      let section = policy.sections[scored.number]
      sheet.add(
        .base, category: section.id, points: 10_000, effect: 10_000 * section.weight / totalWeight)
    }
    if weight != totalWeight {
      for scored in sheet.sections {
        let section = policy.sections[scored.number]
        let effect = 10_000 * section.weight / weight - 10_000 * section.weight / totalWeight
        sheet.add(.renormalise, category: section.id, effect: effect)
      }
    }
    for scored in sheet.sections {
      let section = policy.sections[scored.number]
      for entry in sheet.entries[scored.entries] {
        sheet.add(
          entry.kind, rule: entry.rule.map { rules[$0].id }, category: section.id, points: entry.points,
          effect: entry.points * section.weight / weight, findings: entry.findings)
      }
    }
  }

  /// The first of the rules that fail a conversation takes what there is; the others are named and find nothing left.
  private func addAutoFails(_ input: ScoringInput, to sheet: inout ScoreSheet, score: Int) {
    var score = score
    forEachRule(of: input.items[...]) { rule, group in
      guard rules[rule].score.effect == .autoFail else { return }
      sheet.add(
        .autoFail, rule: rules[rule].id, category: rules[rule].category, effect: -score, findings: group.map(\.place))
      score = 0
    }
  }

  /// Adds a section's points, 0…10000, with the entries that lead there from 100, where it applies.
  private func score(
    _ number: Int, _ input: ScoringInput, _ metrics: ServiceMetricsReport, into sheet: inout ScoreSheet
  ) {
    switch policy.sections[number].kind {
    case .rules:
      guard input.applies[number] else { return }
      scoreRules(number, input, into: &sheet)
    case .metric(let name, let scorer):
      guard let definition = MetricDefinition.named(name), let value = figure(definition, metrics, of: input.agent)
      else { return }
      addFigure(number, .metric, scorer.points(of: value), to: &sheet)
    case .sentiment(let figureName, let scorer):
      guard let mood = input.mood else { return }
      let value =
        switch figureName {
        case .begin: mood.begin
        case .end: mood.end
        case .mean: mood.mean
        case .lowest: mood.lowest
        case .shift: mood.shift
        }
      addFigure(number, .sentiment, scorer.points(of: value), to: &sheet)
    }
  }

  private func figure(_ definition: MetricDefinition, _ metrics: ServiceMetricsReport, of agent: String?) -> Double? {
    guard let agent else { return definition.figureWithoutInterval(of: metrics.total).value }
    return metrics.agents[agent].flatMap { definition.figureWithoutInterval(of: $0).value }
  }

  private func addFigure(_ number: Int, _ kind: LedgerLine.Kind, _ points: Int, to sheet: inout ScoreSheet) {
    let start = sheet.entries.count
    sheet.entries.append(.init(rule: nil, kind: kind, points: points - 10_000, findings: []))
    let floored = max(points, policy.sections[number].floor)
    if floored != points {
      sheet.entries.append(.init(rule: nil, kind: .floor, points: floored - points, findings: []))
    }
    sheet.sections.append(.init(number: number, points: floored, entries: start..<sheet.entries.count))
  }

  private func scoreRules(_ number: Int, _ input: ScoringInput, into sheet: inout ScoreSheet) {
    let start = sheet.entries.count
    var points = 10_000
    forEachRule(of: input.items[...]) { rule, group in
      guard sectionOfRule[rule] == firstSection[number] else { return }
      let amount: Int
      let kind: LedgerLine.Kind
      switch rules[rule].score.effect {
      case .deduct(let value): (amount, kind) = (-value, .deduct)
      case .award(let value): (amount, kind) = (value, .award)
      case .none, .autoFail: return
      }
      var total = 0
      for places in units(of: group, unit: rules[rule].score.unit, in: input.findings) {
        sheet.entries.append(.init(rule: rule, kind: kind, points: amount, findings: places))
        total += amount
      }
      if let cap = rules[rule].score.cap, abs(total) > cap {
        let excess = total < 0 ? -total - cap : cap - total
        sheet.entries.append(.init(rule: rule, kind: .cap, points: excess, findings: []))
        total += excess
      }
      points += total
    }
    let clamped = min(10_000, max(policy.sections[number].floor, points))
    if clamped != points {
      sheet.entries.append(
        .init(rule: nil, kind: clamped > points ? .floor : .cap, points: clamped - points, findings: []))
    }
    sheet.sections.append(.init(number: number, points: clamped, entries: start..<sheet.entries.count))
  }

  /// Calls `body` with the number of each rule that has items, and them.
  private func forEachRule(
    of items: ArraySlice<ScoringInput.Item>, _ body: (Int, ArraySlice<ScoringInput.Item>) -> Void
  ) {
    var start = items.startIndex
    while start < items.endIndex {
      let rule = items[start].rule
      var end = start + 1
      while end < items.endIndex, items[end].rule == rule { end += 1 }
      body(rule, items[start..<end])
      start = end
    }
  }

  /// The places of the findings that are counted together.
  private func units(
    of group: ArraySlice<ScoringInput.Item>, unit: RuleScore.Unit, in findings: [Finding]
  ) -> [[Int]] {
    func grouped<Key: Hashable>(_ key: (Finding) -> Key) -> [[Int]] {
      var order: [Key] = []
      var places: [Key: [Int]] = [:]
      for item in group {
        let key = key(findings[item.place])
        if places[key] == nil { order.append(key) }
        places[key, default: []].append(item.place)
      }
      return order.map { places[$0] ?? [] }
    }
    switch unit {
    case .finding: return group.map { [$0.place] }
    case .conversation: return [group.map(\.place)]
    case .agent: return group.count == 1 ? [group.map(\.place)] : grouped { $0.agent }
    case .message: return group.count == 1 ? [group.map(\.place)] : grouped { $0.firstMessage }
    }
  }
}

/// A score in the making.
private struct ScoreSheet {
  /// A line before its weight.
  struct Entry {
    let rule: Int?
    let kind: LedgerLine.Kind
    let points: Int
    let findings: [Int]
  }

  /// A section that applies, with the entries that lead to its points.
  struct ScoredSection {
    let number: Int
    let points: Int
    let entries: Range<Int>
  }

  let agent: String?
  var sections: [ScoredSection] = []
  var entries: [Entry] = []
  var lines: [LedgerLine] = []

  init(agent: String?, capacity: Int) {
    self.agent = agent
    sections.reserveCapacity(capacity)
    lines.reserveCapacity(capacity)
  }

  mutating func add(
    _ kind: LedgerLine.Kind, rule: String? = nil, category: String? = nil, points: Int = 0, effect: Int,
    findings: [Int] = []
  ) {
    lines.append(
      LedgerLine(
        agent: agent, rule: rule, category: category, kind: kind, points: points, effect: effect, findings: findings))
  }
}
