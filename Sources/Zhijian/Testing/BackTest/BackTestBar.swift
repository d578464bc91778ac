/// A bar that a change of rules must not break, such as `findings-lost>0` or `score-change>0.5%`.
public struct BackTestBar: Sendable, Hashable {
  /// What is measured. A number is compared as it is; a percentage with the share that is named here.
  public enum Measure: String, Sendable, CaseIterable {
    /// How far the mean score moved, in points; percent: of the mean before.
    case scoreChange = "score-change"
    /// Conversations in which anything differs; percent: of all conversations.
    case conversationsChanged = "conversations-changed"
    /// Findings that only the side after has; percent: of the findings before.
    case findingsGained = "findings-gained"
    /// Findings that only the side before has; percent: of the findings before.
    case findingsLost = "findings-lost"
    /// Findings of both sides that are not the same; percent: of the findings before.
    case findingsChanged = "findings-changed"
    /// Conversations with another grade; percent: of all conversations.
    case gradeFlips = "grade-flips"
    /// Conversations that fail now or do not any more; percent: of all conversations.
    case autoFailFlips = "auto-fail-flips"
    /// The largest move of an agent's mean score, in points; percent: of that mean before.
    case agentChange = "agent-change"

    /// Whether a rule can be named.
    public var isOfRules: Bool { self == .findingsGained || self == .findingsLost || self == .findingsChanged }
  }

  /// What is wrong with an expression.
  public enum Fault: Error, Hashable {
    case syntax
    /// No measure is called so.
    case measure(String)
    /// The measure is not one of single rules.
    case notOfRules(String)
    /// Neither side has the rule.
    case rule(String)
  }

  /// What came of it.
  public struct Outcome: Sendable, Hashable {
    public let bar: BackTestBar
    /// In points, a count, or percent, as the bar asks for; nil where there is nothing to compare.
    public let value: Double?
    public let isBroken: Bool
  }

  /// As it was written, without blanks.
  public let expression: String
  public let measure: Measure
  public let rule: String?
  public let limit: Double
  public let isPercent: Bool
  /// Whether the limit itself breaks it already: `>=`.
  public let includesLimit: Bool

  /// Reads `MEASURE>NUMBER`, `MEASURE>NUMBER%`, `MEASURE(RULE)>NUMBER`, or the same with `>=`.
  public init(_ text: String) throws(Fault) {
    let text = text.filter { $0 != " " }
    guard let sign = text.firstIndex(of: ">") else { throw .syntax }
    var name = text[..<sign]
    var number = text[text.index(after: sign)...]
    includesLimit = number.first == "="
    if includesLimit { number = number.dropFirst() }
    isPercent = number.last == "%"
    if isPercent { number = number.dropLast() }
    var rule: String?
    if name.last == ")", let open = name.firstIndex(of: "(") {
      rule = String(name[name.index(after: open)...].dropLast())
      name = name[..<open]
      guard rule?.isEmpty == false else { throw .syntax }
    }
    guard let limit = Self.decimal(number) else { throw .syntax }
    guard let measure = Measure(rawValue: String(name)) else { throw .measure(String(name)) }
    if rule != nil, !measure.isOfRules { throw .notOfRules(measure.rawValue) }
    (self.expression, self.measure, self.rule, self.limit) = (text, measure, rule, limit)
  }

  /// A plain number without sign and exponent.
  private static func decimal(_ text: Substring) -> Double? {
    guard text.utf8.count <= 15, text.utf8.allSatisfy({ (0x30...0x39).contains($0) || $0 == 0x2E }),
      text.utf8.first.map({ $0 != 0x2E }) ?? false, text.utf8.last != 0x2E
    else { return nil }
    return Double(text)
  }

  /// Throws where neither side has the rule that is named.
  public func check(rules: some Sequence<String>) throws(Fault) {
    if let rule, !rules.contains(rule) { throw .rule(rule) }
  }

  /// Measures a back-test.
  public func outcome(of report: BackTestReport) -> Outcome {
    let (part, whole) = figures(report)
    guard let part else { return Outcome(bar: self, value: nil, isBroken: false) }
    // Of nothing, something is more than any share.
    let value = !isPercent ? part : part == 0 ? 0 : whole == 0 ? .infinity : part / whole * 100
    // What is computed in binary is compared as the decimals that people write.
    let slack = 1e-9
    let isBroken = includesLimit ? value >= limit - slack : value > limit + slack
    return Outcome(bar: self, value: value, isBroken: isBroken)
  }

  private func figures(_ report: BackTestReport) -> (part: Double?, whole: Double) {
    let conversations = Double(report.conversations)
    func findings(_ all: Int, _ ofRule: KeyPath<RuleDifference, Int>) -> (Double?, Double) {
      guard let rule else { return (Double(all), Double(report.totalsBefore.findings)) }
      let difference = report.rule(rule)
      return (Double(difference?[keyPath: ofRule] ?? 0), Double(difference?.findingsBefore ?? 0))
    }
    switch measure {
    case .scoreChange: return (report.scoreChange.map { abs($0) }, report.totalsBefore.scores.mean ?? 0)
    case .conversationsChanged: return (Double(report.conversationsChanged), conversations)
    case .findingsGained: return findings(report.gained, \.gained)
    case .findingsLost: return findings(report.lost, \.lost)
    case .findingsChanged: return findings(report.changed, \.changed)
    case .gradeFlips: return (Double(report.gradeFlipCount), conversations)
    case .autoFailFlips: return (Double(report.newAutoFails + report.endedAutoFails), conversations)
    case .agentChange: return (report.largestAgentChange?.points, report.largestAgentChange?.from ?? 0)
    }
  }
}
