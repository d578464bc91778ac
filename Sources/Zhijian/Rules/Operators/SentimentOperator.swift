/// `sentiment`: the score of a message, from −1 to 1.
struct SentimentOperator: ConditionOperator {
  let bounds: NumberBounds

  static let definition = OperatorDefinition(
    name: "sentiment", form: .mapping,
    summary: LocalizedText(zh: "一条消息的情感分，−1 到 1", en: "the sentiment of a message, from −1 to 1"),
    details: LocalizedText(
      zh: "−1 最坏，1 最好，0 没有感情色彩；没有情感词的消息没有分数，不命中。界限至少写一个。",
      en: """
        −1 is worst, 1 is best, 0 is neither; a message without any word of feeling has no score and no hit. At least \
        one bound is needed.
        """),
    parameters: NumberBounds.parameters, needsOneOf: NumberBounds.names,
    examples: [
      ConditionExample(
        LocalizedText(zh: "客户很不满", en: "the customer is cross"),
        """
        role: customer
        sentiment: {under: -0.3}
        """,
        hit: "客户: ⟦太差劲了，气死我了⟧",
        miss: "客户: 谢谢，很满意")
    ])

  init?(value: YAMLNode, options: YAMLMapping, context: OperatorContext) {
    guard
      let mapping = YAMLMapping(value, sink: context.sink, what: LocalizedText(zh: "sentiment", en: "sentiment"))
    else { return nil }
    bounds = NumberBounds(mapping, required: true)
    mapping.finish()
  }

  func judge(_ window: LeafWindow) -> Judgement {
    window.judgeEach(window.written) { position in
      let score = window.view.score(at: position)
      let isInside = score.map(bounds.contains) ?? false
      window.note {
        .figure(
          "sentiment", score, of: window.view.order[position], isHit: isInside,
          LocalizedText(zh: "情感分", en: "sentiment"))
      }
      return isInside
    }
  }
}

/// `swing`: the customer's mood drops or rises.
struct SwingOperator: ConditionOperator {
  let drop: NumberBounds?
  let rise: NumberBounds?
  let isRecovered: Bool?

  let looksAtRoles = false

  static let definition = OperatorDefinition(
    name: "swing", form: .mapping,
    summary: LocalizedText(zh: "客户情绪明显下降或回升", en: "the customer's mood drops or rises"),
    details: LocalizedText(
      zh: """
        客户的心情从一段到另一段的下降或回升，至少要有三条有分数的客户消息；下降要落到 0 以下，回升要到 0 以上，\
        最大 1。命中变化到底的那条客户消息，归下滑前说话的客服。drop 和 rise 至少写一个；会话还开着时待定。
        """,
      en: """
        A drop or rise of the mood from one phase to another, which takes at least three messages of the customer with a \
        score; a drop ends below 0, a rise above, and neither is larger than 1. Hits the customer's message at which \
        the change ended; it is the finding of the agent who spoke before. At least one of drop and rise is needed; an \
        open conversation is pending.
        """),
    parameters: [
      .init(
        "drop", LocalizedText(zh: "下降幅度，如 {min: 0.6}", en: "the size of a drop, such as {min: 0.6}"), type: .bounds),
      .init("rise", LocalizedText(zh: "回升幅度", en: "the size of a rise"), type: .bounds),
      .init("recovered", LocalizedText(zh: "结束前是否挽回", en: "whether it was made good by the end"), type: .boolean),
    ],
    needsOneOf: ["drop", "rise"],
    examples: [
      ConditionExample(
        LocalizedText(zh: "越聊越差", en: "it gets worse and worse"),
        "swing: {drop: {min: 0.6}, recovered: false}",
        hit: """
          客户: 你们家东西很好，我很喜欢
          客服: 谢谢亲
          客户: 这次发错了，有点失望
          客服: 自己看说明
          客户: ⟦太差劲了，气死我了⟧
          """,
        miss: """
          客户: 你们家东西很好，我很喜欢
          客服: 谢谢亲
          客户: 质量不错
          客服: 感谢支持
          客户: 谢谢，很满意
          """)
    ])

  init?(value: YAMLNode, options: YAMLMapping, context: OperatorContext) {
    guard let mapping = YAMLMapping(value, sink: context.sink, what: LocalizedText(zh: "swing", en: "swing")) else {
      return nil
    }
    drop = Self.bounds(mapping, "drop")
    rise = Self.bounds(mapping, "rise")
    isRecovered = mapping.boolean("recovered")
    if drop == nil, rise == nil {
      context.sink.error(
        "missing-key", at: value.location, LocalizedText(zh: "swing 需要 drop 或 rise", en: "swing needs drop or rise"))
    }
    mapping.finish()
  }

  private static func bounds(_ mapping: YAMLMapping, _ key: String) -> NumberBounds? {
    guard let node = mapping.value(key),
      let inner = YAMLMapping(node, sink: mapping.sink, what: LocalizedText(zh: key, en: key))
    else { return nil }
    let bounds = NumberBounds(inner, required: true)
    inner.finish()
    return bounds
  }

  func judge(_ window: LeafWindow) -> Judgement {
    let view = window.view
    var hits: [RuleHit] = []
    let threshold = [drop, rise].compactMap { $0?.minimum ?? $0?.over }.filter { $0 > 0 }.min()
    for swing in view.sentiment.swings(threshold: threshold ?? EmotionSwing.defaultThreshold) {
      let bounds = swing.kind == .drop ? drop : rise
      let isWanted =
        bounds.map { $0.contains(swing.size) } ?? false && isRecovered.map { $0 == swing.recovered } ?? true
      window.note { Self.fact(swing, isHit: isWanted && window.candidates.covers(swing.to), in: view) }
      guard isWanted else { continue }
      // The mood line is kept in time order, so its places are positions.
      let position = swing.to
      guard window.candidates.covers(position) else { continue }
      var hit = window.wholeMessage(position)
      if let line = swing.afterAgentMessage {
        hit.related = [RelatedMessage(message: view.order[line], why: .beforeSwing)]
        hit.owner = .agent(view.owner(at: line))
      }
      hits.append(hit)
    }
    window.note {
      let scored = (0..<view.count).count { view.role(at: $0) == .customer && view.score(at: $0) != nil }
      return .figure(
        "scored_messages", Double(scored), of: nil, isHit: nil,
        LocalizedText(zh: "有情感分的客户消息条数", en: "messages of the customer with a score"))
    }
    // A change may go on, or be made good, as long as the conversation does.
    return view.isFinal ? .ofHits(hits, otherwise: window.nothingFound) : Judgement(truth: .pending)
  }

  private static func fact(_ swing: EmotionSwing, isHit: Bool, in view: ConversationView) -> LeafFact {
    let (zh, en) = swing.kind == .drop ? ("下降", "drop") : ("回升", "rise")
    let end = swing.recovered ? ("，结束前挽回", ", made good by the end") : ("", "")
    return .figure(
      swing.kind == .drop ? "drop" : "rise", (swing.size * 1000).rounded() / 1000, of: view.order[swing.to],
      isHit: isHit,
      LocalizedText(
        zh: "从 #\(view.order[swing.from]) 起情绪\(zh)\(end.0)，幅度",
        en: "mood from #\(view.order[swing.from]): \(en)\(end.1), by"))
  }
}
