/// `script`: a required script by parts, in any order.
struct ScriptOperator: ConditionOperator {
  private static let maximumSlots = 32
  private static let maximumAlternatives = 500

  let name: String
  let slots: [ScriptSlot]
  /// How many of the slots have to be there.
  let needed: Int
  private let views: [FoldView]
  private let isAsserted: Bool
  private let excuses: [[UInt16]]
  private let expected: NegationKind
  private let lexicon: ScriptLexicon

  static let definition = OperatorDefinition(
    name: "script", form: .scalar,
    summary: LocalizedText(zh: "话术的各个要点都说到了", en: "a required script by parts"),
    parameters: [
      .init(
        "slots", LocalizedText(zh: "要点: [几种说法]，不论先后", en: "parts, each with its wordings, in any order")),
      .init(
        "threshold", LocalizedText(zh: "至少说到多大比例的要点", en: "the share of the parts that has to be there"), default: "1"),
      .init("unless", LocalizedText(zh: "含有这些短语的消息不看", en: "messages with these phrases do not count")),
      .init("fold", LocalizedText(zh: "归一方式", en: "folds"), default: "base"),
      .init(
        "polarity",
        LocalizedText(
          zh: "asserted 时，被否定、被询问的要点和客户口吻的话不算；any 只看用词",
          en: "asserted leaves out parts that are negated or asked and a customer's voice; any looks at words only"),
        default: "asserted"),
    ])

  init?(value: YAMLNode, options: YAMLMapping, context: OperatorContext) {
    lexicon = context.scriptLexicon
    let name = Self.readName(value, sink: context.sink)
    let slots = Self.readSlots(options, context)
    let threshold = ScriptReader.threshold(options, default: 1)
    let views = ScriptReader.views(options)
    let excuses = options.value("unless").map { PhraseList.read($0, lists: context.lists, sink: context.sink) } ?? []
    self.excuses = excuses.map { context.folding.foldPhrase($0, view: .base) }
    isAsserted = (options.choice("polarity", KeywordOperator.Polarity.self) ?? .asserted) == .asserted
    guard let name, let slots, let threshold, let views else { return nil }
    self.name = name
    self.slots = slots
    self.views = views
    needed = max(1, Int((threshold * Double(slots.count) - 1e-9).rounded(.up)))
    expected = ScriptSlot.expectedNegations(of: slots)
  }

  private static func readName(_ value: YAMLNode, sink: DiagnosticSink) -> String? {
    guard let name = value.scalar, !value.isNull, !name.isEmpty else {
      sink.error(
        "wrong-type", at: value.location,
        LocalizedText(zh: "“script”后面是话术的名字，要点写在“slots”里", en: "'script' holds the script's name; its parts go to 'slots'"))
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
    guard case .mapping(let entries) = node.content, !entries.isEmpty, entries.count <= maximumSlots else {
      context.sink.error(
        "wrong-type", at: node.location,
        LocalizedText(
          zh: "“slots”应当是“要点: [说法]”，1 到 \(maximumSlots) 个",
          en: "'slots' must be a mapping of 1 to \(maximumSlots) parts to their wordings"))
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
      if let hit = hit(best) { return Judgement(truth: .hit, hits: [hit]) }
      return Judgement(truth: window.nothingFound, parts: best.parts(of: slots))
    }
    var hits: [RuleHit] = []
    for position in window.written {
      var coverage = Coverage(places: Array(repeating: nil, count: slots.count))
      add(position, of: window.view, to: &coverage) { reader.reading(at: position, view: $0) }
      if let hit = hit(coverage) { hits.append(hit) }
      if coverage.count > best.count { best = coverage }
    }
    var judgement = window.judgement(hits: hits, matched: Set(hits.map(\.position)), among: window.written)
    if judgement.truth != .hit { judgement.parts = best.parts(of: slots) }
    return judgement
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
        guard let place = slots[number].place(in: reading, expecting: expected, isAsserted: isAsserted) else { continue }
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
