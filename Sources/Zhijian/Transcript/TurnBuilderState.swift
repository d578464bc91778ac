/// The turns of a conversation so far, fed message by message: the one path of batch and live analysis.
///
/// Messages are taken in the order they come; each costs constant time.
public struct TurnBuilderState: Sendable, Hashable {
  /// What the last turn still needs to know while it waits.
  private struct Waiting: Sendable, Hashable {
    var botAnswered = false
    var askedForPerson: Bool
    var isClosingPhrase: Bool
  }

  public let builder: TurnBuilder
  /// Who is in charge, and the segments so far.
  public private(set) var agents: AgentsInCharge
  private let wasLeftAsMessage: Bool
  private var sessionStart: Timestamp?
  private var turns: [Turn] = []
  /// Nil where no turn is open.
  private var waiting: Waiting?
  /// Whether people, and no longer the bot, serve the customer in this visit.
  private var isServedByPeople = false
  private var botHasSpoken = false
  /// The first customer message of this visit.
  private var visitOpening: Timestamp?
  private var visitHasOpened = false
  private var lastSpoken: Timestamp?
  private var lastAt: Timestamp?
  private var customerHasSpoken = false
  private var agentHasSpoken = false
  private var firstQuestion: Timestamp?
  private var someoneAnswered = false
  private var result = TurnTimeline()

  init(_ builder: TurnBuilder, head transcript: Transcript) {
    self.builder = builder
    agents = AgentsInCharge(head: transcript)
    sessionStart = transcript.startedAt
    wasLeftAsMessage = transcript.fields.last { $0.key == "left_message" }?.value == .bool(true)
  }

  /// Takes the next message; `index` is its position in the transcript.
  public mutating func append(_ message: Message, index: Int) {
    if let at = message.at {
      sessionStart = sessionStart ?? at
      if let lastAt, at < lastAt { result.clockSkewCount += 1 }
      lastAt = at
    }
    endDay(before: message.at)
    defer { agents.append(message, index: index) }
    if message.isRecalled || isFiltered(message) { return }
    switch message.kind {
    case .transfer: transfer(message, index)
    case .join: join(message, index)
    case .close: close()
    default:
      guard !message.isEvent, message.kind != .note else { break }
      speak(message, index)
    }
  }

  /// The turns so far with their first response; in an open conversation a waiting turn is pending, in a closed
  /// one it is unreplied. Takes time in proportion to the number of turns.
  public func timeline(isOpen: Bool) -> TurnTimeline {
    var state = self
    if state.waiting != nil, !isOpen { state.end(.unreplied(.conversationEnd)) }
    let fallback = agents.fallback
    for index in state.turns.indices
    where state.turns[index].agent == nil && state.turns[index].reply == nil {
      switch state.turns[index].outcome {
      case .excluded(.bot): break
      case .pending: state.turns[index].agent = agents.agentInChargeAtEnd
      default: state.turns[index].agent = fallback
      }
    }
    var timeline = state.result
    timeline.turns = state.turns
    timeline.agents = agents
    return timeline
  }

  // MARK: What is said

  private mutating func speak(_ message: Message, _ index: Int) {
    switch message.role {
    case .customer: ask(message, index)
    case .bot:
      if message.kind != .autoReply { botSpeaks() }
      noteAnswer(message)
    case .agent:
      noteAnswer(message)
      if !message.isAutoReply { answer(message, index) }
    case .system, .unknown: return
    }
    lastSpoken = message.at ?? lastSpoken
  }

  private mutating func ask(_ message: Message, _ index: Int) {
    if waiting == nil || waiting?.botAnswered == true, let at = message.at, let lastSpoken,
      at.milliseconds(since: lastSpoken) > builder.idleMilliseconds
    {
      if waiting != nil { end(.excluded(.bot)) }
      leave()
    }
    if !customerHasSpoken {
      customerHasSpoken = true
      result.isProactive = agentHasSpoken
      firstQuestion = message.at
    }
    if !visitHasOpened {
      visitHasOpened = true
      visitOpening = message.at
    }
    let asksForPerson = message.isWritten && builder.handOff.isMade(in: message.text)
    let isClosing = isClosingPhrase(message)
    if let current = waiting, !current.askedForPerson {
      if current.botAnswered || (asksForPerson && botHasSpoken && !isServedByPeople) {
        end(.excluded(.bot))
      } else if current.isClosingPhrase, !isClosing {
        end(.excluded(.closingPhrase))
      }
    }
    if waiting == nil {
      open(index, message.at, customerMessages: [index], agent: nil)
      waiting = Waiting(askedForPerson: asksForPerson, isClosingPhrase: isClosing)
    } else {
      turns[turns.count - 1].customerMessages.append(index)
      if asksForPerson { waiting?.askedForPerson = true }
    }
  }

  private mutating func botSpeaks() {
    // Among people a bot's lines (order cards, reminders) answer nobody.
    guard !isServedByPeople else { return }
    botHasSpoken = true
    if waiting?.askedForPerson == false { waiting?.botAnswered = true }
  }

  private mutating func answer(_ message: Message, _ index: Int) {
    defer {
      isServedByPeople = true
      agentHasSpoken = true
    }
    guard !turns.isEmpty else { return }
    let last = turns.count - 1
    guard waiting != nil, builder.preset.validReplies.contains(message.replyMode ?? .manual) else {
      turns[last].volume.append(index)
      return
    }
    turns[last].reply = index
    turns[last].agent = agents.sender(of: message)
    if let start = turns[last].startsAt, let at = message.at {
      turns[last].waitMilliseconds = max(0, at.milliseconds(since: start))
      turns[last].calendarWaitMilliseconds = builder.calendar.openMilliseconds(from: start, to: at)
    }
    if !agentHasSpoken {
      let endToEnd = visitOpening.flatMap { start in message.at.map { max(0, $0.milliseconds(since: start)) } }
      result.firstResponse = .init(turn: last, endToEndMilliseconds: endToEnd)
    }
    end(.replied, repliedAt: message.at)
  }

  private mutating func noteAnswer(_ message: Message) {
    guard customerHasSpoken, !result.isProactive, !someoneAnswered else { return }
    someoneAnswered = true
    guard let firstQuestion, let at = message.at else { return }
    result.anyResponseMilliseconds = max(0, at.milliseconds(since: firstQuestion))
  }

  // MARK: What happens

  private mutating func transfer(_ message: Message, _ index: Int) {
    let from = message.transfer?.from
    let target = message.transfer?.to
    if isServedByPeople, let target, target == agents.current { return }
    let isFromBot = from.map(agents.isBot) ?? (agents.current == nil || !isServedByPeople)
    if let current = waiting {
      if current.botAnswered || (isFromBot && botHasSpoken && !isServedByPeople && !current.askedForPerson) {
        handOver(.excluded(.bot), index, message.at, to: target)
      } else if !isFromBot {
        turns[turns.count - 1].agent = from ?? agents.current
        handOver(.unreplied(.transfer), index, message.at, to: target)
      }
    }
    isServedByPeople = !(target.map(agents.isBot) ?? false)
  }

  private mutating func join(_ message: Message, _ index: Int) {
    guard agents.isJoinOfAgent(message) else { return }
    if let current = waiting, botHasSpoken, !isServedByPeople, !current.askedForPerson {
      handOver(.excluded(.bot), index, message.at, to: message.transfer?.to)
    }
    isServedByPeople = true
  }

  private mutating func handOver(_ outcome: Turn.Outcome, _ index: Int, _ at: Timestamp?, to agent: String?) {
    end(outcome)
    open(index, at, customerMessages: [], agent: agent)
    waiting = Waiting(askedForPerson: true, isClosingPhrase: false)
  }

  private mutating func close() {
    if waiting != nil { end(.unreplied(.conversationEnd)) }
    leave()
  }

  /// Ends the visit: who comes back begins with the bot and a new clock.
  private mutating func leave() {
    isServedByPeople = false
    botHasSpoken = false
    visitHasOpened = false
    visitOpening = nil
  }

  private mutating func endDay(before at: Timestamp?) {
    guard builder.preset.endsAtDayEnd, waiting != nil, let at, let start = turns.last?.startsAt else { return }
    guard builder.calendar.localTime(at: start).dayNumber < builder.calendar.localTime(at: at).dayNumber else { return }
    end(.unreplied(.dayEnd))
  }

  // MARK: Turns

  private mutating func open(_ index: Int, _ at: Timestamp?, customerMessages: [Int], agent: String?) {
    turns.append(
      Turn(
        opening: index, customerMessages: customerMessages, agent: agent, startsAt: at,
        isInServiceHours: at.map { builder.calendar.contains($0) }))
  }

  private mutating func end(_ outcome: Turn.Outcome, repliedAt: Timestamp? = nil) {
    guard let current = waiting, let last = turns.indices.last else { return }
    waiting = nil
    var final = outcome
    if case .unreplied = outcome, current.botAnswered { final = .excluded(.bot) }
    if final == .excluded(.bot) {
      turns[last].agent = nil
    } else {
      turns[last].agent = turns[last].agent ?? agents.current
      if current.isClosingPhrase { final = .excluded(.closingPhrase) }
      if wasLeftAsMessage { final = .excluded(.leftMessage) }
      let isCounted = builder.counts(asked: turns[last].startsAt, replied: repliedAt, sessionStart: sessionStart)
      if !isCounted { final = .excluded(.outsideWindow) }
    }
    turns[last].outcome = final
  }

  private func isClosingPhrase(_ message: Message) -> Bool {
    guard !builder.closingPhrases.isEmpty else { return false }
    // Only what follows an agent's last message: a first 你好 is not the end of anything.
    if let waiting { return waiting.isClosingPhrase && builder.isClosingPhrase(message) }
    return isServedByPeople && agentHasSpoken && builder.isClosingPhrase(message)
  }

  private func isFiltered(_ message: Message) -> Bool {
    guard builder.preset.dropsFiltered else { return false }
    switch message.extra.last(where: { $0.key == "filtered" })?.value {
    case .bool(true), .string: return true
    default: return false
    }
  }
}
