internal import Zhijian

/// From the settings of shops to their rules.
extension WorkspaceLoader {
  /// The rules of every shop with settings of its own. Those that none of its lists touches are the general ones.
  func shopRules(
    _ configuration: Configuration, general rules: [Rule], reading: inout RuleReading, lists: WordListCatalog,
    folding: TextFolding, scripts: ScriptLexicon
  ) -> [(shop: String, rules: [Rule])] {
    configuration.shops.sorted { $0.key < $1.key }.map { name, shop in
      let replaced = phrases(of: shop, lists: lists)
      let own = parse(
        &reading, naming: Set(replaced.keys), lists: lists.replacing(with: replaced), folding: folding,
        scripts: scripts, of: name)
      let overrides = configuration.overrides.merging(shop.overrides) { $0.merged(with: $1) }
      return (name, Self.apply(overrides, to: rules.map { own[$0.id] ?? $0 }))
    }
  }

  /// The phrases of a shop's lists; `$name` in them stands for a list of the lexicons, its own among them.
  private func phrases(of shop: Configuration.Shop, lists: WordListCatalog) -> [String: [String]] {
    var phrases: [String: [String]] = [:]
    for (name, list) in shop.lists.sorted(by: { $0.value.location < $1.value.location }) {
      guard lists[name] != nil else {
        sink.error(
          "unknown-list", at: list.location,
          LocalizedText(zh: "没有词表“\(name)”", en: "there is no word list '\(name)'"),
          hint: SpellingSuggestion.closest(to: name, among: lists.names).map {
            LocalizedText(zh: "是不是想写“\($0)”？", en: "did you mean '\($0)'?")
          } ?? LocalizedText(zh: "店铺只能换掉 lexicons/lists 里已有的词表", en: "a shop can only replace lists of lexicons/lists"))
        continue
      }
      // What has a fault comes out empty; the rules keep the general list, so that the fault is named once.
      let own = PhraseList.read(list.phrases, lists: lists, sink: sink)
      if !own.isEmpty { phrases[name] = own }
    }
    return phrases
  }

  /// The rules that name one of `names`, by their ids. What is odd about every shop's alike was reported before.
  private func parse(
    _ reading: inout RuleReading, naming names: Set<String>, lists: WordListCatalog, folding: TextFolding,
    scripts: ScriptLexicon, of shop: String
  ) -> [String: Rule] {
    guard !names.isEmpty else { return [:] }
    let own = DiagnosticSink()
    let parser = RuleParser(lists: lists, folding: folding, scriptLexicon: scripts)
    var rules: [String: Rule] = [:]
    for index in reading.sources.indices where reading.sources[index].refers(toAnyOf: names) {
      if let rule = parser.parse(&reading.sources[index], expressions: reading.expressions, sink: own) {
        rules[rule.id] = rule
      }
    }
    let known = Set(sink.diagnostics)
    for diagnostic in own.diagnostics where !known.contains(diagnostic) {
      let message = diagnostic.message
      sink.report(
        Diagnostic(
          diagnostic.severity, code: diagnostic.code,
          message: LocalizedText(zh: "店铺“\(shop)”：\(message.chinese)", en: "shop '\(shop)': \(message.english)"),
          location: diagnostic.location, hint: diagnostic.hint))
    }
    return rules
  }

  func checkOverrides(_ configuration: Configuration, rules: [Rule]) {
    // While some rule could not be read, it may be the one that is meant; rules named on the command line
    // are others than those that the configuration speaks of.
    guard !sink.hasErrors, locations.rules.isEmpty else { return }
    let verbs = Dictionary(rules.map { ($0.id, $0.verb) }) { first, _ in first }
    let all = Array(configuration.overrides) + configuration.shops.values.flatMap { Array($0.overrides) }
    for (id, override) in all.sorted(by: { $0.value.location < $1.value.location }) {
      guard let verb = verbs[id] else {
        sink.error(
          "unknown-rule", at: override.location, LocalizedText(zh: "没有规则“\(id)”", en: "there is no rule '\(id)'"),
          hint: SpellingSuggestion.closest(to: id, among: rules.map(\.id)).map {
            LocalizedText(zh: "是不是想写“\($0)”？", en: "did you mean '\($0)'?")
          })
        continue
      }
      if let score = override.score {
        RuleScoreParser.check(
          score.effect, of: verb, at: override.scoreLocation ?? override.location, sink: sink)
      }
    }
  }

  static func apply(_ overrides: [String: Configuration.Override], to rules: [Rule]) -> [Rule] {
    rules.map { rule in
      guard let override = overrides[rule.id] else { return rule }
      var changed = rule
      if let severity = override.severity { changed.severity = severity }
      if let score = override.score { changed.score = score }
      if let status = override.status { changed.status = status }
      return changed
    }
  }
}
