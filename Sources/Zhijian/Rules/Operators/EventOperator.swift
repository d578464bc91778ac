/// `event`: something that happened to the conversation.
struct EventOperator: ConditionOperator {
  enum Event: String, ExplainedChoice {
    case joined, transferred, closed, recalled, invited, rated

    var meaning: LocalizedText {
      switch self {
      case .joined: LocalizedText(zh: "客服加入", en: "an agent joined")
      case .transferred: LocalizedText(zh: "转接", en: "handed over to another agent")
      case .closed: LocalizedText(zh: "会话关闭", en: "the conversation was closed")
      case .recalled: LocalizedText(zh: "撤回了一条消息", en: "a message was recalled")
      case .invited: LocalizedText(zh: "系统发出评价邀请", en: "the system asked for a rating")
      case .rated: LocalizedText(zh: "客户评价了", en: "the customer rated")
      }
    }
  }

  let events: Set<Event>

  let looksAtRoles = false

  static let definition = OperatorDefinition(
    name: "event", form: .scalar,
    summary: LocalizedText(zh: "会话里发生的事件，如转接、撤回", en: "something that happened, such as a hand-over or a recall"),
    details: LocalizedText(
      zh: "一种或几种事件。不看 role；条件里只有它看得见事件。",
      en: "One kind of event or several. `role` does not matter; no other condition sees events."),
    value: .choices(Event.self),
    parameters: [],
    examples: [
      ConditionExample(
        LocalizedText(zh: "转接过", en: "handed over"),
        "event: transferred",
        hit: """
          客服(小李): 您稍等
          系统 <transfer 小李→小王>
          客服(小王): 您好
          """,
        miss: """
          客服(小李): 给您转接可以吗
          客户: 不用
          """)
    ])

  init?(value: YAMLNode, options: YAMLMapping, context: OperatorContext) {
    events = Set(options.choices("event", Event.self, mayBeEmpty: false) ?? [])
    guard !events.isEmpty else { return nil }
  }

  func judge(_ window: LeafWindow) -> Judgement {
    let hits = window.reach.filter { position in
      window.view.mayCarryEvent(at: position) && events.contains { $0.isOn(window.view.message(at: position)) }
        && !window.view.repeatsTransfer(at: position)
    }
    .map { window.wholeMessage($0, owner: .agent(window.view.eventOwner(at: $0))) }
    window.note {
      let seen = window.reach.count { window.view.message(at: $0).isEvent }
      return .figure(
        "events", Double(seen), of: nil, isHit: !hits.isEmpty,
        LocalizedText(zh: "范围里的事件（各种都算）", en: "events of any kind in scope"))
    }
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
  /// Whether a hand-over is the record right before it written down twice, as some exports do.
  func repeatsTransfer(at position: Int) -> Bool {
    guard position > 0 else { return false }
    let (earlier, later) = (message(at: position - 1), message(at: position))
    guard later.kind == .transfer, earlier.kind == .transfer, let transfer = later.transfer else { return false }
    return transfer == earlier.transfer && later.at == earlier.at
  }

  /// Whose an event is: who sent it, or who was in charge.
  func eventOwner(at position: Int) -> String? {
    let message = message(at: position)
    if message.role == .agent { return message.sender ?? agentInCharge[position] }
    return agentInCharge[position]
  }
}
