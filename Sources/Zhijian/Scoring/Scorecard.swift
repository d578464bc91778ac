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
}

/// What a score is computed from.
struct ScoringInput {
  /// The places of the findings in the evaluation, from 0, and the findings.
  let findings: [(place: Int, finding: Finding)]
  /// Ids of sections of which a scored stable rule came out as hit or no hit.
  let applicableCategories: Set<String>
  let metrics: ServiceMetrics?
  let mood: SentimentTimeline.Course?
  let agent: String?
}

extension ScoringPolicy {
  /// The account of one conversation, or of one agent in it.
  func scorecard(_ input: ScoringInput, rules: [String: Rule]) -> Scorecard {
    var sections: [(section: Section, points: Int, entries: [Entry])] = []
    for section in self.sections {
      if let scored = score(section, input, rules) { sections.append((section, scored.points, scored.entries)) }
    }
    let totalWeight = self.sections.reduce(0) { $0 + $1.weight }
    let weight = sections.reduce(0) { $0 + $1.section.weight }
    let fails = autoFails(input, rules)
    guard weight > 0 else {
      let lines = fails.map {
        line(
          input, Entry(rule: $0.rule, category: $0.category, kind: .autoFail, points: 0, findings: $0.findings),
          effect: 0)
      }
      return Scorecard(
        score: fails.isEmpty ? nil : 0, grade: fails.isEmpty ? nil : grade(of: 0), isAutoFailed: !fails.isEmpty,
        lines: lines)
    }
    var lines: [LedgerLine] = []
    func add(_ entry: Entry, share: (Int, Int)) {
      lines.append(line(input, entry, effect: entry.points * share.0 / share.1))
    }
    for (section, _, _) in sections {
      add(
        Entry(rule: nil, category: section.id, kind: .base, points: 10_000, findings: []),
        share: (section.weight, totalWeight))
    }
    if weight != totalWeight {
      for (section, _, _) in sections {
        let effect = 10_000 * section.weight / weight - 10_000 * section.weight / totalWeight
        lines.append(
          line(
            input, Entry(rule: nil, category: section.id, kind: .renormalise, points: 0, findings: []), effect: effect))
      }
    }
    for (section, _, entries) in sections {
      for entry in entries { add(entry, share: (section.weight, weight)) }
    }
    let weighted = sections.reduce(0) { $0 + $1.points * $1.section.weight }
    let exact = (2 * weighted + weight) / (2 * weight)
    let sum = lines.reduce(0) { $0 + $1.effect }
    if sum != exact {
      lines.append(
        line(input, Entry(rule: nil, category: nil, kind: .rounding, points: 0, findings: []), effect: exact - sum))
    }
    var score = exact
    for fail in fails {
      // The first one takes what there is; the others are named and find nothing left.
      lines.append(
        line(
          input, Entry(rule: fail.rule, category: fail.category, kind: .autoFail, points: 0, findings: fail.findings),
          effect: -score))
      score = 0
    }
    return Scorecard(score: score, grade: grade(of: score), isAutoFailed: !fails.isEmpty, lines: lines)
  }

  /// A line before its weight.
  struct Entry {
    let rule: String?
    let category: String?
    let kind: LedgerLine.Kind
    let points: Int
    let findings: [Int]
  }

  private func line(_ input: ScoringInput, _ entry: Entry, effect: Int) -> LedgerLine {
    LedgerLine(
      agent: input.agent, rule: entry.rule, category: entry.category, kind: entry.kind, points: entry.points,
      effect: effect, findings: entry.findings)
  }

  /// The points of a section, 0…10000, with the entries that lead there from 100; nil where it does
  /// not apply.
  private func score(_ section: Section, _ input: ScoringInput, _ rules: [String: Rule]) -> (
    points: Int, entries: [Entry]
  )? {
    switch section.kind {
    case .rules:
      guard input.applicableCategories.contains(section.id) else { return nil }
      return scoreRules(section, input, rules)
    case .metric(let name, let scorer):
      guard let metrics = input.metrics, let value = MetricDefinition.named(name)?.figure(of: metrics).value else {
        return nil
      }
      return figure(section, .metric, scorer.points(of: value))
    case .sentiment(let figureName, let scorer):
      guard let mood = input.mood else { return nil }
      let value =
        switch figureName {
        case .begin: mood.begin
        case .end: mood.end
        case .mean: mood.mean
        case .lowest: mood.lowest
        case .shift: mood.shift
        }
      return figure(section, .sentiment, scorer.points(of: value))
    }
  }

  private func figure(_ section: Section, _ kind: LedgerLine.Kind, _ points: Int) -> (points: Int, entries: [Entry]) {
    var entries = [Entry(rule: nil, category: section.id, kind: kind, points: points - 10_000, findings: [])]
    let floored = max(points, section.floor)
    if floored != points {
      entries.append(Entry(rule: nil, category: section.id, kind: .floor, points: floored - points, findings: []))
    }
    return (floored, entries)
  }

  private func scoreRules(_ section: Section, _ input: ScoringInput, _ rules: [String: Rule]) -> (
    points: Int, entries: [Entry]
  ) {
    var entries: [Entry] = []
    var points = 10_000
    for (id, group) in byRule(input) {
      guard let rule = rules[id], rule.category == section.id else { continue }
      let amount: Int
      let kind: LedgerLine.Kind
      switch rule.score.effect {
      case .deduct(let value): (amount, kind) = (-value, .deduct)
      case .award(let value): (amount, kind) = (value, .award)
      case .none, .autoFail: continue
      }
      var total = 0
      for places in units(of: group, unit: rule.score.unit) {
        entries.append(Entry(rule: id, category: section.id, kind: kind, points: amount, findings: places))
        total += amount
      }
      if let cap = rule.score.cap, abs(total) > cap {
        let excess = total < 0 ? -total - cap : cap - total
        entries.append(Entry(rule: id, category: section.id, kind: .cap, points: excess, findings: []))
        total += excess
      }
      points += total
    }
    let clamped = min(10_000, max(section.floor, points))
    if clamped > points {
      entries.append(Entry(rule: nil, category: section.id, kind: .floor, points: clamped - points, findings: []))
    } else if clamped < points {
      entries.append(Entry(rule: nil, category: section.id, kind: .cap, points: clamped - points, findings: []))
    }
    return (clamped, entries)
  }

  /// The scoring findings by rule, in the order of rule ids.
  private func byRule(_ input: ScoringInput) -> [(String, [(place: Int, finding: Finding)])] {
    Dictionary(grouping: input.findings.filter { $0.finding.scores }, by: \.finding.rule).sorted { $0.key < $1.key }
  }

  /// The places of the findings that are counted together.
  private func units(of group: [(place: Int, finding: Finding)], unit: RuleScore.Unit) -> [[Int]] {
    func grouped<Key: Hashable>(_ key: ((place: Int, finding: Finding)) -> Key) -> [[Int]] {
      var order: [Key] = []
      var places: [Key: [Int]] = [:]
      for item in group {
        if places[key(item)] == nil { order.append(key(item)) }
        places[key(item), default: []].append(item.place)
      }
      return order.map { places[$0] ?? [] }
    }
    switch unit {
    case .finding: return group.map { [$0.place] }
    case .conversation: return [group.map(\.place)]
    case .agent: return grouped { $0.finding.agent }
    case .message: return grouped { $0.finding.firstMessage }
    }
  }

  private func autoFails(_ input: ScoringInput, _ rules: [String: Rule]) -> [(
    rule: String, category: String, findings: [Int]
  )] {
    byRule(input).compactMap { id, group in
      guard let rule = rules[id], rule.score.effect == .autoFail else { return nil }
      return (id, rule.category, group.map(\.place))
    }
  }
}
