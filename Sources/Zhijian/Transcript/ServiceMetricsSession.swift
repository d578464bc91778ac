/// What is measured of a conversation as a whole.
extension ServiceMetricsCollector {
  mutating func collectSession() {
    let counted = timeline.turns.filter(\.isCounted)
    let bySender = Set(report.agents.keys.filter { (report.agents[$0]?.agentMessages ?? 0) > 0 })
    let hasAgentMessage = report.total.agentMessages > 0
    collectFirstResponse()
    count(counted, in: &report.total, bothSpoke: hasAgentMessage)
    let isBotsAlone = !hasAgentMessage && timeline.turns.allSatisfy { $0.outcome == .excluded(.bot) }
    if isBotsAlone, !timeline.turns.isEmpty { report.total.botOnlyConversations = 1 }
    if timeline.isProactive { report.total.proactiveConversations = 1 }
    if let any = timeline.anyResponseMilliseconds { report.total.anyResponse.add(any) }
    participants.formUnion(bySender)
    participants.formUnion(counted.compactMap(\.agent))
    for agent in participants {
      count(
        counted.filter { $0.agent == agent }, in: &report.agents[agent, default: ServiceMetrics()],
        bothSpoke: bySender.contains(agent))
    }
    collectTimes()
    collectRating()
  }

  private func count(_ counted: [Turn], in metrics: inout ServiceMetrics, bothSpoke: Bool) {
    metrics.conversations = 1
    if counted.contains(where: { $0.reply != nil }) {
      metrics.answeredConversations = 1
    } else if !counted.isEmpty {
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
    var spans: [String: (first: Timestamp, last: Timestamp)] = [:]
    var whole: (first: Timestamp, last: Timestamp)?
    let segments = inCharge.segments
    for segment in segments {
      for index in segment.messages {
        let message = transcript.messages[index]
        guard Self.isSpoken(message), let at = message.at, message.role == .customer || message.role == .agent,
          !message.isAutoReply
        else { continue }
        whole = whole.map { (min($0.first, at), max($0.last, at)) } ?? (at, at)
        guard let agent = segment.agent, participants.contains(agent) else { continue }
        spans[agent] = spans[agent].map { (min($0.first, at), max($0.last, at)) } ?? (at, at)
      }
    }
    if let whole { addSpan(whole.first, whole.last, to: &report.total) }
    for (agent, span) in spans {
      addSpan(span.first, span.last, to: &report.agents[agent, default: ServiceMetrics()])
    }
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
    for agent in participants {
      report.agents[agent]?.ratings[scale, default: RatingTotals()] += totals
    }
  }
}
