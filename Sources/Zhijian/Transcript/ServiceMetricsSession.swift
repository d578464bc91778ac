/// What is measured of a conversation as a whole.
extension ServiceMetricsCollector {
  mutating func collectSession() {
    let hasAgentMessage = report.total.agentMessages > 0
    collectFirstResponse()
    count(nil, in: &report.total, bothSpoke: hasAgentMessage)
    let isBotsAlone = !hasAgentMessage && timeline.turns.allSatisfy { $0.outcome == .excluded(.bot) }
    if isBotsAlone, !timeline.turns.isEmpty { report.total.botOnlyConversations = 1 }
    if timeline.isProactive { report.total.proactiveConversations = 1 }
    if let any = timeline.anyResponseMilliseconds { report.total.anyResponse.add(any) }
    for place in timeline.turns.indices where timeline.turns[place].isCounted {
      if let agent = timeline.turns[place].agent { tookPart[self.place(of: agent)] = true }
    }
    for place in agents.indices {
      let wrote = agents[place].agentMessages > 0
      tookPart[place] = tookPart[place] || wrote
      if tookPart[place] { count(ids[place], in: &agents[place], bothSpoke: wrote) }
    }
    collectTimes()
    collectRating()
  }

  /// Counts the conversation for an agent, or for all with nil.
  private func count(_ agent: String?, in metrics: inout ServiceMetrics, bothSpoke: Bool) {
    var isAnyCounted = false
    var isAnyReplied = false
    for place in timeline.turns.indices where timeline.turns[place].isCounted {
      guard agent == nil || timeline.turns[place].agent == agent else { continue }
      isAnyCounted = true
      isAnyReplied = isAnyReplied || timeline.turns[place].reply != nil
    }
    metrics.conversations = 1
    if isAnyReplied {
      metrics.answeredConversations = 1
    } else if isAnyCounted {
      metrics.unansweredConversations = 1
    }
    if bothSpoke { metrics.effectiveConversations = 1 }
  }

  private mutating func collectFirstResponse() {
    guard let first = timeline.firstResponse, timeline.turns.indices.contains(first.turn) else { return }
    let turn = timeline.turns[first.turn]
    guard turn.outcome == .replied, let wait = wait(turn) else { return }
    add(to: turn.agent) {
      $0.firstResponse.add(wait)
      if let endToEnd = first.endToEndMilliseconds { $0.endToEndFirstResponse.add(endToEnd) }
    }
  }

  private mutating func collectTimes() {
    let startsAt = transcript.startedAt ?? transcript.messages.lazy.compactMap(\.at).min()
    report.firstDay = startsAt.map { builder.calendar.localTime(at: $0).date }
    report.lastDay = report.firstDay
    if let queued = transcript.queueAt, let started = transcript.startedAt {
      let wait = started.milliseconds(since: queued)
      if wait < 0 { report.total.warnings["clock_skew", default: 0] += 1 }
      report.total.queueWait.add(max(0, wait))
    }
    guard transcript.messages.contains(where: { $0.at != nil }) else { return }
    var spans = [(first: Timestamp, last: Timestamp)?](repeating: nil, count: agents.count)
    var whole: (first: Timestamp, last: Timestamp)?
    for segment in inCharge.segments {
      let agent = segment.agent.flatMap { ids.known($0) }
      for index in segment.messages {
        guard let at = transcript.messages[index].at, isOfSpan(transcript.messages[index]) else { continue }
        whole = whole.map { (min($0.first, at), max($0.last, at)) } ?? (at, at)
        guard let agent, spans.indices.contains(agent), tookPart[agent] else { continue }
        spans[agent] = spans[agent].map { (min($0.first, at), max($0.last, at)) } ?? (at, at)
      }
    }
    if let whole { addSpan(whole.first, whole.last, to: &report.total) }
    for (agent, span) in spans.enumerated() {
      if let span { addSpan(span.first, span.last, to: &agents[agent]) }
    }
  }

  /// Whether a message takes part in how long a conversation goes on.
  private func isOfSpan(_ message: Message) -> Bool {
    Self.isSpoken(message) && (message.role == .customer || message.role == .agent) && !message.isAutoReply
  }

  private func addSpan(_ first: Timestamp, _ last: Timestamp, to metrics: inout ServiceMetrics) {
    let length = last.milliseconds(since: first)
    metrics.duration.add(length)
    if length > limits.longMilliseconds { metrics.longConversations = 1 }
    // A conversation of a single instant still goes on at that instant.
    metrics.spanStarts.add(first.milliseconds)
    metrics.spanEnds.add(length == 0 && last.milliseconds < .max ? last.milliseconds + 1 : last.milliseconds)
  }

  private mutating func collectRating() {
    guard let rating = transcript.rating else { return }
    let isValid =
      rating.value.isFinite && rating.minimum < rating.maximum && rating.value >= rating.minimum
      && rating.value <= rating.maximum && rating.maximum <= 1_000_000 && rating.minimum >= -1_000_000
    guard isValid else {
      report.total.warnings["invalid_rating", default: 0] += 1
      return
    }
    let share = (rating.value - rating.minimum) / (rating.maximum - rating.minimum)
    let totals = RatingTotals(
      sumThousandths: Int64((rating.value * 1000).rounded()), count: 1,
      satisfied: share >= limits.satisfiedShare ? 1 : 0)
    let scale = RatingScale(minimum: rating.minimum, maximum: rating.maximum)
    report.total.ratings[scale, default: RatingTotals()] += totals
    for place in agents.indices where tookPart[place] {
      agents[place].ratings[scale, default: RatingTotals()] += totals
    }
  }
}
