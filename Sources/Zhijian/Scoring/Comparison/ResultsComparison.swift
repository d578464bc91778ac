/// Two periods side by side: what differs by more than chance, and what does not.
public struct ResultsComparison: Sendable {
  /// What a row says.
  public enum Verdict: String, Sendable, CaseIterable {
    case better, worse
    /// It differs, and neither way is better.
    case changed
    /// Chance alone could be the reason.
    case noise
    /// One of the periods has too few conversations to say.
    case tooFew = "too_few"
  }

  public enum Kind: String, Sendable, CaseIterable {
    case total, agent, rule, metric
  }

  public struct Row: Sendable {
    public let kind: Kind
    /// The name of a total or metric, the id of a rule, or the id of an agent.
    public let id: String
    /// What of it is compared: `score`, `findings`, `share` or `value`.
    public let figure: String
    public let unit: MetricDefinition.Unit
    public let direction: MetricDefinition.Direction
    public let before: Double?
    public let after: Double?
    /// Conversations that say something about it.
    public let countBefore: Int
    public let countAfter: Int
    public let test: DifferenceTest?
    /// The probability adjusted for all rows of the kind; nil where nothing was tested.
    public let adjusted: Double?
    public let verdict: Verdict
  }

  public let before: PeriodResults
  public let after: PeriodResults
  /// Below so many conversations on either side nothing is judged.
  public let minimumSample: Int
  /// By kind, and in the kind by what matters: verdicts first, then names.
  public let rows: [Row]

  /// The largest adjusted probability that is not taken for chance.
  public static let level = 0.05

  public init(before: PeriodResults, after: PeriodResults, minimumSample: Int) {
    self.before = before
    self.after = after
    self.minimumSample = max(2, minimumSample)
    var rows: [Row] = []
    for kind in Kind.allCases {
      let drafts = Self.drafts(kind, before, after).sorted {
        ($0.place, $0.id, $0.figure) < ($1.place, $1.id, $1.figure)
      }
      rows += Self.judged(drafts, kind, minimumSample: self.minimumSample)
    }
    self.rows = rows
  }

  /// The hashes that are not the same in both periods, or not within one: differences may come from them.
  public var differingVersions: [String] {
    Set(before.versions.keys).union(after.versions.keys).filter { name in
      let (old, new) = (before.versions[name] ?? [], after.versions[name] ?? [])
      return old != new || old.count > 1
    }.sorted()
  }

  private struct Draft {
    let id: String
    let figure: String
    let unit: MetricDefinition.Unit
    let direction: MetricDefinition.Direction
    let before: RatioSample
    let after: RatioSample
    /// The place in a fixed order; all the same where there is none.
    var place = 0
  }

  private static func drafts(_ kind: Kind, _ before: PeriodResults, _ after: PeriodResults) -> [Draft] {
    switch kind {
    case .total:
      let figures: [(String, MetricDefinition.Unit, MetricDefinition.Direction)] = [
        ("score", .points, .higher), ("auto_fail_ratio", .ratio, .lower), ("findings_per_conversation", .count, .lower),
        ("mood_drop_ratio", .ratio, .lower), ("mood_end", .points, .higher),
      ]
      return figures.enumerated().map { place, figure in
        Draft(
          id: figure.0, figure: "value", unit: figure.1, direction: figure.2,
          before: before.totals[figure.0] ?? RatioSample(), after: after.totals[figure.0] ?? RatioSample(), place: place
        )
      }
    case .agent:
      let ids = Set(before.agents.keys).union(after.agents.keys).subtracting([Transcript.unknownAgent])
      return ids.flatMap { id in
        let (old, new) = (before.agents[id], after.agents[id])
        return [
          Draft(
            id: id, figure: "score", unit: .points, direction: .higher, before: old?.score ?? RatioSample(),
            after: new?.score ?? RatioSample()),
          Draft(
            id: id, figure: "findings", unit: .count, direction: .lower, before: old?.findings ?? RatioSample(),
            after: new?.findings ?? RatioSample()),
        ]
      }
    case .rule:
      let byResults = before.hasResults && after.hasResults
      return before.rules.union(after.rules).map { id in
        let verb = after.verbs[id] ?? before.verbs[id]
        return Draft(
          id: id, figure: "share", unit: .ratio,
          direction: verb == .credit ? .higher : verb == .observe || verb == nil ? .band : .lower,
          before: before.rule(id, byResults: byResults), after: after.rule(id, byResults: byResults))
      }
    case .metric:
      return MetricDefinition.all.enumerated().compactMap { place, definition in
        let (old, new) = (before.totals[definition.name], after.totals[definition.name])
        guard definition.isSumOfConversations, old != nil || new != nil else { return nil }
        return Draft(
          id: definition.name, figure: "value", unit: definition.unit, direction: definition.direction,
          before: old ?? RatioSample(), after: new ?? RatioSample(), place: place)
      }
    }
  }

  private static func judged(_ drafts: [Draft], _ kind: Kind, minimumSample: Int) -> [Row] {
    let tests = drafts.map { draft in
      min(draft.before.count, draft.after.count) < minimumSample
        ? nil : DifferenceTest(before: draft.before, after: draft.after)
    }
    var adjusted: [Double?] = tests.map { _ in nil }
    let tested = tests.indices.filter { tests[$0] != nil }
    let probabilities = DifferenceTest.adjusted(tested.compactMap { tests[$0]?.probability })
    for (place, probability) in zip(tested, probabilities) { adjusted[place] = probability }
    return drafts.indices.map { place in
      let draft = drafts[place]
      return Row(
        kind: kind, id: draft.id, figure: draft.figure, unit: draft.unit, direction: draft.direction,
        before: draft.before.value, after: draft.after.value, countBefore: draft.before.count,
        countAfter: draft.after.count, test: tests[place], adjusted: adjusted[place],
        verdict: verdict(tests[place], adjusted[place], draft.direction))
    }
  }

  private static func verdict(
    _ test: DifferenceTest?, _ adjusted: Double?, _ direction: MetricDefinition.Direction
  ) -> Verdict {
    guard let test, let adjusted else { return .tooFew }
    let excludesNothing = test.interval.low <= 0 && test.interval.high >= 0
    guard adjusted < level, !excludesNothing else { return .noise }
    switch direction {
    case .band: return .changed
    case .higher: return test.difference > 0 ? .better : .worse
    case .lower: return test.difference < 0 ? .better : .worse
    }
  }
}

extension MetricDefinition {
  /// Whether the figure of many conversations is made of the sums of each: medians are not, and persons are counted
  /// once a day.
  public var isSumOfConversations: Bool {
    let isSample = name.hasSuffix("_median_seconds") || name.hasSuffix("_p90_seconds")
    let isOfPersons = name.hasSuffix("persons") || name.hasPrefix("person_")
    return !isSample && !isOfPersons && name != "most_concurrent_conversations"
  }
}
