public import Zhijian

/// The usage of rules for people and programs.
extension RuleUsage {
  /// The most lines of the tables of phrases.
  private static let longest = 20

  /// Tables for a terminal: rules by how often they hit, the most frequent phrases, those that never hit, what was
  /// left out and why, and the work of expressions.
  public func table(in language: Language, width: Int = 100) -> [String] {
    func word(_ zh: String, _ en: String) -> String { language == .chinese ? zh : en }
    var lines = [
      word("\(conversations) 个会话，\(messages) 条消息", "\(conversations) conversations, \(messages) messages"), "",
    ]
    lines += ruleTable(word).lines(width: width)
    let phrases = self.phrases
    let frequent = phrases.filter { $0.use.messages > 0 }.sorted { left, right in
      left.use.messages == right.use.messages ? left.order < right.order : left.use.messages > right.use.messages
    }
    if !frequent.isEmpty {
      var table = TextTable(columns: [
        .init(title: word("命中最多的短语", "most frequent phrases"), isNumber: false), .init(title: word("消息", "messages")),
        .init(title: word("占比", "share")), .init(title: word("会话", "conversations")),
        .init(title: word("规则", "rule"), isNumber: false),
      ])
      for item in frequent.prefix(Self.longest) {
        table.rows.append([
          item.use.phrase, "\(item.use.messages)", Self.percent(item.use.messages, of: item.seen),
          "\(item.use.conversations)", item.rule,
        ])
      }
      lines += [""] + table.lines(width: width)
    }
    lines +=
      neverTable(phrases, word, width) + suppressionTable(ReportWording(language: language), width)
      + expressionTable(word, width)
    return lines + [""]
  }

  private typealias Word = (_ zh: String, _ en: String) -> String

  private struct Item {
    let rule: String
    let seen: Int
    let order: Int
    let use: PhraseUse
  }

  /// A phrase that two leaves of a rule have is there twice.
  private var phrases: [Item] {
    var items: [Item] = []
    for rule in rules {
      for leaf in rule.leaves {
        for phrase in leaf.phrases {
          items.append(Item(rule: rule.rule, seen: leaf.seen, order: items.count, use: phrase))
        }
      }
    }
    return items
  }

  private func ruleTable(_ word: Word) -> TextTable {
    var table = TextTable(columns: [
      .init(title: word("规则", "rule"), isNumber: false), .init(title: word("命中会话", "hit")),
      .init(title: word("占比", "share")), .init(title: word("结果", "findings")),
      .init(title: word("未命中", "no hit")), .init(title: word("不适用", "n/a")), .init(title: word("未知", "unknown")),
      .init(title: word("出错", "error")),
    ])
    let sorted = rules.sorted { $0.hits == $1.hits ? $0.rule < $1.rule : $0.hits > $1.hits }
    for rule in sorted {
      table.rows.append(
        [rule.rule, "\(rule.hits)", Self.percent(rule.hits, of: conversations), "\(rule.findings)"]
          + [RuleResult.noHit, .notApplicable, .unknown, .error].map { "\(rule.results[$0] ?? 0)" })
    }
    return table
  }

  private func neverTable(_ phrases: [Item], _ word: Word, _ width: Int) -> [String] {
    let never = Dictionary(grouping: phrases.filter { $0.use.messages == 0 }, by: \.rule)
    guard !never.isEmpty else { return [] }
    var table = TextTable(columns: [
      .init(title: word("从未命中的短语", "phrases that never hit"), isNumber: false), .init(title: word("个数", "number")),
      .init(title: word("例如", "such as"), isNumber: false),
    ])
    for (rule, items) in never.sorted(by: {
      $0.value.count == $1.value.count ? $0.key < $1.key : $0.value.count > $1.value.count
    }) {
      let examples = items.prefix(5).map(\.use.phrase).joined(separator: word("、", ", "))
      table.rows.append([rule, "\(items.count)", examples])
    }
    return [""] + table.lines(width: width)
  }

  private func suppressionTable(_ word: ReportWording, _ width: Int) -> [String] {
    let affected = rules.filter { !$0.suppressed.isEmpty }.sorted { left, right in
      let sums = (left.suppressed.values.reduce(0, +), right.suppressed.values.reduce(0, +))
      return sums.0 == sums.1 ? left.rule < right.rule : sums.0 > sums.1
    }
    guard !affected.isEmpty else { return [] }
    let titles = Suppression.allCases.filter { $0 != .given }.map { ($0, word.suppression($0)) }
    var table = TextTable(
      columns: [.init(title: word("不算命中的出现", "left out, by reason"), isNumber: false)]
        + titles.map { .init(title: $0.1) })
    for rule in affected.prefix(Self.longest) {
      table.rows.append([rule.rule] + titles.map { "\(rule.suppressed[$0.0] ?? 0)" })
    }
    return [""] + table.lines(width: width)
  }

  private func expressionTable(_ word: Word, _ width: Int) -> [String] {
    var table = TextTable(columns: [
      .init(title: word("正则", "expression"), isNumber: false), .init(title: word("要试的消息", "tried on")),
      .init(title: word("占比", "share")), .init(title: word("匹配", "matched")),
      .init(title: word("超限", "exhausted")), .init(title: word("规则", "rule"), isNumber: false),
    ])
    var items: [(rule: String, seen: Int, use: ExpressionUse)] = []
    for rule in rules {
      for leaf in rule.leaves { if let use = leaf.expression { items.append((rule.rule, leaf.seen, use)) } }
    }
    guard !items.isEmpty else { return [] }
    let sorted = items.enumerated().sorted { left, right in
      left.element.use.candidates == right.element.use.candidates
        ? left.offset < right.offset : left.element.use.candidates > right.element.use.candidates
    }
    for item in sorted.prefix(Self.longest).map(\.element) {
      table.rows.append([
        TerminalText.cut(TerminalText.safe(item.use.pattern), to: 32), "\(item.use.candidates)",
        Self.percent(item.use.candidates, of: item.seen), "\(item.use.messages)", "\(item.use.exhausted)", item.rule,
      ])
    }
    return [""] + table.lines(width: width)
  }

  private static func percent(_ part: Int, of whole: Int) -> String {
    guard whole > 0 else { return "-" }
    let tenths = (part * 1000 + whole / 2) / whole
    return "\(tenths / 10).\(tenths % 10)%"
  }

  /// The member `usage` of the JSON of `rules check`.
  public func write(to writer: inout JSONWriter) {
    writer.key("usage")
    writer.beginObject()
    writer.key("conversations")
    writer.integer(conversations)
    writer.key("messages")
    writer.integer(messages)
    writer.key("rules")
    writer.beginArray()
    for rule in rules { write(rule, to: &writer) }
    writer.endArray()
    writer.endObject()
  }

  private func write(_ rule: RuleUse, to writer: inout JSONWriter) {
    writer.beginObject()
    writer.key("rule")
    writer.string(rule.rule)
    writer.key("findings")
    writer.integer(rule.findings)
    writer.key("results")
    writer.beginObject()
    for result in RuleResult.allCases where rule.results[result] != nil {
      writer.key(escaping: result.rawValue)
      writer.integer(rule.results[result] ?? 0)
    }
    writer.endObject()
    writer.key("leaves")
    writer.beginArray()
    for leaf in rule.leaves {
      writer.beginObject()
      writer.key("line")
      writer.integer(leaf.location.line ?? 0)
      writer.key("column")
      writer.integer(leaf.location.column ?? 0)
      writer.key("seen")
      writer.integer(leaf.seen)
      if let expression = leaf.expression {
        writer.key("pattern")
        writer.string(expression.pattern)
        writer.key("candidates")
        writer.integer(expression.candidates)
        writer.key("messages")
        writer.integer(expression.messages)
        writer.key("exhausted")
        writer.integer(expression.exhausted)
        Self.write(expression.suppressed, to: &writer)
      } else {
        writer.key("phrases")
        writer.beginArray()
        for phrase in leaf.phrases {
          writer.beginObject()
          writer.key("phrase")
          writer.string(phrase.phrase)
          writer.key("messages")
          writer.integer(phrase.messages)
          writer.key("conversations")
          writer.integer(phrase.conversations)
          Self.write(phrase.suppressed, to: &writer)
          writer.endObject()
        }
        writer.endArray()
      }
      writer.endObject()
    }
    writer.endArray()
    writer.endObject()
  }

  private static func write(_ suppressed: [Suppression: Int], to writer: inout JSONWriter) {
    guard !suppressed.isEmpty else { return }
    writer.key("suppressed")
    writer.beginObject()
    for reason in Suppression.allCases where suppressed[reason] != nil {
      writer.key(escaping: reason.rawValue)
      writer.integer(suppressed[reason] ?? 0)
    }
    writer.endObject()
  }
}
