/// `repeat`: the same sender says (almost) the same again; the later copy is the hit.
struct RepeatOperator: ConditionOperator {
  let within: Int
  let times: Int
  let threshold: Double
  let minimumLength: Int
  let excuses: [String]

  private static let withins = 1...1000
  private static let repetitions = 1...100
  private static let similarities = 0.0...1.0
  private static let lengths = 1...10_000

  static let definition = OperatorDefinition(
    name: "repeat", form: .mapping,
    summary: LocalizedText(zh: "同一个人把（几乎）同样的话又说了一遍", en: "the same sender says (almost) the same again"),
    details: LocalizedText(
      zh: "命中后说的那条。比较时不计空格和标点；每个人只与自己之前的消息比较。",
      en: "Hits the later message. Spaces and punctuation do not count; everybody is compared with themselves only."),
    parameters: [
      .init(
        "within", LocalizedText(zh: "与本人之前的多少条比较", en: "how many of its own messages back"),
        type: .wholeNumber(withins), default: "10"),
      .init(
        "times", LocalizedText(zh: "第几次重复起算", en: "which repetition counts"), type: .wholeNumber(repetitions),
        default: "1"),
      .init(
        "threshold", LocalizedText(zh: "相似度，1 为完全相同", en: "similarity, 1 is equal"), type: .number(similarities),
        default: "1.0"),
      .init(
        "min_length", LocalizedText(zh: "短于多少字不看", en: "shorter messages do not count"),
        type: .wholeNumber(lengths), default: "4"),
      .init("unless", LocalizedText(zh: "含有这些短语的不看", en: "messages with these phrases do not count"), type: .phrases),
    ],
    examples: [
      ConditionExample(
        LocalizedText(zh: "客服复读", en: "an agent repeats itself"),
        """
        role: agent
        repeat: {within: 5}
        """,
        hit: """
          客服: 亲，请耐心等待哦
          客户: 等到什么时候
          客服: ⟦亲，请耐心等待哦⟧
          """,
        miss: """
          客服: 亲，请耐心等待哦
          客户: 等到什么时候
          客服: 预计明天下午送到
          """)
    ])

  init?(value: YAMLNode, options: YAMLMapping, context: OperatorContext) {
    guard let mapping = YAMLMapping(value, sink: context.sink, what: LocalizedText(zh: "repeat", en: "repeat")) else {
      return nil
    }
    within = mapping.integer("within", in: Self.withins) ?? 10
    times = mapping.integer("times", in: Self.repetitions) ?? 1
    threshold = mapping.number("threshold", in: Self.similarities) ?? 1
    minimumLength = mapping.integer("min_length", in: Self.lengths) ?? 4
    excuses = mapping.value("unless").map { PhraseList.read($0, lists: context.lists, sink: context.sink) } ?? []
    mapping.finish()
  }

  func judge(_ window: LeafWindow) -> Judgement {
    let view = window.view
    let excuses = excuses.map { view.folding.foldPhrase($0, view: .base) }
    var earlier: [String?: [(position: Int, text: FoldedSample)]] = [:]
    var hits: [RuleHit] = []
    for position in window.written {
      let message = view.message(at: position)
      let folded = view.folding.fold(view.texts[view.order[position]].units, view: .base).units
      let sample = FoldedSample(folded)
      guard sample.units.count >= minimumLength else { continue }
      let sender =
        message.role == .agent ? view.transcript.agentID(of: message) : message.sender ?? message.role.rawValue
      let before = earlier[sender, default: []]
      let copies = before.suffix(within).filter { $0.text.similarity(to: sample) >= threshold }
      window.note { fact(of: sample, at: position, before: before.suffix(within), copies: copies.count, in: view) }
      if excuses.contains(where: { Self.holds(folded, $0) }) {
        if copies.count >= times { window.suppress(window.wholeMessage(position).spans, why: .excused) }
      } else if copies.count >= times, let copy = copies.last {
        hits.append(
          window.wholeMessage(position, related: [RelatedMessage(message: view.order[copy.position], why: .repeated)]))
      }
      earlier[sender, default: []].append((position, sample))
    }
    return window.judgement(hits: hits, matched: Set(hits.map(\.position)), among: window.written)
  }

  private func fact(
    of sample: FoldedSample, at position: Int, before: ArraySlice<(position: Int, text: FoldedSample)>, copies: Int,
    in view: ConversationView
  ) -> LeafFact {
    let closest = before.map { (position: $0.position, score: $0.text.similarity(to: sample)) }
      .max { ($0.score, $0.position) < ($1.score, $1.position) }
    let place = closest.map { " #\(view.order[$0.position])" } ?? ""
    return .figure(
      "similarity", closest.map { ($0.score * 100).rounded() / 100 }, of: view.order[position],
      isHit: copies >= times,
      closest == nil
        ? LocalizedText(zh: "之前自己说过的话", en: "said before by the same")
        : LocalizedText(
          zh: "前面够像的有 \(copies) 条，最像的是\(place)，相似度", en: "\(copies) close enough before, closest\(place), similarity"))
  }

  private static func holds(_ text: [UInt16], _ phrase: [UInt16]) -> Bool {
    guard let first = phrase.first, phrase.count <= text.count else { return false }
    return (0...(text.count - phrase.count)).contains { start in
      text[start] == first && text[start..<(start + phrase.count)].elementsEqual(phrase)
    }
  }
}

/// A text without blanks and punctuation, for comparing whole messages.
struct FoldedSample: Sendable {
  let units: [UInt16]
  private let pairs: [UInt32: Int]

  init(_ text: [UInt16]) {
    units = text.filter { unit in
      !(unit <= 0x2F || (0x3A...0x40).contains(unit) || (0x2000...0x206F).contains(unit)
        || (0x3000...0x303F).contains(unit)
        || (0xFF00...0xFF0F).contains(unit) || (0xFF1A...0xFF20).contains(unit))
    }
    var pairs: [UInt32: Int] = [:]
    for (left, right) in zip(units, units.dropFirst()) { pairs[UInt32(left) << 16 | UInt32(right), default: 0] += 1 }
    self.pairs = pairs
  }

  /// Dice's coefficient over pairs of units; 1 for equal texts.
  func similarity(to other: FoldedSample) -> Double {
    if units == other.units { return 1 }
    let total = max(0, units.count - 1) + max(0, other.units.count - 1)
    guard total > 0 else { return 0 }
    var common = 0
    for (pair, count) in pairs { common += min(count, other.pairs[pair] ?? 0) }
    return 2 * Double(common) / Double(total)
  }
}
