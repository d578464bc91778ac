/// Judges rules over a conversation.
struct RuleEvaluator {
  let rules: RuleSet
  let cache: ConversationCache
  var view: ConversationView { cache.view }

  init(rules: RuleSet, view: ConversationView, tally: ConditionTally? = nil) {
    self.rules = rules
    cache = ConversationCache(view: view, tally: tally)
  }

  /// How the rule of an entry comes to its outcome. `everybody` is what its texts are found in, whoever wrote it, by the
  /// rule's leaves; nil where that was not looked for.
  static func explanation(
    of entry: RuleEntry, in rules: RuleSet, view: ConversationView, everybody: LeafScans?
  ) -> RuleExplanation {
    let trace = JudgementTrace(everybody: everybody)
    let evaluator = RuleEvaluator(rules: rules, cache: ConversationCache(view: view, trace: trace))
    return RuleExplanation(entry, outcome: evaluator.outcome(of: entry), trace: trace, view: view)
  }

  private init(rules: RuleSet, cache: ConversationCache) {
    self.rules = rules
    self.cache = cache
  }

  /// The outcome of every rule, in the order of the rule set.
  func outcomes() -> RuleOutcomes {
    var outcomes = RuleOutcomes(rules)
    let (found, speakers) = (cache.found, view.speakers)
    let (mayBeSilent, areTimesKnown) = (view.isFinal && cache.tally == nil, view.isTimed)
    for number in rules.silences.indices {
      if mayBeSilent, let result = rules.silences[number].result(found, speakers, areTimesKnown: areTimesKnown) {
        outcomes.append(result)
      } else {
        outcomes.append(outcome(of: rules.entries[number]))
      }
    }
    return outcomes
  }

  private func outcome(of entry: RuleEntry) -> RuleOutcome {
    let id = entry.rule.id
    if let filter = entry.rule.filter {
      let outcome = filter.judge(view)
      cache.tally?.record(outcome)
      switch outcome {
      case .applies: break
      case .excluded: return RuleOutcome(rule: id, settled: .notApplicable)
      case .unknown: return RuleOutcome(rule: id, settled: view.isFinal ? .unknown : .pending)
      case .error(let problem): return RuleOutcome(rule: id, settled: .error, problem: problem)
      }
    }
    let evaluator = ConditionEvaluator(cache: cache, entry: entry)
    if !cache.isWatched, let result = silentResult(of: entry, evaluator.silence) {
      return RuleOutcome(rule: id, settled: result)
    }
    switch windows(of: entry, evaluator: evaluator) {
    case .undecided(let result, let problem): return RuleOutcome(rule: id, settled: result, problem: problem)
    case .windows(let windows): return judge(entry, windows: windows, evaluator: evaluator)
    }
  }

  /// The result of a rule for whose texts the scan found nothing; nil where it takes judging.
  private func silentResult(of entry: RuleEntry, _ silence: ScanSilence) -> RuleResult? {
    let whole = Window(base: 0..<view.count, anchor: nil, only: nil, clause: nil)
    if let given = entry.rule.given { return silence.truth(of: given, in: whole).map { _ in .notApplicable } }
    guard entry.rule.verb != .require else { return nil }
    switch silence.truth(of: entry.rule.condition, in: whole) {
    case .notApplicable: return .notApplicable
    case .noHit: return .noHit
    default: return nil
    }
  }

  // MARK: Windows

  private enum Windows {
    case windows([Window])
    case undecided(RuleResult, LocalizedText?)
  }

  private func windows(of entry: RuleEntry, evaluator: ConditionEvaluator) -> Windows {
    let whole = Window(base: 0..<view.count, anchor: nil, only: nil, clause: nil)
    let segment = entry.rule.condition.scope.segment ?? .conversation
    guard let given = entry.rule.given else {
      switch segment {
      case .conversation: return .windows([whole])
      case .first, .each:
        let segments = segment == .first ? Array(view.segments.prefix(1)) : view.segments
        return .windows(segments.map { Window(base: $0, anchor: nil, only: nil, clause: nil) })
      }
    }
    let judgement = evaluator.judge(given, in: whole)
    if let trace = cache.trace {
      trace.closeGiven(judgement.truth == .hit ? ConditionEvaluator.anchors(judgement) : [])
    }
    switch judgement.truth {
    case .notApplicable, .noHit: return .undecided(.notApplicable, nil)
    case .unknown: return .undecided(.unknown, nil)
    case .pending: return .undecided(.pending, nil)
    case .error: return .undecided(.error, judgement.problem)
    case .hit: break
    }
    // Before the end the last hit may not be the last one yet.
    if !view.isFinal, entry.rule.which == .last || !given.hitsSingleMessages { return .undecided(.pending, nil) }
    let anchors = ConditionEvaluator.anchors(judgement)
    let windows = AnchorSelection.choose(anchors, entry.rule.which).map { anchor -> Window in
      var base = 0..<view.count
      if segment != .conversation, let own = view.segments.first(where: { $0.contains(anchor.position) }) { base = own }
      return Window(base: base, anchor: anchor, only: nil, clause: nil)
    }
    if windows.isEmpty { return .undecided(view.isFinal ? .notApplicable : .pending, nil) }
    return .windows(windows)
  }

  /// Whether more windows may come before the end.
  private func mayGainWindows(_ entry: RuleEntry) -> Bool {
    guard !view.isFinal else { return false }
    if entry.rule.given == nil { return entry.rule.condition.scope.segment == .each }
    switch entry.rule.which {
    case .each, .any, .last: return true
    case .first, .nth: return false
    }
  }

  // MARK: Judging

  private func judge(_ entry: RuleEntry, windows: [Window], evaluator: ConditionEvaluator) -> RuleOutcome {
    var counts = WindowCounts()
    var isPending = mayGainWindows(entry)
    var problem: LocalizedText?
    let builder = FindingBuilder(entry: entry, cache: cache)
    var findings: [Finding] = []
    var coverage: [String: ScriptCoverage] = [:]
    var seen: Set<[EvidenceSpan]> = []
    var judgements = windows.map { window in
      let judgement = evaluator.judge(entry.rule.condition, in: window)
      cache.trace?.close(window)
      return (window, judgement)
    }
    if entry.rule.which == .any, entry.rule.given != nil {
      // Judged once: it holds if it holds in one window.
      let one = Judgement.any(judgements.map(\.1))
      let decisive = judgements.first { $0.1.truth == one.truth }
      // A later window may still hold.
      let isOpen = one.truth == .noHit && !view.isFinal
      // A leaf's hits in all windows count; a logic node speaks once, of the first window in which it holds.
      let judged = entry.rule.condition.hitsSingleMessages ? one : decisive?.1 ?? one
      judgements = decisive.map { [($0.0, isOpen ? Judgement(truth: .pending) : judged)] } ?? []
    }
    for (window, judgement) in judgements {
      let reports = entry.rule.verb == .require ? judgement.truth == .noHit : judgement.truth == .hit
      switch judgement.truth {
      case .error: problem = problem ?? judgement.problem
      case .pending: isPending = true
      case .unknown: counts.unknown += 1
      case .notApplicable: counts.notApplicable += 1
      case .hit, .noHit:
        if reports { counts.hit += 1 } else { counts.noHit += 1 }
      }
      if entry.rule.verb == .require, entry.rule.status == .stable,
        judgement.truth == .hit || judgement.truth == .noHit,
        let agent = builder.agentWhenClosed(window)
      {
        coverage[agent, default: ScriptCoverage()] += ScriptCoverage(covered: reports ? 0 : 1, applicable: 1)
      }
      guard reports else { continue }
      let made = builder.findings(judgement, window: window)
      if windows.count == 1, made.count == 1 {
        findings = made
        cache.trace?.add(made, isKept: [true], of: judgement, in: window)
        continue
      }
      let known = findings.count
      for finding in made {
        let spans = finding.hits.flatMap(\.spans)
        // The same spans found from several anchors are one finding.
        if spans.isEmpty || seen.insert(spans).inserted { findings.append(finding) }
      }
      cache.trace?.add(made, kept: Array(findings[known...]), of: judgement, in: window)
    }
    let result: RuleResult =
      if problem != nil {
        .error
      } else if !findings.isEmpty {
        .hit
      } else if isPending {
        .pending
      } else if counts.unknown > 0 {
        .unknown
      } else if counts.noHit > 0 || counts.hit > 0 {
        .noHit
      } else {
        .notApplicable
      }
    return RuleOutcome(
      rule: entry.rule.id, result: result, windows: counts, findings: findings, coverage: coverage, problem: problem)
  }
}
