/// `count`: how many messages there are in scope, or how many match a condition.
struct CountOperator: ConditionOperator {
  let bounds: NumberBounds
  let of: ConditionNode?
  var nested: [ConditionNode] { of.map { [$0] } ?? [] }

  /// Unless none is a number that is asked for.
  var needed: ConditionNode? { bounds.contains(0) ? nil : of }

  let hitsMessages = false

  static let definition = OperatorDefinition(
    name: "count", form: .mapping,
    summary: LocalizedText(
      zh: "范围内消息的条数，或符合 of 条件的消息条数", en: "the number of messages in scope, or of those that match `of`"),
    details: LocalizedText(
      zh: "没有 of 时数范围里的消息；有 of 时数其中符合条件的消息，一条消息里命中几处也只算一条。界限至少写一个。范围里没有消息时是 0。",
      en: """
        Without `of` it counts the messages in scope; with `of` those of them that match, each once however many hits it \
        has. At least one bound is needed. A scope without messages counts as 0.
        """),
    parameters: [
      .init(
        "of", LocalizedText(zh: "要数的条件；不写则数范围内的消息", en: "the condition to count; messages in scope if absent"),
        type: .condition)
    ] + NumberBounds.parameters,
    needsOneOf: NumberBounds.names,
    examples: [
      ConditionExample(
        LocalizedText(zh: "请客户评价超过一次", en: "asks for a rating more than once"),
        """
        role: agent
        count:
          of: {keyword: [好评, 评价一下]}
          over: 1
        """,
        hit: """
          客服: 麻烦给个⟦好评⟧
          客户: 好
          客服: 记得⟦评价一下⟧
          """,
        miss: """
          客服: 麻烦给个好评，好评有礼
          客户: 好
          """)
    ])

  init?(value: YAMLNode, options: YAMLMapping, context: OperatorContext) {
    guard
      let mapping = YAMLMapping(value, sink: context.sink, what: LocalizedText(zh: "count", en: "count"))
    else { return nil }
    bounds = NumberBounds(mapping, required: true)
    // Logic is asked of every message by itself: what is counted are messages that match.
    of = mapping.value("of").flatMap(context.condition).map { $0.hitsSingleMessages ? $0 : $0.judgedByMessage }
    mapping.finish()
  }

  func judge(_ window: LeafWindow) -> Judgement {
    var hits: [RuleHit] = []
    var number = window.spoken.count
    var mayGrow = window.candidates.mayGrow
    if let of {
      let judgement = window.judge(of)
      switch judgement.truth {
      case .error, .unknown, .notApplicable: return judgement
      case .pending: mayGrow = true
      case .hit, .noHit: mayGrow = mayGrow || !window.view.isFinal
      }
      // Several hits in one message are one message.
      var seen: Set<Int> = []
      hits = judgement.hits.filter { seen.insert($0.position).inserted }
      for index in hits.indices { hits[index].isAnchor = false }
      number = hits.count
    }
    let value = Double(number)
    let isInside = bounds.contains(value)
    window.note {
      .figure(
        "count", value, of: nil, isHit: isInside,
        of == nil
          ? LocalizedText(zh: "范围里的消息条数", en: "messages in scope")
          : LocalizedText(zh: "符合条件的消息条数", en: "messages that match"))
    }
    if mayGrow, isInside ? !bounds.holdsWhenGrowing : bounds.mayContain(growingFrom: value) {
      return Judgement(truth: window.view.isFinal ? .unknown : .pending)
    }
    return isInside ? Judgement(truth: .hit, hits: hits, groups: [hits]) : Judgement(truth: .noHit)
  }
}

extension ConditionNode {
  /// The same condition with every message as a window of its own.
  fileprivate var judgedByMessage: ConditionNode {
    ConditionNode(logic: logic, scope: scope, windows: .message, label: label, location: location)
  }
}
