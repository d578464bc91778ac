/// `silent`: the role sends nothing in the window, or nothing for some time after the anchor.
struct SilentOperator: ConditionOperator {
  let over: Int64?

  let hitsMessages = false

  static let definition = OperatorDefinition(
    name: "silent", form: .mapping,
    summary: LocalizedText(
      zh: "范围内没有人说话，或前置条件之后一段时间没有人说话", en: "nothing is said in the window, or for some time after the anchor"),
    details: LocalizedText(
      zh: "谁没有说话由 role 定。不写 over 时，范围里一条也没有；写了 over 时，从锚点（没有锚点时从会话开始）起这么久没有。没有消息可以挂。",
      en: """
        `role` says who is silent. Without `over` there is no message in scope at all; with `over` there is none for so \
        long from the anchor, or from the start of the conversation. It hits no message.
        """),
    parameters: [
      .init("over", LocalizedText(zh: "沉默多久，如 15m", en: "for how long, such as 15m"), type: .duration)
    ],
    mayBeNothing: true,
    examples: [
      ConditionExample(
        LocalizedText(zh: "客服十五分钟没有说话", en: "the agent says nothing for a quarter of an hour"),
        """
        role: agent
        silent: {over: 15m}
        """,
        hit: """
          [+0:00] 客户: 在吗
          [+20:00] 客服: 在的
          """,
        miss: """
          [+0:00] 客户: 在吗
          [+1:00] 客服: 在的
          """)
    ])

  init?(value: YAMLNode, options: YAMLMapping, context: OperatorContext) {
    guard !value.isNull else {
      over = nil
      return
    }
    guard let mapping = YAMLMapping(value, sink: context.sink, what: LocalizedText(zh: "silent", en: "silent")) else {
      return nil
    }
    over = mapping.duration("over")
    mapping.finish()
  }

  func judge(_ window: LeafWindow) -> Judgement {
    let view = window.view
    // Whether somebody may still write in the window.
    let isOpen = !view.isFinal || view.transcript.isOpen
    guard let over else {
      // The anchor's own message may be in scope and another role's.
      let role = window.scope.role ?? .any
      let speaking = window.spoken.first { role.includes(view.role(at: $0)) }
      window.note {
        .text(
          "first_message", speaking.map { _ in role.rawValue }, of: speaking.map { view.order[$0] },
          isHit: speaking == nil,
          speaking == nil
            ? LocalizedText(zh: "没有人说话", en: "nobody speaks") : LocalizedText(zh: "这里说了话", en: "somebody speaks here"))
      }
      guard speaking == nil else { return Judgement(truth: .noHit) }
      let mayGrow =
        view.isFinal && window.scope.seconds == nil
        ? isOpen && window.candidates.span.upperBound == view.count : window.candidates.mayGrow
      return mayGrow ? Judgement(truth: view.isFinal ? .unknown : .pending) : Judgement(truth: .hit)
    }
    let anchorTime: Timestamp? =
      if let anchor = window.candidates.anchor, anchor.position >= 0 { view.time(at: anchor.position) } else {
        view.firstTime
      }
    let first = window.spoken.first { $0 != window.candidates.anchor?.position }
    let next = first.map { view.time(at: $0) } ?? (isOpen ? view.lastTime : nil)
    window.note {
      let wait = anchorTime.flatMap { start in next.map { $0.milliseconds(since: start) } }
      let isOver = wait.map { $0 > over }
      return .time(
        "silence", wait, of: first.map { view.order[$0] }, isHit: first == nil && !isOpen ? true : isOver,
        first == nil
          ? LocalizedText(zh: "后来没有人再说话，到最后沉默了", en: "nobody speaks any more; silent for")
          : LocalizedText(zh: "到这条消息为止沉默了", en: "silent up to this message for"))
    }
    guard let anchorTime, let next else {
      if first == nil, !isOpen {
        return Judgement(truth: .hit, closesAt: anchorTime.flatMap { closing($0, over, window) })
      }
      return Judgement(truth: view.isFinal ? .unknown : .pending)
    }
    guard next.milliseconds(since: anchorTime) > over else {
      return Judgement(truth: first != nil ? .noHit : view.isFinal ? .unknown : .pending)
    }
    return Judgement(truth: .hit, closesAt: closing(anchorTime, over, window))
  }

  /// The last position before the time ran out.
  private func closing(_ start: Timestamp, _ over: Int64, _ window: LeafWindow) -> Int? {
    let last = window.candidates.span.last { position in
      window.view.time(at: position).map { $0.milliseconds(since: start) <= over } ?? false
    }
    return last ?? window.candidates.anchor?.position
  }
}
