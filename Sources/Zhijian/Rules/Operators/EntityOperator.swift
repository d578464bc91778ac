/// `entity`: personal data and other kinds of structured text.
struct EntityOperator: ConditionOperator {
  let kinds: Set<PersonalDataKind>
  let isAnyoneButCustomer: Bool
  private let detector: PersonalDataDetector

  static let definition = OperatorDefinition(
    name: "entity", form: .list,
    summary: LocalizedText(zh: "消息里出现手机号、身份证号、网址等实体", en: "structured kinds of text, such as phone numbers"),
    details: LocalizedText(
      zh: "一类或几类实体。号码按位数、校验码和前后的提示词来认，认得没有把握的置信度低一些。",
      en: """
        One kind or several. Numbers are told by their length, their check digits and the words around them; the less \
        certain ones have a lower confidence.
        """),
    value: .choices(PersonalDataKind.self),
    parameters: [
      .init(
        "not_from",
        LocalizedText(zh: "谁在前面自己给过的值不算", en: "whose own values, given earlier, do not hit"),
        type: .choice(Source.self))
    ],
    examples: [
      ConditionExample(
        LocalizedText(zh: "客服说出别人的手机号", en: "the agent tells somebody else's phone number"),
        """
        role: agent
        entity: phone
        not_from: customer
        """,
        hit: """
          客户: 前面那位买家怎么联系
          客服: 您打⟦13800138000⟧
          """,
        miss: """
          客户: 我的号码是13800138000
          客服: 跟您核对一下，13800138000对吗
          """)
    ])

  private enum Source: String, ExplainedChoice {
    case customer

    var meaning: LocalizedText {
      LocalizedText(zh: "客户", en: "the customer")
    }
  }

  init?(value: YAMLNode, options: YAMLMapping, context: OperatorContext) {
    let kinds = Set(options.choices("entity", PersonalDataKind.self, mayBeEmpty: false) ?? [])
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
      let index = window.view.order[position]
      let found = detector.detect(in: window.view.texts[index].units)
      // What the customer gave before is asked for where there is something to compare with it.
      guard !found.isEmpty else { continue }
      if isAnyoneButCustomer {
        while next < position {
          if window.view.role(at: next) == .customer { given.formUnion(values(at: next, in: window)) }
          next += 1
        }
      }
      for item in found {
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
