/// Judges the conditions of one rule over one conversation.
struct ConditionEvaluator {
  let view: ConversationView
  /// The labelled conditions of the rule.
  let labels: [String: ConditionNode]
  /// The number of the rule's first leaf among all leaves.
  let leafBase: Int

  /// What `node` says of `window`.
  func judge(_ node: ConditionNode, in window: Window) -> Judgement {
    judge(node, in: window, depth: 0)
  }

  private func judge(_ node: ConditionNode, in window: Window, depth: Int) -> Judgement {
    // Labels may point at each other only without cycles; the loader refuses those.
    guard depth < 64 else { return .error(LocalizedText(zh: "条件嵌套过深", en: "conditions nest too deeply")) }
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
      return judgeLeaf(leafOperator, leaf: LeafID(index: leafBase + leaf.index), scope: node.scope, in: window, depth: depth)
    case .all(let operands):
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

  /// Per segment: `first` looks at the first one, `each` has to hold in every one.
  private func judgeSegments(_ node: ConditionNode, in window: Window, depth: Int) -> Judgement {
    let segments = node.scope.segment == .first ? Array(view.segments.prefix(1)) : view.segments
    return .all(
      segments.map { segment in
        var inner = window
        inner.base = segment
        return judge(node, in: inner, depth: depth + 1)
      })
  }

  /// With `same`: each message, or clause of a message, is a window of its own.
  private func judgeParts(_ node: ConditionNode, kind: SubWindows, in window: Window, depth: Int) -> Judgement {
    let outcome = anchors(of: node.scope, in: window, depth: depth)
    guard case .found(let anchors) = outcome else {
      if case .undecided(let judgement) = outcome { return judgement }
      return .notApplicable
    }
    var groups: [[RuleHit]] = []
    var others: [Judgement] = []
    var mayGrow = false
    var seen: Set<Int> = []
    for anchor in anchors {
      switch ScopeResolver(view: view).resolve(node.scope, window: window, anchor: anchor) {
      case .undecided(let truth): others.append(Judgement(truth: truth))
      case .candidates(let candidates):
        mayGrow = mayGrow || candidates.mayGrow
        for position in candidates.written where seen.insert(position).inserted {
          let index = view.order[position]
          let clauses: [TextRange?] =
            kind == .message ? [nil] : ClauseSplitter.clauses(of: view.texts[index].units)
          for clause in clauses {
            var inner = window
            inner.only = position
            inner.clause = clause
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
    if !others.isEmpty, others.allSatisfy({ $0.truth == .notApplicable }) { return .notApplicable }
    return Judgement(truth: .noHit)
  }

  private func wholeHit(_ position: Int, clause: TextRange?) -> RuleHit {
    var span = view.wholeMessage(at: position)
    if let clause { span = EvidenceSpan(message: span.message, range: clause) }
    return RuleHit(spans: [span], position: position)
  }

  // MARK: Anchors

  private enum AnchorOutcome {
    /// The anchors to judge; a single nil for an unanchored scope.
    case found([Window.Anchor?])
    case undecided(Judgement)
  }

  private func anchors(of scope: Scope, in window: Window, depth: Int) -> AnchorOutcome {
    guard let reference = scope.anchor else { return .found([nil]) }
    switch reference.name {
    case .given:
      return .found([window.anchor])
    case .label(let name):
      guard let node = labels[name] else { return .undecided(.notApplicable) }
      let judgement = judge(node, in: window, depth: depth + 1)
      guard judgement.truth == .hit, !judgement.hits.isEmpty else {
        switch judgement.truth {
        case .noHit, .hit, .notApplicable: return .undecided(Judgement(truth: .noHit))
        case .unknown, .pending, .error: return .undecided(judgement)
        }
      }
      let all = judgement.hits.sorted { $0.position < $1.position }
        .map { Window.Anchor(position: $0.position, message: $0.spans.last?.message) }
      var distinct: [Window.Anchor] = []
      for anchor in all where distinct.last != anchor { distinct.append(anchor) }
      let chosen = AnchorSelection.choose(distinct, scope.which ?? .any)
      return chosen.isEmpty ? .undecided(Judgement(truth: .noHit)) : .found(chosen)
    }
  }

  private func judgeLeaf(
    _ leafOperator: any ConditionOperator, leaf: LeafID, scope: Scope, in window: Window, depth: Int
  ) -> Judgement {
    if view.scans.indices.contains(leaf.index), let index = view.scans[leaf.index].limitExceededAt {
      return .error(
        LocalizedText(
          zh: "正则在第 \(index) 条消息上超出计算上限", en: "a regular expression ran out of its work limit on message \(index)"))
    }
    switch anchors(of: scope, in: window, depth: depth) {
    case .undecided(let judgement): return judgement
    case .found(let anchors):
      let judgements = anchors.map { anchor -> Judgement in
        switch ScopeResolver(view: view).resolve(scope, window: window, anchor: anchor) {
        case .undecided(let truth): return Judgement(truth: truth)
        case .candidates(let candidates):
          let leafWindow = LeafWindow(
            view: view, leaf: leaf, scope: scope, candidates: candidates, clause: window.clause,
            judge: { node in judge(node, in: window, depth: depth + 1) })
          return leafOperator.judge(leafWindow)
        }
      }
      if judgements.count == 1, let only = judgements.first { return only }
      return scope.which == .each ? .all(judgements) : .any(judgements)
    }
  }

  // MARK: Sequences

  private func judgeSequence(_ steps: [SequenceStep], in window: Window, depth: Int) -> Judgement {
    let judgements = steps.map { judge($0.node, in: window, depth: depth + 1) }
    for (step, judgement) in zip(steps, judgements) where !step.isOptional {
      switch judgement.truth {
      case .notApplicable: return .notApplicable
      case .error: return judgement
      case .hit, .noHit, .unknown, .pending: break
      }
    }
    let alignment = SequenceAlignment(steps: steps, hits: judgements.map { $0.truth == .hit ? $0.hits : [] }, view: view)
    var result = Judgement(truth: .hit)
    result.hits = alignment.chosen.compactMap { $0 }
    for (offset, step) in steps.enumerated() {
      let state: PartState.State =
        alignment.chosen[offset] != nil ? .found : judgements[offset].truth == .hit ? .outOfOrder : .missing
      result.parts.append(PartState(name: step.name, state: state))
      guard state != .found, !step.isOptional else { continue }
      if state == .missing, judgements[offset].truth == .unknown || judgements[offset].truth == .pending {
        if result.truth == .hit { result.truth = judgements[offset].truth }
      } else {
        result.truth = .noHit
      }
    }
    if result.truth == .noHit, !view.isFinal { result.truth = .pending }
    return result
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
