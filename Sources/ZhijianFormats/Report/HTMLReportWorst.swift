import Zhijian

/// A rendered conversation with its findings.
struct HTMLReportEntry {
  /// From 1, in the order of the input.
  let number: Int
  let line: HTMLReportConversationLine
  let markup: HTMLReportMarkup
  let rows: [HTMLReportFindingRow]

  var score: Int? { line.score }

  var byteCount: Int { markup.bytes.count + rows.reduce(0) { $0 + $1.quote.bytes.count + 200 } }
}

/// What a list of conversations says of one.
struct HTMLReportConversationLine {
  let number: Int
  let id: String
  /// In hundredths of a point.
  let score: Int?
  let grade: String?
  let isAutoFailed: Bool
  let agents: [String]
  let start: Timestamp?
  /// Scoring findings that speak against somebody, by severity.
  let findings: [RuleSeverity: Int]
  let hasMoodDrop: Bool

  init(_ conversation: HTMLReportConversation) {
    let evaluation = conversation.evaluation
    number = conversation.number
    id = conversation.id
    score = evaluation.scorecard.score
    grade = evaluation.scorecard.grade
    isAutoFailed = evaluation.scorecard.isAutoFailed
    agents = evaluation.agents.map(\.id)
    start = conversation.start
    findings = Dictionary(
      evaluation.findings.filter { $0.scores && ($0.verb == .forbid || $0.verb == .require) }
        .map { ($0.severity, 1) }, uniquingKeysWith: +)
    hasMoodDrop = evaluation.swings.contains { $0.kind == .drop && !$0.recovered }
  }

  /// The lowest score first, conversations without one last; equal ones in the order of the input.
  static func isWorse(_ left: Self, _ right: Self) -> Bool {
    let scores = (left.score ?? Int.max, right.score ?? Int.max)
    return scores.0 == scores.1 ? left.number < right.number : scores.0 < scores.1
  }
}

/// The worst findings and conversations of a report, in bounded memory: which ones stay does not depend on when the
/// others are dropped.
struct HTMLReportWorst {
  private struct Pile: Hashable {
    let agent: String?
    let rule: String
  }

  private let limits: HTMLReportLimits
  private var all: [HTMLReportFindingRow] = []
  private var byRule: [String: [HTMLReportFindingRow]] = [:]
  private var byAgent: [Pile: [HTMLReportFindingRow]] = [:]
  private(set) var conversations: [HTMLReportConversationLine] = []
  /// How many findings there were, and how many conversations.
  private(set) var findingCount = 0
  private(set) var conversationCount = 0

  init(limits: HTMLReportLimits) {
    self.limits = limits
  }

  mutating func add(_ entry: HTMLReportEntry) {
    conversationCount += 1
    conversations.append(entry.line)
    if conversations.count > 2 * limits.conversations { settleConversations() }
    findingCount += entry.rows.count
    for row in entry.rows {
      all.append(row)
      Self.add(row, to: &byRule[row.finding.rule, default: []], limits.linesOfRule)
      if row.isViolation, let agent = row.finding.agent {
        Self.add(row, to: &byAgent[Pile(agent: agent, rule: row.finding.rule), default: []], limits.linesOfRule)
      }
    }
    if all.count > 2 * limits.findingRows { Self.keep(limits.findingRows, of: &all) }
  }

  /// Drops what is beyond the bounds.
  mutating func settle() {
    Self.keep(limits.findingRows, of: &all)
    for rule in byRule.keys { Self.keep(limits.linesOfRule, of: &byRule[rule, default: []]) }
    for pile in byAgent.keys { Self.keep(limits.linesOfRule, of: &byAgent[pile, default: []]) }
    settleConversations()
  }

  /// From the worst: the worst of all and the worst of each rule.
  var rows: [HTMLReportFindingRow] {
    var seen: Set<[Int]> = []
    return (all + byRule.values.joined()).filter { seen.insert([$0.conversation, $0.number]).inserted }
      .sorted(by: HTMLReportFindingRow.isWorse)
  }

  /// From the worst: the worst of each agent and rule.
  var agentRows: [HTMLReportFindingRow] { byAgent.values.joined().sorted(by: HTMLReportFindingRow.isWorse) }

  private mutating func settleConversations() {
    conversations.sort(by: HTMLReportConversationLine.isWorse)
    if conversations.count > limits.conversations { conversations.removeSubrange(limits.conversations...) }
  }

  private static func add(_ row: HTMLReportFindingRow, to rows: inout [HTMLReportFindingRow], _ limit: Int) {
    rows.append(row)
    if rows.count > 2 * limit { keep(limit, of: &rows) }
  }

  private static func keep(_ limit: Int, of rows: inout [HTMLReportFindingRow]) {
    rows.sort(by: HTMLReportFindingRow.isWorse)
    if rows.count > limit { rows.removeSubrange(limit...) }
  }
}
