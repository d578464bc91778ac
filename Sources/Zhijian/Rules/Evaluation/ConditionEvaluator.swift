/// Judges the conditions of one rule over one conversation. A class, since every leaf takes it along.
final class ConditionEvaluator {
  let cache: ConversationCache
  var view: ConversationView { cache.view }
  let entry: RuleEntry
  let silence: ScanSilence

  init(cache: ConversationCache, entry: RuleEntry) {
    self.cache = cache
    self.entry = entry
    silence = ScanSilence(cache: cache, leafBase: entry.leafBase)
  }

  /// What `node` says of `window`.
  func judge(_ node: ConditionNode, in window: Window) -> Judgement {
    judge(node, in: window, depth: 0)
  }

  func judge(_ node: ConditionNode, in window: Window, depth: Int) -> Judgement {
    // Labels may point at each other only without cycles; the loader refuses those.
    guard depth < 64 else { return .error(LocalizedText(zh: "条件嵌套过深", en: "conditions nest too deeply")) }
    guard cache.isWatched else {
      if let truth = silence.truth(of: node, in: window) { return Judgement(truth: truth) }
      return judgeFully(node, in: window, depth: depth)
    }
    cache.trace?.begin(node, in: window)
    let judgement = judgeFully(node, in: window, depth: depth)
    cache.trace?.end(judgement)
    cache.tally?.record(node, judgement.truth)
    return judgement
  }

  private func judgeFully(_ node: ConditionNode, in window: Window, depth: Int) -> Judgement {
    if node.scope.segment == .each || node.scope.segment == .first, window.only == nil,
      window.base == 0..<view.count, view.segments.count > 1, window.anchor == nil
    {
      return judgeSegments(node, in: window, depth: depth)
    }
    if let kind = node.windows, window.only == nil || kind == .clause && window.clause == nil {
      return judgeParts(node, kind: kind, in: window, depth: depth)
    }
    switch node.logic {
    case .leaf(let leafOperator, let leaf):
      return judgeLeaf(node, leafOperator, LeafID(index: entry.leafBase + leaf.index), in: window, depth: depth)
    case .all(let operands):
      if window.only != nil, view.isFinal, node.isPlainInMessage, !cache.isWatched {
        return judgePlainly(operands, in: window, depth: depth)
      }
      return .all(operands.map { judge($0, in: window, depth: depth + 1) })
    case .any(let operands):
      return .any(operands.map { judge($0, in: window, depth: depth + 1) })
    case .not(let operand):
      return judge(operand, in: window, depth: depth + 1).negated
    case .atLeast(let needed, let operands):
      return .atLeast(needed, of: operands.map { judge($0, in: window, depth: depth + 1) })
    case .sequence(let steps):
      return judgeSequence(steps, in: window, depth: depth)
    }
  }

  /// `all` where its operands say either hit or no hit: the first one that does not hold settles it.
  private func judgePlainly(_ operands: [ConditionNode], in window: Window, depth: Int) -> Judgement {
    var judgements: [Judgement] = []
    for operand in operands {
      let judgement = judge(operand, in: window, depth: depth + 1)
      if judgement.truth == .noHit { return judgement }
      judgements.append(judgement)
    }
    return .all(judgements)
  }

  /// Per segment: `first` looks at the first one; with `each` a leaf finds what each of them holds, and
  /// logic has to hold in every one.
  private func judgeSegments(_ node: ConditionNode, in window: Window, depth: Int) -> Judgement {
    let segments = node.scope.segment == .first ? Array(view.segments.prefix(1)) : view.segments
    let judgements = segments.map { segment -> Judgement in
      var inner = window
      inner.base = segment
      return judge(node, in: inner, depth: depth + 1)
    }
    if segments.count == 1, let only = judgements.first { return only }
    let result = node.hitsSingleMessages ? Judgement.any(judgements) : .all(judgements)
    // Another segment may begin.
    if !view.isFinal, result.truth == (node.hitsSingleMessages ? .noHit : .hit) { return Judgement(truth: .pending) }
    return result
  }

  /// With `same`: each message, or clause of a message, is a window of its own.
  private func judgeParts(_ node: ConditionNode, kind: SubWindows, in window: Window, depth: Int) -> Judgement {
    let outcome = anchors(of: node.scope, in: window, depth: depth)
    guard case .found(let anchors) = outcome else {
      guard case .undecided(let judgement) = outcome else { return .notApplicable }
      cache.trace?.add(undecided: judgement.truth, node.scope, in: window, anchor: nil, view: view)
      return judgement
    }
    var groups: [[RuleHit]] = []
    var others: [Judgement] = []
    var mayGrow = false
    var seen: Set<Int> = []
    let isPlain = view.isFinal && node.isPlainInMessage && !cache.isWatched
    var isSilentSomewhere = false
    for anchor in anchors {
      switch cache.resolve(node.scope, number: node.scopeNumber, in: window, anchor: anchor) {
      case .undecided(let truth):
        others.append(Judgement(truth: truth))
        cache.trace?.add(undecided: truth, node.scope, in: window, anchor: anchor, view: view)
      case .candidates(let candidates):
        cache.trace?.add(candidates, of: node, in: window, view: view)
        if candidates.mayShift { return Judgement(truth: .pending) }
        mayGrow = mayGrow || candidates.mayGrow
        // The messages of one anchor are different anyway.
        for position in candidates.written where anchors.count == 1 || seen.insert(position).inserted {
          let index = view.order[position]
          if isPlain, silence.isSilent(node, inMessage: index) {
            isSilentSomewhere = true
            continue
          }
          let clauses: [TextRange?] =
            kind == .message ? [nil] : ClauseSplitter.clauses(of: view.texts[index].units)
          for clause in clauses {
            var inner = window
            inner.only = position
            inner.clause = clause
            // What is inside inherits the label, whose own message the narrow window does not hold.
            if let anchor, case .label(let name)? = node.scope.anchor?.name { inner.labelled = (name, anchor) }
            let judgement = judge(node, in: inner, depth: depth + 1)
            if judgement.truth == .hit {
              groups.append(judgement.hits.isEmpty ? [wholeHit(position, clause: clause)] : judgement.hits)
            } else {
              others.append(judgement)
            }
          }
        }
      }
    }
    if !groups.isEmpty { return Judgement(truth: .hit, hits: groups.flatMap { $0 }, groups: groups) }
    if let error = others.first(where: { $0.truth == .error }) { return error }
    if mayGrow { return Judgement(truth: view.isFinal ? .unknown : .pending) }
    if others.contains(where: { $0.truth == .pending }) { return Judgement(truth: .pending) }
    if others.contains(where: { $0.truth == .unknown }) { return Judgement(truth: .unknown) }
    if !others.isEmpty, !isSilentSomewhere, others.allSatisfy({ $0.truth == .notApplicable }) { return .notApplicable }
    return Judgement(truth: .noHit)
  }

  private func wholeHit(_ position: Int, clause: TextRange?) -> RuleHit {
    var span = view.wholeMessage(at: position)
    if let clause { span = EvidenceSpan(message: span.message, range: clause) }
    return RuleHit(span, position: position)
  }

  // MARK: Anchors

  private enum AnchorOutcome {
    /// The anchors to judge; a single nil for an unanchored scope.
    case found([Window.Anchor?])
    case undecided(Judgement)
  }

  private func anchors(of scope: Scope, in window: Window, depth: Int) -> AnchorOutcome {
    guard let reference = scope.anchor else { return .found([nil]) }
    guard case .label(let name) = reference.name else { return .found([window.anchor]) }
    if let labelled = window.labelled, labelled.name == name { return .found([labelled.anchor]) }
    guard let node = entry.rule.labels[name] else { return .undecided(.notApplicable) }
    let judgement = judge(node, in: window, depth: depth + 1)
    switch judgement.truth {
    case .noHit, .notApplicable: return .undecided(Judgement(truth: .noHit))
    case .unknown, .pending, .error: return .undecided(judgement)
    case .hit: break
    }
    let which = scope.which ?? .any
    if !view.isFinal, which == .last || !node.hitsSingleMessages { return .undecided(Judgement(truth: .pending)) }
    let chosen = AnchorSelection.choose(Self.anchors(judgement), which)
    return chosen.isEmpty ? .undecided(Judgement(truth: view.isFinal ? .noHit : .pending)) : .found(chosen)
  }

  /// The hits that a scope hangs on in a window, in order; none where it is undecided or hangs on nothing.
  func foundAnchors(of scope: Scope, in window: Window) -> [Window.Anchor] {
    guard case .found(let anchors) = anchors(of: scope, in: window, depth: 0) else { return [] }
    return anchors.compactMap { $0 }
  }

  /// The anchors that a judgement gives: the last hit of each group, in order; the conversation
  /// where it holds without any message.
  static func anchors(_ judgement: Judgement) -> [Window.Anchor] {
    var anchors: [Window.Anchor] = []
    var seen: Set<Int> = []
    for number in 0..<judgement.groupCount {
      let group = judgement.hits[judgement.group(number)]
      guard let last = group.lazy.filter(\.isAnchor).max(by: { $0.position < $1.position }) else { continue }
      let anchor = Window.Anchor(position: last.position, message: last.lastSpan?.message)
      if seen.insert(anchor.position).inserted { anchors.append(anchor) }
    }
    if anchors.isEmpty { return [Window.Anchor(position: -1, message: nil)] }
    return anchors.sorted { $0.position < $1.position }
  }

  // MARK: Leaves

  private func judgeLeaf(
    _ node: ConditionNode, _ leafOperator: any ConditionOperator, _ leaf: LeafID, in window: Window, depth: Int
  ) -> Judgement {
    guard case .label? = node.leafScope.anchor?.name else {
      let anchor = node.leafScope.anchor == nil ? nil : window.anchor
      return judgeLeaf(node, leafOperator, leaf, in: window, anchor: anchor, depth: depth)
    }
    switch anchors(of: node.leafScope, in: window, depth: depth) {
    case .undecided(let judgement):
      cache.trace?.add(undecided: judgement.truth, node.leafScope, in: window, anchor: nil, view: view)
      return judgement
    case .found(let anchors):
      let judgements = anchors.map { judgeLeaf(node, leafOperator, leaf, in: window, anchor: $0, depth: depth) }
      return combined(judgements, isEach: node.leafScope.which == .each)
    }
  }

  private func judgeLeaf(
    _ node: ConditionNode, _ leafOperator: any ConditionOperator, _ leaf: LeafID, in window: Window,
    anchor: Window.Anchor?, depth: Int
  ) -> Judgement {
    guard leafOperator.looksAtMessages else {
      let nothing = Candidates(
        spoken: [], written: [], mayGrow: false, span: 0..<0, closesAt: window.base.upperBound - 1)
      let leafWindow = LeafWindow(
        evaluator: self, leaf: leaf, node: node, candidates: nothing, window: window, depth: depth)
      let judgement = leafOperator.judge(leafWindow)
      cache.trace?.add(leafWindow, judgement)
      return judgement
    }
    switch cache.resolve(node.leafScope, number: node.leafScopeNumber, in: window, anchor: anchor) {
    case .undecided(let truth):
      cache.trace?.add(undecided: truth, node.leafScope, in: window, anchor: anchor, view: view)
      return settled(Judgement(truth: truth))
    case .candidates(let candidates):
      let leafWindow = LeafWindow(
        evaluator: self, leaf: leaf, node: node, candidates: candidates, window: window, depth: depth)
      let judgement = limitExceeded(leaf, in: candidates) ?? settled(leafOperator.judge(leafWindow))
      cache.trace?.add(leafWindow, judgement)
      cache.tally?.look(leafOperator, leafWindow, judgement)
      // What is named from the end is decided at the end.
      return candidates.mayShift && judgement.truth != .error ? Judgement(truth: .pending) : judgement
    }
  }

  /// The judgements of one leaf behind several anchors of a label.
  private func combined(_ judgements: [Judgement], isEach: Bool) -> Judgement {
    var result = isEach ? Judgement.all(judgements) : .any(judgements)
    if result.truth == .hit { result.passOnHits(of: judgements) }
    // More anchors may come, and decide it otherwise.
    if !view.isFinal, result.truth == (isEach ? .hit : .noHit) { return Judgement(truth: .pending) }
    return result
  }

  /// Before the end nothing is unknown for good.
  private func settled(_ judgement: Judgement) -> Judgement {
    guard !view.isFinal, judgement.truth == .unknown else { return judgement }
    var result = judgement
    result.truth = .pending
    return result
  }

  private func limitExceeded(_ leaf: LeafID, in candidates: Candidates) -> Judgement? {
    guard view.scans.indices.contains(leaf.index) else { return nil }
    let exceeded = view.scans[leaf.index].limitExceededAt
    guard !exceeded.isEmpty else { return nil }
    guard let index = exceeded.first(where: { candidates.written.contains(view.positions[$0]) }) else { return nil }
    return .error(
      LocalizedText(
        zh: "正则在第 \(index) 条消息上超出计算上限", en: "a regular expression ran out of its work limit on message \(index)"))
  }
}

/// Picks the anchors that `which` names.
enum AnchorSelection {
  static func choose<Anchor>(_ anchors: [Anchor], _ choice: AnchorChoice) -> [Anchor] {
    switch choice {
    case .each, .any: anchors
    case .first: Array(anchors.prefix(1))
    case .last: Array(anchors.suffix(1))
    case .nth(let number): anchors.indices.contains(number - 1) ? [anchors[number - 1]] : []
    }
  }
}
