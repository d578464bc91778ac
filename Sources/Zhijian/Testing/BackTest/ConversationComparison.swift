/// How one conversation comes out by two sets of rules.
public struct ConversationComparison: Sendable {
  /// What one side says of it.
  public struct Outcome: Sendable, Hashable {
    /// In hundredths of a point.
    public let score: Int?
    public let grade: String?
    public let isAutoFailed: Bool
    public let findings: Int

    init(_ evaluation: Evaluation) {
      score = evaluation.scorecard.score
      grade = evaluation.scorecard.grade
      isAutoFailed = evaluation.scorecard.isAutoFailed
      findings = evaluation.findings.count
    }
  }

  /// An agent's scores in the conversation, in hundredths of a point.
  public struct AgentScores: Sendable, Hashable {
    public let id: String
    public let name: String?
    public let before: Int?
    public let after: Int?
  }

  /// A finding that is not the same on both sides.
  public struct Change: Sendable, Hashable {
    public enum Kind: String, Sendable, CaseIterable {
      case gained, lost, changed
    }

    public let kind: Kind
    public let rule: String
    /// In what a changed one differs; empty for the others.
    public let aspects: [FindingComparison.Aspect]
    public let sample: FindingSample
  }

  public let id: String
  public let messages: Int
  public let before: Outcome
  public let after: Outcome
  /// In the order of their ids.
  public let agents: [AgentScores]
  /// What was gained, then lost, then changed, each in the order of the conversation.
  public let changes: [Change]
  /// The lines of the conversation's ledgers that differ, where its score or its pass state does: those of rules
  /// first, then the largest.
  public let ledger: [ScoreChanges.Line]
  /// How many findings each rule has on either side.
  public let findings: [(rule: String, before: Int, after: Int)]

  /// Compares what two sets of rules say of one transcript.
  public init(before: Evaluation, after: Evaluation) {
    id = after.transcript.id
    messages = after.transcript.messages.count
    self.before = Outcome(before)
    self.after = Outcome(after)
    agents = Self.agents(before, after)
    ledger = self.before == self.after ? [] : Self.ledger(before.scorecard, after.scorecard)
    let comparison = FindingComparison(before: before.findings, after: after.findings)
    func change(
      _ kind: Change.Kind, _ finding: Finding, _ transcript: Transcript, _ aspects: [FindingComparison.Aspect] = []
    ) -> Change {
      Change(kind: kind, rule: finding.rule, aspects: aspects, sample: FindingSample(finding, of: transcript))
    }
    changes =
      comparison.gained.map { change(.gained, after.findings[$0], after.transcript) }
      + comparison.lost.map { change(.lost, before.findings[$0], before.transcript) }
      + comparison.changed.map { change(.changed, after.findings[$0.after], after.transcript, $0.aspects) }
    var counts: [String: (Int, Int)] = [:]
    for finding in before.findings { counts[finding.rule, default: (0, 0)].0 += 1 }
    for finding in after.findings { counts[finding.rule, default: (0, 0)].1 += 1 }
    findings = counts.map { ($0.key, $0.value.0, $0.value.1) }
  }

  private static func ledger(_ before: Scorecard, _ after: Scorecard) -> [ScoreChanges.Line] {
    var ledger = LedgerComparison()
    for (card, isAfter) in [(before, false), (after, true)] {
      for line in card.lines {
        ledger.add(
          nil, rule: line.rule, category: line.category, kind: line.kind.rawValue, line.effect, isAfter: isAfter)
      }
    }
    return ledger.lines.sorted { left, right in
      // What weights make of it tells less than what rules do.
      if (left.rule == nil) != (right.rule == nil) { return left.rule != nil }
      let sizes = [left, right].map { abs($0.difference) }
      if sizes[0] != sizes[1] { return sizes[0] > sizes[1] }
      let names = [left, right].map { ($0.rule ?? "", $0.category ?? "", $0.kind ?? "") }
      return names[0] < names[1]
    }
  }

  private static func agents(_ before: Evaluation, _ after: Evaluation) -> [AgentScores] {
    var scores: [String: (Int?, Int?)] = [:]
    for agent in before.agents { scores[agent.id] = (agent.scorecard.score, nil) }
    for agent in after.agents { scores[agent.id, default: (nil, nil)].1 = agent.scorecard.score }
    return scores.sorted { $0.key < $1.key }.map { id, score in
      let name = after.transcript.agents.first { $0.id == id }?.name
      return AgentScores(id: id, name: name, before: score.0, after: score.1)
    }
  }

  public var isScoreChanged: Bool { before.score != after.score }
  public var isGradeChanged: Bool { before.grade != after.grade }
  public var isAutoFailChanged: Bool { before.isAutoFailed != after.isAutoFailed }

  /// Whether anything at all came out otherwise.
  public var isChanged: Bool {
    isScoreChanged || isGradeChanged || isAutoFailChanged || !changes.isEmpty
      || agents.contains { $0.before != $0.after }
  }

  /// How far the score moved, in hundredths of a point; one that comes or goes moves by all of it.
  var movement: Int { abs((after.score ?? 0) - (before.score ?? 0)) }
}
