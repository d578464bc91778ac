/// Why a rule says of a conversation what it says: everything that was looked at on the way to its result.
public struct RuleExplanation: Sendable {
  /// One part of `for:`.
  public struct Filter: Sendable, Hashable {
    /// The key, such as `platform`.
    public let key: String
    public let wanted: LocalizedText
    /// What the conversation has; nil where it has nothing.
    public let actual: String?
    /// `hit` where the conversation is one to look at, `no_hit` where not, else `unknown` or `error`.
    public let state: RuleResult
  }

  /// A hit of `given`.
  public struct Anchor: Sendable, Hashable {
    /// The index of its message; nil where it holds for the conversation and no message.
    public let message: Int?
    /// Whether `which` lets it be judged.
    public let isChosen: Bool
  }

  /// A window of the rule and what its condition says there.
  public struct Window: Sendable {
    /// The index of the message of `given` that it hangs on; nil without one.
    public let anchor: Int?
    /// The indices of the first and last message of the conversation or segment it lies in.
    public let from: Int?
    public let to: Int?
    public let condition: ConditionExplanation
    /// The places of its findings among those of the outcome, from 0.
    public let findings: [Int]
  }

  /// Why a finding is somebody's.
  public struct Owner: Sendable, Hashable {
    public enum Reason: String, Sendable {
      /// The agent sent the message.
      case sender
      /// The agent was in charge when the message came.
      case inCharge = "in_charge"
      /// The agent was in charge when the window closed.
      case windowClosed = "window_closed"
      /// The operator says whose it is, such as the round's agent.
      case named
    }

    public let reason: Reason
    /// The index of the message; nil where there is none.
    public let message: Int?
  }

  /// A hit, or a whole finding, that came to nothing of its own.
  public struct Dropped: Sendable, Hashable {
    public enum Reason: String, Sendable {
      /// It overlaps a longer hit, or is another copy of one.
      case merged
      /// Another window had the same.
      case sameSpans = "same_spans"
    }

    /// The number of its window, from 0.
    public let window: Int
    public let spans: [EvidenceSpan]
    public let why: Reason
  }

  public let rule: Rule
  /// What came out; the same as without explaining.
  public let outcome: RuleOutcome
  /// Empty without `for:`.
  public let filters: [Filter]
  /// Nil without `given`, and where a filter had settled it before.
  public let given: ConditionExplanation?
  public let anchors: [Anchor]
  public let windows: [Window]
  /// By finding of the outcome.
  public let owners: [Owner]
  public let dropped: [Dropped]
}

extension RuleExplanation {
  /// The parts of `for:` and what the conversation has.
  private static func filters(
    of filter: ConversationFilter?, _ transcript: Transcript, start: Timestamp?, calendar: WorkCalendar
  ) -> [Filter] {
    guard let filter else { return [] }
    return filter.parts.map { part in
      let state: RuleResult =
        switch part.judge(transcript, start: start, calendar: calendar) {
        case .applies: .hit
        case .excluded: .noHit
        case .unknown: .unknown
        case .error: .error
        }
      return part.explained(transcript, start: start, calendar: calendar, state: state)
    }
  }

  init(_ entry: RuleEntry, outcome: RuleOutcome, trace: JudgementTrace, view: ConversationView) {
    rule = entry.rule
    self.outcome = outcome
    filters = Self.filters(
      of: entry.rule.filter, view.transcript, start: view.firstTime, calendar: view.calendar)
    given = trace.given.map { ConditionExplanation($0, relation: .root, name: nil, view: view) }
    let chosen = Set(AnchorSelection.choose(trace.anchors, entry.rule.which))
    anchors = trace.anchors.map { Anchor(message: $0.message, isChosen: chosen.contains($0)) }
    // Findings come window by window, in the order of the outcome.
    var places: [Int: [Int]] = [:]
    var owners: [Owner] = []
    var dropped: [Dropped] = []
    var number = 0
    for report in trace.reports {
      // Reports come in the order of the windows.
      number = trace.windows[number...].firstIndex { $0.window.isSame(as: report.window) } ?? number
      var told: Set<[EvidenceSpan]> = []
      for (place, finding) in report.findings.enumerated() {
        let spans = finding.hits.flatMap(\.spans)
        for hit in finding.hits { told.insert(hit.spans.sorted()) }
        guard report.isKept[place] else {
          dropped.append(Dropped(window: number, spans: spans, why: .sameSpans))
          continue
        }
        places[number, default: []].append(owners.count)
        owners.append(
          report.owners.indices.contains(place) ? report.owners[place] : Owner(reason: .named, message: nil))
      }
      guard entry.rule.verb != .require else { continue }
      for hit in report.judgement.hits where !told.contains(hit.spans.sorted()) {
        dropped.append(Dropped(window: number, spans: hit.spans, why: .merged))
      }
    }
    self.owners = owners
    self.dropped = dropped
    windows = trace.windows.enumerated().map { number, item in
      Window(
        anchor: item.window.anchor?.message, from: item.window.base.first.map { view.order[$0] },
        to: item.window.base.last.map { view.order[$0] },
        condition: ConditionExplanation(item.step, relation: .root, name: nil, view: view),
        findings: places[number] ?? [])
    }
  }
}

extension Window {
  fileprivate func isSame(as other: Window) -> Bool { base == other.base && anchor == other.anchor }
}
