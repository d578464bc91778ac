/// Reads the lists of phrases of text operators and of shops.
package enum PhraseList {
  /// The most UTF-16 units of one phrase.
  static let maximumLength = 200

  /// The phrases behind a key: one, or a list; `$name` stands for a word list, `$$` for a dollar
  /// sign. Phrases keep the order of their first mention.
  package static func read(_ node: YAMLNode, lists: WordListCatalog, sink: DiagnosticSink) -> [String] {
    let items: [YAMLNode]
    switch node.content {
    case .scalar: items = [node]
    case .sequence(let nodes): items = nodes
    case .mapping:
      sink.error(
        "wrong-type", at: node.location,
        LocalizedText(zh: "这里应当是短语或短语列表", en: "a phrase or a list of phrases is expected here"),
        hint: LocalizedText(zh: "短语里有“: ”时请加引号", en: "quote phrases that hold ': '"))
      return []
    }
    var phrases: [String] = []
    var seen: Set<String> = []
    var isFaulty = false
    for item in items {
      guard let expanded = expand(item, lists: lists, sink: sink) else {
        isFaulty = true
        continue
      }
      for phrase in expanded where seen.insert(phrase).inserted { phrases.append(phrase) }
    }
    if phrases.isEmpty, !isFaulty {
      sink.error("empty-list", at: node.location, LocalizedText(zh: "短语列表是空的", en: "the list of phrases is empty"))
    }
    return phrases
  }

  /// The items behind a key that can be read: the place of each, its text and the phrases that it stands for.
  static func items(_ node: YAMLNode, lists: WordListCatalog) -> [(node: YAMLNode, text: String, phrases: [String])] {
    let nodes = if case .sequence(let nodes) = node.content { nodes } else { [node] }
    return nodes.compactMap { item in
      guard let text = item.scalar, let phrases = expand(item, lists: lists, sink: DiagnosticSink()) else { return nil }
      return (item, text, phrases)
    }
  }

  private static func expand(_ item: YAMLNode, lists: WordListCatalog, sink: DiagnosticSink) -> [String]? {
    guard !item.isNull || item.scalar?.isEmpty == true else {
      sink.error(
        "wrong-type", at: item.location,
        LocalizedText(zh: "这里应当是短语，YAML 把它读成空", en: "a phrase is expected here; to YAML this is nothing"),
        hint: LocalizedText(zh: "真要找这几个字请加引号", en: "quote it if it is what you look for"))
      return nil
    }
    guard let text = item.scalar else {
      sink.error(
        "nested-list", at: item.location, LocalizedText(zh: "短语列表里不能再套列表", en: "a list of phrases cannot hold lists"),
        hint: LocalizedText(zh: "引用词表请写 $名称", en: "refer to a word list by $name"))
      return nil
    }
    if text.hasPrefix("$"), !text.hasPrefix("$$"), text.count > 1 {
      let name = String(text.dropFirst())
      guard let list = lists[name] else {
        let closest = SpellingSuggestion.closest(to: name, among: lists.names)
        sink.error(
          "unknown-list", at: item.location, LocalizedText(zh: "没有词表“\(name)”", en: "there is no word list '\(name)'"),
          hint: closest.map { LocalizedText(zh: "是不是想写“$\($0)”？", en: "did you mean '$\($0)'?") }
            ?? LocalizedText(
              zh: "词表放在 lexicons/lists/\(name).txt", en: "word lists are files lexicons/lists/\(name).txt"))
        return nil
      }
      return list
    }
    let phrase = (text.hasPrefix("$$") ? String(text.dropFirst()) : text).trimmingBlanks()
    guard !phrase.isEmpty else {
      sink.error("empty-phrase", at: item.location, LocalizedText(zh: "短语是空的", en: "the phrase is empty"))
      return nil
    }
    guard phrase.utf16.count <= maximumLength else {
      sink.error(
        "phrase-too-long", at: item.location,
        LocalizedText(zh: "短语超过 \(maximumLength) 个字符", en: "the phrase is longer than \(maximumLength) units"))
      return nil
    }
    if case .scalar(_, isPlain: true) = item.content, phrase.contains("，") || phrase.contains("、") {
      sink.warning(
        "full-width-separator", at: item.location,
        LocalizedText(
          zh: "短语“\(phrase)”里有全角逗号或顿号，会被当作一个短语",
          en: "the phrase '\(phrase)' holds a full-width comma and is read as one phrase"),
        hint: LocalizedText(
          zh: "分开多个短语用半角逗号；确实是一个短语请加引号", en: "separate phrases by ASCII commas; quote it if it is one phrase"))
    }
    return [phrase]
  }
}

/// Reads `fold:`.
enum FoldList {
  /// The words that `fold` takes: every fold, and `base` for those that always count.
  static let choices =
    [Choice(name: "base", meaning: LocalizedText(zh: "只做前三种", en: "the first three only"))] + Fold.choices

  /// `fold` as a parameter of an operator with its own default.
  static func parameter(default defaultValue: LocalizedText) -> KeyDefinition {
    KeyDefinition(
      "fold", LocalizedText(zh: "把文字归一到什么程度再看", en: "how far the text is folded before it is looked at"),
      type: .oneOrMore(.choice(choices), mayBeEmpty: true), default: defaultValue,
      details: LocalizedText(
        zh: "一个或列表。每写一种，就另看一遍归一到它（含它之前各种）的文字；width、case、script 总是归一。",
        en: """
          One or a list. For each one named the text is looked at once more, folded up to it and all before it; width, \
          case and script always count.
          """))
  }

  /// The views to look in, from the plainest: the base view, and one for every further fold named.
  static func read(_ options: YAMLMapping, defaultViews: [FoldView]) -> [FoldView] {
    guard let names = options.words("fold", among: choices.map(\.name), mayBeEmpty: true) else { return defaultViews }
    let folds = Set(names.compactMap(Fold.init(rawValue:)))
    return [.base] + Fold.allCases.filter { folds.contains($0) && $0 > .script }.map(FoldView.init(upTo:))
  }

  /// What `keyword` looks in unless told: everything up to `emoji` under `forbid`, else the base view.
  static func defaultViews(for verb: RuleVerb) -> [FoldView] {
    guard verb == .forbid else { return [.base] }
    return [.base] + Fold.allCases.filter { $0 > .script && $0 <= .emoji }.map(FoldView.init(upTo:))
  }
}
