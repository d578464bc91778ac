/// Puts together what a leaf saw of one window: from the messages that judging looked at, the occurrences that the scan of
/// the messages found, and what the operator noted.
struct LookMaker {
  let window: LeafWindow
  let judgement: Judgement
  let facts: [LeafFact]
  let factsLeft: Int
  let suppressed: [(spans: [EvidenceSpan], why: Suppression)]

  /// So many units of the text around an occurrence are shown as words.
  private static let reach = 6
  private static let mostOccurrences = 200

  private var view: ConversationView { window.view }
  private var scan: LeafScan? {
    if case .leaf(let leaf, _) = window.node.logic { leaf.scan } else { nil }
  }

  func look() -> ConditionExplanation.Look {
    let base = Self.look(
      at: window.candidates, scope: window.scope, window: window.window, view: view, truth: judgement.truth)
    var found: [ConditionExplanation.Occurrence] = []
    for hit in judgement.hits.prefix(Self.mostOccurrences) { found.append(occurrence(hit)) }
    let leftOut = scannedInVain() + noted()
    return ConditionExplanation.Look(
      anchor: base.anchor, from: base.from, to: base.to, messages: base.messages, role: base.role,
      emptiness: base.emptiness, state: base.state, hits: found, leftOut: leftOut,
      outside: outside(), facts: facts, factsLeft: factsLeft, nearestMiss: leftOut.isEmpty ? nearestMiss() : nil)
  }

  /// The messages that a scope names, without what a leaf saw there.
  static func look(
    at candidates: Candidates, scope: Scope, window: Window, view: ConversationView, truth: Truth?
  ) -> ConditionExplanation.Look {
    ConditionExplanation.Look(
      anchor: candidates.anchor?.message, from: candidates.spoken.first.map { view.order[$0] },
      to: candidates.spoken.last.map { view.order[$0] }, messages: candidates.spoken.count,
      role: (scope.role ?? .any).rawValue,
      emptiness: candidates.spoken.isEmpty && !candidates.span.isEmpty
        || scope.anchor != nil && candidates.spoken.isEmpty
        ? emptiness(of: scope, in: window, anchor: candidates.anchor, view: view) : nil,
      state: truth?.result, hits: [], leftOut: [], outside: [], facts: [], factsLeft: 0, nearestMiss: nil)
  }

  /// A scope that names no window at all.
  static func nothing(
    _ scope: Scope, window: Window, anchor: Window.Anchor?, view: ConversationView, truth: Truth
  ) -> ConditionExplanation.Look {
    let emptiness: ConditionExplanation.Emptiness =
      if case .label? = scope.anchor?.name, anchor == nil {
        .missingAnchor
      } else if truth == .unknown {
        .missingTimes
      } else {
        .silentRole
      }
    return ConditionExplanation.Look(
      anchor: anchor?.message, from: nil, to: nil, messages: 0, role: (scope.role ?? .any).rawValue,
      emptiness: emptiness, state: truth.result, hits: [], leftOut: [], outside: [], facts: [], factsLeft: 0,
      nearestMiss: nil)
  }

  /// Why a scope names no message: the first of its limits without which it would name some.
  private static func emptiness(
    of scope: Scope, in window: Window, anchor: Window.Anchor?, view: ConversationView
  ) -> ConditionExplanation.Emptiness {
    func isEmpty(_ scope: Scope) -> Bool {
      guard case .candidates(let candidates) = ScopeResolver(view: view).resolve(scope, window: window, anchor: anchor)
      else { return true }
      return candidates.spoken.isEmpty
    }
    if window.only != nil { return .silentThere }
    var wider = scope
    wider.seconds = nil
    if scope.seconds != nil, !isEmpty(wider) { return .otherTimes }
    wider.positions = nil
    if scope.positions != nil, !isEmpty(wider) { return .otherPositions }
    return view.speakers.contains(SpeakerKey(scope)) ? .silentThere : .silentRole
  }

  // MARK: Occurrences

  private func occurrence(_ hit: RuleHit) -> ConditionExplanation.Occurrence {
    let span = hit.spans.count == 1 ? hit.firstSpan : nil
    let known = span.flatMap { span in
      scanHits.first { $0.message == span.message && $0.range == span.range && $0.suppression == nil }
    }
    return ConditionExplanation.Occurrence(
      spans: hit.spans, phrase: known.flatMap(phrase), folds: hit.folds, confidence: hit.confidence, why: nil,
      excuse: nil, words: known == nil ? [] : span.map(words) ?? [])
  }

  private func occurrence(_ hit: ScanHit) -> ConditionExplanation.Occurrence {
    let span = EvidenceSpan(message: hit.message, range: hit.range)
    return ConditionExplanation.Occurrence(
      spans: [span], phrase: phrase(hit), folds: hit.folds, confidence: FoldConfidence.of(hit.folds),
      why: hit.suppression, excuse: hit.suppression == .excused ? excuse(over: span) : nil, words: words(around: span))
  }

  private var scanHits: [ScanHit] {
    view.scans.indices.contains(window.leaf.index) ? view.scans[window.leaf.index].hits : []
  }

  private func phrase(_ hit: ScanHit) -> String? {
    guard let scan, scan.phrases.indices.contains(hit.phrase) else { return nil }
    return scan.phrases[hit.phrase]
  }

  /// What the scan found in the messages looked at that does not count.
  private func scannedInVain() -> [ConditionExplanation.Occurrence] {
    // A passage of several messages says itself what it leaves out.
    guard window.scope.join != true else { return [] }
    let hits = scanHits.filter { hit in
      hit.suppression != nil && isLookedAt(hit) && window.clause.map { $0.contains(hit.range) } ?? true
    }
    return occurrences(hits)
  }

  /// What would count in messages that are not looked at, whoever wrote them.
  private func outside() -> [ConditionExplanation.Occurrence] {
    guard window.window.only == nil else { return [] }
    let own = window.leaf.index - window.evaluator.entry.leafBase
    let everybody = window.evaluator.cache.trace?.everybody
    let found = everybody.flatMap { $0.indices.contains(own) ? $0[own].hits : nil } ?? scanHits
    return occurrences(found.filter { $0.suppression == nil && !isLookedAt($0) })
  }

  private func isLookedAt(_ hit: ScanHit) -> Bool {
    Candidates.holds(view.positions[hit.message], window.written)
  }

  /// The first of some hits in time order, as many as are to be kept.
  private func occurrences(_ hits: [ScanHit]) -> [ConditionExplanation.Occurrence] {
    let limit = window.evaluator.cache.trace?.takeOccurrences(min(hits.count, Self.mostOccurrences)) ?? 0
    guard limit > 0 else { return [] }
    return hits.sorted { (view.positions[$0.message], $0.range) < (view.positions[$1.message], $1.range) }
      .prefix(limit).map(occurrence)
  }

  /// What was found only while judging and does not count.
  private func noted() -> [ConditionExplanation.Occurrence] {
    suppressed.map { item in
      ConditionExplanation.Occurrence(
        spans: item.spans, phrase: nil, folds: [], confidence: 1, why: item.why,
        excuse: item.why == .excused ? item.spans.first.flatMap(excuse) : nil,
        words: item.spans.count == 1 ? words(around: item.spans[0]) : [])
    }
  }

  /// The allow-phrase that covers a span.
  private func excuse(over span: EvidenceSpan) -> String? {
    guard let scan, view.texts.indices.contains(span.message) else { return nil }
    let units = view.texts[span.message].units
    for foldView in scan.views {
      let folded = view.folding.fold(units, view: foldView)
      for text in scan.excuses {
        let matcher = PhraseMatcher(phrases: [view.folding.foldPhrase(text, view: foldView)])
        var matches: [PhraseMatch] = []
        matcher.appendMatches(in: folded.units, to: &matches)
        if matches.contains(where: { folded.originalRange($0.start..<$0.end).contains(span.range) }) { return text }
      }
    }
    return scan.expression?.unless?.pattern
  }

  /// The words of the text in and around a span.
  private func words(around span: EvidenceSpan) -> [String] {
    guard view.texts.indices.contains(span.message) else { return [] }
    let text = view.texts[span.message]
    let around = TextRange(max(0, span.range.lower - Self.reach), span.range.upper + Self.reach)
    return text.tokens.filter { $0.range.overlaps(around) && $0.kind != .space }.prefix(24).map { text.text(of: $0) }
  }

  // MARK: What came closest

  private func nearestMiss() -> NearestMiss? {
    guard judgement.truth == .noHit, case .leaf(let leaf, _) = window.node.logic else { return nil }
    let members = window.written
    if let keyword = leaf as? KeywordOperator, keyword.followsScan {
      return NearestMissSearch(
        cache: window.evaluator.cache, required: [RequiredKeyword(keyword: keyword, steps: [])], parts: []
      ).search(members)
    }
    return ScriptMissSearch(cache: window.evaluator.cache, parts: []).search(window.node, members: members)
  }
}
