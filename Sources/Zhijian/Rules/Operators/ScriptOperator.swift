/// `script`: a required script by parts, in any order.
struct ScriptOperator: ConditionOperator {
  private static let slotCounts = 1...32
  private static let maximumAlternatives = 500

  let name: String
  let slots: [ScriptSlot]
  /// How many of the slots have to be there.
  let needed: Int
  private let views: [FoldView]
  private let isAsserted: Bool
  let excuses: [[UInt16]]
  private let expected: NegationKind
  private let lexicon: ScriptLexicon

  static let definition = OperatorDefinition(
    name: "script", form: .scalar,
    summary: LocalizedText(zh: "话术的各个要点都说到了", en: "a required script by parts"),
    details: LocalizedText(
      zh: "“script”后面是话术的名字，给看结果的人。要点在同一条消息里说到；写了 join: true 时，在范围内的各条消息里合起来说到。"
        + "每个要点的说法和 similar 一样比内容，大半说到就算；没说到的要点在结果里点名。",
      en: """
        Behind 'script' stands the script's name, for who reads the result. Its parts are said in one message or, with \
        join: true, in the messages of the scope together. The wordings of a part are compared by content as those of \
        similar, and the better part of one will do; the result names the parts that are missing.
        """),
    value: .text,
    parameters: [
      .init(
        "slots", LocalizedText(zh: "要点: [几种说法]，不论先后", en: "parts, each with its wordings, in any order"),
        type: .named(.phrases, counts: slotCounts), isRequired: true),
      .init(
        "threshold", LocalizedText(zh: "至少说到多大比例的要点", en: "the share of the parts that has to be there"),
        type: .number(ScriptReader.thresholds), default: "1"),
      ScriptReader.excuses, ScriptReader.folds, ScriptReader.polarity,
    ],
    examples: [
      ConditionExample(
        LocalizedText(zh: "退货三步都说到", en: "all three steps of a return"),
        """
        role: agent
        script: 退货步骤
        slots:
          申请: [申请退货, 提交退货申请]
          寄回: [寄回商品]
          单号: [填写快递单号]
        join: true
        """,
        hit: """
          客服: 您先⟦提交退货⟧申请，通过以后⟦东西寄回来⟧
          客服: ⟦运单号填一下⟧就行
          """,
        miss: "客服: 您先提交退货申请，东西不用寄回，单号也不用填"),
      ConditionExample(
        LocalizedText(zh: "三个要点说到两个就行", en: "two of three will do"),
        """
        role: agent
        script: 结束语
        slots: {感谢: [感谢咨询], 邀请: [随时联系], 祝福: [祝您愉快]}
        threshold: 0.6
        """,
        hit: "客服: ⟦谢谢您的咨询⟧，有问题⟦随时找⟧我",
        miss: "客服: 谢谢您的咨询"),
    ])

  init?(value: YAMLNode, options: YAMLMapping, context: OperatorContext) {
    lexicon = context.scriptLexicon
    let name = Self.readName(value, sink: context.sink)
    let slots = Self.readSlots(options, context)
    let threshold = options.number("threshold", in: ScriptReader.thresholds) ?? 1
    views = ScriptReader.views(options)
    excuses = ScriptReader.readExcuses(options, context)
    isAsserted = ScriptReader.isAsserted(options)
    guard let name, let slots else { return nil }
    self.name = name
    self.slots = slots
    needed = max(1, Int((threshold * Double(slots.count) - 1e-9).rounded(.up)))
    expected = ScriptSlot.expectedNegations(of: slots)
  }

  private static func readName(_ value: YAMLNode, sink: DiagnosticSink) -> String? {
    guard let name = value.scalar, !value.isNull, !name.isEmpty else {
      sink.error(
        "wrong-type", at: value.location,
        LocalizedText(
          zh: "“script”后面是话术的名字，要点写在“slots”里", en: "'script' holds the script's name; its parts go to 'slots'"))
      return nil
    }
    return name
  }

  private static func readSlots(_ options: YAMLMapping, _ context: OperatorContext) -> [ScriptSlot]? {
    guard let node = options.value("slots") else {
      context.sink.error(
        "missing-key", at: options.location(of: "script"), LocalizedText(zh: "缺少“slots”", en: "'slots' is missing"))
      return nil
    }
    guard case .mapping(let entries) = node.content, slotCounts.contains(entries.count) else {
      context.sink.error(
        "wrong-type", at: node.location,
        LocalizedText(
          zh: "“slots”应当是“要点: [说法]”，1 到 \(slotCounts.upperBound) 个",
          en: "'slots' must be a mapping of 1 to \(slotCounts.upperBound) parts to their wordings"))
      return nil
    }
    var slots: [ScriptSlot] = []
    for entry in entries {
      let wordings = PhraseList.read(entry.value, lists: context.lists, sink: context.sink)
      guard wordings.count <= maximumAlternatives else {
        context.sink.error(
          "too-many", at: entry.value.location,
          LocalizedText(
            zh: "一个要点至多 \(maximumAlternatives) 种说法", en: "a part has at most \(maximumAlternatives) wordings"))
        continue
      }
      guard !wordings.isEmpty else { continue }
      slots.append(
        ScriptSlot(
          name: entry.key,
          alternatives: wordings.map { ScriptReading(Array($0.utf16), lexicon: context.scriptLexicon) }))
    }
    return slots.count == entries.count ? slots : nil
  }

  /// The slots that a message or a window says, and where.
  private struct Coverage {
    /// By slot, the message (a position) and place where it is said first; nil where it is missing.
    var places: [(position: Int, span: EvidenceSpan, folds: [Fold])?]

    var count: Int { places.count { $0 != nil } }

    func parts(of slots: [ScriptSlot]) -> [PartState] {
      zip(slots, places).map { PartState(name: $0.name, state: $1 == nil ? .missing : .found) }
    }
  }

  func judge(_ window: LeafWindow) -> Judgement {
    let reader = ScriptReader(window: window, lexicon: lexicon)
    var best = Coverage(places: Array(repeating: nil, count: slots.count))
    if window.scope.join == true {
      for position in window.written {
        add(position, of: window.view, to: &best) { reader.reading(at: position, view: $0) }
      }
      window.note { fact(best, of: nil) }
      if let hit = hit(best) { return Judgement(truth: .hit, hits: [hit]) }
      return Judgement(truth: window.nothingFound, parts: best.parts(of: slots))
    }
    var hits: [RuleHit] = []
    for position in window.written {
      var coverage = Coverage(places: Array(repeating: nil, count: slots.count))
      add(position, of: window.view, to: &coverage) { reader.reading(at: position, view: $0) }
      window.note { fact(coverage, at: position, in: window, reader) }
      if let hit = hit(coverage) { hits.append(hit) }
      if coverage.count > best.count { best = coverage }
    }
    var judgement = window.judgement(hits: hits, matched: Set(hits.map(\.position)), among: window.written)
    if judgement.truth != .hit { judgement.parts = best.parts(of: slots) }
    return judgement
  }

  /// What a message says of the parts; nil where it says none and nothing keeps it from counting.
  private func fact(_ coverage: Coverage, at position: Int, in window: LeafWindow, _ reader: ScriptReader) -> LeafFact?
  {
    let message = window.view.order[position]
    let reading = reader.reading(at: position, view: .base)
    func left(_ zh: String, _ en: String) -> LeafFact? {
      // Worth telling only where it would have said something.
      let isSaid = slots.contains { $0.place(in: reading, expecting: expected, isAsserted: isAsserted) != nil }
      guard isSaid else { return nil }
      return .text("left_out", en, of: message, isHit: false, LocalizedText(zh: zh, en: en))
    }
    if ScriptReader.holds(excuses, in: reading) { return left("含放行短语，不算", "an allow-phrase excuses it") }
    if isAsserted, reading.isCustomersVoice, window.view.role(at: position) != .customer {
      return left("是客户的口吻，不算", "in a customer's voice")
    }
    return coverage.count == 0 ? nil : fact(coverage, of: message)
  }

  private func fact(_ coverage: Coverage, of message: Int?) -> LeafFact {
    let missing = coverage.parts(of: slots).filter { $0.state == .missing }.map(\.name)
    let lacks =
      missing.isEmpty
      ? ("", "") : ("，缺 " + missing.joined(separator: "、"), ", lacks " + missing.joined(separator: ", "))
    return LeafFact(
      name: "parts", message: message, value: .number(Double(coverage.count)), isHit: coverage.count >= needed,
      text: LocalizedText(
        zh: "说到要点 \(coverage.count)/\(slots.count)（要 \(needed) 个）\(lacks.0)",
        en: "\(coverage.count) of \(slots.count) parts said (\(needed) needed)\(lacks.1)"))
  }

  /// Adds what a message says of the slots that are still missing.
  private func add(
    _ position: Int, of view: ConversationView, to coverage: inout Coverage, reading: (FoldView) -> ScriptReading
  ) {
    for foldView in views where coverage.count < slots.count {
      let reading = reading(foldView)
      if ScriptReader.holds(excuses, in: reading) { return }
      if isAsserted, reading.isCustomersVoice, view.role(at: position) != .customer { return }
      for number in slots.indices where coverage.places[number] == nil {
        guard let place = slots[number].place(in: reading, expecting: expected, isAsserted: isAsserted) else {
          continue
        }
        coverage.places[number] = (
          position, EvidenceSpan(message: view.order[position], range: reading.originalRange(place)),
          foldView == .base ? [] : Array(foldView.folds.suffix(1))
        )
      }
    }
  }

  private func hit(_ coverage: Coverage) -> RuleHit? {
    guard coverage.count >= needed else { return nil }
    let places = coverage.places.compactMap { $0 }.sorted { ($0.position, $0.span) < ($1.position, $1.span) }
    guard let last = places.last else { return nil }
    var spans: [EvidenceSpan] = []
    for place in places where !spans.contains(place.span) { spans.append(place.span) }
    let folds = places.map(\.folds).first { !$0.isEmpty } ?? []
    var hit = RuleHit(
      spans: spans, position: last.position, folds: folds,
      confidence: places.map { FoldConfidence.of($0.folds) }.min() ?? 1)
    hit.parts = coverage.parts(of: slots)
    return hit
  }

  /// The message of `members` (positions) that says most of the script, and the slots that it lacks.
  func nearestMiss(members: [Int], cache: ConversationCache) -> NearestMiss? {
    var best: (coverage: Coverage, position: Int)?
    for position in members {
      let index = cache.view.order[position]
      var coverage = Coverage(places: Array(repeating: nil, count: slots.count))
      add(position, of: cache.view, to: &coverage) { view in
        cache.scriptReading(of: index, view: view) {
          ScriptReading(cache.view.texts[index].units, view: view, lexicon: lexicon)
        }
      }
      if coverage.count > best?.coverage.count ?? 0 { best = (coverage, position) }
    }
    return best.map { best in
      NearestMiss(
        span: cache.view.wholeMessage(at: best.position), phrase: name,
        lacks: best.coverage.parts(of: slots).filter { $0.state == .missing }.map(\.name).joined(separator: "、"))
    }
  }
}
