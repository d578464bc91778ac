/// `length`: how many characters a message has.
struct LengthOperator: ConditionOperator {
  let bounds: NumberBounds

  static let definition = OperatorDefinition(
    name: "length", form: .mapping, summary: LocalizedText(zh: "一条消息的字数", en: "the number of characters of a message"),
    parameters: NumberBounds.parameters)

  init?(value: YAMLNode, options: YAMLMapping, context: OperatorContext) {
    guard
      let mapping = YAMLMapping(value, sink: context.sink, what: LocalizedText(zh: "length", en: "length"))
    else { return nil }
    bounds = NumberBounds(mapping, required: true)
    mapping.finish()
  }

  func judge(_ window: LeafWindow) -> Judgement {
    window.judgeEach(window.written) { position in
      bounds.contains(Double(window.characters(at: position)))
    }
  }
}

extension LeafWindow {
  /// The graphemes of a message, or of the clause that counts.
  func characters(at position: Int) -> Int {
    guard let clause else { return view.message(at: position).text.count }
    let units = view.texts[view.order[position]].units
    return String(decoding: units[min(clause.lower, units.count)..<min(clause.upper, units.count)], as: UTF16.self)
      .count
  }
}

/// `pace`: characters a minute since the message before.
struct PaceOperator: ConditionOperator {
  let bounds: NumberBounds

  static let definition = OperatorDefinition(
    name: "pace", form: .mapping,
    summary: LocalizedText(zh: "自上一条消息起每分钟的字数", en: "characters a minute since the message before"),
    parameters: NumberBounds.parameters)

  init?(value: YAMLNode, options: YAMLMapping, context: OperatorContext) {
    guard let mapping = YAMLMapping(value, sink: context.sink, what: LocalizedText(zh: "pace", en: "pace")) else {
      return nil
    }
    bounds = NumberBounds(mapping, required: true)
    mapping.finish()
  }

  func judge(_ window: LeafWindow) -> Judgement {
    var isTimeMissing = false
    let judgement = window.judgeEach(window.written) { position in
      guard position > 0 else { return false }
      guard let time = window.view.time(at: position), let before = window.view.time(at: position - 1) else {
        isTimeMissing = true
        return false
      }
      let minutes = Double(max(1, time.milliseconds(since: before))) / 60_000
      return bounds.contains(Double(window.characters(at: position)) / minutes)
    }
    return isTimeMissing && judgement.truth == .noHit ? Judgement(truth: .unknown) : judgement
  }
}
