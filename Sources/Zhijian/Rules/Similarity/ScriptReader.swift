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

  /// Reads `fold:`; sounds are compared anyway, so that a view of sounds has nothing to read.
  static func views(_ options: YAMLMapping) -> [FoldView]? {
    let views = FoldList.read(options, defaultViews: [.base])
    guard views.contains(where: { $0.last == .pinyin }) else { return views }
    options.sink.error(
      "invalid-value", at: options.location(of: "fold"),
      LocalizedText(
        zh: "这里不能用 pinyin：同音字本来就会比较", en: "pinyin cannot be used here: homophones are compared anyway"))
    return nil
  }

  /// Reads `threshold:`, which has to be more than 0 and at most 1.
  static func threshold(_ options: YAMLMapping, default standard: Double) -> Double? {
    guard options.keys.contains("threshold") else {
      _ = options.value("threshold")
      return standard
    }
    guard let number = options.number("threshold") else { return nil }
    guard number > 0, number <= 1 else {
      options.sink.error(
        "invalid-value", at: options.value("threshold")?.location ?? options.location,
        LocalizedText(zh: "“threshold”应当大于 0、不超过 1", en: "'threshold' must be above 0 and at most 1"))
      return nil
    }
    return number
  }
}
