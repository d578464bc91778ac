/// Takes the metrics of one conversation.
struct ServiceMetricsCollector {
  let transcript: Transcript
  let timeline: TurnTimeline
  let builder: TurnBuilder
  let limits: ServiceMetricsLimits
  let inCharge: AgentsInCharge
  var report: ServiceMetricsReport
  /// The metrics of the agents, by their places in `ids`.
  var agents: [ServiceMetrics] = []
  var ids = IdentifierList()
  /// By place in `ids`: who took part; each has one conversation.
  var tookPart: [Bool] = []
  /// The persons of the turns, by agent, until they are put together; nearly always there is one a person.
  private var persons: [(agent: Int?, key: PersonDay, rounds: PersonRounds)] = []

  init(
    _ transcript: Transcript, _ timeline: TurnTimeline, _ builder: TurnBuilder, _ limits: ServiceMetricsLimits
  ) {
    self.transcript = transcript
    self.timeline = timeline
    self.builder = builder
    self.limits = limits
    inCharge = timeline.agents ?? AgentsInCharge(transcript)
    report = ServiceMetricsReport(preset: builder.preset.name)
    report.total.unit = builder.preset.unit
    report.unattributed.unit = builder.preset.unit
  }

  mutating func collect() {
    if let reason = skipReason {
      report.total.skipped[reason] = 1
      return
    }
    collectMessages()
    for place in timeline.turns.indices { collect(timeline.turns[place]) }
    collectPersons()
    collectSession()
    collectRates()
    for place in agents.indices {
      agents[place].unit = builder.preset.unit
      report.agents[ids[place]] = agents[place]
    }
  }

  /// The place of an agent's metrics.
  mutating func place(of agent: String) -> Int {
    let place = ids.place(of: agent)
    if place == agents.count {
      agents.append(ServiceMetrics())
      tookPart.append(false)
    }
    return place
  }

  private var skipReason: String? {
    if transcript.messages.isEmpty { return "empty" }
    var isAnySpoken = false
    for place in transcript.messages.indices where Self.isSpoken(transcript.messages[place]) {
      if transcript.messages[place].role == .customer { return nil }
      isAnySpoken = true
    }
    return isAnySpoken ? "no_customer_message" : "system_only"
  }

  /// Whether somebody said it to somebody: no event, note, recalled line or line of the system.
  static func isSpoken(_ message: Message) -> Bool {
    !message.isRecalled && !message.isEvent && message.kind != .note && message.role != .system
  }

  // MARK: Messages

  private mutating func collectMessages() {
    var isWithoutTime = false
    for place in transcript.messages.indices {
      collect(transcript.messages[place], isWithoutTime: &isWithoutTime)
    }
    if isWithoutTime { report.total.warnings["missing_times"] = 1 }
    if timeline.clockSkewCount > 0 { report.total.warnings["clock_skew", default: 0] += timeline.clockSkewCount }
  }

  private mutating func collect(_ message: Message, isWithoutTime: inout Bool) {
    if message.kind == .transfer, !message.isRecalled { collectTransfer(message) }
    if message.isRecalled, message.role != .system {
      add(to: message.role == .agent ? inCharge.sender(of: message) : nil) { $0.recalledMessages += 1 }
    }
    guard Self.isSpoken(message) else { return }
    isWithoutTime = isWithoutTime || message.at == nil
    switch message.role {
    case .bot: report.total.botMessages += 1
    case .unknown: report.total.unknownMessages += 1
    case .agent: collectAgentMessage(message)
    case .customer, .system: break
    }
  }

  private mutating func collectAgentMessage(_ message: Message) {
    if message.isAutoReply {
      report.total.autoReplies += 1
      return
    }
    let sender = inCharge.sender(of: message)
    if sender == nil { report.total.warnings["unknown_sender", default: 0] += 1 }
    let isTyped = message.isWritten && (message.replyMode ?? .manual) == .manual
    let characters = isTyped ? Self.characterCount(message.text) : 0
    add(to: sender) {
      $0.agentMessages += 1
      $0.agentCharacters += characters
    }
  }

  private mutating func collectTransfer(_ message: Message) {
    let from = message.transfer?.from.flatMap { inCharge.isBot($0) ? nil : $0 }
    let target = message.transfer?.to.flatMap { inCharge.isBot($0) ? nil : $0 }
    report.total.transfersIn += 1
    report.total.transfersOut += 1
    if let from {
      let place = place(of: from)
      tookPart[place] = true
      agents[place].transfersOut += 1
    }
    if let target {
      let place = place(of: target)
      tookPart[place] = true
      agents[place].transfersIn += 1
    }
  }

  // MARK: Turns

  /// A turn's wait on the preset's clock.
  func wait(_ turn: Turn) -> Int64? {
    builder.preset.clock == .calendar ? turn.calendarWaitMilliseconds : turn.waitMilliseconds
  }

  private mutating func collect(_ turn: Turn) {
    let isBots = turn.outcome == .excluded(.bot)
    let asked = turn.customerMessages.count
    add(to: turn.agent) {
      $0.customerMessages += asked
      if !isBots { $0.customerMessagesToAgents += asked }
    }
    switch turn.outcome {
    case .pending: add(to: turn.agent) { $0.pendingRounds += 1 }
    case .excluded(let reason): add(to: turn.agent) { $0.excludedRounds[reason.rawValue, default: 0] += 1 }
    case .replied, .unreplied: collectCounted(turn)
    }
  }

  private mutating func collectCounted(_ turn: Turn) {
    let preset = builder.preset
    let wait = wait(turn)
    let slow = limits.slowMilliseconds
    let isTimed = turn.isUnreplied ? turn.startsAt != nil : wait != nil
    let counted = turn.isUnreplied ? preset.unrepliedMilliseconds : wait.map { min($0, preset.capMilliseconds ?? $0) }
    add(to: turn.agent) {
      $0.rounds += 1
      if turn.isUnreplied { $0.unrepliedRounds += 1 }
      if isTimed { $0.timedRounds += 1 }
      if let counted { $0.response.add(counted) }
      guard let wait else { return }
      if wait <= 30_000 { $0.repliesWithin30Seconds += 1 }
      if wait <= 180_000 { $0.repliesWithin3Minutes += 1 }
      if wait > slow { $0.slowRounds += 1 }
    }
    let day = turn.startsAt.map { builder.calendar.localTime(at: $0).dayNumber }
    let key = PersonDay(shop: transcript.shop, customer: transcript.customer?.id ?? transcript.id, dayNumber: day)
    let isInTime = isInTime(turn) ?? false
    let rounds = PersonRounds(
      firstAskedMilliseconds: turn.startsAt?.milliseconds ?? .max, isFirstInTime: isInTime, areAllInTime: isInTime,
      isReplied: turn.reply != nil, isSlow: (wait ?? 0) > slow, rounds: 1)
    let agent = turn.agent.map { place(of: $0) }
    if let last = persons.indices.last, persons[last].agent == agent, persons[last].key == key {
      persons[last].rounds += rounds
    } else {
      persons.append((agent, key, rounds))
    }
  }

  private mutating func collectPersons() {
    for person in persons {
      report.total.add(person.rounds, of: person.key)
      if let agent = person.agent {
        agents[agent].add(person.rounds, of: person.key)
      } else {
        report.unattributed.add(person.rounds, of: person.key)
      }
    }
  }

  /// Whether a counted turn met the preset's target; nil where its times are missing.
  private func isInTime(_ turn: Turn) -> Bool? {
    guard let target = builder.preset.targetMilliseconds else { return nil }
    if turn.isUnreplied { return turn.startsAt == nil ? nil : false }
    return wait(turn).map { $0 <= target }
  }

  private mutating func collectRates() {
    guard let target = builder.preset.targetMilliseconds else { return }
    switch builder.preset.unit {
    case .round: for turn in timeline.turns where turn.isCounted { collectRate(isInTime(turn), turn.agent) }
    case .session:
      if let first = timeline.turns.first(where: \.isCounted) { collectRate(isInTime(first), first.agent) }
    case .message:
      for turn in timeline.turns where turn.isCounted {
        let reply = turn.reply.flatMap { transcript.messages[$0].at }
        for index in turn.customerMessages {
          guard let at = transcript.messages[index].at, builder.isInWindow(at) == true else { continue }
          if turn.reply != nil, reply == nil { continue }
          collectRate(reply.map { $0.milliseconds(since: at) <= target } ?? false, turn.agent)
        }
      }
    case .person, .personEveryRound: break
    }
  }

  private mutating func collectRate(_ isInTime: Bool?, _ agent: String?) {
    guard let isInTime else { return }
    add(to: agent) { $0.directRate += TargetRate(hits: isInTime ? 1 : 0, count: 1) }
  }

  mutating func add(to agent: String?, _ change: (inout ServiceMetrics) -> Void) {
    change(&report.total)
    if let agent {
      change(&agents[place(of: agent)])
    } else {
      change(&report.unattributed)
    }
  }
}
