/// `sentiment`: the score of a message, from −1 to 1.
struct SentimentOperator: ConditionOperator {
  let bounds: NumberBounds

  static let definition = OperatorDefinition(
    name: "sentiment", form: .mapping,
    summary: LocalizedText(zh: "一条消息的情感分，−1 到 1", en: "the sentiment of a message, from −1 to 1"),
    parameters: NumberBounds.parameters)

  init?(value: YAMLNode, options: YAMLMapping, context: OperatorContext) {
    guard
      let mapping = YAMLMapping(value, sink: context.sink, what: LocalizedText(zh: "sentiment", en: "sentiment"))
    else { return nil }
    bounds = NumberBounds(mapping, required: true)
    mapping.finish()
  }

  func judge(_ window: LeafWindow) -> Judgement {
    window.judgeEach(window.written) { position in
      window.view.score(at: position).map(bounds.contains) ?? false
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
    parameters: [
      .init("drop", LocalizedText(zh: "下降幅度，如 {min: 0.6}", en: "the size of a drop, such as {min: 0.6}")),
      .init("rise", LocalizedText(zh: "回升幅度", en: "the size of a rise")),
      .init("recovered", LocalizedText(zh: "结束前是否挽回", en: "whether it was made good by the end")),
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
      guard let bounds, bounds.contains(swing.size), isRecovered.map({ $0 == swing.recovered }) ?? true else {
        continue
      }
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
    // A change may go on, or be made good, as long as the conversation does.
    return view.isFinal ? .ofHits(hits, otherwise: window.nothingFound) : Judgement(truth: .pending)
  }
}
