/// What a leaf is asked about: the messages in its scope, and how to look at them.
struct LeafWindow {
  let evaluator: ConditionEvaluator
  let leaf: LeafID
  let node: ConditionNode
  let candidates: Candidates
  let window: Window
  let depth: Int

  var view: ConversationView { evaluator.cache.view }
  var scope: Scope { node.leafScope }
  /// With `same: clause`, the only part of the message that counts.
  var clause: TextRange? { window.clause }
  var written: [Int] { candidates.written }
  var spoken: [Int] { candidates.spoken }
  /// The positions in scope, of any role and kind.
  var reach: [Int] {
    let own = candidates.anchor?.position ?? -1
    let outside = own >= 0 && candidates.includesAnchor && !candidates.span.contains(own) ? [own] : []
    return (outside + candidates.span.filter(candidates.covers)).sorted()
  }

  /// Judges a nested condition in the same window.
  func judge(_ node: ConditionNode) -> Judgement {
    var inner = window
    if case .label(let name)? = scope.anchor?.name, let anchor = candidates.anchor {
      inner.labelled = (name, anchor)
    }
    return evaluator.judge(node, in: inner, depth: depth + 1)
  }

  /// What it means that nothing was found: nothing yet, or nothing at all.
  var nothingFound: Truth {
    guard candidates.mayGrow else { return .noHit }
    return view.isFinal ? .unknown : .pending
  }

  /// The scan's occurrences in the window's messages that count, in time order.
  var scanHits: [ScanHit] {
    guard view.scans.indices.contains(leaf.index) else { return [] }
    let hits = view.scans[leaf.index].hits
    guard !hits.isEmpty else { return [] }
    let counting = hits.filter(counts)
    guard counting.count > 1 else { return counting }
    return counting.sorted { left, right in
      let places = (view.positions[left.message], view.positions[right.message])
      return places.0 == places.1 ? left.range < right.range : places.0 < places.1
    }
  }

  /// A hit for each of the scan's occurrences in the window's messages that count, in time order.
  var hits: [RuleHit] {
    guard view.scans.indices.contains(leaf.index) else { return [] }
    let found = view.scans[leaf.index].hits
    var hits: [RuleHit] = []
    if written.count < found.count / 32 {
      // Of a long conversation's many windows each would look at everything that was found in all of them.
      for position in written {
        for place in places(of: view.order[position], in: found) where counts(found[place]) {
          hits.append(hit(found[place]))
        }
      }
    } else {
      for place in found.indices where counts(found[place]) { hits.append(hit(found[place])) }
    }
    guard hits.count > 1 else { return hits }
    return hits.sorted { left, right in
      guard left.position == right.position, let first = left.firstSpan, let second = right.firstSpan else {
        return left.position < right.position
      }
      return first.range < second.range
    }
  }

  /// The places of a message's (an index) hits; the scan finds them message by message.
  private func places(of message: Int, in found: [ScanHit]) -> Range<Int> {
    func first(_ isBehind: (Int) -> Bool) -> Int {
      var (lower, upper) = (0, found.count)
      while lower < upper {
        let middle = (lower + upper) / 2
        if isBehind(found[middle].message) { upper = middle } else { lower = middle + 1 }
      }
      return lower
    }
    let start = first { $0 >= message }
    return start..<max(start, first { $0 > message })
  }

  private func counts(_ hit: ScanHit) -> Bool {
    guard hit.suppression == nil, isWritten(view.positions[hit.message]) else { return false }
    return clause.map { $0.contains(hit.range) } ?? true
  }

  /// Whether a position is one of `written`, which ascend.
  private func isWritten(_ position: Int) -> Bool {
    var lower = 0
    var upper = candidates.written.count
    while lower < upper {
      let middle = (lower + upper) / 2
      if candidates.written[middle] < position { lower = middle + 1 } else { upper = middle }
    }
    return lower < candidates.written.count && candidates.written[lower] == position
  }

  /// A hit for one occurrence of the scan.
  func hit(_ scanHit: ScanHit) -> RuleHit {
    RuleHit(
      EvidenceSpan(message: scanHit.message, range: scanHit.range), position: view.positions[scanHit.message],
      folds: scanHit.folds, confidence: FoldConfidence.of(scanHit.folds))
  }

  /// Notes that an occurrence of this leaf does not count.
  func suppress(_ spans: [EvidenceSpan], why: Suppression) {
    evaluator.cache.suppress(evaluator.entry.rule.id, spans, why: why)
  }

  /// A hit of the whole message at a position.
  func wholeMessage(_ position: Int, owner: HitOwner = .ofMessage, related: [RelatedMessage] = []) -> RuleHit {
    var span = view.wholeMessage(at: position)
    if let clause { span = EvidenceSpan(message: span.message, range: clause) }
    if owner == .ofMessage, related.isEmpty { return RuleHit(span, position: position) }
    return RuleHit(spans: [span], position: position, owner: owner, related: related)
  }

  /// Turns a choice of messages into a judgement, with `every` in mind: all written messages have
  /// to match, and an empty scope does not apply.
  func judgement(hits: [RuleHit], matched: Set<Int>, among members: [Int]) -> Judgement {
    guard node.leafScope.every == true else { return .ofHits(hits, otherwise: nothingFound) }
    guard !members.isEmpty else {
      return Judgement(truth: candidates.mayGrow && !view.isFinal ? .pending : .notApplicable)
    }
    guard members.allSatisfy(matched.contains) else { return Judgement(truth: .noHit) }
    if candidates.mayGrow { return Judgement(truth: nothingFound) }
    return Judgement(truth: .hit, hits: hits)
  }

  /// The judgement of an operator that looks at one message at a time.
  func judgeEach(_ members: [Int], _ matches: (Int) -> Bool) -> Judgement {
    var hits: [RuleHit] = []
    for position in members where matches(position) { hits.append(wholeMessage(position)) }
    let matched = node.leafScope.every == true ? Set(hits.map(\.position)) : []
    return judgement(hits: hits, matched: matched, among: members)
  }
}

/// How sure a hit is, by the loosest fold that it needed.
enum FoldConfidence {
  static func of(_ folds: [Fold]) -> Double {
    if folds.isEmpty { return 1 }
    if folds.contains(.pinyin) { return 0.6 }
    if folds.contains(.lookalike) { return 0.7 }
    if folds.contains(.split) { return 0.8 }
    return 1
  }
}
