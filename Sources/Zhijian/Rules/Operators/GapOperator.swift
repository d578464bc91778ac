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
    .init("clock", LocalizedText(zh: "wall 自然时间，calendar 只算服务时段", en: "wall clock, or only service hours"), default: "wall"),
    .init("during", LocalizedText(zh: "calendar：只看服务时段内提出的问题", en: "calendar: only rounds asked in service hours")),
  ]

  init(_ options: YAMLMapping) {
    turn = options.choice("turn", Turn.self) ?? .each
    clock = options.choice("clock", Clock.self) ?? .wall
    inServiceHours = options.choice("during", During.self) != nil
  }

  /// The rounds of the conversation that the options name.
  func rounds(in view: ConversationView) -> [Zhijian.Turn] {
    let rounds = turn == .first ? Array(view.turns.prefix(1)) : view.turns
    return inServiceHours ? rounds.filter { $0.isInServiceHours == true } : rounds
  }

  func wait(of round: Zhijian.Turn) -> Int64? {
    clock == .wall ? round.waitMilliseconds : round.calendarWaitMilliseconds
  }
}

/// `gap`: a customer's burst that was answered late; the late reply is the hit.
struct GapOperator: ConditionOperator {
  let over: Int64
  let options: RoundOptions

  static let definition = OperatorDefinition(
    name: "gap", form: .mapping,
    summary: LocalizedText(zh: "客户的一轮消息回复得太晚，命中那条迟到的回复", en: "a customer's burst answered late; hits the late reply"),
    parameters: [.init("over", LocalizedText(zh: "超过多久算晚，如 180s", en: "how long is late, such as 180s"))] + RoundOptions.parameters)

  init?(value: YAMLNode, options: YAMLMapping, context: OperatorContext) {
    guard let mapping = YAMLMapping(value, sink: context.sink, what: LocalizedText(zh: "gap", en: "gap")) else { return nil }
    let over = mapping.duration("over")
    if over == nil, !mapping.keys.contains("over") {
      context.sink.error("missing-key", at: value.location, LocalizedText(zh: "gap 缺少“over”", en: "'over' is missing in gap"))
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
      guard window.candidates.span.contains(position) || window.candidates.anchor?.position == position else { continue }
      guard let wait = options.wait(of: round) else {
        isUnknown = true
        continue
      }
      guard wait > over else { continue }
      hits.append(
        window.wholeMessage(position, related: [RelatedMessage(message: round.opening, why: .asked)]))
    }
    if hits.isEmpty, isUnknown { return Judgement(truth: .unknown) }
    if hits.isEmpty, !window.view.isFinal { return Judgement(truth: .pending) }
    return .ofHits(hits, otherwise: .noHit)
  }
}

/// `unanswered`: a customer's burst that nobody answered, or not in time.
struct UnansweredOperator: ConditionOperator {
  let over: Int64?
  let options: RoundOptions

  static let definition = OperatorDefinition(
    name: "unanswered", form: .mapping,
    summary: LocalizedText(zh: "客户的一轮消息始终没有回复，或没有及时回复", en: "a customer's burst never answered, or not within a time"),
    parameters: [.init("over", LocalizedText(zh: "多久没有回复，如 15m；不写则为始终没有", en: "not within, such as 15m; never where absent"))]
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
    let all = window.view.turns
    for round in options.rounds(in: window.view) {
      guard window.candidates.span.contains(window.view.positions[round.opening]) else { continue }
      switch state(of: round, among: all, in: window.view) {
      case .hit:
        var hit = window.wholeMessage(window.view.positions[round.opening], owner: .whenWindowClosed)
        hit.spans = round.customerMessages.isEmpty
          ? hit.spans : round.customerMessages.map { window.view.wholeMessage(at: window.view.positions[$0]) }
        if let agent = round.agent { hit.owner = .agent(agent) }
        hits.append(hit)
      case .unknown: isUndecided = true
      case .noHit, .pending, .notApplicable, .error: break
      }
    }
    if hits.isEmpty, isUndecided { return Judgement(truth: window.view.isFinal ? .unknown : .pending) }
    if hits.isEmpty, !window.view.isFinal { return Judgement(truth: .pending) }
    return .ofHits(hits, otherwise: .noHit)
  }

  private func state(of round: Zhijian.Turn, among rounds: [Zhijian.Turn], in view: ConversationView) -> Truth {
    switch round.outcome {
    case .excluded: return .noHit
    case .replied:
      guard let over else { return .noHit }
      guard let wait = options.wait(of: round) else { return .unknown }
      return wait > over ? .hit : .noHit
    case .unreplied(.transfer):
      // Handed over while the customer waited: what counts is whether the next one answered.
      guard let index = rounds.firstIndex(of: round), rounds.indices.contains(index + 1) else { return .hit }
      let next = rounds[index + 1]
      guard next.customerMessages.isEmpty else { return .hit }
      return state(of: next, among: rounds, in: view) == .noHit ? .noHit : .hit
    case .unreplied: return .hit
    case .pending:
      guard let over, let start = round.startsAt, let last = view.lastTime else { return .unknown }
      return last.milliseconds(since: start) > over ? .hit : .unknown
    }
  }
}
