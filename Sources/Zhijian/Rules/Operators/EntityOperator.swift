/// `entity`: personal data and other kinds of structured text.
struct EntityOperator: ConditionOperator {
  let kinds: Set<PersonalDataKind>
  let isAnyoneButCustomer: Bool
  private let detector: PersonalDataDetector

  static let definition = OperatorDefinition(
    name: "entity", form: .list,
    summary: LocalizedText(zh: "消息里出现手机号、身份证号、网址等实体", en: "structured kinds of text, such as phone numbers"),
    parameters: [
      .init(
        "not_from",
        LocalizedText(zh: "customer：客户先前自己给过的值不算", en: "customer: values the customer gave earlier do not hit"))
    ])

  private enum Source: String, CaseIterable {
    case customer
  }

  init?(value: YAMLNode, options: YAMLMapping, context: OperatorContext) {
    let items: [YAMLNode]
    if case .sequence(let nodes) = value.content { items = nodes } else { items = [value] }
    var kinds: Set<PersonalDataKind> = []
    for item in items {
      guard let text = item.scalar, let kind = PersonalDataKind(rawValue: text) else {
        let names = PersonalDataKind.allCases.map(\.rawValue)
        let closest = item.scalar.flatMap { SpellingSuggestion.closest(to: $0, among: names) }
        context.sink.error(
          "invalid-value", at: item.location,
          LocalizedText(
            zh: "“entity”只能取 \(names.joined(separator: "、"))", en: "'entity' takes \(names.joined(separator: ", "))"),
          hint: closest.map { LocalizedText(zh: "是不是想写“\($0)”？", en: "did you mean '\($0)'?") })
        continue
      }
      kinds.insert(kind)
    }
    self.kinds = kinds
    isAnyoneButCustomer = options.choice("not_from", Source.self) == .customer
    detector = PersonalDataDetector(kinds: kinds)
    guard !kinds.isEmpty else { return nil }
  }

  func judge(_ window: LeafWindow) -> Judgement {
    if window.scope.join == true { return judgeJoined(window) }
    var given: Set<String> = []
    var next = 0
    var hits: [RuleHit] = []
    var matched: Set<Int> = []
    for position in window.written {
      if isAnyoneButCustomer {
        while next < position {
          if window.view.role(at: next) == .customer { given.formUnion(values(at: next, in: window)) }
          next += 1
        }
      }
      let index = window.view.order[position]
      for item in detector.detect(in: window.view.texts[index].units) {
        if let clause = window.clause, !clause.contains(item.range) { continue }
        let span = EvidenceSpan(message: index, range: item.range)
        guard !given.contains(item.value) else {
          window.suppress([span], why: .given)
          continue
        }
        hits.append(RuleHit(spans: [span], position: position, confidence: item.confidence))
        matched.insert(position)
      }
    }
    return window.judgement(hits: hits, matched: matched, among: window.written)
  }

  /// What the messages hold when they are read as one passage.
  private func judgeJoined(_ window: LeafWindow) -> Judgement {
    let passage = JoinedPassage(window)
    let hits = detector.detect(in: passage.units).compactMap { item -> RuleHit? in
      let spans = passage.split(item.range)
      guard let last = spans.last else { return nil }
      let position = window.view.positions[last.message]
      if isAnyoneButCustomer, isGiven(item.value, before: position, in: window) {
        window.suppress(spans, why: .given)
        return nil
      }
      return RuleHit(spans: spans, position: position, confidence: item.confidence)
    }
    return .ofHits(hits, otherwise: window.nothingFound)
  }

  /// Whether the customer gave the value before a position.
  private func isGiven(_ value: String, before position: Int, in window: LeafWindow) -> Bool {
    (0..<position).contains { window.view.role(at: $0) == .customer && values(at: $0, in: window).contains(value) }
  }

  private func values(at position: Int, in window: LeafWindow) -> [String] {
    detector.detect(in: window.view.texts[window.view.order[position]].units).map(\.value)
  }
}
