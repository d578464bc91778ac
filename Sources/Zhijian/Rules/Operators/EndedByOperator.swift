/// `ended_by`: who spoke last, and how long before the end.
struct EndedByOperator: ConditionOperator {
  let role: ScopeRole
  let over: Int64?

  let looksAtRoles = false

  static let definition = OperatorDefinition(
    name: "ended_by", form: .mapping,
    summary: LocalizedText(zh: "最后说话的是谁，离会话结束多久", en: "who spoke last, and how long before the end"),
    details: LocalizedText(
      zh: "看范围里最后一条消息是不是这个角色说的，命中那条消息。写了 over 时，还要离会话结束超过这么久；会话还开着则未知。",
      en: """
        Looks whether the last message in scope is the role's, and hits that message. With `over` the conversation must \
        also have gone on for longer than that; one that is still open is unknown.
        """),
    parameters: [
      .init(
        "role", LocalizedText(zh: "最后说话的角色", en: "the role that spoke last"), type: .choice(ScopeRole.self),
        isRequired: true),
      .init("over", LocalizedText(zh: "离结束超过多久，如 5m", en: "how long before the end, such as 5m"), type: .duration),
    ],
    examples: [
      ConditionExample(
        LocalizedText(zh: "最后一句是客户说的", en: "the customer spoke last"),
        "ended_by: {role: customer}",
        hit: """
          客服: 您好
          客户: 到底什么时候发货
          """,
        miss: """
          客户: 到底什么时候发货
          客服: 今天就发
          """)
    ])

  init?(value: YAMLNode, options: YAMLMapping, context: OperatorContext) {
    guard
      let mapping = YAMLMapping(value, sink: context.sink, what: LocalizedText(zh: "ended_by", en: "ended_by"))
    else { return nil }
    let role = mapping.choice("role", ScopeRole.self)
    over = mapping.duration("over")
    mapping.finish()
    guard let role else {
      if !mapping.keys.contains("role") {
        context.sink.error(
          "missing-key", at: value.location, LocalizedText(zh: "ended_by 缺少“role”", en: "'role' is missing in ended_by")
        )
      }
      return nil
    }
    self.role = role
  }

  func judge(_ window: LeafWindow) -> Judgement {
    let view = window.view
    guard view.isFinal else { return Judgement(truth: .pending) }
    let include = window.scope.include ?? []
    if view.transcript.isOpen, window.candidates.mayGrow { return Judgement(truth: .unknown) }
    guard let last = window.reach.last(where: { view.isSpoken(at: $0, include: include) }) else {
      // Behind an anchor a window without messages is empty.
      return window.candidates.anchor == nil ? .notApplicable : Judgement(truth: .noHit)
    }
    window.note {
      .text(
        "last_message", view.role(at: last).rawValue, of: view.order[last],
        isHit: role.includes(view.role(at: last)),
        LocalizedText(zh: "最后一条消息是这条", en: "this is the last message"))
    }
    guard role.includes(view.role(at: last)) else { return Judgement(truth: .noHit) }
    guard let over else { return Judgement(truth: .hit, hits: [window.wholeMessage(last)]) }
    guard !view.transcript.isOpen else { return Judgement(truth: .unknown) }
    let end = view.transcript.endedAt ?? view.lastTime
    guard let end, let time = view.time(at: last) else { return Judgement(truth: .unknown) }
    window.note {
      let wait = end.milliseconds(since: time)
      return .time(
        "before_end", wait, of: view.order[last], isHit: wait > over,
        LocalizedText(zh: "离会话结束", en: "before the end by"))
    }
    guard end.milliseconds(since: time) > over else { return Judgement(truth: .noHit) }
    return Judgement(truth: .hit, hits: [window.wholeMessage(last)])
  }
}
