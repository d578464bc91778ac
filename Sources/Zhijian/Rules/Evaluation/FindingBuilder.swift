/// Turns judgements into findings with their owner and evidence.
struct FindingBuilder {
  let entry: RuleEntry
  let cache: ConversationCache
  var view: ConversationView { cache.view }

  /// The findings of one window in which the rule reports.
  func findings(_ judgement: Judgement, window: Window) -> [Finding] {
    if entry.rule.verb == .require { return [missing(judgement, window: window)] }
    if judgement.groupCount == 1 { return [finding(merged(judgement.hits), judgement, window: window)] }
    return mergedGroups(judgement.hitGroups.map(merged)).map { finding($0, judgement, window: window) }
  }

  /// Of groups that overlap in one message the longest stays.
  private func mergedGroups(_ groups: [[RuleHit]]) -> [[RuleHit]] {
    guard groups.count > 1 else { return groups }
    func whole(_ group: [RuleHit]) -> RuleHit {
      RuleHit(spans: group.flatMap(\.spans), position: group.last?.position ?? Int.max)
    }
    let kept = Set(merged(groups.filter { !$0.isEmpty }.map(whole)).map(\.spans))
    var seen: Set<[EvidenceSpan]> = []
    return groups.filter { group in
      let spans = group.flatMap(\.spans)
      return (group.isEmpty || kept.contains(spans)) && seen.insert(spans).inserted
    }.sorted { place(whole($0)) < place(whole($1)) }
  }

  /// Of overlapping hits of one message the longest stays; of equally long ones the first. In the
  /// order of the conversation.
  private func merged(_ hits: [RuleHit]) -> [RuleHit] {
    guard hits.count > 1 else { return hits }
    let ordered = hits.sorted { left, right in
      let lengths = (left.length, right.length)
      return lengths.0 == lengths.1 ? place(left) < place(right) : lengths.0 > lengths.1
    }
    var kept: [RuleHit] = []
    var taken: [Int: [TextRange]] = [:]
    for hit in ordered {
      let overlaps = hit.spans.contains { span in taken[span.message]?.contains { collide($0, span.range) } ?? false }
      guard !overlaps else { continue }
      kept.append(hit)
      for span in hit.spans { taken[span.message, default: []].append(span.range) }
    }
    return kept.sorted { place($0) < place($1) }
  }

  private func collide(_ left: TextRange, _ right: TextRange) -> Bool { left.overlaps(right) || left == right }

  private func place(_ hit: RuleHit) -> (Int, Int) { (hit.position, hit.firstSpan?.range.lower ?? 0) }

  private func finding(_ hits: [RuleHit], _ judgement: Judgement, window: Window) -> Finding {
    var related = hits.flatMap(\.related)
    if let anchor = window.anchor?.message { related.insert(RelatedMessage(message: anchor, why: .given), at: 0) }
    let agent: String? =
      if let last = hits.max(by: { place($0) < place($1) }) { owner(of: last, window: window, judgement) } else {
        inChargeAtClose(judgement.closesAt ?? closing(of: window))
      }
    return make(
      agent: agent,
      hits: hits.map { FindingHit(spans: inTimeOrder($0.spans), folds: $0.folds, confidence: $0.confidence) },
      related: distinct(related), searched: hits.isEmpty ? searched(members(of: window)) : nil, nearestMiss: nil,
      parts: judgement.parts + hits.flatMap(\.parts), window: window)
  }

  private func inTimeOrder(_ spans: [EvidenceSpan]) -> [EvidenceSpan] {
    guard spans.count > 1 else { return spans }
    return spans.sorted { (ordinal(of: $0.message), $0.range) < (ordinal(of: $1.message), $1.range) }
  }

  private func missing(_ judgement: Judgement, window: Window) -> Finding {
    let related = window.anchor?.message.map { [RelatedMessage(message: $0, why: .given)] } ?? []
    let members = members(of: window)
    return make(
      agent: inChargeAtClose(closing(of: window)), hits: [], related: related, searched: searched(members),
      nearestMiss: NearestMissSearch(cache: cache, required: entry.required, parts: judgement.parts)
        .search(members?.written ?? [])
        ?? ScriptMissSearch(cache: cache, parts: judgement.parts)
        .search(entry.rule.condition, members: members?.written ?? []),
      parts: judgement.parts, window: window)
  }

  private func distinct(_ related: [RelatedMessage]) -> [RelatedMessage] {
    guard related.count > 1 else { return related }
    var result: [RelatedMessage] = []
    for item in related where !result.contains(item) { result.append(item) }
    return result
  }

  private func make(
    agent: String?, hits: [FindingHit], related: [RelatedMessage], searched: SearchedWindow?, nearestMiss: NearestMiss?,
    parts: [PartState], window: Window
  ) -> Finding {
    let confidence = hits.map(\.confidence).min() ?? 1
    return Finding(
      rule: entry.rule.id, verb: entry.rule.verb, severity: entry.rule.severity, status: entry.rule.status,
      agent: agent, hits: hits,
      related: related, searched: searched, nearestMiss: nearestMiss, parts: parts, confidence: confidence,
      fingerprint: fingerprint(hits: hits, related: related, window: window))
  }

  // MARK: Owners

  private func owner(of hit: RuleHit, window: Window, _ judgement: Judgement) -> String? {
    switch hit.owner {
    case .ofMessage:
      cache.trace?.add(view.ownership(at: hit.position))
      return view.owner(at: hit.position)
    case .whenWindowClosed: return inChargeAtClose(judgement.closesAt ?? closing(of: window))
    case .agent(let agent):
      cache.trace?.add(RuleExplanation.Owner(reason: .named, message: hit.firstSpan?.message))
      return agent
    }
  }

  /// Whose the finding of a window is that closed at a position.
  private func inChargeAtClose(_ position: Int) -> String? {
    if let trace = cache.trace {
      let message = view.order.indices.contains(position) ? view.order[position] : view.order.last
      trace.add(RuleExplanation.Owner(reason: .windowClosed, message: message))
    }
    return inCharge(at: position)
  }

  /// The agent in charge when a window closed; nil where nobody is known.
  func agentWhenClosed(_ window: Window) -> String? { inCharge(at: closing(of: window)) }

  private func inCharge(at position: Int) -> String? {
    guard !view.agentInCharge.isEmpty else { return nil }
    return view.agentInCharge[min(max(0, position), view.agentInCharge.count - 1)]
  }

  /// The position at which a window closed: the last message of a bounded scope, the end of its time, or
  /// the end of the conversation or segment.
  private func closing(of window: Window) -> Int {
    closing(of: entry.rule.condition, in: window) ?? window.base.upperBound - 1
  }

  /// The last close of the scopes below `node` that are bounded; nil where none is.
  private func closing(of node: ConditionNode, in window: Window) -> Int? {
    if node.scope.positions != nil || node.scope.seconds != nil {
      return candidates(of: node, in: window)?.closesAt
    }
    var last: Int?
    for operand in node.operands {
      guard let place = closing(of: operand, in: window) else { return nil }
      last = max(last ?? place, place)
    }
    return last
  }

  private func members(of window: Window) -> Candidates? {
    candidates(of: Self.leadingNode(entry.rule.condition), in: window)
  }

  private func candidates(of node: ConditionNode, in window: Window) -> Candidates? {
    var anchor = window.anchor
    if case .label? = node.scope.anchor?.name {
      // The last hit of the label that counts; where there is none, nothing was searched.
      let evaluator = ConditionEvaluator(cache: cache, entry: entry)
      guard let own = evaluator.foundAnchors(of: node.scope, in: window).last else { return nil }
      anchor = own
    }
    let outcome = cache.resolve(node.scope, number: node.scopeNumber, in: window, anchor: anchor)
    if case .candidates(let candidates) = outcome { return candidates }
    return nil
  }

  /// The condition whose scope says where a condition looks: itself, or its first operand where that is narrower.
  private static func leadingNode(_ node: ConditionNode) -> ConditionNode {
    if node.scope.positions != nil || node.scope.seconds != nil { return node }
    return node.operands.first.map(leadingNode) ?? node
  }

  private func searched(_ members: Candidates?) -> SearchedWindow? {
    let scope = Self.leadingNode(entry.rule.condition).scope
    guard let candidates = members else { return nil }
    return SearchedWindow(
      from: candidates.spoken.first.map { view.order[$0] }, to: candidates.spoken.last.map { view.order[$0] },
      role: (scope.role ?? .any).rawValue, messages: candidates.spoken.count)
  }

  // MARK: Fingerprint

  private func fingerprint(hits: [FindingHit], related: [RelatedMessage], window: Window) -> String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(160)
    bytes.append(field: entry.rule.id)
    bytes.append(field: view.transcript.id)
    for hit in hits {
      for span in hit.spans {
        let units = view.texts.indices.contains(span.message) ? view.texts[span.message].units : []
        let text = units[min(span.range.lower, units.count)..<min(span.range.upper, units.count)]
        let folded = view.folding.fold(Array(text), view: .base)
        bytes.append(contentsOf: String(decoding: folded.units, as: UTF16.self).utf8)
        bytes.append(1)
        bytes.append(decimal: Int64(ordinal(of: span.message)))
        bytes.append(0)
      }
    }
    if hits.isEmpty {
      for item in related {
        bytes.append(decimal: Int64(ordinal(of: item.message)))
        bytes.append(0x20)
      }
      // What is missing in one segment is not what is missing in the next.
      if window.base.lowerBound > 0 {
        bytes.append(2)
        bytes.append(decimal: Int64(window.base.lowerBound))
      }
    }
    return SHA256.shortHexString(bytes)
  }

  /// The place of a message in time order: it does not change with the order of lines in a file.
  private func ordinal(of index: Int) -> Int { view.positions.indices.contains(index) ? view.positions[index] : -1 }
}
