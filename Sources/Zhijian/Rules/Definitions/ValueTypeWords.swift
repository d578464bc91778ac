// How types and keys read to the author of a rule.

extension ValueType {
  /// What may be written, in a few words of Markdown.
  func words(in language: Language) -> String {
    let isChinese = language == .chinese
    switch self {
    case .text: return isChinese ? "文字" : "text"
    case .form(let form): return form.words(in: language)
    case .expression: return isChinese ? "正则表达式" : "a regular expression"
    case .phrases: return isChinese ? "短语或短语的列表" : "a phrase or a list of phrases"
    case .boolean: return isChinese ? "`true` 或 `false`" : "`true` or `false`"
    case .wholeNumber(let range):
      return isChinese
        ? "\(range.lowerBound) 到 \(range.upperBound) 的整数"
        : "a whole number from \(range.lowerBound) to \(range.upperBound)"
    case .number(let range):
      guard range.upperBound < 1e15 else { return isChinese ? "数" : "a number" }
      let (low, high) = (DecimalNumber.text(range.lowerBound), DecimalNumber.text(range.upperBound))
      return isChinese ? "\(low) 到 \(high) 的数" : "a number from \(low) to \(high)"
    case .duration: return isChinese ? "时长" : "a duration"
    case .choice(let choices):
      // Long sets are listed once, with their meanings.
      guard choices.count <= 3 else { return isChinese ? "列出的词" : "a word of those listed" }
      return choices.map { "`\($0.name)`" }.joined(separator: isChinese ? "、" : ", ")
    case .label: return isChinese ? "名字" : "a name"
    case .anchor: return isChinese ? "`given` 或 `label` 的名字" : "`given` or the name of a label"
    case .dialogue: return isChinese ? "对话" : "a dialogue"
    case .condition: return isChinese ? "条件" : "a condition"
    case .conditions: return isChinese ? "条件的列表" : "a list of conditions"
    case .steps: return isChinese ? "步骤的列表" : "a list of steps"
    case .mapping(let shape):
      // A few plain keys are explained on the spot; others have a table of their own.
      let keys = shape.keys.map { key in
        let words = shape.isPlain && shape.keys.count <= 3 ? key.type?.words(in: language) : nil
        return "`\(key.name)`" + (words.map { isChinese ? "（\($0)）" : " (\($0))" } ?? "")
      }.joined(separator: isChinese ? "、" : ", ")
      return isChinese ? "映射：\(keys)" : "a mapping: \(keys)"
    case .named(let type, _):
      if case .anything = type { return isChinese ? "映射，键自定" : "a mapping with any keys" }
      return isChinese ? "映射，键自定，值是\(type.words(in: language))" : "a mapping of any keys to \(type.words(in: language))"
    case .list(let element):
      return isChinese ? "列表，每项是\(element.words(in: language))" : "a list; each is \(element.words(in: language))"
    case .oneOrMore(let element, _):
      return element.words(in: language) + (isChinese ? "，一个或列表" : "; one or a list")
    case .either(let types):
      let words = types.map { $0.words(in: language) }
      return words.dropFirst().reduce(words.first ?? "") { isChinese ? "\($0)，或".before($1) : "\($0), or \($1)" }
    case .anything: return isChinese ? "任何值" : "anything"
    }
  }

  /// The words of a closed set that the type takes.
  var choices: [Choice] {
    switch self {
    case .choice(let choices): choices
    case .oneOrMore(let type, _): type.choices
    case .either(let types): types.flatMap(\.choices)
    default: []
    }
  }

  /// The mapping that the type takes, or that its elements are.
  var shape: MappingShape? {
    switch self {
    case .mapping(let shape): shape
    case .either(let types): types.compactMap(\.shape).first
    case .list(let type), .oneOrMore(let type, _): type.shape
    default: nil
    }
  }
}

extension MappingShape {
  /// Whether every value is a scalar.
  fileprivate var isPlain: Bool {
    keys.allSatisfy { key in
      switch key.type {
      case .text, .form, .boolean, .wholeNumber, .number, .duration, .choice: true
      default: false
      }
    }
  }
}

extension String {
  /// This text with `next` behind it, and a blank between them where `next` does not begin with a Han character.
  func before(_ next: String) -> String {
    let isHan = next.unicodeScalars.first.map { (0x4E00...0x9FFF).contains($0.value) } ?? false
    return isHan ? self + next : self + " " + next
  }
}

extension TextForm {
  func words(in language: Language) -> String {
    let shown = samples.map { "`\($0)`" }.joined(separator: language == .chinese ? "、" : ", ")
    return name.text(in: language) + (language == .chinese ? "，如 \(shown)" : ", such as \(shown)")
  }
}

extension KeyDefinition {
  /// Summary, details, what each word means and the default, one a line: what an editor shows.
  func explanation(in language: Language) -> String {
    var lines = [summary.text(in: language)]
    if let details { lines.append(details.text(in: language)) }
    for choice in type?.choices ?? [] {
      let colon = language == .chinese ? "：" : ": "
      lines.append(choice.name + colon + choice.meaning.text(in: language))
    }
    if let defaultValue {
      lines.append((language == .chinese ? "默认：" : "Default: ") + defaultValue.text(in: language))
    }
    return lines.joined(separator: "\n")
  }
}

extension OperatorDefinition {
  /// What an editor shows of the operator: summary, details and the examples' conditions.
  func explanation(in language: Language) -> String {
    var lines = [summary.text(in: language)]
    if let details { lines.append(details.text(in: language)) }
    for example in examples {
      lines.append((language == .chinese ? "例：" : "Example: ") + example.title.text(in: language))
      lines.append(example.condition)
    }
    return lines.joined(separator: "\n")
  }
}
