/// The options that `gap` and `unanswered` share: which rounds, on which clock.
struct RoundOptions: Sendable {
  enum Turn: String, Sendable, CaseIterable {
    case first, each
  }

  enum Clock: String, Sendable, CaseIterable {
    case wall, calendar
  }

  enum During: String, Sendable, CaseIterable {
    case calendar
  }

  let turn: Turn
  let clock: Clock
  /// Whether only rounds count that were asked in service hours.
  let inServiceHours: Bool

  static let parameters: [OperatorDefinition.Parameter] = [
    .init("turn", LocalizedText(zh: "first 只看第一轮，each 看每一轮", en: "first or each round"), default: "each"),
    .init(
      "clock", LocalizedText(zh: "wall 自然时间，calendar 只算服务时段", en: "wall clock, or only service hours"), default: "wall"),
    .init("during", LocalizedText(zh: "calendar：只看服务时段内提出的问题", en: "calendar: only rounds asked in service hours")),
  ]

  init(_ options: YAMLMapping) {
    turn = options.choice("turn", Turn.self) ?? .each
    clock = options.choice("clock", Clock.self) ?? .wall
    inServiceHours = options.choice("during", During.self) != nil
  }

  /// The rounds of the conversation that the options name. What a bot served is no round of the agents.
  func rounds(in view: ConversationView) -> [Zhijian.Turn] {
    let rounds = view.turns.filter { $0.outcome != .excluded(.bot) }
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
    parameters: [.init("over", LocalizedText(zh: "超过多久算晚，如 180s", en: "how long is late, such as 180s"))]
      + RoundOptions.parameters)

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
      guard let wait = options.wait(of: round), !options.lacksTime(round) else {
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
    parameters: [
      .init("over", LocalizedText(zh: "多久没有回复，如 15m；不写则为始终没有", en: "not within, such as 15m; never where absent"))
    ]
      + RoundOptions.parameters)

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
      switch state(of: round, in: window.view) {
      case .hit: hits.append(hit(round, asked: positions, in: window))
      case .unknown: isUndecided = true
      case .noHit, .pending, .notApplicable, .error: break
      }
    }
    if hits.isEmpty, isUndecided { return Judgement(truth: window.view.isFinal ? .unknown : .pending) }
    if hits.isEmpty, !window.view.isFinal { return Judgement(truth: .pending) }
    return .ofHits(hits, otherwise: window.nothingFound)
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
