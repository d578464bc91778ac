/// The options that `gap` and `unanswered` share: which rounds, on which clock.
struct RoundOptions: Sendable {
  enum Turn: String, ExplainedChoice {
    case first, each

    var meaning: LocalizedText {
      switch self {
      case .first: LocalizedText(zh: "只看第一轮", en: "the first round only")
      case .each: LocalizedText(zh: "每一轮都看", en: "every round")
      }
    }
  }

  enum Clock: String, ExplainedChoice {
    case wall, calendar

    var meaning: LocalizedText {
      switch self {
      case .wall: LocalizedText(zh: "自然时间", en: "time as it passes")
      case .calendar: LocalizedText(zh: "只算服务时段里的时间", en: "time in service hours only")
      }
    }
  }

  enum During: String, ExplainedChoice {
    case calendar

    var meaning: LocalizedText {
      LocalizedText(zh: "客户在服务时段里提出的问题", en: "what was asked in service hours")
    }
  }

  let turn: Turn
  let clock: Clock
  /// Whether only rounds count that were asked in service hours.
  let inServiceHours: Bool

  static let parameters: [KeyDefinition] = [
    .init("turn", LocalizedText(zh: "看哪些轮次", en: "which rounds"), type: .choice(Turn.self), default: "each"),
    .init(
      "clock", LocalizedText(zh: "按什么时间算", en: "on which clock"), type: .choice(Clock.self), default: "wall"),
    .init("during", LocalizedText(zh: "只看什么时候提出的问题", en: "only rounds asked at this time"), type: .choice(During.self)),
  ]

  init(_ options: YAMLMapping) {
    turn = options.choice("turn", Turn.self) ?? .each
    clock = options.choice("clock", Clock.self) ?? .wall
    inServiceHours = options.choice("during", During.self) != nil
  }

  /// The rounds of the conversation that the options name. What a bot served is no round of the agents.
  func rounds(in view: ConversationView) -> [Zhijian.Turn] {
    let turns = view.turns
    let isAnyBots = turns.indices.contains { turns[$0].outcome == .excluded(.bot) }
    let rounds = isAnyBots ? turns.filter { $0.outcome != .excluded(.bot) } : turns
    return inTime(turn == .first ? Array(rounds.prefix(1)) : rounds)
  }

  private func inTime(_ rounds: [Zhijian.Turn]) -> [Zhijian.Turn] {
    inServiceHours ? rounds.filter { $0.isInServiceHours != false } : rounds
  }

  /// Whether it cannot be told whether a round was asked in service hours.
  func lacksTime(_ round: Zhijian.Turn) -> Bool { inServiceHours && round.isInServiceHours == nil }

  /// From the start of a round to `end` on the chosen clock.
  func elapsed(_ round: Zhijian.Turn, until end: Timestamp?, in view: ConversationView) -> Int64? {
    guard let start = round.startsAt, let end else { return nil }
    return clock == .wall ? end.milliseconds(since: start) : view.calendar.openMilliseconds(from: start, to: end)
  }

  func wait(of round: Zhijian.Turn) -> Int64? {
    clock == .wall ? round.waitMilliseconds : round.calendarWaitMilliseconds
  }
}

/// `gap`: a customer's burst that was answered late; the late reply is the hit.
struct GapOperator: ConditionOperator {
  let over: Int64
  let options: RoundOptions

  let looksAtRoles = false

  static let definition = OperatorDefinition(
    name: "gap", form: .mapping,
    summary: LocalizedText(zh: "客户的一轮消息回复得太晚，命中那条迟到的回复", en: "a customer's burst answered late; hits the late reply"),
    details: LocalizedText(
      zh: "客户连着说的话算一轮，从第一句等到客服回复。轮次和口径与报告里的响应时间相同；机器人接待的轮次不算，不看 role。",
      en: """
        What a customer says in a row is one round, which waits from its first message to the agent's reply. Rounds are \
        those of the response times in reports; what a bot served is none; `role` does not matter.
        """),
    parameters: [
      .init(
        "over", LocalizedText(zh: "超过多久算晚，如 180s", en: "how long is late, such as 180s"), type: .duration,
        isRequired: true)
    ] + RoundOptions.parameters,
    examples: [
      ConditionExample(
        LocalizedText(zh: "超过三分钟才回复", en: "answered after more than three minutes"),
        "gap: {over: 180s}",
        hit: """
          [+0:00] 客户: 在吗
          [+3:30] 客服: ⟦在的⟧
          """,
        miss: """
          [+0:00] 客户: 在吗
          [+2:30] 客服: 在的
          """)
    ])

  init?(value: YAMLNode, options: YAMLMapping, context: OperatorContext) {
    guard let mapping = YAMLMapping(value, sink: context.sink, what: LocalizedText(zh: "gap", en: "gap")) else {
      return nil
    }
    let over = mapping.duration("over")
    if over == nil, !mapping.keys.contains("over") {
      context.sink.error(
        "missing-key", at: value.location, LocalizedText(zh: "gap 缺少“over”", en: "'over' is missing in gap"))
    }
    self.options = RoundOptions(mapping)
    mapping.finish()
    guard let over else { return nil }
    self.over = over
  }

  func judge(_ window: LeafWindow) -> Judgement {
    var hits: [RuleHit] = []
    var isUnknown = false
    for round in options.rounds(in: window.view) {
      guard let reply = round.reply, round.outcome == .replied else { continue }
      let position = window.view.positions[reply]
      guard window.candidates.covers(position) else { continue }
      let known = options.lacksTime(round) ? nil : options.wait(of: round)
      window.note {
        .time(
          "wait", known, of: reply, isHit: known.map { $0 > over },
          LocalizedText(
            zh: "客户从 #\(round.opening) 等到这条回复，等了", en: "the customer waited from #\(round.opening) to this reply for"))
      }
      guard let wait = known else {
        isUnknown = true
        continue
      }
      guard wait > over else { continue }
      hits.append(
        window.wholeMessage(position, related: [RelatedMessage(message: round.opening, why: .asked)]))
    }
    if hits.isEmpty, isUnknown { return Judgement(truth: .unknown) }
    return .ofHits(hits, otherwise: window.nothingFound)
  }
}

/// `unanswered`: a customer's burst that nobody answered, or not in time.
struct UnansweredOperator: ConditionOperator {
  let over: Int64?
  let options: RoundOptions

  let looksAtRoles = false

  static let definition = OperatorDefinition(
    name: "unanswered", form: .mapping,
    summary: LocalizedText(zh: "客户的一轮消息始终没有回复，或没有及时回复", en: "a customer's burst never answered, or not within a time"),
    details: LocalizedText(
      zh: "不写 over 时是始终没有人回复；写了 over 时，超过这么久没有回复就算，后来回复了也算。会话还开着而时间未到是未知。",
      en: """
        Without `over` nobody ever answered; with `over` nobody did for so long, whether or not somebody did later. An \
        open conversation in which the time is not up is unknown.
        """),
    parameters: [
      .init(
        "over",
        LocalizedText(zh: "多久没有回复，如 15m；不写则为始终没有", en: "not within, such as 15m; never where absent"), type: .duration)
    ] + RoundOptions.parameters,
    examples: [
      ConditionExample(
        LocalizedText(zh: "没有人理客户", en: "nobody answers the customer"),
        "unanswered: {}",
        hit: """
          [+0:00] 客服: 您好
          [+0:10] 客户: ⟦怎么还没发货⟧
          """,
        miss: """
          [+0:00] 客户: 怎么还没发货
          [+0:10] 客服: 今天发
          """)
    ])

  init?(value: YAMLNode, options: YAMLMapping, context: OperatorContext) {
    guard
      let mapping = YAMLMapping(value, sink: context.sink, what: LocalizedText(zh: "unanswered", en: "unanswered"))
    else { return nil }
    over = mapping.duration("over")
    self.options = RoundOptions(mapping)
    mapping.finish()
  }

  func judge(_ window: LeafWindow) -> Judgement {
    var hits: [RuleHit] = []
    var isUndecided = false
    let rounds = options.rounds(in: window.view)
    for (number, round) in rounds.enumerated() {
      let asked = burst(endingIn: number, of: rounds)
      let positions = asked.map { window.view.positions[$0] }
      guard (positions + [window.view.positions[round.opening]]).contains(where: window.candidates.covers) else {
        continue
      }
      let state = state(of: round, in: window.view)
      window.note { fact(of: round, state, in: window.view) }
      switch state {
      case .hit: hits.append(hit(round, asked: positions, in: window))
      case .unknown: isUndecided = true
      case .noHit, .pending, .notApplicable, .error: break
      }
    }
    if hits.isEmpty, isUndecided { return Judgement(truth: window.view.isFinal ? .unknown : .pending) }
    if hits.isEmpty, !window.view.isFinal { return Judgement(truth: .pending) }
    return .ofHits(hits, otherwise: window.nothingFound)
  }

  private func fact(of round: Zhijian.Turn, _ state: Truth, in view: ConversationView) -> LeafFact {
    let (zh, en): (String, String)
    switch round.outcome {
    case .replied:
      let reply = round.reply.map { " #\($0)" } ?? ""
      (zh, en) = ("这一轮在\(reply) 得到回复，等了", "this round was answered in\(reply) after")
    case .unreplied(.transfer): (zh, en) = ("这一轮还没回复就转给了下一位，等了", "this round was handed over before a reply, after")
    case .unreplied: (zh, en) = ("这一轮没有人回复，到最后等了", "nobody answered this round; it waited to the end for")
    case .pending: (zh, en) = ("会话还开着，这一轮还在等，已经等了", "the conversation is open and this round waits, so far for")
    case .excluded: (zh, en) = ("这一轮不用回复，等了", "this round takes no reply; it waited for")
    }
    let wait =
      options.lacksTime(round) ? nil : options.wait(of: round) ?? options.elapsed(round, until: view.lastTime, in: view)
    return .time(
      "wait", wait, of: round.opening, isHit: state == .unknown ? nil : state == .hit, LocalizedText(zh: zh, en: en))
  }

  /// The customer's messages that wait in a round: its own, or those it was handed over with.
  private func burst(endingIn number: Int, of rounds: [Zhijian.Turn]) -> [Int] {
    var asked = rounds[number].customerMessages
    var before = number - 1
    while before >= 0, rounds[before].outcome == .unreplied(.transfer) {
      asked = rounds[before].customerMessages + asked
      before -= 1
    }
    return asked
  }

  private func hit(_ round: Zhijian.Turn, asked positions: [Int], in window: LeafWindow) -> RuleHit {
    let view = window.view
    // What was asked when the time had already run out is another chase, and not the burst.
    let inTime = positions.filter { position in
      guard let over, let at = view.time(at: position) else { return true }
      return options.elapsed(round, until: at, in: view).map { $0 <= over } ?? true
    }
    let burst = inTime.isEmpty ? [view.positions[round.opening]] : inTime
    var hit = window.wholeMessage(burst.last ?? 0, owner: .whenWindowClosed)
    hit.spans = burst.map { view.wholeMessage(at: $0) }
    if let agent = round.agent { hit.owner = .agent(agent) }
    return hit
  }

  private func state(of round: Zhijian.Turn, in view: ConversationView) -> Truth {
    guard !options.lacksTime(round) else { return .unknown }
    switch round.outcome {
    case .excluded: return .noHit
    case .replied:
      guard let over else { return .noHit }
      guard let wait = options.wait(of: round) else { return .unknown }
      return wait > over ? .hit : .noHit
    case .unreplied(.transfer):
      // Handed over while the customer waited: the next one's round goes on with the burst, and this
      // agent's fault is only a wait that had already been too long.
      guard let over else { return .noHit }
      guard let next = view.turns.first(where: { view.positions[$0.opening] > view.positions[round.opening] }),
        let wait = options.elapsed(round, until: next.startsAt, in: view)
      else { return .unknown }
      return wait > over ? .hit : .noHit
    case .unreplied: return .hit
    case .pending:
      guard let over, let wait = options.elapsed(round, until: view.lastTime, in: view) else { return .unknown }
      return wait > over ? .hit : .unknown
    }
  }
}
