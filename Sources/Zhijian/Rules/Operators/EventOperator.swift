/// `event`: something that happened to the conversation.
struct EventOperator: ConditionOperator {
  enum Event: String, Sendable, CaseIterable {
    case joined, transferred, closed, recalled, invited, rated
  }

  let events: Set<Event>

  let looksAtRoles = false

  static let definition = OperatorDefinition(
    name: "event", form: .scalar,
    summary: LocalizedText(
      zh: "会话事件：joined 加入、transferred 转接、closed 关闭、recalled 撤回、invited 邀评、rated 评价（不看角色）",
      en: "an event: joined, transferred, closed, recalled, invited, rated (roles do not matter)"),
    parameters: [])

  init?(value: YAMLNode, options: YAMLMapping, context: OperatorContext) {
    let items: [YAMLNode]
    if case .sequence(let nodes) = value.content { items = nodes } else { items = [value] }
    var events: Set<Event> = []
    for item in items {
      guard let text = item.scalar, let event = Event(rawValue: text) else {
        let names = Event.allCases.map(\.rawValue)
        let closest = item.scalar.flatMap { SpellingSuggestion.closest(to: $0, among: names) }
        context.sink.error(
          "invalid-value", at: item.location,
          LocalizedText(
            zh: "“event”只能取 \(names.joined(separator: "、"))", en: "'event' takes \(names.joined(separator: ", "))"),
          hint: closest.map { LocalizedText(zh: "是不是想写“\($0)”？", en: "did you mean '\($0)'?") })
        continue
      }
      events.insert(event)
    }
    self.events = events
    guard !events.isEmpty else { return nil }
  }

  func judge(_ window: LeafWindow) -> Judgement {
    let hits = window.reach.filter { position in events.contains { $0.isOn(window.view.message(at: position)) } }
      .map { window.wholeMessage($0, owner: .agent(window.view.eventOwner(at: $0))) }
    return .ofHits(hits, otherwise: window.nothingFound)
  }
}

extension EventOperator.Event {
  /// Whether a message is, or carries, the event.
  func isOn(_ message: Message) -> Bool {
    switch self {
    case .joined: message.kind == .join
    case .transferred: message.kind == .transfer || message.transfer != nil
    case .closed: message.kind == .close
    case .recalled: message.kind == .recall || message.isRecalled
    case .invited: message.kind == .invite
    case .rated: message.kind == .rating
    }
  }
}

extension ConversationView {
  /// Whose an event is: who sent it, or who was in charge.
  func eventOwner(at position: Int) -> String? {
    let message = message(at: position)
    if message.role == .agent { return message.sender ?? agentInCharge[position] }
    return agentInCharge[position]
  }
}
