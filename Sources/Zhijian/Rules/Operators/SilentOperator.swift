/// `silent`: the role sends nothing in the window, or nothing for some time after the anchor.
struct SilentOperator: ConditionOperator {
  let over: Int64?

  static let definition = OperatorDefinition(
    name: "silent", form: .mapping,
    summary: LocalizedText(zh: "范围内没有人说话，或前置条件之后一段时间没有人说话", en: "nothing is said in the window, or for some time after the anchor"),
    parameters: [.init("over", LocalizedText(zh: "沉默多久，如 15m", en: "for how long, such as 15m"))])

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
    guard let over else {
      guard window.spoken.isEmpty else { return Judgement(truth: .noHit) }
      if !view.isFinal { return Judgement(truth: window.candidates.mayGrow ? .pending : .hit) }
      if view.transcript.isOpen, window.candidates.span.upperBound == view.count { return Judgement(truth: .unknown) }
      return Judgement(truth: .hit)
    }
    let anchorTime: Timestamp? =
      if let anchor = window.candidates.anchor, anchor.position >= 0 { view.time(at: anchor.position) } else { view.firstTime }
    if let first = window.spoken.first {
      guard let anchorTime, let time = view.time(at: first) else { return Judgement(truth: .unknown) }
      guard time.milliseconds(since: anchorTime) > over else { return Judgement(truth: .noHit) }
      return Judgement(truth: .hit, closesAt: max(0, first - 1))
    }
    if view.isFinal, !view.transcript.isOpen { return Judgement(truth: .hit) }
    guard let anchorTime, let last = view.lastTime, last.milliseconds(since: anchorTime) > over else {
      return Judgement(truth: view.isFinal ? .unknown : .pending)
    }
    return Judgement(truth: .hit)
  }
}
