/// `count`: how many messages there are in scope, or how many match a condition.
struct CountOperator: ConditionOperator {
  let bounds: NumberBounds
  let of: ConditionNode?
  var nested: [ConditionNode] { of.map { [$0] } ?? [] }

  static let definition = OperatorDefinition(
    name: "count", form: .mapping,
    summary: LocalizedText(zh: "范围内消息的条数，或符合 of 条件的消息条数", en: "the number of messages in scope, or of those that match `of`"),
    parameters: [.init("of", LocalizedText(zh: "要数的条件；不写则数范围内的消息", en: "the condition to count"))] + NumberBounds.parameters)

  init?(value: YAMLNode, options: YAMLMapping, context: OperatorContext) {
    guard
      let mapping = YAMLMapping(value, sink: context.sink, what: LocalizedText(zh: "count", en: "count"))
    else { return nil }
    bounds = NumberBounds(mapping, required: true)
    of = mapping.value("of").flatMap(context.condition)
    mapping.finish()
  }

  func judge(_ window: LeafWindow) -> Judgement {
    var hits: [RuleHit] = []
    let number: Int
    if let of {
      let judgement = window.judge(of)
      switch judgement.truth {
      case .error, .unknown, .notApplicable: return judgement
      case .hit, .noHit, .pending: break
      }
      // Several hits in one message are one message.
      var seen: Set<Int> = []
      hits = judgement.hits.filter { seen.insert($0.position).inserted }
      number = hits.count
    } else {
      number = window.spoken.count
    }
    let value = Double(number)
    let isInside = bounds.contains(value)
    if !window.view.isFinal, window.candidates.mayGrow {
      if isInside, bounds.holdsWhenGrowing { return Judgement(truth: .hit, hits: hits) }
      return Judgement(truth: isInside || bounds.mayContain(growingFrom: value) ? .pending : .noHit)
    }
    if window.candidates.mayGrow { return Judgement(truth: .unknown) }
    return isInside ? Judgement(truth: .hit, hits: hits) : Judgement(truth: .noHit)
  }
}
