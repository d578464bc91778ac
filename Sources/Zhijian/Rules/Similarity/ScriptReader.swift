/// Reads the messages of a window for scripts: each once, however many rules ask.
struct ScriptReader {
  let window: LeafWindow
  let lexicon: ScriptLexicon

  /// What was said at a position, as a view reads it; with `same: clause` only the clause.
  func reading(at position: Int, view: FoldView) -> ScriptReading {
    let index = window.view.order[position]
    let units = window.view.texts[index].units
    guard let clause = window.clause else {
      return window.evaluator.cache.scriptReading(of: index, view: view) {
        ScriptReading(units, view: view, lexicon: lexicon)
      }
    }
    let range = min(clause.lower, units.count)..<max(min(clause.lower, units.count), min(clause.upper, units.count))
    return ScriptReading(Array(units[range]), view: view, offset: range.lowerBound, lexicon: lexicon)
  }

  /// Consecutive messages as one, a line each.
  func passage(_ positions: ArraySlice<Int>, view: FoldView) -> ScriptReading {
    var units: [UInt16] = []
    for position in positions {
      if !units.isEmpty { units.append(0x0A) }
      units.append(contentsOf: window.view.texts[window.view.order[position]].units)
    }
    return ScriptReading(units, view: view, lexicon: lexicon)
  }

  /// Whether a reading holds one of the phrases, which are folded.
  static func holds(_ phrases: [[UInt16]], in reading: ScriptReading) -> Bool {
    phrases.contains { !ScriptWording.places(of: $0, in: reading.units).isEmpty }
  }

  /// Reads `fold:`. Sounds are compared anyway, so that `pinyin` adds only what comes before it.
  static func views(_ options: YAMLMapping) -> [FoldView] {
    let views = FoldList.read(options, defaultViews: [.base])
    guard views.contains(where: { $0.last == .pinyin }) else { return views }
    let others = views.filter { $0.last < .lookalike }
    return others + [FoldView(upTo: .lookalike)]
  }

  static let thresholds = 0.01...1.0

  static let folds = FoldList.parameter(default: LocalizedText(zh: "base", en: "base"))

  static let excuses = KeyDefinition(
    "unless", LocalizedText(zh: "含有这些短语的消息不算", en: "messages with these phrases do not count"), type: .phrases)

  static let polarity = KeyDefinition(
    "polarity", LocalizedText(zh: "怎样说的才算", en: "how it has to be said"), type: .choice(KeywordOperator.Polarity.self),
    default: "asserted",
    details: LocalizedText(
      zh: "asserted 时，说法被否定或反过来、被拿来询问的不算，客服用客户口吻说的（你们…、我的…）也不算；any 只看用词和数字。",
      en: """
        With asserted neither what is negated, turned round or asked counts, nor what an agent says in a customer's \
        voice; any looks at words and quantities only.
        """))

  /// The phrases that excuse a message, folded.
  static func readExcuses(_ options: YAMLMapping, _ context: OperatorContext) -> [[UInt16]] {
    let phrases = options.value("unless").map { PhraseList.read($0, lists: context.lists, sink: context.sink) } ?? []
    return phrases.map { context.folding.foldPhrase($0, view: .base) }
  }

  static func isAsserted(_ options: YAMLMapping) -> Bool {
    (options.choice("polarity", KeywordOperator.Polarity.self) ?? .asserted) == .asserted
  }
}
