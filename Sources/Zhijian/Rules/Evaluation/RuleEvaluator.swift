/// Judges rules over a conversation.
struct RuleEvaluator {
  let rules: RuleSet
  let cache: ConversationCache
  var view: ConversationView { cache.view }

  init(rules: RuleSet, view: ConversationView) {
    self.rules = rules
    cache = ConversationCache(view: view)
  }

  /// The outcome of every rule, in the order of the rule set.
  func outcomes() -> [RuleOutcome] {
    rules.rules.indices.map { outcome(of: $0) }
  }

  func outcome(of number: Int) -> RuleOutcome {
    let id = rules.rules[number].id
    if let filter = rules.rules[number].filter {
      switch filter.judge(view.transcript, start: view.firstTime, calendar: view.calendar) {
      case .applies: break
      case .excluded: return settled(id, .notApplicable)
      case .unknown: return settled(id, view.isFinal ? .unknown : .pending)
      case .error(let problem): return settled(id, .error, problem)
      }
    }
    if let outcome = silentOutcome(of: number) { return outcome }
    let rule = rules.rules[number]
    let evaluator = ConditionEvaluator(cache: cache, labels: rule.labels, leafBase: rules.leafBases[number])
    switch windows(of: rule, evaluator: evaluator) {
    case .undecided(let result, let problem): return settled(id, result, problem)
    case .windows(let windows): return judge(rule, windows: windows, evaluator: evaluator)
    }
  }

  /// The outcome of a rule for whose texts the scan found nothing; nil where it takes judging.
  private func silentOutcome(of number: Int) -> RuleOutcome? {
    let silence = ScanSilence(cache: cache, leafBase: rules.leafBases[number])
    let whole = Window(base: 0..<view.count, anchor: nil, only: nil, clause: nil)
    let id = rules.rules[number].id
    if let given = rules.rules[number].given {
      return silence.truth(of: given, in: whole).map { _ in settled(id, .notApplicable) }
    }
    guard rules.rules[number].verb != .require else { return nil }
    switch silence.truth(of: rules.rules[number].condition, in: whole) {
    case .notApplicable: return settled(id, .notApplicable)
    case .noHit:
      var counts = WindowCounts()
      counts.noHit = 1
      return RuleOutcome(rule: id, result: .noHit, windows: counts, findings: [], problem: nil)
    default: return nil
    }
  }

  private func settled(_ rule: String, _ result: RuleResult, _ problem: LocalizedText? = nil) -> RuleOutcome {
    var counts = WindowCounts()
    switch result {
    case .notApplicable: counts.notApplicable = 1
    case .unknown: counts.unknown = 1
    case .hit, .noHit, .error, .pending: break
    }
    return RuleOutcome(rule: rule, result: result, windows: counts, findings: [], problem: problem)
  }

  // MARK: Windows

  private enum Windows {
    case windows([Window])
    case undecided(RuleResult, LocalizedText?)
  }

  private func windows(of rule: Rule, evaluator: ConditionEvaluator) -> Windows {
    let whole = Window(base: 0..<view.count, anchor: nil, only: nil, clause: nil)
    let segment = rule.condition.scope.segment ?? .conversation
    guard let given = rule.given else {
      switch segment {
      case .conversation: return .windows([whole])
      case .first, .each:
        let segments = segment == .first ? Array(view.segments.prefix(1)) : view.segments
        return .windows(segments.map { Window(base: $0, anchor: nil, only: nil, clause: nil) })
      }
    }
    let judgement = evaluator.judge(given, in: whole)
    switch judgement.truth {
    case .notApplicable, .noHit: return .undecided(.notApplicable, nil)
    case .unknown: return .undecided(.unknown, nil)
    case .pending: return .undecided(.pending, nil)
    case .error: return .undecided(.error, judgement.problem)
    case .hit: break
    }
    // Before the end the last hit may not be the last one yet.
    if !view.isFinal, rule.which == .last || !given.hitsSingleMessages { return .undecided(.pending, nil) }
    let anchors = ConditionEvaluator.anchors(judgement)
    let windows = AnchorSelection.choose(anchors, rule.which).map { anchor -> Window in
      var base = 0..<view.count
      if segment != .conversation, let own = view.segments.first(where: { $0.contains(anchor.position) }) { base = own }
      return Window(base: base, anchor: anchor, only: nil, clause: nil)
    }
    if windows.isEmpty { return .undecided(view.isFinal ? .notApplicable : .pending, nil) }
    return .windows(windows)
  }

  /// Whether more windows may come before the end.
  private func mayGainWindows(_ rule: Rule) -> Bool {
    guard !view.isFinal else { return false }
    if rule.given == nil { return rule.condition.scope.segment == .each }
    switch rule.which {
    case .each, .any, .last: return true
    case .first, .nth: return false
    }
  }

  // MARK: Judging

  private func judge(_ rule: Rule, windows: [Window], evaluator: ConditionEvaluator) -> RuleOutcome {
    var counts = WindowCounts()
    var isPending = mayGainWindows(rule)
    var problem: LocalizedText?
    let builder = FindingBuilder(rule: rule, cache: cache)
    var findings: [Finding] = []
    var coverage: [String: ScriptCoverage] = [:]
    var seen: Set<[EvidenceSpan]> = []
    var judgements = windows.map { ($0, evaluator.judge(rule.condition, in: $0)) }
    if rule.which == .any, rule.given != nil {
      // Judged once: it holds if it holds in one window.
      let one = Judgement.any(judgements.map(\.1))
      let decisive = judgements.first { $0.1.truth == one.truth }
      // A later window may still hold.
      let isOpen = one.truth == .noHit && !view.isFinal
      // A leaf's hits in all windows count; a logic node speaks once, of the first window in which it holds.
      let judged = rule.condition.hitsSingleMessages ? one : decisive?.1 ?? one
      judgements = decisive.map { [($0.0, isOpen ? Judgement(truth: .pending) : judged)] } ?? []
    }
    for (window, judgement) in judgements {
      let reports = rule.verb == .require ? judgement.truth == .noHit : judgement.truth == .hit
      switch judgement.truth {
      case .error: problem = problem ?? judgement.problem
      case .pending: isPending = true
      case .unknown: counts.unknown += 1
      case .notApplicable: counts.notApplicable += 1
      case .hit, .noHit:
        if reports { counts.hit += 1 } else { counts.noHit += 1 }
      }
      if rule.verb == .require, rule.status == .stable, judgement.truth == .hit || judgement.truth == .noHit,
        let agent = builder.agentWhenClosed(window)
      {
        coverage[agent, default: ScriptCoverage()] += ScriptCoverage(covered: reports ? 0 : 1, applicable: 1)
      }
      guard reports else { continue }
      for finding in builder.findings(judgement, window: window) {
        let spans = finding.hits.flatMap(\.spans)
        // The same spans found from several anchors are one finding.
        if spans.isEmpty || seen.insert(spans).inserted { findings.append(finding) }
      }
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
      rule: rule.id, result: result, windows: counts, findings: findings, coverage: coverage, problem: problem)
  }
}
